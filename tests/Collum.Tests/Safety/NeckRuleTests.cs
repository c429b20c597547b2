using Collum.Anatomy;
using Collum.Findings;
using Collum.Postures;
using static Collum.Tests.Safety.RuleCase;

namespace Collum.Tests.Safety;

/// <summary>Swallowing, head drop, guidance, points and sides.</summary>
public sealed class NeckRuleTests
{
    [Fact]
    public void Both_sternocleidomastoids_ask_what_the_label_asks()
    {
        Ona("EU").Scm(20).Scm(20, Side.Right).Says("SWALLOW-001", Severity.Confirm);
        Ona("US").Scm(20).Scm(20, Side.Right).Says("SWALLOW-001", Severity.Note);
        Rima().Scm(500).Scm(500, Side.Right).Says("SWALLOW-001", Severity.Confirm);
        Daxi().Scm(20).Scm(20, Side.Right).Says("SWALLOW-001", Severity.Note);
        Ona("EU").Scm(40).Silent("SWALLOW-001");
    }

    [Fact]
    public void Muscles_near_the_throat_add_up()
    {
        Ona().Scm(40).Silent("SWALLOW-002");
        Ona().Scm(40).With("scalenus-anterior", 20).Says("SWALLOW-002", Severity.Note);
        Ona().Scm(20).Scm(20, Side.Right).With("scalenus-anterior", 10).With("longus-colli", 10).Says("SWALLOW-002", Severity.Confirm);
    }

    [Fact]
    public void A_muscle_of_swallowing_wants_a_reason_unless_the_needle_is_seen()
    {
        Ona().With("suprahyoids", 10, guidance: Guidance.Emg).Says("SWALLOW-003", Severity.Confirm);
        Ona().With("suprahyoids", 10, guidance: Guidance.Ultrasound).Says("SWALLOW-003", Severity.Note);
        Ona().With("longus-colli", 20, guidance: Guidance.Emg).Says("SWALLOW-003", Severity.Note);
        Ona().With("platysma", 20).Silent("SWALLOW-003");
    }

    [Fact]
    public void The_label_s_word_on_levator_scapulae_is_passed_on()
    {
        Ona().With("levator-scapulae", 25).Says("SWALLOW-004", Severity.Note);
        Inco().With("levator-scapulae", 25).Silent("SWALLOW-004");
    }

    [Fact]
    public void A_neck_bent_forward_halves_the_sternocleidomastoid()
    {
        (Ona().Scm(40) with { Posture = new() { CollisExtensionDeg = -20 } }).Says("SWALLOW-005", Severity.Note);
        (Ona().Scm(40) with { Posture = new() { CollisExtensionDeg = 20 } }).Silent("SWALLOW-005");
    }

    [Fact]
    public void Both_splenii_bring_the_label_s_warning_of_neck_weakness()
    {
        Abo().Splenius(200).Splenius(200, Side.Left).Says("NECK-001", Severity.Note);
        Abo().Splenius(200).Silent("NECK-001");
    }

    [Fact]
    public void Two_pairs_of_extensors_may_drop_the_head()
    {
        var one = Ona().Splenius(40).Splenius(40, Side.Left);

        one.With("semispinalis-capitis", 20).With("semispinalis-capitis", 20, Side.Right).Says("NECK-002", Severity.Note);
        one.With("semispinalis-capitis", 20).Silent("NECK-002");
        one.Scm(20).Scm(20, Side.Right).Silent("NECK-002");
    }

    [Fact]
    public void An_uneven_pair_is_said_where_the_head_is_not_tilted()
    {
        var uneven = Ona().Splenius(61).Splenius(40, Side.Left);

        (uneven with { Posture = new() { CaputLateralRightDeg = 0 } }).Says("NECK-003", Severity.Note);
        (uneven with { Posture = new() { CaputLateralRightDeg = 15 } }).Silent("NECK-003");
        uneven.Silent("NECK-003");                       // tilt was not measured
        (Ona().Splenius(60).Splenius(40, Side.Left) with { Posture = new() { CaputLateralRightDeg = 0 } }).Silent("NECK-003");
    }

    [Fact]
    public void A_deep_muscle_without_guidance_wants_a_reason()
    {
        Ona().With("obliquus-capitis-inferior", 20, guidance: null).Says("GUIDE-001", Severity.Confirm);
        Ona().With("obliquus-capitis-inferior", 20, guidance: Guidance.Landmarks).Says("GUIDE-001", Severity.Confirm);
        Ona().With("obliquus-capitis-inferior", 20, guidance: Guidance.Emg).Says("GUIDE-001", Severity.Note);
        Ona().With("obliquus-capitis-inferior", 20, guidance: Guidance.Ultrasound).Silent("GUIDE-001");
        Ona().With("trapezius-descendens", 20, guidance: null).Silent("GUIDE-001");
    }

    [Fact]
    public void A_muscle_on_the_pleura_wants_the_needle_seen()
    {
        Ona().With("scalenus-medius", 20, guidance: Guidance.Emg).Says("GUIDE-002", Severity.Note);
        Ona().With("scalenus-medius", 20, guidance: Guidance.Landmarks).Says("GUIDE-002", Severity.Confirm);
        Ona().With("scalenus-medius", 20, guidance: Guidance.NerveStimulation).Says("GUIDE-002", Severity.Confirm);
        Ona().With("scaleni", 20, guidance: null).Says("GUIDE-002", Severity.Confirm);
        Ona().With("scalenus-medius", 20, guidance: Guidance.Ultrasound).Silent("GUIDE-002");
        Ona().With("levator-scapulae", 20, guidance: Guidance.Landmarks).Says("GUIDE-002", Severity.Note);
        Ona().With("levator-scapulae", 20, guidance: Guidance.Emg).Silent("GUIDE-002");
    }

    [Fact]
    public void A_line_that_stands_twice_stops()
    {
        Assert.Equal("sites[1]", Ona().Scm(20).Scm(20).Says("SITE-001", Severity.Stop).Place);
        Ona().Scm(20).Scm(20, Side.Right).Silent("SITE-001");
    }

    [Fact]
    public void A_group_beside_its_member_wants_a_reason()
    {
        Ona().With("scaleni", 20).With("scalenus-medius", 10).Says("SITE-002", Severity.Confirm);
        Ona().With("scaleni", 20).With("scalenus-medius", 10, Side.Right).Silent("SITE-002");
    }

    [Fact]
    public void A_plan_without_a_muscle_stops()
    {
        Ona().Says("SITE-003", Severity.Stop);
        Ona().Scm(20).Silent("SITE-003");
    }

    [Fact]
    public void More_lines_than_published_practice_want_a_reason()
    {
        RuleCase Lines(int n) => Shared.Medicine.Muscles.Single.Take(n).Aggregate(Ona(), (c, m) => c.With(m.Id, 10));

        Lines(12).Silent("SITE-004");
        Lines(13).Says("SITE-004", Severity.Confirm);
    }

    [Fact]
    public void Unusual_points_are_said_and_far_too_many_want_a_reason()
    {
        Ona().Scm(40, points: 4).Silent("SITE-005");
        Ona().Scm(40, points: 5).Says("SITE-005", Severity.Note);
        Ona().Scm(40, points: 8).Says("SITE-005", Severity.Note);
        Ona().Scm(40, points: 9).Says("SITE-005", Severity.Confirm);
    }

    [Fact]
    public void One_point_where_the_label_s_table_gives_two_is_said()
    {
        Ona("EU").Scm(30, points: 1).Says("SITE-006", Severity.Note);
        Ona("EU").Scm(25, points: 1).Silent("SITE-006");
        Ona("EU").Scm(30, points: 2).Silent("SITE-006");
    }

    [Fact]
    public void A_side_that_fights_the_posture_in_every_direction_wants_a_reason()
    {
        var turned = new Posture { CaputRotationRightDeg = 30 };

        (Ona().Scm(40, Side.Right) with { Posture = turned }).Says("SITE-007", Severity.Confirm);
        (Ona().Scm(40, Side.Left) with { Posture = turned }).Silent("SITE-007");
        (Ona().Scm(40, Side.Right) with { Posture = turned.Mirror() }).Silent("SITE-007");
        (Ona().Scm(40, Side.Right) with { Posture = turned with { CaputLateralRightDeg = 10 } }).Silent("SITE-007");
        (Ona().Scm(40, Side.Right).Scm(40) with { Posture = turned }).Silent("SITE-007");
        (Ona().Scm(40, Side.Right) with { Posture = turned with { Tremor = Tremor.NoNo } }).Silent("SITE-007");
        (Ona().Scm(40, Side.Right) with { Posture = new() { CaputRotationRightDeg = 4 } }).Silent("SITE-007");
    }

    [Fact]
    public void No_candidate_of_a_single_posture_is_held_to_be_on_the_wrong_side()
    {
        Posture[] single =
        [
            new() { CaputRotationRightDeg = 20 }, new() { CollisRotationRightDeg = 20 }, new() { CaputLateralRightDeg = 15 }, new() { CollisLateralRightDeg = 15 },
            new() { HeadRotationRightDeg = 20 }, new() { HeadLateralRightDeg = 15 }, new() { ShoulderElevation = Side.Right },
        ];
        foreach (var posture in single.Concat(single.Select(p => p.Mirror())))
            foreach (var candidate in Shared.Medicine.Candidates.Rank(posture).Candidates.Where(c => c.Role == CandidateRole.Primary))
                (Ona().With(candidate.Muscle.Id, 20, candidate.Side) with { Posture = posture }).Silent("SITE-007");
    }

    [Fact]
    public void The_other_side_than_last_time_wants_a_reason()
    {
        Ona().Scm(40, Side.Right).Past(100, 40, lines: ("sternocleidomastoid", Side.Left, 40)).Says("SITE-008", Severity.Confirm);
        Ona().Scm(40, Side.Left).Past(100, 40, lines: ("sternocleidomastoid", Side.Left, 40)).Silent("SITE-008");
        Ona().Scm(40).Scm(40, Side.Right).Past(100, 40, lines: ("sternocleidomastoid", Side.Left, 40)).Silent("SITE-008");
    }

    [Fact]
    public void A_point_between_two_marks_of_the_syringe_is_said()
    {
        Ona().Splenius(40, points: 3).MadeUp(100, 1, 2).Says("SITE-009", Severity.Note);
        Ona().Splenius(45, points: 3).MadeUp(100, 1, 2).Silent("SITE-009");
    }
}

using Collum.Anatomy;
using Collum.Findings;
using Collum.Patients;
using Collum.Postures;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Postures;

public sealed class CandidatesTests
{
    static readonly Candidates Candidates = Shared.Medicine.Candidates;
    static readonly PostureTable Table = Shared.Medicine.Postures;

    // Cases A, B and C: activations of a torque-balance model, angles as it computed them. Caput, then collis: rotation right, lateral right, extension.
    static readonly Posture A = Angles(33, -14, 27, 27, -23, 8);
    static readonly Posture B = Angles(-7, 11, 7, -9, 26, 7) with { ShoulderElevation = Side.Right, ShoulderLevel = false };
    static readonly Posture C = Angles(0, 0, 17, 0, 0, -13);

    public static TheoryData<string, double, bool> EveryPosture()
    {
        var cases = new TheoryData<string, double, bool>();
        foreach (var entry in Table.All)
            foreach (var deg in (double[])[5, 6, 12, 25, 60])
                foreach (var mirrored in (bool[])[false, true])
                    cases.Add(entry.Id, deg, mirrored);
        return cases;
    }

    [Theory]
    [MemberData(nameof(EveryPosture))]
    public void Every_posture_of_the_table_and_its_mirror_puts_its_primary_muscles_first(string id, double deg, bool mirrored)
    {
        var entry = Table[id];
        var posture = TypicalPosture.Of(entry, deg);

        var first = First(mirrored ? posture.Mirror() : posture, Places(entry));

        Assert.Superset(PrimariesOf(entry, mirrored), first);
    }

    [Theory]
    [InlineData("lateral-shift", 20, null)]
    [InlineData("sagittal-shift-anterior", null, 25)]
    [InlineData("sagittal-shift-posterior", null, -25)]
    public void A_shift_measured_only_in_millimetres_puts_its_primary_muscles_first(string id, int? lateral, int? sagittal)
    {
        var entry = Table[id];
        var posture = new Posture { LateralShiftRightMm = lateral, SagittalShiftAnteriorMm = sagittal };

        Assert.Superset(PrimariesOf(entry, false), First(posture, Places(entry)));
        Assert.Superset(PrimariesOf(entry, true), First(posture.Mirror(), Places(entry)));
        var straight = TypicalPosture.Straight with { LateralShiftRightMm = lateral ?? 0, SagittalShiftAnteriorMm = sagittal ?? 0 };
        Assert.Superset(PrimariesOf(entry, false), First(straight, Places(entry)));
    }

    [Fact]
    public void A_raised_shoulder_or_a_tremor_alone_is_enough_for_its_primary_muscles()
    {
        Assert.Superset(PrimariesOf(Table["shoulder-elevation"], true), First(new Posture { ShoulderElevation = Side.Left }, 4));
        Assert.Superset(PrimariesOf(Table["tremor-no-no"], false), First(new Posture { Tremor = Tremor.NoNo }, 4));
        Assert.Superset(PrimariesOf(Table["tremor-yes-yes"], false), First(new Posture { Tremor = Tremor.YesYes }, 4));
    }

    [Fact]
    public void A_single_measured_angle_is_enough_for_the_primary_muscles_of_its_posture()
    {
        foreach (var entry in Table.All.Where(e => e.Kind is PostureKind.Sided or PostureKind.Flexion or PostureKind.Extension))
            Assert.Superset(PrimariesOf(entry, false), First(TypicalPosture.Add(new Posture(), entry, 20), Places(entry)));
    }

    [Fact]
    public void The_right_turn_of_case_A_has_all_four_active_muscles_among_the_first_five()
    {
        var first = First(A, 5);

        Assert.Superset(Set("sternocleidomastoid left", "splenius-capitis right", "obliquus-capitis-inferior right", "trapezius-descendens left"), first);
    }

    // The study of the method gives 0.58, 0.45, 0.39, 0.34, 0.24, with frequencies scaled by one common factor.
    [Fact]
    public void The_scores_of_case_A_stand_in_the_proportions_that_the_study_gives()
    {
        var list = Candidates.Rank(A);

        double[] study = [0.58, 0.45, 0.39, 0.34, 0.24];
        double[] scores =
        [
            Of(list, "trapezius-descendens", Side.Left).Score, Of(list, "sternocleidomastoid", Side.Left).Score,
            Of(list, "semispinalis-capitis", Side.Left).Score, Of(list, "splenius-capitis", Side.Right).Score,
            Of(list, "obliquus-capitis-inferior", Side.Right).Score,
        ];
        for (var i = 0; i < 5; i++)
            Assert.Equal(study[i] / study[0], scores[i] / scores[0], 0.01);
    }

    [Fact]
    public void The_score_alone_prefers_the_extensors_in_case_C_as_the_study_found()
    {
        var list = Candidates.Rank(C);

        double[] study = [0.21, 0.18, 0.13];
        double[] scores =
        [
            Of(list, "semispinalis-capitis", Side.Left).Score, Of(list, "trapezius-descendens", Side.Left).Score,
            Of(list, "sternocleidomastoid", Side.Left).Score,
        ];
        for (var i = 0; i < 3; i++)
            Assert.Equal(study[i] / study[0], scores[i] / scores[0], 0.04);
    }

    // Computed apart by a second program from the same files: 0.75 of the table's primary and secondary muscles among as many places as there
    // are, 0.73 among the first eight, over the eleven postures that have a direction.
    [Fact]
    public void The_score_alone_finds_three_quarters_of_the_tables_muscles()
    {
        var (atK, atEight) = (new List<double>(), new List<double>());
        foreach (var entry in Table.All.Where(e => e.Kind is not (PostureKind.Shoulder or PostureKind.Tremor)))
        {
            var expected = (from m in entry.Muscles
                            where m.Role is CandidateRole.Primary or CandidateRole.Secondary
                            from side in m.On(Side.Right)
                            select (m.MuscleId, side)).ToHashSet();
            var direction = new Direction(TypicalPosture.Of(entry, 20), [], Candidates.ColCap, 5);
            var ranked = (from muscle in Shared.Medicine.Muscles.Single
                          from side in Enum.GetValues<Side>()
                          let agreement = Direction.Agreement(direction.Of(muscle, side, Shared.Medicine.Biomechanics))
                          orderby agreement * Math.Sqrt(Shared.Medicine.CandidateNumbers.FrequencyOf(muscle).Percent) descending, muscle.Id, side
                          select (muscle.Id, side)).ToList();
            atK.Add(expected.Intersect(ranked.Take(expected.Count)).Count() / (double)expected.Count);
            atEight.Add(expected.Intersect(ranked.Take(8)).Count() / (double)expected.Count);
        }

        Assert.Equal(0.75, atK.Average(), 0.005);
        Assert.Equal(0.73, atEight.Average(), 0.005);
    }

    [Fact]
    public void The_right_laterocollis_of_case_B_has_all_four_active_muscles_among_the_first_five() =>
        Assert.Superset(
            Set("levator-scapulae right", "scalenus-medius right", "sternocleidomastoid right", "trapezius-descendens right"), First(B, 5));

    [Fact]
    public void The_forward_shift_of_case_C_outranks_the_extensors_that_the_score_alone_prefers()
    {
        var list = Candidates.Rank(C);

        Assert.Equal("sagittal-shift-anterior", list.Postures[0].Entry.Id);
        Assert.Equal(
            Set("sternocleidomastoid left", "sternocleidomastoid right", "scalenus-anterior left", "scalenus-anterior right"), First(C, 4));
        Assert.True(Of(list, "semispinalis-capitis", Side.Left).Rank > 4);
    }

    [Fact]
    public void The_parts_of_a_shift_do_not_compete_with_it()
    {
        var list = Candidates.Rank(C);

        Assert.All(list.Postures.Skip(1), p => Assert.Equal("sagittal-shift-anterior", p.PartOf?.Entry.Id));
        Assert.NotEqual(CandidateRole.Primary, Of(list, "longus-colli", Side.Right).Role);
    }

    [Fact]
    public void A_muscle_that_two_postures_support_rises()
    {
        var turn = Angles(20, 0, 0, 0, 0, 0);
        var turnAndTilt = Angles(20, -20, 0, 0, 0, 0);

        Assert.True(
            Rank(turn, "sternocleidomastoid", Side.Left) > Rank(turnAndTilt, "sternocleidomastoid", Side.Left)
            && Of(Candidates.Rank(turnAndTilt), "sternocleidomastoid", Side.Left).Score > Of(Candidates.Rank(turn), "sternocleidomastoid", Side.Left).Score);
        Assert.Equal(2, Of(Candidates.Rank(turnAndTilt), "sternocleidomastoid", Side.Left).Postures.Count(p => p.Role == CandidateRole.Primary));
    }

    [Fact]
    public void A_muscle_that_works_against_a_component_says_so()
    {
        var splenius = Of(Candidates.Rank(Angles(20, -20, 0, 0, 0, 0)), "splenius-capitis", Side.Right);

        Assert.Contains(splenius.Reasons, r => r.Contains("opposes laterocaput to the left", StringComparison.Ordinal));
    }

    [Fact]
    public void The_contributions_of_the_axes_add_up_to_the_agreement() =>
        Prop.ForAll(AnyPosture, p => Candidates.Rank(p).Candidates.All(c =>
            c.Contributions.Sum(a => a.Value) == c.Agreement && c.Agreement is >= -1.0000001 and <= 1.0000001)).QuickCheckThrowOnFailure();

    // A posture that is its own mirror ties the two sides of every muscle; then right stands before left by convention.
    [Fact]
    public void The_mirrored_posture_gives_the_mirrored_answer_to_the_last_bit() =>
        Prop.ForAll(AnyPosture, p =>
        {
            var (list, mirrored) = (Candidates.Rank(p), Candidates.Rank(p.Mirror()));
            var symmetric = PostureDocument.Write(p with { Examination = [] }) == PostureDocument.Write(p.Mirror() with { Examination = [] })
                && p.Examination.All(e => e.Contraction == Answer.Unknown);
            Side Flip(Side side) => symmetric ? side : side.Mirror();
            return list.Postures.Select(x => (x.Entry.Id, Side: x.Side?.Mirror(), x.Deg)).SequenceEqual(mirrored.Postures.Select(x => (x.Entry.Id, x.Side, x.Deg)))
                && list.Candidates.Select(c => (c.Rank, c.Muscle.Id, Flip(c.Side), c.Role, c.Score))
                    .SequenceEqual(mirrored.Candidates.Select(c => (c.Rank, c.Muscle.Id, c.Side, c.Role, c.Score)))
                && list.Candidates.SelectMany(c => c.Contributions).SequenceEqual(mirrored.Candidates.SelectMany(c => c.Contributions));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void A_posture_that_is_its_own_mirror_gets_an_answer_that_is_its_own_mirror()
    {
        foreach (var posture in new[] { Angles(0, 0, 20, 0, 0, 12), new Posture { CollisExtensionDeg = -15 }, TypicalPosture.Straight with { Tremor = Tremor.YesYes } })
        {
            var ranks = Candidates.Rank(posture).Candidates.Select(c => (c.Rank, c.Muscle.Id, c.Side)).ToHashSet();

            Assert.NotEmpty(ranks);
            Assert.True(ranks.SetEquals(ranks.Select(c => (c.Rank, c.Id, c.Side.Mirror()))));
            Assert.Contains(ranks, c => c.Rank == 1);
        }
    }

    [Fact]
    public void A_symmetric_posture_suggests_pairs_of_equal_score() =>
        Assert.All(Candidates.Rank(Angles(0, 0, 20, 0, 0, 12)).Candidates.GroupBy(c => c.Muscle.Id),
            pair => Assert.True(pair.Count() == 2 && pair.Select(c => c.Score).Distinct().Count() == 1));

    [Fact]
    public void Every_candidate_is_called_a_candidate_and_says_what_would_confirm_it()
    {
        var list = Candidates.Rank(A);

        Assert.Contains(list.Findings, f => f.Code == "POST-010" && f.Message.Contains("candidates, not established", StringComparison.Ordinal));
        Assert.All(list.Candidates, c => Assert.Contains("onfirm", c.ConfirmBy, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_candidate_names_known_sources() =>
        Prop.ForAll(AnyPosture, p => Candidates.Rank(p).Candidates.All(c =>
            c.Sources.Count > 0 && c.Sources.All(Shared.Medicine.Sources.Sources.ContainsKey))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_caution_of_a_posture_comes_with_its_candidates() =>
        Assert.Contains(Candidates.Rank(C).Findings, f => f.Code == "POST-008" && f.Message.Contains("swallowing", StringComparison.Ordinal));

    [Fact]
    public void Whole_head_angles_give_the_candidates_of_both_levels_and_say_what_is_lost()
    {
        var list = Candidates.Rank(new Posture { HeadRotationRightDeg = 20, HeadLateralRightDeg = 0, HeadExtensionDeg = 0 });

        Assert.Equal(["torticaput", "torticollis"], list.Postures.Select(p => p.Entry.Id));
        Assert.All(list.Postures, p => Assert.False(p.LevelKnown));
        Assert.Contains(list.Findings, f => f.Code == "POST-002" && f.Message.Contains("0.33", StringComparison.Ordinal) && f.Message.Contains("sagittal shift", StringComparison.Ordinal));
        Assert.Superset(PrimariesOf(Table["torticaput"], false), First(new Posture { HeadRotationRightDeg = 20, HeadLateralRightDeg = 0, HeadExtensionDeg = 0 }, 4));
    }

    [Fact]
    public void The_muscles_of_an_entry_from_memory_await_checking()
    {
        var list = Candidates.Rank(Angles(0, 0, 0, 0, 20, 0));

        Assert.True(Of(list, "levator-scapulae", Side.Right).AwaitsChecking);
        Assert.False(Of(Candidates.Rank(Angles(20, 0, 0, 0, 0, 0)), "splenius-capitis", Side.Right).AwaitsChecking);
    }

    [Fact]
    public void A_straight_head_suggests_no_muscle()
    {
        var list = Candidates.Rank(TypicalPosture.Straight);

        Assert.Empty(list.Candidates);
        Assert.Contains(list.Findings, f => f.Code == "POST-004");
    }

    [Fact]
    public void A_palpable_contraction_raises_a_muscle_and_its_absence_lowers_it()
    {
        var plain = Of(Candidates.Rank(A), "splenius-capitis", Side.Right);
        var felt = Of(Candidates.Rank(Examined(A, "splenius-capitis", Answer.Yes)), "splenius-capitis", Side.Right);
        var quiet = Of(Candidates.Rank(Examined(A, "splenius-capitis", Answer.No)), "splenius-capitis", Side.Right);

        Assert.True(felt.Score > plain.Score && plain.Score > quiet.Score);
        Assert.Equal(2.36, felt.LikelihoodRatio);
    }

    [Fact]
    public void An_unknown_answer_changes_nothing()
    {
        var plain = Candidates.Rank(A);
        var asked = Candidates.Rank(Examined(A, "splenius-capitis", Answer.Unknown));

        Assert.Equal(plain.Candidates.Select(c => (c.Muscle, c.Side, c.Score)), asked.Candidates.Select(c => (c.Muscle, c.Side, c.Score)));
    }

    [Fact]
    public void Hypertrophy_and_tenderness_are_kept_and_count_for_nothing()
    {
        var found = new MuscleExamination("splenius-capitis", Side.Right) { Hypertrophy = Answer.Yes, Tenderness = Answer.Yes };
        var list = Candidates.Rank(A with { Examination = [found] });

        Assert.Equal(Of(Candidates.Rank(A), "splenius-capitis", Side.Right).Score, Of(list, "splenius-capitis", Side.Right).Score);
        Assert.Equal(2, list.Findings.Count(f => f.Code == "POST-012"));
    }

    [Fact]
    public void Decisive_evidence_goes_ahead_of_the_posture_table()
    {
        var evidence = new Evidence(EvidenceKind.Emg, "scalenus-posterior", Side.Left, 30, $"Tonic activity at rest.", "clinical-proposal");

        Assert.Equal(("scalenus-posterior", Side.Left), Key(Candidates.Rank(A, [evidence]).Candidates[0]));
    }

    [Fact]
    public void A_muscle_that_no_posture_names_is_listed_for_its_evidence_alone()
    {
        var evidence = new Evidence(EvidenceKind.Emg, "platysma", Side.Left, 3, $"Bursts at rest.", "clinical-proposal");
        var list = Candidates.Rank(Angles(20, 0, 0, 0, 0, 0), [evidence]);

        Assert.Equal(CandidateRole.Unlisted, Of(list, "platysma", Side.Left).Role);
        Assert.DoesNotContain(Candidates.Rank(Angles(20, 0, 0, 0, 0, 0)).Candidates, c => c.Muscle.Id == "platysma");
    }

    [Fact]
    public void Evidence_moves_the_score_upward_for_a_ratio_above_one_and_downward_below_and_back() =>
        Prop.ForAll(Gen.Choose(-900, 900).ToArbitrary(), Gen.Choose(1, 400).ToArbitrary(), (s, r) =>
        {
            var (score, ratio) = (s / 1000.0, 1 + r / 10.0);
            var up = Candidates.Joined(score, ratio);
            return up > score && Candidates.Joined(score, 1 / ratio) < score && Math.Abs(Candidates.Joined(up, 1 / ratio) - score) < 1e-9;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_component_inside_its_error_names_no_posture()
    {
        var list = Candidates.Rank(Angles(28, 0, 0, 6, 0, 0) with { UncertaintyDeg = 4 });

        Assert.Equal(["torticaput"], list.Postures.Select(p => p.Entry.Id));
        Assert.Contains(list.Findings, f => f.Code == "POST-005" && f.Place == "collis_rotation_right_deg");
    }

    [Fact]
    public void What_was_not_measured_is_said()
    {
        var list = Candidates.Rank(new Posture { CaputRotationRightDeg = 20 });

        var said = Assert.Single(list.Findings, f => f.Code == "POST-001").Message;
        Assert.Contains("collis rotation", said, StringComparison.Ordinal);
        Assert.Contains("tremor", said, StringComparison.Ordinal);
        Assert.DoesNotContain("caput rotation", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_has_the_keys_that_scripts_rely_on()
    {
        var json = OutputJson.Write(CandidateAnswer.Of(Candidates.Rank(C), "abc"));

        Assert.StartsWith("""{"postures":[{"posture_id":"sagittal-shift-anterior","side":null,"deg":13,""", json, StringComparison.Ordinal);
        Assert.Contains("\"candidates\":[{\"rank\":1,\"muscle_id\":\"sternocleidomastoid\",\"side\":\"right\",\"role\":\"primary\",\"score\":", json, StringComparison.Ordinal);
        Assert.EndsWith("\"knowledge_version\":\"abc\"}", json, StringComparison.Ordinal);
    }

    static Posture Angles(double a, double b, double c, double d, double e, double f) => TypicalPosture.Straight with
    {
        CaputRotationRightDeg = a, CaputLateralRightDeg = b, CaputExtensionDeg = c,
        CollisRotationRightDeg = d, CollisLateralRightDeg = e, CollisExtensionDeg = f,
    };

    static Posture Examined(Posture p, string muscle, Answer contraction) =>
        p with { Examination = [new MuscleExamination(muscle, Side.Right) { Contraction = contraction }] };

    static Candidate Of(CandidateList list, string muscle, Side side) => list.Candidates.Single(c => c.Muscle.Id == muscle && c.Side == side);

    static int Rank(Posture p, string muscle, Side side) => Of(Candidates.Rank(p), muscle, side).Rank;

    static (string, Side) Key(Candidate c) => (c.Muscle.Id, c.Side);

    static int Places(PostureEntry entry) => Math.Max(4, PrimariesOf(entry, false).Count);

    static HashSet<string> First(Posture posture, int places) =>
        [.. Candidates.Rank(posture).Candidates.Take(places).Select(c => $"{c.Muscle.Id} {c.Side.Word()}")];

    static HashSet<string> PrimariesOf(PostureEntry entry, bool mirrored) =>
        [.. from m in entry.Muscles
            where m.Role == CandidateRole.Primary
            from side in m.On(mirrored ? Side.Left : Side.Right)
            select $"{m.MuscleId} {side.Word()}"];

    static HashSet<string> Set(params string[] names) => [.. names];

    static Arbitrary<Posture> AnyPosture { get; } = (
        from angles in Gen.Choose(-600, 600).Select(x => x % 7 == 0 ? (double?)null : x % 5 == 0 ? 0 : x / 10.0).ArrayOf(9)
        from mm in Gen.Choose(-40, 40).Select(x => x % 3 == 0 ? (double?)null : x).ArrayOf(2)
        from seen in Gen.Choose(0, 11)
        from zero in Gen.Choose(0, 63)
        from who in Gen.Elements(Shared.Medicine.Muscles.All.ToArray())
        from side in Gen.Elements(Side.Left, Side.Right)
        from felt in Gen.Elements(Answer.Yes, Answer.No, Answer.Unknown)
        select new Posture
        {
            CaputRotationRightDeg = (zero & 1) > 0 ? 0 : angles[0], CaputLateralRightDeg = (zero & 2) > 0 ? 0 : angles[1], CaputExtensionDeg = angles[2],
            CollisRotationRightDeg = (zero & 4) > 0 ? 0 : angles[3], CollisLateralRightDeg = (zero & 8) > 0 ? 0 : angles[4], CollisExtensionDeg = angles[5],
            HeadRotationRightDeg = angles[6], HeadLateralRightDeg = angles[7], HeadExtensionDeg = angles[8],
            LateralShiftRightMm = (zero & 16) > 0 ? 0 : mm[0], SagittalShiftAnteriorMm = mm[1],
            ShoulderElevation = (seen & 3) switch { 1 => Side.Left, 2 => Side.Right, _ => null }, ShoulderLevel = (seen & 3) == 3,
            Tremor = (seen >> 2) switch { 0 => Tremor.NoNo, 1 => Tremor.YesYes, _ => null },
            Examination = (zero & 32) > 0 ? [] : [new MuscleExamination(who.Id, side) { Contraction = felt }],
        }).ToArbitrary();
}

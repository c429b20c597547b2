using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using static Collum.Tests.Safety.RuleCase;

namespace Collum.Tests.Safety;

public sealed class DoseRuleTests
{
    [Fact]
    public void A_region_without_limits_on_file_stops_the_plan()
    {
        Ona("CA").Scm(40).Says("LABEL-001", Severity.Stop);
        Ona("IE").Scm(40).Silent("LABEL-001");
    }

    [Fact]
    public void Figures_that_a_label_does_not_give_are_named_and_not_taken_as_none()
    {
        var finding = Daxi().Scm(40).Says("LABEL-002", Severity.Note);

        Assert.Contains("one point", finding.Message, StringComparison.Ordinal);
        Assert.Contains("sternocleidomastoid", finding.Message, StringComparison.Ordinal);
        Assert.Contains("three months", finding.Message, StringComparison.Ordinal);
        Ona("EU").Scm(40).Silent("LABEL-002");
    }

    [Fact]
    public void More_than_the_session_maximum_of_the_label_stops_and_the_maximum_itself_does_not()
    {
        var over = Abo().Splenius(600).With("trapezius-descendens", 401).Says("DOSE-001", Severity.Stop);

        Assert.Contains("1001 U DYSPORT", over.Message, StringComparison.Ordinal);
        Assert.Equal(FactStatus.Verified, over.Status);
        Abo().Splenius(600).With("trapezius-descendens", 400).Silent("DOSE-001");
    }

    [Fact]
    public void Where_two_session_maxima_are_passed_the_gravest_is_reported_once()
    {
        Assert.Contains("400 U XEOMIN", Inco().Splenius(401).Says("DOSE-001", Severity.Stop).Message, StringComparison.Ordinal);
        Assert.Contains("240 U XEOMIN", Inco().Splenius(300).Says("DOSE-001", Severity.Confirm).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_maximum_for_all_indications_counts_what_was_given_the_same_day() =>
        Inco().Splenius(200).Past(0, 250, indication: "spasticity").Says("DOSE-001", Severity.Stop);

    [Fact]
    public void More_than_the_usual_maximum_wants_a_reason()
    {
        Inco("EU").Splenius(100).With("trapezius-descendens", 101).Says("DOSE-002", Severity.Confirm);
        Inco("EU").Splenius(100).With("trapezius-descendens", 100).Silent("DOSE-002");
        Inco("EU").Splenius(301).Silent("DOSE-002");      // the session maximum speaks
    }

    [Fact]
    public void A_first_session_above_its_maximum_stops_and_one_at_it_does_not()
    {
        Ona("EU").Splenius(201).Naive().Says("DOSE-003", Severity.Stop);
        Ona("EU").Splenius(200).Naive().Silent("DOSE-003");
        Ona("EU").Splenius(201).Past(100, 180).Silent("DOSE-003");
    }

    [Fact]
    public void Not_knowing_whether_it_is_the_first_session_counts_as_first() =>
        Assert.Contains("not answered", (Ona("EU").Splenius(201) with { First = null }).Says("DOSE-003", Severity.Stop).Message, StringComparison.Ordinal);

    [Fact]
    public void Somebody_new_to_toxin_starts_lower_than_somebody_new_to_the_product()
    {
        Rima().Splenius(2600).Naive().Says("DOSE-003", Severity.Confirm);
        Rima().Splenius(2500).Naive().Silent("DOSE-003");
        Rima().Splenius(5001).Past(100, 150, "onabotulinumtoxinA").Says("DOSE-003", Severity.Confirm);
        Rima().Splenius(5000).Past(100, 150, "onabotulinumtoxinA").Silent("DOSE-003");
    }

    [Fact]
    public void A_recommended_start_for_everybody_binds_the_first_session() =>
        Daxi().Splenius(126).Naive().Says("DOSE-003", Severity.Confirm);

    [Fact]
    public void Less_than_the_recommended_range_is_said()
    {
        Abo().Splenius(249).Says("DOSE-004", Severity.Note);
        Abo().Splenius(250).Silent("DOSE-004");
    }

    [Fact]
    public void A_dose_of_another_product_s_size_wants_a_reason_and_names_that_product()
    {
        Assert.Contains("BOTOX", Abo("US").Splenius(60).Scm(40).Says("DOSE-005", Severity.Confirm).Message, StringComparison.Ordinal);
        Assert.Contains("DYSPORT", Ona().Splenius(350).Scm(150).Says("DOSE-005", Severity.Confirm).Message, StringComparison.Ordinal);
        Abo("US").Splenius(200).Silent("DOSE-005");
        Ona().Splenius(360).Silent("DOSE-005");
    }

    [Fact]
    public void A_first_session_under_half_of_the_recommended_start_wants_a_reason()
    {
        Abo().Splenius(249).Naive().Says("DOSE-005", Severity.Confirm);
        Abo().Splenius(250).Naive().Silent("DOSE-005");
    }

    [Fact]
    public void More_than_twice_or_less_than_half_of_the_last_session_wants_a_reason()
    {
        Ona().Splenius(100).Scm(101).Past(100, 100).Says("DOSE-006", Severity.Confirm);
        Ona().Splenius(100).Scm(100).Past(100, 100).Silent("DOSE-006");
        Ona().Splenius(49).Past(100, 100).Says("DOSE-006", Severity.Confirm);
        Ona().Splenius(50).Past(100, 100).Silent("DOSE-006");
        Ona().Splenius(100).Past(100, 500, "abobotulinumtoxinA").Silent("DOSE-006");
    }

    [Fact]
    public void A_muscle_with_more_than_twice_its_last_dose_wants_a_reason()
    {
        Ona().Splenius(61).Past(100, 30, lines: ("splenius-capitis", Side.Right, 30)).Says("DOSE-007", Severity.Confirm);
        Ona().Splenius(60).Past(100, 30, lines: ("splenius-capitis", Side.Right, 30)).Silent("DOSE-007");
        Ona().Splenius(61).Past(100, 30, lines: ("splenius-capitis", Side.Left, 30)).Silent("DOSE-007");
    }

    [Fact]
    public void The_sternocleidomastoids_are_counted_together_where_the_label_is_silent_on_sides()
    {
        Ona().Scm(50).Scm(51, Side.Right).Says("DOSE-008", Severity.Confirm);
        Ona().Scm(50).Scm(50, Side.Right).Silent("DOSE-008");
        Ona("EU").Scm(101).Says("DOSE-008", Severity.Stop);
    }

    [Fact]
    public void Near_the_limit_of_the_sternocleidomastoid_it_is_said()
    {
        Ona().Scm(75).Says("DOSE-009", Severity.Note);
        Ona().Scm(74).Silent("DOSE-009");
        Ona().Scm(101).Silent("DOSE-009");
    }

    [Fact]
    public void More_than_fifty_units_at_one_point_want_a_reason()
    {
        Assert.Contains("2 points", Ona().Splenius(51, points: 1).Says("DOSE-010", Severity.Confirm).Message, StringComparison.Ordinal);
        Ona().Splenius(50, points: 1).Silent("DOSE-010");
    }

    [Fact]
    public void A_muscle_above_its_published_dose_is_said_with_the_basis()
    {
        Assert.Contains("SmPC", Ona("EU").With("levator-scapulae", 101).Says("DOSE-011", Severity.Note).Message, StringComparison.Ordinal);
        Ona("EU").With("levator-scapulae", 100).Silent("DOSE-011");
        Assert.Contains("EU", Ona("US").With("levator-scapulae", 101).Says("DOSE-011", Severity.Note).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_beyond_published_practice_wants_a_reason_and_small_muscles_hold_less()
    {
        Ona().Splenius(128).Says("DOSE-012", Severity.Confirm);
        Ona().Splenius(127).Silent("DOSE-012");
        Ona().With("obliquus-capitis-inferior", 61, points: 1).Says("DOSE-012", Severity.Confirm);
        Ona().With("obliquus-capitis-inferior", 60, points: 1).Silent("DOSE-012");
        Ona().Splenius(7.5m).Says("DOSE-012", Severity.Confirm);
        Ona().Splenius(8).Silent("DOSE-012");
    }

    [Fact]
    public void A_point_with_next_to_nothing_wants_a_reason()
    {
        Ona().Splenius(11.9m, points: 3).Says("DOSE-013", Severity.Confirm);
        Ona().Splenius(12, points: 3).Silent("DOSE-013");
    }
}

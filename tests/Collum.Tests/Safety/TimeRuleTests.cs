using Collum.Findings;
using Collum.Treatments;
using static Collum.Tests.Safety.RuleCase;

namespace Collum.Tests.Safety;

/// <summary>Interval, sums over time, history and product.</summary>
public sealed class TimeRuleTests
{
    [Fact]
    public void A_plan_before_an_earlier_treatment_stops()
    {
        Ona().Scm(40).Past(-1, 100).Says("TIME-001", Severity.Stop);
        Ona().Scm(40).Past(0, 100).Silent("TIME-001");
    }

    [Fact]
    public void One_day_short_of_the_interval_wants_a_reason_and_the_day_itself_does_not()
    {
        Ona("US").Scm(40).Past(83, 100).Says("TIME-002", Severity.Confirm);
        Ona("US").Scm(40).Past(84, 100).Silent("TIME-002");
        Ona("EU").Scm(40).Past(69, 100).Says("TIME-002", Severity.Confirm);
        Ona("EU").Scm(40).Past(70, 100).Silent("TIME-002");
    }

    [Fact]
    public void Toxin_for_anything_anywhere_counts_for_the_interval() =>
        Assert.Contains("cosmetic", Ona().Scm(40).Past(120, 100).Past(20, 30, "prabotulinumtoxinA", "cosmetic").Says("TIME-002", Severity.Confirm).Message, StringComparison.Ordinal);

    [Fact]
    public void The_longer_interval_of_two_products_counts() =>
        Ona("EU").Scm(40).Past(75, 500, "abobotulinumtoxinA").Says("TIME-002", Severity.Confirm);

    [Fact]
    public void Shorter_than_usual_is_said()
    {
        Abo().Splenius(300).Past(111, 500).Says("TIME-003", Severity.Note);
        Abo().Splenius(300).Past(112, 500).Silent("TIME-003");
        Abo().Splenius(300).Past(83, 500).Silent("TIME-003");       // the shortest interval speaks
    }

    [Fact]
    public void Two_european_sittings_of_300_units_ten_weeks_apart_break_the_sum()
    {
        Ona("EU").Splenius(300).Past(70, 300).Says("TIME-004", Severity.Stop);
        Ona("EU").Splenius(300).Past(83, 300).Says("TIME-004", Severity.Stop);
        Ona("EU").Splenius(300).Past(84, 300).Says("TIME-004", Severity.Confirm);     // the last day of twelve weeks
        Ona("EU").Splenius(300).Past(85, 300).Silent("TIME-004");
        Ona("EU").Splenius(300).Past(83, 100).Silent("TIME-004");
    }

    [Fact]
    public void A_window_given_as_a_range_stops_within_its_shorter_end_and_wants_a_reason_to_its_longer()
    {
        Ona("US").Splenius(250).Past(83, 200).Says("TIME-004", Severity.Stop);
        Ona("US").Splenius(250).Past(84, 200).Says("TIME-004", Severity.Confirm);
        Ona("US").Splenius(250).Past(92, 200).Says("TIME-004", Severity.Confirm);
        Ona("US").Splenius(250).Past(93, 200).Silent("TIME-004");
        Ona("US").Splenius(200).Past(91, 200).Silent("TIME-004");
    }

    [Fact]
    public void The_trial_s_median_dose_again_after_twelve_weeks_is_not_stopped()
    {
        Ona("US").Splenius(236).Past(84, 236).Says("TIME-004", Severity.Confirm);
        Ona("US").Splenius(236).Past(98, 236).Silent("TIME-004");
    }

    [Fact]
    public void The_answer_s_sum_counts_what_was_given_on_the_first_day_of_the_window()
    {
        Assert.Equal(150, Summed(92));
        Assert.Equal(100, Summed(93));

        static decimal Summed(int days) => Ona("US").Splenius(100).Past(days, 50).Case is var c
            ? PlanCheck.Of(new Collum.Plans.PlanDocument(c.Plan, c.Patient, c.History), Shared.Medicine).Cumulative.DoseU : 0;
    }

    [Fact]
    public void The_cosmetic_brand_of_a_product_counts_with_it() =>
        Ona("US").Splenius(390).Past(60, 20, "botox-cosmetic", "cosmetic").Says("TIME-004", Severity.Stop);

    [Fact]
    public void Another_product_never_adds_to_the_sum() =>
        Ona("US").Splenius(390).Past(85, 500, "abobotulinumtoxinA").Silent("TIME-004");

    [Fact]
    public void Where_no_figure_is_on_file_the_sum_is_said()
    {
        Inco().Splenius(120).Past(90, 120).Says("TIME-005", Severity.Note);
        Inco().Splenius(120).Past(92, 120).Says("TIME-005", Severity.Note);
        Inco().Splenius(120).Past(93, 120).Silent("TIME-005");
        Ona().Splenius(120).Past(90, 120).Silent("TIME-005");
    }

    [Fact]
    public void A_later_session_without_any_history_wants_a_reason()
    {
        Ona().Splenius(100).Says("TIME-006", Severity.Confirm);
        Ona().Splenius(100).Past(100, 100).Silent("TIME-006");
        Ona().Splenius(100).Naive().Silent("TIME-006");
        (Ona().Splenius(100) with { First = null }).Says("TIME-006", Severity.Note);
    }

    [Fact]
    public void A_first_session_with_a_history_wants_a_reason()
    {
        Ona().Splenius(100).Naive().Past(300, 30, indication: "cosmetic").Says("TIME-007", Severity.Confirm);
        Ona().Splenius(100).Naive().Silent("TIME-007");
    }

    [Fact]
    public void A_gap_of_more_than_two_years_is_said()
    {
        Ona().Splenius(100).Past(731, 100).Says("TIME-008", Severity.Note);
        Ona().Splenius(100).Past(730, 100).Silent("TIME-008");
    }

    [Fact]
    public void A_date_far_beyond_the_label_s_reading_wants_a_reason()
    {
        var read = Ona().Label.Read;

        (Ona().Splenius(100) with { Date = read.AddDays(1827) }).Says("TIME-009", Severity.Confirm);
        (Ona().Splenius(100) with { Date = read.AddDays(1826) }).Silent("TIME-009");
    }

    [Fact]
    public void Another_product_than_last_time_wants_a_reason()
    {
        Assert.Contains("do not convert", Ona().Splenius(100).Past(100, 500, "abobotulinumtoxinA").Says("PRODUCT-001", Severity.Confirm).Message, StringComparison.Ordinal);
        Ona().Splenius(100).Past(100, 100).Silent("PRODUCT-001");
        Ona().Splenius(100).Past(200, 100).Past(100, 30, "prabotulinumtoxinA", "cosmetic").Silent("PRODUCT-001");
    }

    [Fact]
    public void Vials_of_another_product_stop()
    {
        Ona().Splenius(100).MadeUp(100, 1, 2, onVial: "incobotulinumtoxinA").Says("PRODUCT-002", Severity.Stop);
        Ona().Splenius(100).MadeUp(100, 1, 2, onVial: "onabotulinumtoxinA").Silent("PRODUCT-002");
    }

    [Fact]
    public void The_answer_counts_weeks_since_the_last_toxin_and_never_sums_two_products()
    {
        var c = Ona().Splenius(100).Past(85, 120).Past(50, 500, "abobotulinumtoxinA").Case;

        var check = PlanCheck.Of(new Collum.Plans.PlanDocument(c.Plan, c.Patient, c.History), Shared.Medicine);

        Assert.Equal(7.14m, check.IntervalWeeks);
        Assert.Equal(new Cumulative(92, 220, "onabotulinumtoxinA", true), check.Cumulative);
        Assert.Equal(Shared.Medicine.Version, check.KnowledgeVersion);
    }

    [Fact]
    public void The_answer_says_when_the_sum_is_not_complete_and_writes_null_for_no_interval()
    {
        var c = Ona().Splenius(100).Case;
        var unknown = new PastToxin(Day.AddDays(-30), null, null, null);

        Assert.False(PlanCheck.Of(new Collum.Plans.PlanDocument(c.Plan, c.Patient, [unknown]), Shared.Medicine).Cumulative.Complete);
        Assert.Contains("\"interval_weeks\":null", PlanCheck.Of(new Collum.Plans.PlanDocument(c.Plan, c.Patient, []), Shared.Medicine).Write(), StringComparison.Ordinal);
    }
}

using Collum.Findings;
using static Collum.Tests.Safety.RuleCase;

namespace Collum.Tests.Safety;

/// <summary>Vials, diluent and volumes.</summary>
public sealed class VialRuleTests
{
    [Fact]
    public void A_vial_size_unknown_anywhere_stops_and_one_sold_elsewhere_wants_a_reason()
    {
        Ona("US").Splenius(100).MadeUp(500, 1, 2).Says("VIAL-001", Severity.Stop);
        Ona("US").Splenius(50).MadeUp(50, 1, 1).Says("VIAL-001", Severity.Confirm);
        Ona("EU").Splenius(50).MadeUp(50, 1, 1).Silent("VIAL-001");
    }

    [Fact]
    public void Vials_that_do_not_hold_the_dose_stop()
    {
        Ona().Splenius(101).MadeUp(100, 1, 2).Says("VIAL-002", Severity.Stop);
        Ona().Splenius(100).MadeUp(100, 1, 2).Silent("VIAL-002");
    }

    [Fact]
    public void A_vial_that_would_stay_unused_wants_a_reason()
    {
        Ona().Splenius(100).MadeUp(100, 2, 2).Says("VIAL-003", Severity.Confirm);
        Ona().Splenius(101).MadeUp(100, 2, 2).Silent("VIAL-003");
    }

    [Fact]
    public void Waste_that_a_smaller_vial_avoids_is_said_or_wants_a_reason()
    {
        Assert.Contains("1 × 100 U", Ona().Splenius(90).MadeUp(200, 1, 4).Says("VIAL-004", Severity.Confirm).Message, StringComparison.Ordinal);
        Ona("EU").Splenius(140).MadeUp(100, 2, 2).Says("VIAL-004", Severity.Note);
        Ona("US").Splenius(140).MadeUp(100, 2, 2).Silent("VIAL-004");
    }

    [Fact]
    public void A_lot_is_used_up_to_its_last_day()
    {
        Ona().Splenius(90).MadeUp(100, 1, 2, Day.AddDays(-1)).Says("VIAL-005", Severity.Stop);
        Ona().Splenius(90).MadeUp(100, 1, 2, Day).Silent("VIAL-005");
    }

    [Fact]
    public void A_ready_made_solution_is_not_diluted_without_a_reason()
    {
        Rima().Splenius(2500).MadeUp(5000, 1, 1).Says("MIX-001", Severity.Confirm);
        Rima().Splenius(2500).MadeUp(5000, 1, 0).Silent("MIX-001");
    }

    [Fact]
    public void A_volume_outside_the_label_s_table_is_said()
    {
        Ona().Splenius(90).MadeUp(100, 1, 3).Says("MIX-002", Severity.Note);
        Ona().Splenius(90).MadeUp(100, 1, 2).Silent("MIX-002");
        Assert.Contains("No table", Inco("EU").Splenius(90).MadeUp(100, 1, 2).Says("MIX-002", Severity.Note).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slip_of_the_decimal_point_stops_and_names_what_was_meant()
    {
        Assert.Contains("Did you mean 2 mL?", Ona().Splenius(90).MadeUp(100, 1, 20).Says("MIX-003", Severity.Stop).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 1 mL?", Ona().Splenius(90).MadeUp(100, 1, 0.1m).Says("MIX-003", Severity.Stop).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 1 mL?", Abo().Splenius(400).MadeUp(500, 1, 10).Says("MIX-003", Severity.Stop).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tabled_volume_outside_the_advised_concentration_wants_a_reason_and_never_stops()
    {
        Ona().Splenius(90).MadeUp(100, 1, 10).Says("MIX-003", Severity.Confirm);
        Ona().Splenius(90).MadeUp(100, 1, 4).Says("MIX-003", Severity.Confirm);
        Ona().Splenius(90).MadeUp(100, 1, 2).Silent("MIX-003");
        Ona().Splenius(90).MadeUp(100, 1, 1).Silent("MIX-003");
    }

    [Fact]
    public void Mixed_vials_of_two_concentrations_want_a_reason()
    {
        Ona("EU").Splenius(290).MadeUp(200, 1, 2).MadeUp(100, 1, 2).Says("MIX-004", Severity.Confirm);
        Ona("EU").Splenius(290).MadeUp(200, 1, 4).MadeUp(100, 1, 2).Silent("MIX-004");
    }

    [Fact]
    public void A_point_that_is_too_large_or_too_small_to_draw_wants_a_reason()
    {
        Ona("EU").Splenius(51, points: 2).MadeUp(100, 1, 4).Says("MIX-005", Severity.Confirm);
        Ona("EU").Splenius(50, points: 2).MadeUp(100, 1, 4).Says("MIX-005", Severity.Note);
        Ona("EU").Splenius(25, points: 2).MadeUp(100, 1, 4).Silent("MIX-005");
        Rima().Splenius(190, points: 2).MadeUp(2500, 1, 0).Says("MIX-005", Severity.Confirm);
        Rima().Splenius(200, points: 2).MadeUp(2500, 1, 0).Silent("MIX-005");
    }

    [Fact]
    public void A_large_volume_for_the_session_wants_a_reason()
    {
        Ona("EU").Splenius(126).Scm(125).MadeUp(100, 3, 4).Says("MIX-006", Severity.Confirm);
        Ona("EU").Splenius(125).Scm(125).MadeUp(100, 3, 4).Silent("MIX-006");
    }

    [Fact]
    public void Nothing_made_up_is_said()
    {
        Ona().Splenius(90).Says("MIX-007", Severity.Note);
        Ona().Splenius(90).MadeUp(100, 1, 2).Silent("MIX-007");
    }
}

using Collum.Anatomy;
using Collum.Findings;
using Collum.Plans;
using Collum.Safety;
using Collum.Tests.Treatments;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Tests.Safety;

public sealed class TreatmentRulesTests
{
    static readonly Medicine Medicine = Shared.Medicine;
    static readonly Product Botox = Medicine.Toxins.Products["onabotulinumtoxinA"];
    static readonly Product Dysport = Medicine.Toxins.Products["abobotulinumtoxinA"];
    static readonly Treatment Given = TreatmentTests.Read(TreatmentTests.Example);

    static readonly Plan Plan = new()
    {
        Date = Given.Date, Region = Region.Known["US"], Product = Botox, FirstSession = false,
        Sites = [.. Given.Lines.Select(l => new Site(l.Muscle, l.Side, l.Dose, l.Points, l.Guidance))],
        Preparation = new(new Dilution(new Vial(Botox.Units(100)), new Volume(1)), 2),
    };

    static readonly PlanBehind Signed = new(Plan, true, []);

    static IReadOnlyList<Finding> Check(Treatment treatment, PlanBehind? behind) =>
        TreatmentRules.Check(new(treatment, behind, new(2026, 11, 20), Medicine.Toxins[Botox]));

    static void Only(string code, Severity severity, Treatment treatment, PlanBehind? behind)
    {
        var finding = Assert.Single(Check(treatment, behind));
        Assert.Equal((code, severity), (finding.Code, finding.Severity));
        Assert.True(Medicine.Sources.Sources.ContainsKey(finding.Source), finding.Source);
    }

    [Fact]
    public void A_treatment_that_follows_its_signed_plan_raises_nothing() => Assert.Empty(Check(Given, Signed));

    [Fact]
    public void Every_code_stands_once() =>
        Assert.Equal(TreatmentRules.All.Count, TreatmentRules.All.Select(r => r.Code).Distinct().Count());

    [Fact]
    public void A_lot_is_good_on_its_last_day_and_stopped_the_day_after()
    {
        Assert.Empty(Check(Given with { Lots = [Given.Lots[0] with { Lot = new(Botox, "C1", Given.Date) }] }, Signed));
        Only("GIVE-001", Severity.Stop, Given with { Lots = [Given.Lots[0] with { Lot = new(Botox, "C1", Given.Date.AddDays(-1)) }] }, Signed);
    }

    [Fact]
    public void A_lot_of_another_product_stops_and_its_units_are_not_counted()
    {
        var other = new LotUse(new(Dysport, "D1", new(2027, 1, 1)), new(Dysport.Units(500)), 1, null);

        Only("GIVE-002", Severity.Stop, Given with { Lots = [.. Given.Lots, other] }, Signed);
    }

    [Fact]
    public void No_lot_stops() => Only("GIVE-003", Severity.Stop, Given with { Lots = [] }, Signed);

    [Fact]
    public void Units_that_do_not_balance_stop_and_show_the_sum()
    {
        var treatment = Given with { Discarded = Botox.Units(80) };

        Only("GIVE-004", Severity.Stop, treatment, Signed);
        Assert.Equal(
            "The units do not balance: 200 U opened, 117.5 U given + 80 U discarded = 197.5 U; 2.5 U are unaccounted for.",
            Check(treatment, Signed)[0].Message);
    }

    [Fact]
    public void A_dose_other_than_planned_wants_a_reason() =>
        Only("GIVE-005", Severity.Confirm,
            Given with { Lines = [Given.Lines[0] with { Dose = Botox.Units(70) }, Given.Lines[1]], Discarded = Botox.Units(92.5m) }, Signed);

    [Fact]
    public void A_line_that_was_not_planned_wants_a_reason() =>
        Only("GIVE-006", Severity.Confirm, Given, Signed with { Plan = Plan with { Sites = [Plan.Sites[0]] } });

    [Fact]
    public void A_planned_line_that_was_left_out_wants_a_reason() =>
        Only("GIVE-007", Severity.Confirm, Given with { Lines = [Given.Lines[0]], Discarded = Botox.Units(120) }, Signed);

    [Fact]
    public void A_swapped_side_is_one_finding_that_names_both_sides()
    {
        var swapped = Given with { Lines = [Given.Lines[0], Given.Lines[1] with { Side = Side.Right }] };

        Only("GIVE-008", Severity.Confirm, swapped, Signed);
        Assert.Contains("given on the right, planned on the left", Check(swapped, Signed)[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_on_consent_stops() => Only("GIVE-009", Severity.Stop, Given with { Consent = null }, Signed);

    [Theory]
    [InlineData(ConsentForm.Oral)]
    [InlineData(ConsentForm.NotTaken)]
    public void Consent_that_is_not_written_wants_a_reason(ConsentForm form) =>
        Only("GIVE-010", Severity.Confirm, Given with { Consent = Given.Consent! with { Form = form } }, Signed);

    [Fact]
    public void Another_day_than_planned_wants_a_reason() =>
        Only("GIVE-011", Severity.Confirm, Given, Signed with { Plan = Plan with { Date = Plan.Date.AddDays(-1) } });

    [Fact]
    public void Other_guidance_is_noted() =>
        Only("GIVE-012", Severity.Note, Given with { Lines = [Given.Lines[0] with { Guidance = Guidance.Landmarks }, Given.Lines[1]] }, Signed);

    [Fact]
    public void A_treatment_without_a_plan_wants_a_reason() => Only("GIVE-013", Severity.Confirm, Given, null);

    [Fact]
    public void A_plan_that_nobody_signed_wants_a_reason() => Only("GIVE-013", Severity.Confirm, Given, Signed with { Signed = false });

    [Fact]
    public void A_plan_with_an_open_stop_stops() =>
        Only("GIVE-014", Severity.Stop, Given, Signed with { OpenStops = [new("DOSE-001", Severity.Stop, $"Too much.", "arithmetic")] });

    [Fact]
    public void A_treatment_that_lies_ahead_stops()
    {
        var ahead = Given with { Date = Given.Date.AddDays(1) };

        Only("GIVE-015", Severity.Stop, ahead, Signed with { Plan = Plan with { Date = ahead.Date } });
    }

    [Fact]
    public void Another_product_than_planned_stops_without_comparing_units()
    {
        var plan = Plan with { Product = Dysport, Preparation = null, Sites = [.. Plan.Sites.Select(s => s with { Dose = Dysport.Units(s.Dose.Units) })] };

        Only("GIVE-016", Severity.Stop, Given, Signed with { Plan = plan });
    }

    [Fact]
    public void A_vial_size_that_no_label_lists_wants_a_reason() =>
        Only("GIVE-017", Severity.Confirm,
            Given with { Lots = [Given.Lots[0] with { Vial = new(Botox.Units(150)), Vials = 1 }], Discarded = Botox.Units(32.5m) }, Signed);

    [Fact]
    public void Other_points_are_noted() =>
        Only("GIVE-018", Severity.Note, Given with { Lines = [Given.Lines[0] with { Points = 4 }, Given.Lines[1]] }, Signed);

    [Fact]
    public void A_muscle_that_stands_twice_wants_a_reason_and_counts_once_against_the_plan() =>
        Only("GIVE-019", Severity.Confirm, Given with
        {
            Lines = [Given.Lines[0] with { Dose = Botox.Units(40), Points = 1 }, Given.Lines[1], Given.Lines[0] with { Dose = Botox.Units(40), Points = 2 }],
        }, Signed);

    [Fact]
    public void A_record_without_an_injector_stops() => Only("GIVE-021", Severity.Stop, Given with { GivenBy = " " }, Signed);

    [Fact]
    public void Another_dilution_than_planned_wants_a_reason() =>
        Only("GIVE-022", Severity.Confirm, Given with { Lots = [Given.Lots[0] with { Diluent = new Volume(2) }] }, Signed);

    [Fact]
    public void A_reason_lifts_a_confirm_and_never_a_stop()
    {
        var findings = Check(Given with { Discarded = Botox.Units(80), Lines = [Given.Lines[0]] }, Signed);
        ReasonGiven[] reasons = [new("GIVE-004", null, "counted again", "Dr A"), new("GIVE-007", null, "Patient asked to leave it", "Dr A")];

        Assert.Equal(["GIVE-004"], findings.Blocking(reasons).Select(f => f.Code));
        Assert.Equal(["GIVE-004", "GIVE-007"], findings.Blocking([reasons[1] with { By = " " }]).Select(f => f.Code));
    }
}

/// <summary>The whole check of a treatment, from its own text.</summary>
public sealed class TreatmentCheckTests
{
    static readonly Medicine Medicine = Shared.Medicine;
    static readonly Product Botox = Medicine.Toxins.Products["onabotulinumtoxinA"];
    static readonly Treatment Given = TreatmentTests.Read(TreatmentTests.Example);

    static string PlanText(decimal factor = 1) => new PlanDocument(
        new Plan
        {
            Date = Given.Date, Region = Region.Known["US"], Product = Botox, FirstSession = false,
            Sites = [.. Given.Lines.Select(l => new Site(l.Muscle, l.Side, l.Dose * factor, l.Points, l.Guidance))],
        },
        new Collum.Patients.Patient(), []).Write();

    [Fact]
    public void The_check_made_again_from_its_own_input_is_the_same_text()
    {
        var input = TreatmentCheck.Input(Given, PlanText(), true, Given.Date);

        Assert.Equal(TreatmentCheck.Of(Given, PlanText(), true, Given.Date, Medicine).Write(), TreatmentCheck.Again(Medicine, input).Write());
    }

    [Fact]
    public void A_dose_with_a_slipped_decimal_point_is_asked_about_beyond_the_difference()
    {
        var slipped = Given with
        {
            Lines = [Given.Lines[0] with { Dose = Given.Lines[0].Dose * 10 }, Given.Lines[1]],
            Lots = [Given.Lots[0] with { Vials = 10 }], Discarded = Botox.Units(162.5m),
        };

        var findings = TreatmentCheck.Of(slipped, PlanText(), true, Given.Date, Medicine).Findings;

        Assert.Contains(findings, f => f.Code == "GIVE-005");
        Assert.Contains(findings, f => f is { Code: TreatmentCheck.Beyond, Severity: Severity.Confirm });
    }

    [Fact]
    public void A_plan_that_nobody_signed_brings_its_stops_with_it()
    {
        var treatment = Given with { Plan = "3" };

        var findings = TreatmentCheck.Of(treatment, PlanText(factor: 40), false, Given.Date, Medicine).Findings;

        Assert.Contains(findings, f => f is { Code: "GIVE-014", Severity: Severity.Stop });
    }
}

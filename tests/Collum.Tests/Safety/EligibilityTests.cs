using Collum.Findings;
using Collum.Patients;
using Collum.Safety;
using Collum.Treatments;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Safety;

public sealed class EligibilityTests
{
    static readonly string[] Products = [.. Shared.Medicine.Toxins.Labels.Select(l => l.Id)];

    [Fact]
    public void A_person_who_answered_no_to_everything_has_no_finding() =>
        Assert.Empty(People.Check(People.Well));

    [Fact]
    public void An_unanswered_question_behind_an_absolute_item_stops()
    {
        var findings = People.Check(People.Well.With(("hypersensitivity", Answer.Unknown)));

        var finding = Assert.Single(findings);
        Assert.Equal(("WHO-002", Severity.Stop, "patient.answers.hypersensitivity"), (finding.Code, finding.Severity, finding.Place));
    }

    [Fact]
    public void Unanswered_relative_items_are_one_request_and_unanswered_cautions_one_note()
    {
        var findings = People.Check(new Patient { BirthDate = new(1970, 5, 1) });

        Assert.Single(findings, f => f.Code == "WHO-004" && f.Severity == Severity.Confirm);
        Assert.Single(findings, f => f.Code == "WHO-006" && f.Severity == Severity.Note);
    }

    [Fact]
    public void The_example_document_is_stopped_by_the_two_absolute_questions_that_nobody_asked()
    {
        var patient = new Patient
        {
            BirthDate = new(1970, 5, 1), WeightKg = 61, Medications = ["gentamicin"],
            Answers = new Dictionary<string, Answer>
            {
                ["pregnancy"] = Answer.No, ["breastfeeding"] = Answer.No, ["nmj-disorder"] = Answer.No, ["cows-milk-allergy"] = Answer.Unknown,
            },
        };

        var findings = People.Check(patient);

        Assert.Equal(["patient.answers.hypersensitivity", "patient.answers.infection-at-site"],
            findings.Where(f => f.Severity == Severity.Stop).Select(f => f.Place).Order());
        Assert.Equal(["DRUG-001", "WHO-004"], findings.Where(f => f.Severity == Severity.Confirm).Select(f => f.Code).Order());
    }

    [Theory]
    [InlineData("pregnancy", "WHO-007")]
    [InlineData("breastfeeding", "WHO-008")]
    public void A_yes_counts_even_where_the_sex_on_file_says_that_nobody_asks(string id, string code)
    {
        var man = People.Well with { Sex = Sex.Male };

        Assert.Contains(People.Check(man.With((id, Answer.Yes))), f => f.Code == code);
        Assert.Empty(People.Check(man.With((id, Answer.Unknown))));
    }

    [Fact]
    public void Milk_protein_allergy_concerns_the_product_that_holds_milk_protein_only()
    {
        var allergic = People.Well.With(("cows-milk-allergy", Answer.Yes));

        Assert.Contains(People.Check(allergic, "abobotulinumtoxinA"), f => f is { Code: "WHO-001", Severity: Severity.Stop });
        Assert.Empty(People.Check(allergic, "onabotulinumtoxinA"));
    }

    [Theory]
    [InlineData("onabotulinumtoxinA", "US", Severity.Confirm)]      // a warning there
    [InlineData("rimabotulinumtoxinB", "EU", Severity.Stop)]        // the leaflet forbids it
    [InlineData("rimabotulinumtoxinB", "IE", Severity.Stop)]        // the EU row speaks for Ireland
    [InlineData("onabotulinumtoxinA", "UK", Severity.Stop)]         // no UK row was read, so the strictest applies
    public void A_neuromuscular_junction_disorder_is_as_grave_as_the_label_of_the_region_says(string product, string region, Severity severity)
    {
        var findings = People.Check(People.Well.With(("nmj-disorder", Answer.Yes)), product, region);

        Assert.Equal(severity, Assert.Single(findings).Severity);
    }

    [Theory]
    [InlineData("US", Severity.Confirm)]
    [InlineData("CH", Severity.Stop)]
    public void Pregnancy_has_its_own_rule_and_the_region_decides(string region, Severity severity)
    {
        var finding = Assert.Single(People.Check(People.Well.With(("pregnancy", Answer.Yes)), "onabotulinumtoxinA", region), f => f.Code == "WHO-007");

        Assert.Equal(severity, finding.Severity);
    }

    [Fact]
    public void A_man_is_not_asked_about_pregnancy() =>
        Assert.Empty(People.Check(People.Well.With(("pregnancy", Answer.Unknown), ("breastfeeding", Answer.Unknown)) with { Sex = Sex.Male }));

    [Theory]
    [InlineData(2009, Severity.Confirm)]        // 17
    [InlineData(2011, Severity.Stop)]           // 15
    public void Youth_asks_for_a_reason_and_stops_below_the_youngest_age_any_text_names(int birthYear, Severity severity)
    {
        var finding = Assert.Single(People.Check(People.Well with { BirthDate = new(birthYear, 5, 1) }));

        Assert.Equal(("WHO-009", severity), (finding.Code, finding.Severity));
    }

    [Fact]
    public void A_yes_to_being_under_age_is_not_overruled_by_the_birth_date()
    {
        var finding = Assert.Single(People.Check(People.Well.With(("under-18", Answer.Yes))));

        Assert.Equal(("WHO-009", Severity.Confirm), (finding.Code, finding.Severity));
        Assert.Contains("56 years", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_yes_to_what_the_plan_answers_too_is_heard() =>
        Assert.Contains("Small neck", Assert.Single(People.Check(People.Well.With(("small-neck-mass-or-bilateral-scm", Answer.Yes)))).Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData(1941, Severity.Note)]           // 85
    [InlineData(1940, Severity.Confirm)]        // 86
    [InlineData(1907, Severity.Confirm)]
    public void Beyond_the_ages_of_the_trials_a_reason_is_wanted(int birthYear, Severity severity)
    {
        var finding = Assert.Single(People.Check(People.Well with { BirthDate = new(birthYear, 5, 1) }));

        Assert.Equal(("WHO-010", severity), (finding.Code, finding.Severity));
    }

    [Fact]
    public void Polymyxins_want_a_reason_as_aminoglycosides_do()
    {
        Assert.Contains(People.Taking("colistin"), f => f is { Code: "DRUG-003", Severity: Severity.Confirm });
        Assert.Contains(People.Taking("clindamycin"), f => f is { Code: "DRUG-003", Severity: Severity.Note });
    }

    [Fact]
    public void A_missing_birth_date_is_said() =>
        Assert.Contains("under-18", Assert.Single(People.Check(People.Well.With(("under-18", Answer.Unknown)) with { BirthDate = null }), f => f.Code == "WHO-004").Message,
            StringComparison.Ordinal);

    [Fact]
    public void Old_age_and_low_weight_are_noted() =>
        Assert.Equal(["WHO-010", "WHO-011"],
            People.Check(People.Well with { BirthDate = new(1948, 1, 1), WeightKg = 44 }).Select(f => f.Code).Order());

    [Theory]
    [InlineData("cow's milk", "abobotulinumtoxinA", "WHO-012", Severity.Stop)]
    [InlineData("CMPA", "abobotulinumtoxinA", "WHO-012", Severity.Stop)]
    [InlineData("casien", "abobotulinumtoxinA", "WHO-012", Severity.Stop)]                  // one slip
    [InlineData("Dsyport", "onabotulinumtoxinA", "WHO-012", Severity.Stop)]
    [InlineData("Kuhmilch", "abobotulinumtoxinA", "WHO-012", Severity.Stop)]
    [InlineData("lactose intolerance", "abobotulinumtoxinA", "WHO-013", Severity.Note)]     // milk allergy was answered no
    [InlineData("human albumin", "onabotulinumtoxinA", "WHO-012", Severity.Stop)]
    [InlineData("polysorbate 80", "daxibotulinumtoxinA", "WHO-012", Severity.Stop)]
    [InlineData("Botox", "incobotulinumtoxinA", "WHO-012", Severity.Stop)]
    public void A_typed_allergy_is_matched_with_what_is_in_the_product(string typed, string product, string code, Severity severity)
    {
        var finding = Assert.Single(People.Check(People.Well with { Allergies = [typed] }, product));

        Assert.Equal((code, severity), (finding.Code, finding.Severity));
    }

    [Theory]
    [InlineData("milk", "onabotulinumtoxinA")]
    [InlineData("human albumin", "daxibotulinumtoxinA")]
    public void An_allergy_to_something_that_is_not_in_the_product_says_nothing(string typed, string product) =>
        Assert.Empty(People.Check(People.Well with { Allergies = [typed] }, product));

    [Theory]
    [InlineData("penicillin", "onabotulinumtoxinA", "human albumin, sodium chloride")]
    [InlineData("silk", "abobotulinumtoxinA", "milk protein")]
    [InlineData("histamine", "daxibotulinumtoxinA", "histidine")]
    public void An_allergy_that_is_not_recognised_is_said_with_what_the_product_contains(string typed, string product, string contains)
    {
        var finding = Assert.Single(People.Check(People.Well with { Allergies = [typed] }, product));

        Assert.Equal(("WHO-016", Severity.Note, "patient.allergies[0]"), (finding.Code, finding.Severity, finding.Place));
        Assert.Contains(typed, finding.Message, StringComparison.Ordinal);
        Assert.Contains(contains, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("onabotulinumtoxinA", "botox-pi-highlights-copy")]
    [InlineData("daxibotulinumtoxinA", "daxxify-hcp")]
    public void A_product_speaks_from_its_own_text_where_one_was_read(string product, string source) =>
        Assert.Equal(source, Shared.Medicine.Safety.Contraindications["hypersensitivity"].GradeFor(Shared.Medicine.Toxins.Products[product], Collum.Toxins.Region.Known["US"]).Basis.Source);

    [Fact]
    public void Lactose_is_asked_about_while_nobody_knows_whether_it_is_milk_protein() =>
        Assert.Contains(People.Check(People.Well.With(("cows-milk-allergy", Answer.Unknown)) with { Allergies = ["lactose"] }, "abobotulinumtoxinA"),
            f => f is { Code: "WHO-013", Severity: Severity.Confirm });

    [Fact]
    public void Another_product_within_the_window_wants_a_reason_and_the_same_product_is_left_to_the_sums()
    {
        var (botox, dysport) = (Shared.Medicine.Toxins.Products["onabotulinumtoxinA"], Shared.Medicine.Toxins.Products["abobotulinumtoxinA"]);
        var day = People.Today.AddDays(-60);

        Assert.Equal("DRUG-013", Assert.Single(People.Check(People.Well, history: new PastToxin(day, dysport, dysport.Units(300), "cosmetic"))).Code);
        Assert.Empty(People.Check(People.Well, history: new PastToxin(day, botox, botox.Units(100), "cervical-dystonia")));
        Assert.Empty(People.Check(People.Well, history: new PastToxin(People.Today.AddDays(-93), dysport, dysport.Units(300), null)));
    }

    [Fact]
    public void A_recent_toxin_of_unknown_product_or_dose_wants_a_reason()
    {
        var botox = Shared.Medicine.Toxins.Products["onabotulinumtoxinA"];

        Assert.Equal("DRUG-014", Assert.Single(People.Check(People.Well, history: new PastToxin(People.Today.AddDays(-30), null, null, null))).Code);
        Assert.Equal("DRUG-014", Assert.Single(People.Check(People.Well, history: new PastToxin(People.Today.AddDays(-30), botox, null, null))).Code);
    }

    [Fact]
    public void A_raised_red_flag_speaks_once_and_for_itself()
    {
        var findings = People.Check(People.Well.With(("flag-trauma", Answer.Yes), ("structural-cause", Answer.Unknown)));

        Assert.Equal("WHO-015", Assert.Single(findings).Code);
    }

    [Fact]
    public void Red_flags_that_nobody_asked_about_are_named()
    {
        var findings = People.Safety.RedFlags.Assess(new Patient());

        Assert.Contains("flag-wilson", Assert.Single(findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Turning_a_no_into_unknown_or_yes_never_makes_anybody_easier_to_treat()
    {
        string[] ids = [.. People.Safety.Contraindications.All.Select(i => i.Id), .. People.Safety.RedFlags.Ids];

        Prop.ForAll(
            Gen.Elements(ids).ToArbitrary(), Gen.Elements(Products).ToArbitrary(), Gen.Elements("US", "EU", "UK", "CH", "MX", "AU").ToArbitrary(),
            (id, product, region) =>
            {
                int Worst(Answer answer) => People.Check(People.Well.With((id, answer)) with { BirthDate = null }, product, region).Select(f => (int)f.Severity).DefaultIfEmpty(-1).Max();
                return Worst(Answer.No) <= Worst(Answer.Unknown) && Worst(Answer.No) <= Worst(Answer.Yes);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_question_reads_as_one_question_to_a_person() =>
        Assert.All(People.Safety.Contraindications.All.Where(i => i.AnsweredBy != AnsweredBy.Plan),
            i => Assert.Matches(@"\?( \(.*\))?$", i.Question));

    [Fact]
    public void No_two_rules_share_a_code() =>
        Assert.Distinct(People.Safety.PersonRules.All.Select(r => r.Code));
}

using System.Text;
using Collum.Findings;
using Collum.Patients;
using Collum.Tests.Safety;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Tests.Treatments;

public sealed class AdjunctTests
{
    static readonly Options Options = Shared.Medicine.Options;

    [Fact]
    public void The_options_are_toxin_drugs_physiotherapy_surgery_and_nothing() =>
        Assert.Equal(Enum.GetValues<OptionKind>(), Options.For(Region.Known["US"]).Select(o => o.Kind).Distinct().Order());

    [Fact]
    public void A_product_without_limits_for_the_region_says_that_it_cannot_be_planned_there()
    {
        var eu = Options.For(Region.Known["EU"]);

        Assert.NotNull(eu.Single(o => o.Id == "daxibotulinumtoxinA").NotHere);
        Assert.Null(eu.Single(o => o.Id == "incobotulinumtoxinA").NotHere);
    }

    [Fact]
    public void Every_option_has_a_benefit_and_a_burden_with_a_source() =>
        Assert.All(Options.For(Region.Known["US"]), o =>
        {
            Assert.NotEmpty(o.Benefits);
            Assert.NotEmpty(o.Burdens);
            Assert.All(o.Benefits.Concat(o.Burdens), f => Assert.Contains(f.Source, Shared.Medicine.Sources.Sources.Keys));
        });

    [Fact]
    public void A_decision_reads_back_as_it_was_written()
    {
        var decision = new Decision
        {
            Date = new(2026, 11, 20), Discussed = ["onabotulinumtoxinA", "physiotherapy", "no-treatment"], Chosen = ["onabotulinumtoxinA", "physiotherapy"],
            Matters = "driving again", By = "Dr A", ReviewOn = new(2027, 2, 20),
        };

        var back = DecisionDocument.Read("decision", Encoding.UTF8.GetBytes(DecisionDocument.Write(decision)), Options);

        Assert.Equal(DecisionDocument.Write(decision), DecisionDocument.Write(back));
    }

    [Theory]
    [InlineData("""{"date":"2026-11-20","discussed":["botox"],"chosen":[]}""", "discussed[0]")]
    [InlineData("""{"date":"2026-11-20","discussed":["physiotherapy"],"chosen":["no-treatment"]}""", "chosen")]
    [InlineData("""{"date":"2026-11-20","chosen":[]}""", "discussed")]
    public void A_decision_for_something_that_was_not_talked_over_is_refused(string text, string place) =>
        Assert.Equal(place, Assert.Throws<InputException>(() => DecisionDocument.Read("d", Encoding.UTF8.GetBytes(text), Options)).Place);

    [Fact]
    public void An_adjunct_reads_back_as_it_was_written()
    {
        var adjunct = new Adjunct { Kind = AdjunctKind.Physiotherapy, Date = new(2026, 11, 20), Goals = ["posture"], SessionsPerWeek = 1.5m, Weeks = 12 };

        Assert.Equal(AdjunctDocument.Write(adjunct), AdjunctDocument.Write(AdjunctDocument.Read("a", Encoding.UTF8.GetBytes(AdjunctDocument.Write(adjunct)))));
    }

    [Theory]
    [InlineData("""{"kind":"oral-drug","date":"2026-11-20"}""", "drug")]
    [InlineData("""{"kind":"physiotherapy","date":"2026-11-20","drug":"baclofen"}""", "drug")]
    [InlineData("""{"kind":"oral-drug","date":"2026-11-20","drug":"baclofen","dose_mg_per_day":-5}""", "dose_mg_per_day")]
    public void What_an_adjunct_gets_wrong_is_named_with_its_place(string text, string place) =>
        Assert.Equal(place, Assert.Throws<InputException>(() => AdjunctDocument.Read("a", Encoding.UTF8.GetBytes(text))).Place);

    static IReadOnlyList<Finding> Check(string drug, Patient patient, decimal? dose = null) =>
        People.Safety.OralDrugs.Check(Shared.Medicine.OralDrugs[drug], patient, People.Today, dose);

    [Fact]
    public void An_anticholinergic_in_an_old_person_with_glaucoma_is_spoken_against() =>
        Assert.Equal([Severity.Stop, Severity.Confirm],
            Check("trihexyphenidyl", People.Well.With(("narrow-angle-glaucoma", Answer.Yes)) with { BirthDate = new(1945, 1, 1) }).Select(f => f.Severity));

    [Fact]
    public void Tetrabenazine_is_spoken_against_in_depression_and_beside_an_MAO_inhibitor()
    {
        Assert.Contains(Check("tetrabenazine", People.Well.With(("severe-depression-or-suicidality", Answer.Yes))), f => f.Severity == Severity.Stop);
        Assert.Contains(Check("tetrabenazine", People.Well with { Medications = ["Azilect 1 mg"] }), f => f.Severity == Severity.Stop);
    }

    [Fact]
    public void Questions_that_nobody_asked_are_named_and_a_person_without_any_problem_gets_no_finding()
    {
        Assert.Contains("narrow-angle-glaucoma", Assert.Single(Check("trihexyphenidyl", new Patient())).Message, StringComparison.Ordinal);
        Assert.Empty(Check("trihexyphenidyl", People.Well));
    }

    [Fact]
    public void A_dose_above_the_largest_known_one_is_questioned() =>
        Assert.Equal(("ORAL-002", Severity.Confirm), (Check("baclofen", People.Well, 800)[0].Code, Check("baclofen", People.Well, 800)[0].Severity));

    [Fact]
    public void A_drug_is_found_by_its_brand() =>
        Assert.Equal("trihexyphenidyl", People.Safety.OralDrugs.Find("Artane 2mg tds")?.Id);

    [Fact]
    public void Non_response_is_a_checklist_in_order_and_its_tests_hold_no_dose()
    {
        var checklist = Shared.Medicine.Nonresponse;

        Assert.Equal(Enumerable.Range(1, checklist.Steps.Count), checklist.Steps.Select(s => s.Order));
        Assert.Contains("antibodies", checklist.Causes.Select(c => c.Id));
        Assert.DoesNotContain(checklist.Tests, t => t.GetType().GetProperties().Any(p => p.Name.EndsWith("DoseU", StringComparison.Ordinal)));
    }
}

using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Plans;
using Collum.Safety;

namespace Collum.Tests.Safety;

/// <summary>What holds for all rules together.</summary>
public sealed class PlanRulesTests
{
    static readonly Medicine Medicine = Shared.Medicine;

    [Fact]
    public void Every_rule_has_a_code_of_its_own_a_hazard_and_a_question()
    {
        var rules = Medicine.PlanRules.All;

        Assert.True(rules.Count >= 40);
        Assert.Equal(rules.Count, rules.Select(r => r.Code).Distinct().Count());
        Assert.All(rules, r => Assert.Matches("^[A-Z]+-[0-9]{3}$", r.Code));
        Assert.All(rules, r => Assert.Matches("^H-[0-9]{2}$", r.Hazard));
        Assert.All(rules, r => Assert.EndsWith("?", r.Question, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_rules_with_one_code_are_refused() =>
        Assert.Throws<ArgumentException>(() => new PlanRules([new NoSites(), new NoSites()]));

    [Fact]
    public void Findings_come_gravest_first_and_then_in_the_order_of_the_document()
    {
        var sites = Enumerable.Range(0, 12).Aggregate(RuleCase.Ona(), (c, _) => c.Splenius(7)).Findings;

        Assert.Equal(sites.Select(f => f.Severity).OrderDescending(), sites.Select(f => f.Severity));
        var low = sites.Where(f => f.Code == "DOSE-012").Select(f => f.Place).ToList();
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"sites[{i}].dose_u"), low);
    }

    [Fact]
    public void A_finding_that_rests_on_a_recalled_fact_shows_it() =>
        Assert.True(RuleCase.Ona("EU").Splenius(301).Says("DOSE-001", Severity.Stop).Status!.Value.AwaitsChecking());

    [Fact]
    public void Every_finding_names_a_known_source()
    {
        var practice = new PublishedPractice(7);
        for (var i = 0; i < 200; i++)
            Assert.All(Check(practice.Next()), f => Assert.Contains(f.Source, Medicine.Sources.Sources.Keys));
    }

    [Fact]
    public void The_mirrored_plan_gives_the_same_codes()
    {
        var practice = new PublishedPractice(11);
        for (var i = 0; i < 400; i++)
        {
            var document = practice.Next();
            var mirrored = document with
            {
                Plan = document.Plan with { Sites = [.. document.Plan.Sites.Select(s => s with { Side = s.Side.Mirror() })] },
                History = [.. document.History.Select(h => h with { Lines = [.. h.Lines.Select(l => l with { Side = l.Side.Mirror() })] })],
                Posture = document.Posture?.Mirror(),
            };

            Assert.Equal(Codes(document), Codes(mirrored));
        }
    }

    [Fact]
    public void The_order_of_the_lines_changes_no_code()
    {
        var practice = new PublishedPractice(13);
        for (var i = 0; i < 400; i++)
        {
            var document = practice.Next();

            Assert.Equal(Codes(document), Codes(document with { Plan = document.Plan with { Sites = [.. document.Plan.Sites.Reverse()] } }));
        }
    }

    [Fact]
    public void More_dose_never_takes_a_stop_or_confirm_of_a_maximum_away()
    {
        string[] maxima = ["DOSE-001", "DOSE-002", "DOSE-003", "DOSE-008", "DOSE-010", "TIME-004", "VIAL-002"];
        var practice = new PublishedPractice(17, proposalsToo: false);
        for (var i = 0; i < 300; i++)
        {
            var document = practice.Next();
            var before = Gravest(document, maxima);
            foreach (var factor in (decimal[])[1.3m, 2, 5])
            {
                var more = document with { Plan = document.Plan with { Sites = [.. document.Plan.Sites.Select(s => s with { Dose = s.Dose * factor })] } };
                var after = Gravest(more, maxima);

                Assert.All(before, b => Assert.True(after.GetValueOrDefault(b.Key, Severity.Note) >= b.Value || b.Key == "DOSE-002", $"{b.Key} went with {factor} times the dose"));
                before = after;
            }
        }
    }

    [Fact]
    public void The_same_document_gives_the_same_answer_bit_for_bit()
    {
        var practice = new PublishedPractice(19);
        for (var i = 0; i < 100; i++)
        {
            var document = practice.Next();
            var again = PlanCheck.Read("stored", System.Text.Encoding.UTF8.GetBytes(document.Write()), Medicine);

            Assert.Equal(document.Write(), again.Write());
            Assert.Equal(PlanCheck.Of(document, Medicine).Write(), PlanCheck.Of(again, Medicine).Write());
        }
    }

    [Fact]
    public void Every_product_s_scale_and_every_window_is_on_file() =>
        Assert.All(Medicine.Toxins.Labels, l => Assert.NotNull(Medicine.PlanNumbers.ScaleOf(Medicine.Toxins.Products[l.Id])));

    [Fact]
    public void Every_source_of_the_house_s_figures_is_known()
    {
        var facts = typeof(HouseNumbers).GetProperties().Select(p => (HouseFigure)p.GetValue(Medicine.PlanNumbers.Numbers)!).Cast<Fact>()
            .Concat(Medicine.PlanNumbers.Products.SelectMany(p => (SpanFact[])[p.SessionU, p.LineU, p.SmallLineU, p.PointU, p.ConcentrationUPerMl]));

        Assert.All(facts, f => Assert.All([f.Source, .. f.CorroboratedBy], s => Assert.Contains(s, Medicine.Sources.Sources.Keys)));
    }

    static IReadOnlyList<Finding> Check(PlanDocument d) =>
        Medicine.PlanRules.Check(new PlanCase(d.Plan, d.Patient, d.History, Medicine.Toxins[d.Plan.Product]) { Posture = d.Posture });

    static IEnumerable<string> Codes(PlanDocument d) => Check(d).Select(f => $"{f.Code} {f.Severity}").Order(StringComparer.Ordinal);

    static Dictionary<string, Severity> Gravest(PlanDocument d, string[] codes) =>
        Check(d).Where(f => codes.Contains(f.Code) && f.Severity >= Severity.Confirm).GroupBy(f => f.Code).ToDictionary(g => g.Key, g => g.Max(f => f.Severity));
}

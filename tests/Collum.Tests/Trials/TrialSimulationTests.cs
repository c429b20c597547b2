using System.Text;
using Collum.Findings;
using Collum.Response;
using Collum.Trials;

namespace Collum.Tests.Trials;

public sealed class TrialSimulationTests
{
    static TrialDocument Document(int patients = 2000, string more = "") => InputReader.Parse("trial.json", Encoding.UTF8.GetBytes($$"""
        { "product": "rimabotulinumtoxinB", "patients": {{patients}}, "sessions": 3, "seed": 5,
          "protocols": [ { "id": "placebo", "dose_u": 0, "interval_weeks": 12 }, { "id": "fixed", "dose_u": 10000, "interval_weeks": 12 },
                         { "id": "flexible", "dose_u": 10000, "interval_weeks": 12, "longest_weeks": 24 }{{more}} ] }
        """), r => TrialDocument.Read(r, Shared.Medicine.Toxins, Shared.Medicine.SideEffects));

    static IReadOnlyList<ProtocolOutcome> Run(TrialDocument document, int threads = 2) =>
        TrialSimulation.Run(Model.ToPopulation("models"), document, threads, sideEffects: Shared.Medicine.SideEffects, supposed: p => Shared.Medicine.Response.SupposedOf(p, Model));

    static FittedModel Model => Shared.Medicine.Response.Models["brashear-1999-drift"];

    static TrialDocument Of(string protocols, string more = "", int patients = 1500) => InputReader.Parse("trial.json", Encoding.UTF8.GetBytes($$"""
        { "product": "rimabotulinumtoxinB", "patients": {{patients}}, "sessions": 6, "seed": 5, "protocols": [ {{protocols}} ]{{more}} }
        """), r => TrialDocument.Read(r, Shared.Medicine.Toxins, Shared.Medicine.SideEffects));

    const string Rule = """{ "id": "by response", "dose_u": 5000, "interval_weeks": 12, "dose_rule": { "step_u": 2500, "lowest_u": 2500, "highest_u": 10000, "raise_below_points": 8, "lower_after": [ "dysphagia" ] } }""";

    [Fact]
    public void A_dose_rule_keeps_to_its_range_and_gives_the_same_numbers_whatever_the_threads()
    {
        var document = Of(Rule, """, "region": "US" """);
        var (one, four) = (Run(document, 1)[0], Run(document, 4)[0]);

        Assert.Equal((one.UnitsPerYear, one.LastDoseU, one.TimeWithRelief), (four.UnitsPerYear, four.LastDoseU, four.TimeWithRelief));
        Assert.Equal(one.Doses, four.Doses);
        Assert.Equal([2500m, 5000m, 7500m, 10_000m], one.Doses.Select(d => d.DoseU));
        Assert.Equal(1, one.Doses.Sum(d => d.ShareOfSessions), 1e-9);
        Assert.Equal(one.Doses.Sum(d => (double)d.DoseU * d.ShareOfSessions) * one.InjectionsPerYear.Mean, one.UnitsPerYear.Mean, 1e-6 * one.UnitsPerYear.Mean);
        // What was drawn agrees with what is computed for the doses that were given.
        var dysphagia = one.SideEffects.Single(e => e.Event == "dysphagia");
        Assert.Equal(dysphagia.Chance!.Mean, dysphagia.Drawn!.Mean, 0.03);
    }

    [Fact]
    public void Raising_alone_never_lowers_lowering_alone_never_raises_and_rules_treat_the_patients_that_fixed_doses_do()
    {
        const string fixedDose = """{ "id": "fixed", "dose_u": 5000, "interval_weeks": 12 }""";
        var outcomes = Run(Of($$"""
            {{fixedDose}}, { "id": "up", "dose_u": 5000, "interval_weeks": 12, "dose_rule": { "step_u": 2500, "highest_u": 10000, "raise_below_points": 8 } },
            { "id": "down", "dose_u": 5000, "interval_weeks": 12, "dose_rule": { "step_u": 1000, "lowest_u": 2500, "lower_after": [ "dysphagia", "dry-mouth" ] } }
            """));

        Assert.Equal(5000, outcomes[1].Doses[0].DoseU);
        Assert.Equal([2500m, 3000m, 4000m, 5000m], outcomes[2].Doses.Select(d => d.DoseU));
        Assert.True(outcomes[1].TimeWithRelief.Mean > outcomes[0].TimeWithRelief.Mean && outcomes[2].TimeWithRelief.Mean < outcomes[0].TimeWithRelief.Mean);
        Assert.Equal(outcomes[0].WithoutRelief, outcomes[1].WithoutRelief);
        Assert.Equal(outcomes[0].Course[4], outcomes[1].Course[4]);             // until the second session nothing differs
        Assert.Equal(outcomes[0].InjectionsPerYear, outcomes[2].InjectionsPerYear);
    }

    [Fact]
    public void Every_protocol_counts_its_own_products_units_whatever_stands_beside_it()
    {
        const string other = """{ "id": "other", "product": "abobotulinumtoxinA", "dose_u": 500, "interval_weeks": 12 }""";
        var together = Run(Of("""{ "id": "own", "dose_u": 5000, "interval_weeks": 12 }, """ + other));
        var alone = Run(Of(other))[0];

        Assert.Equal(["rimabotulinumtoxinB", "abobotulinumtoxinA"], together.Select(o => o.Product));
        Assert.Equal((alone.TimeWithRelief, alone.UnitsPerYear), (together[1].TimeWithRelief, together[1].UnitsPerYear));
        Assert.Equal(500 * together[1].InjectionsPerYear.Mean, together[1].UnitsPerYear.Mean, 1e-6);
        // Drawn with the patients from what is supposed of the product: as the population with that product.
        var prior = Shared.Medicine.Response.SupposedOf(Shared.Medicine.Toxins.Products["abobotulinumtoxinA"], Model)!;
        var (product, _) = Shared.Medicine.Response.For(Shared.Medicine.Toxins.Products["abobotulinumtoxinA"], Model)!.Value;
        var whole = TrialSimulation.Run(product, Of(other), 2)[0];
        Assert.Equal(whole.TimeWithRelief.Mean, alone.TimeWithRelief.Mean, 5 * (whole.TimeWithRelief.MonteCarloError + alone.TimeWithRelief.MonteCarloError));
        Assert.Equal(whole.Course[4].Mean, alone.Course[4].Mean, 5 * (whole.Course[4].MonteCarloError + alone.Course[4].MonteCarloError));
        Assert.True(prior.LogRatioSd > 0);
    }

    [Theory]
    [InlineData("""{ "step_u": 2500, "lowest_u": 2500, "highest_u": 30000, "raise_below_points": 8 }""", "protocols[0].dose_rule.highest_u")]
    [InlineData("""{ "step_u": 2500, "highest_u": 2500, "raise_below_points": 8 }""", "protocols[0].dose_rule.highest_u")]
    [InlineData("""{ "step_u": 2500, "raise_below_points": 0, "highest_u": 10000 }""", "protocols[0].dose_rule.raise_below_points")]
    [InlineData("""{ "step_u": 2500 }""", "protocols[0].dose_rule.raise_below_points")]
    [InlineData("""{ "step_u": 0, "highest_u": 10000, "raise_below_points": 8 }""", "protocols[0].dose_rule.step_u")]
    [InlineData("""{ "step_u": 0.01, "highest_u": 10000, "raise_below_points": 8 }""", "protocols[0].dose_rule.step_u")]
    [InlineData("""{ "step_u": 2500, "lower_after": [ "dysphagia" ] }""", "protocols[0].dose_rule.lowest_u")]
    [InlineData("""{ "step_u": 2500, "lowest_u": 2500, "lower_after": [ "neck-weakness" ] }""", "protocols[0].dose_rule.lower_after[0]")]
    public void A_rule_that_cannot_be_followed_is_refused_by_its_place(string rule, string place) =>
        Assert.Equal(place, Assert.Throws<InputException>(() => Of($$"""{ "id": "x", "dose_u": 5000, "interval_weeks": 12, "dose_rule": {{rule}} }""", """, "region": "US" """)).Place);

    [Fact]
    public void Without_a_region_a_rule_that_raises_says_how_far_and_without_a_product_nothing_is_simulated()
    {
        Assert.Equal("protocols[0].dose_rule.highest_u", Assert.Throws<InputException>(() => Of("""{ "id": "x", "dose_u": 5000, "interval_weeks": 12, "dose_rule": { "step_u": 2500, "raise_below_points": 8 } }""")).Place);
        Assert.Equal("protocols[0].product", Assert.Throws<InputException>(() => InputReader.Parse("t", Encoding.UTF8.GetBytes(
            """{ "patients": 10, "sessions": 1, "protocols": [ { "id": "x", "dose_u": 1, "interval_weeks": 12 } ] }"""), r => TrialDocument.Read(r, Shared.Medicine.Toxins, Shared.Medicine.SideEffects))).Place);
    }


    [Fact]
    public void The_same_seed_gives_the_same_numbers_whatever_the_threads()
    {
        var (one, four) = (Run(Document(), 1), Run(Document(), 4));

        Assert.Equal(one.Select(o => o.TimeWithRelief), four.Select(o => o.TimeWithRelief));
        Assert.Equal(one.SelectMany(o => o.Course), four.SelectMany(o => o.Course));
    }

    [Fact]
    public void Toxin_relieves_more_than_placebo_and_waiting_for_wearing_off_spares_injections()
    {
        var (placebo, dosed, flexible) = (Run(Document()) is [var a, var b, var c]) ? (a, b, c) : throw new InvalidOperationException();

        Assert.True(dosed.TimeWithRelief.Mean > placebo.TimeWithRelief.Mean + (5 * dosed.TimeWithRelief.MonteCarloError));
        Assert.True(flexible.InjectionsPerYear.Mean <= dosed.InjectionsPerYear.Mean);
        Assert.Equal(365.25 / 84, dosed.InjectionsPerYear.Mean, 1e-9);
        Assert.Equal(10_000 * 365.25 / 84, dosed.UnitsPerYear.Mean, 1e-6);
    }

    [Fact]
    public void The_mean_course_goes_on_after_the_last_session_and_does_not_jump()
    {
        foreach (var outcome in Run(Document() with { Sessions = 1 }))
            Assert.All(outcome.Course.Skip(13).Zip(outcome.Course.Skip(12)), pair =>
            {
                Assert.True(pair.Second.Mean < 0);
                Assert.InRange(pair.First.Mean - pair.Second.Mean, 0, 1.5);
            });
    }

    [Fact]
    public void One_patient_has_no_Monte_Carlo_error_and_is_refused() =>
        Assert.Equal("patients", Assert.Throws<InputException>(() => Document(1)).Place);

    // Arms of the trial itself (data/trials/trials.csv, Brashear 1999): change in week 4 by dose, standard errors 1.2 to 1.5 points.
    [Fact]
    public void Mean_changes_in_week_4_are_those_of_the_trial_within_its_uncertainty()
    {
        var outcomes = Run(Document(4000, """, { "id": "half", "dose_u": 5000, "interval_weeks": 12 }""")).ToDictionary(o => o.Id, o => o.Course[4].Mean);

        Assert.Equal(-4.4, outcomes["placebo"], 3.0);
        Assert.Equal(-9.1, outcomes["half"], 3.5);
        Assert.Equal(-12.0, outcomes["fixed"], 3.5);
    }

    [Fact]
    public void A_cancelled_simulation_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => TrialSimulation.Run(
            Shared.Medicine.Response.Models["brashear-1999-drift"].ToPopulation("models"), Document(1_000_000), 2, cancel: cancelled.Token));
    }

    [Fact]
    public void A_course_ends_where_patients_are_no_longer_followed() =>
        Assert.All(Run(Document(200)), o => Assert.Equal(36, o.Course.Count));

    [Fact]
    public void Side_effects_follow_the_dose_and_the_sessions_a_year_of_each_protocol()
    {
        var document = Document(500);
        var outcomes = Run(document);
        var (placebo, dosed) = (outcomes[0].SideEffects.Single(e => e.Event == "dysphagia"), outcomes[1].SideEffects.Single(e => e.Event == "dysphagia"));

        Assert.True(placebo.Chance!.Q90 < dosed.Chance!.Median);
        Assert.Equal(dosed.Chance.Median * outcomes[1].InjectionsPerYear.Mean, dosed.SessionsPerYear!.Median, 1e-9);
        Assert.Null(outcomes[1].SideEffects.Single(e => e.Event == "neck-weakness").Chance);        // no arm of type B counted it
        Assert.All(TrialSimulation.Run(Model.ToPopulation("models"), document, 2), o => Assert.Empty(o.SideEffects));
    }
}

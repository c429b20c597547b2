using System.Text;
using Collum.Findings;
using Collum.Trials;

namespace Collum.Tests.Trials;

public sealed class TrialSimulationTests
{
    static TrialDocument Document(int patients = 2000, string more = "") => InputReader.Parse("trial.json", Encoding.UTF8.GetBytes($$"""
        { "product": "rimabotulinumtoxinB", "patients": {{patients}}, "sessions": 3, "seed": 5,
          "protocols": [ { "id": "placebo", "dose_u": 0, "interval_weeks": 12 }, { "id": "fixed", "dose_u": 10000, "interval_weeks": 12 },
                         { "id": "flexible", "dose_u": 10000, "interval_weeks": 12, "longest_weeks": 24 }{{more}} ] }
        """), r => TrialDocument.Read(r, Shared.Medicine.Toxins));

    static IReadOnlyList<ProtocolOutcome> Run(TrialDocument document, int threads = 2) =>
        TrialSimulation.Run(Shared.Medicine.Response.For(document.Product, Shared.Medicine.Response.Models["brashear-1999-drift"])!.Value.Population, document, threads);

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
        var outcomes = TrialSimulation.Run(Shared.Medicine.Response.For(document.Product, Shared.Medicine.Response.Models["brashear-1999-drift"])!.Value.Population, document, 2, sideEffects: Shared.Medicine.SideEffects);
        var (placebo, dosed) = (outcomes[0].SideEffects.Single(e => e.Event == "dysphagia"), outcomes[1].SideEffects.Single(e => e.Event == "dysphagia"));

        Assert.True(placebo.Chance!.Q90 < dosed.Chance!.Median);
        Assert.Equal(dosed.Chance.Median * outcomes[1].InjectionsPerYear.Mean, dosed.SessionsPerYear!.Median, 1e-9);
        Assert.Null(outcomes[1].SideEffects.Single(e => e.Event == "neck-weakness").Chance);        // no arm of type B counted it
        Assert.All(Run(document), o => Assert.Empty(o.SideEffects));
    }
}

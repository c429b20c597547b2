using System.Diagnostics;
using Collum.App.Tests.Storage;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Clinic.Registry;
using Collum.Clinic.Schedule;
using Collum.Clinic.Stock;

namespace Collum.App.Tests.Registry;

/// <summary>The same clinic, the same day and the same lots on both databases.</summary>
[Collection("postgres")]
public sealed class DemoClinicOnPostgresTests(PostgresServer server)
{
    [Fact]
    public async Task PostgreSQL_and_SQLite_answer_alike()
    {
        await using var sqlite = await TestClinic.OpenAsync();
        await using var postgres = await TestClinic.OpenAsync(location: await server.NewDatabaseAsync());
        await DemoClinic.FillAsync(sqlite.Practice);
        await DemoClinic.FillAsync(postgres.Practice);

        var (one, two) = (await new Today(sqlite.Practice).ReadAsync(), await new Today(postgres.Practice).ReadAsync());
        Assert.Equal(one.Due, two.Due);
        Assert.Equal(one.Unsigned, two.Unsigned);
        Assert.Equal(one.SideEffects, two.SideEffects);
        Assert.Equal(one.Expiring, two.Expiring);
        Assert.Equal(
            await new Lots(sqlite.Practice).PatientsAsync(one.Expiring[0].Number), await new Lots(postgres.Practice).PatientsAsync(one.Expiring[0].Number));
    }
}

public sealed class DemoClinicTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_demo_clinic_has_the_trial_a_dozen_synthetic_charts_and_a_day_with_something_to_do()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var watch = Stopwatch.StartNew();

        var charts = await DemoClinic.FillAsync(clinic.Practice);

        output.WriteLine($"filled in {watch.Elapsed}");
        Assert.Equal(121, charts);
        foreach (var id in (await clinic.Practice.Charts.IdsAsync()).Where(i => i.StartsWith("synthetic", StringComparison.Ordinal)))
        {
            var chart = await clinic.Practice.OpenAsync(id);
            output.WriteLine($"{id} {chart.Identity.Name}: {chart.Treatments.Count} treatments, {string.Join("; ", chart.Treatments.Select(t => t.Current?.Given))}; open {string.Join(", ", chart.Open.Select(o => o.Kind))}");
            foreach (var plan in chart.Plans.Where(p => p.IsOpen))
                output.WriteLine("   " + plan.Check[..Math.Min(600, plan.Check.Length)]);
            Assert.Equal("Synthetic", chart.Origin!.Label);
            Assert.True(chart.Treatments.Count >= 2, $"{id} has {chart.Treatments.Count} treatments");
            Assert.True(chart.Scores.Count(s => s.Instrument == "twstrs") >= 3);
        }

        var today = await new Today(clinic.Practice).ReadAsync();
        Assert.NotEmpty(today.SideEffects);
        Assert.Contains(today.Unsigned, o => o.Kind == Kinds.Plan);
        Assert.Contains(today.Unsigned, o => o.Kind == Kinds.TreatmentDraft);
        Assert.Contains(today.Due, d => d.State == DueState.Due);
        Assert.Contains(today.Due, d => d.State == DueState.Overdue);
        Assert.DoesNotContain(today.Due, d => d.ChartId.StartsWith("cdystonia", StringComparison.Ordinal));
        Assert.NotEmpty(today.Expiring);
        Assert.NotEmpty(await new Lots(clinic.Practice).PatientsAsync(today.Expiring[0].Number));
        Assert.Equal(121, today.Charts);
    }

    [Fact]
    public async Task The_same_seed_on_the_same_day_makes_the_same_charts_and_all_of_them_are_made_again_bit_for_bit()
    {
        await using var one = await TestClinic.OpenAsync();
        await using var two = await TestClinic.OpenAsync();
        await DemoClinic.FillAsync(one.Practice);
        await DemoClinic.FillAsync(two.Practice);

        var replayer = new Replayer(one.Database.Knowledge, Makers.All);
        foreach (var id in await one.Practice.Charts.IdsAsync())
        {
            var entries = await one.Practice.Charts.ReadAsync(id);
            Assert.Equal(entries.Select(e => (e.Kind, e.Body)), (await two.Practice.Charts.ReadAsync(id)).Select(e => (e.Kind, e.Body)));
            Assert.All(await replayer.ReplayAsync(entries), r => Assert.True(r.Outcome == ReplayOutcome.Equal, $"{id} {r.Seq} {r.Kind}: {r.Difference}"));
        }
    }

    [Fact]
    public async Task Filling_twice_opens_no_chart_twice()
    {
        await using var clinic = await TestClinic.OpenAsync();
        await DemoClinic.FillAsync(clinic.Practice);

        Assert.Equal(0, await DemoClinic.FillAsync(clinic.Practice));
    }
}

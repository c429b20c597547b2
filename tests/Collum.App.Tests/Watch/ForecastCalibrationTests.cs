using Collum.App.Http;
using Collum.Clinic.Registry;
using Collum.Clinic.Watch;
using Collum.Response;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collum.App.Tests.Watch;

public sealed class ForecastCalibrationTests
{
    static async Task<(TestClinic, ForecastDocument)> WithAsync(string chart)
    {
        var clinic = await TestClinic.OpenAsync();
        await DemoClinic.FillAsync(clinic.Practice);
        return (clinic, new ForecastCourse(clinic.Practice).Of(await clinic.Practice.OpenAsync(chart), clinic.Practice.Today)!);
    }

    [Fact]
    public async Task A_past_forecast_knows_nothing_of_its_own_day_or_later()
    {
        var (clinic, document) = await WithAsync("synthetic-01");
        await using var _ = clinic;
        var course = new ForecastCourse(clinic.Practice);
        var before = course.Kept(document);
        var changed = course.Kept(document with
        {
            Scores = [.. document.Scores.Select((s, i) => i == document.Scores.Count - 2 ? s with { Value = 80 } : s)],
            Sessions = [.. document.Sessions, (clinic.Practice.Today, document.Sessions[^1].Dose)],
        });

        Assert.True(before.Count >= 4);
        Assert.Equal(before.SkipLast(1).Select(k => k.Expected), changed.SkipLast(1).Select(k => k.Expected));
        Assert.NotEqual(before[^1].Expected, changed[^1].Expected);
        Assert.All(before, k => Assert.True(k.Weeks > 0 && k.Expected.Q025 <= k.Expected.Q10 && k.Expected.Q10 <= k.Expected.Q25 && k.Expected.Q25 <= k.Expected.Q75 && k.Expected.Q90 <= k.Expected.Q975));
    }

    [Fact]
    public async Task Every_forecast_of_every_chart_is_in_one_band_and_a_second_run_answers_from_what_was_kept()
    {
        var (clinic, _) = await WithAsync("synthetic-01");
        await using var __ = clinic;
        var calibration = new ForecastCalibration(clinic.Practice);
        var told = 0;
        var found = await calibration.RunAsync((_, _) => Interlocked.Increment(ref told));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var again = await calibration.RunAsync();

        Assert.Equal((121, 121), (found.Charts, told));
        Assert.True(found.All.Made >= 40 && found.People >= 10);
        Assert.Equal(found.All.Made, found.Bands.Sum(b => b.Made));
        Assert.True(found.All.In50!.Share <= found.All.In80!.Share && found.All.In80.Share <= found.All.In95!.Share);
        Assert.Equal((found.All, found.People), (again.All, again.People));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task A_run_that_is_stopped_says_nothing_and_the_next_one_goes_on()
    {
        var (clinic, _) = await WithAsync("synthetic-01");
        await using var __ = clinic;
        using var run = new CalibrationRun(new ForecastCalibration(clinic.Practice), NullLogger<CalibrationRun>.Instance);
        await run.AskAsync(TimeSpan.Zero, default);
        await run.StopAsync();
        Assert.False(run.IsRunning);

        await run.AskAsync(TimeSpan.FromSeconds(60), default);

        Assert.False(run.HasFailed);
        Assert.Equal(121, run.Newest!.Charts);
    }

    [Fact]
    public async Task A_what_if_of_the_same_product_adds_a_session_and_one_of_another_starts_from_scores_before_sessions()
    {
        var (clinic, document) = await WithAsync("synthetic-01");
        await using var _ = clinic;
        var course = new ForecastCourse(clinic.Practice);
        var day = clinic.Practice.Today.AddDays(21);
        var (same, other) = (course.WhatIf(document, day, document.Sessions[^1].Dose), course.WhatIf(document, day, clinic.Practice.Medicine.Toxins.Products["abobotulinumtoxinA"].Units(1500)));

        Assert.Equal((document.Sessions.Count + 1, document.Scores.Count), (same.Forecast.Sessions, same.Forecast.Scores));
        Assert.Equal(1, other.Forecast.Sessions);
        Assert.True(other.Forecast.Scores > 0 && other.Forecast.Scores < document.Scores.Count);
        Assert.Contains(other.Findings, f => f.Code == "RESP-014");
        Assert.Contains(other.Findings, f => f.Code == "RESP-015");
        Assert.Contains(other.Findings, f => f.Code == "RESP-016");
        Assert.All(other.SideEffects, e => Assert.NotNull(e.Chance));
        Assert.Contains(course.WhatIf(document, document.Sessions[^1].Date.AddDays(14), document.Sessions[^1].Dose).Findings, f => f is { Code: "RESP-013", Severity: Findings.Severity.Confirm });
    }
}

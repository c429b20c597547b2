using System.Collections.Concurrent;
using Collum.Clinic.Charts;
using Collum.Numerics.Inference;
using Collum.Response;

namespace Collum.Clinic.Watch;

/// <summary>One score, and what was forecast for its day from what was known the day before.</summary>
/// <param name="Date">Of the score.</param>
/// <param name="Weeks">Since the last session before it.</param>
/// <param name="Measured">TWSTRS total.</param>
/// <param name="Expected">The forecast.</param>
public sealed record KeptForecast(DateOnly Date, double Weeks, double Measured, CoursePoint Expected)
{
    public bool In50 => Measured >= Expected.Q25 && Measured <= Expected.Q75;

    public bool In80 => Measured >= Expected.Q10 && Measured <= Expected.Q90;

    public bool In95 => Measured >= Expected.Q025 && Measured <= Expected.Q975;
}

/// <summary>Of so many forecasts, how many intervals held; null shares where none was made.</summary>
/// <param name="FromWeek">Since the last session.</param>
/// <param name="ToWeek">Not reached; null has no end.</param>
/// <param name="Made">Forecasts.</param>
/// <param name="In50">Of these, inside the 50 % interval, with a 95 % interval for counting.</param>
/// <param name="In80">See there.</param>
/// <param name="In95">See there.</param>
public sealed record CalibrationBand(double FromWeek, double? ToWeek, int Made, Proportion? In50, Proportion? In80, Proportion? In95)
{
    public static CalibrationBand Of(double from, double? to, IReadOnlyCollection<KeptForecast> kept)
    {
        Proportion? Share(Func<KeptForecast, bool> held) => kept.Count == 0 ? null : Proportion.Of(kept.Count(held), kept.Count, 0.95);
        return new(from, to, kept.Count, Share(k => k.In50), Share(k => k.In80), Share(k => k.In95));
    }
}

/// <summary>How the clinic's forecasts held.</summary>
/// <param name="Charts">In the clinic.</param>
/// <param name="People">Of these, with at least one score that could be forecast from an earlier one.</param>
/// <param name="All">Every forecast.</param>
/// <param name="Bands">By weeks since the last session.</param>
public sealed record Calibration(int Charts, int People, CalibrationBand All, IReadOnlyList<CalibrationBand> Bands);

/// <summary>Past forecasts of every chart against what then happened. Nothing is written; a chart is computed again only when something was added to it.</summary>
public sealed class ForecastCalibration(Practice practice)
{
    static readonly double[] Weeks = [0, 4, 8, 12, 16];

    readonly ConcurrentDictionary<string, (long Seq, IReadOnlyList<KeptForecast> Kept)> _charts = new(StringComparer.Ordinal);

    /// <summary>Of one chart, in order of time.</summary>
    public IReadOnlyList<KeptForecast> Of(ChartView chart)
    {
        if (_charts.TryGetValue(chart.Id, out var before) && before.Seq == chart.Seq)
            return before.Kept;
        var course = new ForecastCourse(practice);
        IReadOnlyList<KeptForecast> kept = course.Of(chart, practice.Today) is { } document ? course.Kept(document) : [];
        _charts[chart.Id] = (chart.Seq, kept);
        return kept;
    }

    /// <summary>Of all charts.</summary>
    /// <param name="progress">Told charts done and charts in all.</param>
    /// <param name="cancel">Asked before every chart; what was computed stays.</param>
    public async Task<Calibration> RunAsync(Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        var ids = await practice.Charts.IdsAsync(cancel);
        var found = new IReadOnlyList<KeptForecast>[ids.Count];
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, ids.Count), new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2) }, async (i, stop) =>
        {
            var head = await practice.Charts.HeadAsync(ids[i], stop);
            found[i] = head is { } h && _charts.TryGetValue(ids[i], out var before) && before.Seq == h.Seq ? before.Kept : Of(await practice.OpenAsync(ids[i], stop));
            progress?.Invoke(Interlocked.Increment(ref done), ids.Count);
        });
        List<KeptForecast> all = [.. found.SelectMany(f => f)];
        return new(ids.Count, found.Count(f => f.Count > 0), CalibrationBand.Of(0, null, all),
        [
            .. Weeks.Select((from, i) => (From: from, To: i + 1 < Weeks.Length ? Weeks[i + 1] : (double?)null)).Select(b => CalibrationBand.Of(b.From, b.To, [.. all.Where(k => k.Weeks >= b.From && !(k.Weeks >= b.To))])),
        ]);
    }
}

using Collum.Numerics.Inference;
using Collum.Response;

namespace Collum.Trials;

/// <summary>A mean over patients and its Monte Carlo standard error.</summary>
public sealed record Estimate(double Mean, double MonteCarloError);

/// <summary>Mean change of the total from its level without treatment, so many weeks after the first session.</summary>
public sealed record MeanPoint(double Week, double Mean, double MonteCarloError);

/// <summary>What one protocol came to.</summary>
public sealed record ProtocolOutcome
{
    public required string Id { get; init; }

    /// <summary>Relief of points or more, share of the time from the first session to one interval after the last.</summary>
    public required Estimate TimeWithRelief { get; init; }

    public required Estimate InjectionsPerYear { get; init; }

    public required Estimate UnitsPerYear { get; init; }

    public required Estimate IntervalWeeks { get; init; }

    /// <summary>Share of patients without relief of a point after their first session.</summary>
    public required Estimate WithoutRelief { get; init; }

    /// <summary>Negative is better. As long as every patient is followed, a year at most.</summary>
    public required IReadOnlyList<MeanPoint> Course { get; init; }

    /// <summary>By the curves of the product alone; empty where none were given.</summary>
    public IReadOnlyList<ProtocolSideEffect> SideEffects { get; init; } = [];
}

/// <summary>Virtual patients drawn from a population, treated by protocols.</summary>
/// <remarks>
/// Every patient is a stream of random numbers of its own, and sums are folded in the order of the patients: the same seed gives the same numbers whatever the threads. Every protocol treats the same patients.
/// A patient's population parameters are drawn too, so what the fit does not know widens the spread between patients. Memory does not grow with the patients.
/// </remarks>
public static class TrialSimulation
{
    const int Chunk = 500, Wave = 64;
    const int LastWeek = 52;
    const int Relieved = 0, Injections = 1, Units = 2, Interval = 3, None = 4, CourseFrom = 5, Length = CourseFrom + LastWeek + 1;

    /// <param name="population">Of the document's product.</param>
    /// <param name="document">See there.</param>
    /// <param name="threads">Side by side; changes the time, never the numbers.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="sideEffects">Curves by product.</param>
    /// <param name="cancel">Asked for every 500 patients.</param>
    public static IReadOnlyList<ProtocolOutcome> Run(Population population, TrialDocument document, int threads, Action<double>? progress = null, SideEffectTable? sideEffects = null, CancellationToken cancel = default)
    {
        var outcomes = new List<ProtocolOutcome>();
        var chunks = (document.Patients + Chunk - 1) / Chunk;
        foreach (var protocol in document.Protocols)
        {
            var (sum, squares) = (new double[Length], new double[Length]);
            var wave = new (double[] Sum, double[] Squares)[Wave];
            for (var first = 0; first < chunks; first += Wave)
            {
                var from = first;
                var count = Math.Min(Wave, chunks - first);
                Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel }, i =>
                    wave[i] = Simulate(population, document, protocol, (from + i) * Chunk, Math.Min(document.Patients, (from + i + 1) * Chunk)));
                for (var i = 0; i < count; i++)
                    for (var k = 0; k < Length; k++)
                    {
                        sum[k] += wave[i].Sum[k];
                        squares[k] += wave[i].Squares[k];
                    }

                progress?.Invoke((outcomes.Count + ((first + count) / (double)chunks)) / document.Protocols.Count);
            }

            Estimate Of(int k)
            {
                var (n, mean) = ((double)document.Patients, sum[k] / document.Patients);
                return new(mean, n < 2 ? double.NaN : Math.Sqrt(Math.Max(0, (squares[k] / n) - (mean * mean)) / (n - 1)));
            }

            outcomes.Add(new()
            {
                Id = protocol.Id, TimeWithRelief = Of(Relieved), InjectionsPerYear = Of(Injections), UnitsPerYear = Of(Units), IntervalWeeks = Of(Interval), WithoutRelief = Of(None),
                SideEffects = sideEffects is null ? [] : ProtocolSideEffect.Of(sideEffects, protocol.Dose, Of(Injections).Mean),
                Course = [.. Enumerable.Range(0, Math.Min(LastWeek + 1, (int)Math.Ceiling(document.Sessions * protocol.IntervalWeeks))).Select(w => (Week: w, Change: Of(CourseFrom + w))).Select(p => new MeanPoint(p.Week, p.Change.Mean, p.Change.MonteCarloError))],
            });
        }

        return outcomes;
    }

    static (double[] Sum, double[] Squares) Simulate(Population population, TrialDocument document, Protocol protocol, int from, int to)
    {
        var (sum, squares, one) = (new double[Length], new double[Length], new double[Length]);
        var deviates = new double[DriftParameters.Unbounded];
        var sessions = new List<Injection>(document.Sessions);
        for (var patient = from; patient < to; patient++)
        {
            var random = new CounterRandom((ulong)document.Seed, (ulong)patient);
            random.FillNormal(deviates);
            var p = population.At(deviates);
            var logPeak = p.LogPeak + (p.SpreadPeak * random.NextNormal());
            var amplitude = p.SpreadAmplitude * Math.Sqrt(0.5 * p.Tails / random.NextGamma(0.5 * p.Tails)) * random.NextNormal();
            Array.Clear(one);
            sessions.Clear();
            var (begun, relieved, weeks, next) = (0.0, 0, 0, 0);
            for (var k = 0; k < document.Sessions; k++)
            {
                sessions.Add(new(begun, (double)protocol.Dose.Units));
                var relief = new Relief(p, logPeak, amplitude, sessions);
                var interval = protocol.IntervalWeeks;
                if (protocol.LongestWeeks is { } longest || k == 0)
                {
                    var events = relief.Events(0.5);
                    if (k == 0 && events.IsNone)
                        one[None] = 1;
                    // Without relief nothing wears off: the next session waits for the longest interval.
                    if (protocol.LongestWeeks is { } most)
                        interval = events.IsNone ? most : Math.Clamp(events.WearingOffWeeks, protocol.IntervalWeeks, most);
                }

                for (var after = 0.0; after < interval; after++)
                {
                    var points = relief.At(after);
                    weeks++;
                    relieved += points >= document.ReliefPoints ? 1 : 0;
                    if (next <= LastWeek && next == begun + after)
                        one[CourseFrom + next++] = -points;
                }

                // Whole weeks of the course between sessions that fell on no whole week; after the last session it goes on to its end.
                var isLast = k == document.Sessions - 1;
                for (; next <= LastWeek && (isLast || next < begun + interval); next++)
                    one[CourseFrom + next] = -relief.At(next - begun);
                begun += interval;
            }

            var years = begun * 7 / 365.25;
            (one[Relieved], one[Injections], one[Units], one[Interval]) = (relieved / (double)weeks, document.Sessions / years, document.Sessions * (double)protocol.Dose.Units / years, begun / document.Sessions);
            for (var k = 0; k < Length; k++)
            {
                sum[k] += one[k];
                squares[k] += one[k] * one[k];
            }
        }

        return (sum, squares);
    }
}

using Collum.Numerics.Inference;
using Collum.Response;
using Collum.Toxins;
using Population = Collum.Response.Population;

namespace Collum.Trials;

/// <summary>A mean over patients and its Monte Carlo standard error.</summary>
public sealed record Estimate(double Mean, double MonteCarloError);

/// <summary>Mean change of the total from its level without treatment, so many weeks after the first session.</summary>
public sealed record MeanPoint(double Week, double Mean, double MonteCarloError);

/// <summary>A dose of a protocol's product, and the share of its sessions that it was given in.</summary>
public sealed record ProtocolDose(decimal DoseU, double ShareOfSessions, double MonteCarloError);

/// <summary>What one protocol came to.</summary>
public sealed record ProtocolOutcome
{
    public required string Id { get; init; }

    /// <summary>Whose units every dose here counts.</summary>
    public required string Product { get; init; }

    /// <summary>Relief of points or more, share of the time from the first session to one interval after the last.</summary>
    public required Estimate TimeWithRelief { get; init; }

    public required Estimate InjectionsPerYear { get; init; }

    public required Estimate UnitsPerYear { get; init; }

    public required Estimate IntervalWeeks { get; init; }

    /// <summary>Of the last session, units of the product.</summary>
    public required Estimate LastDoseU { get; init; }

    /// <summary>Every dose that was given, rising.</summary>
    public required IReadOnlyList<ProtocolDose> Doses { get; init; }

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
/// A patient's population parameters are drawn too, so what the fit does not know widens the spread between patients; so are, for each patient and product, half-dose and time to peak of a product that was
/// not fitted, from what is supposed of it. Units of two products never meet. Memory does not grow with the patients.
/// </remarks>
public static class TrialSimulation
{
    const int Chunk = 500, Wave = 64;
    const int LastWeek = 52;
    const int Relieved = 0, Injections = 1, Units = 2, Interval = 3, None = 4, LastDose = 5, CourseFrom = 6, RungsFrom = CourseFrom + LastWeek + 1;
    const ulong RuleStream = 1UL << 62;

    /// <param name="population">Of the model's own product.</param>
    /// <param name="document">See there.</param>
    /// <param name="threads">Side by side; changes the time, never the numbers.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="sideEffects">Curves by product.</param>
    /// <param name="supposed">What is supposed of a product that the model was not fitted to; null for the fitted one.</param>
    /// <param name="cancel">Asked for every 500 patients.</param>
    public static IReadOnlyList<ProtocolOutcome> Run(
        Population population, TrialDocument document, int threads, Action<double>? progress = null, SideEffectTable? sideEffects = null, Func<Product, ProductPrior?>? supposed = null, CancellationToken cancel = default)
    {
        var outcomes = new List<ProtocolOutcome>();
        var chunks = (document.Patients + Chunk - 1) / Chunk;
        foreach (var protocol in document.Protocols)
        {
            var prior = supposed?.Invoke(protocol.Product);
            var (ladder, asked) = (protocol.Ladder, protocol.Rule?.LowerAfter ?? []);
            var (effectsFrom, length) = (RungsFrom + ladder.Count, RungsFrom + ladder.Count + asked.Count);
            var (sum, squares) = (new double[length], new double[length]);
            var wave = new (double[] Sum, double[] Squares)[Wave];
            for (var first = 0; first < chunks; first += Wave)
            {
                var from = first;
                var count = Math.Min(Wave, chunks - first);
                Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancel }, i =>
                    wave[i] = Simulate(population, prior, document, protocol, length, (from + i) * Chunk, Math.Min(document.Patients, (from + i + 1) * Chunk)));
                for (var i = 0; i < count; i++)
                    for (var k = 0; k < length; k++)
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

            List<(Dose Dose, double Share)> given = [.. ladder.Select((dose, i) => (dose, Of(RungsFrom + i).Mean))];
            outcomes.Add(new()
            {
                Id = protocol.Id, Product = protocol.Product.Id, TimeWithRelief = Of(Relieved), InjectionsPerYear = Of(Injections), UnitsPerYear = Of(Units), IntervalWeeks = Of(Interval), WithoutRelief = Of(None), LastDoseU = Of(LastDose),
                Doses = [.. ladder.Select((dose, i) => (dose.Units, Share: Of(RungsFrom + i))).Where(d => d.Share.Mean > 0).Select(d => new ProtocolDose(d.Units, d.Share.Mean, d.Share.MonteCarloError))],
                SideEffects = sideEffects is null ? [] : ProtocolSideEffect.Of(sideEffects, given, Of(Injections).Mean, asked.Select((curve, i) => (curve.Event, Drawn: Of(effectsFrom + i))).ToDictionary(e => e.Event, e => e.Drawn, StringComparer.Ordinal)),
                Course = [.. Enumerable.Range(0, Math.Min(LastWeek + 1, (int)Math.Ceiling(document.Sessions * protocol.IntervalWeeks))).Select(w => (Week: w, Change: Of(CourseFrom + w))).Select(p => new MeanPoint(p.Week, p.Change.Mean, p.Change.MonteCarloError))],
            });
        }

        return outcomes;
    }

    // The same for every protocol with the product, whatever stands before it in the document.
    static ulong StreamOf(string product, int patient)
    {
        var hash = 2166136261u;                     // FNV-1a
        foreach (var letter in product)
            hash = (hash ^ letter) * 16777619;
        return ((ulong)((hash >> 4) + 1) << 32) | (uint)patient;
    }

    static (double[] Sum, double[] Squares) Simulate(Population population, ProductPrior? prior, TrialDocument document, Protocol protocol, int length, int from, int to)
    {
        var (sum, squares, one) = (new double[length], new double[length], new double[length]);
        var deviates = new double[DriftParameters.Unbounded];
        var sessions = new List<Injection>(document.Sessions);
        var (ladder, rule) = (protocol.Ladder.Select(d => (double)d.Units).ToArray(), protocol.Rule);
        var (effectsFrom, curves) = (RungsFrom + ladder.Length, rule?.LowerAfter ?? []);
        var drawn = new int[curves.Count];
        for (var patient = from; patient < to; patient++)
        {
            var random = new CounterRandom((ulong)document.Seed, (ulong)patient);
            random.FillNormal(deviates);
            var p = population.At(deviates);
            if (prior is not null)
            {
                var product = new CounterRandom((ulong)document.Seed, StreamOf(prior.Product, patient));
                p = p with { LogHalfDose = Math.Log((double)prior.UsualSessionU) + prior.LogRatioMean + (prior.LogRatioSd * product.NextNormal()), LogPeak = p.LogPeak + prior.LogPeakShiftMean + (prior.LogPeakShiftSd * product.NextNormal()) };
            }

            var logPeak = p.LogPeak + (p.SpreadPeak * random.NextNormal());
            var scale = Math.Sqrt(0.5 * p.Tails / random.NextGamma(0.5 * p.Tails));
            var amplitude = p.SpreadAmplitude * scale * random.NextNormal();
            // What a rule sees and meets is drawn apart, so that rules treat the very patients that fixed doses do.
            var met = rule is null ? null : new CounterRandom((ulong)document.Seed, RuleStream | (uint)patient);
            for (var e = 0; e < drawn.Length; e++)
                drawn[e] = met!.NextBelow(SideEffectCurve.Draws);
            var before = met is null ? 0 : p.Sigma * scale * met.NextNormal();
            Array.Clear(one);
            sessions.Clear();
            var (begun, relieved, weeks, next, rung, units) = (0.0, 0, 0, 0, rule?.Start ?? 0, 0.0);
            for (var k = 0; k < document.Sessions; k++)
            {
                var dose = ladder[rung];
                sessions.Add(new(begun, dose));
                units += dose;
                one[RungsFrom + rung] += 1.0 / document.Sessions;
                one[LastDose] = dose;
                var relief = new Relief(p, logPeak, amplitude, sessions);
                var interval = protocol.IntervalWeeks;
                if (protocol.LongestWeeks is not null || k == 0 || rule is not null)
                {
                    var events = relief.Events(0.5);
                    if (k == 0 && events.IsNone)
                        one[None] = 1;
                    // Without relief nothing wears off: the next session waits for the longest interval.
                    if (protocol.LongestWeeks is { } most)
                        interval = events.IsNone ? most : Math.Clamp(events.WearingOffWeeks, protocol.IntervalWeeks, most);
                    if (rule is not null)
                        rung = Next(rule, rung, dose, begun, before, events, p, logPeak, scale, met!, drawn, one.AsSpan(effectsFrom), 1.0 / document.Sessions);
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
            (one[Relieved], one[Injections], one[Units], one[Interval]) = (relieved / (double)weeks, document.Sessions / years, units / years, begun / document.Sessions);
            for (var k = 0; k < length; k++)
            {
                sum[k] += one[k];
                squares[k] += one[k] * one[k];
            }
        }

        return (sum, squares);
    }

    // Relief is seen from a score at its best against the one before the first session: each with its error of measurement, and the drift between them.
    static int Next(DoseRule rule, int rung, double dose, double begun, double before, ReliefEvents events, in DriftParameters p, double logPeak, double scale, CounterRandom met, int[] drawn, Span<double> followed, double share)
    {
        var hurt = false;
        for (var e = 0; e < drawn.Length; e++)
            if (met.NextUniform() < rule.LowerAfter[e].ChanceOf(drawn[e], dose))
            {
                hurt = true;
                followed[e] += share;
            }

        var (best, week) = events.IsNone ? (0, Math.Exp(logPeak)) : (events.Points, events.PeakWeeks);
        var seen = best + before + (scale * Math.Sqrt((p.Sigma * p.Sigma) + (2 * p.SpreadDrift * p.SpreadDrift * (1 - p.DriftCorrelation(0, begun + week)))) * met.NextNormal());
        return hurt ? Math.Max(0, rung - 1) : rule.RaiseBelowPoints is { } least && seen < least ? Math.Min(rule.Ladder.Count - 1, rung + 1) : rung;
    }
}

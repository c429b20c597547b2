using Collum.Numerics;
using Collum.Numerics.Inference;

namespace Collum.Response;

/// <summary>What to compute of one person's course.</summary>
public sealed record CourseRequest
{
    /// <summary>When, in weeks of the follow-up, rising.</summary>
    public required IReadOnlyList<double> Weeks { get; init; }

    /// <summary>The effect has worn off when this share of the largest relief is left.</summary>
    public double ShareLeft { get; init; } = 0.5;

    /// <summary>Points at which the posterior is weighed.</summary>
    public int Proposals { get; init; } = 1000;

    /// <summary>Courses drawn for the bands.</summary>
    public int Courses { get; init; } = 300;

    public ulong Seed { get; init; } = 1;
}

/// <summary>One person against a population: sessions and scores of any of the instruments, and the course that follows from both.</summary>
/// <remarks>
/// Equations R13 to R17 of <c>docs/methods/response.md</c>. Unknown are the population's 13 parameters, with the fit as prior, and the person's own time scale. Given these, drift,
/// lasting difference, amplitude and the instruments' own levels are normal up to one scale: the scores' likelihood is a Kalman filter's (Kalman, J Basic Eng 1960;82:35-45).
/// The first paint is a Laplace approximation; the posterior is importance sampling from it, Pareto-smoothed.
/// </remarks>
public sealed class Individual
{
    /// <summary>Relief is followed for so long after the last session.</summary>
    public const double LongestWeeks = Relief.LongestWeeks;

    const int N = DriftParameters.Unbounded + 1;        // the last deviate is the person's own time scale
    const int Drift = 0, Level = 1, Amplitude = 2, Offsets = 3, MostInstruments = 8;
    const double Freedom = 8;
    const int ExpectedDraws = 64, SessionsAsked = 8;

    readonly Population _population;
    readonly Injection[] _sessions;
    readonly Observation[] _scores;
    readonly Loading[] _others;         // instruments with a level of their own
    readonly int[] _offset;
    readonly Timeline _seen;

    public Individual(Population population, IReadOnlyList<Injection> sessions, IReadOnlyList<Observation> scores)
    {
        _population = population;
        _sessions = [.. sessions.OrderBy(s => s.Week)];
        _scores = [.. scores.OrderBy(s => s.Week)];
        if (_sessions.Length == 0)
            throw new ArgumentException("A course takes at least one session.", nameof(sessions));
        _others = [.. _scores.Select(s => s.Loading).Where(l => l.OffsetSd > 0).Distinct()];
        Require.Within(_others.Length, 0, MostInstruments);
        foreach (var score in _scores)
        {
            Require.Finite(score.Value);
            Require.Positive(score.Loading.Slope);
        }

        _offset = [.. _scores.Select(s => s.Loading.OffsetSd > 0 ? Offsets + Array.IndexOf(_others, s.Loading) : -1)];
        _seen = new Timeline(_sessions, [.. _scores.Select(s => s.Week)]);
    }

    double LastSession => _sessions[^1].Week;

    /// <summary>Fast and close where the posterior is near normal; its bands come from the normal that shares the posterior's peak and curvature.</summary>
    public Course FirstPaint(CourseRequest request)
    {
        var laplace = Approximate();
        var random = new CounterRandom(request.Seed, 1);
        var bands = new Bands(request, _sessions, _scores);
        var (x, state) = (new double[N], new Filter(Offsets + _others.Length));
        var draws = Math.Min(60, request.Courses);
        for (var i = 0; i < draws; i++)
        {
            laplace.Draw(random, x);
            var (p, logPeak) = Unpack(x);
            Likelihood(p, logPeak, state);
            bands.Add(p, logPeak, state, _others.Length, _offset, random);
        }

        // Each event by the delta method on the log of its weeks; the amplitude's own variance is added to what the 14 deviates bring.
        var mode = laplace.Mode;
        var events = Events(mode, 0, request.ShareLeft, state, out var amplitudeSd);
        if (events is not { } at)
            return Answer(null, null, null, null, 1, 0);
        Span<double> variance = stackalloc double[4];
        var (moved, column) = (new double[N], new double[N]);
        var slopes = new double[4, N];
        for (var i = 0; i < N; i++)
        {
            mode.CopyTo(moved, 0);
            moved[i] += 1e-3;
            if (Events(moved, 0, request.ShareLeft, state, out _) is { } there)
                for (var e = 0; e < 4; e++)
                    slopes[e, i] = (there[e] - at[e]) / 1e-3;
        }

        for (var e = 0; e < 4; e++)
        {
            for (var i = 0; i < N; i++)
                column[i] = slopes[e, i];
            variance[e] = laplace.VarianceAlong(column);
        }

        if (Events(mode, 0.1, request.ShareLeft, state, out _) is { } higher)
            for (var e = 0; e < 4; e++)
                variance[e] += Math.Pow((higher[e] - at[e]) / 0.1 * amplitudeSd, 2);
        return Answer(LogNormal(at[0], variance[0]), LogNormal(at[1], variance[1]), Normal(at[2], variance[2]), LogNormal(at[3], variance[3]), 0, 0);

        Course Answer(Spread? onset, Spread? peak, Spread? relief, Spread? wearingOff, double without, double outlasts) => new()
        {
            Points = bands.Points(), Onset = onset, Peak = peak, Relief = relief, WearingOff = wearingOff, WithoutRelief = without, Outlasts = outlasts, ShapeK = null, ShareAsFar = ShareAsFar(laplace.Mode), EffectiveDraws = draws,
        };
    }

    /// <summary>The posterior.</summary>
    public Course Posterior(CourseRequest request)
    {
        Require.Within(request.Proposals, 50, 100_000);
        Require.Within(request.Courses, 20, 100_000);
        var laplace = Approximate();
        var random = new CounterRandom(request.Seed, 2);
        var state = new Filter(Offsets + _others.Length);

        // A first round around the peak shows where the posterior really lies; the second is drawn around that.
        var (early, earlyWeights, _) = Weigh(request.Proposals / 2, [(laplace, 0.9)], state, random, null);
        IReadOnlyList<(Laplace, double)> around = Moments(early, earlyWeights.Weights) is { } better ? [(better, 0.6), (laplace, 0.3)] : [(laplace, 0.9)];
        var count = request.Proposals;
        var (points, smoothed, events) = Weigh(count, around, state, random, request.ShareLeft);
        // Long charts tell so much that the second round may still lie beside it: once more, around what that one found.
        if (!Course.Covers(smoothed.ShapeK) && Moments(points, smoothed.Weights) is { } nearer)
            (points, smoothed, events) = Weigh(count, [(nearer, 0.7), (laplace, 0.2)], state, random, request.ShareLeft);
        var bands = new Bands(request, _sessions, _scores);
        var (step, next, sum, from) = (1.0 / request.Courses, random.NextUniform() / request.Courses, 0.0, 0);
        for (var i = 0; i < request.Courses; i++, next += step)
        {
            while (from < count - 1 && sum + smoothed.Weights[from] < next)
                sum += smoothed.Weights[from++];
            var (p, logPeak) = Unpack(points.AsSpan(from * N, N));
            Likelihood(p, logPeak, state);
            bands.Add(p, logPeak, state, _others.Length, _offset, random);
        }

        var (without, outlasts) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            without += events[i].IsNone ? smoothed.Weights[i] : 0;
            outlasts += events[i].WearingOffWeeks >= LongestWeeks ? smoothed.Weights[i] : 0;
        }

        return new()
        {
            Points = bands.Points(), WithoutRelief = without, Outlasts = outlasts, ShapeK = smoothed.ShapeK, ShareAsFar = ShareAsFar(laplace.Mode), EffectiveDraws = smoothed.EffectiveDraws,
            Onset = Weighted(events, smoothed.Weights, e => e.OnsetWeeks), Peak = Weighted(events, smoothed.Weights, e => e.PeakWeeks), Relief = Weighted(events, smoothed.Weights, e => e.Points), WearingOff = Weighted(events, smoothed.Weights, e => e.WearingOffWeeks),
        };
    }

    // Draws from a mixture of t distributions and the prior, so that a second peak is found where there is one, and their weights against the posterior.
    (double[] Points, SmoothedWeights Weights, ReliefEvents[] Events) Weigh(int count, IReadOnlyList<(Laplace Normal, double Share)> around, Filter state, CounterRandom random, double? share)
    {
        var (points, ratios, events) = (new double[count * N], new double[count], new ReliefEvents[share is null ? 0 : count]);
        for (var i = 0; i < count; i++)
        {
            var x = points.AsSpan(i * N, N);
            var from = random.NextUniform();
            var which = 0;
            while (which < around.Count && from >= around[which].Share)
                from -= around[which++].Share;
            if (which < around.Count)
                around[which].Normal.Draw(random, x, Math.Sqrt(0.5 * Freedom / random.NextGamma(0.5 * Freedom)));
            else
                random.FillNormal(x);

            var prior = Prior(x) - (0.5 * N * Math.Log(2 * Math.PI));
            var (mixed, left) = (0.0, 1.0);
            foreach (var (normal, part) in around)
            {
                mixed += part * Math.Exp(normal.LogStudent(x, Freedom) - prior);
                left -= part;
            }

            var (p, logPeak) = Unpack(x);
            ratios[i] = Likelihood(p, logPeak, state) - Math.Log(mixed + left);
            if (share is not { } until)
                continue;
            var amplitude = state.Mean[Amplitude] + (Math.Sqrt(Math.Max(0, state[Amplitude, Amplitude])) * state.Scale(p.Tails, random) * random.NextNormal());
            events[i] = new Relief(p, logPeak, amplitude, _sessions).Events(until);
        }

        return (points, ParetoSmoothing.Smooth(ratios), events);
    }

    static Laplace? Moments(double[] points, double[] weights)
    {
        var (mean, covariance) = (new double[N], new double[N * N]);
        for (var i = 0; i < weights.Length; i++)
            for (var a = 0; a < N; a++)
                mean[a] += weights[i] * points[(i * N) + a];
        for (var i = 0; i < weights.Length; i++)
            for (var a = 0; a < N; a++)
                for (var b = 0; b < N; b++)
                    covariance[(a * N) + b] += weights[i] * (points[(i * N) + a] - mean[a]) * (points[(i * N) + b] - mean[b]);
        for (var a = 0; a < N; a++)
            covariance[(a * N) + a] = (1.05 * covariance[(a * N) + a]) + 0.01;      // a few heavy draws must not make it thin
        return Laplace.OfMoments(mean, covariance);
    }

    /// <summary>Change that a session was expected to bring, and what was measured: standardised differences by session, for those of the last eight with a score before and one in weeks 2 to 8.</summary>
    /// <returns>Session number from 0, and (measured improvement − expected) / its deviation; below −1.28 nine of ten people do better.</returns>
    public IReadOnlyList<(int Session, double Z)> AgainstPopulation()
    {
        // What the fit and the product leave open, and each person's own time scale, widen what is expected.
        var (random, draws) = (new CounterRandom(1, 4), new (DriftParameters P, double LogPeak)[ExpectedDraws]);
        var deviates = new double[N];
        for (var i = 0; i < draws.Length; i++)
        {
            random.FillNormal(deviates);
            draws[i] = Unpack(deviates);
        }

        var found = new List<(int, double)>();
        for (var k = Math.Max(0, _sessions.Length - SessionsAsked); k < _sessions.Length; k++)
        {
            var (from, to) = (_sessions[k].Week, k + 1 < _sessions.Length ? _sessions[k + 1].Week : double.PositiveInfinity);
            foreach (var loading in _scores.Select(s => s.Loading).Distinct())
            {
                var before = _scores.LastOrDefault(s => s.Loading == loading && s.Week <= from && s.Week > from - 3);
                var after = _scores.Where(s => s.Loading == loading && s.Week >= from + 2 && s.Week <= from + 8 && s.Week <= to).MinBy(s => s.Value);
                if (before is null || after is null)
                    continue;
                var (mean, square, within) = (0.0, 0.0, 0.0);
                foreach (var (p, logPeak) in draws)
                {
                    var (commonThen, toxinThen) = p.Courses(_sessions[..k], before.Week, logPeak);
                    var (common, toxin) = p.Courses(_sessions[..(k + 1)], after.Week, logPeak);
                    var expected = (p.Common * (common - commonThen)) + (p.Largest * (toxin - toxinThen));
                    var drift = 2 * p.SpreadDrift * p.SpreadDrift * (1 - p.DriftCorrelation(before.Week, after.Week));
                    mean += expected / draws.Length;
                    square += expected * expected / draws.Length;
                    within += ((2 * Math.Pow(p.Sigma * loading.Error, 2)) + drift + Math.Pow(p.SpreadAmplitude * (common - commonThen), 2)) / draws.Length;
                }

                found.Add((k, (((before.Value - after.Value) / loading.Slope) - mean) / Math.Sqrt(within + Math.Max(0, square - (mean * mean)))));
                break;
            }
        }

        return found;
    }

    (DriftParameters, double LogPeak) Unpack(ReadOnlySpan<double> x)
    {
        var p = _population.At(x);
        return (p, p.LogPeak + (p.SpreadPeak * x[N - 1]));
    }

    // The scores' square over their count is F-distributed where the model is true. A level far from everybody's is lost among many scores, so the first is asked about by itself.
    double ShareAsFar(double[] mode)
    {
        if (_scores.Length == 0)
            return 1;
        var state = new Filter(Offsets + _others.Length);
        var (best, bestPeak) = Unpack(mode);
        Likelihood(best, bestPeak, state);
        var all = SpecialFunctions.UpperF(state.Square / state.Count, state.Count, best.Tails);
        var (usual, usualPeak) = Unpack(new double[N]);
        Likelihood(usual, usualPeak, state);
        return Math.Min(all, SpecialFunctions.UpperF(state.FirstSquare, 1, usual.Tails));
    }

    static double Prior(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        foreach (var d in x)
            sum += d * d;
        return -0.5 * sum;
    }

    Laplace Approximate()
    {
        var state = new Filter(Offsets + _others.Length);
        double Density(ReadOnlySpan<double> x)
        {
            var (p, logPeak) = Unpack(x);
            return Prior(x) + Likelihood(p, logPeak, state);
        }

        var maximum = Optimiser.Maximise(new ByDifferences(N, Density), new double[N], 1e-5, 60);
        return Laplace.OfValues(Density, maximum.At) ?? Laplace.OfValues(Prior, new double[N])!;
    }

    /// <summary>log density of the scores for known parameters, without the constant of π.</summary>
    internal double LogLikelihood(in DriftParameters p, double logPeak) => Likelihood(p, logPeak, new Filter(Offsets + _others.Length));

    /// <summary>log density of the scores; the state is left as it stands after the last of them.</summary>
    double Likelihood(in DriftParameters p, double logPeak, Filter state)
    {
        state.Begin(p, _others);
        Span<double> loading = stackalloc double[Offsets + MostInstruments];
        loading = loading[..state.Size];
        var (square, log, week) = (0.0, 0.0, 0.0);
        var peak = Math.Exp(logPeak);
        var perHalf = Math.Exp(-p.LogHalfDose);
        for (var j = 0; j < _scores.Length; j++)
        {
            var score = _scores[j];
            if (j > 0 && score.Week > week)
                state.Move(p, score.Week - week);
            week = score.Week;
            var (common, toxin) = _seen.Courses(j, p, logPeak, peak, perHalf);
            loading.Clear();
            (loading[Drift], loading[Level], loading[Amplitude]) = (score.Loading.Slope, score.Loading.Slope, -score.Loading.Slope * common);
            if (_offset[j] >= 0)
                loading[_offset[j]] = 1;
            var expected = score.Loading.Slope * (p.Base - (p.Common * common) - (p.Largest * toxin));
            var error = score.Loading.Slope * score.Loading.Error * p.Sigma;
            var (z2, variance) = state.See(score.Value - expected, loading, error * error);
            square += z2;
            state.FirstSquare = j == 0 ? z2 : state.FirstSquare;
            log += Math.Log(variance);
        }

        var n = _scores.Length;
        (state.Square, state.Count) = (square, n);
        return double.IsFinite(square)
            ? SpecialFunctions.LogGamma((p.Tails + n) / 2) - SpecialFunctions.LogGamma(p.Tails / 2) - (0.5 * n * Math.Log(p.Tails)) - (0.5 * log) - (0.5 * (p.Tails + n) * Math.Log(1 + (square / p.Tails)))
            : double.NegativeInfinity;
    }

    // log weeks of onset, peak, relief in points, log weeks of wearing off; at the mean of the amplitude plus an addition.
    double[]? Events(ReadOnlySpan<double> x, double addition, double share, Filter state, out double amplitudeSd)
    {
        var (p, logPeak) = Unpack(x);
        Likelihood(p, logPeak, state);
        amplitudeSd = Math.Sqrt(Math.Max(0, state[Amplitude, Amplitude]) * (p.Tails + state.Square) / (p.Tails + state.Count));
        var events = new Relief(p, logPeak, state.Mean[Amplitude] + addition, _sessions).Events(share);
        return events.IsNone ? null : [Math.Log(events.OnsetWeeks), Math.Log(events.PeakWeeks), events.Points, Math.Log(events.WearingOffWeeks)];
    }

    static Spread Normal(double mean, double variance)
    {
        var sd = Math.Sqrt(variance);
        return new(mean, mean, sd, mean - (1.6449 * sd), mean - (1.2816 * sd), mean + (1.2816 * sd), mean + (1.6449 * sd));
    }

    static Spread LogNormal(double mean, double variance)
    {
        var (sd, middle) = (Math.Sqrt(variance), Math.Exp(mean));
        double At(double z) => Math.Exp(mean + (z * sd));
        return new(middle, middle * Math.Exp(variance / 2), middle * Math.Exp(variance / 2) * Math.Sqrt(Math.Exp(variance) - 1), At(-1.6449), At(-1.2816), At(1.2816), At(1.6449));
    }

    static Spread? Weighted(ReliefEvents[] events, double[] weights, Func<ReliefEvents, double> which)
    {
        var kept = Enumerable.Range(0, events.Length).Where(i => !events[i].IsNone).OrderBy(i => which(events[i])).ToArray();
        var total = kept.Sum(i => weights[i]);
        if (total < 0.05)
            return null;
        var mean = kept.Sum(i => weights[i] * which(events[i])) / total;
        var sd = Math.Sqrt(kept.Sum(i => weights[i] * Math.Pow(which(events[i]) - mean, 2)) / total);
        double Q(double share)
        {
            var sum = 0.0;
            foreach (var i in kept)
                if ((sum += weights[i]) >= share * total)
                    return which(events[i]);
            return which(events[kept[^1]]);
        }

        return new(Q(0.5), mean, sd, Q(0.05), Q(0.1), Q(0.9), Q(0.95));
    }

    /// <summary>A density by its values alone; the gradient is a forward difference.</summary>
    sealed class ByDifferences(int n, Laplace.Density density) : ILogDensity
    {
        public int Dimension => n;

        public double LogDensity(ReadOnlySpan<double> at, Span<double> gradient)
        {
            Span<double> x = stackalloc double[n];
            at.CopyTo(x);
            var value = density(x);
            for (var i = 0; i < n; i++)
            {
                x[i] = at[i] + 1e-6;
                gradient[i] = (density(x) - value) / 1e-6;
                x[i] = at[i];
            }

            return value;
        }
    }

    /// <summary>Weeks since each session at given times, with their logarithms made once.</summary>
    sealed class Timeline
    {
        readonly double[] _since, _logSince, _dose;
        readonly int _count;

        public Timeline(Injection[] sessions, double[] weeks)
        {
            _count = sessions.Length;
            _dose = [.. sessions.Select(s => s.DoseU)];
            (_since, _logSince) = (new double[weeks.Length * _count], new double[weeks.Length * _count]);
            for (var j = 0; j < weeks.Length; j++)
                for (var k = 0; k < _count; k++)
                {
                    var u = weeks[j] - sessions[k].Week;
                    (_since[(j * _count) + k], _logSince[(j * _count) + k]) = (u, u > 0 ? Math.Log(u) : 0);
                }
        }

        /// <summary>As <see cref="DriftParameters.Courses"/>; a session of which less than 10⁻⁸ works, not yet or no more, is passed over.</summary>
        public (double Common, double Toxin) Courses(int j, in DriftParameters p, double logPeak, double peak, double perHalf)
        {
            var (without, x) = (1.0, 0.0);
            for (var k = _count - 1; k >= 0; k--)
            {
                var u = _since[(j * _count) + k];
                if (u <= 0)
                    continue;
                var log = p.Sharpness * (1 + _logSince[(j * _count) + k] - logPeak - (u / peak));
                if (log < -20)
                {
                    if (u > peak)
                        break;                          // less still is left of those before it
                    continue;
                }

                var s = Math.Exp(log);
                without *= 1 - s;
                x += _dose[k] * perHalf * s;
            }

            return (1 - without, x / (1 + x));
        }
    }

    /// <summary>Mean and covariance of drift, lasting difference, amplitude and the levels of other instruments, for a scale of 1.</summary>
    sealed class Filter(int size)
    {
        readonly double[] _covariance = new double[size * size];
        readonly double[] _gain = new double[size];

        public int Size => size;

        public double[] Mean { get; } = new double[size];

        public double this[int i, int j] => _covariance[(i * size) + j];

        /// <summary>Σ innovation² / variance, and how many.</summary>
        public double Square { get; set; }

        public int Count { get; set; }

        /// <summary>Of the first score alone.</summary>
        public double FirstSquare { get; set; }

        public void Begin(in DriftParameters p, Loading[] others)
        {
            Array.Clear(Mean);
            Array.Clear(_covariance);
            _covariance[0] = p.SpreadDrift * p.SpreadDrift;
            _covariance[size + 1] = p.SpreadBase * p.SpreadBase;
            _covariance[(2 * size) + 2] = p.SpreadAmplitude * p.SpreadAmplitude;
            for (var i = 0; i < others.Length; i++)
                _covariance[((Offsets + i) * size) + Offsets + i] = others[i].OffsetSd * others[i].OffsetSd;
        }

        public void Move(in DriftParameters p, double weeks)
        {
            var keep = Math.Exp(-weeks / p.DriftWeeks);
            Mean[0] *= keep;
            for (var i = 1; i < size; i++)
                _covariance[i] = _covariance[i * size] *= keep;
            _covariance[0] = (keep * keep * _covariance[0]) + ((1 - (keep * keep)) * p.SpreadDrift * p.SpreadDrift);
        }

        /// <summary>Takes one score in; returns its squared standardised innovation and the innovation's variance.</summary>
        public (double Square, double Variance) See(double residual, ReadOnlySpan<double> loading, double error)
        {
            var variance = error;
            for (var i = 0; i < size; i++)
            {
                var sum = 0.0;
                for (var k = 0; k < size; k++)
                    sum += _covariance[(i * size) + k] * loading[k];
                _gain[i] = sum;
                variance += sum * loading[i];
                residual -= loading[i] * Mean[i];
            }

            for (var i = 0; i < size; i++)
            {
                Mean[i] += _gain[i] * residual / variance;
                for (var k = 0; k < size; k++)
                    _covariance[(i * size) + k] -= _gain[i] * _gain[k] / variance;
            }

            return (residual * residual / variance, variance);
        }

        /// <summary>A draw of the person's own scale, given the scores.</summary>
        public double Scale(double tails, CounterRandom random) => Math.Sqrt(0.5 * (tails + Square) / random.NextGamma(0.5 * (tails + Count)));

        /// <summary>A draw of the whole state.</summary>
        public void Draw(double scale, CounterRandom random, Span<double> state)
        {
            Span<double> factor = stackalloc double[size * size];
            _covariance.CopyTo(factor);
            for (var i = 0; i < size; i++)
                factor[(i * size) + i] += 1e-9;
            random.FillNormal(state);
            if (!SymmetricMatrix.Factor(factor, size))
                throw new InvalidOperationException("The covariance of a person's state is not positive definite.");
            for (var i = size - 1; i >= 0; i--)
            {
                var sum = 0.0;
                for (var k = 0; k <= i; k++)
                    sum += factor[(i * size) + k] * state[k];
                state[i] = Mean[i] + (scale * sum);
            }
        }
    }

    /// <summary>Courses of the total, drawn one by one, and their quantiles.</summary>
    sealed class Bands
    {
        readonly double[] _weeks;
        readonly int[] _scoreAt, _gridAt;          // position among scores, or in the grid, of each place on the joint line; −1 where it is none
        readonly double[] _line, _mean, _variance, _expected, _error;
        readonly Observation[] _scores;
        readonly Timeline _timeline;
        readonly List<double[]> _courses = [];

        public Bands(CourseRequest request, Injection[] sessions, Observation[] scores)
        {
            (_weeks, _scores) = ([.. request.Weeks], scores);
            var joint = _weeks.Select((w, i) => (Week: w, Grid: i, Score: -1)).Concat(scores.Select((s, i) => (s.Week, Grid: -1, Score: i))).OrderBy(p => p.Week).ToArray();
            _line = [.. joint.Select(p => p.Week)];
            (_gridAt, _scoreAt) = ([.. joint.Select(p => p.Grid)], [.. joint.Select(p => p.Score)]);
            (_mean, _variance, _expected, _error) = (new double[_line.Length], new double[_line.Length], new double[_line.Length], new double[_line.Length]);
            _timeline = new Timeline(sessions, _line);
        }

        // Everything but the drift is drawn from its posterior; given it the drift is drawn forwards by a filter of one number, then backwards.
        public void Add(in DriftParameters p, double logPeak, Filter after, int others, int[] offset, CounterRandom random)
        {
            Span<double> state = stackalloc double[Offsets + others];
            var scale = after.Scale(p.Tails, random);
            after.Draw(scale, random, state);
            var (peak, perHalf) = (Math.Exp(logPeak), Math.Exp(-p.LogHalfDose));
            var still = scale * scale * p.SpreadDrift * p.SpreadDrift;
            var (mean, variance, week) = (0.0, still, 0.0);
            for (var i = 0; i < _line.Length; i++)
            {
                if (i > 0 && _line[i] > week)
                {
                    var keep = Math.Exp(-(_line[i] - week) / p.DriftWeeks);
                    (mean, variance) = (keep * mean, (keep * keep * variance) + ((1 - (keep * keep)) * still));
                }

                week = _line[i];
                var (common, toxin) = _timeline.Courses(i, p, logPeak, peak, perHalf);
                _expected[i] = p.Base + state[Level] - ((p.Common + state[Amplitude]) * common) - (p.Largest * toxin);
                if (_scoreAt[i] >= 0)
                {
                    var score = _scores[_scoreAt[i]];
                    var level = offset[_scoreAt[i]] >= 0 ? state[offset[_scoreAt[i]]] : 0;
                    var error = score.Loading.Error * p.Sigma * scale;
                    var gain = variance / (variance + (error * error));
                    mean += gain * (((score.Value - level) / score.Loading.Slope) - _expected[i] - mean);
                    variance *= 1 - gain;
                }

                (_mean[i], _variance[i]) = (mean, variance);
            }

            var course = new double[_weeks.Length];
            var drift = 0.0;
            for (var i = _line.Length - 1; i >= 0; i--)
            {
                (mean, variance) = (_mean[i], _variance[i]);
                if (i < _line.Length - 1)
                {
                    var keep = Math.Exp(-(_line[i + 1] - _line[i]) / p.DriftWeeks);
                    var noise = (1 - (keep * keep)) * still;
                    if (noise > 1e-12 * still)
                    {
                        var precision = (keep * keep * variance) + noise;
                        mean += keep * variance / precision * (drift - (keep * mean));
                        variance *= noise / precision;
                    }
                    else
                    {
                        (mean, variance) = (drift, 0);
                    }
                }

                drift = mean + (Math.Sqrt(Math.Max(0, variance)) * random.NextNormal());
                if (_gridAt[i] >= 0)
                    course[_gridAt[i]] = _expected[i] + drift + (p.Sigma * scale * random.NextNormal());
            }

            _courses.Add(course);
        }

        public CoursePoint[] Points()
        {
            var (points, values) = (new CoursePoint[_weeks.Length], new double[_courses.Count]);
            for (var i = 0; i < points.Length; i++)
            {
                for (var k = 0; k < values.Length; k++)
                    values[k] = _courses[k][i];
                Array.Sort(values);
                double Q(double share) => Diagnostics.Quantile(values, share);
                points[i] = new(_weeks[i], Q(0.5), Q(0.1), Q(0.9), Q(0.025), Q(0.975), Q(0.25), Q(0.75));
            }

            return points;
        }
    }
}

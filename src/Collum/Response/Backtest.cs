using Collum.Numerics.Inference;

namespace Collum.Response;

/// <summary>One score that was held back, and what was expected of it.</summary>
/// <param name="Key">Whose.</param>
/// <param name="Week">When.</param>
/// <param name="Value">Measured.</param>
/// <param name="Median">Expected.</param>
/// <param name="Q10">With <paramref name="Q90"/>, the 80 % interval.</param>
/// <param name="Q90">See there.</param>
/// <param name="Q025">With <paramref name="Q975"/>, the 95 % interval.</param>
/// <param name="Q975">See there.</param>
/// <param name="LogDensity">log of the predictive density at the measured value.</param>
public sealed record HeldOut(string Key, double Week, double Value, double Median, double Q10, double Q90, double Q025, double Q975, double LogDensity)
{
    public double Error => Math.Abs(Value - Median);
}

/// <summary>How well held-back scores were met.</summary>
public sealed record BacktestSummary(int HeldOut, double Mae, double Rmse, double Coverage80, double Coverage95, double LogDensity)
{
    public static BacktestSummary Of(IReadOnlyCollection<HeldOut> points) => new(
        points.Count, points.Average(p => p.Error), Math.Sqrt(points.Average(p => p.Error * p.Error)),
        points.Average(p => p.Value >= p.Q10 && p.Value <= p.Q90 ? 1.0 : 0), points.Average(p => p.Value >= p.Q025 && p.Value <= p.Q975 ? 1.0 : 0), points.Sum(p => p.LogDensity));
}

/// <summary>A simple way to predict, to compare with.</summary>
public sealed record Baseline(string Name, double Mae, double Rmse);

/// <summary>Prediction of late scores of people of whom only early ones are shown, fold by fold.</summary>
/// <remarks>Person number i in order of appearance, from 1, belongs to fold i mod 5; while a fold is tested its people show scores up to <see cref="LastShown"/> only.</remarks>
public static class Backtest
{
    public const int Folds = 5;
    public const double LastShown = 4;

    /// <summary>Every held-back score of every fold.</summary>
    public static IReadOnlyList<HeldOut> Of(IReadOnlyList<FollowUp> followUps, Func<IReadOnlyList<FollowUp>, IPopulationModel> model, SamplingOptions options, CancellationToken cancel = default)
    {
        var points = new List<HeldOut>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var fit = PopulationFit.Of(model(Shown(followUps, fold)), options with { Seed = options.Seed + (ulong)fold }, cancel);
            for (var i = 0; i < followUps.Count; i++)
                if ((i + 1) % Folds == fold)
                    points.AddRange(Predict(fit, followUps[i], i, options.Seed));
        }

        return points;
    }

    /// <summary>Baseline value, last value carried forward, and a linear mixed model of week × dose with a random intercept.</summary>
    public static IReadOnlyList<Baseline> Baselines(IReadOnlyList<FollowUp> followUps)
    {
        var (first, last, mixed) = (new List<double>(), new List<double>(), new List<double>());
        for (var fold = 0; fold < Folds; fold++)
        {
            var cells = new MixedCells(Shown(followUps, fold));
            for (var i = 0; i < followUps.Count; i++)
            {
                var (all, seen) = (followUps[i], followUps[i].Until(LastShown));
                if ((i + 1) % Folds != fold || seen.Scores.Count == 0)
                    continue;
                foreach (var score in all.Scores.Where(s => s.Week > LastShown))
                {
                    first.Add(score.Value - seen.Scores[0].Value);
                    last.Add(score.Value - seen.Scores[^1].Value);
                    mixed.Add(score.Value - cells.Predict(seen, score.Week));
                }
            }
        }

        return [Of("linear mixed model", mixed), Of("baseline value", first), Of("last value", last)];

        static Baseline Of(string name, List<double> errors) => new(name, errors.Average(Math.Abs), Math.Sqrt(errors.Average(e => e * e)));
    }

    static List<FollowUp> Shown(IReadOnlyList<FollowUp> followUps, int fold) =>
        [.. followUps.Select((f, i) => (i + 1) % Folds == fold ? f.Until(LastShown) : f)];

    static IEnumerable<HeldOut> Predict(PopulationFit fit, FollowUp followUp, int person, ulong seed)
    {
        var late = followUp.Scores.Where(s => s.Week > LastShown).ToArray();
        if (late.Length == 0)
            yield break;
        var weeks = late.Select(s => s.Week).ToArray();
        var count = fit.Draws.Count;
        var (mean, variance, samples) = (new double[weeks.Length], new double[weeks.Length], new double[weeks.Length][]);
        var density = new double[weeks.Length];
        var random = new CounterRandom(seed, (1UL << 32) + (ulong)person);
        for (var j = 0; j < weeks.Length; j++)
            samples[j] = new double[count];
        for (var d = 0; d < count; d++)
        {
            var freedom = fit.Model.Predict(fit.Draws.Draw(d), person, weeks, mean, variance);
            var isNormal = double.IsPositiveInfinity(freedom);
            var front = isNormal ? -0.5 * Math.Log(2 * Math.PI)
                : SpecialFunctions.LogGamma((freedom + 1) / 2) - SpecialFunctions.LogGamma(freedom / 2) - (0.5 * Math.Log(freedom * Math.PI));
            for (var j = 0; j < weeks.Length; j++)
            {
                var off = late[j].Value - mean[j];
                var square = off * off / variance[j];
                density[j] += Math.Exp(front - (isNormal ? 0.5 * square : 0.5 * (freedom + 1) * Math.Log(1 + (square / freedom)))) / Math.Sqrt(variance[j]) / count;
                var wide = isNormal ? 1 : Math.Sqrt(0.5 * freedom / random.NextGamma(freedom / 2));
                samples[j][d] = mean[j] + (Math.Sqrt(variance[j]) * wide * random.NextNormal());
            }
        }

        for (var j = 0; j < weeks.Length; j++)
        {
            Array.Sort(samples[j]);
            double Q(double p) => Diagnostics.Quantile(samples[j], p);
            yield return new(followUp.Key, weeks[j], late[j].Value, Q(0.5), Q(0.1), Q(0.9), Q(0.025), Q(0.975), Math.Log(density[j]));
        }
    }

    /// <summary>A mean for each week and dose, and a normal intercept for each person, by expectation-maximisation (Laird and Ware, Biometrics 1982;38:963-974).</summary>
    sealed class MixedCells
    {
        readonly Dictionary<(double Week, double Dose), double> _means;
        readonly double _between = 50, _within = 50;

        public MixedCells(IReadOnlyList<FollowUp> followUps)
        {
            var seen = followUps.Where(f => f.Scores.Count > 0).ToList();
            _means = seen.SelectMany(f => f.Scores.Select(s => (Cell: Of(f, s.Week), s.Value))).GroupBy(x => x.Cell).ToDictionary(g => g.Key, g => g.Average(x => x.Value));
            for (var step = 0; step < 200; step++)
            {
                var offsets = seen.Select(f => (f, Mean: Offset(f), Variance: _between * _within / (_within + (f.Scores.Count * _between)))).ToList();
                foreach (var cell in offsets.SelectMany(o => o.f.Scores.Select(s => (Cell: Of(o.f, s.Week), Left: s.Value - o.Mean))).GroupBy(x => x.Cell))
                    _means[cell.Key] = cell.Average(x => x.Left);
                var (between, within, count) = (0.0, 0.0, 0);
                foreach (var (f, mean, variance) in offsets)
                {
                    between += (mean * mean) + variance;
                    within += f.Scores.Sum(s => Square(s.Value - _means[Of(f, s.Week)] - mean) + variance);
                    count += f.Scores.Count;
                }

                (_between, _within) = (between / seen.Count, within / count);
            }
        }

        /// <summary>The cell's mean and the person's intercept; the nearest known week stands in for one that was never seen.</summary>
        public double Predict(FollowUp shown, double week)
        {
            var cell = Of(shown, week);
            var mean = _means.TryGetValue(cell, out var known) ? known : _means.OrderBy(m => Math.Abs(m.Key.Dose - cell.Dose)).ThenBy(m => Math.Abs(m.Key.Week - week)).First().Value;
            return mean + Offset(shown);
        }

        double Offset(FollowUp f) => _between * f.Scores.Sum(s => s.Value - _means[Of(f, s.Week)]) / (_within + (f.Scores.Count * _between));

        static (double Week, double Dose) Of(FollowUp f, double week) => (week, f.Sessions.Where(s => s.Week <= week).Select(s => s.DoseU).LastOrDefault());

        static double Square(double x) => x * x;
    }
}

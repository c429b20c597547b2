using Collum.Numerics;
using Collum.Numerics.Inference;

namespace Collum.Response;

/// <summary>How much more one dosed arm of a trial changed than its placebo arm, at one visit.</summary>
/// <param name="Trial">Arms of one trial share what makes the trial unlike others.</param>
/// <param name="Product">Id.</param>
/// <param name="DoseU">Units of that product.</param>
/// <param name="Week">After the injection.</param>
/// <param name="Difference">Points of the total; negative is better than placebo.</param>
/// <param name="Error">Standard error of the difference, above 0.</param>
/// <param name="IsErrorSupposed">The trial's own spread was not read; a usual one stands in.</param>
public sealed record ArmDifference(string Trial, string Product, double DoseU, double Week, double Difference, double Error, bool IsErrorSupposed);

/// <summary>What the arms of a product say about its half-dose and its time to peak.</summary>
public sealed record ProductPosterior
{
    public required string Product { get; init; }

    public required int Trials { get; init; }

    public required int Arms { get; init; }

    /// <summary>log(half-dose / usual session).</summary>
    public required Spread LogRatio { get; init; }

    /// <summary>Added to the population's log time to peak.</summary>
    public required Spread LogPeakShift { get; init; }

    /// <summary>Between trials, points.</summary>
    public required Spread BetweenTrials { get; init; }

    /// <summary>Each arm's difference as expected, in the order given.</summary>
    public required IReadOnlyList<Spread> Expected { get; init; }

    /// <summary>What each arm that was left out would show, between trials and its own error included, in the order given.</summary>
    public IReadOnlyList<Spread> Predicted { get; init; } = [];

    public required double ShapeK { get; init; }
}

/// <summary>Model-based meta-analysis of arms, product by product: the population's equations with the product's own half-dose and time to peak. Units never meet.</summary>
/// <remarks>
/// Equation R18 of <c>docs/methods/response.md</c>: difference = −G·mean over people of E(week) + η, η ~ N(0, τ) for each trial, τ ~ half-normal(0, 2); the response that any injection brings cancels against placebo.
/// Weighed by importance from the prior (Mandema, Gibbs and others, Clin Pharmacol Ther 2011;90:766-769, name the method).
/// </remarks>
public static class ProductMetaAnalysis
{
    const int Draws = 40_000;
    const double UsualBetweenTrials = 2;

    // Gauss-Hermite nodes for a standard normal, five points (Abramowitz and Stegun, table 25.10, rescaled).
    static readonly (double Z, double Weight)[] People = [(-2.8569700139, 0.0112574113), (-1.3556261800, 0.2220759220), (0, 0.5333333333), (1.3556261800, 0.2220759220), (2.8569700139, 0.0112574113)];

    /// <param name="population">Of the fitted product; only its people and its effect in points are used, never its units.</param>
    /// <param name="prior">What is supposed of the product before any arm.</param>
    /// <param name="arms">Of this product.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="leftOut">Predicted and not learnt from: arms of one trial that is none of <paramref name="arms"/>.</param>
    public static ProductPosterior Of(Population population, ProductPrior prior, IReadOnlyList<ArmDifference> arms, ulong seed = 1, IReadOnlyList<ArmDifference>? leftOut = null)
    {
        var targets = leftOut ?? [];
        if (arms.Count + targets.Count == 0 || arms.Concat(targets).Any(a => a.Product != prior.Product))
            throw new ArgumentException($"The arms are not of {prior.Product}.", nameof(arms));
        var trials = arms.Select(a => a.Trial).Distinct().ToList();
        var (ratios, shifts, between, expected, weights) = (new double[Draws], new double[Draws], new double[Draws], new double[arms.Count][], new double[Draws]);
        for (var a = 0; a < arms.Count; a++)
        {
            Require.Positive(arms[a].Error);
            expected[a] = new double[Draws];
        }

        var predicted = targets.Select(_ => new double[Draws]).ToArray();
        var deviates = new double[DriftParameters.Unbounded];
        var (random, noise) = (new CounterRandom(seed, 3), new CounterRandom(seed, 4));
        for (var i = 0; i < Draws; i++)
        {
            random.FillNormal(deviates);
            var p = population.At(deviates);
            ratios[i] = prior.LogRatioMean + (prior.LogRatioSd * random.NextNormal());
            shifts[i] = prior.LogPeakShiftMean + (prior.LogPeakShiftSd * random.NextNormal());
            between[i] = Math.Abs(UsualBetweenTrials * random.NextNormal());
            for (var a = 0; a < arms.Count; a++)
                expected[a][i] = -p.Largest * Effect(p, Math.Log(arms[a].DoseU / (double)prior.UsualSessionU) - ratios[i], p.LogPeak + shifts[i], arms[a].Week);
            var trialsOwn = between[i] * noise.NextNormal();
            for (var a = 0; a < targets.Count; a++)
                predicted[a][i] = (-p.Largest * Effect(p, Math.Log(targets[a].DoseU / (double)prior.UsualSessionU) - ratios[i], p.LogPeak + shifts[i], targets[a].Week)) + trialsOwn + (targets[a].Error * noise.NextNormal());

            // η integrated out: the arms of one trial are normal with a shared variance.
            foreach (var trial in trials)
                weights[i] += LogDensity(arms, expected, trial, i, between[i] * between[i]);
        }

        var smoothed = ParetoSmoothing.Smooth(weights);
        return new()
        {
            Product = prior.Product, Trials = trials.Count, Arms = arms.Count, ShapeK = smoothed.ShapeK, LogRatio = Weighted(ratios, smoothed.Weights), LogPeakShift = Weighted(shifts, smoothed.Weights),
            BetweenTrials = Weighted(between, smoothed.Weights), Expected = [.. expected.Select(e => Weighted(e, smoothed.Weights))],
            Predicted = [.. predicted.Select(e => Weighted(e, smoothed.Weights))],
        };
    }

    /// <summary>What a trial of a population's own product would show against placebo, between trials and its own error included.</summary>
    /// <param name="population">Of the product.</param>
    /// <param name="doseU">Units of the product.</param>
    /// <param name="week">After the injection.</param>
    /// <param name="error">Standard error of the difference.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    public static Spread Predict(Population population, double doseU, double week, double error, ulong seed = 1)
    {
        var (deviates, random, values, weights) = (new double[DriftParameters.Unbounded], new CounterRandom(seed, 5), new double[4_000], new double[4_000]);
        for (var i = 0; i < values.Length; i++)
        {
            random.FillNormal(deviates);
            var p = population.At(deviates);
            values[i] = (-p.Largest * Effect(p, Math.Log(doseU) - p.LogHalfDose, p.LogPeak, week)) + (Math.Abs(UsualBetweenTrials * random.NextNormal()) * random.NextNormal()) + (error * random.NextNormal());
            weights[i] = 1.0 / values.Length;
        }

        return Weighted(values, weights);
    }

    // Mean over people, whose time to peak differs.
    static double Effect(in DriftParameters p, double logDose, double logPeak, double week)
    {
        var effect = 0.0;
        foreach (var (z, weight) in People)
        {
            var x = Math.Exp(logDose) * TimeCourse.At(week, Math.Exp(logPeak + (p.SpreadPeak * z)), p.Sharpness);
            effect += weight * x / (1 + x);
        }

        return effect;
    }

    static double LogDensity(IReadOnlyList<ArmDifference> arms, double[][] expected, string trial, int draw, double shared)
    {
        var (precision, weighted, square, log) = (0.0, 0.0, 0.0, 0.0);
        for (var a = 0; a < arms.Count; a++)
        {
            if (arms[a].Trial != trial)
                continue;
            var (w, off) = (1 / (arms[a].Error * arms[a].Error), arms[a].Difference - expected[a][draw]);
            precision += w;
            weighted += w * off;
            square += w * off * off;
            log -= 0.5 * Math.Log(w);
        }

        return -0.5 * (square - (shared * weighted * weighted / (1 + (shared * precision)))) - log - (0.5 * Math.Log(1 + (shared * precision)));
    }

    static Spread Weighted(double[] values, double[] weights)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort((double[])values.Clone(), order);
        var mean = order.Sum(i => weights[i] * values[i]);
        var sd = Math.Sqrt(order.Sum(i => weights[i] * (values[i] - mean) * (values[i] - mean)));
        double Q(double share)
        {
            var sum = 0.0;
            foreach (var i in order)
                if ((sum += weights[i]) >= share)
                    return values[i];
            return values[order[^1]];
        }

        return new(Q(0.5), mean, sd, Q(0.05), Q(0.1), Q(0.9), Q(0.95));
    }
}

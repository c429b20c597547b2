namespace Collum.Numerics.Inference;

/// <summary>Importance weights whose largest were replaced by what a fitted tail expects.</summary>
/// <param name="Weights">Sum 1.</param>
/// <param name="ShapeK">Of the fitted generalised Pareto tail; above 0.7 the weights cannot be trusted. Infinite where no tail can be fitted; never NaN.</param>
public sealed record SmoothedWeights(double[] Weights, double ShapeK)
{
    /// <summary>1 / Σw²: how many equal draws the weighted ones are worth.</summary>
    public double EffectiveDraws => 1 / Weights.Sum(w => w * w);
}

/// <summary>Pareto-smoothed importance sampling.</summary>
/// <remarks>Vehtari, Simpson, Gelman, Yao and Gabry, JMLR 2024;25:1-58; the tail is fitted as Zhang and Stephens, Technometrics 2009;51:316-325, with the authors' weak prior on k.</remarks>
public static class ParetoSmoothing
{
    /// <param name="logRatios">log target − log proposal for each draw, up to a constant.</param>
    public static SmoothedWeights Smooth(ReadOnlySpan<double> logRatios)
    {
        var s = logRatios.Length;
        Require.Positive(s);
        var largest = double.NegativeInfinity;
        foreach (var r in logRatios)
            largest = double.IsNaN(r) ? largest : Math.Max(largest, r);
        var weights = new double[s];
        if (!double.IsFinite(largest))
        {
            // No draw lies where the target is: nothing is known of it, and nothing is weighed.
            Array.Fill(weights, 1.0 / s);
            return new(weights, double.PositiveInfinity);
        }

        for (var i = 0; i < s; i++)
            weights[i] = double.IsNaN(logRatios[i]) ? 0 : Math.Exp(logRatios[i] - largest);

        var tail = (int)Math.Min(0.2 * s, 3 * Math.Sqrt(s));
        var k = double.PositiveInfinity;
        if (tail >= 5)
        {
            var order = Enumerable.Range(0, s).ToArray();
            Array.Sort((double[])weights.Clone(), order);
            var cut = weights[order[s - tail - 1]];
            var excess = new double[tail];
            for (var i = 0; i < tail; i++)
                excess[i] = weights[order[s - tail + i]] - cut;
            if (excess[tail / 4] <= 0 && cut <= 0)
            {
                // Hardly any draw weighs anything: what there is of a tail tells nothing of what is missing.
            }
            else if (excess[^1] > 1e-12)
            {
                (k, var sigma) = FitTail(excess);
                for (var i = 0; i < tail; i++)
                {
                    var p = (i + 0.5) / tail;
                    var expected = Math.Abs(k) < 1e-10 ? -sigma * Math.Log(1 - p) : sigma / k * (Math.Pow(1 - p, -k) - 1);
                    if (!double.IsNaN(expected))
                        weights[order[s - tail + i]] = Math.Min(1, cut + expected);
                }
            }
            else
            {
                k = double.NegativeInfinity;            // all weights alike: the proposal is the target
            }
        }

        var sum = weights.Sum();
        for (var i = 0; i < s; i++)
            weights[i] /= sum;
        return new(weights, double.IsNaN(k) ? double.PositiveInfinity : k);
    }

    /// <summary>Shape and scale of a generalised Pareto distribution, from sorted excesses.</summary>
    internal static (double K, double Sigma) FitTail(ReadOnlySpan<double> sorted)
    {
        var n = sorted.Length;
        var m = 30 + (int)Math.Sqrt(n);
        var quartile = sorted[Math.Max(0, (int)((n / 4.0) + 0.5) - 1)];
        if (quartile <= 0)
            quartile = sorted[^1] * 1e-6;
        var (theta, profile, shapes) = (new double[m], new double[m], new double[m]);
        for (var j = 0; j < m; j++)
        {
            theta[j] = (1 / sorted[^1]) + ((1 - Math.Sqrt(m / (j + 0.5))) / (3 * quartile));
            var sum = 0.0;
            foreach (var x in sorted)
                sum += Math.Log(1 - (theta[j] * x));
            shapes[j] = sum / n;
            profile[j] = n * (Math.Log(-theta[j] / shapes[j]) - shapes[j] - 1);
        }

        var (best, weightSum, mean) = (profile.Max(), 0.0, 0.0);
        for (var j = 0; j < m; j++)
        {
            var w = Math.Exp(profile[j] - best);
            weightSum += w;
            mean += w * theta[j];
        }

        mean /= weightSum;
        var k = 0.0;
        foreach (var x in sorted)
            k += Math.Log(1 - (mean * x));
        k /= n;
        var sigma = -k / mean;
        return (((n * k) + 5) / (n + 10), sigma);       // as if ten more excesses said k = 0.5
    }
}

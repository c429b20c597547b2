namespace Collum.Numerics.Inference;

/// <summary>A maximum as far as it was found.</summary>
/// <param name="At">The point.</param>
/// <param name="LogDensity">There.</param>
/// <param name="Converged">False when the iterations ran out or no step went up.</param>
/// <param name="Iterations">Made.</param>
/// <param name="Evaluations">Of the density.</param>
public sealed record Maximum(double[] At, double LogDensity, bool Converged, int Iterations, int Evaluations);

/// <summary>Climbs to a maximum of a log density by L-BFGS.</summary>
/// <remarks>Liu and Nocedal, Math Program 1989;45:503-528; the line search halves and expands until both Wolfe conditions hold (c₁ = 10⁻⁴, c₂ = 0.9).</remarks>
public static class Optimiser
{
    const int Memory = 8;

    /// <summary>Stops when no coordinate of the gradient is larger than the tolerance times 1 + |log density|.</summary>
    public static Maximum Maximise(ILogDensity density, ReadOnlySpan<double> start, double tolerance = 1e-7, int mostIterations = 500)
    {
        var n = density.Dimension;
        var (x, g) = (start.ToArray(), new double[n]);
        var evaluations = 1;
        var f = density.LogDensity(x, g);
        if (!double.IsFinite(f))
            return new(x, f, false, 0, 1);

        var steps = new List<(double[] S, double[] Y, double Rho)>(Memory);
        var (direction, next, nextGradient, alpha) = (new double[n], new double[n], new double[n], new double[Memory]);
        for (var iteration = 0; iteration < mostIterations; iteration++)
        {
            if (Largest(g) <= tolerance * (1 + Math.Abs(f)))
                return new(x, f, true, iteration, evaluations);

            // Two loops: the inverse curvature times the gradient, uphill.
            g.CopyTo(direction, 0);
            for (var k = steps.Count - 1; k >= 0; k--)
            {
                alpha[k] = steps[k].Rho * Dot(steps[k].S, direction);
                AddScaled(direction, steps[k].Y, -alpha[k]);
            }

            if (steps.Count > 0)
            {
                var (s, y, _) = steps[^1];
                Scale(direction, Dot(s, y) / Dot(y, y));
            }
            else
            {
                Scale(direction, 1 / Math.Max(1, Math.Sqrt(Dot(g, g))));
            }

            for (var k = 0; k < steps.Count; k++)
                AddScaled(direction, steps[k].S, alpha[k] - (steps[k].Rho * Dot(steps[k].Y, direction)));
            var slope = Dot(g, direction);
            if (!(slope > 0))
            {
                steps.Clear();
                g.CopyTo(direction, 0);
                slope = Dot(g, g);
            }

            var (low, high, size) = (0.0, double.PositiveInfinity, 1.0);
            var value = double.NaN;
            var found = false;
            for (var search = 0; search < 40 && !found; search++)
            {
                for (var i = 0; i < n; i++)
                    next[i] = x[i] + (size * direction[i]);
                value = density.LogDensity(next, nextGradient);
                evaluations++;
                if (!double.IsFinite(value) || value < f + (1e-4 * size * slope))
                    high = size;
                else if (Dot(nextGradient, direction) > 0.9 * slope)
                    low = size;
                else
                    found = true;
                if (!found)
                    size = double.IsInfinity(high) ? 2 * low : 0.5 * (low + high);
            }

            if (!found && !(value > f))
                return new(x, f, Largest(g) <= 1e3 * tolerance * (1 + Math.Abs(f)), iteration, evaluations);

            var (stepTaken, change) = (new double[n], new double[n]);
            for (var i = 0; i < n; i++)
                (stepTaken[i], change[i]) = (next[i] - x[i], g[i] - nextGradient[i]);
            var curvature = Dot(stepTaken, change);
            if (curvature > 1e-12 * Dot(change, change))
            {
                if (steps.Count == Memory)
                    steps.RemoveAt(0);
                steps.Add((stepTaken, change, 1 / curvature));
            }

            next.CopyTo(x, 0);
            nextGradient.CopyTo(g, 0);
            f = value;
        }

        return new(x, f, false, mostIterations, evaluations);
    }

    static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    static void AddScaled(double[] to, double[] what, double by)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += by * what[i];
    }

    static void Scale(double[] what, double by)
    {
        for (var i = 0; i < what.Length; i++)
            what[i] *= by;
    }

    static double Largest(double[] g)
    {
        var largest = 0.0;
        foreach (var x in g)
            largest = Math.Max(largest, Math.Abs(x));
        return largest;
    }
}

namespace Collum.Numerics.Inference;

/// <summary>The logarithm of a density on all of ℝⁿ, up to a constant, with its gradient.</summary>
/// <remarks>An instance may keep working memory and is used by one thread at a time; samplers ask for one instance a chain.</remarks>
public interface ILogDensity
{
    /// <summary>n, above 0.</summary>
    int Dimension { get; }

    /// <summary>The log density; where it is not finite the gradient is not read.</summary>
    /// <param name="at">n numbers.</param>
    /// <param name="gradient">n numbers, written in full.</param>
    double LogDensity(ReadOnlySpan<double> at, Span<double> gradient);
}

/// <summary>Checks of hand-written gradients.</summary>
public static class Gradients
{
    /// <summary>The largest difference between a density's gradient and the central difference quotient, relative to 1 + the size of the quotient.</summary>
    public static double LargestError(ILogDensity density, ReadOnlySpan<double> at, double step = 1e-5)
    {
        var n = density.Dimension;
        var (point, gradient, scratch) = (at.ToArray(), new double[n], new double[n]);
        density.LogDensity(point, gradient);
        var largest = 0.0;
        for (var i = 0; i < n; i++)
        {
            var kept = point[i];
            point[i] = kept + step;
            var above = density.LogDensity(point, scratch);
            point[i] = kept - step;
            var below = density.LogDensity(point, scratch);
            point[i] = kept;
            var quotient = (above - below) / (2 * step);
            largest = Math.Max(largest, Math.Abs(quotient - gradient[i]) / (1 + Math.Abs(quotient)));
        }

        return largest;
    }
}

namespace Collum.Numerics.Signals;

/// <summary>Measures that rest on the order of values and so hold still when a few of them are wild.</summary>
public static class Order
{
    /// <summary>The value below which a share of the values lies, interpolated linearly between neighbours.</summary>
    /// <remarks>Type 7 of Hyndman and Fan, Am Stat 1996;50:361-365. Sorts the values it is given.</remarks>
    /// <param name="values">Finite.</param>
    /// <param name="share">0 to 1.</param>
    /// <returns>NaN when there is no value.</returns>
    public static double Percentile(Span<float> values, double share)
    {
        values.Sort();
        return OfSorted(values, share);
    }

    /// <inheritdoc cref="Percentile"/>
    /// <param name="sorted">Ascending.</param>
    public static double OfSorted(ReadOnlySpan<float> sorted, double share)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, FormattableString.Invariant($"share is {share}; it must be 0 to 1."));
        if (sorted.Length == 0)
            return double.NaN;
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * ((double)sorted[above] - sorted[below]));
    }

    /// <inheritdoc cref="Percentile"/>
    public static double Median(Span<float> values) => Percentile(values, 0.5);
}

namespace Collum.Numerics.Inference;

/// <summary>How large a share may be of which so many of so many were counted.</summary>
/// <remarks>Wilson, J Am Stat Assoc 1927;22:209-212: stays between 0 and 1 and is of use at 0 of n.</remarks>
/// <param name="Share">Counted.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record Proportion(double Share, double Low, double High)
{
    /// <param name="count">0 to <paramref name="total"/>.</param>
    /// <param name="total">1 or more.</param>
    /// <param name="level">What the interval shall hold, between 0 and 1.</param>
    public static Proportion Of(int count, int total, double level)
    {
        Require.Positive(total);
        Require.Within(count, 0, total);
        var z = SpecialFunctions.NormalQuantile(0.5 + (level / 2));
        var (share, square) = (count / (double)total, z * z / total);
        var middle = (share + (square / 2)) / (1 + square);
        var half = z / (1 + square) * Math.Sqrt((share * (1 - share) / total) + (square / (4 * total)));
        return new(share, Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}

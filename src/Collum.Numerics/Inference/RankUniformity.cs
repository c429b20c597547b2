namespace Collum.Numerics.Inference;

/// <summary>Whether ranks of true values among posterior draws are spread evenly, as they must be when an inference is calibrated.</summary>
/// <remarks>Talts, Betancourt, Simpson, Vehtari and Gelman, arXiv:1804.06788.</remarks>
/// <param name="Counts">Ranks in each bin.</param>
/// <param name="ChiSquare">Σ (count − expected)² / expected.</param>
/// <param name="P">The chance of a larger statistic when the ranks are uniform.</param>
public sealed record RankUniformity(int[] Counts, double ChiSquare, double P)
{
    /// <param name="ranks">Each 0 to <paramref name="most"/>.</param>
    /// <param name="most">How many draws a rank was taken among; most + 1 is a multiple of the bins.</param>
    /// <param name="bins">2 or more.</param>
    public static RankUniformity Of(IReadOnlyList<int> ranks, int most, int bins)
    {
        Require.Within(bins, 2, most + 1);
        if ((most + 1) % bins != 0)
            throw new ArgumentException($"{most + 1} ranks do not fall into {bins} equal bins.", nameof(bins));
        var counts = new int[bins];
        foreach (var rank in ranks)
            counts[Require.Within(rank, 0, most) * bins / (most + 1)]++;
        var expected = ranks.Count / (double)bins;
        var statistic = counts.Sum(c => (c - expected) * (c - expected) / expected);
        return new(counts, statistic, SpecialFunctions.UpperGamma((bins - 1) / 2.0, statistic / 2));
    }
}

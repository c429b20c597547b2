using System.Numerics;

namespace Collum.Numerics.Signals;

/// <summary>What a coherence between two signals, estimated from disjoint tapered segments, can and cannot show.</summary>
/// <remarks>Halliday et al., Prog Biophys Mol Biol 1995;64:237-278; pooling: Amjad et al., J Neurosci Methods 1997;73:69-79.</remarks>
public static class Coherence
{
    /// <summary>|f_xy|² / (f_xx f_yy), 0 to 1; 0 where one of the signals is silent.</summary>
    public static double Of(Complex cross, double autoX, double autoY)
    {
        Require.NotNegative(autoX);
        Require.NotNegative(autoY);
        var power = autoX * autoY;
        return power > 0 ? Math.Min(1, ((cross.Real * cross.Real) + (cross.Imaginary * cross.Imaginary)) / power) : 0;
    }

    /// <summary>The value that independent signals exceed with probability <paramref name="level"/> at one frequency: 1 − α^(1/(L−1)).</summary>
    /// <param name="segments">L, at least 2; of overlapping segments, their effective number.</param>
    /// <param name="level">α, above 0 and below 1; for several tests together divided by their number (Bonferroni).</param>
    public static double Limit(double segments, double level)
    {
        if (!(segments >= 2))
            throw new ArgumentOutOfRangeException(nameof(segments), segments, FormattableString.Invariant($"segments is {segments}; it must be 2 or above."));
        Require.Positive(level);
        if (level >= 1)
            throw new ArgumentOutOfRangeException(nameof(level), level, FormattableString.Invariant($"level is {level}; it must be below 1."));
        return 1 - Math.Pow(level, 1 / (segments - 1));
    }

    /// <summary>95 % interval of a coherence that is not zero: tanh²(artanh|R| ± 1.96/√(2L)).</summary>
    public static (double Low, double High) Interval(double value, double segments)
    {
        Require.Positive(segments);
        if (value is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(value), value, FormattableString.Invariant($"value is {value}; it must be 0 to 1."));
        if (value >= 1)
            return (1, 1);
        var z = Math.Atanh(Math.Sqrt(value));
        var half = 1.959963984540054 / Math.Sqrt(2 * segments);
        return (Squared(Math.Max(0, z - half)), Squared(z + half));

        static double Squared(double x) => Math.Tanh(x) * Math.Tanh(x);
    }

    /// <summary>Half the width of the 95 % interval of the phase, radians; meaningful only where the coherence is.</summary>
    public static double PhaseHalfWidth(double value, double segments)
    {
        Require.Positive(segments);
        return value <= 0 ? Math.PI : Math.Min(Math.PI, 1.959963984540054 * Math.Sqrt(((1 / value) - 1) / (2 * segments)));
    }

    /// <summary>Whether coherences of several records differ more than chance: Σ 2Lᵢ(zᵢ − z̄)², chi-squared with one degree of freedom less than there are records.</summary>
    /// <returns>The statistic and its degrees of freedom; 0 and 0 for a single record.</returns>
    public static (double Statistic, int Freedom) Difference(IReadOnlyList<(double Value, double Segments)> records)
    {
        if (records.Count < 2)
            return (0, 0);
        var z = records.Select(r => Math.Atanh(Math.Sqrt(Math.Clamp(r.Value, 0, 1 - 1e-12)))).ToList();
        var all = records.Sum(r => r.Segments);
        var mean = records.Zip(z, (r, v) => r.Segments * v).Sum() / all;
        return (records.Zip(z, (r, v) => 2 * r.Segments * (v - mean) * (v - mean)).Sum(), records.Count - 1);
    }

    /// <summary>Two conditions: standard normal when their coherences are equal.</summary>
    public static double Difference(double first, double firstSegments, double second, double secondSegments) =>
        (Math.Atanh(Math.Sqrt(Math.Clamp(first, 0, 1 - 1e-12))) - Math.Atanh(Math.Sqrt(Math.Clamp(second, 0, 1 - 1e-12))))
        / Math.Sqrt((1 / (2 * Require.Positive(firstSegments))) + (1 / (2 * Require.Positive(secondSegments))));

    /// <summary>The value that chi-squared exceeds with a probability, by Wilson and Hilferty's cube root (PNAS 1931;17:684-688); good to 1 % from 1 degree of freedom on.</summary>
    /// <param name="level">0.05, 0.01 or 0.001.</param>
    /// <param name="freedom">1 or more.</param>
    public static double ChiSquaredUpper(double level, int freedom)
    {
        Require.Positive(freedom);
        var normal = level switch
        {
            0.05 => 1.6448536269514722,
            0.01 => 2.3263478740408408,
            0.001 => 3.0902323061678132,
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, FormattableString.Invariant($"level is {level}; it must be 0.05, 0.01 or 0.001.")),
        };
        var part = 2.0 / (9 * freedom);
        return freedom * Math.Pow(1 - part + (normal * Math.Sqrt(part)), 3);
    }

    /// <summary>Half the width of the 95 % interval of the decimal logarithm of an autospectrum: 0.851 / √L.</summary>
    public static double SpectrumHalfWidth(double segments) => 1.959963984540054 / Math.Log(10) / Math.Sqrt(Require.Positive(segments));
}

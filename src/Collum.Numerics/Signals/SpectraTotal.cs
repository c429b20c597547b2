using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Collum.Numerics.Signals;

/// <summary>Spectra and cross-spectra of one record, summed over all its segments.</summary>
public sealed class SpectraTotal
{
    readonly double[] _autoRaw, _autoRectified, _crossRaw, _crossRectified;

    SpectraTotal(int length, int groups, double rate, Bins raw, Bins rectified)
    {
        (Length, Groups, Rate, Raw, Rectified) = (length, groups, Require.Positive(rate), raw, rectified);
        var lanes = groups * Frames.Lanes;
        _autoRaw = new double[lanes * ((length / 2) + 1)];
        _autoRectified = new double[lanes * ((length / 2) + 1)];
        _crossRaw = new double[raw.Count * lanes * lanes * 2];
        _crossRectified = new double[rectified.Count * lanes * lanes * 2];
    }

    /// <param name="like">Gives segment length, groups and bins.</param>
    /// <param name="rate">Samples a second.</param>
    public SpectraTotal(SegmentSpectra like, double rate) : this(like.Length, like.Groups, rate, like.Raw, like.Rectified)
    {
    }

    /// <summary>L.</summary>
    public int Segments { get; private set; }

    public int Length { get; }

    public int Groups { get; }

    public double Rate { get; }

    public Bins Raw { get; }

    public Bins Rectified { get; }

    /// <summary>A total of the same segments and bins with nothing in it.</summary>
    public SpectraTotal Empty() => new(Length, Groups, Rate, Raw, Rectified);

    /// <summary>Hz between two bins.</summary>
    public double Width => Rate / Length;

    public Bins Between(double low, double high) => Bins.Between(low, high, Rate, Length);

    public void Add(SegmentSpectra part)
    {
        if (part.Length != Length || part.Groups != Groups || part.Raw != Raw || part.Rectified != Rectified)
            throw new ArgumentException("The part was made for other segments or bins.", nameof(part));
        Segments += part.Segments;
        Sum(part.AutoRaw, _autoRaw);
        Sum(part.AutoRectified, _autoRectified);
        Sum(part.CrossRaw, _crossRaw);
        Sum(part.CrossRectified, _crossRectified);
    }

    /// <summary>Adds another record whose signals were divided by their own deviations, as pooling wants it (Amjad et al. 1997).</summary>
    /// <param name="record">Of the same segments and bins.</param>
    /// <param name="raw">Standard deviation of each signal in that record; 0 leaves the signal out.</param>
    /// <param name="rectified">The same, of the rectified signals.</param>
    public void AddScaled(SpectraTotal record, ReadOnlySpan<double> raw, ReadOnlySpan<double> rectified)
    {
        if (record.Length != Length || record.Groups != Groups || record.Raw != Raw || record.Rectified != Rectified)
            throw new ArgumentException("The record was made for other segments or bins.", nameof(record));
        Segments += record.Segments;
        Scale(record._autoRaw, record._crossRaw, _autoRaw, _crossRaw, raw);
        Scale(record._autoRectified, record._crossRectified, _autoRectified, _crossRectified, rectified);
    }

    /// <summary>Power density at a bin, units² per Hz, one-sided.</summary>
    /// <param name="signal">From 0, over all groups.</param>
    /// <param name="bin">0 to half the length.</param>
    /// <param name="rectified">Of the rectified signal.</param>
    public double Density(int signal, int bin, bool rectified) =>
        Segments == 0 ? 0 : Auto(signal, bin, rectified) * (bin == 0 || 2 * bin == Length ? 1 : 2) / (Segments * Rate * 0.375 * Length);

    /// <summary>Power in a band, units².</summary>
    public double Power(int signal, Bins bins, bool rectified)
    {
        var sum = 0.0;
        for (var k = bins.From; k <= bins.To; k++)
            sum += Density(signal, k, rectified);
        return sum * Width;
    }

    /// <summary>Σ X conj(Y) over the segments; the bin must be one of those that were crossed.</summary>
    public Complex Cross(int signal, int other, int bin, bool rectified)
    {
        var bins = rectified ? Rectified : Raw;
        if (!bins.Holds(bin))
            throw new ArgumentOutOfRangeException(nameof(bin), bin, $"bin is {bin}; {bins.From} to {bins.To} were crossed.");
        var sums = rectified ? _crossRectified : _crossRaw;
        var row = ((bin - bins.From) * Groups * Frames.Lanes) + signal;
        var at = (((row * Groups) + (other / Frames.Lanes)) * 2 * Frames.Lanes) + (other % Frames.Lanes);
        return new(sums[at], sums[at + Frames.Lanes]);
    }

    /// <summary>|R|² at one bin, 0 to 1.</summary>
    public double Coherence(int signal, int other, int bin, bool rectified) =>
        Signals.Coherence.Of(Cross(signal, other, bin, rectified), Auto(signal, bin, rectified), Auto(other, bin, rectified));

    /// <summary>Σ |X|² over the segments.</summary>
    public double Auto(int signal, int bin, bool rectified) =>
        (rectified ? _autoRectified : _autoRaw)[(((signal / Frames.Lanes * ((Length / 2) + 1)) + bin) * Frames.Lanes) + (signal % Frames.Lanes)];

    static void Sum(Vector512<float>[] part, double[] total)
    {
        var values = MemoryMarshal.Cast<Vector512<float>, float>(part.AsSpan());
        for (var i = 0; i < values.Length; i++)
            total[i] += values[i];
    }

    void Scale(double[] auto, double[] cross, double[] toAuto, double[] toCross, ReadOnlySpan<double> deviations)
    {
        Span<double> factors = stackalloc double[Groups * Frames.Lanes];
        for (var s = 0; s < deviations.Length && s < factors.Length; s++)
            factors[s] = deviations[s] > 0 ? 1 / deviations[s] : 0;
        var half = (Length / 2) + 1;
        for (var i = 0; i < auto.Length; i++)
        {
            var factor = factors[(i / Frames.Lanes / half * Frames.Lanes) + (i % Frames.Lanes)];
            toAuto[i] += auto[i] * factor * factor;
        }

        for (var i = 0; i < cross.Length; i++)
        {
            var vector = i / Frames.Lanes / 2;
            var (row, group) = (vector / Groups % (Groups * Frames.Lanes), vector % Groups);
            toCross[i] += cross[i] * factors[row] * factors[(group * Frames.Lanes) + (i % Frames.Lanes)];
        }
    }
}

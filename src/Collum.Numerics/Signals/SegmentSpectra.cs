using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Collum.Numerics.Signals;

/// <summary>Bins of a spectrum, both ends included.</summary>
public readonly record struct Bins(int From, int To)
{
    public int Count => Math.Max(0, To - From + 1);

    public bool Holds(int bin) => bin >= From && bin <= To;

    /// <summary>The bins whose frequencies lie in a band.</summary>
    /// <param name="low">Hz.</param>
    /// <param name="high">Hz; cut off at half the rate.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="length">Samples of a segment.</param>
    public static Bins Between(double low, double high, double rate, int length)
    {
        var width = Require.Positive(rate) / Require.Positive(length);
        return new((int)Math.Ceiling((low / width) - 1e-9), Math.Min(length / 2, (int)Math.Floor((high / width) + 1e-9)));
    }
}

/// <summary>Sums of spectra and cross-spectra over disjoint segments, of every signal as it is and rectified.</summary>
/// <remarks>
/// Each segment has its mean taken off and a Hann taper put on. Signal and rectified signal go through one complex transform.
/// Sums are kept as Σ X conj(Y), without a factor; <see cref="SpectraTotal"/> adds them up in double precision and gives them their units.
/// </remarks>
public sealed class SegmentSpectra
{
    readonly Fourier[] _fourier;
    readonly Vector512<float>[] _taper;
    readonly Vector512<float>[] _bin;

    /// <param name="length">Samples of a segment, even.</param>
    /// <param name="groups">Blocks of 16 signals.</param>
    /// <param name="raw">Bins in which signals are crossed as they are.</param>
    /// <param name="rectified">Bins in which rectified signals are crossed.</param>
    public SegmentSpectra(int length, int groups, Bins raw, Bins rectified)
    {
        (Length, Groups, Raw, Rectified) = (length, Require.Positive(groups), raw, rectified);
        _fourier = [.. Enumerable.Range(0, groups).Select(_ => new Fourier(length))];
        _taper = [.. Hann(length).Select(w => Vector512.Create((float)w))];
        _bin = new Vector512<float>[2 * groups];
        var rows = groups * Frames.Lanes;
        AutoRaw = new Vector512<float>[groups * ((length / 2) + 1)];
        AutoRectified = new Vector512<float>[groups * ((length / 2) + 1)];
        CrossRaw = new Vector512<float>[raw.Count * rows * groups * 2];
        CrossRectified = new Vector512<float>[rectified.Count * rows * groups * 2];
    }

    public int Length { get; }

    public int Groups { get; }

    public Bins Raw { get; }

    public Bins Rectified { get; }

    /// <summary>Segments summed since the last <see cref="Clear"/>.</summary>
    public int Segments { get; private set; }

    internal Vector512<float>[] AutoRaw { get; }

    internal Vector512<float>[] AutoRectified { get; }

    internal Vector512<float>[] CrossRaw { get; }

    internal Vector512<float>[] CrossRectified { get; }

    /// <summary>0.5 − 0.5 cos(2πt/N): the periodic form, whose sum of squares is 3N/8.</summary>
    public static IEnumerable<double> Hann(int length) => Enumerable.Range(0, length).Select(t => 0.5 - (0.5 * Math.Cos(2 * Math.PI * t / length)));

    public void Clear()
    {
        Segments = 0;
        Array.Clear(AutoRaw);
        Array.Clear(AutoRectified);
        Array.Clear(CrossRaw);
        Array.Clear(CrossRectified);
    }

    /// <summary>Adds one segment.</summary>
    /// <param name="groups">As many as <see cref="Groups"/>, on the same time.</param>
    /// <param name="start">First frame of the segment.</param>
    public void Add(ReadOnlySpan<Frames> groups, int start)
    {
        for (var g = 0; g < Groups; g++)
        {
            Taper(groups[g].Vectors(start, Length), _taper, _fourier[g].Values);
            _fourier[g].Run();
            Auto(ref _fourier[g].Values[0], Length, ref AutoRaw[g * ((Length / 2) + 1)], ref AutoRectified[g * ((Length / 2) + 1)]);
        }

        Cross(Raw, rectified: false, CrossRaw);
        Cross(Rectified, rectified: true, CrossRectified);
        Segments++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Taper(Span<Vector512<float>> frames, Vector512<float>[] taper, Span<Vector512<float>> to)
    {
        ref var x = ref MemoryMarshal.GetReference(frames);
        ref var o = ref MemoryMarshal.GetReference(to);
        Vector512<float> sum = default, size = default;
        for (var i = 0; i < frames.Length; i++)
        {
            var v = Unsafe.Add(ref x, i);
            sum += v;
            size += Vector512.Abs(v);
        }

        var one = Vector512.Create(1f / frames.Length);
        (sum, size) = (sum * one, size * one);
        for (var i = 0; i < frames.Length; i++)
        {
            var v = Unsafe.Add(ref x, i);
            var w = taper[i];
            Unsafe.Add(ref o, 2 * i) = (v - sum) * w;
            Unsafe.Add(ref o, (2 * i) + 1) = (Vector512.Abs(v) - size) * w;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Auto(ref Vector512<float> values, int length, ref Vector512<float> raw, ref Vector512<float> rectified)
    {
        for (var k = 0; k <= length / 2; k++)
        {
            Fourier.Apart(ref values, length, k, out var xr, out var xi, out var yr, out var yi);
            Unsafe.Add(ref raw, k) += (xr * xr) + (xi * xi);
            Unsafe.Add(ref rectified, k) += (yr * yr) + (yi * yi);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Cross(Bins bins, bool rectified, Vector512<float>[] sums)
    {
        var step = Groups * Frames.Lanes * Groups * 2;
        for (var k = bins.From; k <= bins.To; k++)
        {
            for (var g = 0; g < Groups; g++)
            {
                Fourier.Apart(ref _fourier[g].Values[0], Length, k, out var xr, out var xi, out var yr, out var yi);
                (_bin[2 * g], _bin[(2 * g) + 1]) = rectified ? (yr, yi) : (xr, xi);
            }

            Products(ref _bin[0], Groups, ref sums[(k - bins.From) * step]);
        }
    }

    // Row by row: the value of one signal against those of 16 others.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Products(ref Vector512<float> bin, int groups, ref Vector512<float> sums)
    {
        for (var g = 0; g < groups; g++)
        {
            ref var real = ref Unsafe.As<Vector512<float>, float>(ref Unsafe.Add(ref bin, 2 * g));
            for (var row = 0; row < Frames.Lanes; row++)
            {
                Vector512<float> r = Vector512.Create(Unsafe.Add(ref real, row)), i = Vector512.Create(Unsafe.Add(ref real, row + Frames.Lanes));
                for (var h = 0; h < groups; h++)
                {
                    Vector512<float> or = Unsafe.Add(ref bin, 2 * h), oi = Unsafe.Add(ref bin, (2 * h) + 1);
                    sums = Vector512.FusedMultiplyAdd(r, or, Vector512.FusedMultiplyAdd(i, oi, sums));
                    ref var imaginary = ref Unsafe.Add(ref sums, 1);
                    imaginary = Vector512.FusedMultiplyAdd(i, or, imaginary - (r * oi));
                    sums = ref Unsafe.Add(ref sums, 2);
                }
            }
        }
    }
}

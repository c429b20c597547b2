using System.Runtime.CompilerServices;

namespace Collum.Numerics.Inference;

/// <summary>Random numbers by counting: number n of stream s under a seed is always the same, whichever thread asks and whatever was asked before.</summary>
/// <remarks>
/// Philox 4×32 with ten rounds: Salmon, Moraes, Dror and Shaw, SC11, doi:10.1145/2063384.2063405. The key is the seed; the upper half of the counter is the stream,
/// the lower half the block, so 2⁶⁴ streams of 2⁶⁶ numbers never overlap.
/// </remarks>
public sealed class CounterRandom(ulong seed, ulong stream = 0)
{
    const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    ulong _block;
    ulong _spareBits;
    bool _hasSpareBits;
    double _spareNormal;
    bool _hasSpareNormal;

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        if (_hasSpareBits)
        {
            _hasSpareBits = false;
            return _spareBits;
        }

        var (a, b, c, d) = Block(_block++, stream, seed);
        (_spareBits, _hasSpareBits) = (((ulong)d << 32) | c, true);
        return ((ulong)b << 32) | a;
    }

    /// <summary>Above 0 and below 1, in steps of 2⁻⁵³ shifted by half a step, so that its logarithm is always finite.</summary>
    public double NextUniform() => ((NextBits() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>0 to <paramref name="count"/> − 1, each equally likely.</summary>
    public int NextBelow(int count)
    {
        Require.Positive(count);
        return (int)Math.BigMul(NextBits(), (ulong)count, out _);       // the bias is below count / 2⁶⁴
    }

    /// <summary>Standard normal, by the polar method (Marsaglia and Bray, SIAM Rev 1964;6:260-264).</summary>
    public double NextNormal()
    {
        if (_hasSpareNormal)
        {
            _hasSpareNormal = false;
            return _spareNormal;
        }

        while (true)
        {
            var (x, y) = (2 * NextUniform() - 1, 2 * NextUniform() - 1);
            var square = (x * x) + (y * y);
            if (square is >= 1 or 0)
                continue;
            var scale = Math.Sqrt(-2 * Math.Log(square) / square);
            (_spareNormal, _hasSpareNormal) = (y * scale, true);
            return x * scale;
        }
    }

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -Math.Log(NextUniform());

    /// <summary>Gamma with the given shape and scale 1 (Marsaglia and Tsang, ACM TOMS 2000;26:363-372).</summary>
    /// <param name="shape">Above 0.</param>
    public double NextGamma(double shape)
    {
        Require.Positive(shape);
        if (shape < 1)
            return NextGamma(shape + 1) * Math.Pow(NextUniform(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextNormal();
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(NextUniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }

    /// <summary>Fills with standard normals.</summary>
    public void FillNormal(Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = NextNormal();
    }

    /// <summary>One block of four 32-bit words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (uint, uint, uint, uint) Block(ulong low, ulong high, ulong key)
    {
        var (c0, c1, c2, c3) = ((uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32));
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < 10; round++)
        {
            var p0 = (ulong)Multiplier0 * c0;
            var p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }
}

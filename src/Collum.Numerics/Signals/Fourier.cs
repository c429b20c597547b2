using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Collum.Numerics.Signals;

/// <summary>Fast Fourier transform of 16 complex signals at once, lengths 2ᵃ3ᵇ5ᶜ.</summary>
/// <remarks>
/// Z(k) = Σ z(t) e^(−2πi kt/N). Stockham's self-sorting form (Cochran et al., Proc IEEE 1967;55:1664-1674) with factors 4, 2, 3 and 5, so that nothing is
/// shuffled and neighbouring values stay neighbours. Single precision: relative error about 10⁻⁶. Not to be shared between threads while it runs.
/// </remarks>
public sealed class Fourier
{
    readonly List<(int Radix, Vector512<float>[] Turns)> _stages = [];
    readonly Frames _work;
    readonly Frames _spare;

    /// <param name="length">Above 0, without prime factors beyond 5.</param>
    public Fourier(int length)
    {
        Require.Positive(length);
        Length = length;
        for (var rest = length; rest > 1;)
        {
            var radix = rest % 4 == 0 ? 4 : rest % 2 == 0 ? 2 : rest % 3 == 0 ? 3 : rest % 5 == 0 ? 5
                : throw new ArgumentOutOfRangeException(nameof(length), length, $"length is {length}; it must have no prime factor beyond 5.");
            var part = rest / radix;
            var turns = new Vector512<float>[part * (radix - 1) * 2];
            for (var p = 0; p < part; p++)
                for (var j = 1; j < radix; j++)
                {
                    var (sine, cosine) = Math.SinCos(-2 * Math.PI * ((long)p * j % rest) / rest);
                    turns[(((p * (radix - 1)) + j - 1) * 2) + 0] = Vector512.Create((float)cosine);
                    turns[(((p * (radix - 1)) + j - 1) * 2) + 1] = Vector512.Create((float)sine);
                }

            _stages.Add((radix, turns));
            rest = part;
        }

        (_work, _spare) = (new Frames(2 * length), new Frames(2 * length));
    }

    public int Length { get; }

    /// <summary>Values in and, after <see cref="Run"/>, out: real and imaginary part of each in turn, 2N vectors.</summary>
    public Span<Vector512<float>> Values => _work.Vectors();

    /// <summary>The length nearest to the wanted one that has no prime factor beyond 5 and is even.</summary>
    public static int Near(double wanted)
    {
        Require.Positive(wanted);
        for (var off = 0; ; off++)
        {
            var (below, above) = ((int)Math.Round(wanted) - off, (int)Math.Round(wanted) + off);
            if (above >= 2 && Fits(above))
                return above;
            if (below >= 2 && Fits(below))
                return below;
        }

        static bool Fits(int n)
        {
            if (n % 2 != 0)
                return false;
            foreach (var factor in (ReadOnlySpan<int>)[2, 3, 5])
                while (n % factor == 0)
                    n /= factor;
            return n == 1;
        }
    }

    /// <summary>Transforms <see cref="Values"/> in place.</summary>
    public void Run()
    {
        var from = _work.Vectors();
        var to = _spare.Vectors();
        var (part, stride) = (Length, 1);
        foreach (var (radix, turns) in _stages)
        {
            part /= radix;
            switch (radix)
            {
                case 4: Four(from, to, turns, part, stride); break;
                case 2: Two(from, to, turns, part, stride); break;
                case 3: Three(from, to, turns, part, stride); break;
                default: Five(from, to, turns, part, stride); break;
            }

            stride *= radix;
            var swap = from;
            from = to;
            to = swap;
        }

        if (_stages.Count % 2 == 1)
            from.CopyTo(to);
    }

    /// <summary>Takes apart the transform of z = x + iy for real x and y: X(k) and Y(k), 0 ≤ k ≤ N/2.</summary>
    /// <remarks>X(k) = (Z(k) + Z*(N−k)) / 2, Y(k) = (Z(k) − Z*(N−k)) / 2i: two real transforms for the price of one complex.</remarks>
    /// <param name="k">Bin, 0 to N/2.</param>
    /// <param name="xr">Real part of X(k); the others follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apart(ref Vector512<float> values, int length, int k, out Vector512<float> xr, out Vector512<float> xi, out Vector512<float> yr, out Vector512<float> yi)
    {
        var mirror = k == 0 ? 0 : length - k;
        var (a, b) = (Unsafe.Add(ref values, 2 * k), Unsafe.Add(ref values, (2 * k) + 1));
        var (c, d) = (Unsafe.Add(ref values, 2 * mirror), Unsafe.Add(ref values, (2 * mirror) + 1));
        var half = Vector512.Create(0.5f);
        xr = (a + c) * half;
        xi = (b - d) * half;
        yr = (b + d) * half;
        yi = (c - a) * half;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Four(Span<Vector512<float>> from, Span<Vector512<float>> to, Vector512<float>[] turns, int part, int stride)
    {
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref MemoryMarshal.GetReference(to);
        ref var w = ref MemoryMarshal.GetArrayDataReference(turns);
        var quarter = 2 * stride * part;
        for (var p = 0; p < part; p++)
        {
            Vector512<float> w1r = Unsafe.Add(ref w, 6 * p), w1i = Unsafe.Add(ref w, (6 * p) + 1), w2r = Unsafe.Add(ref w, (6 * p) + 2),
                w2i = Unsafe.Add(ref w, (6 * p) + 3), w3r = Unsafe.Add(ref w, (6 * p) + 4), w3i = Unsafe.Add(ref w, (6 * p) + 5);
            ref var a = ref Unsafe.Add(ref x, 2 * stride * p);
            ref var o = ref Unsafe.Add(ref y, 8 * stride * p);
            for (var q = 0; q < 2 * stride; q += 2)
            {
                Vector512<float> ar = Unsafe.Add(ref a, q), ai = Unsafe.Add(ref a, q + 1), br = Unsafe.Add(ref a, q + quarter), bi = Unsafe.Add(ref a, q + quarter + 1),
                    cr = Unsafe.Add(ref a, q + (2 * quarter)), ci = Unsafe.Add(ref a, q + (2 * quarter) + 1), dr = Unsafe.Add(ref a, q + (3 * quarter)), di = Unsafe.Add(ref a, q + (3 * quarter) + 1);
                Vector512<float> sr = ar + cr, si = ai + ci, tr = ar - cr, ti = ai - ci, ur = br + dr, ui = bi + di, vr = br - dr, vi = bi - di;
                Unsafe.Add(ref o, q) = sr + ur;
                Unsafe.Add(ref o, q + 1) = si + ui;
                Turned(ref Unsafe.Add(ref o, q + (2 * stride)), tr + vi, ti - vr, w1r, w1i);
                Turned(ref Unsafe.Add(ref o, q + (4 * stride)), sr - ur, si - ui, w2r, w2i);
                Turned(ref Unsafe.Add(ref o, q + (6 * stride)), tr - vi, ti + vr, w3r, w3i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Two(Span<Vector512<float>> from, Span<Vector512<float>> to, Vector512<float>[] turns, int part, int stride)
    {
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref MemoryMarshal.GetReference(to);
        var half = 2 * stride * part;
        for (var p = 0; p < part; p++)
        {
            Vector512<float> wr = turns[2 * p], wi = turns[(2 * p) + 1];
            ref var a = ref Unsafe.Add(ref x, 2 * stride * p);
            ref var o = ref Unsafe.Add(ref y, 4 * stride * p);
            for (var q = 0; q < 2 * stride; q += 2)
            {
                Vector512<float> ar = Unsafe.Add(ref a, q), ai = Unsafe.Add(ref a, q + 1), br = Unsafe.Add(ref a, q + half), bi = Unsafe.Add(ref a, q + half + 1);
                Unsafe.Add(ref o, q) = ar + br;
                Unsafe.Add(ref o, q + 1) = ai + bi;
                Turned(ref Unsafe.Add(ref o, q + (2 * stride)), ar - br, ai - bi, wr, wi);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Three(Span<Vector512<float>> from, Span<Vector512<float>> to, Vector512<float>[] turns, int part, int stride)
    {
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref MemoryMarshal.GetReference(to);
        var third = 2 * stride * part;
        Vector512<float> half = Vector512.Create(-0.5f), sine = Vector512.Create(-0.866025403784438647f);
        for (var p = 0; p < part; p++)
        {
            Vector512<float> w1r = turns[4 * p], w1i = turns[(4 * p) + 1], w2r = turns[(4 * p) + 2], w2i = turns[(4 * p) + 3];
            ref var a = ref Unsafe.Add(ref x, 2 * stride * p);
            ref var o = ref Unsafe.Add(ref y, 6 * stride * p);
            for (var q = 0; q < 2 * stride; q += 2)
            {
                Vector512<float> ar = Unsafe.Add(ref a, q), ai = Unsafe.Add(ref a, q + 1), br = Unsafe.Add(ref a, q + third), bi = Unsafe.Add(ref a, q + third + 1),
                    cr = Unsafe.Add(ref a, q + (2 * third)), ci = Unsafe.Add(ref a, q + (2 * third) + 1);
                Vector512<float> sr = br + cr, si = bi + ci, er = sine * (br - cr), ei = sine * (bi - ci), mr = ar + (half * sr), mi = ai + (half * si);
                Unsafe.Add(ref o, q) = ar + sr;
                Unsafe.Add(ref o, q + 1) = ai + si;
                Turned(ref Unsafe.Add(ref o, q + (2 * stride)), mr - ei, mi + er, w1r, w1i);
                Turned(ref Unsafe.Add(ref o, q + (4 * stride)), mr + ei, mi - er, w2r, w2i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Five(Span<Vector512<float>> from, Span<Vector512<float>> to, Vector512<float>[] turns, int part, int stride)
    {
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref MemoryMarshal.GetReference(to);
        var fifth = 2 * stride * part;
        Vector512<float> c1 = Vector512.Create(0.309016994374947424f), c2 = Vector512.Create(-0.809016994374947424f),
            s1 = Vector512.Create(-0.951056516295153572f), s2 = Vector512.Create(-0.587785252292473129f);
        for (var p = 0; p < part; p++)
        {
            ref var w = ref turns[8 * p];
            ref var a = ref Unsafe.Add(ref x, 2 * stride * p);
            ref var o = ref Unsafe.Add(ref y, 10 * stride * p);
            for (var q = 0; q < 2 * stride; q += 2)
            {
                ref var at = ref Unsafe.Add(ref a, q);
                Vector512<float> ar = at, ai = Unsafe.Add(ref at, 1), br = Unsafe.Add(ref at, fifth), bi = Unsafe.Add(ref at, fifth + 1),
                    cr = Unsafe.Add(ref at, 2 * fifth), ci = Unsafe.Add(ref at, (2 * fifth) + 1), dr = Unsafe.Add(ref at, 3 * fifth), di = Unsafe.Add(ref at, (3 * fifth) + 1),
                    er = Unsafe.Add(ref at, 4 * fifth), ei = Unsafe.Add(ref at, (4 * fifth) + 1);
                Vector512<float> p1r = br + er, p1i = bi + ei, m1r = br - er, m1i = bi - ei, p2r = cr + dr, p2i = ci + di, m2r = cr - dr, m2i = ci - di;
                Unsafe.Add(ref o, q) = ar + p1r + p2r;
                Unsafe.Add(ref o, q + 1) = ai + p1i + p2i;
                Vector512<float> f1r = ar + (c1 * p1r) + (c2 * p2r), f1i = ai + (c1 * p1i) + (c2 * p2i), f2r = ar + (c2 * p1r) + (c1 * p2r), f2i = ai + (c2 * p1i) + (c1 * p2i);
                Vector512<float> g1r = (s1 * m1r) + (s2 * m2r), g1i = (s1 * m1i) + (s2 * m2i), g2r = (s2 * m1r) - (s1 * m2r), g2i = (s2 * m1i) - (s1 * m2i);
                Turned(ref Unsafe.Add(ref o, q + (2 * stride)), f1r - g1i, f1i + g1r, w, Unsafe.Add(ref w, 1));
                Turned(ref Unsafe.Add(ref o, q + (4 * stride)), f2r - g2i, f2i + g2r, Unsafe.Add(ref w, 2), Unsafe.Add(ref w, 3));
                Turned(ref Unsafe.Add(ref o, q + (6 * stride)), f2r + g2i, f2i - g2r, Unsafe.Add(ref w, 4), Unsafe.Add(ref w, 5));
                Turned(ref Unsafe.Add(ref o, q + (8 * stride)), f1r + g1i, f1i - g1r, Unsafe.Add(ref w, 6), Unsafe.Add(ref w, 7));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Turned(ref Vector512<float> to, Vector512<float> r, Vector512<float> i, Vector512<float> wr, Vector512<float> wi)
    {
        to = (r * wr) - (i * wi);
        Unsafe.Add(ref to, 1) = (r * wi) + (i * wr);
    }
}

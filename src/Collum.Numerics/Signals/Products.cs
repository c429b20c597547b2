using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Collum.Numerics.Signals;

/// <summary>Σ x y of every pair of up to 16 and 16 signals, for correlations without delay.</summary>
public sealed class Products
{
    readonly double[] _sums = new double[Frames.Lanes * Frames.Lanes];

    /// <summary>Sum for a signal of the first and one of the second group.</summary>
    public double this[int first, int second] => _sums[(first * Frames.Lanes) + second];

    /// <summary>Adds frames of two groups, which may be the same.</summary>
    public void Add(ReadOnlySpan<Vector512<float>> first, ReadOnlySpan<Vector512<float>> second)
    {
        // Single precision within a stretch short enough to keep it exact to six digits.
        const int Stretch = 512;
        Span<Vector512<float>> sums = stackalloc Vector512<float>[Frames.Lanes];
        for (var done = 0; done < first.Length; done += Stretch)
        {
            var count = Math.Min(Stretch, first.Length - done);
            Add(ref Unsafe.As<Vector512<float>, float>(ref MemoryMarshal.GetReference(first[done..])), ref MemoryMarshal.GetReference(second[done..]), count, ref sums[0]);
            var values = MemoryMarshal.Cast<Vector512<float>, float>(sums);
            for (var i = 0; i < values.Length; i++)
                _sums[i] += values[i];
        }
    }

    public void Add(Products part)
    {
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] += part._sums[i];
    }

    public void Clear() => Array.Clear(_sums);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Add(ref float x, ref Vector512<float> y, int count, ref Vector512<float> sums)
    {
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default,
            a8 = default, a9 = default, a10 = default, a11 = default, a12 = default, a13 = default, a14 = default, a15 = default;
        for (var i = 0; i < count; i++)
        {
            var v = Unsafe.Add(ref y, i);
            a0 = Vector512.FusedMultiplyAdd(Vector512.Create(x), v, a0);
            a1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 1)), v, a1);
            a2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 2)), v, a2);
            a3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 3)), v, a3);
            a4 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 4)), v, a4);
            a5 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 5)), v, a5);
            a6 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 6)), v, a6);
            a7 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 7)), v, a7);
            a8 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 8)), v, a8);
            a9 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 9)), v, a9);
            a10 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 10)), v, a10);
            a11 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 11)), v, a11);
            a12 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 12)), v, a12);
            a13 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 13)), v, a13);
            a14 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 14)), v, a14);
            a15 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, 15)), v, a15);
            x = ref Unsafe.Add(ref x, Frames.Lanes);
        }

        sums = a0;
        (Unsafe.Add(ref sums, 1), Unsafe.Add(ref sums, 2), Unsafe.Add(ref sums, 3), Unsafe.Add(ref sums, 4), Unsafe.Add(ref sums, 5)) = (a1, a2, a3, a4, a5);
        (Unsafe.Add(ref sums, 6), Unsafe.Add(ref sums, 7), Unsafe.Add(ref sums, 8), Unsafe.Add(ref sums, 9), Unsafe.Add(ref sums, 10)) = (a6, a7, a8, a9, a10);
        (Unsafe.Add(ref sums, 11), Unsafe.Add(ref sums, 12), Unsafe.Add(ref sums, 13), Unsafe.Add(ref sums, 14), Unsafe.Add(ref sums, 15)) = (a11, a12, a13, a14, a15);
    }
}

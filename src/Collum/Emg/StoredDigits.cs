using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Collum.Emg;

/// <summary>Little-endian integers of two or three bytes, as they are or on a calibration line.</summary>
static class StoredDigits
{
    public static void Read(ReadOnlySpan<byte> bytes, int width, Span<int> to)
    {
        var i = 0;
        if (width == 2)
        {
            if (BitConverter.IsLittleEndian)
            {
                var shorts = MemoryMarshal.Cast<byte, short>(bytes);
                for (; i <= to.Length - Vector256<short>.Count; i += Vector256<short>.Count)
                {
                    var (low, high) = Vector256.Widen(Vector256.Create(shorts.Slice(i, Vector256<short>.Count)));
                    low.CopyTo(to[i..]);
                    high.CopyTo(to[(i + Vector256<int>.Count)..]);
                }
            }

            for (; i < to.Length; i++)
                to[i] = Two(bytes, i);
        }
        else
        {
            for (; i < to.Length; i++)
                to[i] = Three(bytes, i);
        }
    }

    public static void Read(ReadOnlySpan<byte> bytes, int width, Calibration line, double factor, Span<double> to)
    {
        if (width == 2)
            for (var i = 0; i < to.Length; i++)
                to[i] = factor * line.ToValue(Two(bytes, i));
        else
            for (var i = 0; i < to.Length; i++)
                to[i] = factor * line.ToValue(Three(bytes, i));
    }

    // Every sample of a recording goes through here several times: compiled at once in its final form, not after it has run slowly for a while.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(ReadOnlySpan<byte> bytes, int width, float gain, float offset, Span<float> to)
    {
        var i = 0;
        if (width == 2)
        {
            if (BitConverter.IsLittleEndian)
            {
                var (slope, zero) = (Vector256.Create(gain), Vector256.Create(offset));
                ref var from = ref Unsafe.As<byte, short>(ref MemoryMarshal.GetReference(bytes[..(2 * to.Length)]));
                ref var first = ref MemoryMarshal.GetReference(to);
                for (; i <= to.Length - Vector256<short>.Count; i += Vector256<short>.Count)
                {
                    var digits = Vector256.LoadUnsafe(ref from, (nuint)i);
                    Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(Vector256.WidenLower(digits)), slope, zero).StoreUnsafe(ref first, (nuint)i);
                    Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(Vector256.WidenUpper(digits)), slope, zero).StoreUnsafe(ref first, (nuint)(i + Vector256<float>.Count));
                }
            }

            for (; i < to.Length; i++)
                to[i] = MathF.FusedMultiplyAdd(Two(bytes, i), gain, offset);
        }
        else
        {
            for (; i < to.Length; i++)
                to[i] = MathF.FusedMultiplyAdd(Three(bytes, i), gain, offset);
        }
    }

    static short Two(ReadOnlySpan<byte> bytes, int i) => BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]);

    static int Three(ReadOnlySpan<byte> bytes, int i)
    {
        var b = bytes.Slice(3 * i, 3);
        return b[0] | (b[1] << 8) | ((sbyte)b[2] << 16);
    }
}

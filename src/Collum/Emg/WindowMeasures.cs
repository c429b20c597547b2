using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Collum.Emg;

/// <summary>Measures of one window of 16 signals, microvolts.</summary>
struct WindowMeasures
{
    /// <summary>Mean of the squares.</summary>
    public Vector512<float> Square;

    /// <summary>Mean of the sizes (ARV).</summary>
    public Vector512<float> Size;

    public Vector512<float> Least, Most;

    /// <summary>Steps from one sample to the next that exceed the Willison threshold.</summary>
    public Vector512<float> Steps;

    /// <summary>Accepted turns, and the sum of their excursions.</summary>
    public Vector512<float> Turns, Excursion;
}

/// <summary>Measures window after window; turns are followed from one to the next.</summary>
/// <remarks>
/// A turn is a reversal that the signal has confirmed by coming back more than the threshold; its excursion is that from the turn before it
/// (Willison 1964; Hayward and Willison 1977). It counts in the window in which it is confirmed.
/// </remarks>
sealed class WindowFollower(float turnThreshold, float stepThreshold)
{
    Vector512<float> _extreme, _last, _previous;
    Vector512<int> _up;

    /// <summary>Begins afresh at a value.</summary>
    public void Begin(Vector512<float> value) => (_extreme, _last, _previous, _up) = (value, value, value, Vector512<int>.AllBitsSet);

    /// <summary>Mean square alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Square(ReadOnlySpan<Vector512<float>> frames)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        var i = 0;
        for (; i <= frames.Length - 4; i += 4)
        {
            a = Vector512.FusedMultiplyAdd(frames[i], frames[i], a);
            b = Vector512.FusedMultiplyAdd(frames[i + 1], frames[i + 1], b);
            c = Vector512.FusedMultiplyAdd(frames[i + 2], frames[i + 2], c);
            d = Vector512.FusedMultiplyAdd(frames[i + 3], frames[i + 3], d);
        }

        for (; i < frames.Length; i++)
            a = Vector512.FusedMultiplyAdd(frames[i], frames[i], a);
        return (a + b + c + d) * Vector512.Create(1f / frames.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public WindowMeasures Follow(ReadOnlySpan<Vector512<float>> frames)
    {
        Vector512<float> square = default, size = default, least = Vector512.Create(float.PositiveInfinity), most = -least, steps = default, turns = default, travelled = default;
        var (extreme, last, previous, up) = (_extreme, _last, _previous, _up);
        var (threshold, step, one) = (Vector512.Create(turnThreshold), Vector512.Create(stepThreshold), Vector512<float>.One);
        ref var start = ref MemoryMarshal.GetReference(frames);
        for (var i = 0; i < frames.Length; i++)
        {
            var x = Unsafe.Add(ref start, i);
            square = Vector512.FusedMultiplyAdd(x, x, square);
            size += Vector512.Abs(x);
            least = Vector512.MinNative(least, x);
            most = Vector512.MaxNative(most, x);
            steps += Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Abs(x - previous), step), one, default);
            previous = x;

            var rising = up.AsSingle();
            extreme = Vector512.ConditionalSelect(rising, Vector512.MaxNative(extreme, x), Vector512.MinNative(extreme, x));
            // Only one direction can have come back: towards the extreme the difference is 0.
            var back = Vector512.GreaterThan(Vector512.Abs(extreme - x), threshold);
            turns += Vector512.ConditionalSelect(back, one, default);
            travelled += Vector512.ConditionalSelect(back, Vector512.Abs(extreme - last), default);
            last = Vector512.ConditionalSelect(back, extreme, last);
            extreme = Vector512.ConditionalSelect(back, x, extreme);
            up ^= back.AsInt32();
        }

        (_extreme, _last, _previous, _up) = (extreme, last, previous, up);
        var share = Vector512.Create(1f / frames.Length);
        return new() { Square = square * share, Size = size * share, Least = least, Most = most, Steps = steps, Turns = turns, Excursion = travelled };
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Collum.Numerics.Signals;

/// <summary>Runs a recursive filter forward and backward over 16 signals at once: no delay, gain squared.</summary>
/// <remarks>
/// Each end is continued by mirroring through its end point and the filter starts in the steady state of its first value
/// (Gustafsson, IEEE Trans Signal Process 1996;44:988-992, discusses the choice), which is what scipy.signal.sosfiltfilt does.
/// Samples are single precision; the filter's memory is double, because a corner far below the rate multiplies rounding errors.
/// Not to be shared between threads while it runs.
/// </remarks>
public sealed class ZeroPhase
{
    // For each step: five coefficients, each for lanes 0-7 and lanes 8-15.
    readonly Vector512<double>[] _coefficients;
    readonly Vector512<double>[] _steady;
    readonly Vector512<double>[] _memory;
    readonly Vector512<float>[] _tail;
    readonly int _steps;

    /// <summary>The same filter for every lane.</summary>
    public ZeroPhase(Sections filter) : this([.. Enumerable.Repeat(filter, Frames.Lanes)])
    {
    }

    /// <summary>A filter for each lane; a shorter chain, or none, is filled up with steps that change nothing.</summary>
    /// <param name="filters">At most 16.</param>
    public ZeroPhase(IReadOnlyList<Sections?> filters)
    {
        Require.Within(filters.Count, 1, Frames.Lanes);
        // An even number: two steps run at a time.
        _steps = (filters.Max(f => f?.Steps.Count ?? 0) + 1) / 2 * 2;
        Padding = filters.Max(f => f?.Padding ?? 0);
        _coefficients = new Vector512<double>[_steps * 10];
        _steady = new Vector512<double>[_steps * 4];
        _memory = new Vector512<double>[_steps * 4];
        _tail = new Vector512<float>[Padding];
        var coefficients = MemoryMarshal.Cast<Vector512<double>, double>(_coefficients.AsSpan());
        var steady = MemoryMarshal.Cast<Vector512<double>, double>(_steady.AsSpan());
        for (var lane = 0; lane < Frames.Lanes; lane++)
        {
            var steps = lane < filters.Count && filters[lane] is { } own ? own.Steps : [];
            var gain = 1.0;
            for (var s = 0; s < _steps; s++)
            {
                var step = s < steps.Count ? steps[s] : Section.Through;
                ReadOnlySpan<double> five = [step.B0, step.B1, step.B2, step.A1, step.A2];
                for (var c = 0; c < 5; c++)
                    coefficients[(((s * 5) + c) * Frames.Lanes) + lane] = five[c];
                // Memory in the steady state that a constant 1 at the chain's input leads to.
                var second = step.B2 - (step.A2 * step.Steady);
                steady[(((s * 2) + 0) * Frames.Lanes) + lane] = gain * (step.B1 - (step.A1 * step.Steady) + second);
                steady[(((s * 2) + 1) * Frames.Lanes) + lane] = gain * second;
                gain *= step.Steady;
            }
        }
    }

    /// <summary>Frames by which each end is continued.</summary>
    public int Padding { get; }

    /// <summary>Filters all frames in place.</summary>
    /// <remarks>Fewer frames than the padding are continued by as many as there are.</remarks>
    public void Run(Frames frames) => Run(frames.Vectors());

    /// <inheritdoc cref="Run(Frames)"/>
    public void Run(Span<Vector512<float>> frames)
    {
        if (frames.Length == 0 || _steps == 0)
            return;

        var pad = Math.Min(Padding, frames.Length - 1);
        var (first, last) = (frames[0], frames[^1]);
        var tail = _tail.AsSpan(0, pad);

        // What stands before the first frame is heard only through the filter's memory.
        for (var i = 0; i < pad; i++)
            tail[i] = first + first - frames[pad - i];
        Settle(pad > 0 ? tail[0] : first);
        Pass(tail, backward: false);
        for (var i = 0; i < pad; i++)
            tail[i] = last + last - frames[frames.Length - 2 - i];
        Pass(frames, backward: false);
        Pass(tail, backward: false);

        Settle(pad > 0 ? tail[^1] : frames[^1]);
        Pass(tail, backward: true);
        Pass(frames, backward: true);
    }

    void Settle(Vector512<float> value)
    {
        var (low, high) = Vector512.Widen(value);
        for (var s = 0; s < _steps * 2; s++)
        {
            _memory[s * 2] = _steady[s * 2] * low;
            _memory[(s * 2) + 1] = _steady[(s * 2) + 1] * high;
        }
    }

    // Short stretches, so that the chain's later steps find the frames still in the nearest cache.
    const int Stretch = 256;

    void Pass(Span<Vector512<float>> frames, bool backward)
    {
        for (var done = 0; done < frames.Length; done += Stretch)
        {
            var count = Math.Min(Stretch, frames.Length - done);
            ref var start = ref MemoryMarshal.GetReference(backward ? frames[(frames.Length - done - count)..] : frames[done..]);
            if (backward)
                start = ref Unsafe.Add(ref start, count - 1);
            for (var s = 0; s < _steps; s += 2)
                Two(ref start, count, backward ? -1 : 1, ref _coefficients[s * 10], ref _memory[s * 4]);
        }
    }

    // Two steps at a time, transposed direct form II: eight chains of results that do not wait for each other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Two(ref Vector512<float> frame, int count, nint stride, ref Vector512<double> c, ref Vector512<double> memory)
    {
        Vector512<double> b0 = c, b0h = Unsafe.Add(ref c, 1), b1 = Unsafe.Add(ref c, 2), b1h = Unsafe.Add(ref c, 3), b2 = Unsafe.Add(ref c, 4),
            b2h = Unsafe.Add(ref c, 5), a1 = -Unsafe.Add(ref c, 6), a1h = -Unsafe.Add(ref c, 7), a2 = -Unsafe.Add(ref c, 8), a2h = -Unsafe.Add(ref c, 9),
            d0 = Unsafe.Add(ref c, 10), d0h = Unsafe.Add(ref c, 11), d1 = Unsafe.Add(ref c, 12), d1h = Unsafe.Add(ref c, 13), d2 = Unsafe.Add(ref c, 14),
            d2h = Unsafe.Add(ref c, 15), e1 = -Unsafe.Add(ref c, 16), e1h = -Unsafe.Add(ref c, 17), e2 = -Unsafe.Add(ref c, 18), e2h = -Unsafe.Add(ref c, 19);
        Vector512<double> m1 = memory, m1h = Unsafe.Add(ref memory, 1), m2 = Unsafe.Add(ref memory, 2), m2h = Unsafe.Add(ref memory, 3),
            n1 = Unsafe.Add(ref memory, 4), n1h = Unsafe.Add(ref memory, 5), n2 = Unsafe.Add(ref memory, 6), n2h = Unsafe.Add(ref memory, 7);
        for (var i = 0; i < count; i++)
        {
            var (x, xh) = Vector512.Widen(frame);
            var y = Vector512.FusedMultiplyAdd(b0, x, m1);
            var yh = Vector512.FusedMultiplyAdd(b0h, xh, m1h);
            m1 = Vector512.FusedMultiplyAdd(a1, y, Vector512.FusedMultiplyAdd(b1, x, m2));
            m1h = Vector512.FusedMultiplyAdd(a1h, yh, Vector512.FusedMultiplyAdd(b1h, xh, m2h));
            m2 = Vector512.FusedMultiplyAdd(a2, y, b2 * x);
            m2h = Vector512.FusedMultiplyAdd(a2h, yh, b2h * xh);
            var z = Vector512.FusedMultiplyAdd(d0, y, n1);
            var zh = Vector512.FusedMultiplyAdd(d0h, yh, n1h);
            n1 = Vector512.FusedMultiplyAdd(e1, z, Vector512.FusedMultiplyAdd(d1, y, n2));
            n1h = Vector512.FusedMultiplyAdd(e1h, zh, Vector512.FusedMultiplyAdd(d1h, yh, n2h));
            n2 = Vector512.FusedMultiplyAdd(e2, z, d2 * y);
            n2h = Vector512.FusedMultiplyAdd(e2h, zh, d2h * yh);
            frame = Vector512.Narrow(z, zh);
            frame = ref Unsafe.Add(ref frame, stride);
        }

        (memory, Unsafe.Add(ref memory, 1), Unsafe.Add(ref memory, 2), Unsafe.Add(ref memory, 3)) = (m1, m1h, m2, m2h);
        (Unsafe.Add(ref memory, 4), Unsafe.Add(ref memory, 5), Unsafe.Add(ref memory, 6), Unsafe.Add(ref memory, 7)) = (n1, n1h, n2, n2h);
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Collum.Numerics.Signals;

/// <summary>Samples of up to 16 signals of one rate, side by side: all signals at one moment are one frame.</summary>
/// <remarks>
/// Lying so, every step of a filter or transform works on 16 signals with one instruction and no signal waits for its own last result.
/// Frames start on a cache line. Unused lanes hold zeros and cost nothing extra.
/// </remarks>
public sealed class Frames
{
    /// <summary>Signals in one frame.</summary>
    public const int Lanes = 16;

    readonly float[] _store;
    readonly int _first;

    /// <param name="capacity">Most frames that it will hold, 0 or more.</param>
    /// <param name="zeroed">False leaves the frames as they come; memory is then taken only as they are written.</param>
    public Frames(int capacity, bool zeroed = true)
    {
        Require.Within(capacity, 0, 100_000_000);
        Capacity = capacity;
        _store = zeroed ? GC.AllocateArray<float>(checked((capacity + 1) * Lanes), pinned: true) : GC.AllocateUninitializedArray<float>(checked((capacity + 1) * Lanes), pinned: true);
        _first = (int)((64 - (Marshal.UnsafeAddrOfPinnedArrayElement(_store, 0) & 63)) & 63) / sizeof(float);
        Count = capacity;
    }

    public int Capacity { get; }

    /// <summary>Frames in use, at most <see cref="Capacity"/>.</summary>
    public int Count
    {
        get;
        set => field = Require.Within(value, 0, Capacity);
    }

    /// <summary>Frame after frame, 16 values each.</summary>
    public Span<float> Values => _store.AsSpan(_first, Count * Lanes);

    /// <summary>The 16 values of one moment.</summary>
    public Span<float> this[int frame] => Values.Slice(frame * Lanes, Lanes);

    /// <summary>Frames from <paramref name="start"/> on, as vectors.</summary>
    public Span<Vector512<float>> Vectors(int start, int count) => MemoryMarshal.Cast<float, Vector512<float>>(Values.Slice(start * Lanes, count * Lanes));

    public Span<Vector512<float>> Vectors() => Vectors(0, Count);

    /// <summary>One signal on its own.</summary>
    /// <returns>As many values as there are frames.</returns>
    public float[] Lane(int lane)
    {
        Require.Within(lane, 0, Lanes - 1);
        var one = new float[Count];
        var values = Values;
        for (var i = 0; i < one.Length; i++)
            one[i] = values[(i * Lanes) + lane];
        return one;
    }

    /// <summary>Signals of equal length, side by side.</summary>
    /// <param name="signals">1 to 16.</param>
    public static Frames Of(params IReadOnlyList<float[]> signals)
    {
        Require.Within(signals.Count, 1, Lanes);
        var frames = new Frames(signals[0].Length);
        for (var lane = 0; lane < signals.Count; lane++)
            frames.SetLane(lane, 0, signals[lane]);
        return frames;
    }

    /// <summary>Writes one signal into its lane from a frame on.</summary>
    public void SetLane(int lane, int start, ReadOnlySpan<float> values)
    {
        Require.Within(lane, 0, Lanes - 1);
        var to = Values.Slice(start * Lanes, values.Length * Lanes);
        for (var i = 0; i < values.Length; i++)
            to[(i * Lanes) + lane] = values[i];
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Collum.Findings;
using Collum.Numerics.Signals;

namespace Collum.Emg;

/// <summary>Channels of one rate, in groups of 16.</summary>
sealed class Bank(double rateHz, IReadOnlyList<Channel> channels)
{
    public double RateHz { get; } = rateHz;

    public IReadOnlyList<Channel> Channels { get; } = channels;

    public int Groups { get; } = (channels.Count + Frames.Lanes - 1) / Frames.Lanes;

    public int Samples(double seconds) => (int)Math.Round(seconds * RateHz);
}

/// <summary>A stretch of one segment, in samples of a bank from the segment's onset.</summary>
readonly record struct Window(int Segment, long First, int Count)
{
    public long End => First + Count;
}

/// <summary>Takes the blocks of one pass through a recording and lays the channels of one bank side by side, in microvolts.</summary>
/// <remarks>It keeps the latest frames, as many as the longest stretch that is asked for; memory does not grow with the recording.</remarks>
abstract class FramesWalk
{
    // Frames added at a time; also how far the store is moved down when it is full.
    const int Step = 16 * 1024;

    readonly float[][] _planar;
    readonly float[] _nothing = [];
    readonly int _keep;
    long _inSegment;

    protected FramesWalk(Bank bank, int keep)
    {
        (Bank, _keep) = (bank, keep);
        Ring = [.. Enumerable.Range(0, bank.Groups).Select(_ => new Frames(keep + Step))];
        _planar = [.. Enumerable.Range(0, bank.Groups * Frames.Lanes).Select(_ => _nothing)];
    }

    public Bank Bank { get; }

    protected Frames[] Ring { get; }

    /// <summary>Segment of the frames in the store; -1 before the first.</summary>
    protected int Segment { get; private set; } = -1;

    /// <summary>Index in its segment of the first frame in the store.</summary>
    protected long RingFirst { get; private set; }

    /// <summary>Frames in the store.</summary>
    protected int Held { get; private set; }

    /// <summary>Takes the block that the reader holds.</summary>
    public void Take(RecordingReader reader)
    {
        var (segment, first, count) = reader.Stretch(Bank.Channels[0].Index);
        for (var c = 1; c < Bank.Channels.Count; c++)
        {
            var other = reader.Stretch(Bank.Channels[c].Index);
            if (other.Count > 0 && count > 0 && (other.Segment, other.First) != (segment, first))
                throw new InputException($"segment {segment + 1}, sample {first}", $"'{Bank.Channels[c].Label:typed}' at sample {other.First}", $"channels of one rate that run in step with '{Bank.Channels[0].Label:typed}'", reader.Name);
            if (count == 0 && other.Count > 0)
                (segment, first) = (other.Segment, other.First);
            count = Math.Max(count, other.Count);
        }

        if (count == 0)
            return;
        if (segment != Segment || first != RingFirst + Held)
        {
            EndSegment();
            (Segment, RingFirst, Held, _inSegment) = (segment, first, 0, first);
        }

        _inSegment = first + count;
        if (!Wants(first, count))
        {
            (RingFirst, Held) = (first + count, 0);
            return;
        }

        for (var c = 0; c < Bank.Channels.Count; c++)
        {
            if (_planar[c].Length < count)
                _planar[c] = new float[count];
            var channel = Bank.Channels[c].Index;
            var own = reader.Stretch(channel).Count;
            reader.Microvolts(channel, _planar[c].AsSpan(0, own));
            _planar[c].AsSpan(own, count - own).Fill(float.NaN);        // a channel that ends before the others
        }

        for (var c = Bank.Channels.Count; c < _planar.Length; c++)
            if (_planar[c].Length < count)
                _planar[c] = new float[count];

        for (var done = 0; done < count;)
        {
            if (Held + Step > Ring[0].Capacity)
                MoveDown();
            var take = Math.Min(Step, count - done);
            for (var g = 0; g < Bank.Groups; g++)
                Interleave(g, done, take);
            Held += take;
            Arrived(Held - take, take);
            done += take;
        }
    }

    /// <summary>The pass is over.</summary>
    public void End()
    {
        EndSegment();
        Segment = -1;
    }

    /// <summary>Whether frames of the present segment are of use; those that are not are not even decoded.</summary>
    protected virtual bool Wants(long first, int count) => true;

    /// <summary>New frames stand in the store, from an index in it on.</summary>
    protected abstract void Arrived(int start, int count);

    /// <summary>The segment is over; it had so many frames.</summary>
    protected virtual void SegmentEnded(long frames)
    {
    }

    void EndSegment()
    {
        if (Segment >= 0)
            SegmentEnded(_inSegment);
    }

    void MoveDown()
    {
        var keep = Math.Min(_keep, Held);
        foreach (var frames in Ring)
            frames.Vectors(Held - keep, keep).CopyTo(frames.Vectors(0, keep));
        RingFirst += Held - keep;
        Held = keep;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Interleave(int group, int start, int count)
    {
        ref var to = ref MemoryMarshal.GetReference(Ring[group].Values.Slice(Held * Frames.Lanes, count * Frames.Lanes));
        for (var lane = 0; lane < Frames.Lanes; lane += 4)
        {
            ref var a = ref _planar[(group * Frames.Lanes) + lane][start];
            ref var b = ref _planar[(group * Frames.Lanes) + lane + 1][start];
            ref var c = ref _planar[(group * Frames.Lanes) + lane + 2][start];
            ref var d = ref _planar[(group * Frames.Lanes) + lane + 3][start];
            ref var o = ref Unsafe.Add(ref to, lane);
            var i = 0;
            for (; i <= count - 4; i += 4)
            {
                // Four times four values, rows to columns.
                Vector128<float> r0 = Vector128.LoadUnsafe(ref a, (nuint)i), r1 = Vector128.LoadUnsafe(ref b, (nuint)i),
                    r2 = Vector128.LoadUnsafe(ref c, (nuint)i), r3 = Vector128.LoadUnsafe(ref d, (nuint)i);
                Vector256<float> even = Vector256.Create(r0, r2), odd = Vector256.Create(r1, r3);
                Vector512<float> all = Vector512.Create(even, odd);
                all = Vector512.Shuffle(all, Vector512.Create(0, 8, 4, 12, 1, 9, 5, 13, 2, 10, 6, 14, 3, 11, 7, 15));
                all.GetLower().GetLower().StoreUnsafe(ref o, (nuint)(i * Frames.Lanes));
                all.GetLower().GetUpper().StoreUnsafe(ref o, (nuint)((i + 1) * Frames.Lanes));
                all.GetUpper().GetLower().StoreUnsafe(ref o, (nuint)((i + 2) * Frames.Lanes));
                all.GetUpper().GetUpper().StoreUnsafe(ref o, (nuint)((i + 3) * Frames.Lanes));
            }

            for (; i < count; i++)
            {
                Unsafe.Add(ref o, i * Frames.Lanes) = Unsafe.Add(ref a, i);
                Unsafe.Add(ref o, (i * Frames.Lanes) + 1) = Unsafe.Add(ref b, i);
                Unsafe.Add(ref o, (i * Frames.Lanes) + 2) = Unsafe.Add(ref c, i);
                Unsafe.Add(ref o, (i * Frames.Lanes) + 3) = Unsafe.Add(ref d, i);
            }
        }
    }

    /// <summary>Puts 0 where a sample is missing, so that no filter carries it on.</summary>
    /// <returns>True where something was missing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected static bool Fill(Span<Vector512<float>> frames)
    {
        // NaN fails the comparison, and so does a value beyond any voltage.
        var most = Vector512.Create(1e9f);
        var missing = false;
        for (var i = 0; i < frames.Length; i++)
        {
            var good = Vector512.LessThan(Vector512.Abs(frames[i]), most);
            if (Vector512.EqualsAll(good.AsInt32(), Vector512<int>.AllBitsSet))
                continue;
            frames[i] = Vector512.ConditionalSelect(good, frames[i], Vector512<float>.Zero);
            missing = true;
        }

        return missing;
    }
}

/// <summary>Hands out wanted stretches as soon as they have arrived.</summary>
/// <param name="bank">Channels.</param>
/// <param name="windows">Ordered by segment and end; each inside its segment.</param>
/// <param name="taken">Index of the stretch, the store, and the first frame of the stretch in it.</param>
sealed class WindowWalk(Bank bank, IReadOnlyList<Window> windows, Action<int, Frames[], int> taken)
    : FramesWalk(bank, Longest(windows))
{
    static int Longest(IReadOnlyList<Window> windows)
    {
        var most = 1;
        for (var i = 0; i < windows.Count; i++)
            most = Math.Max(most, windows[i].Count);
        return most;
    }

    int _next;

    // Stretches overlap by no more than this many.
    const int Ahead = 64;

    protected override bool Wants(long first, int count)
    {
        for (var i = _next; i < Math.Min(windows.Count, _next + Ahead); i++)
            if (windows[i].Segment == Segment && windows[i].First < first + count && windows[i].End > first)
                return true;
            else if (windows[i].Segment > Segment)
                return false;
        return false;
    }

    protected override void Arrived(int start, int count)
    {
        foreach (var frames in Ring)
            Fill(frames.Vectors(start, count));
        while (_next < windows.Count && (windows[_next].Segment < Segment || (windows[_next].Segment == Segment && windows[_next].End <= RingFirst + Held)))
        {
            var window = windows[_next];
            if (window.Segment == Segment && window.First >= RingFirst)
                taken(_next, Ring, (int)(window.First - RingFirst));
            _next++;
        }
    }
}

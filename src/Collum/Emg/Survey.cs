using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Collum.Numerics.Signals;

namespace Collum.Emg;

/// <summary>First pass through a recording: which stretches are no EMG, what hum there is, and a slow copy in which heart beats are looked for.</summary>
sealed class Survey : FramesWalk
{
    /// <summary>Samples a second, about, of the slow copy.</summary>
    public const double SlowRateHz = 125;

    // One pair of segments out of so many is enough to know the hum.
    const int HumEvery = 8;

    readonly EmgTable _table;
    readonly Runs[] _runs;
    readonly List<(int Segment, long From, long To)>[] _invalid;
    readonly int _humLength;
    readonly Fourier _hum;
    readonly float[] _taper;
    readonly double[][] _humLog;
    readonly List<long> _lengths = [];
    readonly List<Frames> _slow = [];
    Frames _store = new(0);
    Vector512<float> _rising, _falling, _before;
    int _phase;
    int _filled;
    long _nextHum;
    int _humPairs;

    public Survey(Bank bank, EmgTable table) : base(bank, 2 * HumLength(bank, table))
    {
        (_table, _humLength) = (table, HumLength(bank, table));
        _hum = new(_humLength);
        _taper = [.. SegmentSpectra.Hann(_humLength).Select(w => (float)w)];
        _humLog = [.. Enumerable.Range(0, bank.Groups * Frames.Lanes).Select(_ => new double[(_humLength / 2) + 1])];
        _invalid = [.. bank.Channels.Select(_ => new List<(int, long, long)>())];
        _runs = [.. Enumerable.Range(0, bank.Groups).Select(g => new Runs(
            bank.Channels, g, Math.Max(2, bank.Samples(table.Signal.FlatRun)), (int)table.Signal.SaturatedRun))];
        Slowness = Math.Max(1, (int)Math.Round(bank.RateHz / SlowRateHz));
    }

    /// <summary>Samples for one of the slow copy.</summary>
    public int Slowness { get; }

    /// <summary>Seconds after the segment's onset of a frame of the slow copy, which may lie between two.</summary>
    public double SlowTime(double index) => ((index * Slowness) - 1) / Bank.RateHz;

    /// <summary>Frames of each segment.</summary>
    public IReadOnlyList<long> Lengths => _lengths;

    /// <summary>The slow copy of the first 16 channels, by segment.</summary>
    public IReadOnlyList<Frames> Slow => _slow;

    /// <summary>Releases the slow copy.</summary>
    public void Forget() => _slow.Clear();

    static int HumLength(Bank bank, EmgTable table) => Fourier.Near(table.Spectra.Segment * bank.RateHz);

    protected override void Arrived(int start, int count)
    {
        for (var g = 0; g < Bank.Groups; g++)
        {
            var frames = Ring[g].Vectors(start, count);
            _runs[g].Follow(frames, RingFirst + start, Mark);
            Fill(frames);
        }

        Slower(Ring[0].Vectors(start, count));
        while (_nextHum + (2 * _humLength) <= RingFirst + Held)
        {
            if (_nextHum >= RingFirst)
                AddHum((int)(_nextHum - RingFirst));
            _nextHum += HumEvery * 2 * _humLength;
        }
    }

    protected override void SegmentEnded(long frames)
    {
        for (var g = 0; g < Bank.Groups; g++)
            _runs[g].Stop(frames, Mark);
        while (_lengths.Count <= Segment)
        {
            _lengths.Add(0);
            _slow.Add(new Frames(0));
        }

        _lengths[Segment] = frames;
        _store.Count = _filled;
        _slow[Segment] = _store;
        _store = new Frames(0);
        (_rising, _falling, _before, _phase, _filled, _nextHum) = (default, default, default, 0, 0, 0);
    }

    // A little more than an hour. Of the first segment's store only what is written takes memory.
    const int Hour = 512 * 1024;

    // A triangle twice as long as the step: flat enough below 35 Hz, and what folds back is weakened squared.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Slower(Span<Vector512<float>> frames)
    {
        var falling = _falling;
        var rising = _rising;
        var phase = _phase;
        var scale = 1f / ((float)Slowness * Slowness);
        for (var i = 0; i < frames.Length; i++)
        {
            phase++;
            rising = Vector512.FusedMultiplyAdd(Vector512.Create(phase * scale), frames[i], rising);
            falling = Vector512.FusedMultiplyAdd(Vector512.Create((Slowness - phase) * scale), frames[i], falling);
            if (phase < Slowness)
                continue;
            // The rising half of the step before, the falling half of this one: the peak stands at the last frame of the step before.
            Keep(_before + falling);
            (_before, rising, falling, phase) = (rising, default, default, 0);
        }

        (_falling, _rising, _phase) = (falling, rising, phase);
    }

    void Keep(Vector512<float> value)
    {
        if (_filled == _store.Capacity)
        {
            var larger = new Frames(_store.Capacity == 0 ? (Segment == 0 ? Hour : 4096) : 2 * _store.Capacity, zeroed: false);
            _store.Vectors(0, _filled).CopyTo(larger.Vectors());
            _store = larger;
        }

        _store.Vectors(_filled++, 1)[0] = value;
    }

    // Two neighbouring segments in one transform, as its real and imaginary part. The logarithm lets quiet stretches speak.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddHum(int start)
    {
        for (var g = 0; g < Bank.Groups; g++)
        {
            var first = Ring[g].Vectors(start, _humLength);
            var next = Ring[g].Vectors(start + _humLength, _humLength);
            var to = _hum.Values;
            for (var i = 0; i < _humLength; i++)
            {
                to[2 * i] = first[i] * _taper[i];
                to[(2 * i) + 1] = next[i] * _taper[i];
            }

            _hum.Run();
            var last = (int)Math.Min(_humLength / 2, (_table.Signal.MainsHighest + 10) * _humLength / Bank.RateHz);
            for (var k = 1; k <= last; k++)
            {
                Fourier.Apart(ref _hum.Values[0], _humLength, k, out var ar, out var ai, out var br, out var bi);
                var (a, b) = ((ar * ar) + (ai * ai), (br * br) + (bi * bi));
                for (var lane = 0; lane < Frames.Lanes; lane++)
                    _humLog[(g * Frames.Lanes) + lane][k] += MathF.Log(a[lane] + 1e-12f) + MathF.Log(b[lane] + 1e-12f);
            }
        }

        _humPairs++;
    }

    /// <summary>Harmonics of the mains that stand out in each channel, and the mains frequency; 0 and none where nothing does.</summary>
    public (double MainsHz, IReadOnlyList<double>[] Harmonics) Hum()
    {
        var none = Bank.Channels.Select(_ => (IReadOnlyList<double>)[]).ToArray();
        if (_humPairs == 0)
            return (0, none);
        var best = (Hz: 0.0, Sum: 0.0);
        foreach (var hz in (double[])[50, 60])
        {
            var sum = Enumerable.Range(0, Bank.Channels.Count).Sum(c => Harmonics(hz).Sum(h => Math.Max(0, Math.Log(StandsOut(c, h) / _table.Signal.MainsRatio))));
            if (sum > best.Sum)
                best = (hz, sum);
        }

        return best.Hz == 0 ? (0, none)
            : (best.Hz, [.. Enumerable.Range(0, Bank.Channels.Count).Select(c => (IReadOnlyList<double>)[.. Harmonics(best.Hz).Where(h => StandsOut(c, h) > _table.Signal.MainsRatio)])]);
    }

    IEnumerable<double> Harmonics(double mains) =>
        Enumerable.Range(1, 10).Select(k => k * mains).Where(h => h <= _table.Signal.MainsHighest && h + 5 < Bank.RateHz / 2);

    // Highest bin at the frequency against the median of the bins up to 5 Hz away.
    double StandsOut(int channel, double hz)
    {
        var width = Bank.RateHz / _humLength;
        var log = _humLog[channel];
        var at = hz / width;
        var peak = double.NegativeInfinity;
        var around = new List<float>();
        for (var k = Math.Max(1, (int)Math.Ceiling(at - (5 / width))); k <= Math.Min(log.Length - 1, (int)(at + (5 / width))); k++)
            if (Math.Abs(k - at) <= 1)
                peak = Math.Max(peak, log[k]);
            else if (Math.Abs(k - at) > 2.5)
                around.Add((float)log[k]);
        return around.Count == 0 ? 0 : Math.Exp((peak - Order.Median(CollectionsMarshal.AsSpan(around))) / (2 * _humPairs));
    }

    void Mark(int channel, long from, long to)
    {
        var margin = Bank.Samples(_table.Signal.InvalidMargin);
        (from, to) = (Math.Max(0, from - margin), to + margin);
        var list = _invalid[channel];
        if (list.Count > 0 && list[^1].Segment == Segment && from <= list[^1].To)
            list[^1] = (Segment, Math.Min(from, list[^1].From), Math.Max(to, list[^1].To));
        else
            list.Add((Segment, from, to));
    }

    /// <summary>True where none of the frames is invalid for the channel.</summary>
    public bool IsClear(int channel, int segment, long from, long to)
    {
        var list = _invalid[channel];
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].Segment < segment || (list[middle].Segment == segment && list[middle].To <= from))
                low = middle + 1;
            else
                high = middle;
        }

        return low == list.Count || list[low].Segment > segment || list[low].From >= to;
    }

    /// <summary>Invalid frames of a channel within a stretch.</summary>
    public long Invalid(int channel, int segment, long from, long to)
    {
        var sum = 0L;
        foreach (var (own, first, end) in _invalid[channel])
            if (own == segment)
                sum += Math.Max(0, Math.Min(to, end) - Math.Max(from, first));
        return sum;
    }

    public IReadOnlyList<(int Segment, long From, long To)> InvalidOf(int channel) => _invalid[channel];

    /// <summary>Follows 16 channels for runs of one value, of values at the end of the range, and of missing samples.</summary>
    sealed class Runs
    {
        readonly int _group, _flat, _saturated, _channels;
        readonly Vector512<float> _low, _high;
        Vector512<float> _last = Vector512.Create(float.NaN);
        Vector512<int> _same, _rail;
        ulong _open;
        readonly long[] _since = new long[Frames.Lanes];

        public Runs(IReadOnlyList<Channel> channels, int group, int flat, int saturated)
        {
            (_group, _flat, _saturated, _channels) = (group, flat, saturated, channels.Count);
            (_low, _high) = (Vector512.Create(float.NegativeInfinity), Vector512.Create(float.PositiveInfinity));
            for (var lane = 0; lane < Frames.Lanes; lane++)
                if ((group * Frames.Lanes) + lane < channels.Count && channels[(group * Frames.Lanes) + lane] is { Calibration: { } line } channel)
                {
                    var scale = channel.Unit.Microvolts ?? 1;
                    var half = Math.Abs(line.Gain) / 2;
                    _low = _low.WithElement(lane, (float)(scale * (Math.Min(line.PhysicalMin, line.PhysicalMax) + half)));
                    _high = _high.WithElement(lane, (float)(scale * (Math.Max(line.PhysicalMin, line.PhysicalMax) - half)));
                }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Follow(ReadOnlySpan<Vector512<float>> frames, long first, Action<int, long, long> mark)
        {
            var (last, same, rail, open) = (_last, _same, _rail, _open);
            var (flat, saturated, most) = (Vector512.Create(_flat - 1), Vector512.Create(_saturated), Vector512.Create(1e9f));
            for (var i = 0; i < frames.Length; i++)
            {
                var x = frames[i];
                var equal = Vector512.Equals(x, last).AsInt32();
                var beyond = (Vector512.LessThanOrEqual(x, _low) | Vector512.GreaterThanOrEqual(x, _high)).AsInt32();
                last = x;
                same = (same - equal) & equal;
                rail = (rail - beyond) & beyond;
                var bad = Vector512.GreaterThanOrEqual(same, flat) | Vector512.GreaterThanOrEqual(rail, saturated) | ~Vector512.LessThan(Vector512.Abs(x), most).AsInt32();
                var now = bad.ExtractMostSignificantBits();
                if (now != open)
                {
                    Changed(now, open, first + i, mark);
                    open = now;
                }
            }

            (_last, _same, _rail, _open) = (last, same, rail, open);
        }

        /// <summary>The segment ended at a frame.</summary>
        public void Stop(long end, Action<int, long, long> mark)
        {
            Changed(0, _open, end, mark);
            (_last, _same, _rail, _open) = (Vector512.Create(float.NaN), default, default, 0);
        }

        void Changed(ulong now, ulong before, long at, Action<int, long, long> mark)
        {
            for (var lane = 0; lane < Frames.Lanes; lane++)
            {
                var channel = (_group * Frames.Lanes) + lane;
                var bit = 1UL << lane;
                if (channel >= _channels || ((now ^ before) & bit) == 0)
                    continue;
                if ((now & bit) != 0)
                    _since[lane] = Math.Max(0, at - Math.Max(_flat, _saturated));
                else
                    mark(channel, _since[lane], at);
            }
        }
    }
}

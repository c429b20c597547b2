using System.Runtime.Intrinsics;
using Collum.Numerics.Signals;

namespace Collum.Emg;

/// <summary>One stretch of work: a piece of a phase, with what the filters need around it.</summary>
/// <param name="Phase">Index of the phase's part; -1 outside all phases, where only the size is measured.</param>
/// <param name="Core">What is measured.</param>
/// <param name="Whole">What is read.</param>
sealed record Block(int Phase, Window Core, Window Whole);

/// <summary>What is the same for every block of a pass.</summary>
sealed record BlockNumbers(Bank Bank, EmgTable Table, Survey Survey, IReadOnlyList<HeartBeat> Beats, HeartTemplate?[] Templates, IReadOnlyList<Sections?>[] Filters, IReadOnlyList<bool> Usable)
{
    /// <summary>Samples of an amplitude window.</summary>
    public int Window { get; } = Math.Max(2, Bank.Samples(Table.Amplitude.Window));

    /// <summary>Samples of a spectral segment.</summary>
    public int Segment { get; } = Fourier.Near(Table.Spectra.Segment * Bank.RateHz);

    public int EnvelopeStep { get; } = Envelopes.Step(Bank.RateHz);

    public double EnvelopeRate => Bank.RateHz / EnvelopeStep;

    public Sections EnvelopeFilter { get; } = Butterworth.LowPass(2, Math.Min(Table.Signal.EnvelopeCorner, 0.4 * Bank.RateHz), Bank.RateHz);

    /// <summary>Above it a muscle counts as on, microvolts, by group; null until the neutral phase was heard.</summary>
    public Vector512<float>[]? OnThreshold { get; init; }

    /// <summary>Rectified signals are crossed in every bin of a picture of coherence, not only in those that are measured.</summary>
    public bool KeepCurves { get; init; }
}

/// <summary>Works on one block at a time, with its own filters and its own sums.</summary>
sealed class Desk
{
    readonly BlockNumbers _numbers;
    readonly ZeroPhase[] _filters;
    readonly ZeroPhase[] _smoothers;
    readonly WindowFollower _follower;
    readonly Frames[] _envelope;
    readonly Fourier _tremor;
    readonly Vector512<float>[] _tremorTaper;

    public Desk(BlockNumbers numbers, int capacity)
    {
        _numbers = numbers;
        var groups = numbers.Bank.Groups;
        Frames = [.. Enumerable.Range(0, groups).Select(_ => new Frames(capacity))];
        _filters = [.. numbers.Filters.Select(f => new ZeroPhase(f))];
        _smoothers = [.. Enumerable.Range(0, groups).Select(_ => new ZeroPhase(numbers.EnvelopeFilter))];
        _follower = new((float)numbers.Table.Turns.Excursion, (float)numbers.Table.Turns.WillisonStep);
        _envelope = [.. Enumerable.Range(0, groups).Select(_ => new Frames((capacity / numbers.EnvelopeStep) + 2))];
        var (raw, rectified) = Crossed(numbers);
        Spectra = new(numbers.Segment, groups, raw, rectified);
        Correlation = [.. Enumerable.Range(0, groups * groups).Select(_ => new Products())];
        var length = Fourier.Near(Envelopes.TremorSegmentS * numbers.EnvelopeRate);
        _tremor = new(length);
        _tremorTaper = [.. SegmentSpectra.Hann(length).Select(w => Vector512.Create((float)w))];
        Tremor = [.. Enumerable.Range(0, groups).Select(_ => new Vector512<float>[(length / 2) + 1])];
        Windows = [.. Enumerable.Range(0, groups).Select(_ => new List<WindowMeasures>())];
        On = [.. Enumerable.Range(0, groups).Select(_ => new List<ushort>())];
        EnvelopeSum = new Vector512<float>[groups];
        EnvelopeSquares = new Vector512<float>[groups];
    }

    public Frames[] Frames { get; }

    /// <summary>Amplitude windows of the block, by group; outside phases only <see cref="WindowMeasures.Square"/> is set.</summary>
    public List<WindowMeasures>[] Windows { get; }

    public SegmentSpectra Spectra { get; }

    /// <summary>Products without delay, by pair of groups.</summary>
    public Products[] Correlation { get; }

    public int CorrelationFrames { get; private set; }

    /// <summary>Sums of the envelope's power by group and bin, and how many segments went in.</summary>
    public Vector512<float>[][] Tremor { get; }

    public int TremorSegments { get; private set; }

    public int TremorLength => _tremor.Length;

    /// <summary>One bit a channel and envelope sample: above the threshold.</summary>
    public List<ushort>[] On { get; }

    public Vector512<float>[] EnvelopeSum { get; }

    public Vector512<float>[] EnvelopeSquares { get; }

    public int EnvelopeSamples { get; private set; }

    static (Bins Raw, Bins Rectified) Crossed(BlockNumbers numbers)
    {
        var (s, rate) = (numbers.Table.Spectra, numbers.Bank.RateHz);
        var measured = Bins.Between(Math.Min(s.CdfLow, s.DriveLow), Math.Max(s.CdfHigh, s.DriveHigh), rate, numbers.Segment);
        return (Bins.Between(s.CrossTalkLow, s.CrossTalkHigh, rate, numbers.Segment),
            numbers.KeepCurves ? new(1, Math.Max(measured.To, Bins.Between(0, CoherencePicture.LastHz, rate, numbers.Segment).To)) : measured);
    }

    /// <summary>Works on the frames that were put into <see cref="Frames"/>.</summary>
    public void Work(Block block, PhaseKind? kind)
    {
        Clear();
        var offset = (int)(block.Core.First - block.Whole.First);
        for (var g = 0; g < Frames.Length; g++)
        {
            Frames[g].Count = block.Whole.Count;
            _filters[g].Run(Frames[g]);
            TakeOutBeats(g, block.Whole);
        }

        MeasureWindows(block, offset, kind is not null);
        if (kind is null or PhaseKind.Mvc)
            return;
        if (kind == PhaseKind.Posture)
            Cross(block, offset);
        Envelope(block, offset, kind.Value);
    }

    void Clear()
    {
        foreach (var list in Windows)
            list.Clear();
        foreach (var list in On)
            list.Clear();
        Spectra.Clear();
        foreach (var products in Correlation)
            products.Clear();
        foreach (var sums in Tremor)
            Array.Clear(sums);
        Array.Clear(EnvelopeSum);
        Array.Clear(EnvelopeSquares);
        (CorrelationFrames, TremorSegments, EnvelopeSamples) = (0, 0, 0);
    }

    void TakeOutBeats(int group, Window whole)
    {
        if (_numbers.Templates[group] is not { } template)
            return;
        var (rate, beats) = (_numbers.Bank.RateHz, _numbers.Beats);
        for (var i = FirstBeat(whole, template.Length); i < beats.Count && beats[i].Segment == whole.Segment; i++)
        {
            var at = (beats[i].TimeS * rate) - whole.First;
            if (at - template.Before >= whole.Count)
                break;
            template.TakeOut(Frames[group].Vectors(), at);
        }
    }

    int FirstBeat(Window whole, int reach)
    {
        var (low, high) = (0, _numbers.Beats.Count);
        var from = (whole.First - reach) / _numbers.Bank.RateHz;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_numbers.Beats[middle].Segment < whole.Segment || (_numbers.Beats[middle].Segment == whole.Segment && _numbers.Beats[middle].TimeS < from))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    void MeasureWindows(Block block, int offset, bool all)
    {
        var window = _numbers.Window;
        // Windows begin inside the core, on a grid that the phase's own start fixes.
        var first = (int)((window - (block.Core.First - GridStart(block)) % window) % window);
        for (var g = 0; g < Frames.Length; g++)
        {
            var frames = Frames[g].Vectors();
            var at = offset + first;
            if (all)
            {
                // The turns before the first window come from what lies before it.
                var lead = Math.Max(0, at - (4 * window));
                _follower.Begin(frames[lead]);
                if (at > lead)
                    _follower.Follow(frames[lead..at]);
            }

            for (; at < offset + block.Core.Count && at + window <= frames.Length && at + window <= offset + PhaseEnd(block); at += window)
            {
                var measures = all ? _follower.Follow(frames.Slice(at, window)) : new() { Square = WindowFollower.Square(frames.Slice(at, window)) };
                var missing = Missing(g, block.Whole, at, window);
                if (missing != Vector512<float>.Zero)
                    measures.Square = Vector512.ConditionalSelect(Vector512.Equals(missing, default), measures.Square, Vector512.Create(float.NaN));
                Windows[g].Add(measures);
            }
        }
    }

    // Where the phase part began and where it ends, counted from the block's core.
    long GridStart(Block block) => block.Phase >= 0 ? Parts[block.Phase].First : block.Core.First;

    long PhaseEnd(Block block) => block.Phase >= 0 ? Parts[block.Phase].End - block.Core.First : block.Core.Count;

    /// <summary>Parts of phases that <see cref="Block.Phase"/> counts.</summary>
    public IReadOnlyList<Window> Parts { get; init; } = [];

    Vector512<float> Missing(int group, Window whole, int at, int count)
    {
        Vector512<float> missing = default;
        for (var lane = 0; lane < Numerics.Signals.Frames.Lanes; lane++)
        {
            var channel = (group * Numerics.Signals.Frames.Lanes) + lane;
            if (channel < _numbers.Bank.Channels.Count && !_numbers.Survey.IsClear(channel, whole.Segment, whole.First + at, whole.First + at + count))
                missing = missing.WithElement(lane, 1);
        }

        return missing;
    }

    bool IsClear(Window whole, int at, int count)
    {
        for (var channel = 0; channel < _numbers.Bank.Channels.Count; channel++)
            if (_numbers.Usable[channel] && !_numbers.Survey.IsClear(channel, whole.Segment, whole.First + at, whole.First + at + count))
                return false;
        return true;
    }

    void Cross(Block block, int offset)
    {
        for (var at = offset; at + Spectra.Length <= offset + block.Core.Count; at += Spectra.Length)
        {
            if (!IsClear(block.Whole, at, Spectra.Length))
                continue;
            Spectra.Add(Frames, at);
            for (var g = 0; g < Frames.Length; g++)
                for (var h = 0; h < Frames.Length; h++)
                    Correlation[(g * Frames.Length) + h].Add(Frames[g].Vectors(at, Spectra.Length), Frames[h].Vectors(at, Spectra.Length));
            CorrelationFrames += Spectra.Length;
        }
    }

    void Envelope(Block block, int offset, PhaseKind kind)
    {
        var step = _numbers.EnvelopeStep;
        // Samples of the envelope lie on the segment's own grid, so that blocks join without a seam.
        var first = offset + (int)((step - (block.Core.First % step)) % step);
        var count = Math.Max(0, (offset + block.Core.Count - first + step - 1) / step);
        var before = Math.Min(first / step, (int)Math.Round(_numbers.Table.Bursts.Window * _numbers.EnvelopeRate));
        for (var g = 0; g < Frames.Length; g++)
        {
            var frames = Frames[g].Vectors();
            Envelopes.Rectify(frames);
            _smoothers[g].Run(frames);
            var thin = _envelope[g];
            thin.Count = Math.Min(thin.Capacity, (frames.Length - first + (before * step) + step - 1) / step);
            Envelopes.Thin(frames[(first - (before * step))..], step, thin.Vectors());
            var samples = thin.Vectors();
            if (kind == PhaseKind.Neutral)
                for (var i = before; i < before + count; i++)
                {
                    EnvelopeSum[g] += samples[i];
                    EnvelopeSquares[g] += samples[i] * samples[i];
                }

            if (kind == PhaseKind.Posture)
                FindTremor(g, samples.Slice(before, count));
            if (kind == PhaseKind.Posture && _numbers.OnThreshold is { } thresholds)
                MarkOn(g, samples, before, count, thresholds[g]);
        }

        if (kind == PhaseKind.Neutral)
            EnvelopeSamples = count;
    }

    // Mean over the burst window, centred, against the threshold.
    void MarkOn(int group, ReadOnlySpan<Vector512<float>> samples, int before, int count, Vector512<float> threshold)
    {
        var reach = Math.Max(0, (int)Math.Round(_numbers.Table.Bursts.Window * _numbers.EnvelopeRate / 2));
        for (var i = before; i < before + count; i++)
        {
            Vector512<float> sum = default;
            var (from, to) = (Math.Max(0, i - reach), Math.Min(samples.Length - 1, i + reach));
            for (var j = from; j <= to; j++)
                sum += samples[j];
            On[group].Add((ushort)Vector512.GreaterThan(sum, threshold * Vector512.Create((float)(to - from + 1))).ExtractMostSignificantBits());
        }
    }

    void FindTremor(int group, ReadOnlySpan<Vector512<float>> samples)
    {
        var (length, segments) = (_tremor.Length, 0);
        for (var at = 0; at + length <= samples.Length; at += length)
        {
            Vector512<float> mean = default;
            for (var i = 0; i < length; i++)
                mean += samples[at + i];
            mean *= Vector512.Create(1f / length);
            for (var i = 0; i < length; i++)
                (_tremor.Values[2 * i], _tremor.Values[(2 * i) + 1]) = ((samples[at + i] - mean) * _tremorTaper[i], default);
            _tremor.Run();
            for (var k = 0; k <= length / 2; k++)
                Tremor[group][k] += (_tremor.Values[2 * k] * _tremor.Values[2 * k]) + (_tremor.Values[(2 * k) + 1] * _tremor.Values[(2 * k) + 1]);
            segments++;
        }

        TremorSegments = segments;
    }
}

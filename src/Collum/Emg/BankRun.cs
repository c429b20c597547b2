using System.Runtime.Intrinsics;
using Collum.Numerics.Signals;

namespace Collum.Emg;

/// <summary>The part of one phase that lies in one segment, and what was found in it.</summary>
sealed class PhasePart(Phase phase, Window window)
{
    public Phase Phase { get; } = phase;

    public Window Window { get; } = window;

    /// <summary>Amplitude windows, by group.</summary>
    public List<WindowMeasures>[] Windows { get; set; } = [];

    public SpectraTotal? Spectra { get; set; }

    public Products[] Correlation { get; set; } = [];

    public double[][] Tremor { get; set; } = [];

    public int TremorSegments { get; set; }

    public List<ushort>[] On { get; set; } = [];

    public double[] EnvelopeSum { get; set; } = [];

    public double[] EnvelopeSquares { get; set; } = [];

    public long EnvelopeSamples { get; set; }
}

/// <summary>All passes over the channels of one bank.</summary>
sealed class BankRun
{
    // A frame of 16 channels takes 64 bytes: a stretch of this many takes 2.6 MB, and every processor works on one.
    const int MostFrames = 41_000;

    // Spectral segments in one tremor segment, so that stretches hold whole ones of both.
    const int Together = 5;

    readonly EmgTable _table;
    readonly HeartRemoval _heart;
    readonly bool _keepCurves;
    readonly List<PhasePart> _parts = [];
    readonly HeartTemplate?[] _templates;
    Sections?[][] _filters = [];
    bool[] _usable = [];
    int _halo;
    List<Frames>[] _stacks = [];
    int _margin, _before, _after;
    Vector512<float>[]? _thresholds;

    public BankRun(Bank bank, EmgTable table, MeasureOptions options)
    {
        (Bank, _table, _heart, _keepCurves) = (bank, table, options.Heart, options.KeepCurves);
        Survey = new(bank, table);
        _templates = new HeartTemplate?[bank.Groups];
        HeartBeatUv = new float[bank.Groups * Frames.Lanes];
        Harmonics = [];
    }

    public Bank Bank { get; }

    public Survey Survey { get; }

    public IReadOnlyList<PhasePart> Parts => _parts;

    public IReadOnlyList<Window> Windows => [.. _parts.Select(p => p.Window)];

    public float[] HeartBeatUv { get; }

    public double MainsHz { get; private set; }

    public IReadOnlyList<double>[] Harmonics { get; private set; }

    public IReadOnlyList<bool> Usable => _usable;

    public int TremorLength { get; private set; }

    public double EnvelopeRate => Bank.RateHz / Envelopes.Step(Bank.RateHz);

    /// <summary>Highest mean square of a window anywhere in the recording, by channel.</summary>
    public float[] HighestSquare { get; private set; } = [];

    /// <summary>Lower and upper corner of the band, Hz.</summary>
    public (double Low, double High) BandHz => (_heart == HeartRemoval.Highpass ? _table.Signal.HeartHighPass : _table.Signal.BandLow,
        Math.Min(_table.Signal.BandHigh, _table.Signal.BandHighShare * Bank.RateHz));

    /// <summary>After the survey: where the phases lie, which filters each channel needs, which channels can be used.</summary>
    public void Prepare(IReadOnlyList<Phase> phases, IReadOnlyList<Segment> segments)
    {
        foreach (var phase in phases)
            for (var s = 0; s < Math.Min(segments.Count, Survey.Lengths.Count); s++)
            {
                var from = Math.Max(0, (long)Math.Ceiling(((phase.FromS - segments[s].OnsetS) * Bank.RateHz) - 1e-6));
                var to = Math.Min(Survey.Lengths[s], (long)Math.Floor(((phase.ToS - segments[s].OnsetS) * Bank.RateHz) + 1e-6));
                if (to - from >= Bank.Samples(_table.Amplitude.Window) && to - from <= int.MaxValue)
                    _parts.Add(new(phase, new(s, from, (int)(to - from))));
            }

        (MainsHz, Harmonics) = Survey.Hum();
        var band = Butterworth.BandPass((int)_table.Signal.BandOrder, BandHz.Low, BandHz.High, Bank.RateHz);
        _halo = band.Settles(1e-7);
        if (Harmonics.Any(h => h.Count > 0))
            _halo = Math.Max(_halo, Butterworth.Notch(MainsHz, _table.Signal.MainsQuality, Bank.RateHz).Settles(3e-4));
        _filters = [.. Enumerable.Range(0, Bank.Groups).Select(g => Enumerable.Range(g * Frames.Lanes, Frames.Lanes)
            .Select(c => c >= Bank.Channels.Count ? null : Harmonics[c].Aggregate(band, (f, h) => f + Butterworth.Notch(h, _table.Signal.MainsQuality, Bank.RateHz))).ToArray())];
        _usable = [.. Enumerable.Range(0, Bank.Channels.Count).Select(c => InvalidShare(c) <= _table.Ranking.MostInvalid && !Montage.IsHeart(Bank.Channels[c]))];
        HighestSquare = new float[Bank.Groups * Frames.Lanes];
    }

    /// <summary>Share of the posture phases in which the channel is invalid.</summary>
    public double InvalidShare(int channel)
    {
        var posture = _parts.Where(p => p.Phase.Kind == PhaseKind.Posture).Select(p => p.Window).ToList();
        var total = posture.Sum(w => (long)w.Count);
        return total == 0 ? 0 : (double)posture.Sum(w => Survey.Invalid(channel, w.Segment, w.First, w.End)) / total;
    }

    /// <summary>Gathers the quietest beats of each channel, before any filter.</summary>
    public WindowWalk TemplateWalk(IReadOnlyList<HeartBeat> beats)
    {
        var steps = beats.Zip(beats.Skip(1)).Where(p => p.First.Segment == p.Second.Segment).Select(p => (float)(p.Second.TimeS - p.First.TimeS)).ToArray();
        var usual = Order.Median(steps.AsSpan());
        // The beat after must not reach into the window.
        _before = Bank.Samples(_table.Heart.Before);
        _after = Bank.Samples(Math.Min(_table.Heart.After, usual - _table.Heart.Before - 0.02));
        _margin = Bank.Samples(0.2);
        var count = _before + _after + (2 * _margin);
        var windows = new List<Window>();
        foreach (var beat in beats)
        {
            var first = (long)Math.Round(beat.TimeS * Bank.RateHz) - _before - _margin;
            if (beat.Segment < Survey.Lengths.Count && first >= 0 && first + count <= Survey.Lengths[beat.Segment])
                windows.Add(new(beat.Segment, first, count));
        }

        // Of very many beats an even sample is enough; the quietest third of it is taken.
        var most = (int)_table.Heart.MostBeats;
        var wanted = (int)Math.Ceiling(most / _table.Heart.QuietShare);
        if (windows.Count > wanted)
            windows = [.. Enumerable.Range(0, wanted).Select(i => windows[(int)((long)i * windows.Count / wanted)])];
        var kept = Math.Max(Math.Min(4, windows.Count), (int)(windows.Count * _table.Heart.QuietShare));
        _stacks = [.. Enumerable.Range(0, Bank.Groups).Select(_ => new List<Frames>())];
        var quiet = new (float Loud, int Slot)[Bank.Groups * Frames.Lanes][];
        for (var c = 0; c < quiet.Length; c++)
            quiet[c] = [.. Enumerable.Range(0, kept).Select(i => (float.PositiveInfinity, i))];
        foreach (var stack in _stacks)
            for (var i = 0; i < kept; i++)
                stack.Add(new Frames(count));
        return new(Bank, windows, (index, ring, start) => Stack(windows[index], ring, start, quiet));
    }

    // A beat takes the place of the loudest one kept so far, channel by channel.
    void Stack(Window window, Frames[] ring, int start, (float Loud, int Slot)[][] quiet)
    {
        for (var g = 0; g < ring.Length; g++)
        {
            var frames = ring[g].Vectors(start, window.Count);
            // Loudness without the beat's own slow part: squared steps from sample to sample.
            Vector512<float> loud = default;
            for (var i = 1; i < frames.Length; i++)
            {
                var step = frames[i] - frames[i - 1];
                loud += step * step;
            }

            var values = ring[g].Values.Slice(start * Frames.Lanes, window.Count * Frames.Lanes);
            for (var lane = 0; lane < Frames.Lanes; lane++)
            {
                var channel = (g * Frames.Lanes) + lane;
                if (channel >= Bank.Channels.Count)
                    break;
                var own = Survey.IsClear(channel, window.Segment, window.First, window.End) ? loud[lane] : float.MaxValue;
                var ranked = quiet[channel];
                var worst = 0;
                for (var i = 1; i < ranked.Length; i++)
                    if (ranked[i].Loud > ranked[worst].Loud)
                        worst = i;
                if (own >= ranked[worst].Loud)
                    continue;
                ranked[worst].Loud = own;
                var to = _stacks[g][ranked[worst].Slot].Values;
                for (var i = lane; i < values.Length; i += Frames.Lanes)
                    to[i] = values[i];
            }
        }
    }

    public void MakeTemplates()
    {
        for (var g = 0; g < Bank.Groups; g++)
        {
            if (_stacks[g].Count < 3)
                continue;
            var template = HeartTemplate.Of(_stacks[g], _margin, _before, new ZeroPhase(_filters[g]), _table.Heart, _heart == HeartRemoval.Highpass, out var peaks);
            peaks.CopyTo(HeartBeatUv.AsSpan(g * Frames.Lanes));
            if (_heart == HeartRemoval.Template)
                _templates[g] = template;
        }

        _stacks = [];
    }

    /// <summary>The blocks of a pass, ordered by where they end; null when there are none.</summary>
    public BlockNumbers? Blocks(bool neutral, IReadOnlyList<HeartBeat> beats, out IReadOnlyList<Block> blocks)
    {
        var numbers = new BlockNumbers(Bank, _table, Survey, beats, _templates, _filters, _usable) { OnThreshold = _thresholds, KeepCurves = _keepCurves };
        var most = Together * numbers.Segment * Math.Clamp(MostFrames / (Together * numbers.Segment), 1, 6);
        var all = new List<Block>();
        for (var p = 0; p < _parts.Count; p++)
            if (_parts[p].Phase.Kind == PhaseKind.Neutral == neutral)
                Cut(p, _parts[p].Window);
        if (!neutral)
            for (var s = 0; s < Survey.Lengths.Count; s++)
                foreach (var (from, to) in Outside(s))
                    Cut(-1, new(s, from, (int)Math.Min(int.MaxValue, to - from)));
        blocks = [.. all.OrderBy(b => b.Whole.Segment).ThenBy(b => b.Whole.End).ThenBy(b => b.Phase)];
        return all.Count == 0 ? null : numbers;

        void Cut(int part, Window window)
        {
            for (var at = window.First; at < window.End; at += most)
            {
                var core = new Window(window.Segment, at, (int)Math.Min(most, window.End - at));
                var first = Math.Max(0, at - _halo);
                var last = Math.Min(Survey.Lengths[window.Segment], core.End + numbers.Window + _halo);
                all.Add(new(part, core, new(window.Segment, first, (int)(last - first))));
            }
        }
    }

    IEnumerable<(long From, long To)> Outside(int segment)
    {
        var at = 0L;
        foreach (var window in _parts.Select(p => p.Window).Where(w => w.Segment == segment).OrderBy(w => w.First))
        {
            if (window.First - at >= Bank.Samples(_table.Amplitude.Window))
                yield return (at, window.First);
            at = Math.Max(at, window.End);
        }

        if (Survey.Lengths[segment] - at >= Bank.Samples(_table.Amplitude.Window))
            yield return (at, Survey.Lengths[segment]);
    }

    /// <summary>Takes over what a desk found in a block.</summary>
    public void Join(Block block, Desk desk)
    {
        TremorLength = desk.TremorLength;
        for (var g = 0; g < Bank.Groups; g++)
            foreach (var window in desk.Windows[g])
                for (var lane = 0; lane < Frames.Lanes; lane++)
                    if (window.Square[lane] > HighestSquare[(g * Frames.Lanes) + lane])
                        HighestSquare[(g * Frames.Lanes) + lane] = window.Square[lane];
        if (block.Phase < 0)
            return;

        var part = _parts[block.Phase];
        if (part.Windows.Length == 0)
        {
            part.Windows = [.. Enumerable.Range(0, Bank.Groups).Select(_ => new List<WindowMeasures>())];
            part.On = [.. Enumerable.Range(0, Bank.Groups).Select(_ => new List<ushort>())];
            (part.EnvelopeSum, part.EnvelopeSquares) = (new double[Bank.Groups * Frames.Lanes], new double[Bank.Groups * Frames.Lanes]);
            part.Tremor = [.. Enumerable.Range(0, Bank.Groups * Frames.Lanes).Select(_ => new double[(desk.TremorLength / 2) + 1])];
            part.Correlation = [.. Enumerable.Range(0, Bank.Groups * Bank.Groups).Select(_ => new Products())];
            if (part.Phase.Kind == PhaseKind.Posture)
                part.Spectra = new(desk.Spectra, Bank.RateHz);
        }

        for (var g = 0; g < Bank.Groups; g++)
        {
            part.Windows[g].AddRange(desk.Windows[g]);
            part.On[g].AddRange(desk.On[g]);
            for (var lane = 0; lane < Frames.Lanes; lane++)
            {
                part.EnvelopeSum[(g * Frames.Lanes) + lane] += desk.EnvelopeSum[g][lane];
                part.EnvelopeSquares[(g * Frames.Lanes) + lane] += desk.EnvelopeSquares[g][lane];
                if (desk.TremorSegments > 0)
                    for (var k = 0; k < desk.Tremor[g].Length; k++)
                        part.Tremor[(g * Frames.Lanes) + lane][k] += desk.Tremor[g][k][lane];
            }
        }

        for (var i = 0; i < part.Correlation.Length; i++)
            part.Correlation[i].Add(desk.Correlation[i]);
        part.EnvelopeSamples += desk.EnvelopeSamples;
        part.TremorSegments += desk.TremorSegments;
        part.Spectra?.Add(desk.Spectra);
    }

    /// <summary>After the neutral phases: from where on a muscle counts as on.</summary>
    public void SetThresholds()
    {
        var neutral = _parts.Where(p => p.Phase.Kind == PhaseKind.Neutral && p.EnvelopeSamples > 0).ToList();
        var samples = neutral.Sum(p => p.EnvelopeSamples);
        if (samples < 20)
            return;
        _thresholds = new Vector512<float>[Bank.Groups];
        for (var c = 0; c < Bank.Groups * Frames.Lanes; c++)
        {
            var mean = neutral.Sum(p => p.EnvelopeSum[c]) / samples;
            var deviation = Math.Sqrt(Math.Max(0, (neutral.Sum(p => p.EnvelopeSquares[c]) / samples) - (mean * mean)));
            _thresholds[c / Frames.Lanes] = _thresholds[c / Frames.Lanes].WithElement(c % Frames.Lanes, (float)(mean + (_table.Bursts.Deviations * deviation)));
        }
    }

    public bool HasThresholds => _thresholds is not null;
}

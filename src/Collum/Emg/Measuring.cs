using Collum.Findings;
using Collum.Numerics.Signals;

namespace Collum.Emg;

/// <summary>Measures a recording in a few passes, with memory that does not grow with its samples.</summary>
/// <remarks>
/// First pass: invalid stretches, hum, and a slow copy in which heart beats are found. Second: the median beat of each channel. Third: the neutral phases,
/// which set thresholds. Fourth: everything else, stretch by stretch on all processors; sums are joined in the order of time, so the same file gives the same answer.
/// Filters run forward and backward within a segment and never across a pause. docs/methods/emg.md.
/// </remarks>
public sealed class Measuring(EmgTable table, Montage montage)
{
    /// <summary>More channels than any neck has muscles to record; each takes memory.</summary>
    public const int MostChannels = 64;

    /// <summary>More phases than any examination has; each takes memory for its spectra.</summary>
    public const int MostPhases = RecordingSetup.MostPhases;

    /// <param name="open">Opens the recording anew, from its beginning; asked once a pass. What it opens is closed by whoever handed it in.</param>
    /// <param name="options">What a person states.</param>
    /// <param name="cancel">Looked at between blocks.</param>
    public Measurement Run(Func<RecordingReader> open, MeasureOptions options, CancellationToken cancel = default) => new Run1(table, montage, open, options, cancel).Measure();

    sealed class Run1(EmgTable table, Montage montage, Func<RecordingReader> open, MeasureOptions options, CancellationToken cancel)
    {
        readonly List<Finding> _findings = [];
        readonly List<(Lead Lead, int Bank, int Index)> _leads = [];
        readonly List<BankRun> _banks = [];
        Recording _recording = null!;
        IReadOnlyList<Phase> _phases = [];
        IReadOnlyList<HeartBeat> _beats = [];

        public Measurement Measure()
        {
            var reader = open();
            Choose(reader.Head);
            Walk(reader, [.. _banks.Select(b => b.Survey)]);
            _recording = reader.Finish();
            _findings.AddRange(_recording.Findings);
            var end = _recording.Segments.Count == 0 ? 0 : _recording.Segments.Max(s => s.OnsetS + s.DurationS);
            _phases = Phase.Once(options.Phases ?? Annotated(end));
            if (_phases.Count > MostPhases)
            {
                _findings.Add(EmgFindings.TooManyPhases(_phases.Count, MostPhases));
                _phases = [.. _phases.Take(MostPhases)];
            }

            SayPhases(end);
            if (_banks.Count > 0)
            {
                FindBeats();
                foreach (var bank in _banks)
                    bank.Prepare(_phases, _recording.Segments);
                Templates();
                Pass(neutral: true);
                Pass(neutral: false);
            }

            return Answer();
        }

        IReadOnlyList<Phase> Annotated(double end)
        {
            var phases = Phase.Of(_recording.Annotations, end);
            return options.Contractions is { } stated ? [.. phases.Where(p => p.Kind != PhaseKind.Mvc), .. stated] : phases;
        }

        void SayPhases(double end)
        {
            var overlaps = _phases.SelectMany((a, i) => _phases.Skip(i + 1).Where(b => b.Kind != a.Kind && Math.Min(a.ToS, b.ToS) - Math.Max(a.FromS, b.FromS) > 1e-6).Select(b => (a, b))).Take(1000).ToList();
            if (overlaps.Count > 0)
                _findings.Add(EmgFindings.Overlap(overlaps[0].a, overlaps[0].b, overlaps.Count - 1));
            if (options.Phases is null && _phases.Where(p => p.Kind == PhaseKind.Posture && !p.IsNamed).ToList() is { Count: > 0 } unnamed)
                _findings.Add(EmgFindings.Unnamed(unnamed));
            if (_banks.Count == 0)
                return;
            var lost = _phases.Where(p => !_recording.Segments.Any(s => Math.Min(p.ToS, s.OnsetS + s.DurationS) - Math.Max(p.FromS, s.OnsetS) >= table.Amplitude.Window)).ToList();
            var none = _phases.Where(p => p.Kind == PhaseKind.Posture).All(lost.Contains);
            foreach (var phase in lost.OrderBy(p => p.Kind != PhaseKind.Posture).Take(10))
                _findings.Add(EmgFindings.NotThere(phase, none && phase.Kind == PhaseKind.Posture, end, table.Amplitude.Window));
        }

        void Choose(RecordingHead head)
        {
            var chosen = new List<Channel>();
            foreach (var channel in head.Channels.Where(c => c.IsReadable && c.Unit.IsVoltage))
            {
                if (channel.RateHz < table.Signal.LowestRate)
                    _findings.Add(EmgFindings.TooSlow(channel, table.Signal.LowestRate));
                else if (chosen.Count == MostChannels)
                    _findings.Add(EmgFindings.TooMany(channel, MostChannels));
                else
                    chosen.Add(channel);
            }

            foreach (var rate in chosen.GroupBy(c => c.RateHz).OrderByDescending(g => g.Count()))
            {
                var bank = new BankRun(new Bank(rate.Key, [.. rate]), table, options);
                foreach (var (i, channel) in bank.Bank.Channels.Index())
                    if (!Montage.IsHeart(channel))
                    {
                        var lead = montage.Of(channel, options.Leads);
                        _leads.Add((options.Electrodes is { } place ? lead with { Place = place } : lead, _banks.Count, i));
                    }

                _banks.Add(bank);
            }

            _leads.Sort((a, b) => a.Lead.Channel.Index - b.Lead.Channel.Index);
        }

        void Walk(RecordingReader reader, IReadOnlyList<FramesWalk> walks)
        {
            while (reader.Next())
            {
                cancel.ThrowIfCancellationRequested();
                foreach (var walk in walks)
                    walk.Take(reader);
            }

            foreach (var walk in walks)
                walk.End();
        }

        void FindBeats()
        {
            var bank = _banks[0];
            var used = bank.Bank.Channels.Select((_, c) => bank.Survey.Lengths.Select((length, s) => bank.Survey.Invalid(c, s, 0, length)).Sum() <= 0.3 * bank.Survey.Lengths.Sum()).ToList();
            _beats = HeartBeats.Find(bank.Survey.Slow, bank.Bank.RateHz / bank.Survey.Slowness, used, bank.Survey.SlowTime);
            foreach (var other in _banks)
                other.Survey.Forget();
        }

        void Templates()
        {
            if (_beats.Count == 0)
                return;
            var walks = _banks.Select(b => b.TemplateWalk(_beats)).ToList();
            Walk(open(), walks);
            foreach (var bank in _banks)
                bank.MakeTemplates();
        }

        void Pass(bool neutral)
        {
            var runs = _banks.Select(b => b.Blocks(neutral, _beats, out var blocks) is { } numbers ? new BlockPass(b, numbers, blocks) : null).OfType<BlockPass>().ToList();
            if (runs.Count == 0)
                return;
            try
            {
                Walk(open(), [.. runs.Select(r => r.Walk)]);
            }
            finally
            {
                foreach (var run in runs)
                    run.Finish();
            }

            if (neutral)
                foreach (var bank in _banks)
                    bank.SetThresholds();
        }

        Measurement Answer()
        {
            var measures = new MeasuresOf(table, montage, options, _phases, _findings);
            var leads = _leads.Select(l => measures.Lead(l.Lead, _banks[l.Bank], l.Index, _beats.Count > 0)).ToList();
            var (pairs, segments, seconds) = measures.Pairs(leads, _leads, _banks);
            measures.Say(leads, pairs, _banks, segments, _beats.Count);
            return new()
            {
                Recording = _recording, Phases = _phases, Leads = leads, Pairs = pairs, Segments = segments, SpectraS = seconds,
                HeartBeatsS = [.. _beats.Select(b => _recording.Segments[b.Segment].OnsetS + b.TimeS)],
                BandHz = (table.Spectra.DriveLow, table.Spectra.DriveHigh), Findings = _findings,
            };
        }
    }

    /// <summary>Hands blocks to desks; desks work side by side, and what they found is joined in order.</summary>
    sealed class BlockPass
    {
        readonly BankRun _bank;
        readonly IReadOnlyList<Block> _blocks;
        readonly (Desk Desk, Task Work, int Block)[] _desks;
        int _oldest, _given;

        public BlockPass(BankRun bank, BlockNumbers numbers, IReadOnlyList<Block> blocks)
        {
            (_bank, _blocks) = (bank, blocks);
            var most = blocks.Max(b => b.Whole.Count);
            _desks = [.. Enumerable.Range(0, Math.Min(blocks.Count, Math.Clamp(Environment.ProcessorCount, 1, 8) + 1)).Select(_ => (new Desk(numbers, most) { Parts = bank.Windows }, Task.CompletedTask, -1))];
            Walk = new WindowWalk(bank.Bank, [.. blocks.Select(b => b.Whole)], Give);
        }

        public WindowWalk Walk { get; }

        void Give(int index, Frames[] ring, int start)
        {
            if (_given - _oldest == _desks.Length)
                Join();
            var (block, desk) = (_blocks[index], _desks[_given % _desks.Length].Desk);
            for (var g = 0; g < ring.Length; g++)
            {
                desk.Frames[g].Count = block.Whole.Count;
                ring[g].Vectors(start, block.Whole.Count).CopyTo(desk.Frames[g].Vectors());
            }

            PhaseKind? kind = block.Phase < 0 ? null : _bank.Parts[block.Phase].Phase.Kind;
            _desks[_given % _desks.Length] = (desk, Task.Run(() => desk.Work(block, kind)), index);
            _given++;
        }

        void Join()
        {
            var (desk, work, index) = _desks[_oldest % _desks.Length];
            _oldest++;
            work.GetAwaiter().GetResult();
            _bank.Join(_blocks[index], desk);
        }

        public void Finish()
        {
            while (_oldest < _given)
                Join();
        }
    }
}

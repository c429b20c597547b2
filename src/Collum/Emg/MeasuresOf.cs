using System.Numerics;
using System.Runtime.InteropServices;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Numerics.Signals;

namespace Collum.Emg;

/// <summary>Turns sums into the measures of channels and pairs.</summary>
sealed class MeasuresOf(EmgTable table, Montage montage, MeasureOptions options, IReadOnlyList<Phase> phases, List<Finding> findings)
{
    readonly Dictionary<BankRun, SpectraTotal?> _pooled = [];

    public LeadMeasures Lead(Lead lead, BankRun bank, int channel, bool beats)
    {
        var (group, lane) = (channel / Frames.Lanes, channel % Frames.Lanes);
        var rms = new float[Kinds][];
        for (var kind = 0; kind < Kinds; kind++)
            rms[kind] = Sorted(Windows(bank, group, (PhaseKind)kind), Field.Square, lane, 1, root: true);

        var contraction = Reference(bank, lead, group, lane);
        var reference = contraction;
        var highest = Math.Sqrt(bank.HighestSquare[channel]);
        var submaximal = reference > 0 && highest > (1 + table.Amplitude.Submaximal) * reference;
        if (submaximal)
            reference = highest;
        var still = rms[(int)PhaseKind.Neutral];
        var noise = still.Length > 0 ? Order.OfSorted(still, table.Amplitude.NoisePercentile) : 0;
        if (noise >= table.Amplitude.NoiseLimit)
            noise = 0;

        var activity = new Dictionary<PhaseKind, PhaseActivity>();
        for (var kind = 0; kind < Kinds; kind++)
            if (rms[kind].Length > 0)
                activity[(PhaseKind)kind] = Activity(Windows(bank, group, (PhaseKind)kind), lane, (PhaseKind)kind, rms[kind], reference, noise);
        var pooled = Pooled(bank);
        var share = bank.InvalidShare(channel);
        var heart = bank.HeartBeatUv[channel];
        var measures = new LeadMeasures
        {
            Lead = lead, Phases = activity, ReferenceUv = reference, ContractionUv = contraction, Submaximal = submaximal, NoiseUv = noise, InvalidShare = share, HighestUv = highest,
            IsBelievable = highest >= table.Signal.LeastBelievable && highest <= table.Signal.MostBelievable,
            HeartBeatUv = heart, HeartBeatsLeft = beats && options.Heart != HeartRemoval.Template && heart > table.Heart.LeastTemplate,
            MainsHz = bank.Harmonics[channel], Bursts = BurstsOf(bank, group, lane), TremorHz = Tremor(bank, channel),
        };
        if (pooled is not { Segments: > 0 } || !bank.Usable[channel])
            return measures;
        var s = table.Spectra;
        var slow = pooled.Power(channel, pooled.Between(s.CdfLow, s.CdfMiddle), rectified: true);
        var all = pooled.Power(channel, pooled.Between(s.CdfLow, s.CdfHigh), rectified: true);
        return measures with
        {
            Cdf10 = all > 0 ? slow / all : null, MedianHz = MedianFrequency(bank, pooled, channel), AlphaPeakHz = AlphaPeak(pooled, channel), MainsShare = MainsShare(bank, pooled, channel),
        };
    }

    const int Kinds = (int)PhaseKind.Trick + 1;

    // Fields of WindowMeasures, in its order.
    enum Field { Square, Size, Least, Most, Steps, Turns, Excursion, Count }

    readonly Dictionary<(BankRun, int, PhaseKind), List<WindowMeasures>> _windows = [];

    /// <summary>All windows of one kind of phase, in order of time.</summary>
    List<WindowMeasures> Windows(BankRun bank, int group, PhaseKind kind)
    {
        if (_windows.TryGetValue((bank, group, kind), out var known))
            return known;
        var windows = new List<WindowMeasures>();
        foreach (var part in bank.Parts)
            if (part.Phase.Kind == kind && part.Windows.Length > 0)
                windows.AddRange(part.Windows[group]);
        return _windows[(bank, group, kind)] = windows;
    }

    // One channel's values of one field, without the windows that are invalid, ascending.
    static float[] Sorted(List<WindowMeasures> windows, Field field, int lane, float scale, bool root = false, Field minus = Field.Count)
    {
        var all = MemoryMarshal.Cast<WindowMeasures, float>(CollectionsMarshal.AsSpan(windows));
        const int Stride = (int)Field.Count * Frames.Lanes;
        var values = new float[windows.Count];
        var count = 0;
        for (var i = 0; i < windows.Count; i++)
        {
            var one = all.Slice(i * Stride, Stride);
            if (float.IsNaN(one[lane]))
                continue;
            var value = one[((int)field * Frames.Lanes) + lane] - (minus == Field.Count ? 0 : one[((int)minus * Frames.Lanes) + lane]);
            values[count++] = root ? MathF.Sqrt(value) : value * scale;
        }

        Array.Resize(ref values, count);
        Array.Sort(values);
        return values;
    }

    // Contractions that name the muscle go before those that name none. One of another muscle says nothing of this one's maximum.
    double? Reference(BankRun bank, Lead lead, int group, int lane)
    {
        var own = new List<WindowMeasures>();
        if (lead.Muscle is not null)
            foreach (var part in bank.Parts)
                if (part.Phase.Kind == PhaseKind.Mvc && part.Windows.Length > 0 && Names(part.Phase.Name) is var (muscle, side) && muscle == lead.Muscle && (side is null || side == lead.Side))
                    own.AddRange(part.Windows[group]);
        var values = Sorted(own, Field.Square, lane, 1, root: true);
        if (values.Length == 0)
        {
            foreach (var part in bank.Parts)
                if (part.Phase.Kind == PhaseKind.Mvc && part.Windows.Length > 0 && (lead.Muscle is null || Names(part.Phase.Name).Muscle is null))
                    own.AddRange(part.Windows[group]);
            values = Sorted(own, Field.Square, lane, 1, root: true);
        }

        return values.Length > 0 && Order.OfSorted(values, table.Amplitude.ReferencePercentile) is > 0 and var value ? value : null;
    }

    readonly Dictionary<string, (MuscleName? Muscle, Side? Side)> _named = [];

    // What the name of a contraction says after its first word.
    (MuscleName? Muscle, Side? Side) Names(string phase)
    {
        if (!_named.TryGetValue(phase, out var named))
            _named[phase] = named = montage.Read(phase.Split(' ', 2) is [_, var rest] ? rest : "");
        return named;
    }

    PhaseActivity Activity(List<WindowMeasures> windows, int lane, PhaseKind kind, float[] sorted, double? reference, double noise)
    {
        var perSecond = (float)(1 / table.Amplitude.Window);
        var median = Order.OfSorted(sorted, 0.5);
        var turns = Sorted(windows, Field.Turns, lane, perSecond);
        double count = 0, travelled = 0;
        foreach (ref readonly var window in CollectionsMarshal.AsSpan(windows))
            if (!float.IsNaN(window.Square[lane]))
                (count, travelled) = (count + window.Turns[lane], travelled + window.Excursion[lane]);
        return new()
        {
            Kind = kind, ValidS = sorted.Length * table.Amplitude.Window, RmsUv = median,
            ArvUv = Order.OfSorted(Sorted(windows, Field.Size, lane, 1), 0.5), PeakToPeakUv = Order.OfSorted(Sorted(windows, Field.Most, lane, 1, minus: Field.Least), 0.5),
            PercentMvc = reference is { } r ? 100 * Math.Sqrt(Math.Max(0, (median * median) - (noise * noise))) / r : null,
            TurnsPerS = new(Order.OfSorted(turns, 0.5), Order.OfSorted(turns, 0.1), Order.OfSorted(turns, 0.9)), TurnUv = count > 0 ? travelled / count : null,
            WillisonPerS = Order.OfSorted(Sorted(windows, Field.Steps, lane, perSecond), 0.5),
        };
    }

    // All posture parts, each scaled to unit variance (Amjad et al. 1997).
    SpectraTotal? Pooled(BankRun bank)
    {
        if (_pooled.TryGetValue(bank, out var known))
            return known;
        var parts = bank.Parts.Where(p => p.Spectra is { Segments: > 0 }).Select(p => p.Spectra!).ToList();
        SpectraTotal? pooled = parts.Count == 0 ? null : parts[0];
        if (parts.Count > 1)
        {
            pooled = parts[0].Empty();
            foreach (var part in parts)
                pooled.AddScaled(part, Deviations(part, bank, rectified: false), Deviations(part, bank, rectified: true));
        }

        return _pooled[bank] = pooled;
    }

    static double[] Deviations(SpectraTotal part, BankRun bank, bool rectified) =>
        [.. Enumerable.Range(0, bank.Bank.Channels.Count).Select(c => Math.Sqrt(part.Power(c, new(1, part.Length / 2), rectified)))];

    double? MedianFrequency(BankRun bank, SpectraTotal spectra, int channel)
    {
        var bins = spectra.Between(bank.BandHz.Low, bank.BandHz.High);
        var total = spectra.Power(channel, bins, rectified: false);
        var sum = 0.0;
        for (var k = bins.From; k <= bins.To; k++)
        {
            sum += spectra.Density(channel, k, rectified: false) * spectra.Width;
            if (sum >= total / 2 && total > 0)
                return k * spectra.Width;
        }

        return null;
    }

    // A local maximum whose lower bound exceeds the upper bound of its neighbours 2 Hz away.
    double? AlphaPeak(SpectraTotal spectra, int channel)
    {
        var bins = spectra.Between(table.Spectra.AlphaLow, table.Spectra.AlphaHigh);
        var apart = Math.Max(1, (int)Math.Round(2 / spectra.Width));
        var half = Coherence.SpectrumHalfWidth(spectra.Segments);
        double? best = null;
        var height = 0.0;
        for (var k = bins.From; k <= bins.To; k++)
        {
            var (here, around) = (At(k), (At(k - apart) + At(k + apart)) / 2);
            if (here > At(k - 1) && here >= At(k + 1) && here > height && Math.Log10(here) - half > Math.Log10(around) + half)
                (best, height) = (k * spectra.Width, here);
        }

        return best;

        double At(int bin) => spectra.Density(channel, Math.Clamp(bin, 1, spectra.Length / 2), rectified: true);
    }

    // What still stands above its surroundings at the mains and its multiples.
    static double MainsShare(BankRun bank, SpectraTotal spectra, int channel)
    {
        if (bank.MainsHz == 0)
            return 0;
        var bins = spectra.Between(bank.BandHz.Low, bank.BandHz.High);
        var total = spectra.Power(channel, bins, rectified: false);
        var hum = 0.0;
        for (var hz = bank.MainsHz; hz < bank.BandHz.High; hz += bank.MainsHz)
        {
            var at = (int)Math.Round(hz / spectra.Width);
            var reach = (int)Math.Ceiling(5 / spectra.Width);
            float[] around = [.. Enumerable.Range(at - reach, (2 * reach) + 1).Where(k => Math.Abs(k - at) > 2 && k > 0 && k <= spectra.Length / 2).Select(k => (float)spectra.Density(channel, k, rectified: false))];
            var level = Order.Median(around.AsSpan());
            for (var k = at - 1; k <= at + 1; k++)
                hum += Math.Max(0, spectra.Density(channel, Math.Clamp(k, 0, spectra.Length / 2), rectified: false) - level) * spectra.Width;
        }

        return total > 0 ? hum / total : 0;
    }

    double? Tremor(BankRun bank, int channel)
    {
        var parts = bank.Parts.Where(p => p.TremorSegments > 0).ToList();
        if (parts.Sum(p => p.TremorSegments) < 5)
            return null;
        var power = new double[parts[0].Tremor[channel].Length];
        foreach (var part in parts)
            for (var k = 0; k < power.Length; k++)
                power[k] += part.Tremor[channel][k];
        var width = bank.EnvelopeRate / bank.TremorLength;
        var bins = new Bins((int)Math.Ceiling(table.Spectra.TremorLow / width), Math.Min(power.Length - 1, (int)(table.Spectra.TremorHigh / width)));
        var top = bins.From;
        for (var k = bins.From; k <= bins.To; k++)
            if (power[k] > power[top])
                top = k;
        var (near, far) = ((int)Math.Round(0.6 / width), (int)Math.Round(2.5 / width));
        float[] around = [.. Enumerable.Range(top - far, (2 * far) + 1).Where(k => k > 0 && k < power.Length && Math.Abs(k - top) > near).Select(k => (float)power[k])];
        if (around.Length == 0 || !(power[top] > table.Spectra.TremorRatio * Order.Median(around.AsSpan())))
            return null;
        var (low, high) = (top, top);
        while (low > 1 && power[low - 1] > power[top] / 2)
            low--;
        while (high + 1 < power.Length && power[high + 1] > power[top] / 2)
            high++;
        return (high - low) * width / 2 < table.Spectra.TremorWidth && top > bins.From && top < bins.To ? top * width : null;
    }

    Bursts? BurstsOf(BankRun bank, int group, int lane)
    {
        if (!bank.HasThresholds)
            return null;
        var shortest = Math.Max(1, (int)Math.Round(table.Bursts.Shortest * bank.EnvelopeRate));
        var (samples, on) = (0L, 0L);
        var lengths = new List<float>();
        var steps = new List<double>();
        foreach (var part in bank.Parts.Where(p => p.Phase.Kind == PhaseKind.Posture && p.On.Length > 0))
        {
            var marks = part.On[group];
            samples += marks.Count;
            var runs = new List<(int From, int To)>();
            for (var i = 0; i < marks.Count; i++)
            {
                if ((marks[i] >> lane & 1) == 0)
                    continue;
                on++;
                if (runs.Count > 0 && i - runs[^1].To < shortest)
                    runs[^1] = (runs[^1].From, i + 1);
                else
                    runs.Add((i, i + 1));
            }

            var kept = runs.Where(r => r.To - r.From >= shortest).ToList();
            lengths.AddRange(kept.Select(r => (float)((r.To - r.From) / bank.EnvelopeRate)));
            steps.AddRange(kept.Zip(kept.Skip(1), (a, b) => (b.From - a.From) / bank.EnvelopeRate));
        }

        if (samples == 0)
            return null;
        double? irregular = null;
        if (steps.Count >= 3)
        {
            var mean = steps.Average();
            irregular = Math.Sqrt(steps.Sum(v => (v - mean) * (v - mean)) / (steps.Count - 1)) / mean;
        }

        return new((double)on / samples, lengths.Count / (samples / bank.EnvelopeRate), lengths.Count == 0 ? null : 1000 * Order.Median(CollectionsMarshal.AsSpan(lengths)), irregular);
    }

    /// <summary>Pairs of channels of one bank, in the posture.</summary>
    public (IReadOnlyList<LeadPair> Pairs, int Segments, double Seconds) Pairs(IReadOnlyList<LeadMeasures> measures, IReadOnlyList<(Lead Lead, int Bank, int Index)> leads, IReadOnlyList<BankRun> banks)
    {
        var pairs = new List<LeadPair>();
        var usable = leads.Select(l => banks[l.Bank].Usable[l.Index]).ToList();
        var count = 0;
        for (var a = 0; a < leads.Count; a++)
            for (var b = a + 1; b < leads.Count; b++)
                if (leads[a].Bank == leads[b].Bank && usable[a] && usable[b])
                    count++;
        var segments = banks.Count == 0 ? 0 : banks.Max(b => Pooled(b)?.Segments ?? 0);
        if (segments < 2 || count == 0)
            return (pairs, segments, 0);
        for (var a = 0; a < leads.Count; a++)
            for (var b = a + 1; b < leads.Count; b++)
                if (leads[a].Bank == leads[b].Bank && usable[a] && usable[b] && Pooled(banks[leads[a].Bank]) is { Segments: >= 2 } spectra)
                    pairs.Add(Pair(a, b, measures, banks[leads[a].Bank], leads[a].Index, leads[b].Index, spectra, count));
        var first = banks.First(b => (Pooled(b)?.Segments ?? 0) == segments);
        return (pairs, segments, segments * Pooled(first)!.Length / first.Bank.RateHz);
    }

    LeadPair Pair(int a, int b, IReadOnlyList<LeadMeasures> measures, BankRun bank, int first, int second, SpectraTotal spectra, int pairs)
    {
        var s = table.Spectra;
        var bins = spectra.Between(s.DriveLow, s.DriveHigh);
        var (value, at) = (0.0, bins.From);
        for (var k = bins.From; k <= bins.To; k++)
            if (spectra.Coherence(first, second, k, rectified: true) is var here && here > value)
                (value, at) = (here, k);
        var limit = Coherence.Limit(spectra.Segments, s.Level / (Math.Max(1, bins.Count) * pairs));
        var cross = spectra.Cross(first, second, at, rectified: true);

        var high = spectra.Between(s.CrossTalkLow, s.CrossTalkHigh);
        var (mean, sum) = (0.0, Complex.Zero);
        for (var k = high.From; k <= high.To; k++)
        {
            mean += spectra.Coherence(first, second, k, rectified: false) / high.Count;
            var one = Math.Sqrt(spectra.Auto(first, k, false) * spectra.Auto(second, k, false));
            sum += one > 0 ? spectra.Cross(first, second, k, rectified: false) / one : 0;
        }

        var correlation = Correlation(bank, first, second);
        var talk = Math.Abs(correlation) > s.CrossTalkCorrelation || (mean > s.CrossTalkCoherence && Math.Abs(sum.Phase) * 180 / Math.PI < s.CrossTalkPhase);
        var parts = bank.Parts.Where(p => p.Spectra is { Segments: >= 2 }).Select(p => p.Spectra!).ToList();
        var (statistic, freedom) = Coherence.Difference([.. parts.Select(p => (p.Coherence(first, second, at, rectified: true), (double)p.Segments))]);

        var (one1, two) = (measures[a], measures[b]);
        var why = new List<string>();
        if (spectra.Segments < s.LeastSegments)
            why.Add("too-few-segments");
        if (!(one1.In(PhaseKind.Posture)?.PercentMvc >= s.Active) || !(two.In(PhaseKind.Posture)?.PercentMvc >= s.Active))
            why.Add("not-both-active");
        if (one1.HeartBeatsLeft || two.HeartBeatsLeft)
            why.Add("heart-beats");
        if (one1.MainsShare >= s.MainsShare || two.MainsShare >= s.MainsShare)
            why.Add("mains");
        if (talk)
            why.Add("cross-talk");
        return new(a, b)
        {
            Value = value, AtHz = at * spectra.Width, Limit = limit, Interval = Coherence.Interval(value, spectra.Segments),
            Phase = (cross.Phase * 180 / Math.PI, Coherence.PhaseHalfWidth(value, spectra.Segments) * 180 / Math.PI),
            RawCorrelation = correlation, HighBandCoherence = mean, CrossTalk = talk, NotJudged = why,
            PhasesDiffer = freedom > 0 && statistic > Coherence.ChiSquaredUpper(0.05, freedom),
            Curve = options.KeepCurves ? Curve(spectra, first, second) : [], CurveHz = spectra.Width, PointLimit = Coherence.Limit(spectra.Segments, s.Level),
        };
    }

    static double[] Curve(SpectraTotal spectra, int first, int second)
    {
        var values = new double[spectra.Between(0, CoherencePicture.LastHz).To];
        for (var k = 1; k <= values.Length; k++)
            values[k - 1] = spectra.Coherence(first, second, k, rectified: true);
        return values;
    }

    static double Correlation(BankRun bank, int first, int second)
    {
        var (xy, xx, yy) = (Sum(first, second), Sum(first, first), Sum(second, second));
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;

        double Sum(int i, int j)
        {
            var groups = bank.Bank.Groups;
            return bank.Parts.Where(p => p.Correlation.Length > 0).Sum(p => p.Correlation[(i / Frames.Lanes * groups) + (j / Frames.Lanes)][i % Frames.Lanes, j % Frames.Lanes]);
        }
    }

    /// <summary>What the recording as a whole says.</summary>
    public void Say(IReadOnlyList<LeadMeasures> leads, IReadOnlyList<LeadPair> pairs, IReadOnlyList<BankRun> banks, int segments, int beats)
    {
        if (leads.Count == 0)
        {
            findings.Add(EmgFindings.NoChannel());
            return;
        }

        var kinds = phases.Select(p => p.Kind).ToHashSet();
        if (!kinds.Contains(PhaseKind.Posture))
            findings.Add(EmgFindings.NoPosture());
        if (!kinds.Contains(PhaseKind.Neutral))
            findings.Add(EmgFindings.NoNeutral());
        if (!kinds.Contains(PhaseKind.Mvc))
            findings.Add(EmgFindings.NoMvc());
        if (!kinds.Contains(PhaseKind.Midline))
            findings.Add(EmgFindings.NoMidline());
        if (kinds.Contains(PhaseKind.Trick))
            findings.Add(EmgFindings.Trick());
        foreach (var bank in banks)
            if (bank.BandHz.High < table.Signal.BandHigh)
                findings.Add(EmgFindings.CornerLowered(bank.Bank.RateHz, bank.BandHz.High, table.Signal.BandHigh));
        foreach (var bank in banks)
            if (bank.Harmonics.Count(h => h.Count > 0) is > 0 and var hum)
                findings.Add(EmgFindings.Hum(bank.MainsHz, hum));
        if (beats > 0)
            findings.Add(EmgFindings.Beats(beats, leads.Count(l => l.HeartBeatUv > table.Heart.LeastTemplate), options.Heart));
        foreach (var lead in leads)
        {
            if (!lead.IsBelievable && lead.Phases.Count > 0)
                findings.Add(EmgFindings.NotBelievable(lead.Lead, lead.HighestUv));
            if (kinds.Contains(PhaseKind.Posture) && lead.IsBelievable && lead.InvalidShare <= table.Ranking.MostInvalid && lead.In(PhaseKind.Posture) is not null)
                if (kinds.Contains(PhaseKind.Mvc) && (lead.ContractionUv is null || lead.ContractionUv < table.Amplitude.NoiseLimit))
                    findings.Add(EmgFindings.NoOwnMvc(lead.Lead, lead.ContractionUv));
                else if (lead.Submaximal)
                    findings.Add(EmgFindings.NotMaximal(lead.Lead, lead.ContractionUv!.Value, lead.HighestUv));
            if (lead.InvalidShare > 0)
                findings.Add(EmgFindings.Invalid(lead.Lead, lead.InvalidShare));
            if (lead.Lead.Muscle is null || lead.Lead.Side is null)
                findings.Add(EmgFindings.UnknownMuscle(lead.Lead));
            else if (lead.Lead.IsDoubtful)
                findings.Add(EmgFindings.SurfaceOnDeep(lead.Lead, table));
        }

        foreach (var same in leads.Where(l => l.Lead.Muscle is not null && l.Lead.Side is not null).GroupBy(l => (l.Lead.Muscle!.Id, l.Lead.Side)).Where(g => g.Count() > 1))
            findings.Add(EmgFindings.Twice(same.First().Lead, same.Last().Lead));
        if (kinds.Contains(PhaseKind.Posture) && segments < table.Spectra.LeastSegments)
            findings.Add(EmgFindings.FewSegments(segments, table.Spectra.LeastSegments));
        foreach (var pair in pairs.Where(p => p.CrossTalk))
            findings.Add(EmgFindings.CrossTalk(leads[pair.A].Lead, leads[pair.B].Lead, table));
        if (pairs.Any(p => p.Significant))
            findings.Add(EmgFindings.CoherenceSupports(table));
    }
}

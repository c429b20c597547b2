using Collum.Findings;

namespace Collum.Emg;

/// <summary>What a muscle's activity speaks for.</summary>
public enum ActivityBand
{
    /// <summary>Score from the upper limit on.</summary>
    Likely,

    /// <summary>Score between the limits.</summary>
    Possible,

    /// <summary>Score below the lower limit.</summary>
    Unlikely,

    /// <summary>More active when the midline is held than in the posture: works against it.</summary>
    Compensating,

    /// <summary>Not ranked; the reasons say why.</summary>
    NotRanked,
}

/// <summary>How much one measure gave to a score.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Value">In the unit of its weight.</param>
/// <param name="Weight">Its share after the weights of missing measures were shared out, 0 to 1.</param>
/// <param name="Points">What it gave, at most its weight.</param>
public sealed record Contribution(RankedMeasure Measure, double Value, double Weight, double Points);

/// <summary>What EMG heard in one muscle of one side.</summary>
public sealed record Activity
{
    /// <summary>From 1, ranked muscles first.</summary>
    public required int Rank { get; init; }

    public required LeadMeasures Measures { get; init; }

    /// <summary>0 to 1; null when the muscle is not ranked.</summary>
    public double? Score { get; init; }

    public required ActivityBand Band { get; init; }

    /// <summary>Activity in the posture above that in the neutral position, % of maximum; of the whole posture where there is no neutral phase.</summary>
    public double? DrivePercentMvc { get; init; }

    /// <summary>Activity in the posture above that with the midline held, % of maximum.</summary>
    public double? MidlineFallPercentMvc { get; init; }

    /// <summary>(right − left) / (right + left) of the drive with the same muscle of the other side, −1 to 1; null without it.</summary>
    public double? RightShare { get; init; }

    public IReadOnlyList<Contribution> Contributions { get; init; } = [];

    public IReadOnlyList<string> Flags { get; init; } = [];

    public IReadOnlyList<Sentence> Reasons { get; init; } = [];
}

/// <summary>Muscles by involuntary activity in the patient's own posture.</summary>
/// <param name="Muscles">Best first; those that cannot be ranked last. Empty without a posture phase.</param>
/// <param name="Weights">As used.</param>
/// <param name="Findings">Of the recording, its measures and the ranking.</param>
public sealed record Ranking(IReadOnlyList<Activity> Muscles, IReadOnlyList<MeasureWeight> Weights, IReadOnlyList<Finding> Findings);

/// <summary>Ranks muscles by docs/methods/emg.md, section 8: drive first, spectra as support, and coherence never enough alone.</summary>
public sealed class ActivityRanking(EmgTable table)
{
    /// <param name="measurement">Of one recording.</param>
    /// <param name="weights">In place of the table's; they add up to 1.</param>
    public Ranking Rank(Measurement measurement, IReadOnlyDictionary<RankedMeasure, double>? weights = null)
    {
        var used = table.Ranking.Weights.Select(w => weights is null ? w : w with { Weight = weights.GetValueOrDefault(w.Measure) }).ToList();
        if (weights is not null && (Math.Abs(used.Sum(w => w.Weight) - 1) > 1e-6 || used.Any(w => w.Weight is not (>= 0 and <= 1))))
            throw new ArgumentException("Weights are 0 to 1 and add up to 1.", nameof(weights));
        var findings = new List<Finding>(measurement.Findings);
        if (measurement.Phases.All(p => p.Kind != PhaseKind.Posture) || measurement.Leads.Count == 0)
            return new([], used, findings);

        var turns = Turns(measurement, findings);
        findings.Add(EmgFindings.Weights(weights is not null));
        var all = measurement.Leads.Select((_, i) => One(measurement, i, used, turns)).ToList();
        var ranked = all.OrderByDescending(a => a.Score is not null).ThenByDescending(a => a.Score).ThenByDescending(a => a.DrivePercentMvc ?? double.NegativeInfinity)
            .ThenBy(a => a.Measures.Lead.Channel.Index).Select((a, i) => a with { Rank = i + 1, RightShare = RightShare(a, all) }).ToList();
        return new(ranked, used, findings);
    }

    // Turns count where electrodes lie in the muscle and its interference pattern is large enough.
    static bool Applies(LeadMeasures m, EmgTable table) =>
        m.Lead.Place == ElectrodePlace.Intramuscular && m.ReferenceUv >= table.Turns.LeastReference && m.Lead.Channel.RateHz >= table.Turns.LowestRate;

    List<bool> Turns(Measurement measurement, List<Finding> findings)
    {
        var applies = measurement.Leads.Select(m => Applies(m, table)).ToList();
        if (!applies.Any(a => a))
            findings.Add(EmgFindings.NoTurns(table.Turns.LowestRate.Value, table.Turns.LeastReference.Value));
        return applies;
    }

    Activity One(Measurement measurement, int index, IReadOnlyList<MeasureWeight> weights, List<bool> turns)
    {
        var m = measurement.Leads[index];
        var (posture, neutral, midline) = (m.In(PhaseKind.Posture), m.In(PhaseKind.Neutral), m.In(PhaseKind.Midline));
        var flags = new List<string>();
        var reasons = new List<Sentence>();
        Flag(m, flags);
        double? drive = posture?.PercentMvc is { } p ? p - (neutral?.PercentMvc ?? 0) : null;
        double? fall = posture?.PercentMvc is { } p2 && midline?.PercentMvc is { } held ? p2 - held : null;
        var without = Excluded(m, posture, neutral, flags, reasons);
        if (fall < -table.Ranking.Compensation)
            reasons.Insert(0, $"More active by {-fall:0} % of maximum when the midline is held: it seems to work against the posture.");
        if (without is not null)
            return new()
            {
                Rank = 0, Measures = m, Band = fall < -table.Ranking.Compensation ? ActivityBand.Compensating : without.Value, Score = without == ActivityBand.Unlikely ? 0 : null,
                DrivePercentMvc = drive, MidlineFallPercentMvc = fall, Flags = flags, Reasons = reasons,
            };

        var partners = measurement.Pairs.Where(pair => pair.Significant && (pair.A == index || pair.B == index)).Select(pair => (Pair: pair, Other: measurement.Leads[pair.A == index ? pair.B : pair.A])).ToList();
        var values = new Dictionary<RankedMeasure, double> { [RankedMeasure.Drive] = drive!.Value };
        if (turns[index])
            values[RankedMeasure.Turns] = posture!.TurnsPerS.Median;
        if (fall is { } f)
            values[RankedMeasure.Midline] = f;
        if (m.Cdf10 is { } cdf)
            values[RankedMeasure.Cdf10] = cdf;
        if (measurement.Segments >= table.Spectra.LeastSegments && measurement.Pairs.Any(pair => pair.A == index || pair.B == index))
            values[RankedMeasure.Coherence] = partners.Count > 0 ? 1 : 0;

        var contributions = Contributions(values, weights);
        var score = contributions.Sum(c => c.Points);
        // Weights stated for measures that cannot be had leave nothing to go by.
        if (contributions.All(c => c.Weight == 0))
            return new()
            {
                Rank = 0, Measures = m, Band = ActivityBand.NotRanked, DrivePercentMvc = drive, MidlineFallPercentMvc = fall, Flags = [.. flags, "no-weighted-measure"],
                Reasons = [$"None of the measures that have a weight could be had."],
            };
        // With the coherence left out and its weight shared out again: it may order muscles, never lift one into a higher band.
        var bare = Contributions(values.Where(v => v.Key != RankedMeasure.Coherence).ToDictionary(), weights).Sum(c => c.Points);
        var band = fall < -table.Ranking.Compensation ? ActivityBand.Compensating : Band(Math.Min(score, bare));
        foreach (var c in contributions)
            reasons.Add(Because(c, m, posture!, neutral, midline));
        foreach (var (pair, other) in partners)
            reasons.Add($"Coherent with {other.Lead.Name} at {pair.AtHz:0.0} Hz: {pair.Value:0.00}, limit {pair.Limit:0.000}, {(Math.Abs(pair.Phase.Deg) <= pair.Phase.HalfWidthDeg ? Phrase($"in phase") : Phrase($"not in phase"))}.");
        if (m.Submaximal)
            reasons.Add($"The contraction was not maximal ({m.ContractionUv:0} µV); percent are of the loudest quarter second ({m.ReferenceUv:0} µV).");
        if (m.Lead.IsDoubtful)
            reasons.Add($"The muscle lies deep and nothing says that the electrode does too: it may have heard others.");
        if (m.TremorHz is { } tremor)
            reasons.Add($"Bursts or tremor at {tremor:0.0} Hz.");
        if (m.Lead.Muscle?.Id == "splenius-capitis" && measurement.Segments >= table.Spectra.LeastSegments)
            reasons.Add(m.AlphaPeakHz is { } alpha ? Phrase($"An 8 to 14 Hz peak is there ({alpha:0.0} Hz), as in people without dystonia.") : Phrase($"The 8 to 14 Hz peak that people without dystonia show is absent."));
        return new()
        {
            Rank = 0, Measures = m, Score = score, Band = band, DrivePercentMvc = drive, MidlineFallPercentMvc = fall, Contributions = contributions, Flags = flags, Reasons = reasons,
        };
    }

    // Null when the muscle can be ranked, else what it is called.
    ActivityBand? Excluded(LeadMeasures m, PhaseActivity? posture, PhaseActivity? neutral, List<string> flags, List<Sentence> reasons)
    {
        if (posture is null && m.InvalidShare == 0)
        {
            flags.Add("no-posture");
            reasons.Add($"The posture phases hold no whole window of this recording.");
            return ActivityBand.NotRanked;
        }

        if (m.InvalidShare > table.Ranking.MostInvalid || posture is null)
        {
            flags.Add("invalid-data");
            reasons.Add($"{100 * (posture is null ? 1 : m.InvalidShare):0} % of the posture is saturated, flat or missing.");
            return ActivityBand.NotRanked;
        }

        if (!m.IsBelievable)
        {
            flags.Add("amplitude-not-believable");
            reasons.Add($"The loudest quarter second has {m.HighestUv:G3} µV, which no EMG has: check unit and electrode.");
            return ActivityBand.NotRanked;
        }

        if (m.ReferenceUv is null)
        {
            flags.Add("no-mvc");
            reasons.Add($"No maximal contraction of this muscle was recorded.");
            return ActivityBand.NotRanked;
        }

        if (m.ContractionUv < table.Amplitude.NoiseLimit)
        {
            flags.Add("mvc-silent");
            reasons.Add($"In its maximal contraction only {m.ContractionUv:0.0} µV were heard, no more than instruments give by themselves.");
            return ActivityBand.NotRanked;
        }

        if (neutral is not null && posture.RmsUv < table.Ranking.LeastRise * neutral.RmsUv)
        {
            flags.Add("no-rise");
            reasons.Add($"In the posture {posture.RmsUv:0.0} µV, in the neutral position {neutral.RmsUv:0.0} µV: no activity of the posture.");
            return ActivityBand.Unlikely;
        }

        return null;
    }

    static void Flag(LeadMeasures m, List<string> flags)
    {
        if (m.Lead.Muscle is null || m.Lead.Side is null)
            flags.Add("muscle-unknown");
        if (m.Submaximal)
            flags.Add("mvc-submaximal");
        if (m.In(PhaseKind.Neutral) is null)
            flags.Add("no-neutral");
        if (m.In(PhaseKind.Midline) is null)
            flags.Add("no-midline");
        if (m.Lead.IsDoubtful)
            flags.Add("surface-on-deep");
        if (m.HeartBeatsLeft)
            flags.Add("heart-beats");
    }

    static IReadOnlyList<Contribution> Contributions(Dictionary<RankedMeasure, double> values, IReadOnlyList<MeasureWeight> weights)
    {
        var total = weights.Where(w => values.ContainsKey(w.Measure)).Sum(w => w.Weight);
        return [.. weights.Where(w => values.ContainsKey(w.Measure)).Select(w =>
        {
            var weight = total > 0 ? w.Weight / total : 0;
            return new Contribution(w.Measure, values[w.Measure], weight, weight * Math.Clamp((values[w.Measure] - w.From) / (w.To - w.From), 0, 1));
        })];
    }

    ActivityBand Band(double score) => score >= table.Ranking.Likely ? ActivityBand.Likely : score >= table.Ranking.Possible ? ActivityBand.Possible : ActivityBand.Unlikely;

    static Sentence Because(Contribution c, LeadMeasures m, PhaseActivity posture, PhaseActivity? neutral, PhaseActivity? midline)
    {
        var points = Phrase($"{c.Points:0.00} of {c.Weight:0.00}");
        return c.Measure switch
        {
            RankedMeasure.Drive => neutral is null
                ? Phrase($"Activity in the posture {posture.PercentMvc:0} % of maximum; there is no neutral phase to take off ({points}).")
                : Phrase($"Activity {posture.PercentMvc:0} % of maximum in the posture, {neutral.PercentMvc:0} % in the neutral position ({points})."),
            RankedMeasure.Turns => Phrase($"{c.Value:0} turns/s in the posture ({points})."),
            RankedMeasure.Midline => c.Value >= 0
                ? Phrase($"Falls to {midline!.PercentMvc:0} % of maximum when the midline is held ({points}).")
                : Phrase($"Does not fall when the midline is held: {midline!.PercentMvc:0} % of maximum ({points})."),
            RankedMeasure.Cdf10 => Phrase($"{100 * c.Value:0} % of the power from 3 to 30 Hz lies below 10 Hz ({points})."),
            _ => c.Value > 0 ? Phrase($"4 to 7 Hz drive shared with another active muscle ({points}).") : Phrase($"No 4 to 7 Hz drive shared with another active muscle ({points})."),
        };
    }

    static double? RightShare(Activity own, IReadOnlyList<Activity> all)
    {
        var lead = own.Measures.Lead;
        if (lead.Muscle is null || lead.Side is not { } side || own.DrivePercentMvc is not { } drive)
            return null;
        var other = all.FirstOrDefault(a => a.Measures.Lead.Muscle == lead.Muscle && a.Measures.Lead.Side is { } s && s != side);
        if (other?.DrivePercentMvc is not { } opposite)
            return null;
        var (right, left) = side == Anatomy.Side.Right ? (Math.Max(0, drive), Math.Max(0, opposite)) : (Math.Max(0, opposite), Math.Max(0, drive));
        return right + left > 0 ? (right - left) / (right + left) : null;
    }
}

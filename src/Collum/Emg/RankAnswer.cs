using System.Text.Json.Serialization;
using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>What <c>collum emg rank</c> answers, key by key.</summary>
public sealed record RankAnswer(
    IReadOnlyList<RankedMuscle> Muscles, IReadOnlyList<RankedPair> Coherence, int HeartBeats, IReadOnlyList<Finding> Findings)
{
    /// <summary>Seconds after the recording's start.</summary>
    public IReadOnlyList<double> HeartBeatTimesS { get; init; } = [];

    public IReadOnlyList<RankedPhase> Phases { get; init; } = [];

    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>Disjoint segments behind every coherence.</summary>
    public int Segments { get; init; }

    public string KnowledgeVersion { get; init; } = "";

    public static RankAnswer Of(Measurement measurement, Ranking ranking, string knowledgeVersion) => new(
        [.. ranking.Muscles.Select(RankedMuscle.Of)], [.. measurement.Pairs.Select(p => RankedPair.Of(p, measurement))], measurement.HeartBeatsS.Count, ranking.Findings)
    {
        HeartBeatTimesS = [.. measurement.HeartBeatsS.Select(t => Math.Round(t, 4))],
        Phases = [.. measurement.Phases.Select(p => new RankedPhase(p.Kind, p.Name, p.FromS, p.ToS))],
        Weights = ranking.Weights.ToDictionary(w => w.Measure.ToString().ToLowerInvariant(), w => w.Weight),
        Segments = measurement.Segments, KnowledgeVersion = knowledgeVersion,
    };

    internal static double? Figures(double? value, int digits) => value is { } v && double.IsFinite(v) ? Math.Round(v, digits) : null;
}

public sealed record RankedPhase(PhaseKind Kind, string Name, double FromS, double ToS);

/// <summary>A figure that could not be had is written as null.</summary>
public sealed record RankedMuscle(
    int Rank, string Label,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? MuscleId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Side? Side,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? DPercentMvc,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? TurnsPerS,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? RmsUv,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Cdf10,
    IReadOnlyList<string> Flags, IReadOnlyList<string> Reasons)
{
    public ActivityBand Band { get; init; }

    public double? MidlineFallPercentMvc { get; init; }

    public double? PosturePercentMvc { get; init; }

    public double? NeutralPercentMvc { get; init; }

    public double? MidlinePercentMvc { get; init; }

    public double? ReferenceUv { get; init; }

    public double? NeutralRmsUv { get; init; }

    public double? ArvUv { get; init; }

    public double? TurnUv { get; init; }

    public double? WillisonPerS { get; init; }

    public double? MedianHz { get; init; }

    public double? AlphaPeakHz { get; init; }

    public double? TremorHz { get; init; }

    public double? OnShare { get; init; }

    public double? BurstsPerS { get; init; }

    public double? BurstMs { get; init; }

    public double? BurstIrregularity { get; init; }

    public double? RightShare { get; init; }

    public double InvalidShare { get; init; }

    public double HeartBeatUv { get; init; }

    public double MainsShare { get; init; }

    public IReadOnlyList<double> MainsHz { get; init; } = [];

    public static RankedMuscle Of(Activity a)
    {
        var (m, posture) = (a.Measures, a.Measures.In(PhaseKind.Posture));
        return new(a.Rank, m.Lead.Channel.Label, m.Lead.Muscle?.Id, m.Lead.Side, F(a.Score, 4), F(a.DrivePercentMvc, 2), F(posture?.TurnsPerS.Median, 1), F(posture?.RmsUv, 3), F(m.Cdf10, 4), a.Flags, a.Reasons)
        {
            Band = a.Band, MidlineFallPercentMvc = F(a.MidlineFallPercentMvc, 2), PosturePercentMvc = F(posture?.PercentMvc, 2),
            NeutralPercentMvc = F(m.In(PhaseKind.Neutral)?.PercentMvc, 2), MidlinePercentMvc = F(m.In(PhaseKind.Midline)?.PercentMvc, 2),
            ReferenceUv = F(m.ReferenceUv, 2), NeutralRmsUv = F(m.In(PhaseKind.Neutral)?.RmsUv, 3), ArvUv = F(posture?.ArvUv, 3), TurnUv = F(posture?.TurnUv, 1),
            WillisonPerS = F(posture?.WillisonPerS, 1), MedianHz = F(m.MedianHz, 1), AlphaPeakHz = F(m.AlphaPeakHz, 2), TremorHz = F(m.TremorHz, 2),
            OnShare = F(m.Bursts?.OnShare, 4), BurstsPerS = F(m.Bursts?.PerS, 3), BurstMs = F(m.Bursts?.LengthMs, 1), BurstIrregularity = F(m.Bursts?.Irregularity, 3),
            RightShare = F(a.RightShare, 3), InvalidShare = Math.Round(m.InvalidShare, 5), HeartBeatUv = Math.Round(m.HeartBeatUv, 1), MainsShare = Math.Round(m.MainsShare, 5), MainsHz = m.MainsHz,
        };

        static double? F(double? value, int digits) => RankAnswer.Figures(value, digits);
    }
}

/// <param name="A">Label.</param>
/// <param name="B">Label.</param>
/// <param name="BandHz">From and to.</param>
/// <param name="Value">Largest coherence in the band.</param>
/// <param name="Limit">Corrected for all bins and pairs.</param>
/// <param name="Significant">Above the limit, and nothing speaks against judging the pair.</param>
public sealed record RankedPair(string A, string B, IReadOnlyList<double> BandHz, double Value, double Limit, bool Significant)
{
    public double AtHz { get; init; }

    public IReadOnlyList<double> Interval { get; init; } = [];

    public double PhaseDeg { get; init; }

    public double PhaseHalfWidthDeg { get; init; }

    public double RawCorrelation { get; init; }

    public IReadOnlyList<string> NotJudged { get; init; } = [];

    public bool PhasesDiffer { get; init; }

    public static RankedPair Of(LeadPair pair, Measurement of) => new(
        of.Leads[pair.A].Lead.Channel.Label, of.Leads[pair.B].Lead.Channel.Label, [of.BandHz.Low, of.BandHz.High], Math.Round(pair.Value, 5), Math.Round(pair.Limit, 5), pair.Significant)
    {
        AtHz = Math.Round(pair.AtHz, 3), Interval = [Math.Round(pair.Interval.Low, 4), Math.Round(pair.Interval.High, 4)],
        PhaseDeg = Math.Round(pair.Phase.Deg, 1), PhaseHalfWidthDeg = Math.Round(pair.Phase.HalfWidthDeg, 1), RawCorrelation = Math.Round(pair.RawCorrelation, 4),
        NotJudged = pair.NotJudged, PhasesDiffer = pair.PhasesDiffer,
    };
}

using System.Buffers;
using System.Text;
using System.Text.Json;
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

    /// <summary>The answer as <see cref="OutputJson"/> would write it, without making a writer of all its types first: that takes longer than a recording takes to measure.</summary>
    public string Json()
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var to = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = OutputJson.Options.Encoder }))
            Write(new(to));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    void Write(Keys to)
    {
        to.Object(() =>
        {
            to.List("muscles", Muscles, m => m.Write(to));
            to.List("coherence", Coherence, p => p.Write(to));
            to.Number("heart_beats", HeartBeats);
            to.List("findings", Findings, f => Write(to, f));
            to.Numbers("heart_beat_times_s", HeartBeatTimesS);
            to.List("phases", Phases, p =>
            {
                to.Text("kind", p.Kind.ToString().ToLowerInvariant());
                to.Text("name", p.Name);
                to.Number("from_s", p.FromS);
                to.Number("to_s", p.ToS);
            });
            to.Key("weights", () =>
            {
                foreach (var (name, weight) in Weights)
                    to.Number(name, weight);
            });
            to.Number("segments", Segments);
            to.Text("knowledge_version", KnowledgeVersion);
        });
    }

    static void Write(Keys to, Finding finding)
    {
        to.Text("code", finding.Code);
        to.Text("severity", finding.Severity.ToString().ToLowerInvariant());
        to.Text("message", finding.Message);
        to.Text("source", finding.Source);
        if (finding.Place is not null)
            to.Text("place", finding.Place);
        if (finding.Status is { } status)
            to.Text("status", status == Knowledge.FactStatus.PartlyVerified ? "partly-verified" : status.ToString().ToLowerInvariant());
        if (finding.Locator is not null)
            to.Text("locator", finding.Locator);
    }

    /// <summary>Writes keys and values.</summary>
    internal sealed class Keys(Utf8JsonWriter to)
    {
        public void Object(Action inside)
        {
            to.WriteStartObject();
            inside();
            to.WriteEndObject();
        }

        public void Key(string key, Action inside)
        {
            to.WritePropertyName(key);
            Object(inside);
        }

        public void List<T>(string key, IReadOnlyList<T> items, Action<T> inside) where T : class
        {
            to.WriteStartArray(key);
            foreach (var item in items)
            {
                to.WriteStartObject();
                inside(item);
                to.WriteEndObject();
            }

            to.WriteEndArray();
        }

        public void Text(string key, string? value) => to.WriteString(key, value);

        public void Number(string key, int value) => to.WriteNumber(key, value);

        public void Number(string key, double value) => to.WriteNumber(key, value);

        public void Flag(string key, bool value) => to.WriteBoolean(key, value);

        /// <summary>A number, or null where it could not be had.</summary>
        public void Figure(string key, double? value)
        {
            if (value is { } v)
                to.WriteNumber(key, v);
            else
                to.WriteNull(key);
        }

        /// <summary>A number, or nothing.</summary>
        public void Extra(string key, double? value)
        {
            if (value is { } v)
                to.WriteNumber(key, v);
        }

        public void Numbers(string key, IReadOnlyList<double> values)
        {
            to.WriteStartArray(key);
            for (var i = 0; i < values.Count; i++)
                to.WriteNumberValue(values[i]);
            to.WriteEndArray();
        }

        public void Texts(string key, IReadOnlyList<string> values)
        {
            to.WriteStartArray(key);
            for (var i = 0; i < values.Count; i++)
                to.WriteStringValue(values[i]);
            to.WriteEndArray();
        }
    }

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
    IReadOnlyList<string> Flags, IReadOnlyList<Sentence> Reasons)
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

    internal void Write(RankAnswer.Keys to)
    {
        to.Number("rank", Rank);
        to.Text("label", Label);
        to.Text("muscle_id", MuscleId);
        to.Text("side", Side is { } side ? Sides.Word(side) : null);
        to.Figure("score", Score);
        to.Figure("d_percent_mvc", DPercentMvc);
        to.Figure("turns_per_s", TurnsPerS);
        to.Figure("rms_uv", RmsUv);
        to.Figure("cdf10", Cdf10);
        to.Texts("flags", Flags);
        to.Texts("reasons", [.. Reasons.Select(r => r.ToString())]);
        to.Text("band", Band == ActivityBand.NotRanked ? "not-ranked" : Band.ToString().ToLowerInvariant());
        to.Extra("midline_fall_percent_mvc", MidlineFallPercentMvc);
        to.Extra("posture_percent_mvc", PosturePercentMvc);
        to.Extra("neutral_percent_mvc", NeutralPercentMvc);
        to.Extra("midline_percent_mvc", MidlinePercentMvc);
        to.Extra("reference_uv", ReferenceUv);
        to.Extra("neutral_rms_uv", NeutralRmsUv);
        to.Extra("arv_uv", ArvUv);
        to.Extra("turn_uv", TurnUv);
        to.Extra("willison_per_s", WillisonPerS);
        to.Extra("median_hz", MedianHz);
        to.Extra("alpha_peak_hz", AlphaPeakHz);
        to.Extra("tremor_hz", TremorHz);
        to.Extra("on_share", OnShare);
        to.Extra("bursts_per_s", BurstsPerS);
        to.Extra("burst_ms", BurstMs);
        to.Extra("burst_irregularity", BurstIrregularity);
        to.Extra("right_share", RightShare);
        to.Number("invalid_share", InvalidShare);
        to.Number("heart_beat_uv", HeartBeatUv);
        to.Number("mains_share", MainsShare);
        to.Numbers("mains_hz", MainsHz);
    }

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

    internal void Write(RankAnswer.Keys to)
    {
        to.Text("a", A);
        to.Text("b", B);
        to.Numbers("band_hz", BandHz);
        to.Number("value", Value);
        to.Number("limit", Limit);
        to.Flag("significant", Significant);
        to.Number("at_hz", AtHz);
        to.Numbers("interval", Interval);
        to.Number("phase_deg", PhaseDeg);
        to.Number("phase_half_width_deg", PhaseHalfWidthDeg);
        to.Number("raw_correlation", RawCorrelation);
        to.Texts("not_judged", NotJudged);
        to.Flag("phases_differ", PhasesDiffer);
    }

    public static RankedPair Of(LeadPair pair, Measurement of) => new(
        of.Leads[pair.A].Lead.Channel.Label, of.Leads[pair.B].Lead.Channel.Label, [of.BandHz.Low, of.BandHz.High], Math.Round(pair.Value, 5), Math.Round(pair.Limit, 5), pair.Significant)
    {
        AtHz = Math.Round(pair.AtHz, 3), Interval = [Math.Round(pair.Interval.Low, 4), Math.Round(pair.Interval.High, 4)],
        PhaseDeg = Math.Round(pair.Phase.Deg, 1), PhaseHalfWidthDeg = Math.Round(pair.Phase.HalfWidthDeg, 1), RawCorrelation = Math.Round(pair.RawCorrelation, 4),
        NotJudged = pair.NotJudged, PhasesDiffer = pair.PhasesDiffer,
    };
}

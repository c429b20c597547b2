using Collum.Findings;
using Collum.Knowledge;

namespace Collum.Emg;

/// <summary>A number of the method, with its unit.</summary>
public sealed record MethodNumber : Fact
{
    public required double Value { get; init; }

    public required string Unit { get; init; }

    public static implicit operator double(MethodNumber number) => number.Value;
}

public sealed record SignalNumbers
{
    public required MethodNumber BandLow { get; init; }

    public required MethodNumber BandHigh { get; init; }

    public required MethodNumber BandHighShare { get; init; }

    public required MethodNumber BandOrder { get; init; }

    public required MethodNumber HeartHighPass { get; init; }

    public required MethodNumber MainsQuality { get; init; }

    public required MethodNumber MainsHighest { get; init; }

    public required MethodNumber MainsRatio { get; init; }

    public required MethodNumber EnvelopeCorner { get; init; }

    public required MethodNumber FlatRun { get; init; }

    public required MethodNumber SaturatedRun { get; init; }

    public required MethodNumber InvalidMargin { get; init; }

    public required MethodNumber LowestRate { get; init; }

    public required MethodNumber LeastBelievable { get; init; }

    public required MethodNumber MostBelievable { get; init; }
}

public sealed record HeartNumbers
{
    public required MethodNumber Before { get; init; }

    public required MethodNumber After { get; init; }

    public required MethodNumber QuietShare { get; init; }

    public required MethodNumber MostBeats { get; init; }

    public required MethodNumber ScaleLow { get; init; }

    public required MethodNumber ScaleHigh { get; init; }

    public required MethodNumber LeastTemplate { get; init; }
}

public sealed record AmplitudeNumbers
{
    public required MethodNumber Window { get; init; }

    public required MethodNumber ReferencePercentile { get; init; }

    public required MethodNumber Submaximal { get; init; }

    public required MethodNumber NoisePercentile { get; init; }

    public required MethodNumber NoiseLimit { get; init; }
}

public sealed record TurnNumbers
{
    public required MethodNumber Excursion { get; init; }

    public required MethodNumber LeastReference { get; init; }

    public required MethodNumber LowestRate { get; init; }

    public required MethodNumber RestAbnormal { get; init; }

    public required MethodNumber InjectAbove { get; init; }

    public required MethodNumber WillisonStep { get; init; }
}

public sealed record SpectraNumbers
{
    public required MethodNumber Segment { get; init; }

    public required MethodNumber Level { get; init; }

    public required MethodNumber LeastSegments { get; init; }

    public required MethodNumber DriveLow { get; init; }

    public required MethodNumber DriveHigh { get; init; }

    public required MethodNumber AlphaLow { get; init; }

    public required MethodNumber AlphaHigh { get; init; }

    public required MethodNumber CdfLow { get; init; }

    public required MethodNumber CdfMiddle { get; init; }

    public required MethodNumber CdfHigh { get; init; }

    public required MethodNumber TremorLow { get; init; }

    public required MethodNumber TremorHigh { get; init; }

    public required MethodNumber TremorRatio { get; init; }

    public required MethodNumber TremorWidth { get; init; }

    public required MethodNumber Active { get; init; }

    public required MethodNumber MainsShare { get; init; }

    public required MethodNumber CrossTalkCorrelation { get; init; }

    public required MethodNumber CrossTalkCoherence { get; init; }

    public required MethodNumber CrossTalkLow { get; init; }

    public required MethodNumber CrossTalkHigh { get; init; }

    public required MethodNumber CrossTalkPhase { get; init; }
}

public sealed record BurstNumbers
{
    public required MethodNumber Deviations { get; init; }

    public required MethodNumber Window { get; init; }

    public required MethodNumber Shortest { get; init; }

    public required MethodNumber Regular { get; init; }
}

/// <summary>What a score is made of.</summary>
public enum RankedMeasure { Drive, Turns, Midline, Cdf10, Coherence }

/// <summary>How much a measure counts, and from where to where it rises.</summary>
public sealed record MeasureWeight : Fact
{
    public required RankedMeasure Measure { get; init; }

    /// <summary>Share of the score, 0 to 1.</summary>
    public required double Weight { get; init; }

    /// <summary>At or below this the measure gives nothing.</summary>
    public required double From { get; init; }

    /// <summary>At or above this it gives its whole weight.</summary>
    public required double To { get; init; }

    public required string Unit { get; init; }

    public required string Text { get; init; }
}

public sealed record RankingNumbers
{
    public required IReadOnlyList<MeasureWeight> Weights { get; init; }

    public required MethodNumber Likely { get; init; }

    public required MethodNumber Possible { get; init; }

    public required MethodNumber LeastRise { get; init; }

    public required MethodNumber MostInvalid { get; init; }

    public required MethodNumber Compensation { get; init; }

    /// <summary>Likelihood ratio of a muscle called likely dystonic, for the candidates of a posture.</summary>
    public required MethodNumber RatioLikely { get; init; }

    public required MethodNumber RatioPossible { get; init; }

    public required MethodNumber RatioUnlikely { get; init; }

    public required MethodNumber RatioCompensating { get; init; }
}

/// <summary>The numbers behind measuring and ranking, checked.</summary>
/// <remarks>Read key by key by its own reader, because a ranking from the command line must not wait for the rest of the knowledge.</remarks>
public sealed class EmgTable
{
    EmgTable(string file, InputReader r)
    {
        _ = (r.Text("title"), r.Date("read"), r.FlagOrNull("needs_clinical_sign_off"));
        (Signal, Heart, Amplitude, Turns, Spectra, Bursts, Ranking) = (SignalOf(r), HeartOf(r), AmplitudeOf(r), TurnOf(r), SpectraOf(r), BurstOf(r), RankingOf(r));
        (CoherenceCaution, SurfaceCaution, CrossTalkCaution) = (Caution(r, "coherence_caution"), Caution(r, "surface_caution"), Caution(r, "cross_talk_caution"));
        r.Done();
        var s = Signal;
        Require(s.BandLow > 0 && s.BandLow < s.BandHigh, "signal.band_low", "is not between 0 and band_high");
        Require(s.BandHighShare.Value is > 0 and < 0.5, "signal.band_high_share", "is not between 0 and 0.5");
        Require(s.BandOrder.Value is >= 1 and <= 8 && s.BandOrder.Value == Math.Floor(s.BandOrder.Value), "signal.band_order", "is no whole number from 1 to 8");
        Require(s.LowestRate * s.BandHighShare > s.HeartHighPass && s.HeartHighPass >= s.BandLow, "signal.lowest_rate", "leaves no band");
        Require(s.FlatRun > 0 && s.SaturatedRun >= 2 && s.InvalidMargin >= 0, "signal.flat_run", "is not above 0");
        Require(Heart.Before > 0 && Heart.After > 0 && Heart.Before + Heart.After < 2, "heart.before", "with heart.after is no window of up to 2 s");
        Require(Heart.MostBeats.Value is >= 4 and <= 64 && Heart.QuietShare.Value is > 0 and <= 1, "heart.most_beats", "is not 4 to 64");
        Require(Heart.ScaleLow > 0 && Heart.ScaleLow <= 1 && Heart.ScaleHigh >= 1, "heart.scale_low", "with scale_high does not hold 1");
        Require(Amplitude.Window.Value is >= 0.02 and <= 2, "amplitude.window", "is not 0.02 to 2 s");
        Require(Amplitude.ReferencePercentile.Value is > 0 and <= 1 && Amplitude.NoisePercentile.Value is >= 0 and < 1, "amplitude.reference_percentile", "is no share");
        Require(Turns.Excursion > 0, "turns.excursion", "is not above 0");
        var f = Spectra;
        Require(f.Segment.Value is >= 0.25 and <= 4, "spectra.segment", "is not 0.25 to 4 s");
        Require(f.Level.Value is > 0 and < 1 && f.LeastSegments >= 2, "spectra.level", "is no probability, or least_segments is below 2");
        Require(f.DriveLow < f.DriveHigh && f.CdfLow < f.CdfMiddle && f.CdfMiddle < f.CdfHigh && f.CrossTalkLow < f.CrossTalkHigh && f.AlphaLow < f.AlphaHigh && f.TremorLow < f.TremorHigh,
            "spectra", "has a band whose ends are the wrong way round");
        Require(Bursts.Window > 0 && Bursts.Shortest > 0, "bursts.window", "is not above 0");
        foreach (var measure in Enum.GetValues<RankedMeasure>())
        {
            var own = Ranking.Weights.Where(w => w.Measure == measure).ToList();
            Require(own.Count == 1, "ranking.weights", $"does not name '{measure}' once");
            Require(own[0].Weight is >= 0 and <= 1 && own[0].From < own[0].To, "ranking.weights", $"'{measure}' has no weight from 0 to 1, or no range");
        }

        Require(Math.Abs(Ranking.Weights.Sum(w => w.Weight) - 1) < 1e-9, "ranking.weights", "do not add up to 1");
        Require(Ranking.Possible < Ranking.Likely && Ranking.Possible >= 0 && Ranking.Likely <= 1, "ranking.possible", "is not below likely");
        // Ten times, or a tenth, would be decisive: with what examination adds (about two) it must not be.
        Require(Ranking.RatioLikely.Value is >= 1 and <= 4 && Ranking.RatioPossible >= 1 && Ranking.RatioPossible <= Ranking.RatioLikely, "ranking.ratio_likely", "is not 1 to 4, or below ratio_possible");
        Require(Ranking.RatioCompensating.Value is >= 0.25 and <= 1 && Ranking.RatioUnlikely.Value is >= 0.25 and <= 1, "ranking.ratio_unlikely", "or ratio_compensating is not 0.25 to 1");
        // Coherence alone never makes a muscle a possible one.
        Require(Weight(RankedMeasure.Coherence).Weight < Ranking.Possible, "ranking.weights", "would let coherence alone promote a muscle");

        void Require(bool holds, string place, string problem)
        {
            if (!holds)
                throw new KnowledgeException(file, place, problem);
        }
    }

    /// <summary>Reads and checks the file; throws <see cref="KnowledgeException"/> with its place.</summary>
    public static EmgTable Read(string file, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return InputReader.Parse(file, utf8, r => new EmgTable(file, r));
        }
        catch (InputException e)
        {
            throw new KnowledgeException(file, e.Place, $"found {e.Found}; expected {e.Expected}");
        }
    }

    public TextFact CoherenceCaution { get; }

    public TextFact SurfaceCaution { get; }

    public TextFact CrossTalkCaution { get; }

    public SignalNumbers Signal { get; }

    public HeartNumbers Heart { get; }

    public AmplitudeNumbers Amplitude { get; }

    public TurnNumbers Turns { get; }

    public SpectraNumbers Spectra { get; }

    public BurstNumbers Bursts { get; }

    public RankingNumbers Ranking { get; }

    public MeasureWeight Weight(RankedMeasure measure) => Ranking.Weights.First(w => w.Measure == measure);

    static SignalNumbers SignalOf(InputReader reader) => Part(reader, "signal", r => new SignalNumbers
    {
        BandLow = Number(r, "band_low"), BandHigh = Number(r, "band_high"), BandHighShare = Number(r, "band_high_share"),
        BandOrder = Number(r, "band_order"), HeartHighPass = Number(r, "heart_high_pass"), MainsQuality = Number(r, "mains_quality"),
        MainsHighest = Number(r, "mains_highest"), MainsRatio = Number(r, "mains_ratio"), EnvelopeCorner = Number(r, "envelope_corner"),
        FlatRun = Number(r, "flat_run"), SaturatedRun = Number(r, "saturated_run"), InvalidMargin = Number(r, "invalid_margin"),
        LowestRate = Number(r, "lowest_rate"), LeastBelievable = Number(r, "least_believable"), MostBelievable = Number(r, "most_believable"),
    });

    static HeartNumbers HeartOf(InputReader reader) => Part(reader, "heart", r => new HeartNumbers
    {
        Before = Number(r, "before"), After = Number(r, "after"), QuietShare = Number(r, "quiet_share"), MostBeats = Number(r, "most_beats"),
        ScaleLow = Number(r, "scale_low"), ScaleHigh = Number(r, "scale_high"), LeastTemplate = Number(r, "least_template"),
    });

    static AmplitudeNumbers AmplitudeOf(InputReader reader) => Part(reader, "amplitude", r => new AmplitudeNumbers
    {
        Window = Number(r, "window"), ReferencePercentile = Number(r, "reference_percentile"), Submaximal = Number(r, "submaximal"),
        NoisePercentile = Number(r, "noise_percentile"), NoiseLimit = Number(r, "noise_limit"),
    });

    static TurnNumbers TurnOf(InputReader reader) => Part(reader, "turns", r => new TurnNumbers
    {
        Excursion = Number(r, "excursion"), LeastReference = Number(r, "least_reference"), LowestRate = Number(r, "lowest_rate"),
        RestAbnormal = Number(r, "rest_abnormal"), InjectAbove = Number(r, "inject_above"), WillisonStep = Number(r, "willison_step"),
    });

    static SpectraNumbers SpectraOf(InputReader reader) => Part(reader, "spectra", r => new SpectraNumbers
    {
        Segment = Number(r, "segment"), Level = Number(r, "level"), LeastSegments = Number(r, "least_segments"), DriveLow = Number(r, "drive_low"),
        DriveHigh = Number(r, "drive_high"), AlphaLow = Number(r, "alpha_low"), AlphaHigh = Number(r, "alpha_high"), CdfLow = Number(r, "cdf_low"),
        CdfMiddle = Number(r, "cdf_middle"), CdfHigh = Number(r, "cdf_high"), TremorLow = Number(r, "tremor_low"),
        TremorHigh = Number(r, "tremor_high"), TremorRatio = Number(r, "tremor_ratio"), TremorWidth = Number(r, "tremor_width"),
        Active = Number(r, "active"), MainsShare = Number(r, "mains_share"), CrossTalkCorrelation = Number(r, "cross_talk_correlation"),
        CrossTalkCoherence = Number(r, "cross_talk_coherence"), CrossTalkLow = Number(r, "cross_talk_low"),
        CrossTalkHigh = Number(r, "cross_talk_high"), CrossTalkPhase = Number(r, "cross_talk_phase"),
    });

    static BurstNumbers BurstOf(InputReader reader) => Part(reader, "bursts", r => new BurstNumbers
    {
        Deviations = Number(r, "deviations"), Window = Number(r, "window"), Shortest = Number(r, "shortest"), Regular = Number(r, "regular"),
    });

    static RankingNumbers RankingOf(InputReader reader) => Part(reader, "ranking", r => new RankingNumbers
    {
        Weights = r.List("weights", WeightOf), Likely = Number(r, "likely"), Possible = Number(r, "possible"), LeastRise = Number(r, "least_rise"),
        MostInvalid = Number(r, "most_invalid"), Compensation = Number(r, "compensation"),
        RatioLikely = Number(r, "ratio_likely"), RatioPossible = Number(r, "ratio_possible"), RatioUnlikely = Number(r, "ratio_unlikely"), RatioCompensating = Number(r, "ratio_compensating"),
    });

    static T Part<T>(InputReader reader, string key, Func<InputReader, T> read)
    {
        var inner = reader.Object(key);
        var part = read(inner);
        inner.Done();
        return part;
    }

    static MethodNumber Number(InputReader reader, string key) => Part(reader, key, r => new MethodNumber
    {
        Value = (double)r.Number("value"), Unit = r.Text("unit"), Source = r.Text("source"), Status = StatusOf(r), Locator = r.TextOrNull("locator"),
        Confidence = ConfidenceOf(r), Note = r.TextOrNull("note"),
    });

    static TextFact Caution(InputReader reader, string key) => Part(reader, key, r => new TextFact
    {
        Text = r.Text("text"), Source = r.Text("source"), Status = StatusOf(r), Locator = r.TextOrNull("locator"), Confidence = ConfidenceOf(r), Note = r.TextOrNull("note"),
    });

    static MeasureWeight WeightOf(InputReader r) => new()
    {
        Measure = r.Text("measure") switch
        {
            "drive" => RankedMeasure.Drive,
            "turns" => RankedMeasure.Turns,
            "midline" => RankedMeasure.Midline,
            "cdf10" => RankedMeasure.Cdf10,
            "coherence" => RankedMeasure.Coherence,
            _ => throw r.Wrong("measure", $"one of drive, turns, midline, cdf10, coherence"),
        },
        Weight = (double)r.Number("weight"), From = (double)r.Number("from"), To = (double)r.Number("to"), Unit = r.Text("unit"), Text = r.Text("text"),
        Source = r.Text("source"), Status = StatusOf(r), Locator = r.TextOrNull("locator"), Confidence = ConfidenceOf(r), Note = r.TextOrNull("note"),
    };

    static FactStatus StatusOf(InputReader r) => r.Text("status") switch
    {
        "verified" => FactStatus.Verified,
        "partly-verified" => FactStatus.PartlyVerified,
        "recalled" => FactStatus.Recalled,
        "derived" => FactStatus.Derived,
        "computed" => FactStatus.Computed,
        _ => throw r.Wrong("status", $"one of verified, partly-verified, recalled, derived, computed"),
    };

    static Confidence? ConfidenceOf(InputReader r) => r.TextOrNull("confidence") switch
    {
        null => null,
        "low" => Knowledge.Confidence.Low,
        "medium" => Knowledge.Confidence.Medium,
        "high" => Knowledge.Confidence.High,
        _ => throw r.Wrong("confidence", $"one of low, medium, high"),
    };
}

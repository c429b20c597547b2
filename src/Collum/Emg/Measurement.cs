using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>What is done about heart beats.</summary>
public enum HeartRemoval
{
    /// <summary>Each beat is taken out by the median beat of its channel.</summary>
    Template,

    /// <summary>The band begins higher.</summary>
    Highpass,

    /// <summary>Nothing; coherence is then not judged where beats are heard.</summary>
    None,
}

/// <summary>What a person states before a recording is measured.</summary>
public sealed record MeasureOptions
{
    public static MeasureOptions Default { get; } = new();

    public HeartRemoval Heart { get; init; }

    /// <summary>In place of the file's annotations; null takes those.</summary>
    public IReadOnlyList<Phase>? Phases { get; init; }

    /// <summary>In place of the contractions among the file's annotations, whose other phases stay; not looked at when <see cref="Phases"/> is given.</summary>
    public IReadOnlyList<Phase>? Contractions { get; init; }

    /// <summary>Muscles by channel label, in place of what the labels say.</summary>
    public IReadOnlyDictionary<string, (MuscleName Muscle, Side Side)> Leads { get; init; } = new Dictionary<string, (MuscleName, Side)>();

    /// <summary>Also keeps each pair's coherence from bin to bin, for a picture; what is measured and ranked stays the same.</summary>
    public bool KeepCurves { get; init; }

    /// <summary>Electrodes of all channels, in place of what the file says of them; null leaves it to the file.</summary>
    public ElectrodePlace? Electrodes { get; init; }
}

/// <summary>A median with the range from the 10th to the 90th percentile.</summary>
public sealed record Spread(double Median, double Low, double High);

/// <summary>What one channel did in all phases of one kind.</summary>
public sealed record PhaseActivity
{
    public required PhaseKind Kind { get; init; }

    /// <summary>Seconds without invalid data.</summary>
    public required double ValidS { get; init; }

    /// <summary>Median over the windows, microvolts.</summary>
    public required double RmsUv { get; init; }

    public required double ArvUv { get; init; }

    public required double PeakToPeakUv { get; init; }

    /// <summary>Median RMS without instrument noise, % of the muscle's reference; null where there is no reference.</summary>
    public double? PercentMvc { get; init; }

    public required Spread TurnsPerS { get; init; }

    /// <summary>Mean excursion of a turn, microvolts; null without turns.</summary>
    public double? TurnUv { get; init; }

    /// <summary>Steps between samples above the Willison threshold a second; to be compared only at one sampling rate.</summary>
    public required double WillisonPerS { get; init; }
}

/// <summary>Bursts of one channel in the posture.</summary>
/// <param name="OnShare">Share of the time above the threshold of the neutral phase, 0 to 1.</param>
/// <param name="PerS">Bursts a second.</param>
/// <param name="LengthMs">Median; null without bursts.</param>
/// <param name="Irregularity">Coefficient of variation of the time between onsets; null with fewer than four bursts.</param>
public sealed record Bursts(double OnShare, double PerS, double? LengthMs, double? Irregularity);

/// <summary>Everything measured in one channel.</summary>
public sealed record LeadMeasures
{
    public required Lead Lead { get; init; }

    public required IReadOnlyDictionary<PhaseKind, PhaseActivity> Phases { get; init; }

    /// <summary>RMS of the maximal contraction, microvolts; null where none was recorded.</summary>
    public double? ReferenceUv { get; init; }

    /// <summary>RMS of the contraction alone, microvolts, when something louder became the reference too.</summary>
    public double? ContractionUv { get; init; }

    /// <summary>True when something else in the recording was well above the contraction and became the reference.</summary>
    public bool Submaximal { get; init; }

    /// <summary>RMS of the loudest window of the recording, microvolts.</summary>
    public double HighestUv { get; init; }

    /// <summary>False when no EMG has such an amplitude: the unit is wrong, or the electrode came off.</summary>
    public bool IsBelievable { get; init; } = true;

    /// <summary>Instrument noise that was taken off, microvolts.</summary>
    public double NoiseUv { get; init; }

    /// <summary>Share of the posture phases that is invalid, 0 to 1.</summary>
    public double InvalidShare { get; init; }

    /// <summary>Power from 3 to 10 Hz over that from 3 to 30 Hz of the rectified signal in the posture, 0 to 1.</summary>
    public double? Cdf10 { get; init; }

    /// <summary>Half of the power of the signal in the posture lies below, Hz.</summary>
    public double? MedianHz { get; init; }

    /// <summary>Peak of the rectified signal between 8 and 14 Hz that stands out, Hz.</summary>
    public double? AlphaPeakHz { get; init; }

    /// <summary>Peak of the envelope between 2 and 10 Hz that stands out and is narrow, Hz.</summary>
    public double? TremorHz { get; init; }

    public Bursts? Bursts { get; init; }

    /// <summary>Peak to peak of the median heart beat, microvolts; 0 without heart beats.</summary>
    public double HeartBeatUv { get; init; }

    /// <summary>True when heart beats are still in the signal that was measured.</summary>
    public bool HeartBeatsLeft { get; init; }

    /// <summary>Harmonics of the mains that were taken out, Hz.</summary>
    public IReadOnlyList<double> MainsHz { get; init; } = [];

    /// <summary>Share of hum in the power that is left, 0 to 1.</summary>
    public double MainsShare { get; init; }

    public PhaseActivity? In(PhaseKind kind) => Phases.GetValueOrDefault(kind);
}

/// <summary>Two channels whose rectified signals were compared from 4 to 7 Hz in the posture.</summary>
/// <param name="A">Index among <see cref="Measurement.Leads"/>.</param>
/// <param name="B">Index among <see cref="Measurement.Leads"/>, above <paramref name="A"/>.</param>
public sealed record LeadPair(int A, int B)
{
    /// <summary>Largest coherence in the band, 0 to 1.</summary>
    public required double Value { get; init; }

    /// <summary>Where it was found, Hz.</summary>
    public required double AtHz { get; init; }

    /// <summary>What independent signals exceed with 5 % probability anywhere among all bins and pairs.</summary>
    public required double Limit { get; init; }

    /// <summary>95 % interval of the value.</summary>
    public required (double Low, double High) Interval { get; init; }

    /// <summary>Phase at the largest value, degrees; positive when A leads. Its 95 % half-width beside it.</summary>
    public required (double Deg, double HalfWidthDeg) Phase { get; init; }

    /// <summary>Correlation without delay of the signals as they are, −1 to 1.</summary>
    public double RawCorrelation { get; init; }

    /// <summary>Mean coherence of the signals as they are in the band of the cross-talk test.</summary>
    public double HighBandCoherence { get; init; }

    /// <summary>Both electrodes seem to hear one source.</summary>
    public bool CrossTalk { get; init; }

    /// <summary>Posture phases differ in this pair more than chance allows.</summary>
    public bool PhasesDiffer { get; init; }

    /// <summary>Coherence at <see cref="CurveHz"/>, twice that, and so on, up to about 50 Hz; empty unless it was asked for.</summary>
    public IReadOnlyList<double> Curve { get; init; } = [];

    /// <summary>Hz from one value of the curve to the next, and from 0 to the first.</summary>
    public double CurveHz { get; init; }

    /// <summary>What independent signals exceed with 5 % probability at one given frequency of this pair.</summary>
    public double PointLimit { get; init; }

    /// <summary>Why the pair is not judged; empty when it is.</summary>
    public IReadOnlyList<string> NotJudged { get; init; } = [];

    /// <summary>Above the limit, and nothing speaks against judging it.</summary>
    public bool Significant => Value > Limit && NotJudged.Count == 0;
}

/// <summary>A recording, measured.</summary>
public sealed record Measurement
{
    public required Recording Recording { get; init; }

    public required IReadOnlyList<Phase> Phases { get; init; }

    public required IReadOnlyList<LeadMeasures> Leads { get; init; }

    public required IReadOnlyList<LeadPair> Pairs { get; init; }

    /// <summary>Seconds after the recording's start, in order.</summary>
    public required IReadOnlyList<double> HeartBeatsS { get; init; }

    /// <summary>Seconds of posture that went into the spectra.</summary>
    public required double SpectraS { get; init; }

    /// <summary>Disjoint segments behind every coherence.</summary>
    public required int Segments { get; init; }

    /// <summary>Band of the coherence, Hz.</summary>
    public required (double Low, double High) BandHz { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }
}

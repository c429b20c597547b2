using Collum.Emg;

namespace Collum.App.Pages;

/// <summary>The words of recordings.</summary>
partial class Words
{
    public virtual string EmgStep => "EMG";
    public virtual string EmgTitle => "EMG recording";
    public virtual string EmgLead => "Which muscles are active in the patient’s own posture, and how sure that is.";
    public virtual string SaveAndRank => "Save and rank muscles";
    public virtual string BesidePosture => "See beside posture";
    public virtual string SendRecording => "Send a recording";
    public virtual string SendAnother => "Send another recording";
    public virtual string ChooseFile => "File of the recorder";
    public virtual string FileHint => "EDF, EDF+, BDF, C3D or delimited text, at most 256 MB. The file stays on this clinic’s own machine. Phases are read from its annotations.";
    public virtual string SendWord => "Send";
    public virtual string CancelWord => "Cancel";
    public virtual string SendingShare => "{0} % sent";
    public virtual string ReadingIt => "Sent. The recording is being read and measured.";
    public virtual string SendCancelled => "Cancelled. Nothing was kept.";
    public virtual string SendBroken => "The connection broke while the file was sent. Nothing was kept; try again.";
    public virtual string FileTooLarge => "The file is larger than 256 MB. An hour of 16 channels at 2000 samples a second fits; cut a longer one in the recorder’s program.";
    public virtual string NoPlaceForRecordings => "This server has no folder for recordings. Whoever runs it starts it with --recordings FOLDER.";
    public virtual string NoMuscleRanked => "Not ranked";
    public virtual string NoPosturePhase => "No phase shows the patient’s own posture, so nothing is ranked. Add one under Phases: when did the patient sit with the head left free?";
    public virtual string SignalsWord => "Signals";
    public virtual string SignalsLabel => "Signals of all channels over time. Arrow keys move, plus and minus zoom, Home shows the whole recording.";
    public virtual string SignalsWithoutScript => "The signals are drawn by a script, which is off. Everything else on this page works without it.";
    public virtual string SignalsFoot => "Least and most at every point; up to 30 s long, the samples themselves. Drag a phase’s edge, or type its seconds.";
    public virtual string ViewEarlier => "Earlier";
    public virtual string ViewLater => "Later";
    public virtual string ViewCloser => "Closer";
    public virtual string ViewFurther => "Further";
    public virtual string ViewWhole => "Whole";
    public virtual string ViewTaller => "Taller";
    public virtual string ViewFlatter => "Flatter";
    public virtual string ShownSpan => "{0} to {1} s of {2} s";
    public virtual string PhasesWord => "Phases";
    public virtual string PhasesFoot => "A ranking needs the patient’s own posture and a maximal contraction; neutral and held midline make it surer.";
    public virtual string PhaseKindColumn => "What the patient did";
    public virtual string PhaseName => "Name";
    public virtual string FromSeconds => "From, s";
    public virtual string ToSeconds => "To, s";
    public virtual string AddPhase => "Add a phase";
    public virtual string RemovePhase(int n) => $"Remove phase {Number(n)}";
    public virtual string OfPhase(string what, int n) => $"{what}, phase {Number(n)}";
    public virtual string PhaseWord(PhaseKind kind) => kind switch
    {
        PhaseKind.Posture => "Own posture, head free", PhaseKind.Neutral => "Neutral, head supported", PhaseKind.Midline => "Midline held by effort", PhaseKind.Mvc => "Maximal contraction", _ => "Sensory trick",
    };
    public virtual string ChannelsWord => "Channels";
    public virtual string ChannelLabel => "Channel";
    public virtual string ChannelRate => "Rate";
    public virtual string MuscleOf(string label) => $"Muscle of channel {label}";
    public virtual string SideOf(string label) => $"Side of channel {label}";
    public virtual string AsLabel => "as the label says";
    public virtual string MontageFoot(string recorder) => $"Remembered for recordings of {recorder}. Left open, the label decides.";
    public virtual string ElectrodesWord => "Electrodes";
    public virtual string ElectrodeWord(ElectrodePlace place) => place switch { ElectrodePlace.Surface => "On the skin", ElectrodePlace.Intramuscular => "In the muscle", _ => "As the file says" };
    public virtual string RankingWord => "Muscles by activity in the posture";
    public virtual string RankingFoot(IEnumerable<string> weights, string? knowledge) => $"Weights {string.Join(", ", weights)}: a stated choice, not evidence. EMG ranks candidates; the injector decides. Knowledge {knowledge?[..Math.Min(12, knowledge.Length)]}.";
    public virtual string ScoreWord => "Score";
    public virtual string SaysWord => "Says";
    public virtual string DriveWord => "Drive, % of maximum";
    public virtual string RmsWord => "RMS, µV";
    public virtual string ViewWord => "View";
    public virtual string ViewOf(string label) => $"Envelope and spectrum of {label}";
    public virtual string BandWord(ActivityBand band) => band switch
    {
        ActivityBand.Likely => "likely dystonic", ActivityBand.Possible => "possibly dystonic", ActivityBand.Unlikely => "unlikely", ActivityBand.Compensating => "compensating", _ => "not ranked",
    };
    public virtual string FlagWord(string flag) => flag switch
    {
        "muscle-unknown" => "muscle not known", "mvc-submaximal" => "contraction was not maximal", "no-neutral" => "no neutral phase", "no-midline" => "no held midline", "surface-on-deep" => "skin electrode over a deep muscle",
        "heart-beats" => "heart beats left in", "invalid-data" => "invalid data", "no-mvc" => "no maximal contraction", "amplitude-not-believable" => "no EMG is so large: check the unit", "no-rise" => "no rise in the posture", "mvc-silent" => "nothing heard in the contraction", "no-posture" => "posture outside the recording", "no-weighted-measure" => "no measure with a weight", var other => other.Replace('-', ' '),
    };
    public virtual string CoherenceWord => "Shared 4 to 7 Hz drive";
    public virtual string NoPairAbove(int pairs) => pairs == 0 ? "No pairs were compared." : $"None of {Number(pairs)} pairs exceeds its limit.";
    public virtual string PairsAbove(int above, int pairs) => $"{Number(above)} of {Number(pairs)} pairs exceed the limit that holds for all of them together. Coherence supports; alone it promotes no muscle.";
    public virtual string MatrixCaption => "Coherence of every pair of muscles between 4 and 7 Hz";
    public virtual string PatientsSide(Anatomy.Side? side) => side switch { Anatomy.Side.Left => "Patient’s left", Anatomy.Side.Right => "Patient’s right", _ => "Side not known" };
    public virtual string SidedMuscle(Anatomy.Side side, string muscle) => $"{(side == Anatomy.Side.Left ? "left" : "right")} {muscle}";
    public virtual string NotCompared => "not compared: recorded at different rates, or one channel is not usable";
    public virtual string PairLabel(string a, string b, LeadPair pair) => $"{Capital(a)} and {b}: {Coherence(pair.Value)}, {(pair.Significant ? "above the limit" : pair.NotJudged.Count > 0 ? "not judged" : "below the limit")}";
    public virtual string PairTitle(string a, string b) => $"{Capital(a)} and {b}";
    public virtual string CurveLabel(string a, string b) => $"Coherence of {a} and {b} from 0 to 50 Hz, with the limits of chance";
    public virtual string TremorBand(double low, double high) => $"{low.ToString("0.#", Culture)} to {high.ToString("0.#", Culture)} Hz, tremor and dystonic drive";
    public virtual string CurveWord => "coherence in the posture";
    public virtual string PointLimitWord(double limit) => $"chance at one frequency, 95 %: {Coherence(limit, "0.000")}";
    public virtual string AllLimitWord(double limit) => $"limit for all pairs together: {Coherence(limit, "0.000")}";
    public virtual string PairSaid(string a, string b, LeadPair pair, int pairs) =>
        $"Largest coherence of {a} and {b} from 4 to 7 Hz: {Coherence(pair.Value)} at {Coherence(pair.AtHz, "0.0")} Hz (95 % interval {Coherence(pair.Interval.Low)} to {Coherence(pair.Interval.High)}). "
        + (pair.NotJudged.Count > 0 ? $"Not judged: {string.Join(", ", pair.NotJudged.Select(NotJudgedWord))}. "
            : pair.Significant ? $"It exceeds {Coherence(pair.Limit, "0.000")}, the limit that holds for all {Number(pairs)} pairs together: a drive that both share. "
            : $"It stays below {Coherence(pair.Limit, "0.000")}, the limit that holds for all {Number(pairs)} pairs together. ")
        + (pair.PhasesDiffer ? "The posture phases differ in this pair more than chance allows. " : "");
    public virtual string NotJudgedWord(string reason) => reason switch
    {
        "too-few-segments" => "too little posture was recorded", "not-both-active" => "not both muscles are active in the posture", "heart-beats" => "heart beats are left in a channel",
        "mains" => "hum is left in a channel", "cross-talk" => "both electrodes may hear one source", var other => other.Replace('-', ' '),
    };
    public virtual string MatrixKey => "◆ above the limit for all pairs together · ( ) not judged, the pair says why · darker is larger.";
    public virtual string MatrixKeys => "Choose a pair to see it over frequency; arrow keys move from pair to pair.";
    public virtual string ShowAllPairs => "Show every pair";
    public virtual string AllPairsLoading => "Measuring every pair …";
    public virtual string CoherenceDrawnAnew => "Drawn with today’s knowledge; the ranking was made with an earlier version, and the two may differ.";
    public virtual string CoherenceFileGone => "The recording’s file is not there any more, so pairs cannot be drawn. The table is what was found when it was ranked.";
    string Coherence(double value, string form = "0.00") => value.ToString(form, Culture);
    public virtual string PairColumn => "Channels";
    public virtual string CoherenceColumn => "Coherence (95 % interval)";
    public virtual string LimitColumn => "Limit";
    public virtual string AtHz => "At, Hz";
    public virtual string ChannelView => "Envelope and spectrum";
    public virtual string ChooseChannel => "Choose a channel under View in the ranking.";
    public virtual string EnvelopeOf(string label) => $"Envelope of {label}: RMS in microvolts over the recording";
    public virtual string SpectrumOf(string label) => $"Spectrum of {label} in the posture: power density in decibels over hertz";
    public virtual string EnvelopeLane => "Envelope, RMS";
    public virtual string SpectrumLane => "Spectrum in the posture, dB (µV²/Hz)";
    public virtual string ChannelViewFoot(int seconds) => seconds == 0 ? "No posture phase holds a whole second: no spectrum." : $"Spectrum from {Number(seconds)} stretches of about a second. Hum and heart beats are left in here so that they can be seen; they are taken out before ranking.";
    public virtual string ShareBetween(int from, int to) => $"{from} to {to} Hz";
    public virtual string BandColumn => "Band";
    public virtual string ShareOfPower => "Share of power";
    public virtual string RecordingFact(string name, string format, double seconds, int channels, string by) => $"{name} · {format} · {seconds.ToString("0.#", Culture)} s · {Number(channels)} channels · kept by {by}";
    public virtual string OtherRecordings => "Other recordings of this visit";
    public virtual string BeatsFound(int beats) => $"{Number(beats)} heart beats found";
    public virtual string JoinedScore => "Joined score";
    public virtual string EmgJoined => "EMG moves a muscle by a likelihood ratio that is a stated choice awaiting clinical sign-off; doubtful channels count for nothing.";
    public virtual string EmgSideBySide => "The EMG of an earlier day stands beside the order and does not change it.";
    public virtual string EmgFromRecording(DateOnly day) => $"EMG of {Day(day)}";
    public virtual string NoChannelHere => "no channel";
    public virtual string EmgDisagrees => "disagrees";
    public virtual string EmgOnly => "Active in the EMG, not named by the posture";
    public virtual string EmgOnlyText => "These muscles are likely or possibly dystonic by EMG, and no measured posture names them. Look again before you plan without them or with them.";
    public virtual string EmgRank(int rank, double? drive) => drive is { } d ? $"rank {Number(rank)}, drive {d.ToString("0.#;−0.#;0", Culture)} %" : $"rank {Number(rank)}";
    public virtual string EmgSays(ActivityBand band, int rank) => $"EMG: {BandWord(band)}, rank {Number(rank)}";
    public virtual string AddToPlan => "Add to plan";
    public virtual string AddToPlanOf(string muscle) => $"Add {muscle} to the plan";
}

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

using Collum.Findings;

namespace Collum.Anatomy;

/// <summary>How the needle finds the muscle.</summary>
public enum Guidance { Landmarks, Emg, Ultrasound, EmgUltrasound, NerveStimulation, Ct }

public static class Guidances
{
    public static IReadOnlyDictionary<string, Guidance> Words { get; } = new Dictionary<string, Guidance>(StringComparer.Ordinal)
    {
        ["landmarks"] = Guidance.Landmarks, ["emg"] = Guidance.Emg, ["ultrasound"] = Guidance.Ultrasound,
        ["emg-ultrasound"] = Guidance.EmgUltrasound, ["nerve-stimulation"] = Guidance.NerveStimulation, ["ct"] = Guidance.Ct,
    };

    public static string Word(this Guidance guidance) => Words.First(w => w.Value == guidance).Key;

    public static Sentence Say(this Guidance guidance) => guidance switch
    {
        Guidance.Landmarks => Phrase($"landmarks"),
        Guidance.Emg => Phrase($"emg"),
        Guidance.Ultrasound => Phrase($"ultrasound"),
        Guidance.EmgUltrasound => Phrase($"emg-ultrasound"),
        Guidance.NerveStimulation => Phrase($"nerve-stimulation"),
        _ => Phrase($"ct"),
    };

    public static bool SeesTheNeedle(this Guidance guidance) => guidance is Guidance.Ultrasound or Guidance.EmgUltrasound or Guidance.Ct;
}

namespace Collum.Clinic.Charts;

/// <summary>Every kind of entry that a chart may hold, and what its body says. One fact, one entry, one kind.</summary>
/// <remarks>A body that was computed from something holds it as <c>input</c> and <c>output</c>, so that it can be made again.</remarks>
public static class Kinds
{
    /// <summary><see cref="Charts.Identity"/>.</summary>
    public const string Identity = Charts.Identity.Kind;

    /// <summary><see cref="Charts.Origin"/>.</summary>
    public const string Origin = "origin";

    /// <summary>Answers, medications and allergies of one day, and what they mean for treatment.</summary>
    public const string Answers = "answers";

    /// <summary>What doctor and patient decided, among which options.</summary>
    public const string Decision = "decision";

    /// <summary>Posture and examination of one day, and the muscles they suggest.</summary>
    public const string Posture = "posture";

    /// <summary>An EMG recording: which file, what stands in it, which muscle each channel hears, the phases, and how the muscles were ranked. A later one that amends it takes its place.</summary>
    public const string Recording = "recording";

    /// <summary>One instrument on one day.</summary>
    public const string Score = "score";

    /// <summary>A plan that nobody signed yet, with its check. A later one that amends it takes its place.</summary>
    public const string Plan = "plan";

    /// <summary>A plan as signed, with its check and the reasons given; amends the draft.</summary>
    public const string PlanSigned = "plan-signed";

    /// <summary>A draft that will not be used; amends it.</summary>
    public const string PlanDropped = "plan-dropped";

    /// <summary>A treatment that nobody signed yet. A later one that amends it takes its place.</summary>
    public const string TreatmentDraft = "treatment-draft";

    /// <summary>What was given, signed.</summary>
    public const string Treatment = "treatment";

    /// <summary>A correction of a treatment, which it amends.</summary>
    public const string Amendment = "amendment";

    /// <summary>A report of something unwanted, and how urgent it is.</summary>
    public const string SideEffect = "side-effect";

    /// <summary>What was done about a report, which it amends, and how it went on.</summary>
    public const string SideEffectAnswer = "side-effect-answer";

    /// <summary>How the last treatment went, as patient and clinician saw it.</summary>
    public const string Response = "response";

    /// <summary>A physiotherapy programme or an oral drug: started, changed or ended.</summary>
    public const string Adjunct = "adjunct";

    /// <summary>Words for the next reader, and what the patient wants to reach.</summary>
    public const string Note = "note";

    /// <summary>Toxin given somewhere else, for any indication.</summary>
    public const string ToxinElsewhere = "toxin-elsewhere";
}

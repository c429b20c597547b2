using Collum.Findings;

namespace Collum.Patients;

/// <summary>What somebody said when asked. <see cref="Unknown"/> is an answer of its own and never counts as no.</summary>
public enum Answer { Unknown, No, Yes }

public static class Answers
{
    public static IReadOnlyDictionary<string, Answer> Words { get; } =
        new Dictionary<string, Answer>(StringComparer.Ordinal) { ["yes"] = Answer.Yes, ["no"] = Answer.No, ["unknown"] = Answer.Unknown };

    public static Sentence Say(this Answer answer) => answer switch
    {
        Answer.Yes => Phrase($"yes"),
        Answer.No => Phrase($"no"),
        _ => Phrase($"unknown"),
    };

    public static string Word(this Answer answer) => answer switch
    {
        Answer.Yes => "yes",
        Answer.No => "no",
        _ => "unknown",
    };

    /// <summary>Yes if either is yes, no only if both are no.</summary>
    public static Answer Or(this Answer a, Answer b) =>
        a == Answer.Yes || b == Answer.Yes ? Answer.Yes : a == Answer.No && b == Answer.No ? Answer.No : Answer.Unknown;

    /// <summary>No if either is no, yes only if both are yes.</summary>
    public static Answer And(this Answer a, Answer b) => a.Not().Or(b.Not()).Not();

    public static Answer Not(this Answer answer) => answer switch
    {
        Answer.Yes => Answer.No,
        Answer.No => Answer.Yes,
        _ => Answer.Unknown,
    };
}

using Collum.Findings;
using Collum.Patients;

namespace Collum.Safety;

public enum SideEffectSeverity { Mild, Moderate, Severe }

public enum SideEffectCourse { Ongoing, Improving, Worsening, Resolved, ResolvedWithSequelae, Unknown }

/// <summary>A side effect as it is recorded.</summary>
public sealed record SideEffect
{
    /// <summary>The day it was reported.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Id of <c>adverse-events.json</c>; null when there are words only.</summary>
    public string? Term { get; init; }

    /// <summary>The patient's own words.</summary>
    public string? Words { get; init; }

    public DateOnly? OnsetDate { get; init; }

    /// <summary>Null when nobody said.</summary>
    public SideEffectSeverity? Severity { get; init; }

    public SideEffectCourse Course { get; init; } = SideEffectCourse.Unknown;

    /// <summary>Red flag answers.</summary>
    public IReadOnlyDictionary<string, Answer> Answers { get; init; } = new Dictionary<string, Answer>();

    /// <summary>Conditions that a clinician confirmed.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    public bool CannotAnswer { get; init; }

    /// <summary>What was done.</summary>
    public string? Done { get; init; }

    public string? By { get; init; }

    public DateOnly? EndDate { get; init; }

    /// <summary>The report to triage, for one treatment of one person.</summary>
    /// <param name="patient">Whose.</param>
    /// <param name="treated">The day of the treatment it may come from; null when there was none.</param>
    public TriageReport Report(Patient patient, DateOnly? treated) => new()
    {
        Terms = Term is null ? [] : [Term],
        Words = Words,
        Answers = Answers,
        Conditions = Conditions,
        CannotAnswer = CannotAnswer,
        OnsetDay = OnsetDate is { } onset && treated is { } day ? onset.DayNumber - day.DayNumber : null,
        Patient = patient,
    };
}

/// <summary>Reads and writes a side effect: <c>{ "date", "term", "words", "onset_date", "severity", "course", "answers", "conditions", "cannot_answer", "done", "by", "end_date" }</c>.</summary>
public static class SideEffectDocument
{
    static readonly Dictionary<string, SideEffectSeverity> Severities = new(StringComparer.Ordinal)
    {
        ["mild"] = SideEffectSeverity.Mild, ["moderate"] = SideEffectSeverity.Moderate, ["severe"] = SideEffectSeverity.Severe,
    };

    static readonly Dictionary<string, SideEffectCourse> Courses = new(StringComparer.Ordinal)
    {
        ["ongoing"] = SideEffectCourse.Ongoing, ["improving"] = SideEffectCourse.Improving, ["worsening"] = SideEffectCourse.Worsening,
        ["resolved"] = SideEffectCourse.Resolved, ["resolved-with-sequelae"] = SideEffectCourse.ResolvedWithSequelae, ["unknown"] = SideEffectCourse.Unknown,
    };

    /// <summary>Throws <see cref="InputException"/> for an unknown term, question or condition, and for days in the wrong order.</summary>
    public static SideEffect Read(InputReader reader, AdverseEvents events)
    {
        var date = reader.Date("date");
        var known = events.ById.Keys.ToDictionary(id => id, id => id, StringComparer.Ordinal);
        string? term = reader.OneOfOrNull("term", known, out var id) ? id : null;
        var words = reader.TextOrNull("words");
        if (term is null && string.IsNullOrWhiteSpace(words))
            throw reader.Wrong("term", $"a term, or the patient's words under 'words'");

        var onset = reader.DateOrNull("onset_date");
        if (onset > date)
            throw reader.Wrong("onset_date", $"a day not after 'date'");
        var end = reader.DateOrNull("end_date");
        if (end < (onset ?? date))
            throw reader.Wrong("end_date", $"a day not before the onset");

        var effect = new SideEffect
        {
            Date = date,
            Term = term,
            Words = words,
            OnsetDate = onset,
            Severity = reader.OneOfOrNull("severity", Severities, out var severity) ? severity : null,
            Course = reader.OneOfOrNull("course", Courses, out var course) ? course : SideEffectCourse.Unknown,
            Answers = AnswersIn(reader, "answers", [.. events.Content.RedFlagQuestions.Select(q => q.Id)]),
            Conditions = [.. reader.Texts("conditions").Select((c, i) => events.Rows.ContainsKey(c) ? c
                : throw new InputException($"conditions[{i}]", $"'{c:typed}'", $"the id of a triage condition"))],
            CannotAnswer = reader.FlagOrNull("cannot_answer") ?? false,
            Done = reader.TextOrNull("done"),
            By = reader.TextOrNull("by"),
            EndDate = end,
        };
        reader.Done();
        return effect;
    }

    public static SideEffect Read(string document, ReadOnlyMemory<byte> utf8, AdverseEvents events) =>
        InputReader.Parse(document, utf8, r => Read(r, events));

    /// <summary>The document that reads back to the same value.</summary>
    public static string Write(SideEffect effect) => OutputJson.Write(new
    {
        effect.Date,
        effect.Term,
        effect.Words,
        effect.OnsetDate,
        effect.Severity,
        effect.Course,
        Answers = effect.Answers.Count == 0 ? null : effect.Answers.OrderBy(a => a.Key, StringComparer.Ordinal).ToDictionary(a => a.Key, a => a.Value.Word()),
        Conditions = effect.Conditions.Count == 0 ? null : effect.Conditions,
        CannotAnswer = effect.CannotAnswer ? true : (bool?)null,
        effect.Done,
        effect.By,
        effect.EndDate,
    });

    internal static Dictionary<string, Answer> AnswersIn(InputReader reader, string key, IReadOnlyCollection<string> ids)
    {
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var (id, word) in reader.Map(key))
        {
            if (!ids.Contains(id))
                throw new InputException($"{key}.{id}", $"a question that is not known here",
                    Numerics.EditDistance.Closest(id, ids) is { } close ? Phrase($"'{close:code}'?") : Phrase($"one of {string.Join(", ", ids):code}"));
            answers[id] = Answers.Words.TryGetValue(word, out var answer) ? answer
                : throw new InputException($"{key}.{id}", $"'{word:typed}'", $"yes, no or unknown");
        }

        return answers;
    }
}

using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>How fast a report is answered. Ordered: the most urgent is largest.</summary>
public enum TriageLevel { SelfCare, Routine, SameDay, EmergencyNow }

/// <summary>What a level means and asks for.</summary>
public sealed record TriageLevelFact : Fact
{
    public required TriageLevel Level { get; init; }

    public required string Meaning { get; init; }

    /// <summary>What to do, for whoever holds the report.</summary>
    public required string Action { get; init; }

    /// <summary>Null when no answer is promised.</summary>
    public int? MaxResponseMinutes { get; init; }
}

/// <summary>A question asked with every report; a yes lifts it to a level, whatever the day.</summary>
public sealed record TriageQuestion : Fact
{
    public required string Id { get; init; }

    public required string Question { get; init; }

    public required TriageLevel YesLevel { get; init; }
}

/// <summary>A step-down needs its whole condition confirmed, and every red flag answered no.</summary>
public enum TriageDirection { Raise, Lower }

/// <summary>A condition that changes the level of one term.</summary>
public sealed record TriageRow
{
    public required string Id { get; init; }

    /// <summary>The condition in words, for a clinician to confirm.</summary>
    public required string When { get; init; }

    public required TriageLevel Level { get; init; }

    public TriageDirection Direction { get; init; }

    /// <summary>Questions whose yes shows that it holds.</summary>
    public IReadOnlyList<string> RedFlags { get => field ?? []; init; }

    /// <summary>Answers about the patient whose yes shows that it holds.</summary>
    public IReadOnlyList<string> History { get => field ?? []; init; }

    /// <summary>Other terms of the same report that show that it holds.</summary>
    public IReadOnlyList<string> WithTerms { get => field ?? []; init; }
}

public sealed record TriageTable : Fact
{
    public required TriageLevel DefaultLevel { get; init; }

    public required IReadOnlyList<TriageRow> Escalate { get; init; }

    public required string Reasoning { get; init; }
}

public sealed record LevelFact : Fact
{
    public required TriageLevel Level { get; init; }
}

/// <summary>How often, in one study or label. Never compared between products.</summary>
public sealed record Frequency : RegionalFact
{
    /// <summary>Null speaks for all products.</summary>
    public string? Product { get; init; }

    public decimal? DoseU { get; init; }

    public int? N { get; init; }

    public decimal? Percent { get; init; }

    public decimal? ComparatorPercent { get; init; }

    public string? Category { get; init; }
}

public sealed record DayRange : Fact
{
    public required int Min { get; init; }

    public required int Max { get; init; }
}

public sealed record EventTime : Fact
{
    public string? Text { get; init; }

    public Range<int>? RangeDays { get; init; }

    public DayRange? WatchWindow { get; init; }

    public WorstCase? WorstCase { get; init; }
}

public sealed record WorstCase : Fact
{
    public required int Days { get; init; }

    public required string Text { get; init; }
}

/// <summary>One side effect.</summary>
public sealed record AdverseEvent
{
    public required string Id { get; init; }

    public required string Term { get; init; }

    /// <summary>As patients say it.</summary>
    public required IReadOnlyList<string> PatientWords { get; init; }

    public required IReadOnlyList<string> AlsoWords { get; init; }

    public required string Seriousness { get; init; }

    public required IReadOnlyList<Frequency> Frequency { get; init; }

    /// <summary>What reports describe; it never lowers a level.</summary>
    public required EventTime Onset { get; init; }

    public required EventTime Duration { get; init; }

    public required TriageTable Triage { get; init; }

    public required IReadOnlyList<Evidence> Evidence { get; init; }

    public required IReadOnlyList<TextFact> Conflicts { get; init; }

    public TextFact? Management { get; init; }

    public string? Note { get; init; }
}

public sealed record FrequencyCategories : Fact
{
    public required IReadOnlyDictionary<string, string> Shares { get; init; }
}

public sealed record WatchSchedule : Fact
{
    public required IReadOnlyList<int> Days { get; init; }
}

public sealed record BoxedOnset
{
    public required int MinHours { get; init; }

    public required string MaxText { get; init; }
}

public sealed record BoxedWarning : Fact
{
    public required string Text { get; init; }

    public required BoxedOnset Onset { get; init; }
}

public sealed record OverallRate : Fact
{
    public required string Product { get; init; }

    public required string Text { get; init; }
}

public sealed record AdverseEventFile : KnowledgeFile
{
    public required IReadOnlyList<TextFact> Rules { get; init; }

    public required FrequencyCategories FrequencyCategories { get; init; }

    public required WatchSchedule WatchSchedule { get; init; }

    public required IReadOnlyList<TriageLevelFact> Levels { get; init; }

    public required IReadOnlyList<TriageQuestion> RedFlagQuestions { get; init; }

    /// <summary>The least level while a question whose yes is an emergency has no answer.</summary>
    public required LevelFact FloorWhileNotAsked { get; init; }

    /// <summary>The least level of a report in which no term is recognised.</summary>
    public required LevelFact FloorNotUnderstood { get; init; }

    public required BoxedWarning BoxedWarning { get; init; }

    public required IReadOnlyList<OverallRate> Overall { get; init; }

    public required IReadOnlyList<AdverseEvent> Events { get; init; }
}

/// <summary>The side effects by id, checked.</summary>
public sealed class AdverseEvents
{
    readonly Dictionary<string, AdverseEvent> _byId = new(StringComparer.Ordinal);
    readonly Dictionary<string, TriageRow> _rows = new(StringComparer.Ordinal);

    public AdverseEvents(string file, AdverseEventFile content, IReadOnlySet<string> answerIds)
    {
        var questions = new HashSet<string>(StringComparer.Ordinal);
        foreach (var question in content.RedFlagQuestions)
            if (!questions.Add(question.Id))
                throw new KnowledgeException(file, question.Id, "the id stands twice");
        foreach (var level in Enum.GetValues<TriageLevel>())
            if (content.Levels.Count(l => l.Level == level) != 1)
                throw new KnowledgeException(file, "levels", $"{level} must stand exactly once");
        foreach (var adverse in content.Events)
            if (!_byId.TryAdd(adverse.Id, adverse))
                throw new KnowledgeException(file, adverse.Id, "the id stands twice");

        foreach (var adverse in content.Events)
            foreach (var row in adverse.Triage.Escalate)
            {
                if (!_rows.TryAdd(row.Id, row))
                    throw new KnowledgeException(file, row.Id, "the id stands twice");
                if (row.RedFlags.FirstOrDefault(f => !questions.Contains(f)) is { } flag)
                    throw new KnowledgeException(file, $"{row.Id}.red_flags", $"'{flag}' is no red flag question");
                if (row.History.FirstOrDefault(h => !answerIds.Contains(h)) is { } history)
                    throw new KnowledgeException(file, $"{row.Id}.history", $"'{history}' is no question about the patient");
                if (row.WithTerms.FirstOrDefault(t => !_byId.ContainsKey(t)) is { } term)
                    throw new KnowledgeException(file, $"{row.Id}.with_terms", $"'{term}' is no side effect");
                if (row.Direction == TriageDirection.Lower && row.RedFlags.Count + row.History.Count + row.WithTerms.Count > 0)
                    throw new KnowledgeException(file, row.Id, "a step-down is confirmed by a person, never shown by an answer");
            }

        Content = content;
    }

    public AdverseEventFile Content { get; }

    public IReadOnlyList<AdverseEvent> All => Content.Events;

    public IReadOnlyDictionary<string, AdverseEvent> ById => _byId;

    /// <summary>Every condition a clinician can confirm, by id.</summary>
    public IReadOnlyDictionary<string, TriageRow> Rows => _rows;

    public TriageLevelFact this[TriageLevel level] => Content.Levels.First(l => l.Level == level);

    /// <summary>The terms that somebody's own words may mean: every word of a phrase appears, in any order.</summary>
    public IReadOnlyList<AdverseEvent> FromWords(string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
            return [];
        var said = TypedText.Words(words).Take(2000).ToHashSet(StringComparer.Ordinal);
        return [.. All.Where(e => e.PatientWords.Concat(e.AlsoWords).Append(e.Term.Split('/')[0])
            .Any(phrase => TypedText.Words(phrase).Where(w => !Small.Contains(w)).All(said.Contains)))];
    }

    static readonly HashSet<string> Small = new(["the", "to", "of", "my", "is", "a", "i", "when", "in", "at", "be", "am"], StringComparer.Ordinal);
}

/// <summary>A muscle that may explain a term when it was injected.</summary>
public sealed record ExplainingMuscle : Fact
{
    public required string Muscle { get; init; }

    public required string Why { get; init; }

    /// <summary>Likely or possible.</summary>
    public required ExplainingWeight How { get; init; }
}

public enum ExplainingWeight { Possible, Likely }

public sealed record ExplainingTerm
{
    public required string Term { get; init; }

    public required IReadOnlyList<ExplainingMuscle> Muscles { get; init; }
}

public sealed record ExplainingFile : KnowledgeFile
{
    public required TextFact Rule { get; init; }

    public required IReadOnlyList<ExplainingTerm> Terms { get; init; }
}

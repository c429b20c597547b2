using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;

namespace Collum.Safety;

/// <summary>What somebody reports after a treatment.</summary>
public sealed record TriageReport
{
    /// <summary>Ids of side effects; empty when there are words only.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>The patient's own words.</summary>
    public string? Words { get; init; }

    /// <summary>Answers to the red flag questions; an absent id is unknown.</summary>
    public IReadOnlyDictionary<string, Answer> Answers { get; init; } = new Dictionary<string, Answer>();

    /// <summary>Ids of conditions that a clinician, or a direct answer, confirmed in full.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Days from the treatment to the first sign; null when unknown. Said beside the level, never used to lower it.</summary>
    public int? OnsetDay { get; init; }

    /// <summary>The patient cannot answer questions, and nobody can for them.</summary>
    public bool CannotAnswer { get; init; }

    /// <summary>Whose report it is; the answers about the person count.</summary>
    public Patient Patient { get; init; } = new();
}

/// <summary>One reason for a level.</summary>
public sealed record UrgencyReason(TriageLevel Level, Sentence Text, string Source, FactStatus Status);

/// <summary>How urgent a report is.</summary>
/// <param name="Level">The highest level that holds.</param>
/// <param name="Reasons">Most urgent first.</param>
/// <param name="Action">What to do.</param>
/// <param name="MaxResponseMinutes">Null when no answer is promised.</param>
/// <param name="Terms">The side effects that were recognised.</param>
/// <param name="Questions">Still to ask, those whose yes is an emergency first.</param>
/// <param name="Conditions">What a clinician may confirm and thereby change the level.</param>
/// <param name="Notes">What was seen and did not change the level.</param>
/// <param name="Sources">Keys in <c>data/sources.json</c>.</param>
public sealed record Urgency(
    TriageLevel Level, IReadOnlyList<UrgencyReason> Reasons, string Action, int? MaxResponseMinutes, IReadOnlyList<string> Terms,
    IReadOnlyList<TriageQuestion> Questions, IReadOnlyList<TriageRow> Conditions, IReadOnlyList<Sentence> Notes, IReadOnlyList<string> Sources)
{
    /// <summary>True while an open question could make it an emergency.</summary>
    public bool MayRise => Level < TriageLevel.EmergencyNow && Questions.Any(q => q.YesLevel == TriageLevel.EmergencyNow);
}

/// <summary>Is this report urgent: the highest level that holds wins, and the day after the injection lowers nothing.</summary>
public sealed class Triage(AdverseEvents events)
{
    /// <summary>Ids that nobody defined are refused by whoever reads the report; here they throw.</summary>
    public Urgency Assess(TriageReport report)
    {
        var file = events.Content;
        var terms = report.Terms.Select(id => events.ById.TryGetValue(id, out var e) ? e : throw new ArgumentException($"'{id}' is no side effect.", nameof(report)))
            .Concat(events.FromWords(report.Words)).Distinct().ToList();
        var confirmed = report.Conditions.Select(id => events.Rows.TryGetValue(id, out var r) ? r : throw new ArgumentException($"'{id}' is no condition.", nameof(report)))
            .ToList();

        var reasons = new List<UrgencyReason>();
        var notes = new List<Sentence>();
        var open = file.RedFlagQuestions.Where(q => AnswerTo(report, q) == Answer.Unknown).OrderByDescending(q => q.YesLevel).ToList();
        var noFlag = file.RedFlagQuestions.All(q => AnswerTo(report, q) == Answer.No);

        if (report.CannotAnswer)
            reasons.Add(new(TriageLevel.EmergencyNow, $"The patient cannot answer, so it is treated as an emergency.",
                file.FloorWhileNotAsked.Source, file.FloorWhileNotAsked.Status));

        foreach (var question in file.RedFlagQuestions.Where(q => AnswerTo(report, q) == Answer.Yes))
            reasons.Add(new(question.YesLevel, $"{question.Question:data} Yes.", question.Source, question.Status));

        // A confirmed condition counts whichever term it was written for: it can only raise.
        foreach (var row in confirmed.Where(r => r.Direction == TriageDirection.Raise))
            reasons.Add(new(row.Level, $"Confirmed: {row.When:data}.", "clinical-proposal", FactStatus.Recalled));

        foreach (var term in terms)
            reasons.Add(OfTerm(term, terms, report, confirmed, noFlag, reasons, notes));

        if (terms.Count == 0)
            reasons.Add(Of(file.FloorNotUnderstood, $"No known side effect was recognised in the report."));
        if (open.Any(q => q.YesLevel == TriageLevel.EmergencyNow))
            reasons.Add(Of(file.FloorWhileNotAsked, $"{open.Count} red flag questions have no answer yet; a yes to some of them would be an emergency."));

        Window(report, terms, notes);
        reasons = [.. reasons.OrderByDescending(r => r.Level)];
        var level = events[reasons[0].Level];
        var changeable = terms.SelectMany(t => t.Triage.Escalate).Where(r => !confirmed.Contains(r)).ToList();
        return new(level.Level, reasons, level.Action, level.MaxResponseMinutes, [.. terms.Select(t => t.Id)],
            open, changeable, notes, [.. reasons.Select(r => r.Source).Append(level.Source).Distinct()]);
    }

    // The level of one term: what its own rows raise it to, or a step-down when nothing at all speaks against it.
    static UrgencyReason OfTerm(
        AdverseEvent term, List<AdverseEvent> terms, TriageReport report, List<TriageRow> confirmed, bool noFlag, List<UrgencyReason> reasons, List<Sentence> notes)
    {
        var raised = false;
        foreach (var row in term.Triage.Escalate.Where(r => r.Direction == TriageDirection.Raise))
        {
            var shown = row.RedFlags.Where(f => report.Answers.TryGetValue(f, out var a) && a == Answer.Yes)
                .Concat(row.History.Where(h => report.Patient.AnswerTo(h) == Answer.Yes))
                .Concat(row.WithTerms.Where(t => terms.Any(x => x.Id == t)))
                .ToList();
            if (shown.Count > 0)
                reasons.Add(new(row.Level, $"{term.Term:data}: {row.When:data} ({string.Join(", ", shown):code}).", term.Triage.Source, term.Triage.Status));
            raised |= shown.Count > 0 || confirmed.Contains(row);
        }

        if (term.Triage.Escalate.Where(r => r.Direction == TriageDirection.Lower && confirmed.Contains(r)).MaxBy(r => r.Level) is { } lower)
        {
            if (noFlag && !raised && !report.CannotAnswer)
                return new(lower.Level, $"{term.Term:data}: {lower.When:data}, confirmed, and every red flag was answered no.", term.Triage.Source, term.Triage.Status);
            notes.Add($"'{lower.When:data}' was confirmed but does not lower the level: {(noFlag ? Phrase($"something else raises it") : Phrase($"not every red flag question is answered no"))}.");
        }

        return new(term.Triage.DefaultLevel, $"{term.Term:data}: {term.Triage.Reasoning:data}", term.Triage.Source, term.Triage.Status);
    }

    static void Window(TriageReport report, List<AdverseEvent> terms, List<Sentence> notes)
    {
        if (report.OnsetDay is not { } day)
            return;
        foreach (var term in terms)
        {
            var low = term.Onset.WatchWindow?.Min ?? term.Onset.RangeDays?.Min;
            var high = term.Onset.WatchWindow?.Max ?? term.Onset.RangeDays?.Max;
            if (day < low || day > high)
                notes.Add($"{term.Term:data}: day {day} lies outside the days described ({low} to {high}). Another cause is possible; the level does not change.");
        }
    }

    static UrgencyReason Of(LevelFact fact, Sentence text) => new(fact.Level, text, fact.Source, fact.Status);

    static Answer AnswerTo(TriageReport report, TriageQuestion question) =>
        report.Answers.TryGetValue(question.Id, out var answer) ? answer : Answer.Unknown;
}

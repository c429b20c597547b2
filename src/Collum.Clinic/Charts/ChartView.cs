using Collum.Findings;
using Collum.Patients;
using Collum.Treatments;

namespace Collum.Clinic.Charts;

/// <summary>One line of a chart's timeline.</summary>
/// <param name="Date">When it happened.</param>
/// <param name="Seq">Its entry.</param>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Title">What it is, one or two words.</param>
/// <param name="Fact">One line of fact.</param>
/// <param name="Context">One line of context; null when there is none.</param>
/// <param name="By">Who wrote it down.</param>
/// <param name="IsOpen">Unsigned, or waiting for an answer.</param>
public sealed record TimelineItem(DateOnly Date, long Seq, string Kind, Sentence Title, Sentence Fact, Sentence? Context, string By, bool IsOpen = false);

/// <summary>One measured point of a course.</summary>
/// <param name="Date">The day.</param>
/// <param name="Seq">Its entry.</param>
/// <param name="Instrument">Id in <c>data/scales</c>; with the subscale behind it (<c>twstrs-severity</c>) where the instrument has no total that day and that subscale is whole.</param>
/// <param name="Value">The total, in the instrument's points.</param>
/// <param name="Parts">Subscale totals, where the items were recorded.</param>
/// <param name="TotalOnly">The items were not recorded.</param>
public sealed record ScorePoint(DateOnly Date, long Seq, string Instrument, decimal Value, IReadOnlyDictionary<string, decimal> Parts, bool TotalOnly)
{
    /// <summary>The form of the instrument; scores of two forms do not compare. Null = as published.</summary>
    public string? Variant { get; init; }
}

/// <summary>A plan as it stands in the chart.</summary>
/// <param name="Seq">Entry of the last draft or of the signed plan.</param>
/// <param name="First">Entry of the first draft.</param>
/// <param name="Date">The day it is meant for.</param>
/// <param name="Document">The plan document, JSON.</param>
/// <param name="Check">What the check said, JSON.</param>
/// <param name="Signed">Who signed; null while nobody did.</param>
/// <param name="Dropped">It will not be used.</param>
/// <param name="KnowledgeVersion">With which it was checked.</param>
public sealed record PlanState(long Seq, long First, DateOnly Date, string Document, string Check, string? Signed, bool Dropped, string? KnowledgeVersion)
{
    /// <summary>The treatment that followed it; null while none did.</summary>
    public long? Treatment { get; init; }

    public bool IsOpen => Signed is null && !Dropped;
}

/// <summary>A report and what became of it.</summary>
/// <param name="Seq">Entry of the report.</param>
/// <param name="Date">The day it was reported.</param>
/// <param name="Term">Id of the event, or the words of whoever reported.</param>
/// <param name="Level">Triage level, as the triage gave it; null when it was not triaged.</param>
/// <param name="Report">The report, JSON.</param>
/// <param name="Triage">What the triage said, JSON; null when it was not triaged.</param>
/// <param name="Answers">What was done, oldest first.</param>
public sealed record SideEffectState(
    long Seq, DateOnly Date, string Term, string? Level, string Report, string? Triage, IReadOnlyList<SideEffectAnswer> Answers)
{
    public bool IsWaiting => Answers.Count == 0;
}

/// <summary>Body of an entry of kind <c>side-effect-answer</c>.</summary>
public sealed record SideEffectAnswer
{
    public required DateOnly Date { get; init; }

    /// <summary>What was done, in words.</summary>
    public required string Done { get; init; }

    /// <summary>How it went on, in words: better, gone on a day, worse.</summary>
    public string? Course { get; init; }

    /// <summary>The day it was over; null while it lasts or nobody said.</summary>
    public DateOnly? Ended { get; init; }

    public string By { get; init; } = "";
}

/// <summary>A document with what was computed from it.</summary>
/// <param name="Seq">Its entry.</param>
/// <param name="Date">The day it speaks of.</param>
/// <param name="Input">JSON.</param>
/// <param name="Output">JSON; null when nothing was computed.</param>
/// <param name="By">Who wrote it down.</param>
public sealed record Recorded(long Seq, DateOnly Date, string Input, string? Output, string By);

/// <summary>Words for the next reader: body of an entry of kind <c>note</c>.</summary>
public sealed record Note
{
    public required DateOnly Date { get; init; }

    public string? Text { get; init; }

    /// <summary>What the patient wants to reach, in the patient's words. The last note that names any counts.</summary>
    public IReadOnlyList<string>? Goals { get; init; }
}

/// <summary>One chart, folded from its entries into what stands now. Made anew on every read; never stored.</summary>
public sealed record ChartView
{
    public required string Id { get; init; }

    /// <summary>Number of the last entry: what the next write expects.</summary>
    public required long Seq { get; init; }

    /// <summary>As written, oldest first.</summary>
    public required IReadOnlyList<Entry> Entries { get; init; }

    public required Identity Identity { get; init; }

    /// <summary>Null for a patient of the clinic.</summary>
    public Origin? Origin { get; init; }

    /// <summary>The clinical facts as last recorded, answers and medications included.</summary>
    public required Patient Patient { get; init; }

    /// <summary>When the answers were asked; null when they never were.</summary>
    public DateOnly? AnswersDate { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<TimelineItem> Timeline { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ScorePoint> Scores { get; init; }

    /// <summary>Signed treatments with their amendments, by date.</summary>
    public required IReadOnlyList<AmendedTreatment> Treatments { get; init; }

    /// <summary>By first draft.</summary>
    public required IReadOnlyList<PlanState> Plans { get; init; }

    public required IReadOnlyList<SideEffectState> SideEffects { get; init; }

    public required IReadOnlyList<Recorded> Postures { get; init; }

    /// <summary>EMG recordings as they stand, by date.</summary>
    public IReadOnlyList<RecordingState> Recordings { get; init; } = [];

    public required IReadOnlyList<Recorded> Answers { get; init; }

    public required IReadOnlyList<Recorded> Decisions { get; init; }

    public required IReadOnlyList<Recorded> Adjuncts { get; init; }

    /// <summary>How treatments went.</summary>
    public required IReadOnlyList<Recorded> Responses { get; init; }

    public required IReadOnlyList<Note> Notes { get; init; }

    /// <summary>Every toxin known of, here and elsewhere, amendments applied, oldest first: what the next plan is checked against.</summary>
    public required IReadOnlyList<PastToxin> History { get; init; }

    /// <summary>What nobody signed yet, or nobody answered.</summary>
    public IEnumerable<TimelineItem> Open => Timeline.Where(i => i.IsOpen);

    public IReadOnlyList<string> Goals => Notes.LastOrDefault(n => n.Goals is { Count: > 0 })?.Goals ?? [];

    /// <summary>The last treatment that counts, with or without toxin in it; null before the first.</summary>
    public AmendedTreatment? LastTreatment => Treatments.LastOrDefault(t => t.Current is not null);

    /// <summary>The last day with toxin, given here or elsewhere; null when none is known.</summary>
    public DateOnly? LastToxin => History.Count == 0 ? null : History[^1].Date;

    /// <summary>Completed weeks since the last toxin, here or elsewhere; null when none is known or it lies ahead.</summary>
    public int? WeeksSince(DateOnly today) => LastToxin is { } last && last <= today ? (today.DayNumber - last.DayNumber) / 7 : null;

    /// <summary>What came after the last treatment, newest first.</summary>
    public IEnumerable<TimelineItem> SinceLastTreatment => LastTreatment is { Current: { } last } treatment
        ? Timeline.Where(i => i.Date > last.Date || (i.Date == last.Date && i.Seq > Number(treatment.Id))) : Timeline;

    /// <summary>Completed years on a day, from the birth date, else counted on from the age at entry; null when neither is known.</summary>
    public int? AgeOn(DateOnly day) => Patient.AgeOn(day)
        ?? (Origin is { AgeAtEntry: { } age, EntryDate: { } entry } ? age + Math.Max(0, (day.DayNumber - entry.DayNumber) / 365) : null);

    /// <summary>The last posture measured up to a day, as a document; null when none was.</summary>
    public Recorded? PostureOn(DateOnly day) => Postures.LastOrDefault(p => p.Date <= day);

    /// <summary>The last EMG recording up to a day whose muscles were ranked; null when there is none.</summary>
    public RecordingState? RankedOn(DateOnly day) => Recordings.LastOrDefault(r => r.Body.Date <= day && r.Body.Ranking.Muscles.Count > 0);

    /// <summary>The EMG recording that joins the order of a visit: one of the day itself, because toxin and time change what muscles do. Null when there is none.</summary>
    public RecordingState? HeardOn(DateOnly day) => RankedOn(day) is { } ranked && ranked.Body.Date == day ? ranked : null;

    public AmendedTreatment? Treatment(long seq) => Treatments.FirstOrDefault(t => Number(t.Id) == seq);

    internal static long Number(string id) => long.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var seq) ? seq
        : throw new InputException("entry", $"'{id:typed}'", $"the number of an entry");

    /// <summary>Folds the entries of one chart, all of them and in order.</summary>
    public static ChartView Of(string id, IReadOnlyList<Entry> entries, Medicine medicine) => new ChartFold(id, medicine).Fold(entries);
}

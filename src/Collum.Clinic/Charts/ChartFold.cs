using System.Globalization;
using System.Text;
using System.Text.Json;
using Collum.Findings;
using Collum.Patients;
using Collum.Treatments;

namespace Collum.Clinic.Charts;

/// <summary>Reads the entries of one chart one after another; each kind has its own reader.</summary>
sealed class ChartFold(string id, Medicine medicine)
{
    readonly List<TimelineItem> _timeline = [];
    readonly List<ScorePoint> _scores = [];
    readonly Dictionary<long, (Treatment First, List<Amendment> Amendments)> _treatments = [];
    readonly Dictionary<long, PlanState> _plans = [];
    readonly List<SideEffectState> _sideEffects = [];
    readonly List<Recorded> _postures = [], _answers = [], _decisions = [], _adjuncts = [], _responses = [];
    readonly List<RecordingState> _recordings = [];
    readonly List<Note> _notes = [];
    readonly Dictionary<long, PastToxin> _elsewhere = [];
    readonly HashSet<long> _closed = [];
    Identity _identity = new() { Name = "Name not recorded" };
    Origin? _origin;
    Patient _patient = new();
    DateOnly? _answersDate;

    public ChartView Fold(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
            Add(entry);

        var treatments = _treatments.Select(t => new AmendedTreatment(t.Key.ToString(CultureInfo.InvariantCulture), t.Value.First, t.Value.Amendments))
            .OrderBy(t => (t.Current ?? t.First).Date).ThenBy(t => ChartView.Number(t.Id)).ToList();
        return new()
        {
            Id = id,
            Seq = entries.Count == 0 ? 0 : entries[^1].Seq,
            Entries = entries,
            Identity = _identity,
            Origin = _origin,
            Patient = _patient with { BirthDate = _identity.BirthDate, Sex = _identity.Sex },
            AnswersDate = _answersDate,
            Timeline = [.. _timeline.Select(i => _closed.Contains(i.Seq) ? i with { IsOpen = false } : i).OrderByDescending(i => i.Date).ThenByDescending(i => i.Seq)],
            Scores = [.. _scores.OrderBy(s => s.Date).ThenBy(s => s.Seq)],
            Treatments = treatments,
            Plans = [.. _plans.Values.OrderBy(p => p.First)],
            SideEffects = _sideEffects,
            Postures = ByDate(_postures),
            Recordings = [.. _recordings.OrderBy(r => r.Body.Date).ThenBy(r => r.Seq)],
            Answers = ByDate(_answers),
            Decisions = ByDate(_decisions),
            Adjuncts = ByDate(_adjuncts),
            Responses = ByDate(_responses),
            Notes = [.. _notes.OrderBy(n => n.Date)],
            History = [.. treatments.Select(t => t.AsPastToxin()).OfType<PastToxin>().Concat(_elsewhere.Values).OrderBy(p => p.Date)],
        };
    }

    static IReadOnlyList<Recorded> ByDate(List<Recorded> list) => [.. list.OrderBy(r => r.Date).ThenBy(r => r.Seq)];

    void Add(Entry entry)
    {
        switch (entry.Kind)
        {
            case Kinds.Identity:
                Identified(entry);
                break;
            case Kinds.Origin:
                _origin = entry.Read<Origin>();
                break;
            case Kinds.Answers:
                Answered(entry);
                break;
            case Kinds.Decision:
                Keep(_decisions, entry, $"Decision", EntryText.Decision);
                break;
            case Kinds.Posture:
                Keep(_postures, entry, $"Posture", EntryText.Posture);
                break;
            case Kinds.Recording:
                Listened(entry);
                break;
            case Kinds.Adjunct:
                Keep(_adjuncts, entry, $"Adjunct", EntryText.Adjunct);
                break;
            case Kinds.Response:
                Keep(_responses, entry, $"Response", EntryText.Response);
                break;
            case Kinds.Score:
                Scored(entry);
                break;
            case Kinds.Plan or Kinds.PlanSigned or Kinds.PlanDropped:
                Planned(entry);
                break;
            case Kinds.TreatmentDraft or Kinds.Treatment:
                Treated(entry);
                break;
            case Kinds.Amendment:
                Amended(entry);
                break;
            case Kinds.SideEffect or Kinds.SideEffectAnswer:
                Reported(entry);
                break;
            case Kinds.Note:
                Noted(entry);
                break;
            case Kinds.ToxinElsewhere:
                Elsewhere(entry);
                break;
            default:
                // A newer program may write more kinds; the chart stays readable, and the entry is not hidden.
                _timeline.Add(new(Day(entry), entry.Seq, entry.Kind, Code(entry.Kind), $"Written by another version of this program", null, entry.By));
                break;
        }
    }

    static DateOnly Day(Entry entry) => DateOnly.FromDateTime(entry.At.UtcDateTime);

    void Line(Entry entry, DateOnly date, Sentence title, Sentence fact, Sentence? context = null, bool open = false) =>
        _timeline.Add(new(date, entry.Seq, entry.Kind, title, fact, context ?? (entry.Why is { } why ? Typed(why) : null), entry.By, open));

    void Identified(Entry entry)
    {
        var before = _identity;
        _identity = entry.Read<Identity>();
        if (entry.Seq > 1 && before != _identity)
            Line(entry, Day(entry), $"Identity", $"Now {_identity.Name:typed}", $"Was {before.Name:typed}");
    }

    // The document that people wrote: the whole body, or its input where something was computed from it.
    internal static (JsonElement Document, JsonElement? Output) Parts(JsonElement body) =>
        body.TryGetProperty("input", out var input) && body.TryGetProperty("output", out var output) ? (input, output) : (body, null);

    void Keep(List<Recorded> list, Entry entry, Sentence title, Func<JsonElement, JsonElement?, Medicine, (Sentence Fact, Sentence? Context)> words)
    {
        using var body = JsonDocument.Parse(entry.Body);
        var (document, output) = Parts(body.RootElement);
        var date = DateIn(body.RootElement) ?? DateIn(document) ?? Day(entry);
        if (entry.Amends is { } before)
            list.RemoveAll(r => r.Seq == before);
        list.Add(new(entry.Seq, date, document.GetRawText(), output?.GetRawText(), entry.By));
        var (fact, context) = words(document, output, medicine);
        Line(entry, date, title, fact, context);
    }

    static DateOnly? DateIn(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("date", out var text) && text.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(text.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    void Answered(Entry entry)
    {
        Keep(_answers, entry, $"Answers", EntryText.Answers);
        using var body = JsonDocument.Parse(entry.Body);
        var (document, _) = Parts(body.RootElement);
        _answersDate = DateIn(body.RootElement) ?? DateIn(document) ?? Day(entry);
        var read = AnswersBody.Of(document);
        _patient = _patient with
        {
            WeightKg = read.WeightKg ?? _patient.WeightKg, Answers = read.Answers, Medications = read.Medications, Allergies = read.Allergies,
        };
    }

    void Scored(Entry entry)
    {
        using var body = JsonDocument.Parse(entry.Body);
        var (document, output) = Parts(body.RootElement);
        var date = DateIn(body.RootElement) ?? DateIn(document) ?? Day(entry);
        var points = EntryText.Score(entry.Seq, date, document, output);
        if (entry.Amends is { } before)
            _scores.RemoveAll(s => s.Seq == before);
        _scores.AddRange(points);
        var (fact, context) = EntryText.ScoreWords(points, document, medicine);
        Line(entry, date, $"Score", fact, context);
    }

    void Listened(Entry entry)
    {
        var body = entry.Read<RecordingBody>();
        if (entry.Amends is { } before)
            _recordings.RemoveAll(r => r.Seq == before);
        _recordings.Add(new(entry.Seq, body, entry.By, entry.KnowledgeVersion));
        var (fact, context) = EntryText.Recording(body, medicine);
        Line(entry, body.Date, $"EMG", fact, context);
    }

    void Planned(Entry entry)
    {
        var before = entry.Amends is { } amends && _plans.Remove(amends, out var found) ? found : null;
        if (entry.Amends is { } closed)
            _closed.Add(closed);
        if (entry.Kind == Kinds.PlanDropped)
        {
            if (before is not null)
                _plans[entry.Seq] = before with { Seq = entry.Seq, Dropped = true };
            Line(entry, before?.Date ?? Day(entry), $"Plan dropped", $"The draft will not be used");
            return;
        }

        using var body = JsonDocument.Parse(entry.Body);
        var (document, output) = Parts(body.RootElement);
        var date = DateIn(body.RootElement) ?? DateIn(document) ?? Day(entry);
        var signed = entry.Kind == Kinds.PlanSigned;
        _plans[entry.Seq] = new(entry.Seq, before?.First ?? entry.Seq, date, document.GetRawText(), output?.GetRawText() ?? "{}",
            signed ? entry.By : null, false, entry.KnowledgeVersion);
        var (fact, context) = EntryText.Plan(document, output, medicine);
        Line(entry, date, signed ? Phrase($"Plan") : Phrase($"Plan, not signed"), fact, context, open: !signed);
    }

    internal static Treatment TreatmentIn(Entry entry, Medicine medicine) => InputReader.Parse($"entry {entry.Seq}", Encoding.UTF8.GetBytes(entry.Body), reader =>
    {
        var holder = reader.ObjectOrNull("input") ?? reader;
        return TreatmentDocument.Read(holder.Object("treatment"), medicine.Muscles, medicine.Toxins);
    });

    internal static Amendment AmendmentIn(Entry entry, Medicine medicine) => InputReader.Parse($"entry {entry.Seq}", Encoding.UTF8.GetBytes(entry.Body), reader =>
        Amendment.Read((reader.ObjectOrNull("input") ?? reader).Object("amendment"), medicine.Muscles, medicine.Toxins));

    void Treated(Entry entry)
    {
        var treatment = TreatmentIn(entry, medicine);
        if (entry.Amends is { } closed)
            _closed.Add(closed);
        if (entry.Kind == Kinds.TreatmentDraft)
        {
            Line(entry, treatment.Date, $"Treatment, not signed", EntryText.Given(treatment), EntryText.Behind(treatment), open: true);
            return;
        }

        _treatments[entry.Seq] = (treatment, []);
        if (treatment.Plan is { } plan && _plans.TryGetValue(ChartView.Number(plan), out var state))
            _plans[state.Seq] = state with { Treatment = entry.Seq };
        Line(entry, treatment.Date, treatment.Given.IsZero ? Phrase($"Placebo") : Phrase($"Treatment"), EntryText.Given(treatment), EntryText.Behind(treatment));
    }

    void Amended(Entry entry)
    {
        var amendment = AmendmentIn(entry, medicine);
        if (entry.Amends is not { } of || !_treatments.TryGetValue(of, out var whole))
            return;
        var before = whole.Amendments.Count == 0 ? whole.First : whole.Amendments[^1].Corrected;
        whole.Amendments.Add(amendment);
        var fact = amendment.Corrected is not { } now ? Phrase($"Treatment withdrawn")
            : before is null ? Phrase($"Treatment stands again")
            : TreatmentChange.Between(before, now) is { Count: > 0 } changes ? Apart(changes.Select(c => c.Say())) : Phrase($"Nothing reads differently");
        Line(entry, Day(entry), $"Amendment", fact, Typed(amendment.Why));
    }

    void Reported(Entry entry)
    {
        if (entry.Kind == Kinds.SideEffectAnswer)
        {
            var answer = entry.Read<SideEffectAnswer>() with { By = entry.By };
            var at = _sideEffects.FindIndex(s => s.Seq == entry.Amends);
            if (at >= 0)
                _sideEffects[at] = _sideEffects[at] with { Answers = [.. _sideEffects[at].Answers, answer] };
            if (entry.Amends is { } closed)
                _closed.Add(closed);
            Line(entry, answer.Date, $"Side effect answered", Typed(answer.Done), answer.Course is { } course ? Typed(course) : null);
            return;
        }

        using var body = JsonDocument.Parse(entry.Body);
        var (document, output) = Parts(body.RootElement);
        var date = DateIn(body.RootElement) ?? DateIn(document) ?? Day(entry);
        var (term, level) = EntryText.SideEffect(document, output);
        _sideEffects.Add(new(entry.Seq, date, term ?? "something unwanted", level, document.GetRawText(), output?.GetRawText(), []));
        var (fact, context) = EntryText.SideEffectWords(document, output, medicine);
        Line(entry, date, $"Side effect", fact, context, open: true);
    }

    void Noted(Entry entry)
    {
        var note = entry.Read<Note>();
        _notes.Add(note);
        Line(entry, note.Date, $"Note", note.Text is { } text ? Typed(text) : Phrase($"Goals"), note.Goals is { Count: > 0 } goals ? Phrase($"Goals: {Apart(goals.Select(Typed))}") : null);
    }

    void Elsewhere(Entry entry)
    {
        if (entry.Amends is { } before)
            _elsewhere.Remove(before);
        var past = ToxinElsewhereBody.Read(entry, medicine);
        if (past is null)
        {
            Line(entry, Day(entry), $"Toxin elsewhere", $"Entered in error, taken back");
            return;
        }

        _elsewhere[entry.Seq] = past;
        Line(entry, past.Date, $"Toxin elsewhere", past.Dose?.Say() ?? (past.Product is { } product ? Phrase($"{product}, dose not known") : Phrase($"Product and dose not known")),
            past.SaidIndication);
    }
}

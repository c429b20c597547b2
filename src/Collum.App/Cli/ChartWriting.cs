using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collum.Clinic;
using Collum.Clinic.Charts;
using Collum.Clinic.Treatments;
using Collum.Clinic.Visits;
using Collum.Clinic.Watch;
using Collum.Findings;
using Collum.Plans;
using Collum.Postures;
using Collum.Safety;
using Collum.Scales;
using Collum.Treatments;

namespace Collum.App.Cli;

/// <summary>Every command that writes into a chart. Each takes one JSON document, who writes, and where the writer saw the chart stand.</summary>
static class ChartWriting
{
    public static Option<string?> By { get; } = new("--by") { Description = "Who writes, by name.", HelpName = "NAME", Required = true };

    public static Option<string> Chart { get; } = new("--chart") { Description = "The chart's id.", HelpName = "ID", Required = true };

    static readonly Option<long?> Expect = new("--expect") { Description = "Number of the last entry as you saw it; if somebody wrote since, nothing is written.", HelpName = "SEQ" };

    static readonly Option<string?> Key = new("--key") { Description = "Made once for one wish and kept for retries: the same key again gives the first outcome.", HelpName = "TEXT" };

    static readonly Option<long?> Corrects = new("--corrects") { Description = "The entry of the same kind that this one takes the place of.", HelpName = "SEQ" };

    static readonly Option<long?> PlanSeq = new("--plan") { Description = "The draft; default: the only open one.", HelpName = "SEQ" };

    static readonly Option<long> Report = new("--report") { Description = "The entry of the report.", HelpName = "SEQ", Required = true };

    static readonly Option<string> Why = new("--why") { Description = "The reason, in words.", HelpName = "TEXT", Required = true };

    static readonly Option<bool> Draft = new("--draft") { Description = "Keep it unsigned; nothing in it counts as given." };

    static readonly Option<string> Date = new("--date") { Description = "The day.", HelpName = "DATE", Required = true };

    static readonly Option<string> Product = new("--product") { Description = "Nonproprietary name.", HelpName = "ID", Required = true };

    static readonly Option<string> Region = new("--region") { Description = "Whose label applies; there is no default.", HelpName = "CODE", Required = true };

    static readonly Option<string?> Guidance = new("--guidance") { Description = "What the clinic has and likes to use.", HelpName = "WORD" };

    static readonly Option<bool> Save = new("--save") { Description = "Keep the proposal as a draft plan in the chart." };

    static readonly Option<string?> Id = new("--id") { Description = "The new chart's id; default: made up.", HelpName = "ID" };

    static readonly Argument<string> Document = Shared.File("document.json", "The document.");

    static readonly Argument<string> Optional = new("document.json")
    {
        Description = "{ \"reasons\": [ { \"code\", \"place\"?, \"text\", \"by\" } ] }, where findings ask for one.", Arity = ArgumentArity.ZeroOrOne,
    };

    public static Verb New() => new("new", "Open a chart: { \"name\", \"number\", \"birth_date\", \"sex\" }.", "collum chart new person.json --by \"Dr Mara Winter\"", NewAsync, Document, By, Id, Key, Shared.Data) { Reads = Samples.Person };

    public static IEnumerable<Verb> Verbs() =>
    [
        Writes("answers", "Write down answers, medications, allergies and weight: { \"date\", \"product\"?, \"region\"?, \"weight_kg\", \"answers\", \"medications\", \"allergies\" }.", Samples.Answers, AnswersAsync),
        Writes("decide", "Write down what patient and clinician decided: { \"date\", \"discussed\", \"chosen\", \"matters\", \"reason\" }.", Samples.Decision, DecideAsync),
        Writes("posture", "Write down posture and examination, with the muscles they suggest: a posture document with a \"date\".", Samples.DatedPosture, PostureAsync, Corrects),
        Writes("score", "Write down one instrument: { \"date\", \"instrument\", \"items\" or \"total\" }, or several days of it.", Samples.Score, ScoreAsync, Corrects),
        new("propose", "Propose the next plan from what the chart holds, each line with its reason.",
            "collum chart propose --chart chart-017 --date 2026-11-20 --product onabotulinumtoxinA --region US", ProposeAsync, Chart, Date, Product, Region, Guidance, Save, By2, Expect, Key, Shared.Data),
        Writes("plan", "Keep a plan as a draft, checked against the chart: a plan document; person and history come from the chart.", Samples.ChartPlan, PlanAsync, Corrects),
        new("sign", "Sign a draft plan: a stop blocks, each confirm wants a written reason.", "collum chart sign reasons.json --chart chart-017 --by \"Dr Mara Winter\"", SignAsync, Optional, Chart, By, PlanSeq, Expect, Key, Shared.Data) { Reads = Samples.Reasons },
        new("drop", "Put a draft plan away.", "collum chart drop --chart chart-017 --why \"patient wishes to wait\" --by \"Dr Mara Winter\"", DropAsync, Chart, By, PlanSeq, Why, Expect, Key, Shared.Data),
        Writes("treat", "Sign what was given: lines, lots, discarded units, consent; from then on only an amendment corrects it.", Samples.Treatment, TreatAsync, Draft, Corrects),
        Writes("amend", "Correct a signed treatment: { \"of\", \"why\", \"by\", \"treatment\" or \"withdrawn\": true }; the first text stays.", Samples.Amendment, AmendAsync),
        Writes("response", "Write down how a treatment went: { \"date\", \"treatment\", \"relief_percent\", \"peak_week\", \"wearing_off_week\", … }.", Samples.Response, ResponseAsync, Corrects),
        Writes("side-effect", "Write down a report of something unwanted, and say how urgent it is.", Samples.Report, SideEffectAsync),
        Writes("answer", "Write down what was done about a report: { \"date\", \"done\", \"course\"?, \"ended\"? }.", Samples.ReportAnswer, AnswerAsync, Report),
        Writes("adjunct", "Write down physiotherapy or an oral drug, with its cautions.", Samples.Adjunct, AdjunctAsync, Corrects),
        Writes("toxin-elsewhere", "Write down toxin given somewhere else: { \"date\", \"product\", \"dose_u\", \"indication\", \"clinic\" } or { \"withdrawn\": true }.", Samples.Elsewhere, ElsewhereAsync, Corrects),
        Writes("note", "Write words for the next reader: { \"date\", \"text\"?, \"goals\"? }.", Samples.Note, NoteAsync),
    ];

    static Option<string?> By2 { get; } = new("--by") { Description = "Who writes, by name; needed with --save.", HelpName = "NAME" };

    static Verb Writes(string name, string what, Sample reads, Func<Call, Task<int>> run, params Symbol[] more) => new(name, what,
        $"collum chart {name} {name}.json --chart chart-017 --by \"Dr Mara Winter\"{(name == "answer" ? " --report 12" : "")}", run, [Document, Chart, By, .. more, Expect, Key, Shared.Data]) { Reads = reads };

    static async Task<Practice> PracticeAsync(Call call) => call.Composition.Practice(await call.Composition.OpenAsync(call.Value(Shared.Data), call.Cancel));

    static Writer Writer(Call call, Option<string?>? by = null) =>
        new((call.Value(by ?? By) ?? "").Trim() is { Length: > 0 and <= 200 } name ? name : throw CallException.Wrong("--by: found nothing; expected who writes, by name."), call.Value(Expect), call.Value(Key));

    static async Task<int> NewAsync(Call call)
    {
        var identity = await call.ParseAsync(Document, Identity.Read);
        var practice = await PracticeAsync(call);
        var writer = new Writer(call.Value(By)!, Key: call.Value(Key));
        var id = await new NewChart(practice).RunAsync(identity, writer, null, call.Value(Id), call.Cancel);
        // Two charts of one person would each know half of the toxin.
        var same = string.IsNullOrWhiteSpace(identity.Number) ? []
            : (await practice.Charts.SearchAsync(identity.Number, 1000, call.Cancel)).Where(m => m.ChartId != id && m.Identity.Number?.Trim() == identity.Number.Trim()).Select(m => m.ChartId).ToList();
        return call.Answer(new { chart = id, seq = 1, same_number = same }, to =>
        {
            to.WriteLine($"Chart {id} is open.");
            if (same.Count > 0)
                to.WriteLine($"The number {identity.Number} stands on another chart too: {string.Join(", ", same)}. If it is the same person, write in that chart: toxin in one is not counted in the other.");
        });
    }

    static async Task<int> AnswersAsync(Call call)
    {
        var (date, product, region, patient) = await call.ParseAsync(Document, r => RecordAnswers.Read(r, call.Medicine));
        return Done(call, await new RecordAnswers(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, date, patient, product, region, Writer(call), call.Cancel));
    }

    static async Task<int> DecideAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Document);
        var decision = DecisionDocument.Read(name, bytes, call.Medicine.Options);
        return Done(call, await new RecordDecision(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, decision, Writer(call), call.Cancel));
    }

    static async Task<int> PostureAsync(Call call)
    {
        var (date, posture) = await call.ParseAsync(Document, r => (r.Date("date"), PostureDocument.Read(r, call.Medicine.Muscles)));
        var outcome = await new RecordPosture(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, date, posture, Writer(call), call.Value(Corrects), call.Cancel);
        var answer = CandidateAnswer.Of(call.Medicine.Candidates.Rank(posture), call.Medicine.Version);
        return Done(call, outcome, to => PostureCommands.Write(to, answer, call.Medicine), new { answer.Postures, answer.Candidates });
    }

    static async Task<int> ScoreAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Document);
        var scores = ScoreDocument.ReadAll(name, bytes, call.Medicine.Instruments);
        if (scores.Count > 1)
            return await DiaryAsync(call, scores);
        var score = scores[0];
        var outcome = await new RecordScore(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, score, Writer(call), call.Value(Corrects), call.Cancel);
        return Done(call, outcome, to => ScaleCommands.Write(to, score, outcome.Findings, call.Medicine), new { score.Total, score.Subtotals, score.Left });
    }

    static async Task<int> DiaryAsync(Call call, IReadOnlyList<Score> scores)
    {
        if (call.Value(Corrects) is not null)
            throw CallException.Wrong("--corrects: one entry is corrected by one score; several days take the place of what is on record for them by themselves.");
        var outcome = await new RecordDiary(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, scores, Writer(call), call.Cancel);
        return call.Answer(new
        {
            written = outcome.Written.Count > 0, chart = call.Value(Chart), seq = outcome.Written.Count > 0 ? outcome.Written[^1].Seq : (long?)null, kind = Kinds.Score,
            days_written = outcome.Written.Count, days_unchanged = outcome.Unchanged,
        }, to => to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scores[0].Instrument.Name}: {outcome.Written.Count} days written{(outcome.Unchanged > 0 ? $", {outcome.Unchanged} on record already" : "")}, chart {call.Value(Chart)}.")));
    }

    static async Task<int> ProposeAsync(Call call)
    {
        var product = Options.Product(call.Value(Product)!, call.Medicine);
        if (!call.Medicine.Toxins.TryLabel(product, out _))
            throw CallException.Wrong($"--product: {product.Id} has no cervical dystonia label here; expected one of {string.Join(", ", call.Medicine.Toxins.Plannable.Keys.Order(StringComparer.Ordinal))}.");
        if (call.Value(Guidance) is { } word && !Anatomy.Guidances.Words.ContainsKey(word))
            throw CallException.Wrong($"--guidance: found '{Options.Short(word)}'; expected one of {string.Join(", ", Anatomy.Guidances.Words.Keys)}.");
        var practice = await PracticeAsync(call);
        var made = await new ProposePlan(practice).RunAsync(call.Value(Chart)!, Options.Day(call.Value(Date), "--date")!.Value, product, Options.Region(call.Value(Region)!), null, call.Value(Guidance), call.Cancel);
        Outcome? kept = null;
        if (call.Value(Save))
            kept = await new SavePlan(practice).RunAsync(call.Value(Chart)!, made.Proposal.Document.Plan, Writer(call, By2), null, made.Kept, call.Cancel);
        var answer = JsonNode.Parse(made.Proposal.Write())!.AsObject();
        if (kept?.Entry is { } entry)
            answer["seq"] = entry.Seq;
        return call.Answer(answer, to =>
        {
            PlanCommands.Write(to, made.Proposal, call.Medicine);
            if (kept?.Entry is { } written)
                to.WriteLine($"Kept as draft, entry {written.Seq}.");
        }, Call.ExitFor(made.Proposal.Findings));
    }

    static async Task<int> PlanAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Document);
        var read = PlanDocument.Read(name, bytes, call.Medicine.Muscles, call.Medicine.Toxins);
        if (read.History.Count > 0 || read.Patient.Answers.Count > 0)
            call.Say("The person and the history come from the chart; what the document says of them is not used.");
        return Done(call, await new SavePlan(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, read.Plan, Writer(call), call.Value(Corrects), null, call.Cancel));
    }

    static async Task<int> SignAsync(Call call)
    {
        IReadOnlyList<ReasonGiven> reasons = call.Value(Optional) is null ? []
            : await call.ParseAsync(Optional, r => r.List("reasons", ReasonGiven.Read, 200));
        var practice = await PracticeAsync(call);
        return Done(call, await new SignPlan(practice).RunAsync(call.Value(Chart)!, await OpenPlanAsync(call, practice), reasons, Writer(call), call.Cancel));
    }

    static async Task<int> DropAsync(Call call)
    {
        var practice = await PracticeAsync(call);
        return Done(call, await new DropPlan(practice).RunAsync(call.Value(Chart)!, await OpenPlanAsync(call, practice), call.Value(Why)!, Writer(call), call.Cancel));
    }

    static async Task<long> OpenPlanAsync(Call call, Practice practice)
    {
        if (call.Value(PlanSeq) is { } seq)
            return seq;
        var open = (await practice.OpenAsync(call.Value(Chart)!, call.Cancel)).Plans.Where(p => p.IsOpen).ToList();
        return open.Count == 1 ? open[0].Seq
            : throw CallException.Wrong($"--plan: {(open.Count == 0 ? "the chart has no open draft" : $"the chart has {open.Count} open drafts ({string.Join(", ", open.Select(p => p.Seq))})")}; expected the number of one.");
    }

    static async Task<int> TreatAsync(Call call)
    {
        var treatment = await call.ParseAsync(Document, r => TreatmentDocument.Read(r, call.Medicine.Muscles, call.Medicine.Toxins));
        var practice = await PracticeAsync(call);
        return call.Value(Draft)
            ? Done(call, await new SaveTreatmentDraft(practice).RunAsync(call.Value(Chart)!, treatment, Writer(call), call.Value(Corrects), call.Cancel))
            : Done(call, await new RecordTreatment(practice).RunAsync(call.Value(Chart)!, treatment, Writer(call), call.Value(Corrects), call.Cancel));
    }

    static async Task<int> AmendAsync(Call call)
    {
        var amendment = await call.ParseAsync(Document, r => Amendment.Read(r, call.Medicine.Muscles, call.Medicine.Toxins));
        return Done(call, await new AmendTreatment(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, amendment, Writer(call), call.Cancel));
    }

    static async Task<int> ResponseAsync(Call call)
    {
        var response = await call.ParseAsync(Document, r => Clinic.Watch.Response.Read(r, call.Medicine.Muscles));
        return Done(call, await new RecordResponse(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, response, Writer(call), call.Value(Corrects), call.Cancel));
    }

    static async Task<int> SideEffectAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Document);
        var report = SideEffectDocument.Read(name, bytes, call.Medicine.Safety.AdverseEvents);
        var (entry, urgency) = await new RecordSideEffect(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, report, Writer(call), call.Cancel);
        var answer = JsonSerializer.SerializeToNode(TriageCommand.Answer(urgency, call.Medicine), OutputJson.Options)!.AsObject();
        answer["chart"] = entry.ChartId;
        answer["seq"] = entry.Seq;
        return call.Answer(answer, to =>
        {
            TriageCommand.Write(to, urgency);
            to.WriteLine($"Written down as entry {entry.Seq}; it waits for an answer.");
        });
    }

    static async Task<int> AnswerAsync(Call call)
    {
        var answer = await call.ParseAsync(Document, r => new SideEffectAnswer { Date = r.Date("date"), Done = r.Text("done"), Course = r.TextOrNull("course"), Ended = r.DateOrNull("ended") });
        return Done(call, await new AnswerSideEffect(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, call.Value(Report), answer, Writer(call), call.Cancel));
    }

    static async Task<int> AdjunctAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Document);
        var adjunct = AdjunctDocument.Read(name, bytes);
        return Done(call, await new RecordAdjunct(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, adjunct, Writer(call), call.Value(Corrects), call.Cancel));
    }

    static async Task<int> ElsewhereAsync(Call call)
    {
        var past = await call.ParseAsync(Document, r => ToxinElsewhereBody.Read(r, call.Medicine));
        return Done(call, await new RecordToxinElsewhere(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, past, Writer(call), call.Value(Corrects), call.Cancel));
    }

    static async Task<int> NoteAsync(Call call)
    {
        var note = await call.ParseAsync(Document, r => new Note { Date = r.Date("date"), Text = r.TextOrNull("text"), Goals = r.Has("goals") ? r.Texts("goals") : null });
        return Done(call, await new RecordNote(await PracticeAsync(call)).RunAsync(call.Value(Chart)!, note, Writer(call), call.Cancel));
    }

    static int Done(Call call, Entry entry) => Done(call, new Outcome(entry, [], []));

    /// <param name="show">Prints for people what was made of the document, its findings included; default: the findings.</param>
    /// <param name="made">The same for scripts.</param>
    static int Done(Call call, Outcome outcome, Action<TextWriter>? show = null, object? made = null)
    {
        if (!outcome.IsDone)
            call.Say($"Not written: {string.Join("; ", outcome.Blocking.Take(3).Select(f => $"{f.Code} {f.Message}"))}{(outcome.Blocking.Count > 3 ? $" … and {outcome.Blocking.Count - 3} more" : "")}");
        var exit = outcome.Blocking.Any(f => f.Severity == Severity.Stop) || (outcome.IsDone && outcome.Findings.Any(f => f.Severity == Severity.Stop)) ? Exit.Stopped
            : outcome.IsDone ? Exit.Done : Exit.WrongInput;
        return call.Answer(new
        {
            written = outcome.IsDone, chart = outcome.Entry?.ChartId ?? call.Value(Chart), seq = outcome.Entry?.Seq, kind = outcome.Entry?.Kind, hash = outcome.Entry?.Hash,
            findings = outcome.Findings, blocking = outcome.Blocking, made,
        }, to =>
        {
            if (show is not null)
                show(to);
            else if (outcome.Findings.Count > 0)
                FindingText.Write(to, outcome.Findings, call.Medicine);
            to.WriteLine(outcome.Entry is { } entry ? string.Create(CultureInfo.InvariantCulture, $"Written as entry {entry.Seq} ({entry.Kind}) of chart {entry.ChartId}.") : "Nothing was written.");
        }, exit);
    }
}

using System.CommandLine;
using Collum.Findings;
using Collum.Patients;
using Collum.Safety;

namespace Collum.App.Cli;

static class TriageCommand
{
    static readonly Argument<string> Document = Shared.File("report.json", "What is reported: term or words, onset, answers to red flag questions.");

    static readonly Option<string?> Treated = new("--treated") { Description = "The day of the treatment it may come from.", HelpName = "DATE" };

    public static Verb Triage() => new("triage", "Say how urgent a report of a side effect is, without a chart. An emergency answer beats everything else.",
        "collum triage report.json --treated 2026-11-11", RunAsync, Document, Treated) { Reads = Samples.Report };

    static async Task<int> RunAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Document);
        var report = SideEffectDocument.Read(name, bytes, call.Medicine.Safety.AdverseEvents);
        var urgency = call.Medicine.Safety.Triage.Assess(report.Report(new Patient(), Options.Day(call.Value(Treated), "--treated")));
        return call.Answer(Answer(urgency, call.Medicine), to => Write(to, urgency));
    }

    public static object Answer(Urgency urgency, Medicine medicine) => new
    {
        level = urgency.Level,
        action = urgency.Action,
        max_response_minutes = urgency.MaxResponseMinutes,
        may_rise = urgency.MayRise,
        terms = urgency.Terms,
        reasons = urgency.Reasons,
        questions = urgency.Questions.Select(q => new { id = q.Id, question = q.Question, yes_level = q.YesLevel }),
        notes = urgency.Notes,
        sources = urgency.Sources,
        knowledge_version = medicine.Version,
    };

    public static void Write(TextWriter to, Urgency urgency)
    {
        to.WriteLine($"{OutputJson.Write(urgency.Level).Trim('"').Replace('-', ' ').ToUpperInvariant()}: {TextTable.Printable(urgency.Action)}");
        foreach (var reason in urgency.Reasons)
            to.WriteLine($"  because {TextTable.Printable(reason.Text)} ({reason.Source}{(Knowledge.FactStatuses.AwaitsChecking(reason.Status) ? ", awaits checking" : "")})");
        if (urgency.Questions.Count > 0)
            to.WriteLine(urgency.MayRise ? "Still to ask; a yes may make it an emergency:" : "Still to ask:");
        foreach (var question in urgency.Questions)
            to.WriteLine($"  {question.Id}: {question.Question}");
        foreach (var note in urgency.Notes)
            to.WriteLine($"  {TextTable.Printable(note)}");
    }
}

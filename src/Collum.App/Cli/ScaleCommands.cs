using System.CommandLine;
using Collum.Scales;

namespace Collum.App.Cli;

static class ScaleCommands
{
    static readonly Argument<string> Document = Shared.File("score.json", "One instrument of one day: its items, or a total.");

    public static Noun Scale() => new("scale", "Scales and questionnaires.",
        new Verb("score", "Add up the items of an instrument; no total comes from an incomplete form.", "collum scale score twstrs.json --json", ScoreAsync, Document) { Reads = Samples.Score },
        new Verb("list", "List the instruments and their items.", "collum scale list", call => Task.FromResult(List(call))));

    static async Task<int> ScoreAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Document);
        var score = ScoreDocument.Read(name, bytes, call.Medicine.Instruments);
        IReadOnlyList<Findings.Finding> findings = [.. score.Findings()];
        return call.Answer(new
        {
            instrument = score.Instrument.Id, date = score.Date, total = score.Total, subtotals = score.Subtotals, left = score.Left, findings, knowledge_version = call.Medicine.Version,
        }, to => Write(to, score, findings, call.Medicine), Call.ExitFor(findings));
    }

    public static void Write(TextWriter to, Score score, IReadOnlyList<Findings.Finding> findings, Medicine medicine)
    {
        to.WriteLine($"{score.Instrument.Name}: {(score.Total is { } total ? $"{total:0.##}" : "no total yet")}{(score.Left > 0 ? $", {score.Left} items left" : "")}");
        foreach (var part in score.Subtotals)
            to.WriteLine($"  {part.Id}: {(part.Value is { } value ? $"{value:0.##}" : $"{part.Left} items left")}");
        FindingText.Write(to, findings, medicine);
    }

    static int List(Call call)
    {
        var all = call.Medicine.Instruments.All.ToList();
        return call.Answer(new
        {
            instruments = all.Select(i => new { id = i.Id, name = i.Name, items = i.AllItems, variants = i.Variants.Select(v => v.Id), total = i.Total }),
            knowledge_version = call.Medicine.Version,
        }, to =>
        {
            foreach (var instrument in all)
            {
                to.WriteLine($"{instrument.Id,-28} {instrument.Name}{(instrument.Variants.Count > 0 ? ", variants " + string.Join(", ", instrument.Variants.Select(v => v.Id)) : "")}");
                to.WriteLine($"{"",-28} {(instrument.NumberedItems is { } n ? $"items 1 to {n.Count}, each {n.Score.Min:0.##} to {n.Score.Max:0.##}"
                    : instrument.AllItems.Count == 0 ? "total only" : string.Join(", ", instrument.AllItems.Select(i => $"{i.Code} {i.ShortName} {i.Score.Min:0.##} to {i.Score.Max:0.##}")))}");
            }
        });
    }
}

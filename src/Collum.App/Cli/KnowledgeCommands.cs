using System.CommandLine;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Numerics;

namespace Collum.App.Cli;

static class KnowledgeCommands
{
    static readonly Argument<string[]> Words = new("words") { Description = "Only statements that hold all of these words.", Arity = ArgumentArity.ZeroOrMore };

    static readonly Option<bool> Awaiting = new("--awaiting") { Description = "Only statements that await checking." };

    static readonly Option<string?> Kind = new("--kind") { Description = "Only this part of the knowledge, such as toxins or anatomy." };

    static readonly Argument<string> Id = new("id") { Description = "The id of a statement, as `knowledge list` shows it, or of a source." };

    static readonly Option<string?> Folder = new("--folder") { Description = "Another folder with knowledge to check; default: the program's own.", HelpName = "DIR" };

    static readonly Option<string?> Product = new("--product") { Description = "Only questions that concern this product.", HelpName = "ID" };

    public static Noun Knowledge() => new("knowledge", "What the medicine says: every statement with its source, and whether it was read there.",
        new Verb("list", "List statements with source and status.", "collum knowledge list swallowing --awaiting", call => Task.FromResult(List(call)), Words, Awaiting, Kind),
        new Verb("show", "Show one statement, or one source and what rests on it.", "collum knowledge show toxins/onabotulinumtoxinA/unit", call => Task.FromResult(Show(call)), Id),
        new Verb("questions", "List every question that answers may speak to, by id.", "collum knowledge questions --product onabotulinumtoxinA", call => Task.FromResult(Questions(call)), Product),
        new Verb("check", "Check every file: known keys, known sources, possible ranges; count what awaits checking.", "collum knowledge check", call => Task.FromResult(Check(call)), Folder));

    /// <summary>Statements that hold all words, in any case, in what they say or what they are about.</summary>
    public static IEnumerable<ListedFact> Find(Medicine medicine, IEnumerable<string> words, bool awaiting = false, string? kind = null)
    {
        var asked = words.SelectMany(w => w.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return medicine.Facts.All
            .Where(f => !awaiting || f.AwaitsChecking)
            .Where(f => kind is null || KindOf(f) == kind)
            .Where(f => asked.All(w => Holds(f.Value, w) || Holds(f.Title, w) || Holds(f.Id, w) || Holds(f.Source, w) || Holds(f.Note ?? "", w)));
    }

    /// <summary>The part of the knowledge that a fact belongs to: the first folder of its file.</summary>
    public static string KindOf(ListedFact fact) => fact.File.Split('/')[0].Replace(".json", "", StringComparison.Ordinal);

    static bool Holds(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    static int List(Call call)
    {
        var kinds = call.Medicine.Facts.All.Select(KindOf).Distinct().ToList();
        if (call.Value(Kind) is { } kind && !kinds.Contains(kind))
            throw CallException.Wrong($"--kind: found '{kind}'; expected one of {string.Join(", ", kinds)}.");
        var found = Find(call.Medicine, call.Value(Words), call.Value(Awaiting), call.Value(Kind)).ToList();
        return call.Answer(new { knowledge_version = call.Medicine.Version, facts = found }, to =>
        {
            foreach (var fact in found)
            {
                to.WriteLine($"{fact.Id}");
                to.WriteLine($"    {TextTable.Printable(fact.Value)}");
                to.WriteLine($"    {fact.Source}{(fact.Locator is { } l ? ", " + l : "")} · {fact.Status.Say()}");
            }

            to.WriteLine($"{found.Count} of {call.Medicine.Facts.All.Count} statements; {found.Count(f => f.AwaitsChecking)} of them await checking. Knowledge {call.Medicine.Version}.");
        });
    }

    static int Questions(Call call)
    {
        var safety = call.Medicine.Safety;
        var product = call.Value(Product) is { } id ? Options.Product(id, call.Medicine) : null;
        var questions = safety.Contraindications.All.Where(i => product is null || i.Concerns(product)).Select(i => (i.Id, i.Question, About: "contraindications"))
            .Concat(safety.RedFlags.All.Select(f => (f.Id, f.Question, About: "red flags")))
            .Concat(safety.Interactions.All.Where(i => i.AsksMore?.UnlessAnswerYes is not null).Select(i => (Id: i.AsksMore!.UnlessAnswerYes!, Question: i.AsksMore!.Question ?? $"{i.Name}: {i.Action}", About: "interactions")))
            .Concat(safety.OralDrugTable.Content.Questions.Select(q => (q.Id, q.Question, About: "oral drugs")))
            .Concat(safety.AdverseEvents.Content.RedFlagQuestions.Select(q => (q.Id, q.Question, About: "reports of side effects"))).ToList();
        return call.Answer(new { knowledge_version = call.Medicine.Version, questions = questions.Select(q => new { id = q.Id, question = q.Question, about = q.About }) }, to =>
        {
            var table = new TextTable("Id", "Question", "About");
            foreach (var q in questions)
                table.Row(q.Id, q.Question, q.About);
            to.Write(table);
        });
    }

    static int Show(Call call)
    {
        var id = call.Value(Id);
        if (call.Medicine.Facts.Show(id) is { } fact)
        {
            var source = call.Medicine.Sources.Sources[fact.Source];
            return call.Answer(new { fact, source, knowledge_version = call.Medicine.Version }, to =>
            {
                to.WriteLine(fact.Title);
                to.WriteLine($"  {TextTable.Printable(fact.Value)}");
                to.WriteLine($"Status     {fact.Status.Say()}{(fact.Confidence is { } c ? $" (confidence {c.ToString().ToLowerInvariant()})" : "")}");
                to.WriteLine($"Source     {source.Title}{(fact.Locator is { } l ? ", " + l : "")}{(source.Url is { } u ? $"  {u}" : "")}");
                if (fact.Note is { } note)
                    to.WriteLine($"Note       {TextTable.Printable(note)}");
                to.WriteLine($"File       data/{fact.File}");
            });
        }

        if (call.Medicine.Sources.Sources.TryGetValue(id, out var cited))
        {
            var resting = call.Medicine.Facts.List(new FactFilter { Source = id }).ToList();
            return call.Answer(new { source = cited, facts = resting, knowledge_version = call.Medicine.Version }, to =>
            {
                to.WriteLine(cited.Title);
                to.WriteLine($"  {cited.Kind.Replace('_', ' ')}, tier {cited.Tier}: {call.Medicine.Sources.Tiers[cited.Tier.ToString(System.Globalization.CultureInfo.InvariantCulture)]}{(cited.Url is { } u ? $"  {u}" : "")}");
                foreach (var f in resting)
                    to.WriteLine($"  {f.Id}  {f.Status.Say()}");
            });
        }

        var close = call.Medicine.Facts.Closest(id) ?? EditDistance.Closest(id, call.Medicine.Sources.Sources.Keys);
        throw CallException.Wrong($"No statement and no source has the id '{TextTable.Printable(id.Length > 80 ? id[..80] + "…" : id)}'.{(close is null ? " `collum knowledge list` shows all." : $" Did you mean '{close}'?")}");
    }

    static int Check(Call call)
    {
        var medicine = call.Value(Folder) is { } folder ? Composition.ReadMedicine(folder) : call.Medicine;
        var files = medicine.Facts.All.GroupBy(f => f.File).Select(g => new
        {
            file = g.Key,
            facts = g.Count(),
            verified = g.Count(f => f.Status == FactStatus.Verified),
            derived = g.Count(f => f.Status is FactStatus.Derived or FactStatus.Computed),
            awaiting = g.Count(f => f.AwaitsChecking),
        }).ToList();
        var state = medicine.Facts.Check();
        return call.Answer(new { knowledge_version = medicine.Version, sources = medicine.Sources.Sources.Count, files, state }, to =>
        {
            var table = new TextTable("File", "Statements", "Verified", "Derived", "Await checking");
            foreach (var f in files)
                table.Row(f.file, f.facts, f.verified, f.derived, f.awaiting);
            to.Write(table.Row("all", files.Sum(f => f.facts), files.Sum(f => f.verified), files.Sum(f => f.derived), files.Sum(f => f.awaiting)));
            if (state.UnreadLabels.Count > 0)
            {
                to.WriteLine();
                to.WriteLine("Labels that nobody read whole, and how many statements rest on each:");
                foreach (var label in state.UnreadLabels)
                    to.WriteLine($"{label.Facts,6}  {TextTable.Printable(label.Title)}");
            }

            to.WriteLine();
            to.WriteLine($"{state.OnTier3.Count} statements rest on a weak source or a proposal; {state.VerifiedWithoutLocator.Count} verified ones do not say where in the source they stand.");
            to.WriteLine($"Every key, source and id is known. {state.NeedSignOff.Count} of {state.Files} files await clinical sign-off. Knowledge {medicine.Version}, {medicine.Sources.Sources.Count} sources.");
        });
    }
}

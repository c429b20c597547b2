using System.CommandLine;
using Collum.Safety;

namespace Collum.App.Cli;

static class MedicationCommands
{
    static readonly Argument<string[]> Typed = new("text") { Description = "Medications as somebody typed them; - reads lines from standard input.", Arity = ArgumentArity.OneOrMore };

    public static Noun Medication() => new("medication", "Medication lists as people type them.",
        new Verb("read", "Read typed medications: which drug each name is, and how surely.", "collum medication read \"gentamycn 240 mg iv\" Sirdalud", ReadAsync, Typed));

    static async Task<int> ReadAsync(Call call)
    {
        IReadOnlyList<string> typed = call.Value(Typed);
        if (typed is ["-"])
            typed = [.. Documents.Text(await Documents.ReadAsync("-", call.Terminal, call.Cancel), "standard input").ReplaceLineEndings("\n").Split('\n').Where(l => l.Trim().Length > 0).Take(500)];
        var read = call.Medicine.Safety.Medications.Read([.. typed.Select(t => t.Length <= 20_000 ? t : t[..20_000])]);
        return call.Answer(new
        {
            medications = read.Select(r => new { typed = r.Typed, how = r.How, medication = r.Medication?.Name, kind = r.Medication?.Kind, local = r.Local, intravenous = r.Intravenous, candidates = r.Candidates.Select(c => c.Name) }),
            knowledge_version = call.Medicine.Version,
        }, to =>
        {
            foreach (var r in read)
                to.WriteLine($"{r}{(r.Local ? ", on skin or eye only" : "")}{(r.Intravenous ? ", into a vein" : "")}");
            if (read.Any(r => r.How is ReadAs.NotRecognised or ReadAs.Ambiguous))
                to.WriteLine("What was not recognised was not checked for interactions.");
        });
    }
}

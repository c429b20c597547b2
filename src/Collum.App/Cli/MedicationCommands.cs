using System.CommandLine;
using Collum.Safety;

namespace Collum.App.Cli;

static class MedicationCommands
{
    const int MostLines = 500, MostCharacters = 20_000;

    static readonly Argument<string[]> Typed = new("text") { Description = "Medications as somebody typed them; - reads lines from standard input.", Arity = ArgumentArity.OneOrMore };

    public static Noun Medication() => new("medication", "Medication lists as people type them.",
        new Verb("read", "Read typed medications: which drug each name is, and how surely.", "collum medication read \"gentamycn 240 mg iv\" Sirdalud", ReadAsync, Typed));

    static async Task<int> ReadAsync(Call call)
    {
        string[] typed = call.Value(Typed);
        if (typed is ["-"])
            typed = [.. Documents.Text(await Documents.ReadAsync("-", call.Terminal, call.Cancel), "standard input").ReplaceLineEndings("\n").Split('\n').Where(l => l.Trim().Length > 0)];
        // Refused, not cut: a medication that is not read is one that nobody checks.
        if (typed.Length > MostLines)
            throw CallException.Wrong($"found {typed.Length} medications; expected at most {MostLines} in one call.");
        if (typed.FirstOrDefault(t => t.Length > MostCharacters) is { } longest)
            throw CallException.Wrong($"found a medication of {longest.Length} characters; expected at most {MostCharacters}.");
        var read = call.Medicine.Safety.Medications.Read(typed);
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

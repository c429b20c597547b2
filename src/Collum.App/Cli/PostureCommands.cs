using System.CommandLine;
using Collum.Postures;

namespace Collum.App.Cli;

static class PostureCommands
{
    static readonly Argument<string> Document = Shared.File("posture.json", "Head and neck angles, degrees, right-positive; what is absent was not measured.");

    public static Noun Posture() => new("posture", "How head and neck stand, and which muscles that suggests.",
        new Verb("candidates", "Name the postures and rank the muscles that they suggest, each with its reasons.",
            "collum posture candidates posture.json --json", CandidatesAsync, Document) { Reads = Samples.Posture });

    static async Task<int> CandidatesAsync(Call call)
    {
        // The day may stand in it, as in the document that goes into a chart; the ranking does not depend on it.
        var (_, posture) = await call.ParseAsync(Document, r => (r.DateOrNull("date"), PostureDocument.Read(r, call.Medicine.Muscles)));
        var list = call.Medicine.Candidates.Rank(posture);
        var answer = CandidateAnswer.Of(list, call.Medicine.Version);
        return call.Answer(answer, to => Write(to, answer, call.Medicine), Call.ExitFor(answer.Findings));
    }

    // The table's own row may have been read while the injection frequency was not, or the other way round.
    static string Why(MuscleAnswer c)
    {
        var why = c.Reasons.Count > 0 ? c.Reasons[0].ToString() : "";
        return c.AwaitsChecking && !why.Contains("awaits checking", StringComparison.Ordinal) ? $"{why} Part of what it rests on awaits checking.".TrimStart() : why;
    }

    public static void Write(TextWriter to, CandidateAnswer answer, Medicine medicine)
    {
        foreach (var posture in answer.Postures)
            to.WriteLine($"{(posture.Side is { } side ? Anatomy.Sides.Word(side) + " " : "")}{posture.PostureId.Replace('-', ' ')}{(posture.Deg is { } deg ? $", {deg:0.#}°" : "")}");
        if (answer.Postures.Count > 0)
            to.WriteLine();
        var table = new TextTable("Rank", "Side", "Muscle", "Role", "Score", "Why");
        foreach (var c in answer.Candidates)
            table.Row(c.Rank, Anatomy.Sides.Word(c.Side), medicine.Muscles[c.MuscleId].Name, c.Role.ToString().ToLowerInvariant(), $"{c.Score:0.00}",
                Why(c));
        if (answer.Candidates.Count > 0)
            to.Write(table);
        to.WriteLine();
        FindingText.Write(to, answer.Findings, medicine);
        to.WriteLine($"Suggestions, never established muscles · knowledge {answer.KnowledgeVersion}");
    }
}

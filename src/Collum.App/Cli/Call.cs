using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Collum.Findings;

namespace Collum.App.Cli;

/// <summary>One call of one verb: what was asked, the program behind it, and how to answer.</summary>
sealed class Call(ParseResult parsed, Composition composition, CancellationToken cancel)
{
    public Composition Composition { get; } = composition;

    public Terminal Terminal => Composition.Terminal;

    public Medicine Medicine => Composition.Medicine;

    public CancellationToken Cancel { get; } = cancel;

    public bool Json => parsed.GetValue(Shared.Json);

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T Value<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    /// <summary>The document's bytes and the name that messages give it.</summary>
    public async Task<(string Name, ReadOnlyMemory<byte> Bytes)> ReadAsync(Argument<string> file)
    {
        var path = Value(file);
        return (path == "-" ? "standard input" : path, await Documents.ReadAsync(path, Terminal, Cancel));
    }

    /// <summary>Reads a document with a strict reader; every key must be asked for.</summary>
    public async Task<T> ParseAsync<T>(Argument<string> file, Func<InputReader, T> read)
    {
        var (name, bytes) = await ReadAsync(file);
        return InputReader.Parse(name, bytes, reader =>
        {
            var value = read(reader);
            reader.Done();
            return value;
        });
    }

    /// <summary>The answer: one JSON document with <c>--json</c>, else the text.</summary>
    public int Answer<T>(T answer, Action<TextWriter> text, int exit = Exit.Done)
    {
        if (Json)
            Terminal.Out.WriteLine(OutputJson.Write(answer));
        else
            text(Terminal.Out);
        return exit;
    }

    /// <summary>The answer, when its own type writes its JSON.</summary>
    public int Answer(Func<string> json, Action<TextWriter> text, int exit = Exit.Done)
    {
        if (Json)
            Terminal.Out.WriteLine(json());
        else
            text(Terminal.Out);
        return exit;
    }

    /// <summary>The answer as it stands, for answers that are JSON already.</summary>
    public int Answer(JsonNode answer, Action<TextWriter> text, int exit = Exit.Done) => Answer<JsonNode>(answer, text, exit);

    public void Say(string line) => Terminal.Error.WriteLine(TextTable.Printable(line));

    public static int ExitFor(IEnumerable<Finding> findings) => findings.Any(f => f.Severity == Severity.Stop) ? Exit.Stopped : Exit.Done;
}

/// <summary>Options and arguments that several verbs take, with one wording each.</summary>
static class Shared
{
    public static Option<bool> Json { get; } = new("--json") { Description = "Answer with one JSON document on standard output.", Recursive = true };

    public static Option<bool> Help { get; } = new("--help", "-h", "-?") { Description = "Show how to call this, with an example.", Recursive = true };

    public static Option<bool> Example { get; } = new("--example") { Description = "Print a whole document to start from, and do nothing." };

    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "The clinic's folder, or a PostgreSQL connection string. Default: $COLLUM_DATA, else ~/.local/share/collum.", HelpName = "DIR",
    };

    public static Option<string?> RecordingsFolder { get; } = new("--recordings")
    {
        Description = "Folder of the EMG recordings. Default: $COLLUM_RECORDINGS, else beside the SQLite file; with PostgreSQL there is none unless it is named.", HelpName = "FOLDER",
    };

    public static Argument<string> File(string name, string what) => new(name) { Description = what + " Use - for standard input." };
}

/// <summary>Findings as people read them on a terminal.</summary>
static class FindingText
{
    public static void Write(TextWriter to, IReadOnlyList<Finding> findings, Medicine medicine) => Write(to, findings, medicine.Sources);

    public static void Write(TextWriter to, IReadOnlyList<Finding> findings, Knowledge.SourceFile sources)
    {
        if (findings.Count == 0)
        {
            to.WriteLine("Nothing found that asks for attention.");
            return;
        }

        foreach (var finding in findings.OrderByDescending(f => f.Severity))
        {
            to.WriteLine(TextTable.Wrapped(TextTable.Printable(finding.Message), 19, $"{finding.Severity.ToString().ToUpperInvariant(),-7} {finding.Code,-10} "));
            var source = sources.Sources.TryGetValue(finding.Source, out var s) ? s.Title : finding.Source;
            var status = finding.Status is { } known && Knowledge.FactStatuses.AwaitsChecking(known) ? ", awaits checking" : "";
            to.WriteLine(TextTable.Wrapped($"{TextTable.Printable(source)}{(finding.Locator is { } l ? ", " + l : "")}{status}{(finding.Place is { } p ? $"  [{TextTable.Printable(p)}]" : "")}", 19));
        }
    }

    public static string Tally(IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var severity in new[] { Severity.Stop, Severity.Confirm, Severity.Note })
            text.Append(text.Length > 0 ? " · " : "").Append(findings.Count(f => f.Severity == severity)).Append(' ').Append(severity.ToString().ToLowerInvariant());
        return text.ToString();
    }
}

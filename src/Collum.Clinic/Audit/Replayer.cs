using System.Text.Json;
using System.Text.Json.Nodes;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Knowledge;

namespace Collum.Clinic.Audit;

/// <summary>Something computed that a chart keeps: what went in and what came out, so that it can be made again.</summary>
/// <remarks>An entry holds one as the keys <c>input</c> and <c>output</c> of its body (made again by the entry's kind), or several in a list
/// <c>derived</c>, each an object with <c>kind</c>, <c>input</c> and <c>output</c>. A recording's ranking is made from the rest of its entry and from its file.
/// The entry names the knowledge version.</remarks>
/// <param name="Kind">What computes it.</param>
/// <param name="Input">JSON.</param>
/// <param name="Output">JSON.</param>
public sealed record Derived(string Kind, string Input, string Output)
{
    /// <summary>The body of an entry that holds only this.</summary>
    public string Body => $$"""{"input":{{Input}},"output":{{Output}}}""";

    /// <summary>An object for the list <c>derived</c> of a body.</summary>
    public string Item => $$"""{"kind":{{JsonSerializer.Serialize(Kind)}},"input":{{Input}},"output":{{Output}}}""";

    /// <summary>All that an entry holds; none for a plain fact.</summary>
    public static IReadOnlyList<Derived> In(Entry entry)
    {
        using var body = JsonDocument.Parse(entry.Body);
        List<Derived> found = [];
        if (body.RootElement.ValueKind != JsonValueKind.Object)
            return found;
        Add(body.RootElement, entry.Kind);
        if (entry.Kind == Kinds.Recording && JsonNode.Parse(entry.Body) is JsonObject recording && recording.Remove("ranking", out var ranking) && ranking is not null)
            found.Add(new(entry.Kind, CanonicalJson.Of(recording.ToJsonString()), CanonicalJson.Of(ranking.ToJsonString())));
        if (body.RootElement.TryGetProperty("derived", out var list) && list.ValueKind == JsonValueKind.Array)
            foreach (var item in list.EnumerateArray())
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String)
                    Add(item, kind.GetString()!);
        return found;

        void Add(JsonElement from, string kind)
        {
            if (from.TryGetProperty("input", out var input) && from.TryGetProperty("output", out var output))
                found.Add(new(kind, CanonicalJson.Of(input), CanonicalJson.Of(output)));
        }
    }
}

/// <summary>What came of making a derived document again.</summary>
public enum ReplayOutcome
{
    /// <summary>The same bytes.</summary>
    Equal,

    /// <summary>Other bytes: the program computes differently today.</summary>
    Different,

    /// <summary>It could not be made again.</summary>
    NotReplayable,
}

/// <summary>One derived document, made again.</summary>
/// <param name="Seq">The entry.</param>
/// <param name="Kind">What was computed.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Difference">The first place that differs with both values, or why it could not be made again; null when equal.</param>
/// <param name="KnowledgeVersion">The version used, then and now.</param>
/// <param name="ProgramVersion">The program that wrote it.</param>
public sealed record Replayed(long Seq, string Kind, ReplayOutcome Outcome, string? Difference, string? KnowledgeVersion, string ProgramVersion);

/// <summary>Makes derived documents again from the record, with the knowledge version each one used, and compares bytes.</summary>
/// <param name="archive">Where the versions are kept.</param>
/// <param name="makers">Kind of document to the pure function from knowledge and input JSON to output JSON.</param>
public sealed class Replayer(KnowledgeArchive archive, IReadOnlyDictionary<string, Func<Medicine, string, string>> makers)
{
    readonly Dictionary<string, (Medicine? Medicine, string? Problem)> _versions = new(StringComparer.Ordinal);

    /// <summary>One line for each derived document, in the order of the entries.</summary>
    public async Task<IReadOnlyList<Replayed>> ReplayAsync(IEnumerable<Entry> entries, CancellationToken cancel = default)
    {
        List<Replayed> lines = [];
        foreach (var entry in entries)
            foreach (var derived in Derived.In(entry))
            {
                cancel.ThrowIfCancellationRequested();
                var (outcome, difference) = await ReplayAsync(derived, entry.KnowledgeVersion, cancel);
                lines.Add(new(entry.Seq, derived.Kind, outcome, difference, entry.KnowledgeVersion, entry.ProgramVersion));
            }

        return lines;
    }

    async Task<(ReplayOutcome, string?)> ReplayAsync(Derived derived, string? version, CancellationToken cancel)
    {
        if (!makers.TryGetValue(derived.Kind, out var make))
            return (ReplayOutcome.NotReplayable, $"nothing here makes a '{derived.Kind}'");
        if (version is null)
            return (ReplayOutcome.NotReplayable, "the entry names no knowledge version");
        var (medicine, problem) = await MedicineAsync(version, cancel);
        if (medicine is null)
            return (ReplayOutcome.NotReplayable, problem);
        try
        {
            var again = CanonicalJson.Of(make(medicine, derived.Input));
            return string.Equals(again, derived.Output, StringComparison.Ordinal)
                ? (ReplayOutcome.Equal, null)
                : (ReplayOutcome.Different, JsonDifference.First(derived.Output, again));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever today's program stumbles over is an answer of its own: it cannot make this again.
            return (ReplayOutcome.NotReplayable, e.Message);
        }
    }

    async Task<(Medicine?, string?)> MedicineAsync(string version, CancellationToken cancel)
    {
        if (_versions.TryGetValue(version, out var known))
            return known;
        try
        {
            known = await archive.LoadAsync(version, cancel) is { } files
                ? (new Medicine(files), null)
                : (null, $"knowledge version {version} is not in the archive");
        }
        catch (KnowledgeException e)
        {
            known = (null, $"this program cannot read knowledge version {version}: {e.Message}");
        }

        return _versions[version] = known;
    }
}

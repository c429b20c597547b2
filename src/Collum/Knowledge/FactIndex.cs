using System.Text;
using System.Text.Json;

namespace Collum.Knowledge;

/// <summary>One statement of <c>data/</c> as people look it up: where it stands, what it says, what it rests on.</summary>
/// <param name="Id">File without extension, then the path inside it: <c>toxins/onabotulinumtoxinA/limits.max-session</c>.</param>
/// <param name="File">File below <c>data/</c>.</param>
/// <param name="Kind">First folder of the file, or its name: <c>toxins</c>, <c>anatomy</c>.</param>
/// <param name="About">What it is about: the names of the things it stands under.</param>
/// <param name="Text">What it says.</param>
public sealed record FactEntry(string Id, string File, string Kind, string About, string Text, string Source, string? Locator, FactStatus Status)
{
    public Confidence? Confidence { get; init; }

    public string? Note { get; init; }

    public IReadOnlyList<string> CorroboratedBy { get; init; } = [];
}

/// <summary>Every statement of every file, found by its shape: an object that names a source and a status.</summary>
public static class FactIndex
{
    static readonly Dictionary<string, FactStatus> Words = Enum.GetValues<FactStatus>()
        .ToDictionary(s => JsonNamingPolicy.KebabCaseLower.ConvertName(s.ToString()), StringComparer.Ordinal);

    static readonly HashSet<string> Meta = new(StringComparer.Ordinal)
    {
        "source", "status", "locator", "confidence", "note", "corroborated_by", "id", "needs_clinical_sign_off", "read", "sources",
    };

    /// <summary>In order of file and place.</summary>
    public static IReadOnlyList<FactEntry> Of(IReadOnlyDictionary<string, byte[]> files)
    {
        var entries = new List<FactEntry>();
        foreach (var file in files.Keys.Where(f => f.EndsWith(".json", StringComparison.Ordinal) && f != "sources.json").Order(StringComparer.Ordinal))
        {
            using var document = Parse(file, files[file]);
            var name = Text(document.RootElement, "name") ?? Text(document.RootElement, "id") ?? Path(file);
            Walk(new Place(file, Path(file) + "/", name), document.RootElement, entries);
        }

        return entries;
    }

    /// <summary>Statements whose source <c>data/sources.json</c> does not know; the knowledge is refused with the first.</summary>
    public static void RequireSources(IEnumerable<FactEntry> entries, IReadOnlyDictionary<string, Source> sources)
    {
        foreach (var entry in entries)
            if (entry.CorroboratedBy.Prepend(entry.Source).FirstOrDefault(key => !sources.ContainsKey(key)) is { } unknown)
                throw new KnowledgeException(entry.File, entry.Id, $"the source '{unknown}' is not in sources.json");
    }

    sealed record Place(string File, string Id, string About);

    static void Walk(Place place, JsonElement element, List<FactEntry> entries)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in element.EnumerateArray())
            {
                var key = Text(item, "id") ?? index.ToString(System.Globalization.CultureInfo.InvariantCulture);
                Walk(Under(place, key, Name(item)), item, entries);
                index++;
            }

            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;
        if (Text(element, "source") is { } source && Text(element, "status") is { } status && Words.TryGetValue(status, out var known))
            entries.Add(new FactEntry(place.Id.TrimEnd('/'), place.File, place.File.Split('/')[0].Replace(".json", "", StringComparison.Ordinal), place.About, Says(element), source, Text(element, "locator"), known)
            {
                Note = Text(element, "note"),
                Confidence = Text(element, "confidence") is { } sure && Enum.TryParse<Confidence>(sure, ignoreCase: true, out var confidence) ? confidence : null,
                CorroboratedBy = element.TryGetProperty("corroborated_by", out var also) && also.ValueKind == JsonValueKind.Array
                    ? [.. also.EnumerateArray().Select(e => e.GetString() ?? "")] : [],
            });
        foreach (var property in element.EnumerateObject())
            if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                Walk(Under(place, property.Name, Plain(property.Name)), property.Value, entries);
    }

    static Place Under(Place place, string key, string? about) =>
        new(place.File, place.Id.EndsWith('/') ? place.Id + key : $"{place.Id}.{key}", about is null ? place.About : $"{place.About} · {about}");

    // The statement itself if it is a sentence; else its figures as "key value" pairs. Statements inside speak for themselves.
    static string Says(JsonElement element)
    {
        var text = new StringBuilder(Text(element, "text") ?? "");
        foreach (var property in element.EnumerateObject())
        {
            if (Meta.Contains(property.Name) || property.Name is "text" or "name" || Value(property.Value) is not { Length: > 0 } value)
                continue;
            text.Append(text.Length == 0 ? "" : text[^1] is '.' ? " " : "; ").Append(Plain(property.Name)).Append(' ').Append(value);
        }

        return text.ToString();
    }

    static string? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array when element.EnumerateArray().All(e => e.ValueKind is JsonValueKind.String or JsonValueKind.Number) =>
            string.Join(", ", element.EnumerateArray().Select(Value)),
        JsonValueKind.Object when !element.TryGetProperty("source", out _) => string.Join(", ", element.EnumerateObject()
            .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            .Select(p => $"{Plain(p.Name)} {Value(p.Value)}")),
        _ => null,
    };

    static string? Name(JsonElement item) => Text(item, "name") ?? Text(item, "term") ?? Text(item, "title") ?? Text(item, "muscle") ?? Text(item, "id");

    static string Plain(string key) => key.Replace('_', ' ');

    static string Path(string file) => file[..^".json".Length];

    static string? Text(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static JsonDocument Parse(string file, byte[] content)
    {
        try
        {
            return JsonDocument.Parse(content);
        }
        catch (JsonException e)
        {
            throw new KnowledgeException(file, $"line {(e.LineNumber ?? 0) + 1}", "is not JSON");
        }
    }
}

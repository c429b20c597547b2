using System.Text.Json;

namespace Collum.App.Tests.Language;

/// <summary>Every word of the knowledge files that is for reading: names, questions, advice, notes.</summary>
static class MedicineWords
{
    // What people type, what a source calls itself and where it stands, drawings, formulas, anatomists' Latin: in no language, or in one of its own.
    static readonly string[] Never = ["source", "sources", "locator", "url", "path", "also", "also_words", "patient_words", "passed_over", "words", "local_words", "nothing_words", "intravenous_words", "local_forms",
        "latin", "formula", "model_fascicle", "code", "system", "examples", "data_sha256"];

    // Names may be one word; of all else one word is an id.
    static readonly string[] Names = ["name", "short_name", "term", "text", "called", "display", "effect", "layer", "excipients", "labels"];

    static readonly Lazy<IReadOnlyList<(string Words, string File)>> Read = new(() => [.. TestClinic.Knowledge.Files
        .Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal)
        .SelectMany(f => In(JsonDocument.Parse(f.Value).RootElement, "", f.Key).Select(w => (w, f.Key)))]);

    /// <summary>The words and the file that holds them.</summary>
    public static IReadOnlyList<(string Words, string File)> All => Read.Value;

    static IEnumerable<string> In(JsonElement of, string key, string file) => of.ValueKind switch
    {
        // The titles of sources.json are those of papers and labels.
        JsonValueKind.Object => of.EnumerateObject().Where(p => !Never.Contains(p.Name) && (p.Name != "title" || file != "sources.json")).SelectMany(p => In(p.Value, p.Value.ValueKind == JsonValueKind.String && key == "labels" ? key : p.Name, file)),
        JsonValueKind.Array => of.EnumerateArray().SelectMany(e => In(e, key, file)),
        JsonValueKind.String when of.GetString() is { } words && words.Any(char.IsLetter) && (words.Contains(' ', StringComparison.Ordinal) || Names.Contains(key)) => [words],
        _ => [],
    };
}

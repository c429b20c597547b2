using System.Text.Json;

namespace Collum.App.Tests.Language;

/// <summary>Every word of the knowledge files that is for reading: names, questions, advice, notes.</summary>
static class MedicineWords
{
    // What people type, what a source calls itself and where it stands, drawings, formulas, anatomists' Latin: in no language, or in one of its own.
    static readonly string[] Never = ["source", "sources", "locator", "url", "path", "also", "also_words", "patient_words", "passed_over", "words", "local_words", "nothing_words", "intravenous_words", "local_forms",
        "latin", "formula", "model_fascicle", "code", "system", "examples", "data_sha256"];

    // Names may be one word; of all else one word is an id.
    static readonly string[] Names = ["name", "short_name", "term", "text", "called", "display", "effect", "layer", "excipients", "labels", "short_names"];

    static readonly Lazy<IReadOnlyList<(string Words, string File)>> Read = new(() => [.. TestClinic.Knowledge.Files
        .Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal)
        .SelectMany(f => In(JsonDocument.Parse(f.Value).RootElement, "", f.Key).Select(w => (w, f.Key))), .. Listed()]);

    /// <summary>The words and the file that holds them.</summary>
    public static IReadOnlyList<(string Words, string File)> All => Read.Value;

    // What the list of statements says besides the strings of the files: their keys, subjects, and words for figures.
    static IEnumerable<(string Words, string File)> Listed()
    {
        var strings = TestClinic.Knowledge.Files.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)).SelectMany(f => Strings(JsonDocument.Parse(f.Value).RootElement)).ToHashSet(StringComparer.Ordinal);
        return TestClinic.Knowledge.Facts.All.SelectMany(f => f.TitleParts.Concat(f.ValueParts).Where(p => p.IsWords && p.Text.Any(char.IsLetter) && !strings.Contains(p.Text)).Select(p => (p.Text, f.File))).Distinct();
    }

    static IEnumerable<string> Strings(JsonElement of) => of.ValueKind switch
    {
        JsonValueKind.Object => of.EnumerateObject().SelectMany(p => Strings(p.Value)),
        JsonValueKind.Array => of.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [of.GetString()!],
        _ => [],
    };

    static IEnumerable<string> In(JsonElement of, string key, string file) => of.ValueKind switch
    {
        // The titles of sources.json are those of papers and labels.
        JsonValueKind.Object => of.EnumerateObject().Where(p => !Never.Contains(p.Name) && (p.Name != "title" || file != "sources.json" || key.Length == 0)).SelectMany(p => In(p.Value, p.Value.ValueKind == JsonValueKind.String && key is "labels" or "short_names" ? key : p.Name, file)),
        JsonValueKind.Array => of.EnumerateArray().SelectMany(e => In(e, key, file)),
        JsonValueKind.String when of.GetString() is { } words && words.Any(char.IsLetter) && (words.Contains(' ', StringComparison.Ordinal) || Names.Contains(key) || key == "kind" && file == "safety/medications.json") => [words],
        _ => [],
    };
}

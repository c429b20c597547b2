using System.Text.Json;

namespace Collum.App.Tests.Language;

/// <summary>Every word of the knowledge files that is for reading: names, questions, advice, notes.</summary>
static class MedicineWords
{
    // What people type, what a source calls itself and where it stands, drawings, anatomists' Latin: in no language, or in one of its own.
    static readonly string[] Never = ["source", "sources", "locator", "url", "path", "also", "also_words", "patient_words", "passed_over", "words", "local_words", "nothing_words", "intravenous_words", "local_forms",
        "latin", "model_fascicle", "code", "system", "examples", "data_sha256"];

    // Names may be one word; of all else one word is an id.
    static readonly string[] Names = ["name", "short_name", "term", "text", "called", "display", "effect", "layer", "excipients", "labels", "short_names", "extent"];

    static readonly Lazy<IReadOnlyList<(string Words, string File)>> Read = new(() => [.. TestClinic.Knowledge.Files
        .Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal)
        .SelectMany(f => In(JsonDocument.Parse(f.Value).RootElement, "", f.Key).Select(w => (w, f.Key))), .. Listed()]);

    /// <summary>The words and the file that holds them.</summary>
    public static IReadOnlyList<(string Words, string File)> All => Read.Value;

    // What the list of statements says besides: keys, subjects, words for figures, and choices of one word.
    static IEnumerable<(string Words, string File)> Listed()
    {
        var files = TestClinic.Knowledge.Files.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)).Select(f => (Name: f.Key, JsonDocument.Parse(f.Value).RootElement)).ToList();
        var read = files.SelectMany(f => In(f.RootElement, "", f.Name)).ToHashSet(StringComparer.Ordinal);
        var (keys, others) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var file in files)
            Gather(file.RootElement, "", keys, others);
        return TestClinic.Knowledge.Facts.All.SelectMany(f => f.TitleParts.Concat(f.ValueParts)
            .Where(p => p.IsWords && p.Text.Any(char.IsLetter) && !read.Contains(p.Text) && (keys.Contains(p.Text) || !others.Contains(p.Text))).Select(p => (p.Text, f.File))).Distinct();
    }

    /// <param name="of">Of a file.</param>
    /// <param name="key">Whose value it is.</param>
    /// <param name="keys">As statements show them.</param>
    /// <param name="others">Ids, and what is never translated.</param>
    static void Gather(JsonElement of, string key, HashSet<string> keys, HashSet<string> others)
    {
        switch (of.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var p in of.EnumerateObject())
                {
                    // With its unit and without: dose_u is a dose.
                    for (var end = p.Name.Length; end > 0; end = p.Name.LastIndexOf('_', end - 1))
                        keys.Add(p.Name[..end].Replace('_', ' '));
                    Gather(p.Value, Never.Contains(key) ? key : p.Name, keys, others);
                }

                break;
            case JsonValueKind.Array:
                foreach (var e in of.EnumerateArray())
                    Gather(e, key, keys, others);
                break;
            // Whatever is called an id somewhere is one everywhere; so is what has a figure, a point or a large letter in it.
            case JsonValueKind.String when key == "id" || (of.GetString()!.Contains(' ', StringComparison.Ordinal) ? Never.Contains(key) : !of.GetString()!.All(c => char.IsAsciiLetterLower(c) || c == '-')):
                others.Add(of.GetString()!);
                break;
        }
    }

    /// <summary>What is shown as it stands in the files: ids, names of code systems.</summary>
    public static IReadOnlySet<string> AsItStands
    {
        get
        {
            var others = new HashSet<string>(StringComparer.Ordinal);
            foreach (var file in TestClinic.Knowledge.Files.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)))
                Gather(JsonDocument.Parse(file.Value).RootElement, "", [], others);
            return others;
        }
    }

    static IEnumerable<string> In(JsonElement of, string key, string file) => of.ValueKind switch
    {
        // The titles of sources.json are those of papers and labels; what was read of them is told in words.
        JsonValueKind.Object => of.EnumerateObject().Where(p => (!Never.Contains(p.Name) || p.Value.ValueKind == JsonValueKind.Object && p.Name == "sources") && (p.Name != "title" || file != "sources.json" || key.Length == 0)).SelectMany(p => In(p.Value, p.Value.ValueKind == JsonValueKind.String && key is "labels" or "short_names" ? key : p.Name, file)),
        JsonValueKind.Array => of.EnumerateArray().SelectMany(e => In(e, key, file)),
        // Side effects and questions are spoken of by their ids within sentences.
        JsonValueKind.String when key == "id" && file is ("safety/adverse-events.json" or "safety/contraindications.json") => [of.GetString()!.Replace('-', ' ')],
        JsonValueKind.String when of.GetString() is { } words && words.Any(char.IsLetter) && (words.Contains(' ', StringComparison.Ordinal) || words[^1] == '.' || Names.Contains(key) || key == "kind" && file == "safety/medications.json") => [words],
        _ => [],
    };
}

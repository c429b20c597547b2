using System.Globalization;
using System.Text.Json;

namespace Collum.Knowledge;

/// <summary>Steps through a file of <c>data/</c> with places that people can follow: ids where entries have them, numbers where not.</summary>
static class KnowledgeWalk
{
    // What an entry of a list is called, best first.
    static readonly string[] Names = ["id", "muscle", "muscle_id", "posture_id", "term", "level", "code", "name"];

    public static JsonDocument Parse(string file, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8);
        }
        catch (JsonException e)
        {
            throw new KnowledgeException(file, $"line {(e.LineNumber ?? 0) + 1}", "is no JSON");
        }
    }

    /// <summary>The entries of a list with their places; an entry whose name is not its alone is numbered.</summary>
    public static IEnumerable<(string Place, JsonElement Entry)> Entries(string place, JsonElement list)
    {
        var names = list.EnumerateArray().Select(NameOf).ToList();
        var once = names.OfType<string>().CountBy(n => n).Where(n => n.Value == 1).Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        var index = 0;
        foreach (var entry in list.EnumerateArray())
        {
            var name = names[index] is { } own && once.Contains(own) ? own : index.ToString(CultureInfo.InvariantCulture);
            yield return (Join(place, name), entry);
            index++;
        }
    }

    public static string Join(string place, string key) => place.Length == 0 ? key : $"{place}/{key}";

    public static string? TextOf(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static bool IsFact(JsonElement element) => TextOf(element, "source") is not null && TextOf(element, "status") is not null;

    static string? NameOf(JsonElement entry) => Names.Select(n => TextOf(entry, n)).FirstOrDefault(n => n is { Length: > 0 and <= 60 } && !n.Contains('/', StringComparison.Ordinal));
}

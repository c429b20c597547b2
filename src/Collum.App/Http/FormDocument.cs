using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collum.App.Pages;
using Collum.Findings;

namespace Collum.App.Http;

/// <summary>A posted form as the JSON document that the commands read, so that one strict reader serves both.</summary>
/// <remarks>
/// A field's name is its path, with the kind of its value behind a mark: <c>sites/0/dose_u#n</c> a number, <c>allergies#l</c> lines of text,
/// <c>first_session#b</c> yes or no, <c>caput_rotation_right_deg#a</c> a size whose direction stands in <c>…#s</c>. Empty fields are left out: nothing typed is
/// not a zero. Names that begin with a dot speak to the page, not to the document.
/// </remarks>
static partial class FormDocument
{
    const int MostFields = 4000, MostIndex = 500;

    /// <summary>The document, or <see cref="InputException"/> for the first field that would have to be guessed.</summary>
    public static JsonObject Of(IEnumerable<KeyValuePair<string, string>> fields, Words? words = null) => Read(fields, words) is (var document, null, _) ? document : throw Read(fields, words).Wrong!;

    /// <summary>All that can be read, what is wrong with the first field that cannot, and each size and direction as it was typed.</summary>
    public static (JsonObject Document, InputException? Wrong, IReadOnlyDictionary<string, (string Size, string Sign)> Sizes) Read(IEnumerable<KeyValuePair<string, string>> fields, Words? words = null)
    {
        words ??= Words.English;
        var root = new Branch();
        var signs = new Dictionary<string, string>(StringComparer.Ordinal);
        var sizes = new Dictionary<string, string>(StringComparer.Ordinal);
        InputException? wrong = null;
        var count = 0;
        foreach (var (name, raw) in fields)
        {
            if (++count > MostFields)
            {
                wrong = Refused.At("form", $"> {MostFields}", words.Wanted("fewer"));
                break;
            }

            var text = raw.ReplaceLineEndings("\n").Trim();
            if (name.Length is 0 or > 200 || name[0] == '.' || text.Length == 0 || !Name().IsMatch(name))
                continue;
            var mark = name.LastIndexOf('#');
            var (path, kind) = mark < 0 ? (name, "") : (name[..mark], name[(mark + 1)..]);
            switch (kind)
            {
                case "s":
                    signs.TryAdd(path, text);
                    break;
                case "a":
                    sizes.TryAdd(path, text);
                    break;
                default:
                    root.Put(path.Split('/'), Value(path, text, kind));
                    break;
            }
        }

        foreach (var (path, text) in sizes)
        {
            var size = Value(path, text, "n");
            if (size is JsonValue value && value.TryGetValue<decimal>(out var number) && number != 0)
            {
                var sign = signs.GetValueOrDefault(path);
                if (sign is null || number < 0)
                {
                    // Which way it goes is not guessed: the size is left out of the document and stays on the page as typed.
                    wrong ??= sign is null ? Refused.At(PlaceOf(path), words.FoundNoDirection(text), words.Wanted("direction"))
                        : Refused.At(PlaceOf(path), text, words.Wanted("size"));
                    continue;
                }

                size = JsonValue.Create(sign == "-" ? -number : number);
            }

            root.Put(path.Split('/'), size);
        }

        return ((JsonObject)root.Build(), wrong, sizes.Keys.Union(signs.Keys).ToDictionary(p => p, p => (sizes.GetValueOrDefault(p, ""), signs.GetValueOrDefault(p, "")), StringComparer.Ordinal));

        // What is no number goes through as typed, and the reader says so with its place.
        JsonNode Value(string path, string typed, string kind) => kind switch
        {
            "n" => Number(path, typed) is { } number ? JsonValue.Create(number) : JsonValue.Create(typed),
            "b" => typed switch { "yes" => JsonValue.Create(true), "no" => JsonValue.Create(false), _ => JsonValue.Create(typed) },
            "l" => new JsonArray([.. typed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => (JsonNode)JsonValue.Create(l))]),
            _ => JsonValue.Create(typed),
        };

        decimal? Number(string path, string typed)
        {
            var number = words.Country.Read(typed, out var doubt);
            if (doubt is not null)
                wrong ??= Refused.At(PlaceOf(path), $"'{typed}'", words.InDoubt(doubt));
            return number;
        }
    }

    /// <summary>The path of a field as messages write it: <c>sites[0].dose_u</c>.</summary>
    public static string PlaceOf(string path) => Index().Replace(path.Split('#')[0], "[$1]").Replace('/', '.');

    /// <summary>An object or, where every key is a number, a list in their order.</summary>
    sealed class Branch
    {
        readonly Dictionary<string, object> _children = new(StringComparer.Ordinal);

        public void Put(string[] path, JsonNode value)
        {
            var at = this;
            for (var i = 0; i < path.Length - 1; i++)
            {
                if (!at._children.TryGetValue(path[i], out var child))
                    at._children[path[i]] = child = new Branch();
                if (child is not Branch branch)
                    return;
                at = branch;
            }

            at._children.TryAdd(path[^1], value);
        }

        public JsonNode Build()
        {
            if (_children.Count > 0 && _children.Keys.All(k => k.Length is 1 or 2 or 3 && k.All(char.IsAsciiDigit) && int.Parse(k, CultureInfo.InvariantCulture) < MostIndex))
                return new JsonArray([.. _children.OrderBy(c => int.Parse(c.Key, CultureInfo.InvariantCulture)).Select(c => Node(c.Value))]);
            var built = new JsonObject();
            foreach (var (key, child) in _children)
                built[key] = Node(child);
            return built;
        }

        static JsonNode Node(object child) => child is Branch branch ? branch.Build() : (JsonNode)child;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_./-]*(#[nblas])?$")]
    private static partial Regex Name();

    [GeneratedRegex("/([0-9]+)")]
    private static partial Regex Index();
}

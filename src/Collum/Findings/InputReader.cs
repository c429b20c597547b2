using System.Globalization;
using System.Text.Json;
using Collum.Numerics;

namespace Collum.Findings;

/// <summary>Reads an outside JSON document key by key; whatever is wrong becomes an <see cref="InputException"/> with its place.</summary>
/// <remarks>
/// Keys that nobody asked for are refused by <see cref="Done"/>: a misspelt key would otherwise be a silently missing fact.
/// Nesting, length and number sizes are bounded by the parser, never by a figure in the document.
/// </remarks>
public sealed class InputReader
{
    readonly JsonElement _element;
    readonly string _place;
    readonly HashSet<string> _asked;

    InputReader(JsonElement element, string place)
    {
        (_element, _place, _asked) = (element, place, new HashSet<string>(StringComparer.Ordinal));
        if (element.ValueKind != JsonValueKind.Object)
            throw new InputException(place, Describe(element), $"an object");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
            if (!seen.Add(property.Name))
                throw new InputException(Join(place, property.Name), $"the key twice", $"each key once");
    }

    public string Place => _place;

    /// <summary>Parses the text of a document and hands its root object to <paramref name="read"/>.</summary>
    public static T Parse<T>(string document, ReadOnlyMemory<byte> utf8, Func<InputReader, T> read)
    {
        try
        {
            using var parsed = JsonDocument.Parse(WithoutMark(utf8), new JsonDocumentOptions
            {
                MaxDepth = 32, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
            });
            return read(new InputReader(parsed.RootElement, "$"));
        }
        catch (JsonException e)
        {
            throw new InputException(
                $"line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}", e.Message.Contains("depth", StringComparison.Ordinal) ? Phrase($"lists or objects more than 32 deep") : Phrase($"text that is not JSON"), $"a JSON object", document);
        }
        catch (InvalidOperationException e) when (e.GetType() == typeof(InvalidOperationException))     // a lone surrogate or broken UTF-8 inside a string
        {
            throw new InputException("$", $"text that is not valid UTF-8", $"UTF-8 JSON", document);
        }
        catch (InputException e) when (e.Document is null)
        {
            throw e.In(document);
        }
    }

    static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? utf8[3..] : utf8;

    public bool Has(string key) => Find(key) is not null;

    public string Text(string key) => TextOrNull(key) ?? throw Missing(key, $"a text");

    public string? TextOrNull(string key) => Find(key) is not { } e ? null
        : e.ValueKind == JsonValueKind.String ? Bounded(e.GetString()!, key) : throw Wrong(key, e, $"a text in quotes");

    public decimal Number(string key) => NumberOrNull(key) ?? throw Missing(key, $"a number");

    public decimal? NumberOrNull(string key)
    {
        if (Find(key) is not { } e)
            return null;
        if (e.ValueKind != JsonValueKind.Number)
            throw Wrong(key, e, e.ValueKind == JsonValueKind.String && decimal.TryParse(e.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? Phrase($"a number, not in quotes") : Phrase($"a number"));
        return e.TryGetDecimal(out var value) && Math.Abs(value) <= 1_000_000_000m ? value : throw Wrong(key, e, $"a number of at most 1,000,000,000");
    }

    public int Whole(string key) => WholeOrNull(key) ?? throw Missing(key, $"a whole number");

    public int? WholeOrNull(string key) => NumberOrNull(key) is not { } n ? null
        : n == decimal.Truncate(n) && Math.Abs(n) < int.MaxValue ? (int)n : throw Wrong(key, Find(key)!.Value, $"a whole number");

    public bool? FlagOrNull(string key) => Find(key) is not { } e ? null : e.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(key, e, $"true or false"),
    };

    public DateOnly Date(string key) => DateOrNull(key) ?? throw Missing(key, $"a date such as 2026-11-20");

    public DateOnly? DateOrNull(string key) => TextOrNull(key) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw Wrong(key, Find(key)!.Value, $"a date such as 2026-11-20");

    /// <summary>One of the given words, compared exactly.</summary>
    public T OneOf<T>(string key, IReadOnlyDictionary<string, T> words) => OneOfOrNull(key, words, out var value) ? value
        : throw Missing(key, Words(words.Keys));

    public bool OneOfOrNull<T>(string key, IReadOnlyDictionary<string, T> words, out T value)
    {
        value = default!;
        if (TextOrNull(key) is not { } text)
            return false;
        if (words.TryGetValue(text, out value!))
            return true;
        var close = EditDistance.Closest(text, words.Keys) ?? OnlyStart(text, words.Keys);
        throw new InputException(At(key), $"'{Shown(text):typed}'", $"{Words(words.Keys)}{(close is null ? null : Phrase($" (did you mean '{close:code}'?)"))}");
    }

    public InputReader Object(string key) => ObjectOrNull(key) ?? throw Missing(key, $"an object");

    public InputReader? ObjectOrNull(string key) => Find(key) is { } e ? new InputReader(e, At(key)) : null;

    /// <summary>The objects of a list; an absent list is empty.</summary>
    public IReadOnlyList<T> List<T>(string key, Func<InputReader, T> read, int most = 10_000)
    {
        if (Find(key) is not { } e)
            return [];
        if (e.ValueKind != JsonValueKind.Array)
            throw Wrong(key, e, $"a list");
        if (e.GetArrayLength() > most)
            throw new InputException(At(key), $"{e.GetArrayLength()} entries", $"at most {most}");
        var place = At(key);
        var items = new List<T>();
        foreach (var item in e.EnumerateArray())
        {
            var reader = new InputReader(item, $"{place}[{items.Count}]");
            items.Add(read(reader));
            reader.Done();
        }

        return items;
    }

    /// <summary>The texts of a list; an absent list is empty.</summary>
    public IReadOnlyList<string> Texts(string key, int most = 500)
    {
        if (Find(key) is not { } e)
            return [];
        if (e.ValueKind != JsonValueKind.Array)
            throw Wrong(key, e, $"a list of texts");
        var at = At(key);
        if (e.GetArrayLength() > most)
            throw new InputException(at, $"{e.GetArrayLength()} entries", $"at most {most}");
        return [.. e.EnumerateArray().Select((item, i) => item.ValueKind == JsonValueKind.String
            ? Bounded(item.GetString()!, $"{key}[{i}]")
            : throw new InputException($"{at}[{i}]", Describe(item), $"a text in quotes"))];
    }

    /// <summary>All keys and their values as texts, for maps whose keys are ids.</summary>
    public IEnumerable<(string Key, string Value)> Map(string key)
    {
        if (Find(key) is not { } e)
            return [];
        if (e.ValueKind != JsonValueKind.Object)
            throw Wrong(key, e, $"an object");
        var at = At(key);
        return [.. e.EnumerateObject().Select(p => p.Value.ValueKind == JsonValueKind.String
            ? (p.Name, p.Value.GetString()!)
            : throw new InputException(Join(at, p.Name), Describe(p.Value), $"a text in quotes"))];
    }

    /// <summary>Every key of this object as a number; used for item scores.</summary>
    public IReadOnlyDictionary<string, decimal> Numbers(string key)
    {
        if (ObjectOrNull(key) is not { } inner)
            return new Dictionary<string, decimal>();
        var names = inner._element.EnumerateObject().Select(p => p.Name).ToList();
        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var name in names)
            if (inner.NumberOrNull(name) is { } n)
                numbers[name] = n;
        return numbers;
    }

    /// <summary>The raw text of a value, kept for the record; null when absent.</summary>
    public string? Raw(string key) => Find(key)?.GetRawText();

    /// <summary>Refuses keys that nobody asked for.</summary>
    public void Done()
    {
        foreach (var property in _element.EnumerateObject())
        {
            if (_asked.Contains(property.Name) || property.Name is "$schema" or "note" or "comment" || property.Name.StartsWith('_'))
                continue;
            var close = EditDistance.Closest(property.Name, _asked);
            throw new InputException(Join(_place, property.Name), $"a key that is not known here",
                $"{Words(_asked.Order(StringComparer.Ordinal))}{(close is null ? null : Phrase($" (did you mean '{close:code}'?)"))}");
        }
    }

    public InputException Wrong(string key, Sentence expected) =>
        Find(key) is { } e ? Wrong(key, e, expected) : Missing(key, expected);

    JsonElement? Find(string key)
    {
        _asked.Add(key);
        return _element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    string Bounded(string text, string key) => text.Length <= 20_000 ? text
        : throw new InputException(At(key), $"{text.Length} characters", $"at most 20,000");

    string At(string key) => Join(_place, key);

    static string Join(string place, string key) => place is "$" ? key : $"{place}.{key}";

    InputException Missing(string key, Sentence expected) => new(At(key), $"nothing", expected);

    InputException Wrong(string key, JsonElement e, Sentence expected) => new(At(key), Describe(e), expected);

    /// <summary>The one word that begins as typed, where the text is long enough to mean it.</summary>
    static string? OnlyStart(string text, IEnumerable<string> words) =>
        text.Length >= 4 && words.Where(w => w.StartsWith(text, StringComparison.OrdinalIgnoreCase)).Take(2).ToList() is [var only] ? only : null;

    static Sentence Words(IEnumerable<string> words) => $"one of {string.Join(", ", words):code}";

    static Sentence Describe(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Object => Phrase($"an object"),
        JsonValueKind.Array => Phrase($"a list"),
        JsonValueKind.Null => Code("null"),
        _ => Typed(Shown(e.GetRawText())),
    };

    // A message is one line on a terminal, whatever somebody put into the document.
    static string Shown(string text)
    {
        var line = text.Length <= 60 ? text : text[..60] + "…";
        return string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c));
    }
}

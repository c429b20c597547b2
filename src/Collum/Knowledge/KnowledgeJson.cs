using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collum.Knowledge;

/// <summary>Reads one file of <c>data/</c> into its record, strictly: unknown keys, missing keys and wrong types are refused by name and place.</summary>
public static class KnowledgeJson
{
    /// <summary>snake_case keys, kebab-case words for enumerations, no unknown key.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <param name="file">Named in what is refused.</param>
    /// <param name="utf8">The whole file.</param>
    /// <param name="options"><see cref="Options"/> with the types known beforehand.</param>
    public static T Read<T>(string file, ReadOnlySpan<byte> utf8, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, options)
                ?? throw new KnowledgeException(file, "$", "is the word null; an object is expected");
        }
        catch (JsonException e)
        {
            throw new KnowledgeException(file, $"line {(e.LineNumber ?? 0) + 1}, {e.Path ?? "$"}", Plain(e));
        }
    }

    // The serializer's sentence names CLR types; a person who edits data wants the key.
    static string Plain(JsonException e)
    {
        var message = e.Message;
        var cut = message.IndexOf(" Path:", StringComparison.Ordinal);
        if (cut > 0)
            message = message[..cut];

        const string unknown = "The JSON property '";
        if (message.StartsWith(unknown, StringComparison.Ordinal))
            return $"unknown key '{message[unknown.Length..message.IndexOf('\'', unknown.Length)]}'";

        const string duplicate = "Duplicate property '";
        if (message.StartsWith(duplicate, StringComparison.Ordinal))
            return $"the key '{message[duplicate.Length..message.IndexOf('\'', duplicate.Length)]}' stands twice";

        const string kind = "could not be converted to ";
        var to = message.IndexOf(kind, StringComparison.Ordinal);
        if (to > 0)
            return $"is not what stands here; expected {Expected(message[(to + kind.Length)..].TrimEnd('.'))}";

        const string missing = "missing required properties including: ";
        var at = message.IndexOf(missing, StringComparison.Ordinal);
        return at > 0 ? $"missing key {message[(at + missing.Length)..].TrimEnd('.')}" : message;
    }

    static string Expected(string type) => type switch
    {
        _ when type.Contains("System.Decimal", StringComparison.Ordinal) || type.Contains("System.Double", StringComparison.Ordinal) => "a number, not in quotes",
        _ when type.Contains("System.Int", StringComparison.Ordinal) => "a whole number, not in quotes",
        _ when type.Contains("System.Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("System.DateOnly", StringComparison.Ordinal) => "a date such as 2026-11-20",
        _ when type.Contains("Dictionary", StringComparison.Ordinal) => "an object",
        _ when type.Contains("System.Collections", StringComparison.Ordinal) => "a list",
        _ when type.Contains("System.String", StringComparison.Ordinal) => "a text in quotes",
        _ => $"an entry of the kind {type[(type.LastIndexOfAny(['.', '+']) + 1)..].TrimEnd(']')}",
    };
}

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
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static T Read<T>(string file, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8, Options)
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

        const string missing = "missing required properties including: ";
        var at = message.IndexOf(missing, StringComparison.Ordinal);
        return at > 0 ? $"missing key {message[(at + missing.Length)..].TrimEnd('.')}" : message;
    }
}

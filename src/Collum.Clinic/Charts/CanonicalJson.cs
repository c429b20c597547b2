using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collum.Findings;

namespace Collum.Clinic.Charts;

/// <summary>One way to write a JSON document, so that equal documents are equal bytes.</summary>
/// <remarks>No white space, every string escaped the same way, numbers as they were written, keys in the order given
/// (a replay must be handed the very input that was used), no key twice.</remarks>
public static class CanonicalJson
{
    const int Largest = 16_000_000;

    static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 64 };

    /// <summary>The document in this form; <see cref="InputException"/> when it is not JSON, too large, or has a key twice.</summary>
    public static string Of(string json, string place = "body")
    {
        if (json.Length > Largest)
            throw new InputException(place, $"{json.Length} characters", $"at most {Largest}");
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Of(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InputException(place, e is JsonException { LineNumber: { } line } ? Phrase($"text that is not JSON (line {line + 1})") : Phrase($"text that is not JSON"), $"one JSON document, no key twice");
        }
    }

    internal static string Of(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            Write(writer, element);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
        }
    }
}

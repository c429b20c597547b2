using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Collum.Findings;

namespace Collum.Scales;

/// <summary>A score as JSON: <c>{"instrument", "variant"?, "date"?, "items": {...}}</c>, or <c>"total"</c> in place of items that were not recorded.</summary>
public static class ScoreDocument
{
    /// <exception cref="InputException">Names the document, the place, what was found and what is expected.</exception>
    public static Score Read(string document, ReadOnlyMemory<byte> utf8, InstrumentTable instruments) =>
        InputReader.Parse(document, utf8, root =>
        {
            var score = Read(root, instruments);
            root.Done();
            return score;
        });

    /// <summary>Reads one score from an object; the caller ends with <see cref="InputReader.Done"/>.</summary>
    public static Score Read(InputReader r, InstrumentTable instruments)
    {
        var instrument = r.OneOf("instrument", instruments.ById);
        var (variant, version) = (r.TextOrNull("variant"), r.TextOrNull("version"));
        if (variant is not null && version is not null && variant != version)
            throw r.Wrong("version", "variant or version, not both");
        var date = r.DateOrNull("date");
        var (items, total) = (r.Numbers("items"), r.NumberOrNull("total"));
        if (items.Count == 0 && total is null)
            throw r.Wrong("items", "at least one item, or a total");
        try
        {
            if (items.Count == 0)
                return Score.OfTotal(instrument, total!.Value, variant ?? version, date);
            var score = Score.Of(instrument, items, variant ?? version, date);
            if (total is not null && total != score.Total)
                throw new InputException("total", total.Value.ToString(CultureInfo.InvariantCulture),
                    score.Total is { } sum ? sum.ToString("0.####", CultureInfo.InvariantCulture) + ", which the items make" : "no total: items are left, or this instrument has none");
            return score;
        }
        catch (InputException e) when (r.Place is not "$")
        {
            throw new InputException($"{r.Place}.{e.Place}", e.Found, e.Expected);
        }
    }

    /// <summary>One line of JSON with keys in a fixed order and items by code: equal scores are equal text.</summary>
    public static string Write(Score score)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = OutputJson.Options.Encoder }))
        {
            w.WriteStartObject();
            w.WriteString("instrument", score.Instrument.Id);
            if (score.Variant is { } variant)
                w.WriteString("variant", variant);
            if (score.Date is { } date)
                w.WriteString("date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            if (score.RecordedTotal is { } total)
                w.WriteNumber("total", Plain(total));
            else
            {
                w.WriteStartObject("items");
                foreach (var (code, value) in score.Items)
                    w.WriteNumber(code, Plain(value));
                w.WriteEndObject();
            }

            w.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // Without trailing zeros, so that 20 and 20.0 are one text.
    static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Collum.Findings;

namespace Collum.Scales;

/// <summary>
/// A score as JSON: <c>{"instrument", "variant"?, "date"?, "items": {...}}</c>, or <c>"total"</c> in place of items that were not recorded, with <c>"subscale"</c> where only that one was.
/// Several days of one instrument, such as a diary: <c>{"instrument", "variant"?, "subscale"?, "days": [{"date", "total"}]}</c>.
/// </summary>
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

    const int MostDays = 400;

    /// <summary>One score, or one for each of several days; never empty.</summary>
    /// <exception cref="InputException">As <see cref="Read(string, ReadOnlyMemory{byte}, InstrumentTable)"/>; a day that comes twice, or none.</exception>
    public static IReadOnlyList<Score> ReadAll(string document, ReadOnlyMemory<byte> utf8, InstrumentTable instruments) =>
        InputReader.Parse(document, utf8, root =>
        {
            IReadOnlyList<Score> scores = root.Has("days") ? ReadDays(root, instruments) : [Read(root, instruments)];
            root.Done();
            return scores;
        });

    static List<Score> ReadDays(InputReader r, InstrumentTable instruments)
    {
        var (instrument, variant, subscale) = (r.OneOf("instrument", instruments.ById), r.TextOrNull("variant"), r.TextOrNull("subscale"));
        var scores = r.List("days", day =>
        {
            var (date, total) = (day.Date("date"), day.Number("total"));
            try
            {
                return subscale is null ? Score.OfTotal(instrument, total, variant, date) : Score.OfPart(instrument, subscale, total, variant, date);
            }
            catch (InputException e) when (e.Place == "total")
            {
                throw new InputException($"{day.Place}.total", e.Found, e.Expected);
            }
        }, MostDays).OrderBy(s => s.Date).ToList();
        if (scores.Count == 0)
            throw r.Wrong("days", $"at least one day");
        if (scores.GroupBy(s => s.Date).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException("days", $"{twice.Key:yyyy-MM-dd} twice", $"one score a day");
        return scores;
    }

    /// <summary>Reads one score from an object; the caller ends with <see cref="InputReader.Done"/>.</summary>
    public static Score Read(InputReader r, InstrumentTable instruments)
    {
        var instrument = r.OneOf("instrument", instruments.ById);
        var (variant, version) = (r.TextOrNull("variant"), r.TextOrNull("version"));
        if (variant is not null && version is not null && variant != version)
            throw r.Wrong("version", $"variant or version, not both");
        var date = r.DateOrNull("date");
        var (items, total, subscale) = (r.Numbers("items"), r.NumberOrNull("total"), r.TextOrNull("subscale"));
        if (items.Count == 0 && total is null)
            throw r.Wrong("items", $"at least one item, or a total");
        if (subscale is not null && (items.Count > 0 || total is null))
            throw r.Wrong("subscale", $"its total and no items: items make their subscales themselves");
        try
        {
            if (subscale is not null)
                return Score.OfPart(instrument, subscale, total!.Value, variant ?? version, date);
            if (items.Count == 0)
                return Score.OfTotal(instrument, total!.Value, variant ?? version, date);
            var score = Score.Of(instrument, items, variant ?? version, date);
            if (total is not null && total != score.Total)
                throw new InputException("total", $"{total}",
                    score.Total is { } sum ? Phrase($"{sum:0.####}, which the items make") : Phrase($"no total: items are left, or this instrument has none"));
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
            if (score.RecordedPart is { } part)
                w.WriteString("subscale", part.Id);
            if ((score.RecordedTotal ?? score.RecordedPart?.Value) is { } total)
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

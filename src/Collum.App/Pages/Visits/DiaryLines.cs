using Collum.App.Http;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collum.Findings;
using Collum.Scales;

namespace Collum.App.Pages.Visits;

/// <summary>Several days of one instrument as they are typed or pasted: a line for each, the day and the number, such as <c>2026-11-02 55</c>.</summary>
/// <remarks>A space, a tab, a colon, a semicolon or a comma stands between the two. Other ways to write a day are asked about, never guessed.</remarks>
static partial class DiaryLines
{
    /// <summary>The days as scores; empty where nothing was typed.</summary>
    /// <param name="lines">As the form gives them; null is nothing.</param>
    /// <param name="place">The field, for messages.</param>
    /// <param name="head">The keys of a score document beside the days.</param>
    /// <param name="medicine">What is known.</param>
    /// <param name="words">How the clinic's country writes numbers.</param>
    /// <exception cref="InputException">The place is the field; the line is named with what was found.</exception>
    public static IReadOnlyList<Score> Read(JsonNode? lines, string place, JsonObject head, Medicine medicine, Words words)
    {
        if (lines is not JsonArray { Count: > 0 } typed)
            return [];
        var days = new JsonArray();
        for (var i = 0; i < typed.Count; i++)
        {
            var line = typed[i]!.ToString();
            if (Line().Match(line) is not { Success: true } match || !DateOnly.TryParseExact(match.Groups[1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                || words.Country.Read(match.Groups[2].Value, out _) is not { } value)
                throw Refused.At(place, words.FoundInLine($"'{(line.Length <= 40 ? line : line[..40] + "…")}'", i + 1), words.Wanted("day-and-number"));
            days.Add(new JsonObject { ["date"] = match.Groups[1].Value, ["total"] = value });
        }

        var document = (JsonObject)head.DeepClone();
        document["days"] = days;
        try
        {
            return ScoreDocument.ReadAll("days", Encoding.UTF8.GetBytes(document.ToJsonString()), medicine.Instruments);
        }
        catch (InputException e)
        {
            throw InLine(e, place, words);
        }
    }

    /// <summary>What is wrong with one of several days, said of the field and its line.</summary>
    public static InputException InLine(InputException e, string place, Words words) =>
        Index().Match(e.Place) is { Success: true } at && int.TryParse(at.Groups[1].Value, CultureInfo.InvariantCulture, out var i)
            ? Refused.At(place, words.FoundInLine(words.Of(e.Found), i + 1), words.Of(e.Expected)) : e.Place == "days" ? new InputException(place, e.Found, e.Expected) : e;

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2})(?:\s*[;:,]\s*|\s+)(\d{1,3}(?:[.,]\d{1,2})?)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^days\[(\d+)\]")]
    private static partial Regex Index();
}

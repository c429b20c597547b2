using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Clinic.Charts;
using Collum.Clinic.Visits;
using Collum.Findings;
using Collum.Scales;

namespace Collum.App.Pages.Visits;

/// <summary>Any instrument but the one that the Measure page has: items by code, or a total whose items were not recorded.</summary>
static class ScalesPost
{
    /// <summary>Before an item's code in a field's name: some instruments count their items, and fields that are counted make a list.</summary>
    public const string Mark = "q";

    public static async Task<string?> RunAsync(PostCase post)
    {
        var (score, days) = (Read(post.Posted, post.Day, post.Medicine), ReadDays(post.Posted, post.Medicine, post.Words));
        if (post.Posted.What != "save")
            return null;
        if (score is null && days.Count == 0)
            throw Refused.At("instrument", post.Words.FoundNothing, post.Words.Wanted("scale"));
        var chart = await post.Practice.OpenAsync(post.ChartId, post.Cancel);
        CheckDays(post, chart, days, "days");
        var seq = post.Posted.Seq;
        if (score is not null)
        {
            if (score is { ItemsRecorded: false, Instrument.Id: "twstrs" } && MeasurePost.LastTwstrs(chart, d => d == post.Day, post.Medicine) is not null)
                throw Refused.At("total", post.Words.FoundItemsOfDay, post.Words.Wanted("day-without-items"));
            var outcome = await new RecordScore(post.Practice).RunAsync(post.ChartId, score, post.Posted.Writer, OfDay(chart, score, post.Medicine), post.Cancel);
            seq = outcome.Entry?.Seq ?? seq;
        }

        await WriteDaysAsync(post, days, "days", seq);
        return post.VisitUrl("scales");
    }

    /// <summary>Several days of the instrument chosen; empty where none were typed.</summary>
    public static IReadOnlyList<Score> ReadDays(Posted posted, Medicine medicine, Words words)
    {
        if (posted.Document["instrument"] is null)
            return [];
        var head = new JsonObject();
        foreach (var key in (string[])["instrument", "variant", "subscale"])
            if (posted.Document[key] is { } value)
                head[key] = value.DeepClone();
        return DiaryLines.Read(posted.Document["days"], "days", head, medicine, words);
    }

    /// <summary>Refuses days that cannot be written before anything of the form is: it is saved whole or not at all.</summary>
    public static void CheckDays(PostCase post, ChartView chart, IReadOnlyList<Score> days, string place)
    {
        try
        {
            new RecordDiary(post.Practice).Check(chart, days);
        }
        catch (InputException e)
        {
            throw DiaryLines.InLine(e, place, post.Words);
        }
    }

    /// <summary>Writes several days; what cannot be written is said of the field.</summary>
    public static async Task<long?> WriteDaysAsync(PostCase post, IReadOnlyList<Score> days, string place, long? seq)
    {
        if (days.Count == 0)
            return seq;
        try
        {
            var outcome = await new RecordDiary(post.Practice).RunAsync(post.ChartId, days, post.Posted.WriterOf("days", seq), post.Cancel);
            return outcome.Written.Count > 0 ? outcome.Written[^1].Seq : seq;
        }
        catch (InputException e)
        {
            throw DiaryLines.InLine(e, place, post.Words);
        }
    }

    /// <summary>Null while no scale is chosen or nothing was answered.</summary>
    public static Score? Read(Posted posted, DateOnly day, Medicine medicine)
    {
        if (posted.Document["instrument"] is null || posted.Document["items"] is not JsonObject { Count: > 0 } && posted.Document["total"] is null)
            return null;
        var one = (JsonObject)posted.Document.DeepClone();
        one.Remove("days");
        one["date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (one["items"] is JsonObject items)
            one["items"] = new JsonObject([.. items.Select(i => KeyValuePair.Create(i.Key.StartsWith(Mark, StringComparison.Ordinal) ? i.Key[Mark.Length..] : i.Key, i.Value?.DeepClone()))]);
        try
        {
            return ScoreDocument.Read("score", Encoding.UTF8.GetBytes(one.ToJsonString()), medicine.Instruments);
        }
        catch (InputException e) when (e.Place.StartsWith("items.", StringComparison.Ordinal))
        {
            throw new InputException($"items.{Mark}{e.Place[6..]}", e.Found, e.Expected);
        }
    }

    // The same instrument of the same day once more takes the place of the first.
    static long? OfDay(ChartView chart, Score score, Medicine medicine) =>
        Last(chart, score.Instrument.Id, before => before.Date == score.Date && before.Variant == score.Variant && before.RecordedPart?.Id == score.RecordedPart?.Id && (score.Instrument.Id != "twstrs" || !before.ItemsRecorded), medicine)?.Seq;

    /// <summary>The score of an instrument with the latest date, the later written of two; null when none is meant.</summary>
    public static (long Seq, Score Score)? Last(ChartView chart, string instrument, Func<Score, bool> isMeant, Medicine medicine)
    {
        var replaced = chart.Entries.Where(e => e.Kind == Kinds.Score && e.Amends is not null).Select(e => e.Amends).ToHashSet();
        (long Seq, Score Score)? found = null;
        foreach (var entry in chart.Entries.Where(e => e.Kind == Kinds.Score && !replaced.Contains(e.Seq)))
        {
            var body = JsonNode.Parse(entry.Body);
            if ((body?["input"] ?? body) is not JsonObject document || document["instrument"]?.ToString() != instrument)
                continue;
            if (document.ContainsKey("week"))
                continue;           // a row of an imported trial table, which no form wrote
            var score = ScoreDocument.Read("score", Encoding.UTF8.GetBytes(document.ToJsonString()), medicine.Instruments);
            if (isMeant(score) && (found is null || score.Date >= found.Value.Score.Date))
                found = (entry.Seq, score);
        }

        return found;
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Clinic.Charts;
using Collum.Clinic.Visits;
using Collum.Findings;
using Collum.Postures;
using Collum.Scales;

namespace Collum.App.Pages.Visits;

/// <summary>Posture, examination and TWSTRS of one visit: each is written where something was typed.</summary>
static class MeasurePost
{
    public static async Task<string?> RunAsync(PostCase post)
    {
        var document = post.Posted.Document;
        var score = document["score"]?["items"] is JsonObject { Count: > 0 } ? ReadScore(document, post.Day, post.Medicine) : null;
        var posture = ReadPosture(document, post.Medicine);
        if (post.Posted.What == "check")
            return null;
        if (score is null && posture is null)
            throw Refused.At("score.items", post.Words.FoundNothing, post.Words.Wanted("measure"));

        // A second save of the same day takes the place of the first; the same again writes nothing.
        var chart = await post.Practice.OpenAsync(post.ChartId, post.Cancel);
        var seq = post.Posted.Seq;
        var measured = chart.Postures.LastOrDefault(p => p.Date == post.Day);
        if (posture is not null && !Same(measured?.Input, PostureDocument.Write(posture)))
            seq = (await new RecordPosture(post.Practice).RunAsync(post.ChartId, post.Day, posture, post.Posted.WriterOf("posture", seq), measured?.Seq, post.Cancel)).Entry?.Seq ?? seq;
        var scored = LastTwstrs(chart, d => d == post.Day, post.Medicine);
        if (score is not null && !Same(scored is { } last ? ScoreDocument.Write(last.Score) : null, ScoreDocument.Write(score)))
            await new RecordScore(post.Practice).RunAsync(post.ChartId, score, post.Posted.WriterOf("score", seq), scored?.Seq, post.Cancel);
        return post.VisitUrl("muscles");
    }

    public static bool Same(string? stored, string now) => stored is not null && JsonNode.DeepEquals(JsonNode.Parse(stored), JsonNode.Parse(now));

    /// <summary>The last TWSTRS by items of the days asked for, complete or not; null when there is none.</summary>
    public static (long Seq, Score Score)? LastTwstrs(ChartView chart, Func<DateOnly, bool> when, Medicine medicine) =>
        ScalesPost.Last(chart, "twstrs", score => score.Items.Count > 0 && score.Date is { } day && when(day), medicine);

    public static Score ReadScore(JsonObject document, DateOnly day, Medicine medicine)
    {
        var one = (JsonObject)document["score"]!.DeepClone();
        one["date"] = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return At("score", () => ScoreDocument.Read("score", Bytes(one), medicine.Instruments));
    }

    /// <summary>Null when no angle, choice or muscle was entered.</summary>
    public static Posture? ReadPosture(JsonObject document, Medicine medicine)
    {
        if (document["posture"] is not JsonObject typed)
            return null;
        var one = (JsonObject)typed.DeepClone();
        // A muscle that nobody examined is not in the document.
        if (one["examination"] is JsonArray rows)
        {
            var examined = rows.Where(r => r is JsonObject { Count: > 2 }).Select(r => r!.DeepClone()).ToArray();
            one.Remove("examination");
            if (examined.Length > 0)
                one["examination"] = new JsonArray(examined);
        }

        return one.Count == 0 ? null : At("posture", () => PostureDocument.Read("posture", Bytes(one), medicine.Muscles));
    }

    static byte[] Bytes(JsonObject document) => Encoding.UTF8.GetBytes(document.ToJsonString());

    // The place as the page names its fields.
    static T At<T>(string part, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException e)
        {
            throw new InputException($"{part}.{e.Place}", e.Found, e.Expected);
        }
    }
}

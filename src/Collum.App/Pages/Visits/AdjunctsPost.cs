using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Clinic.Treatments;
using Collum.Treatments;

namespace Collum.App.Pages.Visits;

/// <summary>Physiotherapy, or an oral drug that somebody prescribed.</summary>
static class AdjunctsPost
{
    public static async Task<string?> RunAsync(PostCase post)
    {
        if (post.Posted.What != "save")
        {
            Read(post.Posted, post.Day);
            return null;
        }

        var adjunct = Read(post.Posted, post.Day) ?? throw Refused.At("kind", post.Words.FoundNothing, post.Words.Wanted("adjunct"));
        await new RecordAdjunct(post.Practice).RunAsync(post.ChartId, adjunct, post.Posted.Writer, null, post.Cancel);
        return post.VisitUrl("adjuncts");
    }

    /// <summary>Null while no kind is chosen.</summary>
    public static Adjunct? Read(Posted posted, DateOnly day)
    {
        if (posted.Document["kind"] is null)
            return null;
        var one = (JsonObject)posted.Document.DeepClone();
        one["date"] ??= day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (posted.By.Length > 0)
            one["by"] = posted.By;
        // Fields of the other kind are hidden, not typed.
        foreach (var key in one["kind"]!.ToString() == "physiotherapy" ? (string[])["drug", "dose_mg_per_day"] : ["goals", "exercises", "sessions_per_week", "weeks"])
            one.Remove(key);
        return AdjunctDocument.Read("adjunct", Encoding.UTF8.GetBytes(one.ToJsonString()));
    }
}

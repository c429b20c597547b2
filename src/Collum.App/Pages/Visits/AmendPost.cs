using System.Globalization;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Clinic.Charts;
using Collum.Clinic.Treatments;
using Collum.Treatments;

namespace Collum.App.Pages.Visits;

/// <summary>Corrects the signed treatment of a day, or takes it back; the first text stays.</summary>
static class AmendPost
{
    public static async Task<string?> RunAsync(PostCase post)
    {
        if (post.Posted.What == "add")
        {
            if (post.Posted.Document["lines"] is not JsonArray)
                post.Posted.Document["lines"] = new JsonArray();
            ((JsonArray)post.Posted.Document["lines"]!).Add((JsonNode)new JsonObject { ["points"] = 1 });
            return null;
        }

        if (post.Posted.What != "sign")
            return null;
        var chart = await post.Practice.OpenAsync(post.ChartId, post.Cancel);
        var signed = SignedOn(chart, post.Day) ?? throw Refused.At("of", post.Words.NothingToAmend, post.Words.Wanted("signed-treatment"));
        var why = post.Posted.Document["why"]?.ToString().Trim() ?? "";
        if (why.Length < 3)
            throw Refused.At("why", why.Length == 0 ? post.Words.FoundNothing : $"'{why}'", post.Words.Wanted("why"));
        var corrected = IsWithdrawn(post.Posted.Document) ? null : Corrected(signed.Current!, post.Posted, post.Medicine);
        if (corrected is not null && TreatmentDocument.Write(corrected with { Reasons = [] }) == TreatmentDocument.Write(signed.Current! with { Reasons = [] }))
            throw Refused.At("lines", post.Words.FoundNoChange, post.Words.Wanted("change"));
        var outcome = await new AmendTreatment(post.Practice).RunAsync(post.ChartId, new Amendment(signed.Id, corrected, why, post.Posted.By), post.Posted.Writer, post.Cancel);
        if (outcome.IsDone)
            return $"/charts/{post.ChartId}";
        post.Posted.Blocked = outcome;
        return null;
    }

    public static AmendedTreatment? SignedOn(ChartView chart, DateOnly day) => chart.Treatments.LastOrDefault(t => t.Current?.Date == day);

    public static bool IsWithdrawn(JsonObject document) => document["withdrawn"] is JsonValue value && value.TryGetValue<bool>(out var isSo) && isSo;

    /// <summary>What was signed, with what the page shows in its place: keys that no field shows stay as they were.</summary>
    public static Treatment Corrected(Treatment signed, Posted posted, Medicine medicine)
    {
        var one = JsonNode.Parse(TreatmentDocument.Write(signed))!.AsObject();
        foreach (var key in (string[])["lines", "lots", "discarded_u", "given_by"])
            one[key] = posted.Document[key]?.DeepClone();
        // A total whose muscles were not recorded stays until lines take its place.
        if (posted.Document["lines"] is JsonArray { Count: > 0 })
            one.Remove("total_only_u");
        else
            one.Remove("lines");
        if (posted.Document["consent"]?["form"]?.ToString() is { } form && one["consent"]?["form"]?.ToString() != form)
            one["consent"] = new JsonObject { ["form"] = form, ["taken_by"] = posted.By.Length > 0 ? posted.By : "?", ["date"] = signed.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        var first = posted.Document["complications"]?[0]?["what"]?.ToString();
        if (one["complications"] is JsonArray { Count: > 0 } before)
        {
            if (first is null)
                before.RemoveAt(0);
            else
                before[0]!["what"] = first;
        }
        else if (first is not null)
        {
            one["complications"] = new JsonArray(new JsonObject { ["what"] = first });
        }

        return InjectPost.Read(one, posted, medicine);
    }
}

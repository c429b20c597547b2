using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Clinic.Treatments;
using Collum.Findings;
using Collum.Treatments;

namespace Collum.App.Pages.Visits;

/// <summary>What was given at the bedside, signed against the plan.</summary>
static class InjectPost
{
    public static async Task<string?> RunAsync(PostCase post)
    {
        if (post.Posted.What != "sign")
            return null;
        var outcome = await new RecordTreatment(post.Practice).RunAsync(post.ChartId, Read(post.Posted, post.Day, post.Medicine), post.Posted.Writer, null, post.Cancel);
        if (outcome.IsDone)
            return $"/charts/{post.ChartId}";
        post.Posted.Blocked = outcome;
        return null;
    }

    public static Treatment Read(Posted posted, DateOnly day, Medicine medicine)
    {
        var one = (JsonObject)posted.Document.DeepClone();
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        one["date"] = date;
        if (posted.By.Length > 0)
            one["given_by"] = posted.By;
        if (one["consent"] is JsonObject consent)
            (consent["taken_by"], consent["date"]) = (posted.By, date);
        if (one["lots"] is JsonArray lots)
            for (var i = lots.Count - 1; i >= 0; i--)
                if (lots[i] is not JsonObject lot || !lot.ContainsKey("number"))
                    throw new InputException($"lots[{i}].number", "nothing", "the lot as printed on the vial");
        one["reasons"] = new JsonArray([.. PlanPost.Reasons(posted).Select(r => (JsonNode)new JsonObject { ["code"] = r.Code, ["place"] = r.Place, ["text"] = r.Text, ["by"] = r.By.Length > 0 ? r.By : "?" })]);
        return InputReader.Parse("treatment", Encoding.UTF8.GetBytes(one.ToJsonString()), r =>
        {
            var treatment = TreatmentDocument.Read(r, medicine.Muscles, medicine.Toxins);
            r.Done();
            return treatment;
        });
    }
}

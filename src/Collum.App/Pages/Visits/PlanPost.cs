using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Collum.Anatomy;
using Collum.App.Http;
using Collum.Clinic;
using Collum.Clinic.Charts;
using Collum.Clinic.Treatments;
using Collum.Findings;
using Collum.Plans;

namespace Collum.App.Pages.Visits;

/// <summary>The plan of one visit: proposed, changed freely, kept as a draft, signed.</summary>
static class PlanPost
{
    const string ReasonMark = ".reason/";

    public static async Task<string?> RunAsync(PostCase post)
    {
        var (posted, document) = (post.Posted, post.Posted.Document);
        switch (posted.What)
        {
            case "propose":
                Fill(document, await ProposalAsync(post));
                return null;
            case "add":
                Sites(document).Add(posted.On is { } named && named.Split('@') is [var muscle, var side]
                    ? new JsonObject { ["muscle_id"] = muscle, ["side"] = side } : new JsonObject());
                return null;
            case "remove" when Row(posted, document) is { } gone:
                Sites(document).RemoveAt(gone);
                return null;
            case "mirror" when Row(posted, document) is { } line && Sites(document)[line] is JsonObject original && Sides.Words.TryGetValue(original["side"]?.ToString() ?? "", out var of):
                var mirrored = (JsonObject)original.DeepClone();
                mirrored["side"] = of.Mirror().Word();
                Sites(document).Insert(line + 1, mirrored);
                return null;
            case "save" or "sign" or "check":
                break;
            default:
                return null;
        }

        var plan = Read(document, post.Day, post.Medicine);
        if (posted.What == "check")
            return null;

        var practice = post.Practice;
        var chart = await practice.OpenAsync(post.ChartId, post.Cancel);
        var open = chart.Plans.LastOrDefault(p => p.Date == post.Day && p.IsOpen);
        var now = CheckedPlan.Of(plan, chart, post.Medicine).Document.Write();
        var seq = posted.Seq;
        var draft = open?.Seq;
        // A draft that already says the same is signed as it stands.
        if (posted.What == "save" || open is null || !JsonNode.DeepEquals(JsonNode.Parse(now), JsonNode.Parse(open.Document)))
        {
            var proposal = posted.Marks.ContainsKey(".proposed") && ProposePlan.Of(chart, post.Day, plan.Product, plan.Region, post.Medicine) is { } made ? made.Kept : null;
            var saved = await new SavePlan(practice).RunAsync(post.ChartId, plan, posted.WriterOf("plan", seq), open?.Seq, proposal, post.Cancel);
            (draft, seq) = (saved.Entry!.Seq, saved.Entry.Seq);
        }

        if (posted.What == "save")
            return post.VisitUrl("plan");

        var outcome = await new SignPlan(practice).RunAsync(post.ChartId, draft!.Value, Reasons(posted), posted.WriterOf("sign", seq), post.Cancel);
        if (outcome.IsDone)
            return post.VisitUrl("inject");
        posted.Blocked = outcome;
        return null;
    }

    /// <summary>The reasons typed beside the findings, in the name of whoever signs.</summary>
    public static IReadOnlyList<ReasonGiven> Reasons(Posted posted) =>
    [
        .. from mark in posted.Marks
           where mark.Key.StartsWith(ReasonMark, StringComparison.Ordinal) && mark.Value.Length > 0
           let parts = mark.Key[ReasonMark.Length..].Split('/', 2)
           select new ReasonGiven(parts[0], parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null, mark.Value, posted.By),
    ];

    /// <summary>The form as a plan; lines that nothing was entered in are left out.</summary>
    public static Plan Read(JsonObject document, DateOnly day, Medicine medicine)
    {
        var one = (JsonObject)document.DeepClone();
        one["date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (one["sites"] is JsonArray sites)
            for (var i = sites.Count - 1; i >= 0; i--)
                if (sites[i] is not JsonObject { Count: > 0 })
                    sites.RemoveAt(i);
        if (one["preparation"] is JsonObject made && !made.ContainsKey("vials") && !made.ContainsKey("diluent_ml"))
            one.Remove("preparation");
        return PlanDocument.Read("plan", Encoding.UTF8.GetBytes(one.ToJsonString()), medicine.Muscles, medicine.Toxins).Plan;
    }

    static async Task<ChartProposal> ProposalAsync(PostCase post)
    {
        var head = (JsonObject)post.Posted.Document.DeepClone();
        head["sites"] = new JsonArray();
        if (head["preparation"] is JsonObject made && !made.ContainsKey("diluent_ml"))
            head.Remove("preparation");
        var plan = Read(head, post.Day, post.Medicine);
        return await new ProposePlan(post.Practice).RunAsync(post.ChartId, post.Day, plan.Product, plan.Region, plan.Preparation, null, post.Cancel);
    }

    static void Fill(JsonObject document, ChartProposal proposal)
    {
        var plan = JsonNode.Parse(proposal.Proposal.Document.Write())!;
        document["sites"] = plan["sites"]?.DeepClone() ?? new JsonArray();
        // Muscles that no text doses keep their line: the clinician gives the number or takes it away.
        foreach (var line in proposal.Proposal.Proposal.Lines.Where(l => l.Dose is null))
            ((JsonArray)document["sites"]!).Add(new JsonObject { ["muscle_id"] = line.Muscle.Id, ["side"] = line.Side.Word() });
        if (plan["preparation"] is { } preparation)
            document["preparation"] = preparation.DeepClone();
    }

    static JsonArray Sites(JsonObject document)
    {
        if (document["sites"] is not JsonArray)
            document["sites"] = new JsonArray();
        return (JsonArray)document["sites"]!;
    }

    static int? Row(Posted posted, JsonObject document) =>
        int.TryParse(posted.On, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < Sites(document).Count ? row : null;
}

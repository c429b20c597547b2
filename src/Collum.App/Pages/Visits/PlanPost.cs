using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collum.Anatomy;
using Collum.App.Http;
using Collum.Clinic.Treatments;
using Collum.Findings;
using Collum.Plans;

namespace Collum.App.Pages.Visits;

/// <summary>The plan of one visit: proposed, changed freely, kept as a draft, signed.</summary>
static partial class PlanPost
{
    const string ReasonMark = ".reason/";

    public static async Task<string?> RunAsync(PostCase post)
    {
        var (posted, document) = (post.Posted, post.Posted.Document);
        switch (posted.What)
        {
            case "propose":
                Fill(document, await ProposalAsync(post), post.Medicine);
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

        var plan = Read(document, post.Day, post.Medicine, posted.What == "check");
        if (posted.What == "check")
            return null;

        var practice = post.Practice;
        var chart = await practice.OpenAsync(post.ChartId, post.Cancel);
        if (posted.Seq >= chart.Seq && chart.Plans.Any(p => p.Date == post.Day && p is { Signed: not null, Dropped: false }))
            throw Refused.At("plan", post.Words.FoundSignedPlan, post.Words.Wanted("corrections"));
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

    /// <summary>The reasons typed beside the findings, in the name of whoever signs. One for a line that is gone, or is of another muscle now, answers nothing.</summary>
    public static IReadOnlyList<ReasonGiven> Reasons(Posted posted)
    {
        var lines = LineNames(posted.Document);
        return
        [
            .. from mark in posted.Marks
               where mark.Key.StartsWith(ReasonMark, StringComparison.Ordinal) && mark.Value.Length > 0
               let parts = mark.Key[ReasonMark.Length..].Split('/', 2)
               let place = parts.Length > 1 ? Place().Replace(parts[1], m => $"sites[{lines.IndexOf(m.Groups[1].Value)}]") : ""
               where !place.StartsWith("sites[-1]", StringComparison.Ordinal)
               select new ReasonGiven(parts[0], place.Length > 0 ? place : null, mark.Value, posted.By),
        ];
    }

    /// <summary>The field that takes the reason for a finding. It names the muscle and not the line's number: lines move, a reason must not move to another muscle.</summary>
    public static string ReasonName(Finding finding, JsonObject document)
    {
        var lines = LineNames(document);
        return $"{ReasonMark}{finding.Code}/{(finding.Place is { } place ? Place().Replace(place, m => int.TryParse(m.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < lines.Count ? $"sites[{lines[i]}]" : m.Value) : "")}";
    }

    // Lines as the checked plan counts them: those that are filled.
    static List<string> LineNames(JsonObject document)
    {
        var names = ((document["sites"] as JsonArray)?.Where(IsFilled) ?? []).Select(s => $"{s!["muscle_id"]}@{s["side"]}").ToList();
        return [.. names.Select((name, i) => $"{name}@{names.Take(i).Count(n => n == name)}")];
    }

    /// <summary>The form as a plan; lines that nothing was entered in are left out.</summary>
    /// <param name="document">As typed.</param>
    /// <param name="day">Of the visit.</param>
    /// <param name="medicine">What is known.</param>
    /// <param name="isTyping">Lines and vials that are half entered are left out instead of refused.</param>
    public static Plan Read(JsonObject document, DateOnly day, Medicine medicine, bool isTyping = false)
    {
        var one = (JsonObject)document.DeepClone();
        one["date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (one["sites"] is JsonArray sites)
            for (var i = sites.Count - 1; i >= 0; i--)
                if (sites[i] is not JsonObject { Count: > 0 } site || isTyping && !IsFilled(site))
                    sites.RemoveAt(i);
        if (one["preparation"] is JsonObject made)
        {
            if (VialsFor(one) is { } vials)
                made["vials"] ??= vials;
            // While one types, a part of it is not yet wrong; what is written down is whole or says what is missing.
            if (made.Count < 3 && (isTyping || !made.ContainsKey("vials") && !made.ContainsKey("diluent_ml")))
                one.Remove("preparation");
        }

        return PlanDocument.Read("plan", Encoding.UTF8.GetBytes(one.ToJsonString()), medicine.Muscles, medicine.Toxins).Plan;
    }

    /// <summary>Whether a line says enough to be checked.</summary>
    public static bool IsFilled(JsonNode? line) => line is JsonObject o && ((string[])["muscle_id", "side", "dose_u", "points"]).All(o.ContainsKey);

    /// <summary>How many vials of the chosen size hold the doses; null while no size is chosen or nothing is planned.</summary>
    public static int? VialsFor(JsonObject document) =>
        document["preparation"]?["vial_u"] is JsonValue size && size.TryGetValue<decimal>(out var u) && u > 0
        && (document["sites"] as JsonArray)?.Sum(s => s?["dose_u"] is JsonValue dose && dose.TryGetValue<decimal>(out var d) ? d : 0) is { } total and > 0 and < 1_000_000
            ? (int)Math.Min(99, Math.Ceiling(total / u)) : null;

    static async Task<ChartProposal> ProposalAsync(PostCase post)
    {
        var head = (JsonObject)post.Posted.Document.DeepClone();
        head["sites"] = new JsonArray();
        var plan = Read(head, post.Day, post.Medicine, isTyping: true);
        return await new ProposePlan(post.Practice).RunAsync(post.ChartId, post.Day, plan.Product, plan.Region, plan.Preparation, null, post.Cancel);
    }

    static void Fill(JsonObject document, ChartProposal proposal, Medicine medicine)
    {
        var plan = JsonNode.Parse(proposal.Proposal.Document.Write())!;
        document["sites"] = plan["sites"]?.DeepClone() ?? new JsonArray();
        if (plan["preparation"] is { } preparation)
        {
            document["preparation"] = preparation.DeepClone();
            return;
        }

        // The vials that waste least, where one size does; how much saline is the clinician's to say.
        var asked = proposal.Proposal.Document.Plan;
        if (document["preparation"] is not JsonObject)
            document["preparation"] = new JsonObject();
        var made = (JsonObject)document["preparation"]!;
        made.Remove("vials");
        if (!made.ContainsKey("vial_u") && asked.Sites.Count > 0 && Vials.VialMix.FewestWaste(medicine.Toxins[asked.Product], asked.Region, asked.Total) is { Vials: [var only] })
            made["vial_u"] = only.VialU;
        if (VialsFor(document) is { } vials)
            made["vials"] = vials;
    }

    static JsonArray Sites(JsonObject document)
    {
        if (document["sites"] is not JsonArray)
            document["sites"] = new JsonArray();
        return (JsonArray)document["sites"]!;
    }

    static int? Row(Posted posted, JsonObject document) =>
        int.TryParse(posted.On, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < Sites(document).Count ? row : null;

    [GeneratedRegex("^sites\\[([^\\]]+)\\]")]
    private static partial Regex Place();
}

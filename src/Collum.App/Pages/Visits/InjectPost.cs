using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collum.App.Http;
using Collum.Clinic.Treatments;
using Collum.Findings;
using Collum.Treatments;

namespace Collum.App.Pages.Visits;

/// <summary>What was given at the bedside, signed against the plan.</summary>
static partial class InjectPost
{
    public static async Task<string?> RunAsync(PostCase post)
    {
        if (post.Posted.What != "sign")
            return null;
        var treatment = Read(post.Posted, post.Day, post.Medicine);
        // What nobody ticked was not seen to be given.
        if (NotTicked(post.Posted, post.Posted.Document) is [var first, ..])
            throw Refused.At($"lines[{first}]", post.Words.FoundNoTick, post.Words.Wanted("tick"));
        var outcome = await new RecordTreatment(post.Practice).RunAsync(post.ChartId, treatment, post.Posted.Writer, null, post.Cancel);
        if (outcome.IsDone)
            return $"/charts/{post.ChartId}";
        post.Posted.Blocked = outcome;
        return null;
    }

    /// <summary>Lines with a dose that nobody ticked at the bedside.</summary>
    public static IReadOnlyList<int> NotTicked(Posted? posted, JsonObject document) =>
        [.. Enumerable.Range(0, (document["lines"] as JsonArray)?.Count ?? 0).Where(i => posted?.Marks.ContainsKey($".done/{i}") != true && !IsLeftOut(document["lines"]![i]))];

    /// <summary>Findings with the lines counted as the page does: those with 0 U stand on the page and are not in the treatment.</summary>
    public static IReadOnlyList<Finding> OnPage(IReadOnlyList<Finding> findings, JsonObject document)
    {
        var given = Given(document);
        return [.. findings.Select(f => f.Place is { } place ? f with { Place = Line().Replace(place, m => At(m) is { } i && i < given.Count ? $"lines[{given[i]}]" : m.Value) } : f)];
    }

    static string? Text(JsonObject of, string key) => of[key]?.ToString();

    static List<int> Given(JsonObject document) => document["lines"] is JsonArray lines ? [.. Enumerable.Range(0, lines.Count).Where(i => !IsLeftOut(lines[i]))] : [];

    static bool IsLeftOut(JsonNode? line) => line is JsonObject && line["dose_u"] is JsonValue dose && dose.TryGetValue<decimal>(out var u) && u == 0;

    static int? At(Match match) => int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i : null;

    /// <summary>Opened, given and discarded, added up from the fields as they stand.</summary>
    public static string BalanceOf(JsonObject document, Words words)
    {
        var given = (document["lines"] as JsonArray)?.Sum(line => Number(line, "dose_u")) ?? 0;
        var opened = (document["lots"] as JsonArray)?.Sum(lot => Number(lot, "vial_u") * Number(lot, "vials")) ?? 0;
        return words.BalanceSays(opened, given, Number(document, "discarded_u"));
    }

    static decimal Number(JsonNode? of, string key) => of is JsonObject && of[key] is JsonValue value && value.TryGetValue<decimal>(out var number) ? number : 0;

    public static Treatment Read(Posted posted, DateOnly day, Medicine medicine)
    {
        var one = (JsonObject)posted.Document.DeepClone();
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        one["date"] = date;
        if (posted.By.Length > 0)
            one["given_by"] = posted.By;
        if (one["consent"] is JsonObject consent)
            (consent["taken_by"], consent["date"]) = (posted.By, date);
        return Read(one, posted, medicine);
    }

    /// <summary>The document as the commands read it; places of what is wrong are those of the page.</summary>
    public static Treatment Read(JsonObject one, Posted posted, Medicine medicine)
    {
        if (one["lots"] is JsonArray lots)
            for (var i = lots.Count - 1; i >= 0; i--)
                if (lots[i] is not JsonObject lot || !lot.ContainsKey("number"))
                    throw new InputException($"lots[{i}].number", $"nothing", $"the lot as printed on the vial");
        // A line with 0 U says that nothing was given there: it is not a line of the treatment.
        var given = Given(one);
        if (one["lines"] is JsonArray lines)
            one["lines"] = new JsonArray([.. given.Select(i => lines[i]!.DeepClone())]);
        string? InTreatment(string? place) => place is null ? null : Line().Replace(place, m => At(m) is { } i && given.IndexOf(i) is >= 0 and var at ? $"lines[{at}]" : "lines[-]");
        var reasons = PlanPost.Reasons(posted).Select(r => new JsonObject { ["code"] = r.Code, ["place"] = InTreatment(r.Place), ["text"] = r.Text, ["by"] = r.By.Length > 0 ? r.By : "?" }).ToList();
        // A correction keeps the reasons that were signed, where no other is typed in their place.
        var before = (one["reasons"] as JsonArray ?? []).OfType<JsonObject>().Where(b => !reasons.Any(r => Text(r, "code") == Text(b, "code") && Text(r, "place") == Text(b, "place"))).Select(b => (JsonObject)b.DeepClone());
        one["reasons"] = new JsonArray([.. before.Concat(reasons)]);
        try
        {
            return InputReader.Parse("treatment", Encoding.UTF8.GetBytes(one.ToJsonString()), r =>
            {
                var treatment = TreatmentDocument.Read(r, medicine.Muscles, medicine.Toxins);
                r.Done();
                return treatment;
            });
        }
        catch (InputException e)
        {
            throw new InputException(Line().Replace(e.Place, m => At(m) is { } i && i < given.Count ? $"lines[{given[i]}]" : m.Value), e.Found, e.Expected);
        }
    }

    [GeneratedRegex("^lines\\[([0-9]+)\\]")]
    private static partial Regex Line();
}

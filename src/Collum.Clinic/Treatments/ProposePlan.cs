using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Plans;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Clinic.Treatments;

/// <summary>A proposal made from a chart, with the document that makes it again.</summary>
/// <param name="Proposal">What is proposed, and why.</param>
/// <param name="Kept">For <see cref="SavePlan"/>: what was asked and what was answered.</param>
public sealed record ChartProposal(PlanProposal Proposal, Derived Kept);

/// <summary>Proposes the next plan from what the chart holds: the person, the history, the last posture, the last treatment and how it went. Writes nothing.</summary>
public sealed class ProposePlan(Practice practice)
{
    /// <summary>Kind of the derived document.</summary>
    public const string Kind = "plan-proposal";

    static readonly JsonSerializerOptions Plain = OutputJson.Options;

    /// <param name="preparation">How vials are made up, where that is decided; the number of vials follows the proposal.</param>
    /// <param name="preferred">Word of <see cref="Anatomy.Guidances"/>; null leaves it to the muscle.</param>
    public async Task<ChartProposal> RunAsync(
        string chartId, DateOnly date, Product product, Region region, Preparation? preparation = null, string? preferred = null, CancellationToken cancel = default) =>
        Of(await practice.OpenAsync(chartId, cancel), date, product, region, practice.Medicine, preparation, preferred);

    /// <summary>The same, from a chart at hand.</summary>
    public static ChartProposal Of(
        ChartView chart, DateOnly date, Product product, Region region, Medicine medicine, Preparation? preparation = null, string? preferred = null)
    {
        var head = new Plan
        {
            Date = date, Region = region, Product = product, Sites = [], FirstSession = chart.History.Count > 0 ? false : null, Preparation = preparation,
        };
        var document = JsonNode.Parse(new PlanDocument(head, chart.Patient, chart.History).Write())!.AsObject();
        document.Remove("sites");
        document.Remove("posture");
        if (chart.PostureOn(date) is { } posture)
            document["posture"] = JsonNode.Parse(posture.Input);
        if (document.ContainsKey("posture") && chart.HeardOn(date) is { } heard)
            document["emg"] = KeptOrder.Emg(heard);
        if (preferred is not null)
            document["preferred_guidance"] = preferred;
        if (Last(chart, date, region) is { } last)
            document["last"] = last;

        var input = CanonicalJson.Of(document.ToJsonString(Plain));
        var proposal = Propose(medicine, input);
        return new(proposal, new Derived(Kind, input, proposal.Write()));
    }

    internal static string Again(Medicine medicine, string input) => Propose(medicine, input).Write();

    static PlanProposal Propose(Medicine medicine, string input) =>
        PlanProposal.Of(ProposeDocument.Read("proposal", Encoding.UTF8.GetBytes(input), medicine), medicine);

    static JsonObject? Last(ChartView chart, DateOnly date, Region region)
    {
        if (chart.Treatments.LastOrDefault(t => t.Current is { MusclesRecorded: true, Lines.Count: > 0, Given.IsZero: false } now && now.Date < date) is not { Current: { } given } last)
            return null;
        var plan = new Plan
        {
            Date = given.Date, Region = given.Region ?? region, Product = given.Product, FirstSession = null,
            Sites = [.. given.Lines.Where(l => !l.Dose.IsZero).Select(l => new Site(l.Muscle, l.Side, l.Dose, l.Points, l.Guidance))],
        };
        return new JsonObject
        {
            ["plan"] = JsonNode.Parse(new PlanDocument(plan, new Patients.Patient(), []).Write()),
            ["response"] = Response(chart, last, given, date),
        };
    }

    static JsonObject Response(ChartView chart, AmendedTreatment treatment, Treatment given, DateOnly date)
    {
        var response = new JsonObject();
        var twstrs = chart.Scores.Where(s => s.Instrument == "twstrs").ToList();
        var before = twstrs.LastOrDefault(s => s.Date <= given.Date && given.Date.DayNumber - s.Date.DayNumber <= 56);
        var peak = twstrs.Where(s => s.Date > given.Date && s.Date < date).MinBy(s => s.Value);
        if (before is not null && peak is not null)
        {
            response["twstrs_before"] = before.Value;
            response["twstrs_peak"] = peak.Value;
        }

        var asked = false;
        if (chart.Responses.LastOrDefault(r => JsonNode.Parse(r.Input)!["treatment"]?.GetValue<long>() == ChartView.Number(treatment.Id) && r.Date <= date) is { } said)
        {
            var read = JsonNode.Parse(said.Input)!.AsObject();
            foreach (var key in (string[])["relief_percent", "peak_week", "wearing_off_week", "weak", "still_active", "antibodies_suspected", "goal"])
                if (read[key] is { } value)
                    response[key] = value.DeepClone();
            asked = read["side_effects_asked"]?.GetValue<bool>() == true;
        }

        var reports = chart.SideEffects.Where(s => s.Date >= given.Date && s.Date <= date).Select(s => (Report: JsonNode.Parse(s.Report)!["report"]!, Terms: Terms(s), s.IsWaiting)).ToList();
        // No report on file says nothing unless somebody asked.
        if (asked || reports.Any(r => r.Terms.Count > 0))
            response["side_effects"] = new JsonArray([.. reports.SelectMany(r => r.Terms.Select(term =>
            {
                var effect = new JsonObject { ["term"] = term };
                if (r.Report["severity"] is { } severity)
                    effect["severity"] = severity.GetValue<string>();
                if (!r.IsWaiting)
                    effect["answered"] = true;
                return (JsonNode)effect;
            }))]);
        if (reports.Where(r => r.Terms.Count == 0).ToList() is { Count: > 0 } unread)
            response["reported_words"] = new JsonArray([.. unread.Select(r => (JsonNode)r.Report["words"]!.GetValue<string>())]);
        return response;
    }

    // As reported; a report in words alone counts as what was recognised in it when it came.
    static IReadOnlyList<string> Terms(SideEffectState report) =>
        JsonNode.Parse(report.Report)!["report"]!["term"] is { } term ? [term.GetValue<string>()]
        : report.Triage is { } triage && JsonNode.Parse(triage)!["terms"] is JsonArray terms ? [.. terms.Select(t => t!.GetValue<string>())] : [];
}

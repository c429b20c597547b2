using System.Text.Json.Serialization;
using Collum.Findings;
using Collum.Plans;
using Collum.Safety;
using Collum.Vials;

namespace Collum;

/// <summary>The toxin of the plan's product within the window, this plan included, for every indication and clinic on record.</summary>
/// <param name="WindowDays">Days before the plan that count.</param>
/// <param name="DoseU">Units of <paramref name="Product"/>; other products never add to it.</param>
/// <param name="Product">Nonproprietary name.</param>
/// <param name="Complete">False where a past dose within the window is not known.</param>
public sealed record Cumulative(int WindowDays, decimal DoseU, string Product, bool Complete);

/// <summary>The whole answer of <c>collum plan check</c>.</summary>
/// <remarks>Stands above the floors: it joins what the rules say with what the vials give.</remarks>
/// <param name="Findings">Gravest first.</param>
/// <param name="Totals">Sums of the plan.</param>
/// <param name="IntervalWeeks">Weeks since the last toxin of any product, cut to two places; null when none is on record.</param>
/// <param name="Cumulative">What is in the window.</param>
/// <param name="KnowledgeVersion">Of <c>data/</c>.</param>
/// <param name="VialMix">The vials that would waste least; null for an empty plan.</param>
/// <param name="DilutionTable">What the label tables for the region, with this plan's volumes.</param>
public sealed record PlanCheck(
    IReadOnlyList<Finding> Findings,
    PlanTotals Totals,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? IntervalWeeks,
    Cumulative Cumulative,
    string KnowledgeVersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] VialMix? VialMix,
    IReadOnlyList<DilutionRow> DilutionTable)
{
    /// <summary>Whether signing is blocked.</summary>
    [JsonIgnore]
    public bool Stops => Findings.Any(f => f.Severity == Severity.Stop);

    /// <summary>Reads a plan document with every id that the knowledge defines; throws <see cref="InputException"/>.</summary>
    public static PlanDocument Read(string document, ReadOnlyMemory<byte> utf8, Medicine medicine) =>
        PlanDocument.Read(document, utf8, medicine.Muscles, medicine.Toxins, medicine.Safety.AnswerIds);

    /// <summary>Checks a plan against its product's label and everything else on file. Pure: the same document and knowledge give the same answer.</summary>
    public static PlanCheck Of(PlanDocument document, Medicine medicine)
    {
        var (plan, label) = (document.Plan, medicine.Toxins[document.Plan.Product]);
        var c = new PlanCase(plan, document.Patient, document.History, label) { Posture = document.Posture };
        var window = c.WindowDays((int)medicine.PlanNumbers.Numbers.CumulativeWindowDays.Value);
        return new PlanCheck(
            medicine.PlanRules.Check(c),
            PlanTotals.Of(plan),
            c.DaysSinceLast is { } days ? decimal.Truncate(days * 100m / 7) / 100 : null,
            new Cumulative(window, c.CumulativeDose(window).Units, plan.Product.Id, !c.UnknownWithin(window).Any()),
            medicine.Version,
            VialMix.FewestWaste(label, plan.Region, plan.Total),
            Vials.DilutionTable.For(plan, label));
    }

    public string Write() => OutputJson.Write(this);
}

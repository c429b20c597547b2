using System.Text.Json.Serialization;
using Collum.Anatomy;
using Collum.Toxins;

namespace Collum.Plans;

/// <summary>The sums of a plan, in the units of its product.</summary>
/// <param name="DoseU">All sites.</param>
/// <param name="ByMuscle">One entry for each muscle or group as planned, in order of the muscle table's ids.</param>
/// <param name="ScmBothSidesU">Both sternocleidomastoids together.</param>
/// <param name="VolumeMl">What is injected; null while nothing is made up, or where mixed vials differ in concentration.</param>
/// <param name="Points">All sites.</param>
/// <param name="WasteU">What is made up and not injected; null while nothing is made up, below 0 where the vials do not suffice.</param>
/// <param name="Vials">How many are opened; null while that is not decided.</param>
/// <param name="Sites">Per point, in the plan's order.</param>
public sealed record PlanTotals(
    decimal DoseU,
    IReadOnlyList<MuscleTotal> ByMuscle,
    decimal ScmBothSidesU,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? VolumeMl,
    int Points,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? WasteU,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Vials,
    IReadOnlyList<SiteTotal> Sites)
{
    public static PlanTotals Of(Plan plan)
    {
        var dilution = plan.Dilution;
        return new PlanTotals(
            plan.Total.Units,
            [.. plan.Sites.GroupBy(s => s.Muscle.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new MuscleTotal(
                g.Key,
                g.Where(s => s.Side == Side.Right).Sum(s => s.Dose.Units),
                g.Where(s => s.Side == Side.Left).Sum(s => s.Dose.Units),
                g.Sum(s => s.Dose.Units),
                g.Sum(s => s.Points)))],
            plan.TotalTo(Muscle.SternocleidomastoidId).Units,
            Millilitres(dilution?.VolumeOf(plan.Total)),
            plan.Sites.Sum(s => s.Points),
            plan.Content is { } content ? content.Units - plan.Total.Units : null,
            plan.Preparations.Count == 0 ? null : plan.Preparations.Sum(p => p.Vials),
            [.. plan.Sites.Select(s => new SiteTotal(
                s.Muscle.Id, s.Side.Word(), s.Dose.Units, s.Points, Plain(s.PerPoint.Units),
                Millilitres(dilution?.VolumeOf(s.Dose)), Millilitres(dilution?.VolumeOf(s.PerPoint))))]);
    }

    static decimal? Millilitres(Volume? volume) => volume is { } v ? Plain(v.Millilitres) : null;

    // A ten-thousandth of a unit or millilitre is below anything a syringe can draw.
    static decimal Plain(decimal value) => decimal.Round(value, 4);
}

/// <summary>What one muscle gets.</summary>
public sealed record MuscleTotal(string MuscleId, decimal RightU, decimal LeftU, decimal DoseU, int Points);

/// <summary>What one line draws up.</summary>
public sealed record SiteTotal(
    string MuscleId, string Side, decimal DoseU, int Points, decimal DosePerPointU, decimal? VolumeMl, decimal? VolumePerPointMl);

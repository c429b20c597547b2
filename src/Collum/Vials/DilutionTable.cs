using System.Text.Json.Serialization;
using Collum.Knowledge;
using Collum.Plans;
using Collum.Toxins;

namespace Collum.Vials;

/// <summary>One way to make up a vial that the label tables, and what it would mean for this plan.</summary>
/// <param name="VialU">Vial size.</param>
/// <param name="DiluentMl">Added to each vial; 0 for a ready-made solution.</param>
/// <param name="ConcentrationUPerMl">In solution.</param>
/// <param name="DoseUPerTenthMl">What 0.1 mL holds.</param>
/// <param name="Recommended">Within the label's range for cervical dystonia; null where it recommends none.</param>
/// <param name="VolumeMl">What the plan injects, made up so.</param>
/// <param name="PerPointMinMl">Smallest volume of a point; null for a plan without sites.</param>
/// <param name="PerPointMaxMl">Largest.</param>
/// <param name="Source">Key of the row's source.</param>
/// <param name="Status">How well the row is known.</param>
public sealed record DilutionRow(
    decimal VialU, decimal DiluentMl, decimal ConcentrationUPerMl, [property: JsonPropertyName("dose_u_per_0_1_ml")] decimal DoseUPerTenthMl,
    bool? Recommended, decimal VolumeMl, decimal? PerPointMinMl, decimal? PerPointMaxMl, string Source, FactStatus Status);

/// <summary>Every way to make up this product that its label tables for the region.</summary>
public static class DilutionTable
{
    /// <summary>By vial size, then volume; empty where no table of the region is on file.</summary>
    public static IReadOnlyList<DilutionRow> For(Plan plan, Label label)
    {
        var ready = from fact in label.Vials
                    where plan.Region.IsIn(fact.Regions) && label.VialOf(fact.VialU).Solution is not null
                    select Row(plan, label, new Dilution(label.VialOf(fact.VialU), new Volume(0)), fact);
        var powder = from fact in label.Reconstitution
                     where plan.Region.IsIn(fact.Regions)
                     select Row(plan, label, new Dilution(label.VialOf(fact.VialU), new Volume(fact.DiluentMl)), fact);
        return [.. ready.Concat(powder).OrderBy(r => r.VialU).ThenBy(r => r.DiluentMl)];
    }

    /// <summary>The range of concentrations, U/mL, that the label recommends for cervical dystonia in the region; null where it recommends none.</summary>
    public static RecommendedDilution? RecommendedIn(this Label label, Region region) =>
        label.RecommendedDilution.FirstOrDefault(r => region.IsIn(r.Regions));

    static DilutionRow Row(Plan plan, Label label, Dilution dilution, Fact fact)
    {
        var perPoint = plan.Sites.Select(s => decimal.Round(dilution.VolumeOf(s.PerPoint).Millilitres, 4)).ToList();
        var tenth = dilution.UnitsPerMl / 10;
        return new DilutionRow(
            dilution.Vial.Content.Units,
            dilution.Diluent.Millilitres,
            dilution.UnitsPerMl,
            tenth,
            label.RecommendedIn(plan.Region) is { DoseUPerTenthMl: var range }
                ? !(tenth < range.Min || tenth > range.Max) : null,
            decimal.Round(dilution.VolumeOf(plan.Total).Millilitres, 4),
            perPoint.Count == 0 ? null : perPoint.Min(),
            perPoint.Count == 0 ? null : perPoint.Max(),
            fact.Source,
            fact.Status);
    }
}

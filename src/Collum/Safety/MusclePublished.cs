using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>A muscle's dose above what the label or its trials gave that muscle; the basis is named.</summary>
public sealed class MusclePublished() : PlanRule("DOSE-011", "H-01", "Is each muscle within its published doses?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var (site, place) in c.Sites)
        {
            var here = c.Label.MuscleDoses.Where(m => Speaks(m, site) && c.Plan.Region.IsIn(m.Regions)).ToList();
            var rows = here.Count > 0 ? here : [.. c.Label.MuscleDoses.Where(m => Speaks(m, site))];
            if (rows.MaxBy(Most) is { } row && site.Dose.Units > Most(row))
                yield return By(row, Severity.Note,
                    $"{site.Dose} to the {site}; the highest figure on file is {c.Plan.Product.Units(Most(row)!.Value)} ({row.Basis:data}{Elsewhere(row, here)}).", $"{place}.dose_u");
        }
    }

    static bool Speaks(MuscleDose row, Plans.Site site) =>
        Most(row) is not null && (row.Muscle == site.Muscle.Id || site.Muscle.Members.Contains(row.Muscle));

    // A figure for both sides together is shared out evenly.
    static decimal? Most(MuscleDose row) => row.DoseScope == SideScope.BothSidesTotal ? row.DoseU.Max / 2 : row.DoseU.Max;

    static Sentence? Elsewhere(MuscleDose row, List<MuscleDose> here) => here.Count > 0 ? null : Phrase($", {string.Join(", ", row.Regions):code}");
}

using Collum.Findings;
using Collum.Plans;

namespace Collum.Safety;

/// <summary>A muscle's dose of another order than this product's.</summary>
public sealed class LineScale(PlanNumbers numbers) : PlanRule("DOSE-012", "H-02", "Is the dose of each muscle of the order that this product is given in?")
{
    // Muscles that take one or two points; groups are counted with the large ones.
    const int PointsOfSmall = 2;

    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (numbers.ScaleOf(c.Plan.Product) is not { } scale)
            yield break;

        foreach (var (site, place) in c.Sites)
        {
            if (site.Dose.Units < scale.LineU.Min)
                yield return By(scale.LineU, Severity.Confirm,
                    $"{site.Dose} to the {site} is very little: published doses to one muscle start above {c.Plan.Product.Units(scale.LineU.Min.Value)}.", $"{place}.dose_u");

            var most = IsSmall(site) ? scale.SmallLineU : scale.LineU;
            if (site.Dose.Units > most.Max)
                yield return By(most, Severity.Confirm,
                    $"{site.Dose} to the {site} is more than {c.Plan.Product.Units(most.Max.Value)}, which is outside published practice for {(IsSmall(site) ? Phrase($"a small") : Phrase($"one"))} muscle.", $"{place}.dose_u");
        }
    }

    static bool IsSmall(Site site) => !site.Muscle.IsGroup && site.Muscle.Points.Max <= PointsOfSmall;
}

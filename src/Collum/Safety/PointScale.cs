using Collum.Findings;

namespace Collum.Safety;

public sealed class PointScale(PlanNumbers numbers) : PlanRule("DOSE-013", "H-11", "Is the dose of a point so small that it may do nothing?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (numbers.ScaleOf(c.Plan.Product) is not { PointU: { Min: { } least } span })
            yield break;

        foreach (var (site, place) in c.Sites)
            if (site.PerPoint.Units < least)
                yield return By(span, Severity.Confirm, $"{site.PerPoint} at each point of the {site} is very little.", $"{place}.points");
    }
}

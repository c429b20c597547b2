using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

public sealed class PointMaximum() : PlanRule("DOSE-010", "H-01", "Is each injection point within its maximum?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var limits = c.Label.LimitsIn(c.Plan.Region, LimitKind.MaxPerSite).ToList();
        foreach (var (site, place) in c.Sites)
            if (limits.Where(l => site.PerPoint.Units > l.DoseU).Strictest() is { } limit)
                yield return By(limit, limit.Action.Severity(),
                    $"{site.PerPoint} at each point of the {site}; the label says {limit.Text:data}. {PointsFor(site, limit):0.##} points would do.", $"{place}.points");
    }

    static decimal PointsFor(Plans.Site site, Limit limit) => decimal.Ceiling(site.Dose.Units / limit.DoseU!.Value);
}

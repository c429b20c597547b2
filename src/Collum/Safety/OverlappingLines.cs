using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Safety;

/// <summary>A group and one of its muscles, or two groups that share one, on the same side.</summary>
public sealed class OverlappingLines() : PlanRule("SITE-002", "H-01", "Does no line repeat part of another?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var sites = c.Sites.ToList();
        for (var i = 0; i < sites.Count; i++)
            for (var j = 0; j < i; j++)
                if (sites[i].Site.Side == sites[j].Site.Side && sites[i].Site.Muscle != sites[j].Site.Muscle
                    && Muscles.Overlap(sites[i].Site.Muscle, sites[j].Site.Muscle))
                    yield return Plainly(Severity.Confirm,
                        $"The {sites[i].Site} and the {sites[j].Site} share a muscle: is it meant to be dosed twice?", sites[i].Place);
    }
}

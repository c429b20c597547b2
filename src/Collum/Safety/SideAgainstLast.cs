using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Safety;

public sealed class SideAgainstLast() : PlanRule("SITE-008", "H-06", "Is it the side of the last session?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.LastSession is not { Lines.Count: > 0 } last)
            yield break;

        foreach (var (site, place) in c.Sites)
        {
            var before = last.Lines.Where(l => l.Muscle == site.Muscle).Select(l => l.Side).Distinct().ToList();
            if (before is [var side] && side != site.Side && c.Plan.Sites.All(s => s.Muscle != site.Muscle || s.Side == site.Side))
                yield return Plainly(Severity.Confirm,
                    $"{site.Say().Start()} is planned; on {last.Date} only the {side.Say()} side had a dose. Is the side right?", $"{place}.side");
        }
    }
}

using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

public sealed class UsualSessionMaximum() : PlanRule("DOSE-002", "H-01", "Is the whole dose within what the label calls usual?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var total = c.Plan.Total.Units;
        if (c.Label.LimitsIn(c.Plan.Region, LimitKind.MaxSession).Any(l => total > l.DoseU && l.Action == LimitAction.HardStop))
            yield break;                                       // the session maximum speaks

        if (c.Label.LimitsIn(c.Plan.Region, LimitKind.UsualMaxSession).Where(l => total > l.DoseU).Strictest() is { } limit)
            yield return By(limit, limit.Action.Severity(),
                $"{c.Plan.Total} in this session; {limit.Text:data}.", "sites");
    }
}

using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>The whole dose against every session maximum of the label; the strictest one that is passed is reported.</summary>
public sealed class SessionMaximum() : PlanRule("DOSE-001", "H-01", "Is the whole dose within the maximum for a session?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var session = c.Plan.Total;
        var day = session + c.History.Where(p => p.Date == c.Plan.Date && p.Product == c.Plan.Product).Select(p => p.Dose).OfType<Dose>().Sum(c.Plan.Product);
        Dose Counted(Limit limit) => limit.Scope == LimitScope.AllIndicationsSession ? day : session;

        if (c.Label.LimitsIn(c.Plan.Region, LimitKind.MaxSession).Where(l => Counted(l).Units > l.DoseU).Strictest() is { } limit)
            yield return By(limit, limit.Action.Severity(),
                $"{Counted(limit)} in this session; the maximum is {c.Plan.Product.Units(limit.DoseU!.Value)} ({limit.Text:data}).", "sites");
    }
}

using Collum.Findings;

namespace Collum.Safety;

/// <summary>A whole dose far from the last one of the same product.</summary>
public sealed class SessionChange(PlanNumbers numbers) : PlanRule("DOSE-006", "H-01", "Has the whole dose changed much since the last session?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.LastSession is not { Dose: { } before } last || last.Product != c.Plan.Product || c.Plan.Total.IsZero)
            yield break;

        var ratio = numbers.Numbers.ChangeRatio;
        var (now, then) = (c.Plan.Total, before);
        if (now > then * ratio.Value || now * ratio.Value < then)
            yield return By(ratio, Severity.Confirm, $"{now} in this session after {then} on {last.Date}: {RuleText.Change(now, then)}.", "sites");
    }
}

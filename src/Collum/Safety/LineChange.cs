using Collum.Findings;

namespace Collum.Safety;

/// <summary>A muscle's dose far from what the same muscle of the same side had last time.</summary>
public sealed class LineChange(PlanNumbers numbers) : PlanRule("DOSE-007", "H-01", "Has the dose of a muscle changed much since the last session?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.LastSession is not { Lines.Count: > 0 } last || last.Product != c.Plan.Product)
            yield break;

        var ratio = numbers.Numbers.ChangeRatio;
        foreach (var (site, place) in c.Sites)
        {
            if (last.Lines.FirstOrDefault(l => l.Muscle == site.Muscle && l.Side == site.Side) is not { Dose: var then })
                continue;
            if (site.Dose > then * ratio.Value || site.Dose * ratio.Value < then)
                yield return By(ratio, Severity.Confirm,
                    $"{site.Dose} to the {site} after {then} on {last.Date}: {RuleText.Change(site.Dose, then)}.", $"{place}.dose_u");
        }
    }
}

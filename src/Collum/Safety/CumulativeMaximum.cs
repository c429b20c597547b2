using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>The sum over the label's window for every indication and clinic on record; where a window is given as a range, its longer end counts.</summary>
public sealed class CumulativeMaximum(PlanNumbers numbers) : PlanRule("TIME-004", "H-05", "Is the sum over the window within the label's maximum?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var limit = c.Label.LimitsIn(c.Plan.Region, LimitKind.MaxCumulative).Where(l => c.CumulativeDose(Window(l)).Units > l.DoseU).Strictest();
        if (limit is null)
            yield break;

        var sum = c.CumulativeDose(Window(limit));
        var before = sum - c.Plan.Total;
        yield return By(limit, limit.Action.Severity(),
            $"{sum} within {Window(limit)} days ({before} before this plan); the maximum is {c.Plan.Product.Units(limit.DoseU!.Value)} ({limit.Text}).", "sites");
    }

    int Window(Limit limit) => limit.WindowDays?.Max ?? (int)numbers.Numbers.CumulativeWindowDays.Value;
}

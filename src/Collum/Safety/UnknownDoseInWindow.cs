using Collum.Findings;

namespace Collum.Safety;

public sealed class UnknownDoseInWindow(PlanNumbers numbers) : PlanRule("TIME-007", "H-05", "Is every dose within the window known?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var house = numbers.Numbers.CumulativeWindowDays;
        var window = c.WindowDays((int)house.Value);
        foreach (var past in c.UnknownWithin(window))
            yield return By(house, Severity.Confirm,
                $"{RuleText.Start(RuleText.Describe(past))}: {(past.Product is null ? "the product is not known" : "the dose is not known")}, so the sum within {window} days may be higher than it looks.",
                RuleText.PlaceOf(c, past));
    }
}

using Collum.Findings;

namespace Collum.Safety;

/// <summary>Toxin of another product within the window: its units never add to this product's, so the sum cannot be checked.</summary>
public sealed class OtherProductInWindow(PlanNumbers numbers) : PlanRule("TIME-006", "H-05", "Was another product given within the window?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var house = numbers.Numbers.CumulativeWindowDays;
        var window = c.WindowDays((int)house.Value);
        foreach (var (past, i) in c.History.Select((p, i) => (p, i)))
            if (past.Product is { } other && other != c.Plan.Product && past.Date <= c.Plan.Date && c.DaysSince(past) < window)
                yield return By(house, Severity.Confirm,
                    FormattableString.Invariant($"{RuleText.Start(RuleText.Describe(past))}, within {window} days: the units do not add to those of {c.Plan.Product.Brand}, so their sum cannot be checked."),
                    FormattableString.Invariant($"history[{i}]"));
    }
}

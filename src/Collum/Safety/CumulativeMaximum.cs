using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>The sum over the label's window for every indication and clinic on record.</summary>
/// <remarks>
/// Where a window is given as a range (three months are 84 to 92 days), a sum passed within its shorter end asks what the limit asks, and one that is
/// passed only by its longer end wants a reason: twelve weeks after a session the next one is due, and its label names no other sum for it.
/// A dose on the window's last day belongs to the longer reading: a new window begins that day.
/// </remarks>
public sealed class CumulativeMaximum(PlanNumbers numbers) : PlanRule("TIME-004", "H-05", "Is the sum over the window within the label's maximum?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var limits = c.Label.LimitsIn(c.Plan.Region, LimitKind.MaxCumulative).Where(l => l.DoseU is not null).ToList();
        if (limits.Where(l => Sooner(c, l).Units > l.DoseU).Strictest() is { } passed)
            yield return By(passed, passed.Action.Severity(), Sum(c, passed), "sites");
        else if (limits.Where(l => c.CumulativeDose(Longest(l)).Units > l.DoseU).Strictest() is { } reached)
            yield return By(reached, reached.Action >= LimitAction.OverrideWithReason ? Severity.Confirm : reached.Action.Severity(),
                $"{Sum(c, reached)} In less than {Shortest(reached)} days it is {Sooner(c, reached)}: wait, give less, or write why not.", "sites");
    }

    static Sentence Sum(PlanCase c, Limit limit, int days) =>
        $"{c.CumulativeDose(days)} within {days} days ({c.CumulativeDose(days) - c.Plan.Total} before this plan); the maximum is {c.Plan.Product.Units(limit.DoseU!.Value)} ({limit.Text:data}).";

    Sentence Sum(PlanCase c, Limit limit) => Sum(c, limit, Longest(limit));

    Dose Sooner(PlanCase c, Limit limit) => c.CumulativeDose(Shortest(limit) - 1);

    int Longest(Limit limit) => limit.WindowDays?.Max ?? (int)numbers.Numbers.CumulativeWindowDays.Value;

    int Shortest(Limit limit) => limit.WindowDays?.Min ?? Longest(limit);
}

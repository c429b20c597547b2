using Collum.Findings;

namespace Collum.Safety;

public sealed class LongGap(PlanNumbers numbers) : PlanRule("TIME-008", "H-12", "Is the last toxin very long ago?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var gap = numbers.Numbers.UnseenGapDays;
        if (c.DaysSinceLast > gap.Value)
            yield return By(gap, Severity.Note,
                $"{RuleText.Weeks(c.DaysSinceLast.Value)} since the last toxin on record: look at this as a new start, or check the date.", "date");
    }
}

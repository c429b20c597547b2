using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

public sealed class UsualInterval() : PlanRule("TIME-003", "H-05", "Is it shorter than usual since the last toxin?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.DaysSinceLast is { } days
            && c.Label.LimitsIn(c.Plan.Region, LimitKind.MinInterval).FirstOrDefault(l => days < l.UsualIntervalWeeks * 7 && days >= l.IntervalWeeks * 7) is { } limit)
            yield return By(limit, Severity.Note, $"{RuleText.Weeks(days)} since the last toxin; {limit.Text:data}.", "date");
    }
}

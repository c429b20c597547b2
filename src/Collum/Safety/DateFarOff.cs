using Collum.Findings;

namespace Collum.Safety;

/// <summary>A plan long after the label was read is dated wrongly, or rests on old knowledge.</summary>
public sealed class DateFarOff(PlanNumbers numbers) : PlanRule("TIME-009", "H-12", "Is the plan's date near the day the label was read?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var age = numbers.Numbers.KnowledgeAgeDays;
        if (c.Plan.Date.DayNumber - c.Label.Read.DayNumber > age.Value)
            yield return By(age, Severity.Confirm,
                $"The plan is for {c.Plan.Date}; the label was read on {c.Label.Read}. Check the date, or what the label says now.", "date");
    }
}

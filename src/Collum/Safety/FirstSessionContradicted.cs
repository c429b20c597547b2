using Collum.Findings;

namespace Collum.Safety;

public sealed class FirstSessionContradicted() : PlanRule("TIME-007", "H-12", "Does a first session have no earlier toxin on record?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Plan.FirstSession == true && c.History.FirstOrDefault(p => p.Date <= c.Plan.Date) is { } past)
            yield return Plainly(Severity.Confirm,
                $"This is said to be the first session, and {RuleText.Describe(past)} is on record.", "first_session");
    }
}

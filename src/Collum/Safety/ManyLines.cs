using Collum.Findings;

namespace Collum.Safety;

public sealed class ManyLines(PlanNumbers numbers) : PlanRule("SITE-004", "H-06", "Is the number of lines within published practice?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var most = numbers.Numbers.LinesMax;
        if (c.Plan.Sites.Count > most.Value)
            yield return By(most, Severity.Confirm, $"{c.Plan.Sites.Count} lines are planned; more than {most.Value:0} are beyond published practice.", "sites");
    }
}

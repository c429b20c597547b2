using Collum.Findings;

namespace Collum.Safety;

public sealed class NoSites() : PlanRule("SITE-003", "H-12", "Is anything planned?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Plan.Sites.Count == 0)
            yield return Plainly(Severity.Stop, $"No muscle is planned.", "sites");
    }
}

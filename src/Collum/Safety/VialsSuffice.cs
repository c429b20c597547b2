using Collum.Findings;

namespace Collum.Safety;

public sealed class VialsSuffice() : PlanRule("VIAL-002", "H-08", "Do the vials hold the planned dose?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Plan.Content is { } content && content < c.Plan.Total)
            yield return Plainly(Severity.Stop, $"The vials hold {content}; the plan needs {c.Plan.Total}.", c.Preparations.First().Place);
    }
}

using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>Pairs other than the sternocleidomastoids that a label speaks of, such as both splenii.</summary>
public sealed class BilateralMuscleAdvice(Muscles muscles) : PlanRule("NECK-001", "H-04", "Is a pair planned that the label warns of?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var limit in c.Label.LimitsIn(c.Plan.Region, LimitKind.BilateralMuscle))
            if (limit.Muscle is { } id and not Muscle.SternocleidomastoidId && c.Plan.IsBilateral(id))
                yield return By(limit, limit.Action.Severity(), $"Both sides of the {muscles[id]} are planned: {limit.Text:data}.", RuleText.PlaceOf(c, id));
    }
}

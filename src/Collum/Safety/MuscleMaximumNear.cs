using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

public sealed class MuscleMaximumNear(PlanNumbers numbers)
    : PlanRule("DOSE-009", "H-03", "Is the sternocleidomastoid near its maximum?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var limits = c.Label.LimitsIn(c.Plan.Region, LimitKind.MaxPerMuscle).Where(l => l is { DoseU: not null, Muscle: Muscle.SternocleidomastoidId });
        if (limits.MinBy(l => l.DoseU) is { } limit
            && MuscleMaximum.Counted(c, limit) is var dose
            && dose.Units <= limit.DoseU && dose.Units >= limit.DoseU * numbers.Numbers.ScmShare.Value)
        {
            yield return By(limit, Severity.Note,
                $"{dose} to the sternocleidomastoid is near the {c.Plan.Product.Units(limit.DoseU!.Value)} above which swallowing trouble is more likely.",
                RuleText.PlaceOf(c, Muscle.SternocleidomastoidId));
        }
    }
}

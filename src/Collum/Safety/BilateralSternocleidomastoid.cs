using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

public sealed class BilateralSternocleidomastoid()
    : PlanRule("SWALLOW-001", "H-03", "Are both sternocleidomastoids planned against the label's advice?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (!c.Plan.IsBilateral(Muscle.SternocleidomastoidId))
            yield break;

        var limit = c.Label.LimitsIn(c.Plan.Region, LimitKind.BilateralMuscle).Where(l => l.Muscle == Muscle.SternocleidomastoidId).Strictest();
        if (limit is not null)
            yield return By(limit, limit.Action.Severity(),
                $"Both sternocleidomastoids are planned, {c.Plan.TotalTo(Muscle.SternocleidomastoidId)} together: {limit.Text:data}.", RuleText.PlaceOf(c, Muscle.SternocleidomastoidId));
        else
            yield return new Finding(Code, Severity.Note,
                $"Both sternocleidomastoids are planned, {c.Plan.TotalTo(Muscle.SternocleidomastoidId)} together: swallowing trouble is more likely; what was read of this label does not speak of it.",
                "clinical-proposal", RuleText.PlaceOf(c, Muscle.SternocleidomastoidId));
    }
}

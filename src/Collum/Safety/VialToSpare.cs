using Collum.Findings;

namespace Collum.Safety;

public sealed class VialToSpare() : PlanRule("VIAL-003", "H-08", "Is every vial needed?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Plan.Content is not { } content || c.Plan.Total.IsZero)
            yield break;

        foreach (var (preparation, place) in c.Preparations)
            if (content > c.Plan.Total && content - c.Plan.Total >= preparation.Dilution.Vial.Content)
            {
                yield return Plainly(Severity.Confirm,
                    $"{content} are made up for {c.Plan.Total}: a whole {preparation.Dilution.Vial} would stay unused. Check dose, vial size and count.", $"{place}.vials");
                yield break;
            }
    }
}

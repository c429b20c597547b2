using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

public sealed class AnterocollisSternocleidomastoid()
    : PlanRule("SWALLOW-005", "H-03", "Is the sternocleidomastoid dose halved when the neck is bent forward?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Label.DoseModifiers.FirstOrDefault(m => m.Kind == DoseModifierKind.AnterocollisScm) is not { } modifier
            || c.Plan.TotalTo(Muscle.SternocleidomastoidId).IsZero
            || c.Posture is not { } posture
            || !(posture.CollisExtensionDeg < 0 || posture.CaputExtensionDeg < 0 || posture.HeadExtensionDeg < 0))
            yield break;

        yield return By(modifier, Severity.Note,
            $"The posture is bent forward and the sternocleidomastoid is planned with {c.Plan.TotalTo(Muscle.SternocleidomastoidId)}: {modifier.Action:data}.",
            RuleText.PlaceOf(c, Muscle.SternocleidomastoidId));
    }
}

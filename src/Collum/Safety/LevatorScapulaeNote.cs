using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

public sealed class LevatorScapulaeNote() : PlanRule("SWALLOW-004", "H-03", "Does the label link a planned levator scapulae with swallowing trouble?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Label.DoseModifiers.FirstOrDefault(m => m.Kind == DoseModifierKind.LevatorScapulae) is not { } modifier)
            yield break;

        foreach (var (site, place) in c.Sites.Where(s => s.Site.Muscle.Id == "levator-scapulae").Take(1))
            yield return By(modifier, Severity.Note, $"{site.Say().Start()} with {c.Plan.Product}: {modifier.Action:data}.", place);
    }
}

using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Safety;

/// <summary>The muscles of swallowing and voice themselves, and those directly behind the throat.</summary>
public sealed class ThroatMuscle() : PlanRule("SWALLOW-003", "H-03", "Is a muscle of the throat itself planned, and is the needle seen there?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var (site, place) in c.Sites)
        {
            var veryHigh = site.Muscle.Risk.Dysphagia == RiskLevel.VeryHigh;
            var behind = site.Muscle is { Risk.Dysphagia: RiskLevel.High, Depth.Layer: var layer } && layer.Contains("prevertebral", StringComparison.Ordinal);
            if (veryHigh || behind)
                yield return By(site.Muscle.Risk, veryHigh && site.Guidance?.SeesTheNeedle() != true ? Severity.Confirm : Severity.Note,
                    $"{site.Say().Start()}: {(site.Muscle.Caution is { } caution ? Data(caution.Text) : Phrase($"swallowing risk; smallest effective dose"))}.", place);
        }
    }
}

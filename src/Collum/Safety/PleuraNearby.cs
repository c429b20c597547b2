using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Safety;

public sealed class PleuraNearby() : PlanRule("GUIDE-002", "H-09", "Is the needle seen where the pleura is near?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var (site, place) in c.Sites)
        {
            var risk = site.Muscle.Risk;
            if (risk.Pneumothorax >= RiskLevel.High && site.Guidance?.SeesTheNeedle() != true)
                yield return By(risk, Severity.Confirm,
                    $"The {site} lies on the pleura: ultrasound or another way to see the needle is wanted{(site.Guidance is null ? "; no guidance is stated" : "")}.", $"{place}.guidance");
            else if (risk.Pneumothorax == RiskLevel.Moderate && (site.Guidance is null or Guidance.Landmarks))
                yield return By(risk, Severity.Note,
                    $"The {site} nears the pleura at its lower end: {site.Muscle.Caution?.Text ?? "keep the needle high and shallow"}.", $"{place}.guidance");
        }
    }
}

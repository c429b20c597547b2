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
            // Trials of every product reached the scalenes by EMG; it tells that the tip is in the muscle, not how far the pleura is.
            if (risk.Pneumothorax >= RiskLevel.High && site.Guidance?.SeesTheNeedle() != true)
                yield return By(risk, site.Guidance == Guidance.Emg ? Severity.Note : Severity.Confirm,
                    $"{site.Say().Start()}: the pleura is close, so the needle should be seen (ultrasound){(site.Guidance is null ? Phrase($"; no guidance is stated") : null)}.", $"{place}.guidance");
            else if (risk.Pneumothorax == RiskLevel.Moderate && (site.Guidance is null or Guidance.Landmarks))
                yield return By(risk, Severity.Note,
                    $"{site.Say().Start()}: {(site.Muscle.Caution is { } caution ? Data(caution.Text) : Phrase($"the pleura is near its lower end; keep the needle high and shallow"))}.", $"{place}.guidance");
        }
    }
}

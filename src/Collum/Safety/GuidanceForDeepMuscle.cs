using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Safety;

public sealed class GuidanceForDeepMuscle() : PlanRule("GUIDE-001", "H-09", "Is a muscle that cannot be found by landmarks guided?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var (site, place) in c.Sites)
        {
            var muscle = site.Muscle;
            if (muscle.Risk.Pneumothorax == RiskLevel.High || !(muscle.Depth?.IsDeep == true || muscle.Guidance is { Emg: GuidanceAdvice.StronglyAdvised } or { Ultrasound: GuidanceAdvice.StronglyAdvised }))
                continue;                                      // the pleura has its own rule

            if (site.Guidance is null or Guidance.Landmarks)
                yield return By(muscle.Guidance, Severity.Confirm,
                    $"Deep or thin, {site}: {(site.Guidance is null ? Phrase($"no guidance is stated") : Phrase($"landmarks alone miss it"))}; EMG or ultrasound is advised.", $"{place}.guidance");
            else if (muscle.Guidance.Ultrasound == GuidanceAdvice.StronglyAdvised && !site.Guidance.Value.SeesTheNeedle())
                yield return By(muscle.Guidance, Severity.Note,
                    $"{site.Say().Start()}: {(site.Guidance == Guidance.Emg ? Phrase($"EMG") : Phrase($"nerve stimulation"))} tells which muscle is active; seeing the needle is strongly advised here.", $"{place}.guidance");
        }
    }
}

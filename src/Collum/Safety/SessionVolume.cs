using Collum.Findings;

namespace Collum.Safety;

public sealed class SessionVolume(PlanNumbers numbers) : PlanRule("MIX-006", "H-07", "Is the whole volume one that a neck is given?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var most = numbers.Numbers.SessionMlMax;
        if (c.Plan.Dilution?.VolumeOf(c.Plan.Total) is { } volume && volume.Millilitres > most.Value)
            yield return By(most, Severity.Confirm, $"{volume} in one session is more than {most.Value:0.##} mL. Is the diluent right?", c.Preparations.First().Place);
    }
}

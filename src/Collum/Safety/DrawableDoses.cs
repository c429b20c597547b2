using Collum.Findings;

namespace Collum.Safety;

/// <summary>Points whose volume falls between two marks of the syringe.</summary>
public sealed class DrawableDoses(PlanNumbers numbers) : PlanRule("SITE-009", "H-07", "Can each point be drawn to a mark of the syringe?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Plan.Dilution is not { } dilution)
            yield break;

        var step = numbers.Numbers.SyringeStepMl;
        var off = c.Sites.Where(s => dilution.VolumeOf(s.Site.PerPoint).Millilitres % step.Value is var rest && rest > 0.0005m && step.Value - rest > 0.0005m).ToList();
        if (off.Count > 0)
            yield return By(step, Severity.Note,
                $"{Listed(off.Select(s => Phrase($"{s.Site} {dilution.VolumeOf(s.Site.PerPoint)}")))} a point: between two marks of a syringe graduated in {step.Value:0.##} mL.", off[0].Place);
    }
}

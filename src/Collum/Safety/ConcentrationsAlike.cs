using Collum.Findings;

namespace Collum.Safety;

public sealed class ConcentrationsAlike() : PlanRule("MIX-004", "H-07", "Do mixed vials have one concentration?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var made = c.Plan.Preparations.Select(p => p.Dilution.UnitsPerMl).Distinct().ToList();
        if (made.Count > 1)
            yield return Plainly(Severity.Confirm,
                $"The vials are made up to {made.Select(u => Phrase($"{u:0.##}")).Aggregate(static (all, next) => $"{all} and {next}")} U/mL: a volume then holds different doses. Make them alike.", "preparations");
    }
}

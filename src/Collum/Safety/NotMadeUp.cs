using Collum.Findings;

namespace Collum.Safety;

public sealed class NotMadeUp() : PlanRule("MIX-007", "H-12", "Is it said what is made up?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Plan.Preparations.Count == 0)
            yield return new Finding(Code, Severity.Note,
                $"Vials and diluent are not stated: volumes, waste and concentration were not checked.", "clinical-proposal", "preparation");
    }
}

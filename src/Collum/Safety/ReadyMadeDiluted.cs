using Collum.Findings;

namespace Collum.Safety;

public sealed class ReadyMadeDiluted() : PlanRule("MIX-001", "H-07", "Is a ready-made solution left as it is?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var (preparation, place) in c.Preparations)
            if (preparation.Dilution is { Vial.Solution: { } solution, Diluent: { Millilitres: > 0 } diluent })
                yield return By(c.Label.Diluent, Severity.Confirm,
                    $"{c.Plan.Product} is a ready-made solution of {solution}; {diluent} is to be added to each vial. Is that meant?", $"{place}.diluent_ml");
    }
}

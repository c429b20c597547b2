using Collum.Findings;

namespace Collum.Safety;

/// <summary>A product may be planned only where limits of its label are on file.</summary>
public sealed class RegionOnFile() : PlanRule("LABEL-001", "H-12", "Are limits of this product on file for the region?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Label.Covers(c.Plan.Region))
            yield break;

        yield return new Finding(Code, Severity.Stop,
            $"No dose limits of {c.Plan.Product} are on file for {c.Plan.Region.Called}: it cannot be planned there.", "clinical-proposal", "region");
    }
}

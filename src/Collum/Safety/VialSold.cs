using Collum.Findings;

namespace Collum.Safety;

public sealed class VialSold() : PlanRule("VIAL-001", "H-08", "Is this vial size sold in the region?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var (preparation, place) in c.Preparations)
        {
            var units = preparation.Dilution.Vial.Content.Units;
            if (c.Label.Vials.Any(v => v.VialU == units && c.Plan.Region.IsIn(v.Regions)))
                continue;

            var sizes = c.Label.VialsIn(c.Plan.Region).Select(v => Phrase($"{v.Content.Units:0.##} U")).ToList();
            var elsewhere = c.Label.Vials.FirstOrDefault(v => v.VialU == units);
            Sentence message = $"A vial of {preparation.Dilution.Vial.Content} is not on file for {c.Plan.Region.Called}; known are {(sizes.Count == 0 ? Phrase($"none") : Listed(sizes))}.";
            yield return elsewhere is null
                ? new Finding(Code, Severity.Stop, $"{message} No such vial of this product is known anywhere.", "clinical-proposal", $"{place}.vial_u")
                : By(elsewhere, Severity.Confirm, $"{message} It is sold in {string.Join(", ", elsewhere.Regions):code}.", $"{place}.vial_u");
        }
    }
}

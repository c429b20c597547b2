using Collum.Findings;

namespace Collum.Safety;

public sealed class DiluentTabled() : PlanRule("MIX-002", "H-07", "Does the label table this volume of diluent?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var (preparation, place) in c.Preparations)
        {
            var (vial, diluent) = (preparation.Dilution.Vial, preparation.Dilution.Diluent.Millilitres);
            if (vial.Solution is not null)
                continue;

            var rows = RuleText.Tabled(c, vial).ToList();
            if (rows.Any(r => r.DiluentMl == diluent))
                continue;

            yield return rows.Count == 0
                ? new Finding(Code, Severity.Note, $"No table of volumes for a {vial} is on file for {c.Plan.Region.Called}.", "clinical-proposal", $"{place}.diluent_ml")
                : By(rows[0], Severity.Note,
                    $"{diluent:0.##} mL for a {vial} is not in the label's table: {Listed(rows.Select(r => r.DiluentMl).Distinct().Select(ml => Phrase($"{ml:0.##}")))} mL.", $"{place}.diluent_ml");
        }
    }
}

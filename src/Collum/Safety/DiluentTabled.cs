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

            var message = rows.Count == 0
                ? $"No table of volumes for a {vial} is on file for {c.Plan.Region.Name}."
                : $"{RuleText.Plain(diluent)} mL for a {vial} is not in the label's table: {string.Join(", ", rows.Select(r => RuleText.Plain(r.DiluentMl)).Distinct())} mL.";
            yield return rows.Count == 0
                ? new Finding(Code, Severity.Note, message, "clinical-proposal", $"{place}.diluent_ml")
                : By(rows[0], Severity.Note, message, $"{place}.diluent_ml");
        }
    }
}

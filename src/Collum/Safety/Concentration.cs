using Collum.Findings;
using Collum.Knowledge;

namespace Collum.Safety;

/// <summary>Units in a millilitre against the label's advice for this use, or against usual practice where the label gives none.</summary>
public sealed class Concentration(PlanNumbers numbers) : PlanRule("MIX-003", "H-07", "Is the concentration one that is used in the neck?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (Span(c) is not { } span)
            yield break;

        foreach (var (preparation, place) in c.Preparations)
        {
            var dilution = preparation.Dilution;
            if (dilution.Vial.Solution is not null || Holds(span, dilution.UnitsPerMl))     // a ready-made solution has its own rule
                continue;

            var factor = numbers.Numbers.DecimalSlipFactor.Value;
            var slip = RuleText.Tabled(c, dilution.Vial).All(r => r.DiluentMl != dilution.Diluent.Millilitres)
                ? new[] { dilution.Diluent.Millilitres / factor, dilution.Diluent.Millilitres * factor }
                    .FirstOrDefault(ml => Holds(span, dilution.Vial.Content.Units / ml))
                : 0;
            yield return By(span.Fact, slip > 0 ? Severity.Stop : Severity.Confirm,
                $"{dilution.Diluent.Millilitres:0.##} mL in each {dilution.Vial} makes {dilution.UnitsPerMl:0.##} U/mL; {span.Whose} {span.Min:0.##} to {span.Max:0.##} U/mL.{(slip > 0 ? Phrase($" Did you mean {slip:0.##} mL?") : null)}",
                $"{place}.diluent_ml");
        }
    }

    static bool Holds((Fact Fact, decimal Min, decimal Max, Sentence Whose) span, decimal value) => value >= span.Min && value <= span.Max;

    (Fact Fact, decimal Min, decimal Max, Sentence Whose)? Span(PlanCase c)
    {
        if (c.Label.RecommendedDilution.FirstOrDefault(r => c.Plan.Region.IsIn(r.Regions)) is { DoseUPerTenthMl: { Min: { } least, Max: { } most } } row)
            return (row, least * 10, most * 10, $"the label advises");
        return numbers.ScaleOf(c.Plan.Product)?.ConcentrationUPerMl is { Min: { } low, Max: { } high } usual
            ? (usual, low, high, $"usual in the neck are") : null;
    }
}

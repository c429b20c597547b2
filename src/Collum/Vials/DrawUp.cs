using Collum.Findings;
using Collum.Plans;
using Collum.Toxins;

namespace Collum.Vials;

/// <summary>One syringe line of the recipe.</summary>
/// <param name="Site">Which line of the plan, from 0.</param>
/// <param name="Dose">For the line.</param>
/// <param name="Volume">For the line.</param>
/// <param name="PerPoint">For each point.</param>
public sealed record DrawUpLine(int Site, Dose Dose, Volume Volume, Volume PerPoint);

/// <summary>How the vials of a plan are made up and drawn up, in the order in which hands do it.</summary>
public sealed record DrawUp(IReadOnlyList<Sentence> Steps, IReadOnlyList<DrawUpLine> Lines)
{
    /// <summary>Null while nothing is made up, or where mixed vials differ in concentration.</summary>
    public static DrawUp? For(Plan plan, Label label)
    {
        if (plan.Dilution is not { } dilution)
            return null;

        List<Sentence> steps = [.. plan.Preparations.Select(p => MakeUp(p, label))];
        steps.Add($"Each 0.1 mL now holds {dilution.UnitsPerMl / 10:0.##} U {plan.Product}; the plan needs {dilution.VolumeOf(plan.Total)}.");
        if (plan.Content is { } content && content > plan.Total)
            steps.Add($"{content - plan.Total} stay behind: discard and write down.");

        return new DrawUp(steps,
        [
            .. plan.Sites.Select((s, i) => new DrawUpLine(i, s.Dose, dilution.VolumeOf(s.Dose), dilution.VolumeOf(s.PerPoint))),
        ]);
    }

    static Sentence MakeUp(Preparation preparation, Label label)
    {
        var (dilution, vials) = (preparation.Dilution, preparation.Vials);
        var which = vials == 1 ? Phrase($"1 {dilution.Vial}") : Phrase($"each of {vials} vials of {dilution.Vial.Content}");
        if (dilution.Vial.Solution is not { } solution)
            return $"Add {dilution.Diluent} of {label.Diluent.Name:data} to {which}.";
        return dilution.Diluent.Millilitres == 0
            ? Phrase($"Take {which}: a ready-made solution of {solution}, nothing is added.")
            : Phrase($"Add {dilution.Diluent} of sodium chloride 0.9 % to {which} ({solution} of ready-made solution).");
    }
}

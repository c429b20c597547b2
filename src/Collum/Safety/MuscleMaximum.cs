using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>A muscle's dose against the label. Where the label does not say how sides count, both sides count together.</summary>
public sealed class MuscleMaximum(Muscles muscles) : PlanRule("DOSE-008", "H-03", "Is each muscle within its maximum?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var rows in c.Label.LimitsIn(c.Plan.Region, LimitKind.MaxPerMuscle).Where(l => l is { DoseU: not null, Muscle: not null }).GroupBy(l => l.Muscle!))
        {
            if (rows.Where(l => Counted(c, l).Units > l.DoseU).Strictest() is not { } limit)
                continue;

            var muscle = muscles[rows.Key];
            var who = PerSide(limit) ? Phrase($"the {muscle} of one side") : Phrase($"the {RuleText.BothSides(muscle)}");
            yield return By(limit, limit.Action.Severity(),
                $"{Counted(c, limit)} to {who} with a maximum of {c.Plan.Product.Units(limit.DoseU!.Value)}: {limit.Text:data}.", RuleText.PlaceOf(c, muscle.Id));
        }
    }

    /// <summary>The dose that the limit counts.</summary>
    public static Dose Counted(PlanCase c, Limit limit) => !PerSide(limit) ? c.Plan.TotalTo(limit.Muscle!)
        : Sides.Words.Values.Select(side => c.Plan.Sites
            .Where(s => s.Side == side && (s.Muscle.Id == limit.Muscle || s.Muscle.Members.Contains(limit.Muscle!)))
            .Select(s => s.Dose).Sum(c.Plan.Product)).Max()!;

    static bool PerSide(Limit limit) =>
        (limit.SideScope is null or SideScope.NotStated ? limit.ProgramSideScope : limit.SideScope) == SideScope.PerSide;
}

using Collum.Findings;
using Collum.Numerics;

namespace Collum.Safety;

/// <summary>More waste than the vials of the region make necessary.</summary>
public sealed class VialWaste(PlanNumbers numbers) : PlanRule("VIAL-004", "H-08", "Is the waste as small as the vials allow?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Plan.Content is not { } content || c.Plan.Total.IsZero || content <= c.Plan.Total)
            yield break;

        if (c.Plan.Preparations.Any(p => content - c.Plan.Total >= p.Dilution.Vial.Content))
            yield break;                                       // a whole vial to spare has its own rule

        var sizes = c.Label.VialsIn(c.Plan.Region).Select(v => v.Content.Units).ToList();
        if (FewestLeft.Packs(c.Plan.Total.Units, sizes) is not { } counts)
            yield break;

        var best = sizes.Zip(counts, (size, count) => size * count).Sum();
        if (best >= content.Units)
            yield break;

        var share = numbers.Numbers.WasteShare;
        var waste = content - c.Plan.Total;
        var much = waste.Units >= content.Units * share.Value && best <= content.Units * share.Value;
        var mix = sizes.Zip(counts, (size, count) => (size, count)).Where(v => v.count > 0).Select(v => Phrase($"{v.count} × {v.size:0.##} U")).Aggregate(static (all, next) => $"{all} + {next}");
        yield return By(share, much ? Severity.Confirm : Severity.Note,
            $"{waste} of {content} would be thrown away; {mix} would leave {c.Plan.Product.Units(best - c.Plan.Total.Units)}.", c.Preparations.First().Place);
    }
}

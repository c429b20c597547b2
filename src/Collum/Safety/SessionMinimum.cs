using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

public sealed class SessionMinimum() : PlanRule("DOSE-004", "H-11", "Is the whole dose below the recommended range?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var total = c.Plan.Total;
        if (total.IsZero)
            yield break;

        if (c.Label.LimitsIn(c.Plan.Region, LimitKind.MinSession).Where(l => total.Units < l.DoseU).MaxBy(l => l.DoseU) is { } limit)
            yield return By(limit, limit.Action.Severity(), $"{total} in this session; {limit.Text:data}.", "sites");
        else if (c.Label.RecommendedRange.FirstOrDefault(r => c.Plan.Region.IsIn(r.Regions) && total.Units < r.DoseU?.Min) is { } range)
            yield return By(range, Severity.Note,
                $"{total} in this session; the range on file starts at {c.Plan.Product.Units(range.DoseU!.Min!.Value)}.", "sites");
    }
}

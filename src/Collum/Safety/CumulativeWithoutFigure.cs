using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>Toxin of the same product within the window where the label gives no figure for the sum.</summary>
public sealed class CumulativeWithoutFigure(PlanNumbers numbers) : PlanRule("TIME-005", "H-05", "Does toxin within the window add up without a figure for the sum?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var rows = c.Label.LimitsIn(c.Plan.Region, LimitKind.MaxCumulative).ToList();
        var window = c.WindowDays((int)numbers.Numbers.CumulativeWindowDays.Value);
        var sum = c.CumulativeDose(window);
        if (rows.Count == 0 || rows.Any(l => l.DoseU is not null) || sum == c.Plan.Total)
            yield break;

        yield return By(rows[0], Severity.Note,
            $"{sum} within {window} days, this plan included; no figure for the sum was read, which is not the same as no limit.", "sites");
    }
}

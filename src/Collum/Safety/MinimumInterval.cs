using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>Time since the last toxin of any product, for any indication, anywhere. The longer interval of the two labels counts.</summary>
public sealed class MinimumInterval(ToxinTable toxins) : PlanRule("TIME-002", "H-05", "Is it long enough since the last toxin?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Last is not { } last || c.DaysSinceLast is not { } days)
            yield break;

        var labels = last.Product is { } product && product != c.Plan.Product && toxins.TryLabel(product, out var other) ? [c.Label, other] : new[] { c.Label };
        var limit = labels.SelectMany(l => l.LimitsIn(c.Plan.Region, LimitKind.MinInterval)).MaxBy(l => l.IntervalWeeks);
        if (limit?.IntervalWeeks is not { } weeks || days >= weeks * 7)
            yield break;

        yield return By(limit, limit.Action.Severity(),
            $"{RuleText.Weeks(days)} since {RuleText.Describe(last)}; the shortest interval is {weeks:0.##} weeks ({limit.Text:data}).{Other(last, c)}", "date");
    }

    static Sentence? Other(Treatments.PastToxin last, PlanCase c) =>
        last.Product is null || last.Product == c.Plan.Product ? null : Phrase($" It was another product: units of two products do not convert.");
}

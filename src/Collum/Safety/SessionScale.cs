using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>A whole dose of another order than this product's, as when the units of one product are written for another.</summary>
public sealed class SessionScale(PlanNumbers numbers, ToxinTable toxins)
    : PlanRule("DOSE-005", "H-02", "Is the whole dose of the order that this product is given in?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var total = c.Plan.Total;
        if (total.IsZero || numbers.ScaleOf(c.Plan.Product) is not { SessionU: var span })
            yield break;

        if (!span.Holds(total.Units))
        {
            var end = total.Units < span.Min ? Phrase($"less than {c.Plan.Product.Units(span.Min.Value)}") : Phrase($"more than {c.Plan.Product.Units(span.Max!.Value)}");
            yield return By(span, Severity.Confirm,
                $"{total} in this session is {end}, which is outside published practice of this product.{Resembles(c)}", "sites");
        }
        else if (c.Plan.Population == Population.Naive && Start(c) is { } start && total.Units < start.DoseU!.Min * numbers.Numbers.FirstSessionShare.Value)
        {
            yield return By(start, Severity.Confirm,
                $"{total} is far below the recommended start of {c.Plan.Product.Units(start.DoseU.Min!.Value)}.{Resembles(c)}", "sites");
        }
    }

    static StartingDose? Start(PlanCase c) => c.Label.StartingDose
        .Where(s => c.Plan.Region.IsIn(s.Regions) && s.Population is Population.Any or Population.Naive && s.DoseU?.Min is not null)
        .MinBy(s => s.DoseU!.Min);

    Sentence? Resembles(PlanCase c)
    {
        var others = toxins.Labels
            .Where(l => l.Id != c.Label.Id && l.Covers(c.Plan.Region)
                && numbers.Products.FirstOrDefault(p => p.Product == l.Id) is { } scale
                && scale.SessionU.Holds(c.Plan.Total.Units) && c.Plan.Sites.All(s => scale.LineU.Holds(s.Dose.Units)))
            .Select(l => Data(l.Brands[0].Name)).ToList();
        return others.Count == 0 ? null : Phrase($" Numbers of this size are usual for {others.Aggregate(static (all, next) => $"{all} or {next}")}; units of two products do not convert.");
    }
}

using Collum.Findings;
using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>The first session, and the first with this product after another, start low. Not knowing counts as first.</summary>
public sealed class FirstSessionMaximum() : PlanRule("DOSE-003", "H-01", "Is a first session within the starting dose?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var naive = c.Plan.Population == Population.Naive;
        var changed = !naive && c.LastSession?.Product is not null && c.History.All(p => p.Product != c.Plan.Product);
        if (!naive && !changed)
            yield break;

        var total = c.Plan.Total.Units;
        var population = c.Plan.Population;
        var passed =
            from limit in c.Label.LimitsIn(c.Plan.Region, LimitKind.MaxFirstSession)
            where limit.Population is Population.Any || limit.Population == population
            where total > limit.DoseU
            select (Fact: (Fact)limit, Severity: changed ? Severity.Confirm : limit.Action.Severity(), Most: limit.DoseU!.Value, limit.Text);
        if (naive)
            passed = passed.Concat(
                from start in c.Label.StartingDose
                where c.Plan.Region.IsIn(start.Regions) && start.Population is Population.Any or Population.Naive
                where total > start.DoseU?.Max
                select (Fact: (Fact)start, Severity: Severity.Confirm, Most: start.DoseU!.Max!.Value, start.Text));

        foreach (var (fact, severity, most, text) in passed.OrderByDescending(p => p.Severity).ThenBy(p => p.Most).Take(1))
            yield return By(fact, severity,
                $"{c.Plan.Total}; a {First(c, changed)} starts with at most {c.Plan.Product.Units(most)} ({text:data}).", "sites");
    }

    static Sentence First(PlanCase c, bool changed) =>
        changed ? Phrase($"first session with this product")
        : c.Plan.FirstSession is null ? Phrase($"first session (whether it is one was not answered, so it counts as one)")
        : Phrase($"first session");
}

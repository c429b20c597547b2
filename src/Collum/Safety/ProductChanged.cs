using Collum.Findings;

namespace Collum.Safety;

/// <summary>Another product than last time: nothing of the last dose carries over.</summary>
public sealed class ProductChanged() : PlanRule("PRODUCT-001", "H-02", "Is it the same product as at the last session?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.LastSession is not { Product: { } before } last || before == c.Plan.Product)
            yield break;

        yield return new Finding(Code, Severity.Confirm,
            $"{c.Plan.Product} is planned; the last session, on {last.Date}, was with {before}. Units do not convert: start as in a first session of {c.Plan.Product}.",
            c.Label.Unit.Source, "product") { Status = c.Label.Unit.Status, Locator = c.Label.Unit.Locator };
    }
}

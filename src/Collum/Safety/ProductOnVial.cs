using Collum.Findings;

namespace Collum.Safety;

public sealed class ProductOnVial() : PlanRule("PRODUCT-002", "H-08", "Do the vials in hand hold the planned product?")
{
    public override IEnumerable<Finding> Check(PlanCase c) =>
        from p in c.Preparations
        where p.Preparation.ProductOnVial is { } named && named != c.Plan.Product
        select Plainly(Severity.Stop,
            $"The vials in hand are {p.Preparation.ProductOnVial!}; the plan is in units of {c.Plan.Product}.", $"{p.Place}.product");
}

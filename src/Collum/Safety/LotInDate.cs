using Collum.Findings;

namespace Collum.Safety;

public sealed class LotInDate() : PlanRule("VIAL-005", "H-08", "Is the lot in date on the day?")
{
    public override IEnumerable<Finding> Check(PlanCase c) =>
        from p in c.Preparations
        where p.Preparation.Lot is { } lot && lot.IsExpiredOn(c.Plan.Date)
        select Plainly(Severity.Stop, $"Lot {p.Preparation.Lot!.Number:typed} expired on {p.Preparation.Lot.Expiry}.", $"{p.Place}.expiry");
}

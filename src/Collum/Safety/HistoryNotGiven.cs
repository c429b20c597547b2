using Collum.Findings;

namespace Collum.Safety;

public sealed class HistoryNotGiven() : PlanRule("TIME-006", "H-12", "Is the earlier toxin on record?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Plan.FirstSession == false && c.History.Count == 0)
            yield return new Finding(Code, Severity.Confirm,
                $"This is said not to be the first session, and no earlier toxin is on record: interval, sum and last dose cannot be checked.", "clinical-proposal", "history");
        else if (c.Plan.FirstSession is null)
            yield return new Finding(Code, Severity.Note,
                $"Whether this is the first session was not answered, so it counts as one.", "clinical-proposal", "first_session");
    }
}

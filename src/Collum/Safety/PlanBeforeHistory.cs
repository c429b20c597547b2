using Collum.Findings;

namespace Collum.Safety;

public sealed class PlanBeforeHistory() : PlanRule("TIME-001", "H-05", "Does the plan's date follow every earlier treatment?")
{
    public override IEnumerable<Finding> Check(PlanCase c) =>
        from past in c.History.Select((p, i) => (Past: p, Place: FormattableString.Invariant($"history[{i}].date")))
        where past.Past.Date > c.Plan.Date
        select Plainly(Severity.Stop,
            $"Toxin is on record for {past.Past.Date}, after the plan's date {c.Plan.Date}: one of the two dates is wrong.", past.Place);
}

using Collum.Findings;

namespace Collum.Safety;

public sealed class DuplicateLine() : PlanRule("SITE-001", "H-01", "Is each muscle of each side planned once?")
{
    public override IEnumerable<Finding> Check(PlanCase c) =>
        from line in c.Sites.GroupBy(s => (s.Site.Muscle.Id, s.Site.Side))
        where line.Count() > 1
        let again = line.ElementAt(1)
        select Plainly(Severity.Stop,
            $"{again.Site.Say().Start()}: planned {line.Count()} times, {line.Select(l => l.Site.Dose).Aggregate((a, b) => a + b)} in all: make it one line.", again.Place);
}

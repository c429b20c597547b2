using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Safety;

/// <summary>Several muscles near the throat in one session add up.</summary>
public sealed class SwallowingRisk(PlanNumbers numbers) : PlanRule("SWALLOW-002", "H-03", "Do several muscles near the throat add up?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var risky = c.Plan.Sites.Where(s => s.Muscle.Risk.Dysphagia >= RiskLevel.High).DistinctBy(s => (s.Muscle.Id, s.Side)).ToList();
        var score = risky.Sum(s => s.Muscle.Risk.Dysphagia == RiskLevel.VeryHigh ? 2 : 1);
        var (note, confirm) = (numbers.Numbers.SwallowingNote, numbers.Numbers.SwallowingConfirm);
        if (score < note.Value)
            yield break;

        var fact = score >= confirm.Value ? confirm : note;
        yield return By(fact, score >= confirm.Value ? Severity.Confirm : Severity.Note,
            $"{risky.Count} lines go to muscles whose weakness disturbs swallowing: {Listed(risky.Select(s => s.Say()))}.", "sites");
    }
}

using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Safety;

/// <summary>Two or more pairs of the muscles that hold the head up.</summary>
public sealed class HeadDrop() : PlanRule("NECK-002", "H-04", "Are several pairs of the muscles that hold the head up planned?")
{
    const int Pairs = 2;

    public override IEnumerable<Finding> Check(PlanCase c)
    {
        var pairs = PairsOfExtensors(c).ToList();
        if (pairs.Count < Pairs)
            yield break;

        yield return By(pairs[0].Right.Muscle.Risk, Severity.Note,
            $"Both sides of {pairs.Select(p => p.Right.Muscle.Say()).Aggregate(static (all, next) => $"{all} and {next}")} are planned: together they hold the head up, and it may drop forward.",
            RuleText.PlaceOf(c, pairs[0].Right.Muscle.Id));
    }

    /// <summary>Muscles that extend the head or neck and neither turn it to the other side nor lift the shoulder.</summary>
    public static IEnumerable<(Plans.Site Right, Plans.Site Left)> PairsOfExtensors(PlanCase c) =>
        from site in c.Plan.Sites
        where site.Side == Side.Right
            && site.Muscle.Action is { Caput: var caput, Collis: var collis, ShoulderElevation: 0 }
            && (caput.Extension > 0 || collis.Extension > 0) && caput.Rotation >= 0 && collis.Rotation >= 0
        let other = c.Plan.Sites.FirstOrDefault(s => s.Muscle == site.Muscle && s.Side == Side.Left)
        where other is not null
        select (site, other);
}

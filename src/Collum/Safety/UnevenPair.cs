using Collum.Findings;
using Collum.Toxins;

namespace Collum.Safety;

public sealed class UnevenPair(PlanNumbers numbers) : PlanRule("NECK-003", "H-04", "Are the doses of a posterior pair even when the head is not tilted?")
{
    // Below this an angle is not told from straight.
    const double StraightDeg = 5;

    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Label.DoseModifiers.FirstOrDefault(m => m.Kind == DoseModifierKind.SymmetricPosterior) is not { } modifier || Tilted(c) != false)
            yield break;

        foreach (var (right, left) in HeadDrop.PairsOfExtensors(c))
            if (right.Dose > left.Dose * numbers.Numbers.AsymmetryRatio.Value || left.Dose > right.Dose * numbers.Numbers.AsymmetryRatio.Value)
                yield return By(modifier, Severity.Note,
                    $"{right.Muscle}: {right.Dose} right and {left.Dose} left, without head tilt: {modifier.Action:data}.", RuleText.PlaceOf(c, right.Muscle.Id));
    }

    static bool? Tilted(PlanCase c)
    {
        double?[] angles = [c.Posture?.CaputLateralRightDeg, c.Posture?.CollisLateralRightDeg, c.Posture?.HeadLateralRightDeg];
        return angles.All(a => a is null) ? null : angles.Any(a => Math.Abs(a ?? 0) >= StraightDeg);
    }
}

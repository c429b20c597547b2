using Collum.Anatomy;
using Collum.Findings;
using Collum.Postures;

namespace Collum.Safety;

/// <summary>A muscle of one side whose every action makes the measured posture better: the other side may be meant.</summary>
/// <remarks>Speaks only where both turning and tilting of the muscle were measured, no shift or tremor confuses the picture, and the other side is not planned too.</remarks>
public sealed class SideAgainstPosture() : PlanRule("SITE-007", "H-06", "Does the side fit the posture?")
{
    // Below this an angle is not told from straight.
    const double StraightDeg = 5;

    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Posture is not { } posture || posture.Tremor is Tremor.NoNo or Tremor.YesYes || Shifted(posture))
            yield break;

        foreach (var (site, place) in c.Sites)
            if (c.Plan.Sites.All(s => s.Muscle != site.Muscle || s.Side == site.Side) && Fits(site.Muscle, site.Side, posture) == false)
                yield return By(site.Muscle.Action!, Severity.Confirm,
                    $"{site.Say().Start()}: acts against the measured posture in every direction, and the {site.Side.Mirror().Say()} one acts with it. Is the side right?", $"{place}.side");
    }

    static bool Shifted(Posture p) => p.LateralShiftRightMm is not (null or 0);

    /// <summary>False when it works against every measured deviation it acts on, true when it works with one; null when it acts on none.</summary>
    static bool? Fits(Muscle muscle, Side side, Posture p)
    {
        if (muscle.Action is not { } action)
            return null;

        var right = side == Side.Right ? 1 : -1;
        List<double> pulls = [];
        void Weigh(double? deg, int sign)
        {
            if (deg is { } d && Math.Abs(d) >= StraightDeg && sign != 0)
                pulls.Add(d * sign * right);
        }

        Weigh(p.CaputRotationRightDeg, action.Caput.Rotation);
        Weigh(p.CaputLateralRightDeg, action.Caput.Lateral);
        Weigh(p.CollisRotationRightDeg, action.Collis.Rotation);
        Weigh(p.CollisLateralRightDeg, action.Collis.Lateral);
        Weigh(p.HeadRotationRightDeg, Math.Sign(action.Caput.Rotation + action.Collis.Rotation));
        Weigh(p.HeadLateralRightDeg, Math.Sign(action.Caput.Lateral + action.Collis.Lateral));
        if (p.ShoulderElevation is { } raised && action.ShoulderElevation != 0)
            pulls.Add(raised == side ? 1 : -1);

        return pulls.Count == 0 ? null : pulls.Any(x => x > 0);
    }
}

using Collum.Anatomy;
using Collum.Postures;

namespace Collum.Tests.Postures;

/// <summary>A measurement that shows one posture of the table and nothing else, made from the table's own definition.</summary>
static class TypicalPosture
{
    /// <summary>All six angles measured, shoulders and tremor looked at.</summary>
    public static Posture Straight { get; } = new()
    {
        CaputRotationRightDeg = 0, CaputLateralRightDeg = 0, CaputExtensionDeg = 0,
        CollisRotationRightDeg = 0, CollisLateralRightDeg = 0, CollisExtensionDeg = 0,
        LateralShiftRightMm = 0, SagittalShiftAnteriorMm = 0, ShoulderLevel = true, Tremor = Tremor.None,
    };

    /// <param name="entry">Which posture; a sided one points to the right.</param>
    /// <param name="deg">Size of each component.</param>
    public static Posture Of(PostureEntry entry, double deg) => entry.Kind switch
    {
        PostureKind.Shift => entry.ComposedOf.Aggregate(Straight, (p, part) => Add(p, Shared.Medicine.Postures[part.PostureId],
            part.Side == RelativeSide.Contralateral ? -deg : deg)),
        PostureKind.Shoulder => Straight with { ShoulderElevation = Side.Right, ShoulderLevel = false },
        PostureKind.Tremor => Straight with { Tremor = entry.Plane == PosturePlane.Transverse ? Tremor.NoNo : Tremor.YesYes },
        _ => Add(Straight, entry, deg),
    };

    public static Posture Add(Posture p, PostureEntry entry, double deg) => (entry.Level, entry.Plane, entry.Kind) switch
    {
        (PostureLevel.Caput, PosturePlane.Transverse, _) => p with { CaputRotationRightDeg = deg },
        (PostureLevel.Caput, PosturePlane.Coronal, _) => p with { CaputLateralRightDeg = deg },
        (PostureLevel.Caput, _, PostureKind.Flexion) => p with { CaputExtensionDeg = -deg },
        (PostureLevel.Caput, _, _) => p with { CaputExtensionDeg = deg },
        (_, PosturePlane.Transverse, _) => p with { CollisRotationRightDeg = deg },
        (_, PosturePlane.Coronal, _) => p with { CollisLateralRightDeg = deg },
        (_, _, PostureKind.Flexion) => p with { CollisExtensionDeg = -deg },
        _ => p with { CollisExtensionDeg = deg },
    };
}

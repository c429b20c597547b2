namespace Collum.Postures;

/// <summary>A head tremor that was looked for; <see cref="None"/> was looked for and not seen.</summary>
public enum Tremor { None, NoNo, YesYes }

/// <summary>How head and neck stand against the trunk, as measured on one day. Degrees, right-positive, extension positive; null = not measured.</summary>
/// <remarks>
/// Caput is skull to C2, collis C2 to T1: kept apart because muscles act on one or the other. When only the whole head was measured, the
/// <c>Head…</c> angles hold the sum and the level angles are null. No angle is ever filled in.
/// </remarks>
public sealed record Posture
{
    public double? CaputRotationRightDeg { get; init; }

    public double? CaputLateralRightDeg { get; init; }

    public double? CaputExtensionDeg { get; init; }

    public double? CollisRotationRightDeg { get; init; }

    public double? CollisLateralRightDeg { get; init; }

    public double? CollisExtensionDeg { get; init; }

    public double? HeadRotationRightDeg { get; init; }

    public double? HeadLateralRightDeg { get; init; }

    public double? HeadExtensionDeg { get; init; }

    public double? LateralShiftRightMm { get; init; }

    public double? SagittalShiftAnteriorMm { get; init; }

    /// <summary>The raised shoulder; null = not looked at or level (see <see cref="ShoulderLevel"/>).</summary>
    public Anatomy.Side? ShoulderElevation { get; init; }

    /// <summary>True when the shoulders were looked at and level.</summary>
    public bool ShoulderLevel { get; init; }

    public Tremor? Tremor { get; init; }

    /// <summary>Standard uncertainty of the angles, degrees; null when the method states none.</summary>
    public double? UncertaintyDeg { get; init; }
}

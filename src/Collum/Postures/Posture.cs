using Collum.Anatomy;
using Collum.Patients;

namespace Collum.Postures;

/// <summary>A head tremor that was looked for; <see cref="None"/> was looked for and not seen.</summary>
public enum Tremor { None, NoNo, YesYes }

/// <summary>How far the head can be brought in each direction, degrees from the midline, 0 to 180; null = not measured.</summary>
public sealed record RangeOfMotion
{
    public double? RotationRightDeg { get; init; }

    public double? RotationLeftDeg { get; init; }

    public double? LateralRightDeg { get; init; }

    public double? LateralLeftDeg { get; init; }

    public double? ExtensionDeg { get; init; }

    public double? FlexionDeg { get; init; }

    public RangeOfMotion Mirror() => this with
    {
        RotationRightDeg = RotationLeftDeg, RotationLeftDeg = RotationRightDeg,
        LateralRightDeg = LateralLeftDeg, LateralLeftDeg = LateralRightDeg,
    };
}

/// <summary>Whether a touch or another trick eases the posture, and which.</summary>
public sealed record SensoryTrick(Answer Helps, string? Text = null);

/// <summary>What eyes and fingers found in one muscle of one side.</summary>
public sealed record MuscleExamination(string MuscleId, Side Side)
{
    /// <summary>Palpable contraction in the patient's own posture.</summary>
    public Answer Contraction { get; init; }

    public Answer Hypertrophy { get; init; }

    public Answer Tenderness { get; init; }

    public Answer AnswerTo(ExaminationSign sign) => sign switch
    {
        ExaminationSign.Contraction => Contraction,
        ExaminationSign.Hypertrophy => Hypertrophy,
        ExaminationSign.Tenderness => Tenderness,
        _ => throw new ArgumentOutOfRangeException(nameof(sign), sign, null),
    };
}

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
    public Side? ShoulderElevation { get; init; }

    /// <summary>True when the shoulders were looked at and level.</summary>
    public bool ShoulderLevel { get; init; }

    public Tremor? Tremor { get; init; }

    /// <summary>How much of the time the posture is held, in the examiner's words (<c>constant</c>) or as a scale's grade (<c>3</c>); null when not said.</summary>
    public string? Duration { get; init; }

    /// <summary>Standard uncertainty of the angles, degrees; null when the method states none.</summary>
    public double? UncertaintyDeg { get; init; }

    public RangeOfMotion? RangeOfMotion { get; init; }

    public SensoryTrick? SensoryTrick { get; init; }

    /// <summary>One entry for a muscle of a side.</summary>
    public IReadOnlyList<MuscleExamination> Examination { get; init; } = [];

    /// <summary>The same posture with left and right exchanged.</summary>
    public Posture Mirror() => this with
    {
        CaputRotationRightDeg = -CaputRotationRightDeg, CaputLateralRightDeg = -CaputLateralRightDeg,
        CollisRotationRightDeg = -CollisRotationRightDeg, CollisLateralRightDeg = -CollisLateralRightDeg,
        HeadRotationRightDeg = -HeadRotationRightDeg, HeadLateralRightDeg = -HeadLateralRightDeg,
        LateralShiftRightMm = -LateralShiftRightMm, ShoulderElevation = ShoulderElevation?.Mirror(),
        RangeOfMotion = RangeOfMotion?.Mirror(), Examination = [.. Examination.Select(e => e with { Side = e.Side.Mirror() })],
    };

    internal double? Angle(PostureLevel level, PosturePlane plane) => (level, plane) switch
    {
        (PostureLevel.Caput, PosturePlane.Transverse) => CaputRotationRightDeg,
        (PostureLevel.Caput, PosturePlane.Coronal) => CaputLateralRightDeg,
        (PostureLevel.Caput, PosturePlane.Sagittal) => CaputExtensionDeg,
        (PostureLevel.Collis, PosturePlane.Transverse) => CollisRotationRightDeg,
        (PostureLevel.Collis, PosturePlane.Coronal) => CollisLateralRightDeg,
        (PostureLevel.Collis, PosturePlane.Sagittal) => CollisExtensionDeg,
        (PostureLevel.Both, PosturePlane.Transverse) => HeadRotationRightDeg,
        (PostureLevel.Both, PosturePlane.Coronal) => HeadLateralRightDeg,
        (PostureLevel.Both, PosturePlane.Sagittal) => HeadExtensionDeg,
        _ => null,
    };

    /// <summary>The whole head in one plane, degrees: both levels together, or the head as measured; null when neither is known.</summary>
    internal double? WholeHead(PosturePlane plane) =>
        Angle(PostureLevel.Caput, plane) is { } caput && Angle(PostureLevel.Collis, plane) is { } collis
            ? caput + collis : Angle(PostureLevel.Both, plane);
}

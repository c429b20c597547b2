using System.Diagnostics.CodeAnalysis;
using Collum.Knowledge;

namespace Collum.Anatomy;

/// <summary>One number for each level and axis, for the muscle of one side: rotation and lateral positive toward the same side, extension positive.</summary>
public abstract record AxisFact : Fact
{
    public required double CaputRotation { get; init; }

    public required double CaputLateral { get; init; }

    public required double CaputExtension { get; init; }

    public required double CollisRotation { get; init; }

    public required double CollisLateral { get; init; }

    public required double CollisExtension { get; init; }
}

/// <summary>N·m at full activation.</summary>
public sealed record Moments : AxisFact;

/// <summary>Degrees at full activation in the linear model: good for direction and relative size, never for an absolute angle.</summary>
public sealed record Deflections : AxisFact;

/// <summary>The same six numbers without a source of their own.</summary>
public sealed record AxisValues
{
    public required double CaputRotation { get; init; }

    public required double CaputLateral { get; init; }

    public required double CaputExtension { get; init; }

    public required double CollisRotation { get; init; }

    public required double CollisLateral { get; init; }

    public required double CollisExtension { get; init; }
}

/// <summary>One line of pull of the geometric model.</summary>
public sealed record Fascicle : Fact
{
    public required string ModelFascicle { get; init; }

    public required double MaxIsometricForceBaseN { get; init; }

    public required double MaxIsometricForceStrengthScaledN { get; init; }

    public required double PcsaCm2 { get; init; }

    public required double OptimalFibreLengthMm { get; init; }

    public required double TendonSlackLengthMm { get; init; }

    public required double PennationDeg { get; init; }

    public required double PathLengthNeutralMm { get; init; }

    public required double MassEstimateG { get; init; }

    public required AxisValues MomentArmMm { get; init; }
}

public sealed record LiteraturePcsa : Fact
{
    public required double PcsaCm2 { get; init; }
}

public sealed record MuscleMechanics
{
    public required string MuscleId { get; init; }

    public required string ModelGroup { get; init; }

    public required double ForceTotalBaseN { get; init; }

    public required double PcsaTotalCm2 { get; init; }

    public LiteraturePcsa? PcsaLiterature { get; init; }

    public required Moments MomentFullActivationNm { get; init; }

    public required Deflections DeflectionFullActivationDeg { get; init; }

    public required IReadOnlyList<Fascicle> Fascicles { get; init; }
}

/// <summary>Where one kind of number in the file comes from.</summary>
public sealed record Quantity : Fact
{
    public required string Id { get; init; }

    public required string Unit { get; init; }

    public required string Text { get; init; }
}

public sealed record PassiveStiffness : Fact
{
    public required AxisValues NmPerRad { get; init; }
}

/// <summary>Shares of a level's movement, segment by segment in the given order.</summary>
public sealed record SegmentCoupling : Fact
{
    public required IReadOnlyList<string> Order { get; init; }

    public required IReadOnlyList<double> CollisExtension { get; init; }

    public required IReadOnlyList<double> CollisLateral { get; init; }

    public required IReadOnlyList<double> CollisRotation { get; init; }

    public required IReadOnlyList<string> CaputOrder { get; init; }

    public required IReadOnlyList<double> CaputExtension { get; init; }

    public required IReadOnlyList<double> CaputLateral { get; init; }

    public required IReadOnlyList<double> CaputRotation { get; init; }
}

public sealed record LevelRange
{
    public required double Caput { get; init; }

    public required double Collis { get; init; }
}

/// <summary>Both directions together, degrees.</summary>
public sealed record RangeByLevel : Fact
{
    public required LevelRange Lateral { get; init; }

    public required LevelRange Rotation { get; init; }

    public required LevelRange FlexionExtension { get; init; }
}

/// <summary>Whole head, one direction, degrees.</summary>
public sealed record UsualRange : Fact
{
    public required double Flexion { get; init; }

    public required double Extension { get; init; }

    public required double Lateral { get; init; }

    public required double Rotation { get; init; }
}

public sealed record RangeByAge : Fact
{
    public required Range<int> AgeYears { get; init; }

    public required double FlexionExtensionDeg { get; init; }

    public required double LateralDeg { get; init; }

    public required double RotationDeg { get; init; }
}

public sealed record RangesOfMotion
{
    public required RangeByLevel ByLevelBothDirectionsDeg { get; init; }

    public required UsualRange OneDirectionDeg { get; init; }

    public required IReadOnlyList<RangeByAge> ActiveFemalesBothDirections { get; init; }

    public required IReadOnlyList<TextFact> AgeEffects { get; init; }
}

public sealed record MaximumMoments : Fact
{
    public required string Population { get; init; }

    public required int N { get; init; }

    public required double FlexionNm { get; init; }

    public required double FlexionSdNm { get; init; }

    public required double ExtensionNm { get; init; }

    public required double ExtensionSdNm { get; init; }

    public required double LateralNm { get; init; }

    public required double LateralSdNm { get; init; }

    public required double RotationNm { get; init; }

    public required double RotationSdNm { get; init; }
}

public sealed record BiomechanicsFile : KnowledgeFile
{
    public required IReadOnlyDictionary<string, string> Levels { get; init; }

    public required string SignConvention { get; init; }

    public required string LicenceNote { get; init; }

    public required IReadOnlyList<Quantity> Quantities { get; init; }

    public required IReadOnlyList<MuscleMechanics> Muscles { get; init; }

    public required PassiveStiffness PassiveStiffness { get; init; }

    public required TextFact Gravity { get; init; }

    public required SegmentCoupling SegmentCoupling { get; init; }

    public required RangesOfMotion RangeOfMotion { get; init; }

    public required IReadOnlyList<MaximumMoments> MaximumVoluntaryMoments { get; init; }

    /// <summary>What was published against what the model gives.</summary>
    public required IReadOnlyList<TextFact> Comparisons { get; init; }

    public required IReadOnlyList<string> LimitsOfTheModel { get; init; }
}

/// <summary>What each muscle does to head and neck, by muscle id.</summary>
public sealed class Biomechanics
{
    readonly Dictionary<string, MuscleMechanics> _byMuscle = new(StringComparer.Ordinal);

    public Biomechanics(string file, BiomechanicsFile content, Muscles muscles)
    {
        foreach (var m in content.Muscles)
        {
            if (!muscles.TryFind(m.MuscleId, out var muscle) || muscle.IsGroup)
                throw new KnowledgeException(file, $"muscles.{m.MuscleId}", "is no single muscle of anatomy/muscles.json");
            if (!_byMuscle.TryAdd(m.MuscleId, m))
                throw new KnowledgeException(file, $"muscles.{m.MuscleId}", "the id stands twice");
        }

        Content = content;
    }

    public BiomechanicsFile Content { get; }

    public UsualRange UsualRange => Content.RangeOfMotion.OneDirectionDeg;

    /// <summary>False for a muscle that the geometric model does not hold.</summary>
    public bool TryFind(string muscleId, [NotNullWhen(true)] out MuscleMechanics? mechanics) => _byMuscle.TryGetValue(muscleId, out mechanics);
}

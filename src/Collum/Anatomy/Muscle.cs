using System.Text.Json.Serialization;
using Collum.Findings;
using Collum.Knowledge;

namespace Collum.Anatomy;

/// <summary>One muscle (of one side), or a named group of muscles that labels dose together.</summary>
/// <remarks>Equal by id. Signs are for the muscle of one side acting alone: rotation and lateral +1 toward the same side, extension +1.</remarks>
public sealed record Muscle : ISayable
{
    /// <summary>The one muscle whose both-sides dose every label watches (dysphagia).</summary>
    public const string SternocleidomastoidId = "sternocleidomastoid";

    public required string Id { get; init; }

    public required string Abbreviation { get; init; }

    public required string Name { get; init; }

    public required string Latin { get; init; }

    /// <summary>Ids of the muscles of a group; empty for a single muscle.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    public required MuscleCodes Codes { get; init; }

    public MuscleAttachments? Attachments { get; init; }

    public MuscleAction? Action { get; init; }

    public MuscleDepth? Depth { get; init; }

    public TextFact? Caution { get; init; }

    public required MuscleRisk Risk { get; init; }

    public required MusclePoints Points { get; init; }

    public required MuscleGuidance Guidance { get; init; }

    public MuscleInjected? Injected { get; init; }

    public string? BiomechanicsGroup { get; init; }

    public bool IsGroup => Members.Count > 0;

    public bool Equals(Muscle? other) => other?.Id == Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    public Sentence Say() => Sentence.Data(Name);

    public override string ToString() => Name;
}

public sealed record MuscleCodes
{
    public Code? SnomedCt { get; init; }

    public Code? Fma { get; init; }

    public Code? Uberon { get; init; }

    [JsonPropertyName("ieee_11073_emg_lead")]
    public EmgLead? EmgLead { get; init; }
}

public sealed record Code : Fact
{
    [JsonPropertyName("code")]
    public required string Value { get; init; }
}

public sealed record EmgLead : Fact
{
    public required string System { get; init; }

    public int? Unsided { get; init; }

    public int? Left { get; init; }

    public int? Right { get; init; }
}

public sealed record MuscleAttachments : Fact
{
    public required string Origin { get; init; }

    public required string Insertion { get; init; }

    public required string Innervation { get; init; }
}

/// <summary>Signs of the action at one level: -1, 0 (none, negligible or contested) or +1.</summary>
public sealed record ActionSigns
{
    public required int Rotation { get; init; }

    public required int Lateral { get; init; }

    public required int Extension { get; init; }
}

public sealed record MuscleAction : Fact
{
    public required ActionSigns Caput { get; init; }

    public required ActionSigns Collis { get; init; }

    public required int ShoulderElevation { get; init; }
}

public sealed record MuscleDepth : Fact
{
    public required string Layer { get; init; }

    /// <summary>Deep muscles need image or EMG guidance to be reached.</summary>
    public bool IsDeep => Layer.StartsWith("deep", StringComparison.Ordinal);
}

/// <summary>Ordered: the gravest is largest.</summary>
public enum RiskLevel { None, Low, Moderate, High, VeryHigh }

public sealed record MuscleRisk : Fact
{
    public required RiskLevel Dysphagia { get; init; }

    public required RiskLevel Pneumothorax { get; init; }
}

/// <summary>Injection points usual for the muscle of one side.</summary>
public sealed record MusclePoints : Fact
{
    public required int Min { get; init; }

    public required int Max { get; init; }
}

/// <summary>Ordered: the strongest advice is largest.</summary>
public enum GuidanceAdvice { Optional, Helpful, Advised, StronglyAdvised }

public sealed record MuscleGuidance : Fact
{
    public required GuidanceAdvice Emg { get; init; }

    public required GuidanceAdvice Ultrasound { get; init; }
}

/// <summary>Share of treated patients in whom the muscle was injected.</summary>
public sealed record MuscleInjected : Fact
{
    public required double Percent { get; init; }
}

public sealed record MuscleFile : KnowledgeFile
{
    public required string SignConvention { get; init; }

    public required IReadOnlyList<Muscle> Muscles { get; init; }
}

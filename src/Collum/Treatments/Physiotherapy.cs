using Collum.Knowledge;

namespace Collum.Treatments;

public sealed record PhysiotherapyTrial : Fact
{
    public required string Id { get; init; }

    public required string Design { get; init; }

    public required string Result { get; init; }
}

public sealed record PercentFact : Fact
{
    public required decimal MinPercent { get; init; }

    public required decimal MaxPercent { get; init; }
}

/// <summary>A touch or posture by which the patient reduces the pull.</summary>
public sealed record SensoryTrick : Fact
{
    public required string Text { get; init; }

    public required TextFact NaturalHistory { get; init; }

    public required PercentFact Frequency { get; init; }
}

public sealed record PhysiotherapyFile : KnowledgeFile
{
    public required IReadOnlyList<TextFact> Principles { get; init; }

    public required IReadOnlyList<PhysiotherapyTrial> Trials { get; init; }

    public required TextFact Conclusion { get; init; }

    public required IReadOnlyList<TextFact> Cautions { get; init; }

    public required IReadOnlyList<TextFact> Goals { get; init; }

    public required SensoryTrick SensoryTrick { get; init; }
}

using Collum.Knowledge;

namespace Collum.Treatments;

/// <summary>A kind of non-response, or a cause of one.</summary>
public sealed record NonresponseEntry : Fact
{
    public required string Id { get; init; }

    public required string Text { get; init; }
}

public sealed record NonresponseStep : Fact
{
    /// <summary>From 1.</summary>
    public required int Order { get; init; }

    public required string Text { get; init; }
}

/// <summary>A test for resistance. No dose stands here: the program shows the reading window only.</summary>
public sealed record ResistanceTest : Fact
{
    public required string Id { get; init; }

    public required string Text { get; init; }

    public int? MinWeeks { get; init; }

    public int? MaxWeeks { get; init; }

    public string? Record { get; init; }

    public IReadOnlyList<TextFact> Facts { get => field ?? []; init; }
}

/// <summary>Too little effect opens this checklist, not a bigger dose.</summary>
public sealed record Nonresponse : KnowledgeFile
{
    public required TextFact Rule { get; init; }

    public required IReadOnlyList<NonresponseEntry> Definitions { get; init; }

    public required IReadOnlyList<TextFact> Frequency { get; init; }

    public required IReadOnlyList<NonresponseEntry> Causes { get; init; }

    public required IReadOnlyList<NonresponseStep> Steps { get; init; }

    public required IReadOnlyList<ResistanceTest> Tests { get; init; }

    public required IReadOnlyList<TextFact> AntibodyRisk { get; init; }

    public required TextFact ShortInterval { get; init; }
}

namespace Collum.Knowledge;

/// <summary>A code for a diagnosis, a product or a bill; never for dosing.</summary>
public sealed record ClinicalCode : Fact
{
    public required string System { get; init; }

    public required string Code { get; init; }

    public required string Use { get; init; }

    public string? Display { get; init; }

    public IReadOnlyList<ExcludedCode> Excludes1 { get => field ?? []; init; }

    /// <summary>Units of the same product that make one billing unit.</summary>
    public decimal? BillingUnitU { get; init; }

    public decimal? VialU { get; init; }
}

public sealed record ExcludedCode
{
    public required string Code { get; init; }

    public required string Text { get; init; }
}

public sealed record CodeSystemNotRecorded
{
    public required string System { get; init; }

    public required string Reason { get; init; }
}

public sealed record CodeFile : KnowledgeFile
{
    public required IReadOnlyList<TextFact> Rules { get; init; }

    public required IReadOnlyList<ClinicalCode> Codes { get; init; }

    public required IReadOnlyList<CodeSystemNotRecorded> NotRecorded { get; init; }
}

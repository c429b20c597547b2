namespace Collum.Knowledge;

/// <summary>A document, or a kind of knowledge, that facts rest on.</summary>
public sealed record Source
{
    public required string Kind { get; init; }

    /// <summary>1 regulator, manufacturer or primary paper; 2 reproduction or compendium; 3 weak secondary, general knowledge or proposal.</summary>
    public required int Tier { get; init; }

    public required string Title { get; init; }

    public string? Url { get; init; }

    public string? Note { get; init; }

    /// <summary>How much of it was read.</summary>
    public string? Extent { get; init; }
}

/// <summary>The head that every file of <c>data/</c> carries.</summary>
public abstract record KnowledgeFile
{
    public required string Title { get; init; }

    /// <summary>The day its facts were read or written down; a fact carries no date of its own unless it differs.</summary>
    public required DateOnly Read { get; init; }

    public required bool NeedsClinicalSignOff { get; init; }
}

public sealed record SourceFile : KnowledgeFile
{
    public required IReadOnlyDictionary<string, string> Tiers { get; init; }

    public required IReadOnlyDictionary<string, Source> Sources { get; init; }
}

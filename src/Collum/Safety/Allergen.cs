using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>Something people say they are allergic to, and the ingredients it points to.</summary>
public sealed record Allergen
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>As typed, in words without accents.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Names of excipients as the product files write them.</summary>
    public required IReadOnlyList<string> Excipients { get; init; }

    /// <summary>Matters for every product.</summary>
    public bool EveryProduct { get; init; }

    /// <summary>The question that settles it.</summary>
    public string? Answer { get; init; }

    /// <summary>Why the word alone does not settle it.</summary>
    public string? AskWhich { get; init; }

    public Excipient? In(Label label) => label.Excipients.FirstOrDefault(e => Excipients.Contains(e.Name));
}

public sealed record AllergenFile : KnowledgeFile
{
    public required TextFact Basis { get; init; }

    public required IReadOnlyList<Allergen> Allergens { get; init; }
}

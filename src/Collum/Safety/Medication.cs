using Collum.Knowledge;

namespace Collum.Safety;

/// <summary>A substance by the names people type.</summary>
public sealed record Medication
{
    /// <summary>Of the substance.</summary>
    public required string Name { get; init; }

    /// <summary>Of the drug class, in words.</summary>
    public required string Kind { get; init; }

    /// <summary>Ids of <c>interactions.json</c>; empty for a drug that is known and has none listed.</summary>
    public required IReadOnlyList<string> Interactions { get; init; }

    /// <summary>Brands and other spellings.</summary>
    public IReadOnlyList<string> Also { get => field ?? []; init; }

    /// <summary>Names that mean a cream or drops.</summary>
    public IReadOnlyList<string> LocalForms { get => field ?? []; init; }

    /// <summary>The only route by which it matters.</summary>
    public string? OnlyBy { get; init; }

    /// <summary>The question about the patient that taking it all but answers: a treatment of myasthenia, say.</summary>
    public string? Suggests { get; init; }

    public override string ToString() => Name;
}

/// <summary>How typed text is taken apart, in words without accents.</summary>
public sealed record MedicationReading
{
    public required IReadOnlyList<string> LocalWords { get; init; }

    public required IReadOnlyList<string> IntravenousWords { get; init; }

    /// <summary>Ways to say that nothing is taken.</summary>
    public required IReadOnlyList<string> NothingWords { get; init; }

    /// <summary>Words of dose, route and time that are no names.</summary>
    public required IReadOnlyList<string> PassedOver { get; init; }
}

public sealed record MedicationFile : KnowledgeFile
{
    public required TextFact Basis { get; init; }

    public required MedicationReading Reading { get; init; }

    public required IReadOnlyList<Medication> Medications { get; init; }
}

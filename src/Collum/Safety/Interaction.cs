using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>What a drug does to the treatment.</summary>
public enum Direction { PotentiatesToxin, Additive, ReducesEffect, Local }

/// <summary>What the program asks when the class is taken.</summary>
public sealed record InteractionAsks : Fact
{
    public required Severity Severity { get; init; }

    /// <summary>Only together with a yes to this question.</summary>
    public string? WithAnswer { get; init; }

    /// <summary>Only together with this product.</summary>
    public string? WithProduct { get; init; }

    /// <summary>Only for this kind of drug within the class.</summary>
    public string? WithKind { get; init; }

    /// <summary>Not when this question is answered yes.</summary>
    public string? UnlessAnswerYes { get; init; }

    public string? Question { get; init; }

    public bool Holds(Patient patient, Product product, Medication medication) =>
        (WithAnswer is null || patient.AnswerTo(WithAnswer) == Answer.Yes)
        && (WithProduct is null || product.Id == WithProduct)
        && (WithKind is null || medication.Kind == WithKind)
        && (UnlessAnswerYes is null || patient.AnswerTo(UnlessAnswerYes) != Answer.Yes);
}

/// <summary>A class of drugs that changes what the toxin or the needle does.</summary>
public sealed record Interaction
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>As the knowledge base proposes it.</summary>
    public required Grade DefaultGrade { get; init; }

    /// <summary>What the program asks.</summary>
    public required InteractionAsks Asks { get; init; }

    /// <summary>When it asks for more.</summary>
    public InteractionAsks? AsksMore { get; init; }

    public required string Effect { get; init; }

    public required Direction Direction { get; init; }

    /// <summary>Product ids; empty speaks for all.</summary>
    public required IReadOnlyList<string> AppliesTo { get; init; }

    public required string Action { get; init; }

    public required IReadOnlyList<Evidence> Evidence { get; init; }

    public string? Note { get; init; }

    public bool Concerns(Product product) => AppliesTo.Count == 0 || AppliesTo.Contains(product.Id);

    /// <summary>The best known of its sources.</summary>
    public Fact Basis => Evidence.FirstOrDefault(e => !e.AwaitsChecking) ?? Evidence[0];
}

public sealed record InteractionFile : KnowledgeFile
{
    public required TextFact Rule { get; init; }

    public required IReadOnlyList<string> NotCovered { get; init; }

    public required IReadOnlyList<Interaction> Items { get; init; }
}

/// <summary>The classes by id, checked.</summary>
public sealed class Interactions
{
    readonly Dictionary<string, Interaction> _byId = new(StringComparer.Ordinal);

    public Interactions(string file, InteractionFile content)
    {
        foreach (var item in content.Items)
        {
            if (!_byId.TryAdd(item.Id, item))
                throw new KnowledgeException(file, item.Id, "the id stands twice");
            if (item.Evidence.Count == 0)
                throw new KnowledgeException(file, $"{item.Id}.evidence", "is empty; a class rests on at least one source");
        }

        All = content.Items;
    }

    public IReadOnlyList<Interaction> All { get; }

    public IReadOnlyDictionary<string, Interaction> ById => _byId;

    public Interaction this[string id] => _byId.TryGetValue(id, out var item) ? item : throw new KeyNotFoundException($"No interaction '{id}'.");
}

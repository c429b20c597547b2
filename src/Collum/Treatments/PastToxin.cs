using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Treatments;

/// <summary>Toxin that this person had before, here or elsewhere, for any indication.</summary>
/// <param name="Date">The day it was given.</param>
/// <param name="Product">Which; null when nobody knows.</param>
/// <param name="Dose">How much; null when nobody knows, or when nobody knows of which product.</param>
/// <param name="Indication">An id such as <c>cervical-dystonia</c>, <c>migraine</c>, <c>cosmetic</c>; null when unknown.</param>
public sealed record PastToxin(DateOnly Date, Product? Product, Dose? Dose, string? Indication)
{
    public const string CervicalDystonia = "cervical-dystonia";

    /// <summary>Where it was given, in the writer's words; null for this clinic.</summary>
    public string? Clinic { get; init; }

    /// <summary>A number of units whose product nobody knows: no amount of anything, kept as it was told.</summary>
    public decimal? UnitsOfUnknownProduct { get; init; }

    /// <summary>What each muscle got; empty where only the total is known.</summary>
    public IReadOnlyList<PastLine> Lines { get; init; } = [];

    /// <summary>What it was given for, in words that other languages have too; what is no known indication stays as it was typed.</summary>
    public Sentence? SaidIndication => Indication switch
    {
        null => null,
        CervicalDystonia => Phrase($"cervical-dystonia"),
        "blepharospasm" => Phrase($"blepharospasm"),
        "limb-dystonia" => Phrase($"limb-dystonia"),
        "spasticity" => Phrase($"spasticity"),
        "migraine" => Phrase($"migraine"),
        "bladder" => Phrase($"bladder"),
        "sweating" => Phrase($"sweating"),
        "saliva" => Phrase($"saliva"),
        "cosmetic" => Phrase($"cosmetic"),
        "other" => Phrase($"other"),
        var typed => Typed(typed),
    };

    public bool IsForCervicalDystonia => Indication == CervicalDystonia;
}

/// <summary>What one muscle of one side got.</summary>
public sealed record PastLine(Muscle Muscle, Side Side, Dose Dose);

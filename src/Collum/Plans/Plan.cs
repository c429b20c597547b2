using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Plans;

/// <summary>One line of a plan: a muscle of one side, its dose, and over how many points.</summary>
/// <param name="Muscle">Which.</param>
/// <param name="Side">The patient's own.</param>
/// <param name="Dose">For this muscle of this side, all points together.</param>
/// <param name="Points">1 or more.</param>
/// <param name="Guidance">Null when nobody said.</param>
public sealed record Site(Muscle Muscle, Side Side, Dose Dose, int Points, Guidance? Guidance) : ISayable
{
    public Dose PerPoint => Dose / Points;

    public Sentence Say() => $"{Side.Say()} {Muscle}";

    public override string ToString() => Say();
}

/// <summary>What is meant to be given on one day, in one product's units, under one region's label.</summary>
public sealed record Plan
{
    public required DateOnly Date { get; init; }

    public required Region Region { get; init; }

    public required Product Product { get; init; }

    /// <summary>First session with any toxin; null when nobody knows, which counts as first.</summary>
    public bool? FirstSession { get; init; }

    public required IReadOnlyList<Site> Sites { get; init; }

    /// <summary>What is made up, one entry for each vial size; empty while that is not decided.</summary>
    public IReadOnlyList<Preparation> Preparations { get; init; } = [];

    /// <summary>The one vial size that is made up; null while that is not decided, or when sizes are mixed.</summary>
    public Preparation? Preparation
    {
        get => Preparations is [var only] ? only : null;
        init => Preparations = value is null ? [] : [value];
    }

    /// <summary>All that is made up; null while that is not decided.</summary>
    public Dose? Content => Preparations.Count == 0 ? null : Preparations.Select(p => p.Content).Sum(Product);

    /// <summary>The one concentration that is made up; null while nothing is, or where mixed vials differ in it.</summary>
    public Dilution? Dilution => Preparations.Select(p => p.Dilution.UnitsPerMl).Distinct().Count() == 1 ? Preparations[0].Dilution : null;

    public Population Population => FirstSession == false ? Population.Experienced : Population.Naive;

    public Dose Total => Sites.Select(s => s.Dose).Sum(Product);

    /// <summary>Both sides together; groups that contain the muscle count with it.</summary>
    public Dose TotalTo(string muscleId) =>
        Sites.Where(s => s.Muscle.Id == muscleId || s.Muscle.Members.Contains(muscleId)).Select(s => s.Dose).Sum(Product);

    /// <summary>Whether both sides of a muscle are planned; a group that contains it counts.</summary>
    public bool IsBilateral(string muscleId) =>
        Sites.Where(s => s.Muscle.Id == muscleId || s.Muscle.Members.Contains(muscleId)).Select(s => s.Side).Distinct().Count() == 2;
}

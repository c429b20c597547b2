using Collum.Anatomy;
using Collum.Toxins;

namespace Collum.Plans;

/// <summary>One line of a plan: a muscle of one side, its dose, and over how many points.</summary>
/// <param name="Muscle">Which.</param>
/// <param name="Side">The patient's own.</param>
/// <param name="Dose">For this muscle of this side, all points together.</param>
/// <param name="Points">1 or more.</param>
/// <param name="Guidance">Null when nobody said.</param>
public sealed record Site(Muscle Muscle, Side Side, Dose Dose, int Points, Guidance? Guidance)
{
    public Dose PerPoint => Dose / Points;

    public override string ToString() => $"{Side.Word()} {Muscle.Name}";
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

    /// <summary>What is made up; null while that is not decided.</summary>
    public Preparation? Preparation { get; init; }

    public Population Population => FirstSession == false ? Population.Experienced : Population.Naive;

    public Dose Total => Sites.Select(s => s.Dose).Sum(Product);

    /// <summary>Both sides together; groups that contain the muscle count with it.</summary>
    public Dose TotalTo(string muscleId) =>
        Sites.Where(s => s.Muscle.Id == muscleId || s.Muscle.Members.Contains(muscleId)).Select(s => s.Dose).Sum(Product);

    public bool IsBilateral(string muscleId) =>
        Sites.Where(s => s.Muscle.Id == muscleId && !s.Dose.IsZero).Select(s => s.Side).Distinct().Count() == 2;
}

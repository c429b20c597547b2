using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Treatments;

/// <summary>One line of what was given: a muscle of one side, its dose, and over how many points.</summary>
/// <param name="Muscle">Which.</param>
/// <param name="Side">The patient's own.</param>
/// <param name="Dose">In this muscle of this side, all points together.</param>
/// <param name="Points">1 or more.</param>
/// <param name="Guidance">Null when nobody said.</param>
public sealed record Injection(Muscle Muscle, Side Side, Dose Dose, int Points, Guidance? Guidance) : ISayable
{
    public Sentence Say() => $"{Side.Say()} {Muscle}";

    public override string ToString() => Say();
}

/// <summary>Vials of one lot that were opened for this treatment.</summary>
/// <param name="Lot">Number and expiry as printed.</param>
/// <param name="Vial">The size opened.</param>
/// <param name="Vials">1 or more.</param>
/// <param name="Diluent">Added to each vial; null when nobody said.</param>
public sealed record LotUse(Lot Lot, Vial Vial, int Vials, Volume? Diluent)
{
    public Dose Content => Vial.Content * Vials;
}

/// <summary>How the patient agreed.</summary>
public enum ConsentForm { Written, Oral, NotTaken }

/// <param name="Form">How.</param>
/// <param name="TakenBy">Who asked.</param>
/// <param name="Date">When; a written consent may be older than the treatment.</param>
public sealed record Consent(ConsentForm Form, string TakenBy, DateOnly Date)
{
    public static IReadOnlyDictionary<string, ConsentForm> Words { get; } = new Dictionary<string, ConsentForm>(StringComparer.Ordinal)
    {
        ["written"] = ConsentForm.Written, ["oral"] = ConsentForm.Oral, ["not-taken"] = ConsentForm.NotTaken,
    };
}

/// <summary>Something that went wrong while injecting.</summary>
/// <param name="What">In plain words.</param>
/// <param name="Done">What was done about it; null when nothing was said.</param>
public sealed record Complication(string What, string? Done);

/// <summary>What was given on one day, in one product's units.</summary>
/// <remarks>The plan stays as it was: a treatment names it and is compared with it, and neither changes the other.</remarks>
public sealed record Treatment
{
    public required DateOnly Date { get; init; }

    public TimeOnly? Time { get; init; }

    public required Product Product { get; init; }

    /// <summary>Whose label applied; null where an imported record does not say.</summary>
    public Region? Region { get; init; }

    /// <summary>Entry id of the plan it follows; null where there was none.</summary>
    public string? Plan { get; init; }

    /// <summary>Muscle by muscle; empty where the muscles were not recorded.</summary>
    public IReadOnlyList<Injection> Lines { get; init; } = [];

    /// <summary>The whole dose where the muscles were not recorded; null otherwise.</summary>
    public Dose? TotalOnly { get; init; }

    public IReadOnlyList<LotUse> Lots { get; init; } = [];

    /// <summary>Drawn up or left in the vial, and thrown away.</summary>
    public required Dose Discarded { get; init; }

    public Consent? Consent { get; init; }

    public IReadOnlyList<Complication> Complications { get; init; } = [];

    /// <summary>Who injected; null where the source of an imported record does not say.</summary>
    public string? GivenBy { get; init; }

    public IReadOnlyList<ReasonGiven> Reasons { get; init; } = [];

    /// <summary>Free text for the next reader.</summary>
    public string? Note { get; init; }

    public bool MusclesRecorded => TotalOnly is null;

    /// <summary>Everything that entered the patient.</summary>
    public Dose Given => TotalOnly ?? Lines.Select(l => l.Dose).Sum(Product);

    public Balance Balance => Balance.Of(this);
}

/// <summary>Vials opened = given + discarded, to the unit; decimals are exact.</summary>
/// <param name="Opened">Content of all opened vials of the treatment's product.</param>
/// <param name="Given">Everything that entered the patient.</param>
/// <param name="Discarded">Everything thrown away.</param>
public sealed record Balance(Dose Opened, Dose Given, Dose Discarded) : ISayable
{
    /// <summary>Units unaccounted for: above 0 some are missing, below 0 more was given than opened.</summary>
    public decimal DifferenceU => Opened.Units - Given.Units - Discarded.Units;

    public bool Balances => DifferenceU == 0;

    /// <summary><c>2 × 100 U opened = 180 U given + 20 U discarded</c> needs no words when it holds; this names the sum either way.</summary>
    public Sentence Say() =>
        $"{Opened.Units:0.###} U opened, {Given.Units:0.###} U given + {Discarded.Units:0.###} U discarded = {Given.Units + Discarded.Units:0.###} U";

    public override string ToString() => Say();

    public static Balance Of(Treatment treatment) => new(
        treatment.Lots.Where(l => l.Vial.Product == treatment.Product).Select(l => l.Content).Sum(treatment.Product),
        treatment.Given, treatment.Discarded);
}

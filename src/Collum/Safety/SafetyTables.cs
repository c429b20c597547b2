namespace Collum.Safety;

/// <summary>The tables behind "may we treat" and "is this report urgent".</summary>
public sealed class SafetyTables
{
    public required Contraindications Contraindications { get; init; }

    public required RedFlags RedFlags { get; init; }

    public required Interactions Interactions { get; init; }

    public required MedicationList Medications { get; init; }

    public required IReadOnlyList<Allergen> Allergens { get; init; }

    public required AdverseEvents AdverseEvents { get; init; }

    public required Explaining Explaining { get; init; }

    /// <summary>Every id that may stand in a patient's answers.</summary>
    public IReadOnlySet<string> AnswerIds => field ??= new HashSet<string>(
        [
            .. Contraindications.All.Select(i => i.Id), .. RedFlags.Ids,
            .. Interactions.All.Select(i => i.AsksMore?.UnlessAnswerYes).OfType<string>(),
        ], StringComparer.Ordinal);

    public PersonRules PersonRules => field ??= new(
        new EligibilityCheck(Contraindications, RedFlags, Medications), RedFlags, Interactions, Medications, Allergens);

    public Triage Triage => field ??= new(AdverseEvents);
}

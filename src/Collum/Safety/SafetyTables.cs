namespace Collum.Safety;

/// <summary>The tables behind "may we treat" and "is this report urgent".</summary>
public sealed class SafetyTables(
    Contraindications contraindications, RedFlags redFlags, Interactions interactions, MedicationList medications, IReadOnlyList<Allergen> allergens)
{
    public Contraindications Contraindications => contraindications;

    public RedFlags RedFlags => redFlags;

    public Interactions Interactions => interactions;

    public MedicationList Medications => medications;

    public IReadOnlyList<Allergen> Allergens => allergens;

    /// <summary>Every id that may stand in a patient's answers.</summary>
    public IReadOnlySet<string> AnswerIds { get; } = new HashSet<string>(
        [
            .. contraindications.All.Select(i => i.Id), .. redFlags.Ids,
            .. interactions.All.Select(i => i.AsksMore?.UnlessAnswerYes).OfType<string>(),
        ], StringComparer.Ordinal);

    public PersonRules PersonRules { get; } = new(
        new EligibilityCheck(contraindications, redFlags, medications), redFlags, interactions, medications, allergens);
}

using Collum.Knowledge;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Safety;

/// <summary>The tables behind "may we treat" and "is this report urgent".</summary>
public sealed class SafetyTables
{
    public required Contraindications Contraindications { get; init; }

    public required RedFlags RedFlags { get; init; }

    public required Interactions Interactions { get; init; }

    public required MedicationList Medications { get; init; }

    public required IReadOnlyList<Allergen> Allergens { get; init; }

    /// <summary>What the words for allergens rest on.</summary>
    public required TextFact AllergenBasis { get; init; }

    public required AdverseEvents AdverseEvents { get; init; }

    public required Explaining Explaining { get; init; }

    public required OralDrugs OralDrugTable { get; init; }

    public OralDrugCheck OralDrugs => field ??= new("adjuncts/oral-drugs.json", OralDrugTable, Medications, Interactions, AnswerIds);

    /// <summary>Every id that may stand in a patient's answers.</summary>
    public IReadOnlySet<string> AnswerIds => field ??= new HashSet<string>(
        [
            .. Contraindications.All.Select(i => i.Id), .. RedFlags.Ids,
            .. Interactions.All.Select(i => i.AsksMore?.UnlessAnswerYes).OfType<string>(),
            .. OralDrugTable.Content.Questions.Select(q => q.Id),
        ], StringComparer.Ordinal);

    public PersonRules PersonRules => field ??= new(
        new EligibilityCheck(Contraindications, RedFlags, Medications), RedFlags, Interactions, Medications, Allergens, AllergenBasis);

    public Triage Triage => field ??= new(AdverseEvents);

    /// <summary>Refuses names that one table uses and another does not define; throws <see cref="KnowledgeException"/>.</summary>
    internal void Require(ToxinTable toxins)
    {
        foreach (var allergen in Allergens)
            if (allergen.Excipients.FirstOrDefault(x => !toxins.Labels.Any(l => l.Excipients.Any(e => e.Name == x))) is { } nowhere)
                throw new KnowledgeException("safety/allergens.json", allergen.Id, $"'{nowhere}' is an ingredient of no product");
            else if (allergen.Answer is { } answer && !Contraindications.ById.ContainsKey(answer))
                throw new KnowledgeException("safety/allergens.json", allergen.Id, $"'{answer}' is no question");

        foreach (var item in Contraindications.All)
            if (item.Evidence.Select(e => e.Product).FirstOrDefault(p => p is not null && toxins.Labels.All(l => l.Id != p)) is { } nobody)
                throw new KnowledgeException("safety/contraindications.json", $"{item.Id}.evidence", $"'{nobody}' is no product");

        foreach (var item in Interactions.All)
            if (item.AsksMore?.WithAnswer is { } with && !Contraindications.ById.ContainsKey(with))
                throw new KnowledgeException("safety/interactions.json", $"{item.Id}.asks_more", $"'{with}' is no question");

        foreach (var medication in Medications.All)
            if (medication.Suggests is { } suggested && !Contraindications.ById.ContainsKey(suggested) && !RedFlags.Ids.Contains(suggested))
                throw new KnowledgeException("safety/medications.json", $"{medication.Name}.suggests", $"'{suggested}' is no question");

        _ = (OralDrugs, PersonRules, Triage);       // built now, so that a wrong table refuses to start
    }
}

using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;
using Collum.Treatments;

namespace Collum.Safety;

/// <summary>What speaks for care with an oral drug in one person. It never proposes a drug or a dose.</summary>
public sealed class OralDrugCheck
{
    public const string Code = "ORAL-001";

    /// <summary>The code of a dose above the largest known one.</summary>
    public const string DoseCode = "ORAL-002";

    readonly OralDrugs _drugs;
    readonly MedicationList _medications;

    public OralDrugCheck(string file, OralDrugs drugs, MedicationList medications, Interactions interactions, IReadOnlySet<string> answerIds)
    {
        (_drugs, _medications) = (drugs, medications);
        foreach (var drug in drugs.All)
        {
            if (medications.All.All(m => m.Name != drug.Id))
                throw new KnowledgeException(file, drug.Id, "is no name of safety/medications.json");
            foreach (var caution in drug.Cautions)
                if (caution.WithAnswers.FirstOrDefault(a => !answerIds.Contains(a)) is { } answer)
                    throw new KnowledgeException(file, $"{drug.Id}.cautions", $"'{answer}' is no question");
                else if (caution.WithInteractions.FirstOrDefault(i => !interactions.ById.ContainsKey(i)) is { } interaction)
                    throw new KnowledgeException(file, $"{drug.Id}.cautions", $"'{interaction}' is no interaction");
                else if (caution.WithKinds.FirstOrDefault(k => medications.All.All(m => m.Kind != k)) is { } kind)
                    throw new KnowledgeException(file, $"{drug.Id}.cautions", $"'{kind}' is no kind of any medication");
                else if (caution.WithNames.FirstOrDefault(n => medications.All.All(m => m.Name != n)) is { } name)
                    throw new KnowledgeException(file, $"{drug.Id}.cautions", $"'{name}' is no name of safety/medications.json");
        }
    }

    /// <summary>The drug as typed, if it is one of the table.</summary>
    public OralDrug? Find(string typed) =>
        _medications.Read(typed).Select(r => r.Medication).OfType<Medication>().Select(m => _drugs.ById.GetValueOrDefault(m.Name)).OfType<OralDrug>().FirstOrDefault();

    /// <summary>The cautions that apply, gravest first; then one note for the questions not answered.</summary>
    /// <param name="drug">Which.</param>
    /// <param name="patient">Whose answers, age and other medications count.</param>
    /// <param name="on">The day it is considered.</param>
    /// <param name="doseMgPerDay">As prescribed elsewhere; null when not told.</param>
    public IReadOnlyList<Finding> Check(OralDrug drug, Patient patient, DateOnly on, decimal? doseMgPerDay = null)
    {
        var others = _medications.Read(patient.Medications).Select(r => r.Medication).OfType<Medication>().Where(m => m.Name != drug.Id).ToList();
        var findings = new List<Finding>();
        var open = new List<Sentence>();
        foreach (var caution in drug.Cautions)
        {
            var because = new List<Sentence>();
            if (caution.AboveYears is { } years && patient.AgeOn(on) is { } age && age > years)
                because.Add($"{age} years old");
            because.AddRange(caution.WithAnswers.Where(a => patient.AnswerTo(a) == Answer.Yes).Select(Sentence.Code));
            because.AddRange(others.Where(m => m.Interactions.Intersect(caution.WithInteractions).Any() || caution.WithKinds.Contains(m.Kind) || caution.WithNames.Contains(m.Name))
                .Select(m => Data(m.Name)));
            open.AddRange(caution.WithAnswers.Where(a => patient.AnswerTo(a) == Answer.Unknown).Select(Sentence.Code));
            if (caution.AboveYears is not null && patient.BirthDate is null)
                open.Add($"date of birth");
            if (because.Count > 0)
                findings.Add(Finding.From(caution, Code, caution.Severity, $"{Data(drug.Name).Start()}: {caution.Text:data} ({Listed(because.Distinct())})", drug.Id));
        }

        if (doseMgPerDay is { } dose && drug.MaxDose.MaxMgPerDay is { } most && dose > most)
            findings.Add(Finding.From(drug.MaxDose, DoseCode, Severity.Confirm,
                $"{Data(drug.Name).Start()}: {dose:0.##} mg a day; the largest dose known here is {most:0.##} mg a day. Check a formulary.", drug.Id));

        findings = [.. findings.OrderByDescending(f => f.Severity)];
        if (open.Count > 0)
            findings.Add(Finding.From(_drugs.Content.Titration, Code, Severity.Note, $"{Data(drug.Name).Start()}: not answered: {Listed(open.Distinct())}.", drug.Id));
        return findings;
    }
}

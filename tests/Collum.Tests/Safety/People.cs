using Collum.Findings;
using Collum.Patients;
using Collum.Safety;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Tests.Safety;

/// <summary>A person of whom everything was asked and nothing found, to be changed one fact at a time.</summary>
static class People
{
    public static readonly DateOnly Today = new(2026, 11, 20);

    public static SafetyTables Safety => Shared.Medicine.Safety;

    public static Patient Well { get; } = new()
    {
        BirthDate = new(1970, 5, 1), Sex = Sex.Female, WeightKg = 61,
        Answers = Safety.AnswerIds.ToDictionary(id => id, _ => Answer.No),
    };

    public static Patient With(this Patient patient, params (string Id, Answer Answer)[] answers)
    {
        var all = patient.Answers.ToDictionary();
        foreach (var (id, answer) in answers)
            all[id] = answer;
        return patient with { Answers = all };
    }

    public static PersonCase Case(Patient patient, string product = "onabotulinumtoxinA", string region = "US", params PastToxin[] history) =>
        new(patient, Shared.Medicine.Toxins[Shared.Medicine.Toxins.Products[product]], Region.Known[region], Today, history);

    public static IReadOnlyList<Finding> Check(Patient patient, string product = "onabotulinumtoxinA", string region = "US", params PastToxin[] history) =>
        Safety.PersonRules.Check(Case(patient, product, region, history));

    public static IReadOnlyList<Finding> Taking(params string[] medications) => Check(Well with { Medications = medications });
}

using System.Text;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Patients;
using Collum.Plans;
using Collum.Safety;
using Collum.Toxins;

namespace Collum.Clinic.Visits;

/// <summary>Writes down answers, medications, allergies and weight of one day, with what they mean for a product where one is named.</summary>
/// <remarks>The whole set is written each time: what is not in it counts as not asked.</remarks>
public sealed class RecordAnswers(Practice practice)
{
    /// <summary>From a document or a form; product and region stand together or not at all. The caller ends with <see cref="InputReader.Done"/>.</summary>
    public static (DateOnly Date, Product? Product, Region? Region, Patient Patient) Read(InputReader r, Medicine medicine)
    {
        var known = r.OneOfOrNull("product", medicine.Toxins.Plannable, out var product);
        var where = r.OneOfOrNull("region", Region.Known, out var region);
        if (known != where)
            throw r.Wrong(known ? "region" : "product", $"product and region together, or neither");
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var (id, word) in r.Map("answers"))
        {
            if (!medicine.Safety.AnswerIds.Contains(id))
                throw new InputException($"answers.{Short(id)}", $"a question that is not known here",
                    Numerics.EditDistance.Closest(id, medicine.Safety.AnswerIds) is { } close ? Phrase($"'{close:code}'?") : Phrase($"an id that `collum knowledge questions` lists"));
            answers[id] = Answers.Words.TryGetValue(word, out var answer) ? answer : throw new InputException($"answers.{id}", $"'{Short(word):typed}'", $"yes, no or unknown");
        }

        var kg = r.NumberOrNull("weight_kg");
        if (kg is < 1 or > 500)
            throw r.Wrong("weight_kg", $"1 to 500 kg");
        return (r.Date("date"), known ? product : null, where ? region : null,
            new Patient { WeightKg = kg, Answers = answers, Medications = r.Texts("medications"), Allergies = r.Texts("allergies") });
    }

    static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    /// <param name="patient">Answers, medications, allergies and weight; who the person is comes from the chart.</param>
    /// <param name="product">With <paramref name="region"/>: the label that the answers are held against; null when none is chosen yet.</param>
    public async Task<Outcome> RunAsync(
        string chartId, DateOnly date, Patient patient, Product? product, Region? region, Writer writer, CancellationToken cancel = default)
    {
        practice.RequireNotAhead(date);
        var view = await practice.OpenAsync(chartId, cancel);
        foreach (var id in patient.Answers.Keys)
            if (!practice.Medicine.Safety.AnswerIds.Contains(id))
                throw new InputException($"patient.answers.{id}", $"a question that is not known here", $"an id of data/safety/contraindications.json or red-flags.json");

        var whole = patient with { BirthDate = view.Identity.BirthDate, Sex = view.Identity.Sex };
        if (product is null || region is null)
            return Outcome.Done(await practice.AddAsync(writer.Saw(view), writer.Entry(Kinds.Answers, Plain(date, whole)), cancel));

        var document = new PlanDocument(new Plan { Date = date, Region = region, Product = product, Sites = [] }, whole, view.History);
        var input = document.Write();
        var findings = Check(document, practice.Medicine);
        var body = new Audit.Derived(Kinds.Answers, input, Write(findings, practice.Medicine)).Body;
        return Outcome.Done(await practice.AddAsync(writer.Saw(view), writer.Entry(Kinds.Answers, body, practice.Medicine.Version), cancel), findings);
    }

    static string Plain(DateOnly date, Patient patient) => OutputJson.Write(new
    {
        Date = date,
        Patient = new
        {
            patient.WeightKg,
            Answers = new SortedDictionary<string, string>(patient.Answers.ToDictionary(a => a.Key, a => a.Value.Word()), StringComparer.Ordinal),
            patient.Medications, patient.Allergies,
        },
    });

    static IReadOnlyList<Finding> Check(PlanDocument document, Medicine medicine) => medicine.Safety.PersonRules.Check(
        new PersonCase(document.Patient, medicine.Toxins[document.Plan.Product], document.Plan.Region, document.Plan.Date, document.History));

    static string Write(IReadOnlyList<Finding> findings, Medicine medicine) => OutputJson.Write(new { Findings = findings, KnowledgeVersion = medicine.Version });

    /// <summary>Makes the findings of a stored set of answers again.</summary>
    internal static string Again(Medicine medicine, string input) =>
        Write(Check(PlanDocument.Read("answers", Encoding.UTF8.GetBytes(input), medicine.Muscles, medicine.Toxins), medicine), medicine);
}

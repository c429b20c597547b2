using System.Text;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Patients;
using Collum.Treatments;

namespace Collum.Clinic.Treatments;

/// <summary>Writes down a physiotherapy programme, or an oral drug that somebody prescribed, with the cautions that apply. The program prescribes nothing.</summary>
public sealed class RecordAdjunct(Practice practice)
{
    /// <param name="corrects">An earlier entry of this kind that it takes the place of: a new dose, an end.</param>
    public async Task<Outcome> RunAsync(string chartId, Adjunct adjunct, Writer writer, long? corrects = null, CancellationToken cancel = default)
    {
        // What begins next week is planned today; what begins in years is a mistyped date.
        if (adjunct.Date > practice.Today.AddYears(1))
            throw new InputException("date", $"{adjunct.Date:yyyy-MM-dd}", $"a day within the coming year");
        var chart = await practice.OpenAsync(chartId, cancel);
        var document = AdjunctDocument.Write(adjunct);
        AdjunctDocument.Read("adjunct", Encoding.UTF8.GetBytes(document));
        if (adjunct.Kind == AdjunctKind.Physiotherapy)
            return Outcome.Done(await practice.AddAsync(writer.Saw(chart), writer.Entry(Kinds.Adjunct, document) with { Amends = corrects }, cancel));

        var input = Input(adjunct, chart.Patient);
        var findings = Check(practice.Medicine, input);
        var body = $$"""{{document[..^1]}},"derived":[{{new Derived(Kinds.Adjunct, input, Write(practice.Medicine, findings)).Item}}]}""";
        var entry = writer.Entry(Kinds.Adjunct, body, practice.Medicine.Version) with { Amends = corrects };
        return Outcome.Done(await practice.AddAsync(writer.Saw(chart), entry, cancel), findings);
    }

    static string Input(Adjunct adjunct, Patient patient) => OutputJson.Write(new
    {
        adjunct.Date, adjunct.Drug, adjunct.DoseMgPerDay,
        Patient = new
        {
            patient.BirthDate,
            Answers = patient.Answers.Count == 0 ? null : new SortedDictionary<string, string>(patient.Answers.ToDictionary(a => a.Key, a => a.Value.Word()), StringComparer.Ordinal),
            Medications = patient.Medications.Count == 0 ? null : patient.Medications,
        },
    });

    static IReadOnlyList<Finding> Check(Medicine medicine, string input) => InputReader.Parse("adjunct", Encoding.UTF8.GetBytes(input), reader =>
    {
        var person = reader.Object("patient");
        var patient = new Patient
        {
            BirthDate = person.DateOrNull("birth_date"),
            Answers = person.Map("answers").ToDictionary(a => a.Key, a => Answers.Words.GetValueOrDefault(a.Value), StringComparer.Ordinal),
            Medications = person.Texts("medications"),
        };
        return medicine.Safety.OralDrugs.Find(reader.Text("drug")) is { } drug
            ? medicine.Safety.OralDrugs.Check(drug, patient, reader.Date("date"), reader.NumberOrNull("dose_mg_per_day")) : (IReadOnlyList<Finding>)[];
    });

    static string Write(Medicine medicine, IReadOnlyList<Finding> findings) => OutputJson.Write(new { Findings = findings, KnowledgeVersion = medicine.Version });

    internal static string Again(Medicine medicine, string input) => Write(medicine, Check(medicine, input));
}

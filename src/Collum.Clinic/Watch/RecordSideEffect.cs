using System.Text;
using System.Text.Json;
using Collum.Anatomy;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Patients;
using Collum.Plans;
using Collum.Safety;
using Collum.Toxins;

namespace Collum.Clinic.Watch;

/// <summary>Writes down a report of something unwanted at any time, says how urgent it is, and which muscles and doses may explain it. No treatment changes by it.</summary>
public sealed class RecordSideEffect(Practice practice)
{
    /// <returns>The entry, and how urgent the report is.</returns>
    public async Task<(Entry Entry, Urgency Urgency)> RunAsync(string chartId, SideEffect report, Writer writer, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        var input = Input(chart, report);
        var (urgency, output) = Assess(practice.Medicine, input);
        if (writer.Before(chart) is { } before)
            return (before, urgency);
        var entry = writer.Entry(Kinds.SideEffect, new Derived(Kinds.SideEffect, input, output).Body, practice.Medicine.Version);
        return (await practice.AddAsync(writer.Saw(chart), entry, cancel), urgency);
    }

    static string Input(ChartView chart, SideEffect report)
    {
        var treatment = chart.Treatments.LastOrDefault(t => t.Current is { Given.IsZero: false } now && now.Date <= (report.OnsetDate ?? report.Date))?.Current;
        return OutputJson.Write(new
        {
            report.Date,
            Report = JsonElement.Parse(SideEffectDocument.Write(report)),
            PatientAnswers = chart.Patient.Answers.Count == 0 ? null
                : new SortedDictionary<string, string>(chart.Patient.Answers.ToDictionary(a => a.Key, a => a.Value.Word()), StringComparer.Ordinal),
            Treated = treatment?.Date,
            Product = treatment?.Product.Id,
            Sites = treatment?.Lines.Select(l => new { MuscleId = l.Muscle.Id, Side = l.Side.Word(), DoseU = l.Dose.Units, l.Points }),
        });
    }

    internal static string Again(Medicine medicine, string input) => Assess(medicine, input).Output;

    static (Urgency Urgency, string Output) Assess(Medicine medicine, string input) => InputReader.Parse("report", Encoding.UTF8.GetBytes(input), reader =>
    {
        var report = SideEffectDocument.Read(reader.Object("report"), medicine.Safety.AdverseEvents);
        var patient = new Patient
        {
            Answers = reader.Map("patient_answers").ToDictionary(a => a.Key, a => Answers.Words.GetValueOrDefault(a.Value), StringComparer.Ordinal),
        };
        IReadOnlyList<Site> sites = reader.OneOfOrNull("product", medicine.Toxins.Products, out var product) ? reader.List("sites", s => ReadSite(s, product, medicine)) : [];
        var urgency = medicine.Safety.Triage.Assess(report.Report(patient, reader.DateOrNull("treated")));
        return (urgency, OutputJson.Write(new
        {
            urgency.Level,
            urgency.Action,
            urgency.MaxResponseMinutes,
            urgency.MayRise,
            urgency.Terms,
            Reasons = urgency.Reasons.Select(r => new { r.Level, r.Text, r.Source, r.Status }),
            Questions = urgency.Questions.Select(q => q.Id),
            urgency.Notes,
            urgency.Sources,
            Explanations = urgency.Terms.SelectMany(t => medicine.Safety.Explaining.For(t, sites).Select(e => new
            {
                Term = t, MuscleId = e.Muscle.Id, Side = e.Side.Word(), DoseU = e.Dose.Units, e.How, e.Why, e.Source, e.Status,
            })),
            KnowledgeVersion = medicine.Version,
        }));
    });

    static Site ReadSite(InputReader site, Product product, Medicine medicine) => new(
        site.OneOf("muscle_id", medicine.Muscles.ById), site.OneOf("side", Sides.Words), product.Units(site.Number("dose_u")), site.Whole("points"), null);
}

/// <summary>Writes down what was done about a report, and how it went on. The report stays as it was.</summary>
public sealed class AnswerSideEffect(Practice practice)
{
    public async Task<Entry> RunAsync(string chartId, long report, SideEffectAnswer answer, Writer writer, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        if (chart.SideEffects.All(s => s.Seq != report))
            throw new InputException("report", $"{report}", $"the number of a side effect of this chart");
        if (string.IsNullOrWhiteSpace(answer.Done))
            throw new InputException("done", $"nothing", $"what was done, in words");
        var entry = writer.Entry(Kinds.SideEffectAnswer, OutputJson.Write(answer with { By = writer.By })) with { Amends = report };
        return await practice.AddAsync(writer.Saw(chart), entry, cancel);
    }
}

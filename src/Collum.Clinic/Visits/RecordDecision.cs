using System.Text;
using Collum.Clinic.Charts;
using Collum.Treatments;

namespace Collum.Clinic.Visits;

/// <summary>Writes down what patient and clinician decided, among which options.</summary>
public sealed class RecordDecision(Practice practice)
{
    public async Task<Entry> RunAsync(string chartId, Decision decision, Writer writer, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        var body = DecisionDocument.Write(decision);
        DecisionDocument.Read("decision", Encoding.UTF8.GetBytes(body), practice.Medicine.Options);
        return await practice.AddAsync(writer.Saw(chart), writer.Entry(Kinds.Decision, body), cancel);
    }
}

using System.Text;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Plans;
using Collum.Postures;

namespace Collum.Clinic.Treatments;

/// <summary>A plan joined with what the chart knows of the person, and checked.</summary>
/// <param name="Document">What is checked and stored.</param>
/// <param name="Check">What the rules say.</param>
public sealed record CheckedPlan(PlanDocument Document, PlanCheck Check)
{
    /// <summary>The person and the history come from the chart, never from the form: a plan cannot forget a treatment.</summary>
    public static CheckedPlan Of(Plan plan, ChartView chart, Medicine medicine)
    {
        var known = plan.FirstSession is null && chart.History.Count > 0 ? plan with { FirstSession = false } : plan;
        // Read back from its own text, so that what is checked is what is stored.
        var text = new PlanDocument(known, chart.Patient, chart.History)
        {
            Posture = chart.PostureOn(plan.Date) is { } measured ? PostureDocument.Read("posture", Encoding.UTF8.GetBytes(measured.Input), medicine.Muscles) : null,
        }.Write();
        var document = PlanDocument.Read("plan", Encoding.UTF8.GetBytes(text), medicine.Muscles, medicine.Toxins);
        return new(document, PlanCheck.Of(document, medicine));
    }

    internal string Body(string? derived, IReadOnlyList<ReasonGiven>? reasons)
    {
        var body = new StringBuilder().Append("{\"input\":").Append(Document.Write()).Append(",\"output\":").Append(Check.Write());
        if (derived is not null)
            body.Append(",\"derived\":[").Append(derived).Append(']');
        if (reasons is { Count: > 0 })
            body.Append(",\"reasons\":").Append(OutputJson.Write(reasons));
        return body.Append('}').ToString();
    }

    internal static string Again(Medicine medicine, string input) =>
        PlanCheck.Of(PlanDocument.Read("plan", Encoding.UTF8.GetBytes(input), medicine.Muscles, medicine.Toxins), medicine).Write();

    internal static PlanState OpenDraft(ChartView chart, long draft) => chart.Plans.FirstOrDefault(p => p.Seq == draft) switch
    {
        { IsOpen: true } open => open,
        { Signed: not null } => throw new InputException("plan", $"plan {draft}, which is signed", $"a plan that is not signed; a signed plan stays as it is"),
        _ => throw new InputException("plan", $"{draft}", $"the number of an open plan of this chart"),
    };
}

/// <summary>Keeps a plan that nobody signed yet, with its check. Whatever the check says, a draft may be kept.</summary>
public sealed class SavePlan(Practice practice)
{
    /// <param name="plan">As the clinician wants it.</param>
    /// <param name="replaces">The open draft that it takes the place of; null starts a new one.</param>
    /// <param name="proposal">What was proposed, as kept for the record; null when the plan was made by hand.</param>
    public async Task<Outcome> RunAsync(
        string chartId, Plan plan, Writer writer, long? replaces = null, Derived? proposal = null, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        if (writer.Before(chart) is { } before)
            return Outcome.Done(before);
        if (replaces is { } draft)
            CheckedPlan.OpenDraft(chart, draft);
        var read = CheckedPlan.Of(plan, chart, practice.Medicine);
        var entry = writer.Entry(Kinds.Plan, read.Body(proposal?.Item, null), practice.Medicine.Version) with { Amends = replaces };
        return Outcome.Done(await practice.AddAsync(writer.Saw(chart), entry, cancel), read.Check.Findings);
    }
}

/// <summary>Puts a draft away.</summary>
public sealed class DropPlan(Practice practice)
{
    public async Task<Entry> RunAsync(string chartId, long draft, string why, Writer writer, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        if (writer.Before(chart) is { } before)
            return before;
        CheckedPlan.OpenDraft(chart, draft);
        return await practice.AddAsync(writer.Saw(chart), writer.Entry(Kinds.PlanDropped, "{}") with { Amends = draft, Why = why }, cancel);
    }
}

/// <summary>Signs a draft. It is checked again against the chart as it stands: a stop blocks, each confirm wants a written reason.</summary>
public sealed class SignPlan(Practice practice)
{
    public async Task<Outcome> RunAsync(string chartId, long draft, IReadOnlyList<ReasonGiven> reasons, Writer writer, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        if (writer.Before(chart) is { } before)
            return Outcome.Done(before);
        var open = CheckedPlan.OpenDraft(chart, draft);
        var plan = PlanDocument.Read($"plan {draft}", Encoding.UTF8.GetBytes(open.Document), practice.Medicine.Muscles, practice.Medicine.Toxins).Plan;
        var read = CheckedPlan.Of(plan, chart, practice.Medicine);
        if (Decide(read, reasons) is { Count: > 0 } blocking)
            return Outcome.Blocked(read.Check.Findings, blocking);

        var entry = writer.Entry(Kinds.PlanSigned, read.Body(KeptOrder.Of(chart, plan.Date, practice.Medicine)?.Item, Used(read.Check.Findings, reasons)), practice.Medicine.Version) with { Amends = draft };
        return Outcome.Done(await practice.AddAsync(writer.Saw(chart), entry, cancel), read.Check.Findings);
    }

    /// <summary>What blocks the signature.</summary>
    public static IReadOnlyList<Finding> Decide(CheckedPlan plan, IReadOnlyList<ReasonGiven> reasons) => plan.Document.Plan.Sites.Count == 0
        ? [new("PLAN-000", Severity.Stop, $"The plan has no line. Add a muscle before signing.", "arithmetic", "sites")]
        : plan.Check.Findings.Blocking(reasons);

    // A reason that answers nothing would look like one that mattered.
    internal static IReadOnlyList<ReasonGiven> Used(IReadOnlyList<Finding> findings, IReadOnlyList<ReasonGiven> reasons) =>
        [.. reasons.Where(r => findings.Any(f => f.Severity == Severity.Confirm && r.Answers(f)))];
}

using System.Globalization;
using System.Text;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Plans;
using Collum.Safety;
using Collum.Treatments;

namespace Collum.Clinic.Treatments;

/// <summary>Signs what was given. A stop blocks, each confirm wants a written reason; from then on only an amendment corrects it.</summary>
public sealed class RecordTreatment(Practice practice)
{
    /// <param name="treatment">With its reasons; <see cref="Treatment.Plan"/> names the plan it follows.</param>
    /// <param name="draft">The treatment draft that it takes the place of.</param>
    public async Task<Outcome> RunAsync(string chartId, Treatment treatment, Writer writer, long? draft = null, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        if (writer.Before(chart) is { } before)
            return Outcome.Done(before);
        var (named, input, check) = Check(chart, treatment, practice);
        if (check.Findings.Blocking(named.Reasons) is { Count: > 0 } blocking)
            return Outcome.Blocked(check.Findings, blocking);

        var body = new Derived(Kinds.Treatment, input, check.Write()).Body;
        // A signed plan holds the order it was made from; without one the treatment does.
        var isPlanned = named.Plan is { } plan && chart.Plans.Any(p => p.Seq == ChartView.Number(plan) && p.Signed is not null);
        if (!isPlanned && KeptOrder.Of(chart, named.Date, practice.Medicine) is { } order)
            body = $$"""{{body[..^1]}},"derived":[{{order.Item}}]}""";
        var entry = writer.Entry(Kinds.Treatment, body, practice.Medicine.Version) with { Amends = draft };
        return Outcome.Done(await practice.AddAsync(writer.Saw(chart), entry, cancel), check.Findings);
    }

    /// <summary>What the rules would say, nothing written.</summary>
    public async Task<TreatmentCheck> CheckAsync(string chartId, Treatment treatment, CancellationToken cancel = default) =>
        Check(await practice.OpenAsync(chartId, cancel), treatment, practice).Check;

    /// <summary>The same for a chart that is open already.</summary>
    public TreatmentCheck Check(ChartView chart, Treatment treatment) => Check(chart, treatment, practice).Check;

    /// <param name="corrects">The signed treatment that an amendment rewrites; null for a new one.</param>
    internal static (Treatment Treatment, string Input, TreatmentCheck Check) Check(ChartView chart, Treatment treatment, Practice practice, string? corrects = null)
    {
        var state = treatment.Plan is not { } id ? null
            : chart.Plans.FirstOrDefault(p => p.Seq == ChartView.Number(id)) ?? throw new InputException("plan", $"'{id:typed}'", $"the number of a plan of this chart, or nothing");
        var region = treatment.Region ?? (state is null ? null : Read(state, practice.Medicine).Plan.Region);
        var named = treatment with { Region = region };
        var input = TreatmentCheck.Input(named, state?.Document, state?.Signed is not null, practice.Today, Already(chart, treatment, corrects));
        // From its own text, so that what is checked is what is stored.
        return (named, input, TreatmentCheck.Again(practice.Medicine, input));
    }

    static List<AlreadyRecorded> Already(ChartView chart, Treatment treatment, string? corrects) =>
    [
        .. from other in chart.Treatments
           where other.Current is not null && (corrects is null || ChartView.Number(other.Id) != ChartView.Number(corrects))
           let now = other.Current
           let samePlan = treatment.Plan is { } plan && now.Plan is { } its && ChartView.Number(plan) == ChartView.Number(its)
           where samePlan || now.Date == treatment.Date
           select new AlreadyRecorded(other.Id, now.Date, samePlan),
    ];

    static PlanDocument Read(PlanState state, Medicine medicine) =>
        PlanDocument.Read($"plan {state.Seq}", Encoding.UTF8.GetBytes(state.Document), medicine.Muscles, medicine.Toxins);

    /// <summary>A treatment that follows a signed plan line by line: the form to start from.</summary>
    public static Treatment Following(PlanState state, string by, Medicine medicine)
    {
        var plan = Read(state, medicine).Plan;
        var lots = plan.Preparations.Where(p => p.Lot is not null)
            .Select(p => new LotUse(p.Lot!, p.Dilution.Vial, p.Vials, p.Dilution.Diluent)).ToList();
        return new()
        {
            Date = plan.Date,
            Product = plan.Product,
            Region = plan.Region,
            Plan = state.Seq.ToString(CultureInfo.InvariantCulture),
            Lines = [.. plan.Sites.Select(s => new Injection(s.Muscle, s.Side, s.Dose, s.Points, s.Guidance))],
            Lots = lots,
            Discarded = plan.Product.Units(plan.Content is { } content ? Math.Max(0, content.Units - plan.Total.Units) : 0),
            GivenBy = by,
        };
    }
}

/// <summary>Keeps a treatment that is not complete yet. Nothing in it counts as given.</summary>
public sealed class SaveTreatmentDraft(Practice practice)
{
    /// <param name="replaces">The draft that it takes the place of; null starts a new one.</param>
    public async Task<Entry> RunAsync(string chartId, Treatment treatment, Writer writer, long? replaces = null, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        var body = $$"""{"treatment":{{TreatmentDocument.Write(treatment)}}}""";
        return await practice.AddAsync(writer.Saw(chart), writer.Entry(Kinds.TreatmentDraft, body) with { Amends = replaces }, cancel);
    }
}

/// <summary>Corrects a signed treatment, or withdraws it. The first text stays; both are shown.</summary>
public sealed class AmendTreatment(Practice practice)
{
    /// <summary>What the rules would say of the corrected text, nothing written.</summary>
    /// <param name="of">The signed treatment.</param>
    public TreatmentCheck Check(ChartView chart, string of, Treatment corrected) => RecordTreatment.Check(chart, corrected, practice, of).Check;

    public async Task<Outcome> RunAsync(string chartId, Amendment amendment, Writer writer, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        if (writer.Before(chart) is { } before)
            return Outcome.Done(before);
        var of = ChartView.Number(amendment.Of);
        if (chart.Treatment(of) is null)
            throw new InputException("of", Typed(amendment.Of), $"the number of a signed treatment of this chart");

        string body;
        IReadOnlyList<Finding> findings = [];
        if (amendment.Corrected is { } corrected)
        {
            var (named, input, check) = RecordTreatment.Check(chart, corrected, practice, amendment.Of);
            findings = check.Findings;
            if (findings.Blocking(named.Reasons) is { Count: > 0 } blocking)
                return Outcome.Blocked(findings, blocking);
            body = $$"""{"amendment":{{Amendment.Write(amendment with { Corrected = named })}},"derived":[{{new Derived(Kinds.Treatment, input, check.Write()).Item}}]}""";
        }
        else
        {
            body = $$"""{"amendment":{{Amendment.Write(amendment)}}}""";
        }

        var entry = writer.Entry(Kinds.Amendment, body, amendment.Corrected is null ? null : practice.Medicine.Version) with { Amends = of, Why = amendment.Why };
        return Outcome.Done(await practice.AddAsync(writer.Saw(chart), entry, cancel), findings);
    }
}

/// <summary>Writes down toxin given somewhere else; every later plan is checked against it.</summary>
public sealed class RecordToxinElsewhere(Practice practice)
{
    /// <param name="past">Null takes the earlier entry back.</param>
    /// <param name="corrects">An earlier entry of this kind that it takes the place of.</param>
    public async Task<Entry> RunAsync(string chartId, PastToxin? past, Writer writer, long? corrects = null, CancellationToken cancel = default)
    {
        if (past is null && corrects is null)
            throw new InputException("date", $"nothing", $"the day it was given");
        if (past?.Date > practice.Today)
            throw new InputException("date", $"{past.Date:yyyy-MM-dd}", $"a day that is not ahead");
        var chart = await practice.OpenAsync(chartId, cancel);
        var body = past is null ? """{"withdrawn":true}""" : ToxinElsewhereBody.Write(past);
        return await practice.AddAsync(writer.Saw(chart), writer.Entry(Kinds.ToxinElsewhere, body) with { Amends = corrects }, cancel);
    }
}

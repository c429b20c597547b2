using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Plans;
using Collum.Safety;
using Collum.Treatments;

namespace Collum;

/// <summary>Vials opened = given + discarded, as numbers.</summary>
public sealed record BalanceTotals(decimal OpenedU, decimal GivenU, decimal DiscardedU, decimal DifferenceU);

/// <summary>One muscle of one side beside its plan; an absent dose was not planned, or not given.</summary>
public sealed record ComparedTotals(string MuscleId, string Side, decimal? PlannedU, decimal? GivenU, bool Swapped);

/// <summary>What the treatment rules say of a treatment, with the plan behind it. Pure: the same text and knowledge give the same answer.</summary>
/// <param name="Findings">Gravest first.</param>
/// <param name="Balance">To the unit.</param>
/// <param name="Lines">Planned and given; empty where there was no plan.</param>
/// <param name="KnowledgeVersion">Of <c>data/</c>.</param>
public sealed record TreatmentCheck(
    IReadOnlyList<Finding> Findings, BalanceTotals Balance, IReadOnlyList<ComparedTotals> Lines, string KnowledgeVersion)
{
    [JsonIgnore]
    public bool Stops => Findings.Any(f => f.Severity == Severity.Stop);

    /// <param name="treatment">As it is about to be signed.</param>
    /// <param name="plan">The plan document behind it, JSON; null where there was none.</param>
    /// <param name="planSigned">Whether somebody signed that plan. One that nobody signed is checked again here.</param>
    /// <param name="today">The day of signing.</param>
    /// <param name="medicine">What the medicine says.</param>
    /// <param name="already">Treatments on record for the same plan or day.</param>
    public static TreatmentCheck Of(Treatment treatment, string? plan, bool planSigned, DateOnly today, Medicine medicine, IReadOnlyList<AlreadyRecorded>? already = null)
    {
        PlanBehind? behind = null;
        IReadOnlyList<Finding> broken = [];
        if (plan is not null)
        {
            var document = PlanDocument.Read("plan", Encoding.UTF8.GetBytes(plan), medicine.Muscles, medicine.Toxins);
            behind = new(document.Plan, planSigned,
                planSigned ? [] : [.. PlanCheck.Of(document, medicine).Findings.Where(f => f.Severity == Severity.Stop)]);
            broken = Broken(treatment, document, medicine);
        }

        var c = new TreatmentCase(treatment, behind, today, medicine.Toxins.TryLabel(treatment.Product, out var label) ? label : null) { Already = already ?? [] };
        var balance = treatment.Balance;
        return new(
            [.. TreatmentRules.Check(c).Concat(broken).OrderByDescending(f => f.Severity)],
            new(balance.Opened.Units, balance.Given.Units, balance.Discarded.Units, balance.DifferenceU),
            [.. c.Compared.Select(l => new ComparedTotals(l.Muscle.Id, l.Side.Word(), l.Planned?.Dose.Units, l.Given?.Dose.Units, l.IsSwapped))],
            medicine.Version);
    }

    /// <summary>Code of a limit that the plan kept and the treatment broke.</summary>
    public const string Beyond = "GIVE-023";

    // What was given is asked the plan's own questions: a slip of a digit in the record, or a syringe too many, shows here.
    // It is a confirm and not a stop, because what was given must be recorded as it was.
    static IReadOnlyList<Finding> Broken(Treatment treatment, PlanDocument document, Medicine medicine)
    {
        if (treatment.Lines.Count == 0 || treatment.Product != document.Plan.Product || treatment.Lines.Any(l => l.Dose.IsZero))
            return [];
        var meant = document with { Plan = document.Plan with { Preparations = [] } };
        var given = meant with
        {
            Plan = meant.Plan with { Date = treatment.Date, Sites = [.. treatment.Lines.Select(l => new Site(l.Muscle, l.Side, l.Dose, l.Points, l.Guidance))] },
        };
        if (given.Plan.Date == meant.Plan.Date && given.Plan.Sites.SequenceEqual(meant.Plan.Sites))
            return [];
        var before = PlanCheck.Of(meant, medicine).Findings.Where(f => f.Severity == Severity.Stop).Select(f => f.Code).ToHashSet(StringComparer.Ordinal);
        return [.. PlanCheck.Of(given, medicine).Findings.Where(f => f.Severity == Severity.Stop && !before.Contains(f.Code))
            .Select(f => new Finding(Beyond, Severity.Confirm, $"What was given breaks {f.Code:code}, which the plan kept: {f.Message}", f.Source,
                f.Place?.Replace("sites[", "lines[", StringComparison.Ordinal)) { Status = f.Status, Locator = f.Locator })];
    }

    /// <summary>The text that <see cref="Again"/> makes the same check from.</summary>
    public static string Input(Treatment treatment, string? plan, bool planSigned, DateOnly today, IReadOnlyList<AlreadyRecorded>? already = null) => OutputJson.Write(new
    {
        Today = today,
        Treatment = TreatmentDocument.Shape(treatment),
        PlanSigned = plan is null ? (bool?)null : planSigned,
        Plan = plan is null ? (JsonElement?)null : JsonElement.Parse(plan),
        Already = already is { Count: > 0 } ? already : null,
    });

    /// <summary>The check as it was made, from its own input.</summary>
    public static TreatmentCheck Again(Medicine medicine, string input) => InputReader.Parse("treatment check", Encoding.UTF8.GetBytes(input), reader => Of(
        TreatmentDocument.Read(reader.Object("treatment"), medicine.Muscles, medicine.Toxins),
        reader.Raw("plan"), reader.FlagOrNull("plan_signed") ?? false, reader.Date("today"), medicine,
        reader.List("already", r => new AlreadyRecorded(r.Text("entry"), r.Date("date"), r.FlagOrNull("same_plan") ?? false))));

    public string Write() => OutputJson.Write(this);
}

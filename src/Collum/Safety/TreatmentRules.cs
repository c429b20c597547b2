using Collum.Findings;
using Collum.Plans;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Safety;

/// <summary>The plan that a treatment follows, as the chart holds it.</summary>
/// <param name="Plan">As meant.</param>
/// <param name="Signed">Whether somebody signed it.</param>
/// <param name="OpenStops">Stops that its check gave.</param>
public sealed record PlanBehind(Plan Plan, bool Signed, IReadOnlyList<Finding> OpenStops);

/// <summary>A treatment that stands in the chart already.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Date">The day it was given.</param>
/// <param name="SamePlan">Whether it follows the same plan.</param>
public sealed record AlreadyRecorded(string Entry, DateOnly Date, bool SamePlan);

/// <summary>Everything a treatment rule may look at.</summary>
/// <param name="Treatment">As it is about to be signed.</param>
/// <param name="Behind">Null where there was no plan.</param>
/// <param name="Today">The day of signing.</param>
/// <param name="Label">Of the treatment's product; null where it has none for cervical dystonia.</param>
public sealed record TreatmentCase(Treatment Treatment, PlanBehind? Behind, DateOnly Today, Label? Label)
{
    /// <summary>Treatments on record for the same plan or the same day.</summary>
    public IReadOnlyList<AlreadyRecorded> Already { get; init; } = [];

    public IReadOnlyList<ComparedLine> Compared { get; } =
        Behind is { } behind && behind.Plan.Product == Treatment.Product && Treatment.MusclesRecorded ? TreatmentComparison.Of(behind.Plan, Treatment) : [];
}

/// <summary>One question asked of every treatment before it is signed: one rule, one class, one code.</summary>
public interface ITreatmentRule
{
    /// <summary>Never changes its meaning.</summary>
    string Code { get; }

    /// <summary>Row of <c>docs/hazards.md</c>.</summary>
    string Hazard { get; }

    /// <summary>What the rule asks, in one plain sentence.</summary>
    string Question { get; }

    IEnumerable<Finding> Check(TreatmentCase c);
}

/// <summary>All treatment rules, and the check that asks them.</summary>
public static class TreatmentRules
{
    /// <summary>Source of findings that rest on the record's own numbers, not on a label or paper.</summary>
    public const string Source = "arithmetic";

    /// <summary>Source of findings on how a record should be kept: proposals that await clinical sign-off.</summary>
    public const string Custom = "clinical-proposal";

    public static IReadOnlyList<ITreatmentRule> All { get; } =
    [
        new LotExpired(), new LotOfAnotherProduct(), new LotNotGiven(), new UnitsBalance(), new DoseAsPlanned(), new LineNotPlanned(),
        new PlannedLineNotGiven(), new SideSwapped(), new ConsentRecorded(), new ConsentWritten(), new DateAsPlanned(), new GuidanceAsPlanned(),
        new PlanSigned(), new PlanStopped(), new DateNotAhead(), new ProductAsPlanned(), new VialOnLabel(), new PointsAsPlanned(),
        new LineOnce(), new SomethingGiven(), new InjectorNamed(), new PreparationAsPlanned(),
        new RecordedOnce(),
    ];

    /// <summary>Every finding, gravest first, then by code and place.</summary>
    public static IReadOnlyList<Finding> Check(TreatmentCase c) =>
        [.. All.SelectMany(r => r.Check(c)).OrderByDescending(f => f.Severity).ThenBy(f => f.Code, StringComparer.Ordinal)];
}

public abstract class TreatmentRule(string code, string hazard, string question, string source = TreatmentRules.Source) : ITreatmentRule
{
    public string Code => code;

    public string Hazard => hazard;

    public string Question => question;

    public abstract IEnumerable<Finding> Check(TreatmentCase c);

    protected Finding Stop(Sentence message, string? place = null) => new(Code, Severity.Stop, message, source, place);

    protected Finding Confirm(Sentence message, string? place = null) => new(Code, Severity.Confirm, message, source, place);

    protected Finding Note(Sentence message, string? place = null) => new(Code, Severity.Note, message, source, place);
}

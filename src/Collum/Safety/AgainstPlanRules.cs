using Collum.Anatomy;
using Collum.Findings;
using static Collum.Safety.TreatmentRules;

namespace Collum.Safety;

/// <summary>Asks why a muscle got another dose than planned.</summary>
public sealed class DoseAsPlanned() : TreatmentRule("GIVE-005", "H-44", "Did every muscle get the dose that was planned?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        foreach (var line in c.Compared)
            if (line is { Planned: { } planned, Given: { } given } && planned.Dose != given.Dose)
                yield return Confirm($"{Words(line)}: {given.Dose.Units:0.###} U given, {planned.Dose.Units:0.###} U planned.", $"lines[{line.Index}].dose_u");
    }

    internal static Sentence Words(ComparedLine line) => line.Say().Start();
}

/// <summary>Asks why a muscle was injected that the plan does not name.</summary>
public sealed class LineNotPlanned() : TreatmentRule("GIVE-006", "H-44", "Was every muscle that was injected planned?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        foreach (var line in c.Compared)
            if (line is { Planned: null, Given: { } given, IsSwapped: false })
                yield return Confirm($"{DoseAsPlanned.Words(line)}: {given.Dose.Units:0.###} U given, not in the plan.", $"lines[{line.Index}]");
    }
}

/// <summary>Asks why a planned muscle was left out.</summary>
public sealed class PlannedLineNotGiven() : TreatmentRule("GIVE-007", "H-44", "Was every planned muscle injected?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        foreach (var line in c.Compared)
            if (line is { Planned: { } planned, Given: null } && !c.Compared.Any(o => o.IsSwapped && o.Muscle == line.Muscle))
                yield return Confirm($"{DoseAsPlanned.Words(line)}: {planned.Dose.Units:0.###} U planned, not given.", $"plan.sites.{line.Side.Word()}.{line.Muscle.Id}");
    }
}

/// <summary>Asks about a side that is the mirror of the plan.</summary>
/// <remarks>A stop would leave an injection into the wrong side without a record; the reason says whether pen or needle slipped.</remarks>
public sealed class SideSwapped() : TreatmentRule("GIVE-008", "H-45", "Was every muscle injected on the side that was planned?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        foreach (var line in c.Compared)
            if (line.IsSwapped)
                yield return Confirm($"{line.Muscle}: given on the {line.Side.Say()}, planned on the {line.Side.Mirror().Say()}. Was the other side injected, or is this a slip of the pen?", $"lines[{line.Index}].side");
    }
}

/// <summary>Asks about a treatment on another day than planned: interval and window were checked for the planned one.</summary>
public sealed class DateAsPlanned() : TreatmentRule("GIVE-011", "H-46", "Was it given on the day that was planned?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (c.Behind is { } behind && behind.Plan.Date != c.Treatment.Date)
            yield return Confirm($"Given on {c.Treatment.Date}, planned for {behind.Plan.Date}; interval and cumulative dose were checked for the planned day.", "date");
    }
}

/// <summary>Tells where the needle was guided otherwise than planned.</summary>
public sealed class GuidanceAsPlanned() : TreatmentRule("GIVE-012", "H-44", "Was the needle guided as planned?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        foreach (var line in c.Compared)
            if (line is { Planned: { } planned, Given: { } given } && planned.Guidance != given.Guidance)
                yield return Note($"{DoseAsPlanned.Words(line)}: guided by {given.Guidance?.Say() ?? Phrase($"nothing recorded")}, planned {planned.Guidance?.Say() ?? Phrase($"without a word on guidance")}.", $"lines[{line.Index}].guidance");
    }
}

/// <summary>Asks why something was given without a signed plan.</summary>
public sealed class PlanSigned() : TreatmentRule("GIVE-013", "H-46", "Is there a signed plan behind it?", Custom)
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (c.Behind is null)
            yield return Confirm($"There is no plan behind this treatment, so nothing was checked before the injection.", "plan");
        else if (!c.Behind.Signed)
            yield return Confirm($"The plan behind this treatment was not signed.", "plan");
    }
}

/// <summary>Stops a treatment whose plan was itself stopped.</summary>
public sealed class PlanStopped() : TreatmentRule("GIVE-014", "H-46", "Was the plan free of stops?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        foreach (var stop in c.Behind?.OpenStops ?? [])
            yield return new Finding(Code, Severity.Stop, $"The plan had an open stop, {stop.Code:code}: {stop.Message}", stop.Source, "plan") { Status = stop.Status, Locator = stop.Locator };
    }
}

/// <summary>Stops a treatment in another product than the plan's: the doses were never meant in its units.</summary>
public sealed class ProductAsPlanned() : TreatmentRule("GIVE-016", "H-41", "Is the product the one that was planned?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (c.Behind is { } behind && behind.Plan.Product != c.Treatment.Product)
            yield return Stop($"The plan is in {behind.Plan.Product} units, the treatment in {c.Treatment.Product} units; they do not convert. Make a new plan.", "product");
    }
}

/// <summary>Tells where a dose was spread over other points than planned.</summary>
public sealed class PointsAsPlanned() : TreatmentRule("GIVE-018", "H-44", "Was every dose spread over the points that were planned?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        foreach (var line in c.Compared)
            if (line is { Planned: { } planned, Given: { } given } && planned.Points != given.Points)
                yield return Note($"{DoseAsPlanned.Words(line)}: {given.Points} points, {planned.Points} planned.", $"lines[{line.Index}].points");
    }
}

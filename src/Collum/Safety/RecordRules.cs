using Collum.Anatomy;
using Collum.Findings;
using Collum.Treatments;
using static Collum.Safety.TreatmentRules;

namespace Collum.Safety;

/// <summary>Stops a record that says nothing of consent; that it was not taken is an answer, silence is none.</summary>
public sealed class ConsentRecorded() : TreatmentRule("GIVE-009", "H-47", "Does the record say how the patient agreed?", Custom)
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (c.Treatment.Consent is null)
            yield return Stop($"The record does not say how the patient agreed. Say written, oral or not taken.", "consent");
        else if (c.Treatment.Consent.Date > c.Treatment.Date)
            yield return Stop($"The consent is dated {c.Treatment.Consent.Date}, after the treatment of {c.Treatment.Date}.", "consent.date");
    }
}

/// <summary>Asks why there is no written consent.</summary>
public sealed class ConsentWritten() : TreatmentRule("GIVE-010", "H-47", "Did the patient agree in writing?", Custom)
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (c.Treatment.Consent?.Form == ConsentForm.Oral)
            yield return Confirm($"The patient agreed orally, not in writing.", "consent.form");
        else if (c.Treatment.Consent?.Form == ConsentForm.NotTaken)
            yield return Confirm($"No consent was taken.", "consent.form");
    }
}

/// <summary>Stops a treatment that lies ahead: a plan is meant, a treatment was given.</summary>
public sealed class DateNotAhead() : TreatmentRule("GIVE-015", "H-46", "Does the treatment lie in the past or today?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (c.Treatment.Date > c.Today)
            yield return Stop($"The treatment is dated {c.Treatment.Date}, after today, {c.Today}.", "date");
    }
}

/// <summary>Asks about one muscle of one side that stands in two lines.</summary>
public sealed class LineOnce() : TreatmentRule("GIVE-019", "H-44", "Does every muscle of one side stand in one line?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        foreach (var twice in c.Treatment.Lines.Select((line, index) => (line, index)).GroupBy(x => (x.line.Muscle, x.line.Side)).Where(g => g.Count() > 1))
            yield return Confirm($"The {twice.First().line} stands in {twice.Count()} lines, {twice.Select(x => Phrase($"{x.line.Dose.Units:0.###} U")).Aggregate(static (all, next) => $"{all} + {next}")}. Was it injected more than once?", $"lines[{twice.ElementAt(1).index}]");
    }
}

/// <summary>Stops a treatment that says nothing was given.</summary>
public sealed class SomethingGiven() : TreatmentRule("GIVE-020", "H-44", "Does the record say what was given?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (c.Treatment is { Lines.Count: 0, TotalOnly: null })
            yield return Stop($"No muscle and no dose is recorded.", "lines");
        for (var i = 0; i < c.Treatment.Lines.Count; i++)
            if (c.Treatment.Lines[i] is { Dose.IsZero: true } line)
                yield return Stop($"The {line.Side.Say()} {line.Muscle} stands with 0 U. Leave out what was not injected.", $"lines[{i}].dose_u");
    }
}

/// <summary>Stops a record without a name behind the needle.</summary>
public sealed class InjectorNamed() : TreatmentRule("GIVE-021", "H-47", "Does the record say who injected?", Custom)
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (string.IsNullOrWhiteSpace(c.Treatment.GivenBy))
            yield return Stop($"The record does not say who injected.", "given_by");
    }
}

/// <summary>Asks about a treatment that seems to be on record already: entered twice, it counts twice in every later sum.</summary>
/// <remarks>A confirm, since a second sitting on one day may be meant.</remarks>
public sealed class RecordedOnce() : TreatmentRule("GIVE-024", "H-44", "Is this treatment on record only once?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        foreach (var earlier in c.Already)
            yield return Confirm(
                $"Entry {earlier.Entry:code} already records a treatment of {earlier.Date}{(earlier.SamePlan ? Phrase($" by the same plan") : null)}. Was toxin given twice, or is this the same treatment again?",
                earlier.SamePlan ? "plan" : "date");
    }
}

using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Safety;

/// <summary>A rule about the plan itself.</summary>
public abstract class PlanRule(string code, string hazard, string question) : IPlanRule
{
    public string Code => code;

    public string Hazard => hazard;

    public string Question => question;

    public abstract IEnumerable<Finding> Check(PlanCase c);

    /// <summary>A finding that rests on a fact of <c>data/</c>.</summary>
    protected Finding By(Fact fact, Severity severity, Sentence message, string? place = null) => Finding.From(fact, code, severity, message, place);

    /// <summary>A finding that rests on the plan's own numbers.</summary>
    protected Finding Plainly(Severity severity, Sentence message, string? place = null) => new(code, severity, message, "arithmetic", place);
}

/// <summary>How rules read limits and speak of numbers.</summary>
static class RuleText
{
    public static Severity Severity(this LimitAction action) => action switch
    {
        LimitAction.HardStop => Findings.Severity.Stop,
        LimitAction.OverrideWithReason => Findings.Severity.Confirm,
        _ => Findings.Severity.Note,
    };

    /// <summary>Of the limits that are passed, the one to report: what asks most, then the lowest figure.</summary>
    public static Limit? Strictest(this IEnumerable<Limit> passed) => passed.OrderByDescending(l => l.Action).ThenBy(l => l.DoseU).FirstOrDefault();

    public static Sentence Weeks(int days) => $"{decimal.Truncate(days * 10m / 7) / 10:0.#} weeks";

    public static Sentence BothSides(Muscle muscle) => $"{muscle}, both sides together,";

    /// <summary>2.5 times as much.</summary>
    public static Sentence Change(Dose now, Dose then) => now > then
        ? Phrase($"{now.Units / then.Units:0.#} times as much")
        : Phrase($"{now.Units * 100 / then.Units:0} % of it");

    /// <summary>40 U BOTOX on 20 August 2026 for migraine (another clinic).</summary>
    public static Sentence Describe(PastToxin past)
    {
        var what = past.Dose?.Say() ?? (past.Product is { } product ? Phrase($"{product}, dose not known,") : Phrase($"toxin of an unknown product"));
        return $"{what} on {past.Date}{(past.Indication is null or PastToxin.CervicalDystonia ? null : Phrase($" for {past.SaidIndication}"))}{(past.Clinic is null ? null : Phrase($" ({past.Clinic:typed})"))}";
    }

    /// <summary>The first line that a finding about a muscle points at.</summary>
    public static string PlaceOf(PlanCase c, string muscleId) =>
        c.Sites.FirstOrDefault(s => s.Site.Muscle.Id == muscleId || s.Site.Muscle.Members.Contains(muscleId)).Place ?? "sites";

    public static string PlaceOf(PlanCase c, PastToxin past)
    {
        for (var i = 0; i < c.History.Count; i++)
            if (ReferenceEquals(c.History[i], past))
                return FormattableString.Invariant($"history[{i}]");
        return "history";
    }

    /// <summary>Volumes that the label tables for a vial in the region.</summary>
    public static IEnumerable<Reconstitution> Tabled(PlanCase c, Vial vial) =>
        c.Label.Reconstitution.Where(r => r.VialU == vial.Content.Units && c.Plan.Region.IsIn(r.Regions));
}

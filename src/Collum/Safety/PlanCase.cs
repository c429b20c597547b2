using Collum.Patients;
using Collum.Plans;
using Collum.Postures;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Safety;

/// <summary>Everything a rule may look at: the plan, whose it is, what was given before, and the label that applies.</summary>
public sealed record PlanCase(Plan Plan, Patient Patient, IReadOnlyList<PastToxin> History, Label Label)
{
    /// <summary>As measured; null when the plan does not carry it.</summary>
    public Posture? Posture { get; init; }

    /// <summary>The latest toxin of any product, for any indication, on the plan's day or before; null when none is on record.</summary>
    public PastToxin? Last => History.Where(p => p.Date <= Plan.Date).MaxBy(p => p.Date);

    public int? DaysSinceLast => Last is { } last ? DaysSince(last) : null;

    /// <summary>The latest session for cervical dystonia; one without a stated indication counts as such.</summary>
    public PastToxin? LastSession =>
        History.Where(p => p.Date <= Plan.Date && (p.IsForCervicalDystonia || p.Indication is null)).MaxBy(p => p.Date);

    /// <summary>Days before the plan within which toxin adds up: the longest reading of the label's window.</summary>
    /// <param name="house">What counts where the label gives none.</param>
    public int WindowDays(int house) => Label.LimitsIn(Plan.Region, LimitKind.MaxCumulative).Select(l => l.WindowDays?.Max).Max() ?? house;

    /// <summary>Units of the plan's product within the window, the plan included, for every indication and clinic.</summary>
    public Dose CumulativeDose(int days) =>
        Plan.Total + Within(days).Where(p => p.Product == Plan.Product).Select(p => p.Dose).OfType<Dose>().Sum(Plan.Product);

    /// <summary>Past toxin within the window of which the product, or this product's dose, is not known.</summary>
    public IEnumerable<PastToxin> UnknownWithin(int days) =>
        Within(days).Where(p => p.Product is null || (p.Product == Plan.Product && p.Dose is null));

    /// <summary>Past toxin of the last so many days: that of exactly so many days before the plan counts too.</summary>
    public IEnumerable<PastToxin> Within(int days) => History.Where(p => p.Date <= Plan.Date && DaysSince(p) <= days);

    public int DaysSince(PastToxin past) => Plan.Date.DayNumber - past.Date.DayNumber;

    /// <summary>The sites of the plan with the place of each.</summary>
    public IEnumerable<(Site Site, string Place)> Sites => Plan.Sites.Select((s, i) => (s, FormattableString.Invariant($"sites[{i}]")));

    /// <summary>What is made up, with the place of each.</summary>
    public IEnumerable<(Preparation Preparation, string Place)> Preparations => Plan.Preparations.Count == 1
        ? [(Plan.Preparations[0], "preparation")]
        : Plan.Preparations.Select((p, i) => (p, FormattableString.Invariant($"preparations[{i}]")));
}

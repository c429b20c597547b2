using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Plans;

/// <summary>What a cumulative limit leaves.</summary>
/// <param name="Limit">The strictest cumulative limit.</param>
/// <param name="LeftU">Left on the day of the plan.</param>
/// <param name="First">The earliest session that still counts.</param>
/// <param name="MoreFrom">The first day on which it counts no longer.</param>
/// <param name="ThenU">What this limit leaves from that day.</param>
sealed record WindowLeft(Limit Limit, decimal LeftU, DateOnly First, DateOnly MoreFrom, decimal ThenU);

/// <summary>Every limit of a label that bears on a proposal; none is ever passed, whatever the limit asks for when a person passes it.</summary>
sealed class Ceilings
{
    readonly Label _label;
    readonly Product _product;
    readonly Region _region;
    readonly List<(Limit Limit, decimal Units, Sentence Text)> _session = [];

    public Ceilings(Label label, Product product, Region region, Population population, bool isStart, IReadOnlyList<PastToxin> history, DateOnly date)
    {
        (_label, _product, _region) = (label, product, region);

        foreach (var kind in new[] { LimitKind.MaxSession, LimitKind.UsualMaxSession })
            foreach (var limit in label.LimitsIn(region, kind).Where(l => Speaks(l, population)))
                Add(limit, limit.DoseU, Data(limit.Text));
        if (isStart)
            foreach (var limit in label.LimitsIn(region, LimitKind.MaxFirstSession)
                         .Where(l => l.Population == Population.Any ? population == Population.Naive : l.Population == population))
                Add(limit, limit.DoseU, Data(limit.Text));

        foreach (var limit in label.LimitsIn(region, LimitKind.MaxCumulative))
        {
            var days = limit.WindowDays?.Max ?? 92;
            var inWindow = history.Where(p => p.Date >= date.AddDays(-days) && p.Date <= date).ToList();
            var known = inWindow.Where(p => p.Product == product && p.Dose is not null).Sum(p => p.Dose!.Units);
            UnknownInWindow |= inWindow.Any(p => p.Product is null || (p.Product == product && p.Dose is null));
            if (limit.DoseU is { } most)
            {
                var left = Math.Max(0, most - known);
                Add(limit, left, $"{limit.Text:data}: {most:#,0.##} U in {days} days, {known:#,0.##} U of it already given");
                var counted = inWindow.Where(p => p.Product == product && p.Dose is { IsZero: false }).ToList();
                if (counted.Count > 0 && (Window is not { } other || left < other.LeftU))
                {
                    var first = counted.Min(p => p.Date);
                    Window = new(limit, left, first, first.AddDays(days + 1), Math.Min(most, left + counted.Where(p => p.Date == first).Sum(p => p.Dose!.Units)));
                }
            }
        }
    }

    /// <summary>The cumulative limit that leaves least on this day, and the day from which it leaves more; null when nothing given counts.</summary>
    public WindowLeft? Window { get; }

    /// <summary>Says so when it is the window, and no other limit, that holds this proposal down.</summary>
    public Finding? WindowHolds(decimal proposed, DoseGrid drawable) =>
        Window is { } window && StrictestSession is { } session && session.Limit == window.Limit && window.ThenU > window.LeftU && proposed + drawable.LineU > window.LeftU
            ? Finding.From(window.Limit, "PROP-016", Severity.Note, $"On this day at most {window.LeftU:#,0.##} U {_product} are left: {window.Limit.Text:data}. From {window.MoreFrom} the dose of {window.First} no longer counts, and this limit leaves {window.ThenU:#,0.##} U.", "date")
            : null;

    /// <summary>Toxin stands in the window whose product or amount nobody knows.</summary>
    public bool UnknownInWindow { get; }

    public (Limit Limit, decimal Units, Sentence Text)? StrictestSession => _session.Count == 0 ? null : _session.MinBy(s => s.Units);

    public Limit? PerPoint => _label.LimitsIn(_region, LimitKind.MaxPerSite).Where(l => l.DoseU is not null).MinBy(l => l.DoseU);

    public Limit? MinSession => _label.LimitsIn(_region, LimitKind.MinSession).Where(l => l.DoseU is not null).MaxBy(l => l.DoseU);

    public Limit? MinInterval => _label.LimitsIn(_region, LimitKind.MinInterval).Where(l => l.IntervalWeeks is not null).MaxBy(l => l.IntervalWeeks);

    /// <summary>The limit that forbids both sides of a muscle; null when none does.</summary>
    public Limit? Bilateral(Muscle muscle) =>
        _label.LimitsIn(_region, LimitKind.BilateralMuscle).FirstOrDefault(l => l.Muscle == muscle.Id && l.BilateralAllowed == false);

    /// <summary>Lowers whatever is above a limit, and says so.</summary>
    public void Hold(IReadOnlyList<Draft> drafts, DoseGrid drawable)
    {
        foreach (var (limit, most, members) in PerMuscle(drafts))
            Lower(members, most, drawable, Reason.From(limit, ReasonCode.Limit, At(most, Data(limit.Text))));

        if (PerPoint is { } perPoint)
            foreach (var draft in drafts.Where(d => d.Units is > 0))
                HoldPoints(draft, perPoint, drawable);

        if (StrictestSession is { } session)
            Lower([.. drafts], session.Units, drawable, Reason.From(session.Limit, ReasonCode.Limit, At(session.Units, session.Text)));
    }

    /// <summary>Whether everything is held; the properties of the planner rest on it.</summary>
    public bool AreHeld(IReadOnlyList<Draft> drafts) =>
        PerMuscle(drafts).All(p => Sum(p.Members) <= p.Most)
        && (PerPoint is not { } point || drafts.All(d => d.Units is not > 0 || d.Units / d.Points <= point.DoseU))
        && (StrictestSession is not { } session || Sum(drafts) <= session.Units);

    IEnumerable<(Limit Limit, decimal Most, IReadOnlyList<Draft> Members)> PerMuscle(IReadOnlyList<Draft> drafts)
    {
        foreach (var limit in _label.LimitsIn(_region, LimitKind.MaxPerMuscle).Where(l => l.DoseU is not null))
        {
            var members = drafts.Where(d => d.Units is > 0 && (d.Muscle.Id == limit.Muscle || d.Muscle.Members.Contains(limit.Muscle!))).ToList();
            // A text that does not say whether it means one side or both is read in the stricter way.
            if ((limit.ProgramSideScope ?? limit.SideScope) == SideScope.PerSide)
                foreach (var side in members.GroupBy(d => d.Side))
                    yield return (limit, limit.DoseU!.Value, [.. side]);
            else if (members.Count > 0)
                yield return (limit, limit.DoseU!.Value, members);
        }
    }

    void HoldPoints(Draft draft, Limit limit, DoseGrid drawable)
    {
        var most = limit.DoseU!.Value;
        if (draft.Units!.Value / draft.Points <= most)
            return;
        var range = draft.Range with { Usual = draft.Points, Most = Math.Max(draft.Range.Most, draft.Points) };
        if (drawable.PointsFor(draft.Units.Value, range, most) is { } more)
            draft.Set(draft.Units.Value, more);
        else if (drawable.Fit(draft.Units.Value, draft.Units.Value, range, most) is { } less)
            draft.Set(less.Units, less.Points);
        else
            draft.Set(0, draft.Points);
        draft.Say(Reason.From(limit, ReasonCode.Limit, $"At most {most:#,0.##} U at one point: {limit.Text:data}."));
    }

    /// <summary>In proportion first, then step by step from the largest line until it holds.</summary>
    void Lower(IReadOnlyList<Draft> drafts, decimal most, DoseGrid drawable, Reason reason)
    {
        var sum = Sum(drafts);
        if (sum <= most)
            return;

        var share = most / sum;
        foreach (var draft in drafts.Where(d => d.Units is > 0 && IsLeader(d)))
            Down(draft, draft.Units!.Value * share, draft.Units.Value, drawable, reason);
        while (Sum(drafts) > most && drafts.Where(d => d.Units is > 0).MaxBy(d => d.Units) is { } largest)
            Down(largest, largest.Units!.Value - drawable.LineU, largest.Units.Value - drawable.LineU, drawable, reason);
    }

    void Down(Draft draft, decimal wanted, decimal atMost, DoseGrid drawable, Reason reason)
    {
        var before = draft.Units;
        var (units, points) = drawable.Fit(wanted, atMost, draft.Range, PerPoint?.DoseU) ?? (0, draft.Points);
        draft.Set(units, points);
        if (draft.Units != before)
            draft.Say(reason);
    }

    Sentence At(decimal units, Sentence text) => $"At most {units:#,0.##} U {_product}: {text}.";

    static decimal Sum(IEnumerable<Draft> drafts) => drafts.Sum(d => d.Units ?? 0);

    static bool IsLeader(Draft draft) => draft.Partner is null || draft.Side == Side.Right;

    static bool Speaks(Limit limit, Population population) => limit.Population == Population.Any || limit.Population == population;

    void Add(Limit limit, decimal? units, Sentence text)
    {
        if (units is { } u)
            _session.Add((limit, u, text));
    }
}

using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;
using Collum.Postures;
using Collum.Toxins;

namespace Collum.Plans;

/// <summary>Proposes a plan from candidates, the product's own texts and the last session, with a reason for every line.</summary>
/// <remarks>
/// The rules are numbered in <c>docs/methods/planning.md</c>. No limit of the label is passed, whatever it asks for when a person passes it; a figure that
/// no text of the product gives is left open; nothing is ever taken over from another product.
/// </remarks>
public sealed class Planner(PlannerTable table)
{
    /// <summary>The figures behind the proposals.</summary>
    public PlannerTable Table => table;

    /// <summary>A plan of its own, or an explained change of the last session when that was given with the same product.</summary>
    public Proposal Propose(PlannerRequest request)
    {
        if (!table.Toxins.TryLabel(request.Product, out var label) || !label.Covers(request.Region))
            return Nothing(request, new Finding("PROP-007", Severity.Stop,
                $"{request.Product} has no limits on record for {request.Region.Called}: nothing is proposed there.", "clinical-proposal", "region"));

        return request.Last is { } last && last.Given.Product == request.Product
            ? new NextPlan(table, label, request, last).Propose()
            : Start(request, label);
    }

    internal static Proposal Nothing(PlannerRequest request, params IReadOnlyList<Finding> findings) =>
        new(Empty(request, null), [], findings);

    static Plan Empty(PlannerRequest request, Preparation? preparation) => new()
    {
        Date = request.Date, Region = request.Region, Product = request.Product, Sites = [], Preparation = preparation,
        FirstSession = IsFirst(request),
    };

    /// <summary>Toxin on record makes it a later session; otherwise the answer stands, and no answer counts as first.</summary>
    internal static bool? IsFirst(PlannerRequest request) =>
        request.FirstSession ?? (request.Last is not null || request.History.Count > 0 ? false : null);

    internal static Proposal Finish(PlannerRequest request, IReadOnlyList<Draft> drafts, DoseGrid drawable, List<Finding> findings)
    {
        foreach (var draft in drafts.Where(d => d.Units is > 0 && d.PointsBefore is not null && d.PointsBefore != d.Points))
            draft.Say(Reason.From(drawable.Steps, ReasonCode.Points, $"{draft.Points} points instead of {draft.PointsBefore}, so that the dose divides into marks of the syringe and stays within the limit per point."));
        foreach (var draft in drafts)
            foreach (var heard in draft.Candidate?.Evidence.Where(e => e.Kind == EvidenceKind.Emg && e.Side == draft.Side) ?? [])
                draft.Say(new(ReasonCode.Emg, heard.LikelihoodRatio == 1 ? Phrase($"{heard.Reason} Counts for nothing in the order.") : Phrase($"{heard.Reason} Odds times {heard.LikelihoodRatio:0.##}."), heard.Source) { Status = heard.Status });
        var lines = drafts.Select(d => d.Line(request.Product)).ToList();
        var sites = lines.Where(l => l.Dose is { IsZero: false })
            .Select(l => new Site(l.Muscle, l.Side, l.Dose!, l.Points!.Value, l.Guidance)).ToList();
        var plan = Empty(request, request.Preparation) with { Sites = sites };

        if (request.Preparation is { } preparation && plan.Total > preparation.Content)
        {
            var vials = (int)decimal.Ceiling(plan.Total.Units / preparation.Dilution.Vial.Content.Units);
            plan = plan with { Preparation = preparation with { Vials = vials } };
            findings.Add(Own("PROP-012", $"{vials} vials instead of {preparation.Vials}, diluted alike: the plan needs {plan.Total}.", drawable.Steps, "preparation"));
        }

        if (drafts.Where(d => d.Units is > 0 && d.Figure?.IsOtherRegion == true).ToList() is { Count: > 0 } elsewhere)
            findings.Add(Own("PROP-017", $"The {request.Region} texts of {request.Product} give no figure for {And(elsewhere.Select(d => d.Muscle.Say()).Distinct())}: "
                + $"the {elsewhere.Count:line follows|lines follow} the text for {And(elsewhere.SelectMany(d => d.Figure!.Row.Regions).Distinct().Select(Code))} of the same product. Compare with what you know of the {request.Region} label.",
                elsewhere[0].Figure!.Row, "lines"));

        var open = lines.Where(l => l.Dose is null).ToList();
        if (open.Count > 0)
            findings.Add(new("PROP-001", Severity.Note,
                $"Dose not proposed for {And(open.Select(l => Phrase($"{l.Side.Say()} {l.Muscle}")))}: no source gives a figure in {request.Product} units.",
                "clinical-proposal", "lines"));

        var waiting = lines.SelectMany(l => l.Reasons).Where(r => r.Status?.AwaitsChecking() == true).Select(r => r.Source).Distinct().ToList();
        if (waiting.Count > 0)
            findings.Add(new("PROP-011", Severity.Note,
                $"Some figures are from memory and await checking against {And(waiting.Select(Code))}.", waiting[0], "lines") { Status = FactStatus.Recalled });

        return new(plan, lines, findings);
    }

    internal static Finding Own(string code, Sentence message, Fact fact, string? place = null) =>
        Finding.From(fact, code, Severity.Note, message, place);

    internal static DoseGrid Drawable(PlannerTable table, Label label, PlannerRequest request) =>
        new(table.StepsOf(request.Product), table.Facts.SyringeStep.VolumeMl, request.Preparation, label.PresentationFact?.ConcentrationUPerMl);

    // ---- a plan of its own ----

    Proposal Start(PlannerRequest request, Label label)
    {
        var findings = new List<Finding>();
        var facts = table.Facts;
        var drawable = Drawable(table, label, request);
        var isFirst = IsFirst(request);
        var population = isFirst == false ? Population.Experienced : Population.Naive;
        var ceilings = new Ceilings(label, request.Product, request.Region, population, isStart: true, request.Given, request.Date);

        if (isFirst is null)
            findings.Add(new("PROP-010", Severity.Note, $"Nobody said whether toxin was given before: planned as a first session.", "clinical-proposal", "first_session"));
        if (request.Last is { } other)
            findings.Add(Own("NEXT-004", $"The last session was given with {other.Given.Product}. Its units say nothing about {request.Product}: "
                + $"this is a new plan in the new product's own range.", facts.Units, "product"));
        if (ceilings.UnknownInWindow)
            findings.Add(new("PROP-013", Severity.Note, $"Toxin of an unknown product or amount was given within the window of the cumulative limit; it could not be counted.",
                "clinical-proposal", "history"));
        if (ceilings.StrictestSession is { } session && session.Units < drawable.LineU)
            return Nothing(request, [.. findings, Finding.From(session.Limit, "PROP-008", Severity.Stop, $"Nothing is left to give on this day: {session.Text}.", "history")]);

        var drafts = Choose(request, label, ceilings, findings);
        if (drafts.Count == 0)
            return Nothing(request, [.. findings, new("PROP-006", Severity.Stop,
                $"No candidate muscle was handed in: measure the posture or name the muscles first.", "clinical-proposal", "candidates")]);

        foreach (var draft in drafts.Where(d => !CanDose(d, request)))
            draft.Say(new(ReasonCode.NoFigure, $"Dose not proposed: no source gives a figure for it in {request.Product} units.", "clinical-proposal"));
        if (request.Last is { } before)
            foreach (var draft in drafts)
                draft.Say(Reason.From(facts.Units, ReasonCode.ProductChange,
                    $"New in {request.Product} units; what was given in {before.Given.Product} units does not convert."));

        Dose(drafts, request, label, population, ceilings, drawable, findings);
        ceilings.Hold(drafts, drawable);
        Guide(drafts, request, table);

        var given = drafts.Sum(d => d.Units ?? 0);
        if (ceilings.WindowHolds(given, drawable) is { } window)
            findings.Add(window);
        if (given > 0 && ceilings.MinSession is { } least && given < least.DoseU)
            findings.Add(Own("PROP-009", $"The proposal comes to {given:#,0.##} U; {least.Text:data}.", least));
        if (given == 0 && Starting(label, request.Region, population) is { Low: { } low, Row: { } row } starting)
            findings.Add(Own("PROP-014", $"The session as a whole starts at {low:#,0.##}{(starting.High > low ? Phrase($" to {starting.High:#,0.##}") : null)} U {request.Product}: {row.Text:data}. How it is divided is not published.", row));

        return Finish(request, [.. drafts.Where(d => d.Units != 0)], drawable, findings);
    }

    /// <summary>Muscles in the order of their rank, pairs together, never more than published practice.</summary>
    List<Draft> Choose(PlannerRequest request, Label label, Ceilings ceilings, List<Finding> findings)
    {
        var facts = table.Facts;
        var start = table.StartingMusclesOf(request.Product, request.Region);
        var (most, usual) = (facts.MuscleCount.Most, Math.Min(facts.MuscleCount.Most, start?.Max ?? facts.MuscleCount.Usual));
        var chosen = new List<Draft>();
        var left = new List<Sentence>();

        // Those with a figure first, so that the open ones never keep a muscle out that can be dosed; each group in its rank.
        var units = Units(request.Candidates).Where(u => table.IsProposable(u[0]))
            .Select(u => (Unit: u, Figure: DoseFigure.Find(table, label, request.Region, u[0].Muscle, u.Count == 2), IsMain: table.IsMain(u[0])))
            .ToList();
        bool CanDose((IReadOnlyList<Candidate> Unit, DoseFigure? Figure, bool IsMain) u) => u.Figure is not null || IsShared(u.Unit[0].Muscle, request);
        var mainsAreOpen = !units.Any(u => u.IsMain && CanDose(u));
        var waiting = mainsAreOpen ? 0 : units.Where(u => u.IsMain && !CanDose(u)).Sum(u => u.Unit.Count);

        foreach (var u in units.OrderByDescending(CanDose).ThenByDescending(u => u.IsMain))
        {
            var (unit, figure, isMain) = u;
            var (muscle, paired) = (unit[0].Muscle, unit.Count == 2);
            var name = paired ? Phrase($"{muscle} on both sides") : Phrase($"{unit[0].Side.Say()} {muscle}");
            if (chosen.Any(c => Muscles.Overlap(c.Muscle, muscle) && unit.Any(x => x.Side == c.Side)))
                continue;

            if (ceilings.Bilateral(muscle) is { } forbidden && (paired || chosen.Any(c => c.Muscle == muscle)))
            {
                // One side of a symmetric pair would turn the head: then neither is proposed.
                findings.Add(Finding.From(forbidden, "PROP-004", Severity.Note,
                    $"{name.Start()} is not proposed: {forbidden.Text:data}.{(paired ? Phrase($" One side alone is not proposed either: {facts.Symmetry.Text:data}.") : null)}", "candidates"));
                continue;
            }

            if (IsSecondSide(unit, chosen, table))
            {
                left.Add(name);
                continue;
            }

            var room = !CanDose(u) ? isMain && chosen.Count + unit.Count <= most
                : isMain ? chosen.Count + unit.Count <= Math.Min(most, start?.Max ?? most)
                : chosen.Count + unit.Count + waiting <= usual;
            if (!room)
            {
                left.Add(name);
                continue;
            }

            if (figure?.IsForAnyThird == true && chosen.Any(c => c.Figure?.IsForAnyThird == true))
                figure = null;          // a third muscle, not a fourth
            var drafts = unit.Select(c => NewDraft(c, figure, request)).ToList();
            if (paired)
            {
                (drafts[0].Partner, drafts[1].Partner) = (drafts[1], drafts[0]);
                drafts[0].Say(Reason.From(facts.Symmetry, ReasonCode.Pair, $"Both sides together and alike: the posture is symmetric."));
            }

            chosen.AddRange(drafts);
        }

        if (request.Candidates.Where(c => table.IsOutvoted(c) && c.Role <= CandidateRole.Secondary).Select(c => Phrase($"{c.Side.Say()} {c.Muscle}")).ToList() is { Count: > 0 } outvoted)
            findings.Add(new Finding("PROP-019", Severity.Note, $"Usual in the posture, and not proposed because what EMG heard speaks against it: {And(outvoted)}. Look again before leaving it out or adding it.", "emg-arithmetic", "emg"));
        if (request.Candidates.Where(c => table.WorksAgainst(c) && !table.IsOutvoted(c) && c.Role <= CandidateRole.Secondary).Select(c => Phrase($"{c.Side.Say()} {c.Muscle}")).ToList() is { Count: > 0 } against)
            findings.Add(new Finding("PROP-018", Severity.Note, $"Usual in one part of the posture, and not proposed because it pulls against the posture as a whole: {And(against)}. Examination or EMG decides.", "clinical-proposal", "candidates"));
        if (left.Count > 0)
            findings.Add(start is null
                ? Own("PROP-003", $"Suggested by the posture and not proposed: {And(left)}. Published practice injects {facts.MuscleCount.Mean:0.#} ± {facts.MuscleCount.Sd:0.#} muscles; a secondary muscle is added only up to {usual}.", facts.MuscleCount, "candidates")
                : Own("PROP-003", $"Suggested by the posture and not proposed: {And(left)}. A start is {start.Text:data}.", start, "candidates"));
        return [.. chosen.OrderBy(d => d.Candidate!.Rank)];
    }

    /// <summary>Whether the label's equal division reaches this muscle: not one near the pharynx, unless it is the sternocleidomastoid that trials treated.</summary>
    bool IsShared(Muscle muscle, PlannerRequest request) =>
        table.EqualSharesOf(request.Product, request.Region) is not null
        && (muscle.Risk.Dysphagia < RiskLevel.High || muscle.Id == Muscle.SternocleidomastoidId);

    /// <summary>A muscle near the pharynx goes to both sides only as the pair of a symmetric posture.</summary>
    internal static bool IsSecondSide(IReadOnlyList<Candidate> unit, IEnumerable<Draft> others, PlannerTable table) =>
        unit.Count == 1 && unit[0].Muscle.Risk.Dysphagia >= (table.Facts.Swallowing.LeastRisk ?? RiskLevel.High)
        && others.Any(d => d.Muscle == unit[0].Muscle && d.Side != unit[0].Side && d.Units != 0);

    internal static Draft NewDraft(Candidate candidate, DoseFigure? figure, PlannerRequest request)
    {
        var draft = new Draft(candidate.Muscle, candidate.Side)
        {
            Candidate = candidate, Figure = figure, Range = PointRange.Of(candidate.Muscle, figure),
        };
        var first = candidate.Reasons.Count > 0 ? candidate.Reasons[0] : candidate.Role.Say();
        draft.Say(new(ReasonCode.Candidate, first.ToString().EndsWith('.') ? Phrase($"Candidate {candidate.Rank}: {first}") : Phrase($"Candidate {candidate.Rank}: {first}."),
            candidate.Sources.Count > 0 ? candidate.Sources[0] : "clinical-proposal")
        {
            Status = candidate.AwaitsChecking ? FactStatus.Recalled : null,
        });
        if (figure is not null)
            draft.Say(Reason.From(figure.Row, figure.IsOtherRegion ? ReasonCode.OtherRegion : ReasonCode.DoseFigure, figure.Text(request.Product)));
        return draft;
    }

    /// <summary>Candidates one by one, or as a pair where both sides stand in the list with the same role and score.</summary>
    internal static IEnumerable<IReadOnlyList<Candidate>> Units(IReadOnlyList<Candidate> candidates)
    {
        var ordered = candidates.OrderBy(c => c.Rank).ToList();
        var seen = new HashSet<(string, Side)>();
        foreach (var candidate in ordered)
        {
            if (!seen.Add((candidate.Muscle.Id, candidate.Side)))
                continue;
            var other = ordered.FirstOrDefault(c => c.Muscle == candidate.Muscle && c.Side != candidate.Side && c.Role == candidate.Role
                && (Math.Abs(c.Score - candidate.Score) < 1e-9 || IsPairByPosture(c, candidate)));
            if (other is not null && seen.Add((other.Muscle.Id, other.Side)))
                yield return candidate.Side == Side.Right ? [candidate, other] : [other, candidate];
            else
                yield return [candidate];
        }
    }

    // Two sides that the posture cannot tell apart stay a pair when EMG hears more in one of them: one side alone would turn the head. Where EMG speaks against a side they are no pair any more.
    static bool IsPairByPosture(Candidate a, Candidate b) =>
        Math.Abs(a.PostureScore - b.PostureScore) < 1e-9 && a.Postures.Count > 0 && a.Postures.All(p => p.Side is null) && b.Postures.All(p => p.Side is null)
        && a.Evidence.Concat(b.Evidence).Any(e => e.Kind == EvidenceKind.Emg) && a.Evidence.Concat(b.Evidence).All(e => e.Kind == EvidenceKind.Emg && e.LikelihoodRatio >= 1);

    void Dose(List<Draft> drafts, PlannerRequest request, Label label, Population population, Ceilings ceilings, DoseGrid drawable, List<Finding> findings)
    {
        var facts = table.Facts;
        var equal = table.EqualSharesOf(request.Product, request.Region);
        var dosed = drafts.Where(d => CanDose(d, request)).ToList();
        var start = Starting(label, request.Region, population);
        var cautious = Caution(request);
        var share = (cautious is null ? 100 : facts.CautiousStart.SharePercent) / 100;
        var earlier = population == Population.Experienced ? request.History
            .Where(p => p.Product == request.Product && p.Dose is { IsZero: false } && p.Indication == "cervical-dystonia").MaxBy(p => p.Date) : null;
        if (cautious is not null && earlier is null)
            findings.Add(Own("PROP-005", $"Starts at {facts.CautiousStart.SharePercent:0.##} % of the low end: {cautious}.", facts.CautiousStart, "patient"));
        if (dosed.Count == 0)
            return;

        var typical = population == Population.Experienced;
        decimal Weight(Draft d) => d.Figure is not { } figure ? 1 : (start.Low is not null || typical ? figure.Typical : figure.Low) / Sharers(dosed, d);
        Reason why;
        decimal? total;
        if (earlier is { Dose: { } dose })
        {
            total = dose.Units;
            why = new(ReasonCode.EarlierDose, $"The total follows the last dose of the same product, {dose.Units:#,0.##} U on {earlier.Date}.", "clinical-proposal");
        }
        else if (start.Low is { } low)
        {
            total = low * share;
            why = Reason.From(start.Row!, ReasonCode.LowEnd, $"The session starts at {low:#,0.##} U, the low end that the text gives: {start.Row!.Text:data}.");
        }
        else if (equal is not null)
        {
            total = start.High * share;
            why = Reason.From(start.Row!, ReasonCode.LowEnd, $"No low end is given; the session starts at the proposed ceiling of {start.High:#,0.##} U: {start.Row!.Text:data}.");
        }
        else
        {
            total = null;
            why = new(ReasonCode.LowEnd, typical ? Phrase($"No starting total is given: each muscle gets the middle of its published range.") : Phrase($"First session: each muscle gets the low end of its published range."), "clinical-proposal")
            {
                Status = FactStatus.Recalled,
            };
        }

        // A muscle near the pharynx or the pleura, a small one, or one that only shares a group's figure never takes over what the others leave.
        var largestPart = total / (table.StartingMusclesOf(request.Product, request.Region)?.Max ?? facts.MuscleCount.Usual);
        decimal Most(Draft d)
        {
            var isNear = d.Muscle.Risk.Dysphagia >= RiskLevel.High || d.Muscle.Risk.Pneumothorax >= RiskLevel.High;
            return d.Figure is { } figure ? (isNear || figure.Group is not null ? figure.Typical : figure.High) / Sharers(dosed, d)
                : (isNear || d.Muscle.Points.Max <= 2) && largestPart is { } part ? part : decimal.MaxValue;
        }

        var wanted = total is { } sum ? Divide(sum, dosed, Weight, Most) : dosed.Select(d => Weight(d) * share).ToList();
        if (total is null && start.High is { } high && wanted.Sum() > high)
        {
            var shrink = high / wanted.Sum();
            wanted = [.. wanted.Select(w => w * shrink)];
        }

        for (var i = 0; i < dosed.Count; i++)
        {
            var draft = dosed[i];
            draft.Say(why);
            if (equal is not null && draft.Figure is null)
                draft.Say(Reason.From(equal, ReasonCode.Share, $"Shared equally{(request.Region.IsIn(equal.Regions) ? null : Phrase($", as the text for {string.Join(", ", equal.Regions):code} does for the same product"))}: {equal.Text:data}."));
            else if (total is not null && dosed.Count > 1)
                draft.Say(Reason.From(draft.Figure!.Row, ReasonCode.Share, $"Its part of the total follows the published figures of the same product, never above the highest."));
            if (cautious is not null && earlier is null)
                draft.Say(Reason.From(facts.CautiousStart, ReasonCode.CautiousStart, $"{facts.CautiousStart.SharePercent:0.##} % of that: {cautious}."));

            var reduced = Reduce(draft, wanted[i], request);
            if (drawable.Fit(reduced, Ceiling(Most(draft), reduced, drawable.LineU), draft.Range, ceilings.PerPoint?.DoseU) is { } fit)
                draft.Set(fit.Units, fit.Points);
            else
                draft.Set(0, draft.Range.Usual);
        }

        Trim(dosed, total ?? start.High, drawable, ceilings);
        if (total is { } meant && dosed.Sum(d => d.Units ?? 0) is var placed && placed < meant - 2 * drawable.LineU)
            findings.Add(new("PROP-015", Severity.Note, $"{placed:#,0.##} of {meant:#,0.##} U {request.Product} could be placed within the published figures of these muscles; the rest is left to the clinician.", why.Source, "lines")
            {
                Status = why.Status,
            });
        foreach (var draft in dosed.Where(d => d.Units is > 0))
        {
            draft.Say(Reason.From(drawable.Steps, ReasonCode.Drawable, $"Rounded to {drawable.LineU:#,0.##} U steps that can be drawn up and divided."));
            draft.Say(Reason.From(draft.Muscle.Points, ReasonCode.Points, $"{draft.Points} of {draft.Range.Least} to {draft.Range.Most} usual points."));
        }
    }

    bool CanDose(Draft draft, PlannerRequest request) => draft.Figure is not null || IsShared(draft.Muscle, request);

    // A published highest that is no whole step is rounded down; where even one step is above it, the step stays.
    static decimal Ceiling(decimal most, decimal wanted, decimal step) =>
        most == decimal.MaxValue ? wanted + 4 * step : Math.Max(most, step);

    static int Sharers(List<Draft> drafts, Draft draft) =>
        draft.Figure?.Group is { } group ? drafts.Count(d => d.Side == draft.Side && d.Figure?.Group == group) : 1;

    /// <summary>Divides a total in proportion to weights; what a line cannot take goes to the others.</summary>
    internal static List<decimal> Divide(decimal total, List<Draft> drafts, Func<Draft, decimal> weight, Func<Draft, decimal> most)
    {
        var parts = new decimal[drafts.Count];
        var open = Enumerable.Range(0, drafts.Count).ToList();
        var rest = total;
        while (open.Count > 0)
        {
            var weights = open.Sum(i => weight(drafts[i]));
            var full = open.Where(i => rest * weight(drafts[i]) / weights >= most(drafts[i])).ToList();
            if (full.Count == 0)
            {
                foreach (var i in open)
                    parts[i] = rest * weight(drafts[i]) / weights;
                break;
            }

            foreach (var i in full)
                parts[i] = most(drafts[i]);
            rest -= full.Sum(i => parts[i]);
            open = [.. open.Except(full)];
        }

        return [.. parts];
    }

    // Rounding up must not push the sum past the total that was to be divided.
    static void Trim(List<Draft> drafts, decimal? most, DoseGrid drawable, Ceilings ceilings)
    {
        while (most is { } limit && drafts.Sum(d => d.Units ?? 0) > limit && drafts.Where(d => d.Units is > 0).MaxBy(d => d.Units) is { } largest)
        {
            var less = drawable.Fit(largest.Units!.Value - drawable.LineU, largest.Units.Value - drawable.LineU, largest.Range, ceilings.PerPoint?.DoseU);
            largest.Set(less?.Units ?? 0, less?.Points ?? largest.Points);
        }
    }

    /// <summary>The sternocleidomastoid's share in chin-down and forward postures and in a small neck.</summary>
    internal decimal Reduce(Draft draft, decimal units, PlannerRequest request) => Reduce(table, draft, units, request);

    internal static decimal Reduce(PlannerTable table, Draft draft, decimal units, PlannerRequest request)
    {
        foreach (var (fact, why) in new[] { (table.Facts.Anterocollis, Phrase($"the posture pulls the chin down or the head forward")), (table.Facts.SmallNeck, Phrase($"small neck muscles or both sides planned")) })
        {
            if (!fact.Muscles.Contains(draft.Muscle.Id))
                continue;
            if (!fact.Postures.Any(request.Postures.Contains) && !fact.AnswerIds.Any(id => request.Patient.AnswerTo(id) == Answer.Yes))
                continue;
            units = units * fact.SharePercent / 100;
            draft.Say(Reason.From(fact, ReasonCode.Reduced, $"{fact.SharePercent:0.##} % of the figure: {why}."));
            break;
        }

        return units;
    }

    /// <summary>Why this person starts below the low end; null when nothing says so.</summary>
    Sentence? Caution(PlannerRequest request)
    {
        var rule = table.Facts.CautiousStart;
        var reasons = new List<Sentence>();
        if (request.Patient.AgeOn(request.Date) is { } age && age > rule.AgeAboveYears)
            reasons.Add($"{age} years old");
        if (request.Patient.WeightKg is { } kg && kg < rule.WeightBelowKg)
            reasons.Add($"{kg:0.#} kg");
        reasons.AddRange(rule.AnswerIds.Where(id => request.Patient.AnswerTo(id) == Answer.Yes).Select(id => Phrase($"{id.Replace('-', ' '):data} answered yes")));
        return reasons.Count == 0 ? null : And(reasons);
    }

    /// <summary>What the texts say of the first total: the strictest of the rows for these patients; the recommended range where no row speaks.</summary>
    static (decimal? Low, decimal? High, RowText? Row) Starting(Label label, Region region, Population population)
    {
        var rows = label.StartingDose.Where(r => region.IsIn(r.Regions)).ToList();
        var fitting = rows.Where(r => r.DoseU is not null && (r.Population == population || r.Population == Population.Any)).ToList();
        if (fitting.Count > 0)
        {
            var strictest = fitting.MinBy(r => r.DoseU!.Max ?? r.DoseU.Min)!;
            return (strictest.DoseU!.Min, strictest.DoseU.Max ?? strictest.DoseU.Min, new(strictest, Data(strictest.Text)));
        }

        // A start that must be lower than that of experienced patients stays below their low end.
        if (population == Population.Naive && rows.FirstOrDefault(r => r.Population == Population.Experienced && r.DoseU?.Min is not null) is { } experienced)
            return (null, experienced.DoseU!.Min, new(experienced, Data(experienced.Text)));

        var range = label.RecommendedRange.FirstOrDefault(r => region.IsIn(r.Regions) && r.DoseU is not null);
        return range is null ? (null, null, null) : (null, range.DoseU!.Max, new(range, range.Text is { } text ? Data(text) : Phrase($"recommended range")));
    }

    /// <summary>A row with the sentence that people read.</summary>
    sealed record RowText : Fact
    {
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public RowText(Fact fact, Sentence text)
        {
            (Source, Locator, Status, Confidence, Text) = (fact.Source, fact.Locator, fact.Status, fact.Confidence, text);
        }

        public Sentence Text { get; }
    }

    // ---- guidance ----

    internal static void Guide(IEnumerable<Draft> drafts, PlannerRequest request, PlannerTable table, bool afterSwallowingTrouble = false)
    {
        foreach (var draft in drafts.Where(d => d.Units != 0))
        {
            var advice = draft.Muscle.Guidance;
            if (afterSwallowingTrouble && draft.Muscle.Risk.Dysphagia >= table.Facts.Swallowing.LeastRisk)
            {
                draft.Guidance = request.PreferredGuidance is { } usual && usual.SeesTheNeedle() ? usual : Guidance.EmgUltrasound;
                draft.Say(Reason.From(table.Facts.SwallowingGuidance, ReasonCode.Guidance, $"With the needle in view after swallowing trouble: {table.Facts.SwallowingGuidance.Text:data}."));
                continue;
            }

            var advised = Advised(advice);
            var strongest = Max(advice.Emg, advice.Ultrasound);
            draft.Guidance = draft.Guidance ?? request.PreferredGuidance ?? advised;
            if (draft.Guidance == Guidance.Landmarks && strongest >= GuidanceAdvice.Advised)
                draft.Guidance = advised;
            var word = strongest switch
            {
                GuidanceAdvice.StronglyAdvised => Phrase($"strongly advised"),
                GuidanceAdvice.Advised => Phrase($"advised"),
                GuidanceAdvice.Helpful => Phrase($"helpful"),
                _ => Phrase($"optional"),
            };
            draft.Say(Reason.From(advice, ReasonCode.Guidance, $"Guidance is {word} for this muscle ({Names(advice, strongest)})."));
        }
    }

    static Guidance Advised(MuscleGuidance advice) => (advice.Emg, advice.Ultrasound) switch
    {
        (GuidanceAdvice.Optional, GuidanceAdvice.Optional) => Guidance.Landmarks,
        (GuidanceAdvice.StronglyAdvised, GuidanceAdvice.StronglyAdvised) => Guidance.EmgUltrasound,
        var (emg, ultrasound) => emg > ultrasound ? Guidance.Emg : Guidance.Ultrasound,
    };

    static Sentence Names(MuscleGuidance advice, GuidanceAdvice strongest) =>
        advice.Emg == advice.Ultrasound ? Phrase($"EMG or ultrasound") : advice.Emg == strongest ? Phrase($"EMG") : Phrase($"ultrasound");

    static GuidanceAdvice Max(GuidanceAdvice a, GuidanceAdvice b) => a > b ? a : b;

}

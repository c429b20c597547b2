using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;
using Collum.Postures;
using Collum.Toxins;

namespace Collum.Plans;

/// <summary>The next plan as an explained change from the last session, in the same product.</summary>
/// <remarks>
/// Cuts for safety come first and in full; only then is anything raised, within one session step of the product. What is not known changes nothing.
/// Rules N1 to N12 of <c>docs/methods/planning.md</c>.
/// </remarks>
sealed class NextPlan
{
    readonly PlannerTable _table;
    readonly Label _label;
    readonly PlannerRequest _request;
    readonly LastSession _last;
    readonly PlannerFile _facts;
    readonly DoseGrid _drawable;
    readonly Ceilings _ceilings;
    readonly List<Finding> _findings = [];

    public NextPlan(PlannerTable table, Label label, PlannerRequest request, LastSession last)
    {
        (_table, _label, _request, _last, _facts) = (table, label, request, last, table.Facts);
        _drawable = Planner.Drawable(table, label, request);
        _ceilings = new(label, request.Product, request.Region, Population.Experienced, isStart: false, request.Given, request.Date);
    }

    IReadOnlyList<ReportedEffect> Effects => _last.SideEffects ?? [];

    IEnumerable<ReportedEffect> Emergencies => Effects.Where(e => _facts.EmergencyTerms.Terms.Contains(e.Term));

    EffectGrade? Swallowing => Worst(_facts.Swallowing);

    EffectGrade? Weakness => Worst(_facts.Weakness);

    bool IsEnough => _last.Relief >= _facts.Relief.EnoughPercent.Percent && !Effects.Any(e => e.Term == "worsening-torticollis");

    bool IsWithoutEffect => _last.Relief < _facts.Relief.UsefulPercent.Percent;

    bool IsNonResponse => IsWithoutEffect && _last.SessionsWithoutEffectBefore + 1 >= _facts.NonResponse.Sessions;

    bool AntibodiesSuspected => _last.AntibodiesSuspected.Or(_request.Patient.AnswerTo("antibodies-suspected")) == Answer.Yes;

    bool WoreOffEarly => _ceilings.MinInterval?.IntervalWeeks is { } weeks && _last.WearingOffWeek < weeks;

    public Proposal Propose()
    {
        if (Emergencies.Where(e => !e.IsAnswered).Select(e => e.Term).Distinct().ToList() is { Count: > 0 } emergencies)
            return Planner.Nothing(_request, Finding.From(_facts.EmergencyTerms, "NEXT-006", Severity.Stop,
                $"After the last session: {And(emergencies.Select(Words))}. No next plan is proposed before a clinician has answered this.", "last.response.side_effects"));
        if (_ceilings.StrictestSession is { } session && session.Units < _drawable.LineU)
            return Planner.Nothing(_request, Finding.From(session.Limit, "PROP-008", Severity.Stop, $"Nothing is left to give on this day: {session.Text}.", "history"));

        var drafts = Before();
        var open = drafts.Where(d => !Cut(d)).ToList();
        var added = Add(drafts);
        Raise(drafts, open, added);
        drafts.AddRange(added);

        _ceilings.Hold(drafts, _drawable);
        Planner.Guide(drafts, _request, _table, Swallowing is not null);
        Tell();
        if (_ceilings.WindowHolds(drafts.Sum(d => d.Units ?? 0), _drawable) is { } window)
            _findings.Add(window);
        return Planner.Finish(_request, drafts, _drawable, _findings);
    }

    List<Draft> Before()
    {
        var drafts = new List<Draft>();
        foreach (var site in _last.Given.Sites.GroupBy(s => (s.Muscle, s.Side)).Select(g =>
                     new Site(g.Key.Muscle, g.Key.Side, g.Select(s => s.Dose).Sum(_request.Product), g.Sum(s => s.Points), g.First().Guidance)))
        {
            var figure = DoseFigure.Find(_table, _label, _request.Region, site.Muscle, paired: false);
            var draft = new Draft(site.Muscle, site.Side)
            {
                UnitsBefore = site.Dose.Units, PointsBefore = site.Points, Figure = figure, Guidance = site.Guidance,
                Range = PointRange.Of(site.Muscle, figure) with { Usual = site.Points, Most = Math.Max(site.Points, site.Muscle.Points.Max), Least = Math.Min(site.Points, Math.Max(site.Muscle.Points.Min, 1)) },
                Candidate = _request.Candidates.FirstOrDefault(c => c.Side == site.Side && Muscles.Overlap(c.Muscle, site.Muscle)),
            };
            draft.Set(site.Dose.Units, site.Points);
            drafts.Add(draft);
        }

        return drafts;
    }

    /// <summary>Safety and posture; true when the line is settled and nothing may raise it.</summary>
    bool Cut(Draft draft)
    {
        var settled = false;
        if (Swallowing is { } grade && draft.Muscle.Risk.Dysphagia >= LeastRisk())
        {
            settled = true;
            if (grade == EffectGrade.Severe)
                Stop(draft, _facts.Swallowing, ReasonCode.SwallowingTrouble, $"severe swallowing trouble after the last session, and this muscle lies near the pharynx");
            else
                Lower(draft, grade == EffectGrade.Mild ? _facts.Steps.SwallowingMild : _facts.Steps.SwallowingModerate, ReasonCode.SwallowingTrouble,
                    $"{(grade == EffectGrade.Mild ? Phrase($"mild") : Phrase($"moderate"))} swallowing trouble after the last session, and this muscle lies near the pharynx");
            if (draft.IsScm && grade >= EffectGrade.Moderate && IsSecondSide(draft))
                Stop(draft, _facts.Swallowing, ReasonCode.SwallowingTrouble, $"after swallowing trouble the sternocleidomastoid is not treated on both sides");
        }

        if (WeaknessOf(draft, out var isNamed) is { } weak)
        {
            settled = true;
            var fact = weak switch { EffectGrade.Mild => _facts.Steps.WeaknessMild, EffectGrade.Moderate => _facts.Steps.WeaknessModerate, _ => _facts.Steps.WeaknessSevere };
            Lower(draft, fact, ReasonCode.Weakness, $"{(weak switch { EffectGrade.Mild => Phrase($"mild"), EffectGrade.Moderate => Phrase($"moderate"), _ => Phrase($"severe") })} weakness of {(isNamed ? Phrase($"this muscle") : Phrase($"the muscles that hold the head"))} after the last session");
        }

        if (draft.Units is > 0 && _request.Candidates.Count > 0 && draft.Candidate is null && !IsStillActive(draft))
        {
            if (_last.Relief is not null && !IsEnough)
            {
                settled = true;
                Stop(draft, _facts.NewPosture, ReasonCode.NoLongerCandidate, $"relief was not enough and the posture measured now no longer suggests this muscle");
            }
            else
            {
                draft.Say(Reason.From(_facts.NewPosture, ReasonCode.NoLongerCandidate, _last.Relief is null
                    ? Phrase($"The posture measured now does not suggest this muscle; the response is not known, so it stays for the clinician to decide.")
                    : Phrase($"The posture measured now does not suggest this muscle; the last session gave enough relief, so it stays.")));
            }
        }

        return settled;
    }

    RiskLevel LeastRisk()
    {
        // Where nothing near the pharynx was treated, the next level of risk is where the trouble came from.
        var least = _facts.Swallowing.LeastRisk ?? RiskLevel.High;
        return _last.Given.Sites.Any(s => s.Muscle.Risk.Dysphagia >= least) ? least : RiskLevel.Moderate;
    }

    bool IsSecondSide(Draft draft)
    {
        if (!_last.Given.IsBilateral(draft.Muscle.Id))
            return false;
        decimal Of(Side side) => _last.Given.Sites.Where(s => s.Muscle == draft.Muscle && s.Side == side).Sum(s => s.Dose.Units);
        int Rank(Side side) => _request.Candidates.FirstOrDefault(c => c.Muscle == draft.Muscle && c.Side == side)?.Rank ?? int.MaxValue;
        var (own, other) = (Of(draft.Side), Of(draft.Side.Mirror()));
        // Equal sides of a symmetric posture are both left out: one alone would turn the head.
        return own < other || (own == other && (Rank(draft.Side) == int.MaxValue || IsPair(draft) || Rank(draft.Side) > Rank(draft.Side.Mirror())));
    }

    bool IsPair(Draft draft) => Planner.Units(_request.Candidates).Any(u => u.Count == 2 && u[0].Muscle == draft.Muscle);

    EffectGrade? WeaknessOf(Draft draft, out bool isNamed)
    {
        var named = Effects.Where(e => _facts.Weakness.Terms.Contains(e.Term) && e.Muscle is not null).ToList();
        EffectGrade? worst = null;
        foreach (var effect in named.Where(e => new MuscleSign(e.Muscle!, e.Side).IsOf(draft.Muscle, draft.Side)))
            worst = Graver(worst, effect.Grade ?? EffectGrade.Severe);
        if (_last.Weak.Any(s => s.IsOf(draft.Muscle, draft.Side)))
            worst = Graver(worst, Weakness is { } said && named.Count == 0 ? said : EffectGrade.Moderate);
        isNamed = worst is not null;
        if (named.Count == 0 && _last.Weak.Count == 0 && Weakness is { } general && _facts.Weakness.Muscles.Contains(draft.Muscle.Id))
            worst = Graver(worst, general);
        return worst;
    }

    void Lower(Draft draft, PercentFact step, ReasonCode code, Sentence why)
    {
        if (draft.Units is not > 0)
            return;
        var before = draft.Units.Value;
        var fit = _drawable.Fit(draft.UnitsBefore!.Value * (100 - step.Percent) / 100, before - _drawable.LineU, draft.Range, _ceilings.PerPoint?.DoseU);
        draft.Set(fit?.Units ?? 0, fit?.Points ?? draft.Points);
        draft.Say(fit is null
            ? Reason.From(step, code, $"Left out, because it cannot be made smaller: {why}.")
            : Reason.From(step, code, $"Lowered by about {step.Percent:0.##} %: {why}.") with { Because = why });
    }

    static void Stop(Draft draft, Fact fact, ReasonCode code, Sentence why)
    {
        draft.Set(0, draft.Points);
        draft.Say(Reason.From(fact, code, $"Left out: {why}.") with { Because = why });
    }

    bool IsStillActive(Draft draft) => _last.StillActive.Any(s => s.IsOf(draft.Muscle, draft.Side));

    Sentence? WhyNothingRises() =>
        AntibodiesSuspected ? Phrase($"antibodies are suspected: resistance is tested before the dose is raised")
        : IsNonResponse ? Phrase($"{_last.SessionsWithoutEffectBefore + 1} sessions running without useful effect: causes are searched before the dose is raised")
        : Swallowing >= EffectGrade.Moderate ? Phrase($"swallowing trouble after the last session: nothing rises this time")
        : Weakness == EffectGrade.Severe ? Phrase($"severe weakness after the last session: nothing rises this time")
        : Emergencies.Any() ? Phrase($"an emergency after the last session: nothing rises this time")
        : _last.ReportedWords.Count > 0 ? Phrase($"something was reported after the last session that was not understood: nothing rises before somebody has read it")
        : null;

    List<Draft> Add(List<Draft> drafts)
    {
        var added = new List<Draft>();
        if (_last.Relief is null || IsEnough || _request.Candidates.Count == 0 || WhyNothingRises() is not null || _last.SideEffects is null)
            return added;

        var count = drafts.Count(d => d.Units is > 0);
        foreach (var unit in Planner.Units(_request.Candidates))
        {
            var muscle = unit[0].Muscle;
            var active = unit.Any(c => _last.StillActive.Any(s => s.IsOf(muscle, c.Side)));
            if (!_table.IsMain(unit[0]) && !(active && _table.IsProposable(unit[0])))
                continue;
            var wanted = unit.Where(c => !drafts.Concat(added).Any(d => d.Side == c.Side && Muscles.Overlap(d.Muscle, c.Muscle))).ToList();
            if (wanted.Count == 0 || count + added.Count + wanted.Count > _facts.MuscleCount.Most)
                continue;
            if (Swallowing is not null && muscle.Risk.Dysphagia >= (_facts.Swallowing.LeastRisk ?? RiskLevel.High))
                continue;
            if (wanted.Count == 1 && Planner.IsSecondSide(wanted, drafts.Concat(added), _table))
                continue;
            if (_ceilings.Bilateral(muscle) is { } forbidden
                && (wanted.Count == 2 || drafts.Concat(added).Any(d => d.Muscle == muscle && d.Units != 0)))
            {
                _findings.Add(Finding.From(forbidden, "PROP-004", Severity.Note, $"{muscle} is not added on a second side: {forbidden.Text:data}.", "candidates"));
                continue;
            }

            foreach (var candidate in wanted)
                added.Add(Added(candidate, drafts, wanted.Count == 2));
            if (wanted.Count == 2)
                (added[^2].Partner, added[^1].Partner) = (added[^1], added[^2]);
        }

        return added;
    }

    Draft Added(Candidate candidate, List<Draft> drafts, bool paired)
    {
        var figure = DoseFigure.Find(_table, _label, _request.Region, candidate.Muscle, paired);
        var otherSide = drafts.FirstOrDefault(d => d.Muscle == candidate.Muscle && d.Side != candidate.Side && d.Units is 0 && d.Candidate is null);
        var plain = Planner.NewDraft(candidate, figure, _request);
        var draft = new Draft(candidate.Muscle, candidate.Side)
        {
            Candidate = candidate, Figure = figure, Range = plain.Range, Change = otherSide is null ? Change.Added : Change.SideChanged,
            Guidance = _request.PreferredGuidance,
        };
        foreach (var reason in plain.Reasons)
            draft.Say(reason);
        Sentence added = $"relief was not enough, and the posture measured now suggests it";
        draft.Say(otherSide is null
            ? Reason.From(_facts.NewPosture, ReasonCode.NewPosture, $"Added: {added}.") with { Because = added }
            : Reason.From(_facts.NewPosture, ReasonCode.NewPosture, $"Moved from the {otherSide.Side.Say()}: the posture measured now suggests this side."));

        var wanted = otherSide?.UnitsBefore ?? figure?.Low;
        if (wanted is { } units)
        {
            units = Planner.Reduce(_table, draft, units, _request);
            if (_drawable.Fit(units, Math.Max(units, _drawable.LineU), draft.Range, _ceilings.PerPoint?.DoseU) is { } fit)
            {
                draft.Set(fit.Units, fit.Points);
                draft.Say(Reason.From(_drawable.Steps, ReasonCode.Drawable, $"Begins at {fit.Units:#,0.##} U, {(otherSide is null ? Phrase($"the low end") : Phrase($"the dose of the other side"))} in steps that can be drawn up."));
            }
        }

        if (draft.Units is null)
            draft.Say(new(ReasonCode.NoFigure, $"Dose not proposed: no source gives a figure for it in {_request.Product} units.", "clinical-proposal"));
        return draft;
    }

    void Raise(List<Draft> drafts, List<Draft> open, List<Draft> added)
    {
        var step = _table.SessionStepOf(_request.Product, _request.Region);
        var left = step is { } s ? s.Units : 0;
        if (step is { } known)
        {
            // Added muscles come out of the same step; where it does not reach, the last ones wait.
            foreach (var draft in added.Where(d => d.Units is > 0 && d.Change == Change.Added && (d.Partner is null || d.Side == Side.Right)).ToList())
            {
                var cost = draft.Units!.Value * (draft.Partner is null ? 1 : 2);
                if (cost <= left)
                {
                    left -= cost;
                    continue;
                }

                added.Remove(draft);
                if (draft.Partner is { } partner)
                    added.Remove(partner);
                _findings.Add(Planner.Own("NEXT-011", $"{draft.Muscle} is a candidate but waits: the session rises by at most {known.Units:#,0.##} U at a time.", known.Fact, "candidates"));
            }
        }

        var blocked = WhyNothingRises();
        var early = IsEnough && WoreOffEarly;
        var little = _last.Relief is not null && !IsEnough;
        foreach (var draft in open.Where(d => d.Units is > 0))
        {
            if (_last.Relief is null)
                draft.Say(Reason.From(_facts.UnknownResponse, ReasonCode.ResponseNotKnown, $"Kept: the response to the last session is not known, and that is not a good response."));
            else if (blocked is not null)
                draft.Say(AntibodiesSuspected ? Reason.From(_facts.Antibodies, ReasonCode.AntibodiesSuspected, $"Kept: {blocked}.")
                    : IsNonResponse ? Reason.From(_facts.NonResponse, ReasonCode.NonResponse, $"Kept: {blocked}.")
                    : Reason.From(Swallowing >= EffectGrade.Moderate || Weakness == EffectGrade.Severe ? _facts.Swallowing : _facts.UnknownResponse, ReasonCode.SideEffect, $"Kept: {blocked}."));
            else if (_last.SideEffects is null && (little || early))
                draft.Say(Reason.From(_facts.UnknownResponse, ReasonCode.ResponseNotKnown, $"Kept: nobody asked about side effects, and without that nothing is raised."));
        }

        if (_last.Relief is null || blocked is not null || _last.SideEffects is null && (little || early))
            return;
        if (!little && !early)
        {
            foreach (var draft in open.Where(d => d.Units is > 0))
                draft.Say(Reason.From(_facts.GoodResponse, ReasonCode.GoodResponse, $"Kept: {_last.Relief:0.#} % relief, {_facts.GoodResponse.Text:data}."));
            return;
        }

        var code = little ? ReasonCode.TooLittleRelief : ReasonCode.WoreOffEarly;
        var why = little ? Phrase($"{_last.Relief:0.#} % relief at the peak")
            : Phrase($"worn off in week {_last.WearingOffWeek:0.#}, before the label's {_ceilings.MinInterval!.IntervalWeeks:0.#} weeks");
        var active = open.Where(d => d.Units is > 0 && IsStillActive(d)).ToList();
        var targets = active.Count > 0 ? active
            : open.Where(d => d.Units is > 0 && d.Candidate is { } c && _table.IsMain(c)).ToList() is { Count: > 0 } primaries ? primaries
            : open.Where(d => d.Units is > 0).ToList();

        foreach (var draft in open.Where(d => d.Units is > 0))
        {
            if (!targets.Contains(draft))
                draft.Say(Reason.From(_facts.Examination, ReasonCode.StillActive, $"Kept: {(active.Count > 0 ? Phrase($"it was not active on examination; others are raised") : Phrase($"the main muscles of the posture are raised first"))}."));
            else if (Swallowing is not null && draft.Muscle.Risk.Dysphagia >= RiskLevel.Moderate)
                draft.Say(Reason.From(_facts.Swallowing, ReasonCode.SwallowingTrouble, $"Kept: it lies near the pharynx, and swallowing was troubled."));
            else
                RaiseLine(draft, [.. drafts, .. added], code, why, active.Count > 0, step, ref left);
        }
    }

    void RaiseLine(Draft draft, IReadOnlyList<Draft> all, ReasonCode code, Sentence why, bool isActive, (decimal Units, Fact Fact)? step, ref decimal left)
    {
        var raise = _facts.Steps.Raise;
        var before = draft.Units!.Value;
        var most = draft.Figure is { } figure ? Math.Max(before, figure.High) : decimal.MaxValue;
        var byStep = before + left;
        var wanted = Math.Max(before * (100 + raise.Percent) / 100, before + _drawable.LineU);
        var room = RoomUnderLimits(draft, all, before);
        var reach = Math.Min(Math.Min(most, byStep), room);
        var fit = reach >= before + _drawable.LineU ? _drawable.Fit(Math.Min(wanted, reach), reach, draft.Range, _ceilings.PerPoint?.DoseU) : null;
        if (fit is { } raised && raised.Units > before)
        {
            left -= raised.Units - before;
            draft.Set(raised.Units, raised.Points);
            Sentence because = isActive ? Phrase($"{why}, and the muscle was still active on examination") : why;
            draft.Say(Reason.From(raise, code, $"Raised by {raised.Units - before:#,0.##} U ({100 * (raised.Units - before) / before:0.#} %): {because}.") with { Because = because });
            return;
        }

        if (most <= room && most <= byStep && draft.Figure is { } own)
            draft.Say(Reason.From(own.Row, ReasonCode.Limit, $"Kept although relief fell short ({why}): {own.High:#,0.##} U is the most that the product's texts give this muscle."));
        else if (step is { } known && byStep <= room)
            draft.Say(Reason.From(known.Fact, ReasonCode.SessionStep, $"Kept: {why}, but the session rises by at most {known.Units:#,0.##} U at a time."));
        else if (step is null)
            draft.Say(Reason.From(raise, code, $"Kept: {why}, but no source gives a step for this product."));
        else
            draft.Say(_ceilings.StrictestSession is { } session
                ? Reason.From(session.Limit, ReasonCode.Limit, $"Kept although relief fell short ({why}): a limit of the label is reached ({session.Text}).")
                : Reason.From(raise, code, $"Kept: {why}, but no larger dose can be drawn up and divided within the limits."));
    }

    /// <summary>The highest dose of this line with which every limit still holds, the other lines as they stand.</summary>
    decimal RoomUnderLimits(Draft draft, IReadOnlyList<Draft> all, decimal before)
    {
        var low = before;
        var points = draft.Points;
        for (var units = before + _drawable.LineU; units <= before * 2 + _drawable.LineU; units += _drawable.LineU)
        {
            draft.Set(units, Math.Max(draft.Range.Most, points));
            var holds = _ceilings.AreHeld(all);
            draft.Set(before, points);
            if (!holds)
                break;
            low = units;
        }

        return low;
    }

    void Tell()
    {
        if (_last.Relief is null)
            _findings.Add(Finding.From(_facts.UnknownResponse, "NEXT-001", Severity.Note,
                $"The response to the last session is not recorded: nothing is raised. Ask for the relief at the peak before signing.", "last.response"));
        if (_last.SideEffects is null)
            _findings.Add(Finding.From(_facts.UnknownResponse, "NEXT-010", Severity.Note,
                $"Nobody recorded whether there were side effects after the last session.", "last.response.side_effects"));
        if (Effects.Where(e => !_facts.Swallowing.Terms.Concat(_facts.Weakness.Terms).Contains(e.Term)).Select(e => e.Term).Distinct().Select(Words).ToList() is { Count: > 0 } others)
            _findings.Add(Finding.From(_facts.Examination, "NEXT-012", Severity.Note,
                $"Also reported after the last session, without a change of dose for it: {And(others)}.", "last.response.side_effects"));
        if (Emergencies.Select(e => e.Term).Distinct().ToList() is { Count: > 0 } answered)
            _findings.Add(Finding.From(_facts.EmergencyTerms, "NEXT-014", Severity.Confirm,
                $"After the last session: {And(answered.Select(Words))}. A clinician has answered it; nothing is raised. Write why treating again is right.", "last.response.side_effects"));
        if (_last.ReportedWords.Count > 0)
            _findings.Add(Finding.From(_facts.UnknownResponse, "NEXT-013", Severity.Confirm,
                $"Reported after the last session in words that name no known side effect: {And(_last.ReportedWords.Select(w => Phrase($"'{w:typed}'")))}. Read it, and say what it means for the doses.", "last.response.reported_words"));
        if (IsNonResponse)
            _findings.Add(Finding.From(_facts.NonResponse, "NEXT-002", Severity.Confirm,
                $"{_last.SessionsWithoutEffectBefore + 1} sessions running without useful effect. {_table.Checklist.Rule.Text:data} {InTurn(_table.Checklist.Steps.OrderBy(s => s.Order).Select(s => Phrase($"{s.Order}. {Data(s.Text.TrimEnd('.')).Start()}.")))}",
                "last.response"));
        if (AntibodiesSuspected)
            _findings.Add(Finding.From(_facts.Antibodies, "NEXT-003", Severity.Confirm, $"Antibodies are suspected: {_facts.Antibodies.Text:data}.", "last.response.antibodies_suspected"));
        if (WoreOffEarly && _ceilings.MinInterval is { } interval)
            _findings.Add(Finding.From(interval, "NEXT-005", Severity.Note, $"Worn off in week {_last.WearingOffWeek:0.#}; the label's interval of {interval.IntervalWeeks:0.#} weeks is not shortened. Discuss the dose within its range, another product, or support between sessions.", "last.response.wearing_off_week"));
        if (Swallowing == EffectGrade.Severe)
            _findings.Add(Finding.From(_facts.Swallowing, "NEXT-007", Severity.Confirm,
                $"Severe swallowing trouble after the last session: muscles near the pharynx are left out. Assess swallowing before any of them is treated again.", "last.response.side_effects"));
        if (_request.Candidates.Count == 0)
            _findings.Add(Finding.From(_facts.NewPosture, "NEXT-008", Severity.Note,
                $"No posture was measured for this session: the muscles are those of the last one.", "posture"));
        if (_last.ReliefPercent is { } said && _last.Twstrs?.ReliefPercent is { } scored
            && (said >= _facts.Relief.EnoughPercent.Percent) != (scored >= _facts.Relief.EnoughPercent.Percent))
            _findings.Add(Finding.From(_facts.Relief.EnoughPercent, "NEXT-009", Severity.Note, $"The patient says {said:0.#} % relief, the score {scored:0.#} %: the lower one decides here.", "last.response"));
        if (_ceilings.UnknownInWindow)
            _findings.Add(new("PROP-013", Severity.Note, $"Toxin of an unknown product or amount was given within the window of the cumulative limit; it could not be counted.",
                "clinical-proposal", "history"));
    }

    EffectGrade? Worst(EffectTerms terms)
    {
        EffectGrade? worst = null;
        foreach (var effect in Effects.Where(e => terms.Terms.Contains(e.Term)))
            worst = Graver(worst, effect.Grade ?? EffectGrade.Severe);
        return worst;
    }

    static EffectGrade Graver(EffectGrade? a, EffectGrade b) => a is { } grade && grade > b ? grade : b;

    static Sentence Words(string id) => Data(id.Replace('-', ' '));
}

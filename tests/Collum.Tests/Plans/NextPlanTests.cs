using Collum.Anatomy;
using Collum.Findings;
using Collum.Patients;
using Collum.Plans;
using FsCheck;
using FsCheck.Fluent;
using static Collum.Tests.Plans.PlanningCases;

namespace Collum.Tests.Plans;

public sealed class NextPlanTests
{
    const string Ona = "onabotulinumtoxinA", Abo = "abobotulinumtoxinA", Daxi = "daxibotulinumtoxinA";
    const string Scm = "sternocleidomastoid", Splenius = "splenius-capitis", Trapezius = "trapezius-descendens", Levator = "levator-scapulae";

    // A right turn treated as usual: right splenius, left sternocleidomastoid, left trapezius.
    static readonly LastSession Usual = Last(Ona, "US", Site(Ona, Splenius, Side.Right, 60), Site(Ona, Scm, Side.Left, 40), Site(Ona, Trapezius, Side.Left, 40));

    static Proposal Next(LastSession last, string region = "US", string posture = "torticaput", Side side = Side.Right) =>
        Propose(Request(last.Given.Product.Id, region, posture, side) with { FirstSession = false, Last = last });

    // 236 U twelve weeks ago: the US limit of 400 U counts 92 days, so 164 U are left until the 93rd day.
    [Fact]
    public void What_the_window_leaves_is_said_with_the_day_from_which_more_may_be_given()
    {
        var last = Last(Ona, "US", Site(Ona, Splenius, Side.Right, 116, 4), Site(Ona, Scm, Side.Left, 60), Site(Ona, Trapezius, Side.Left, 60));

        var next = Next(last with { Given = last.Given with { Date = Day.AddDays(-84) }, ReliefPercent = 70 });

        Assert.InRange(next.Plan.Total.Units, 150, 164);
        var window = Assert.Single(next.Findings, f => f.Code == "PROP-016");
        Assert.Contains("at most 164 U", window.Message, StringComparison.Ordinal);
        Assert.Contains("From 29 November 2026", window.Message, StringComparison.Ordinal);
        Assert.Contains("leaves 400 U", window.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_that_holds_nothing_down_is_not_spoken_of() =>
        Assert.DoesNotContain(Next(Usual with { ReliefPercent = 70 }).Findings, f => f.Code == "PROP-016");

    [Fact]
    public void Figures_of_another_region_s_text_are_named_as_such()
    {
        var us = Propose(Request(Ona, "US"));
        var eu = Propose(Request(Ona, "EU"));

        var said = Assert.Single(us.Findings, f => f.Code == "PROP-017");
        Assert.Contains("US texts of BOTOX give no figure", said.Message, StringComparison.Ordinal);
        Assert.Contains("EU and UK", said.Message, StringComparison.Ordinal);
        Assert.Equal(Collum.Knowledge.FactStatus.Recalled, said.Status);
        Assert.DoesNotContain(eu.Findings, f => f.Code == "PROP-017");
    }

    [Fact]
    public void Enough_relief_without_side_effects_is_repeated()
    {
        var next = Next(Usual with { ReliefPercent = 70 });

        Assert.Equal([60m, 40, 40], next.Plan.Sites.Select(s => s.Dose.Units));
        Assert.All(next.Lines, l => Assert.Equal(Change.Kept, l.Change));
        Assert.Contains(next.Lines[0].Reasons, r => r.Code == ReasonCode.GoodResponse);
    }

    [Fact]
    public void An_unknown_response_is_not_a_good_response()
    {
        var next = Next(Usual);

        Assert.Equal([60m, 40, 40], next.Plan.Sites.Select(s => s.Dose.Units));
        Assert.All(next.Lines, l => Assert.Contains(l.Reasons, r => r.Code == ReasonCode.ResponseNotKnown));
        Assert.DoesNotContain(next.Lines.SelectMany(l => l.Reasons), r => r.Code == ReasonCode.GoodResponse);
        Assert.Contains(next.Findings, f => f.Code == "NEXT-001");
    }

    [Fact]
    public void Too_little_relief_raises_the_main_muscles_within_one_session_step()
    {
        var next = Next(Usual with { ReliefPercent = 30 });

        var splenius = next.Line(Splenius, Side.Right)!;
        Assert.Equal(Change.Raised, splenius.Change);
        Assert.Contains(splenius.Reasons, r => r.Code == ReasonCode.TooLittleRelief && r.Text.Contains("30 % relief", StringComparison.Ordinal));
        Assert.InRange(next.Plan.Total.Units, 141, 190);
    }

    [Fact]
    public void What_was_still_active_on_examination_is_raised_first()
    {
        var next = Next(Usual with { ReliefPercent = 30, StillActive = [new(Shared.Medicine.Muscles[Splenius], Side.Right)] });

        Assert.Equal(Change.Raised, next.Line(Splenius, Side.Right)!.Change);
        Assert.Equal(Change.Kept, next.Line(Scm, Side.Left)!.Change);
    }

    [Fact]
    public void The_lower_of_two_opinions_on_relief_decides() =>
        Assert.Contains(Next(Usual with { ReliefPercent = 80, Twstrs = new(40, 32) }).Lines, l => l.Change == Change.Raised);

    [Theory]
    [InlineData(EffectGrade.Mild, 30)]
    [InlineData(EffectGrade.Moderate, 20)]
    [InlineData(EffectGrade.Severe, 0)]
    public void Swallowing_trouble_cuts_the_sternocleidomastoid_and_asks_for_the_needle_in_view(EffectGrade grade, int left)
    {
        var next = Next(Usual with { ReliefPercent = 70, SideEffects = [new("dysphagia", grade)] });

        var scm = next.Line(Scm, Side.Left)!;
        Assert.Equal(left, scm.Dose!.Units);
        Assert.Contains(scm.Reasons, r => r.Code == ReasonCode.SwallowingTrouble);
        if (left > 0)
            Assert.True(scm.Guidance!.Value.SeesTheNeedle());
        Assert.DoesNotContain(next.Lines, l => l.Change == Change.Raised);
    }

    [Fact]
    public void Swallowing_trouble_of_unknown_severity_counts_as_severe() =>
        Assert.Equal(Change.Removed, Next(Usual with { ReliefPercent = 20, SideEffects = [new("dysphagia", null)] }).Line(Scm, Side.Left)!.Change);

    [Fact]
    public void After_swallowing_trouble_the_sternocleidomastoid_is_not_treated_on_both_sides()
    {
        var last = Last(Ona, "US", Site(Ona, Scm, Side.Left, 50), Site(Ona, Scm, Side.Right, 20), Site(Ona, Splenius, Side.Right, 60)) with
        {
            ReliefPercent = 60, SideEffects = [new("dysphagia", EffectGrade.Moderate)],
        };

        Assert.False(Next(last).Plan.IsBilateral(Scm));
    }

    [Fact]
    public void Weakness_lowers_the_muscle_it_is_put_down_to()
    {
        var next = Next(Usual with { ReliefPercent = 70, SideEffects = [new("neck-weakness", EffectGrade.Moderate, Shared.Medicine.Muscles[Trapezius], Side.Left)] });

        Assert.Equal(Change.Lowered, next.Line(Trapezius, Side.Left)!.Change);
        Assert.Equal(25, next.Line(Trapezius, Side.Left)!.Dose!.Units);
        Assert.Equal(Change.Kept, next.Line(Splenius, Side.Right)!.Change);
    }

    [Fact]
    public void Weakness_of_the_neck_as_a_whole_lowers_the_muscles_that_hold_the_head()
    {
        var next = Next(Usual with { ReliefPercent = 70, SideEffects = [new("neck-weakness", EffectGrade.Severe)] });

        Assert.Equal(Change.Lowered, next.Line(Splenius, Side.Right)!.Change);
        Assert.Equal(Change.Lowered, next.Line(Trapezius, Side.Left)!.Change);
        Assert.Equal(Change.Kept, next.Line(Scm, Side.Left)!.Change);
    }

    [Fact]
    public void An_emergency_comes_before_any_next_plan()
    {
        var next = Next(Usual with { ReliefPercent = 70, SideEffects = [new("dyspnoea", EffectGrade.Mild)] });

        Assert.Empty(next.Plan.Sites);
        Assert.Contains(next.Findings, f => f is { Code: "NEXT-006", Severity: Severity.Stop });
    }

    [Fact]
    public void Wearing_off_early_never_shortens_the_interval()
    {
        var next = Next(Usual with { ReliefPercent = 60, WearingOffWeek = 9 });

        Assert.Contains(next.Lines, l => l.Change == Change.Raised && l.Reasons.Any(r => r.Code == ReasonCode.WoreOffEarly));
        Assert.Contains(next.Findings, f => f.Code == "NEXT-005" && f.Message.Contains("12 weeks is not shortened", StringComparison.Ordinal));
    }

    [Fact]
    public void A_muscle_that_the_new_posture_does_not_suggest_is_left_out_when_relief_was_not_enough()
    {
        var next = Next(Usual with { ReliefPercent = 20 }, posture: "laterocaput");

        Assert.Equal(Change.Removed, next.Line(Scm, Side.Left)?.Change ?? Change.Removed);
        Assert.Contains(next.Lines, l => l.Change is Change.Added or Change.SideChanged);
    }

    [Fact]
    public void A_posture_that_changed_sides_moves_the_muscle_and_its_dose()
    {
        var last = Last(Ona, "US", Site(Ona, Levator, Side.Left, 30)) with { ReliefPercent = 20 };

        var next = Next(last, posture: "shoulder-elevation", side: Side.Right);

        Assert.Equal(Change.SideChanged, next.Line(Levator, Side.Right)!.Change);
        Assert.Equal(30, next.Line(Levator, Side.Right)!.Dose!.Units);
        Assert.Equal(Change.Removed, next.Line(Levator, Side.Left)!.Change);
    }

    [Fact]
    public void Two_sessions_without_effect_open_the_checklist_and_raise_nothing()
    {
        var next = Next(Usual with { ReliefPercent = 10, SessionsWithoutEffectBefore = 1 });

        Assert.Contains(next.Findings, f => f is { Code: "NEXT-002", Severity: Severity.Confirm });
        Assert.True(next.Plan.Total.Units <= 140);
        Assert.DoesNotContain(next.Lines, l => l.Change is Change.Raised or Change.Added);
    }

    [Fact]
    public void Suspected_antibodies_raise_nothing()
    {
        var next = Next(Usual with { ReliefPercent = 10, AntibodiesSuspected = Answer.Yes });

        Assert.Contains(next.Findings, f => f.Code == "NEXT-003");
        Assert.DoesNotContain(next.Lines, l => l.Change is Change.Raised or Change.Added);
    }

    [Fact]
    public void Nothing_rises_while_nobody_asked_about_side_effects() =>
        Assert.DoesNotContain(Next(Usual with { ReliefPercent = 20, SideEffects = null }).Lines, l => l.Change is Change.Raised or Change.Added);

    [Fact]
    public void The_labels_own_step_bounds_the_rise_of_a_session()
    {
        // DAXXIFY changes by 50 to 75 U (daxxify-medscape): the smaller end is used.
        var last = Last(Daxi, "US", Site(Daxi, Splenius, Side.Right, 60), Site(Daxi, Scm, Side.Left, 40), Site(Daxi, Trapezius, Side.Left, 50)) with { ReliefPercent = 10 };

        Assert.InRange(Next(last).Plan.Total.Units, 151, 200);
    }

    [Fact]
    public void A_last_dose_above_a_limit_is_brought_under_it_and_says_why()
    {
        var last = Last(Ona, "EU", Site(Ona, Splenius, Side.Right, 200, 4), Site(Ona, Trapezius, Side.Left, 150, 4)) with { ReliefPercent = 70 };

        var next = Next(last, "EU");

        Assert.True(next.Plan.Total.Units <= 300);
        Assert.All(next.Lines.Where(l => l.DifferenceU < 0), l => Assert.Contains(l.Reasons, r => r.Code == ReasonCode.Limit));
    }

    [Fact]
    public void Without_a_posture_the_muscles_stay_and_that_is_said()
    {
        var next = Propose(Request(Ona, "US") with { FirstSession = false, Candidates = [], Postures = [], Last = Usual with { ReliefPercent = 70 } });

        Assert.Equal(3, next.Plan.Sites.Count);
        Assert.Contains(next.Findings, f => f.Code == "NEXT-008");
    }

    [Fact]
    public void No_number_changes_silently() =>
        Prop.ForAll(Cases().ToArbitrary(), request =>
        {
            var proposal = Propose(request);
            PlannerTests.AssertHeld(proposal, request);
            if (proposal.Plan.Sites.Count == 0)
                return;

            var given = request.Last!.Given;
            foreach (var site in given.Sites)
                Assert.Contains(proposal.Lines, l => l.Muscle == site.Muscle && l.Side == site.Side && l.Before == site.Dose);
            foreach (var line in proposal.Lines.Where(l => l.Change != Change.Kept || l.DifferenceU is not 0))
                Assert.All(line.Reasons, r => Assert.False(string.IsNullOrWhiteSpace(r.Text + r.Source)));
            foreach (var line in proposal.Lines.Where(l => l.DifferenceU > 0))
                Assert.Contains(line.Reasons, r => r.Code is ReasonCode.TooLittleRelief or ReasonCode.WoreOffEarly);
            foreach (var line in proposal.Lines.Where(l => l.DifferenceU < 0))
                Assert.Contains(line.Reasons, r => r.Code is ReasonCode.SwallowingTrouble or ReasonCode.Weakness or ReasonCode.NoLongerCandidate or ReasonCode.Limit);
            foreach (var line in proposal.Lines.Where(l => l.Points is not null && l.PointsBefore is not null && l.Points != l.PointsBefore))
                Assert.Contains(line.Reasons, r => r.Code is ReasonCode.Points or ReasonCode.Limit);
            foreach (var line in proposal.Lines.Where(l => l.Change is Change.Added or Change.SideChanged))
                Assert.Contains(line.Reasons, r => r.Code == ReasonCode.NewPosture);

            // The session never rises by more than one step of the product, and not at all on an unknown response.
            var rise = proposal.Plan.Total.Units - given.Total.Units;
            Assert.True(rise <= Step(request), $"{given.Total} to {proposal.Plan.Total}");
            if (request.Last.Relief is null)
                Assert.True(rise <= 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    static decimal Step(PlannerRequest request) => request.Product.Id switch
    {
        Abo => 250, "rimabotulinumtoxinB" => 2500, _ => 50,
    };

    internal static Gen<PlannerRequest> Cases() =>
        from request in PlannerTests.Cases()
        from muscles in Gen.Elements(Splenius, Scm, Trapezius, Levator, "semispinalis-capitis", "scalenus-anterior", "obliquus-capitis-inferior").NonEmptyListOf()
        from sides in Gen.Elements(Side.Right, Side.Left).ListOf(7)
        from parts in Gen.Choose(1, 5).ListOf(7)
        from relief in Gen.Elements<decimal?>(null, 0, 10, 30, 49, 50, 80)
        from several in Gen.SubListOf("dysphagia", "neck-weakness", "dry-mouth")
        from troubled in Gen.Elements(true, false, false)
        let effects = troubled ? several : []
        from grade in Gen.Elements<EffectGrade?>(null, EffectGrade.Mild, EffectGrade.Moderate, EffectGrade.Severe)
        from asked in Gen.Elements(true, true, true, false)
        from wornOff in Gen.Elements<decimal?>(null, 6, 9, 14)
        from poor in Gen.Elements(0, 0, 0, 1, 2)
        from active in Gen.Elements(true, false)
        let step = Shared.Medicine.Toxins[request.Product].Id switch { Abo => 10m, "rimabotulinumtoxinB" => 100m, _ => 2.5m }
        let sites = muscles.Distinct().Take(6).Select((m, i) => Site(request.Product.Id, m, sides[i], parts[i] * 4 * step, 1 + parts[i] % 3)).ToArray()
        select request with
        {
            FirstSession = false,
            Candidates = relief is 80 ? [] : request.Candidates,
            Last = Last(request.Product.Id, request.Region.Code, sites) with
            {
                ReliefPercent = relief, SideEffects = asked ? [.. effects.Select(e => new ReportedEffect(e, grade))] : null, WearingOffWeek = wornOff,
                SessionsWithoutEffectBefore = poor, StillActive = active ? [new(sites[0].Muscle, sites[0].Side)] : [],
            },
        };
}

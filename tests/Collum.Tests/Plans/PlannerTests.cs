using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;
using Collum.Plans;
using Collum.Toxins;
using Collum.Treatments;
using FsCheck;
using FsCheck.Fluent;
using static Collum.Tests.Plans.PlanningCases;

namespace Collum.Tests.Plans;

public sealed class PlannerTests
{
    const string Ona = "onabotulinumtoxinA", Abo = "abobotulinumtoxinA", Inco = "incobotulinumtoxinA", Daxi = "daxibotulinumtoxinA", Rima = "rimabotulinumtoxinB";
    const string Scm = "sternocleidomastoid";

    [Fact]
    public void The_european_dysport_start_is_the_labels_own_scheme()
    {
        // Dysport text for torticollis, three muscles: 300 U splenius, 100 U sternomastoid, 100 U a third muscle (dysport-fr-smpc-copy, verified in data/).
        var proposal = Propose(Request(Abo, "EU", "laterocaput"));

        Assert.Equal(300, proposal.Line("splenius-capitis", Side.Right)!.Dose!.Units);
        Assert.Equal(100, proposal.Line(Scm, Side.Right)!.Dose!.Units);
        Assert.Equal(100, proposal.Line("trapezius-descendens", Side.Right)!.Dose!.Units);
        Assert.Equal(500, proposal.Plan.Total.Units);
        Assert.Equal(3, proposal.Plan.Sites.Count);
    }

    [Fact]
    public void What_the_published_figures_cannot_take_is_left_to_the_clinician()
    {
        var proposal = Propose(Request(Abo, "EU", "torticaput"));       // the third muscle is a deep one without a figure

        Assert.Equal(400, proposal.Plan.Total.Units);
        Assert.Contains(proposal.Findings, f => f.Code == "PROP-015" && f.Message.Contains("400 of 500 U", StringComparison.Ordinal));
    }

    [Fact]
    public void Muscles_near_the_pharynx_get_no_equal_part_of_a_total() =>
        Assert.Null(Propose(Request(Rima, "EU", "anterocollis")).Line("longus-colli", Side.Right)!.Dose);

    [Fact]
    public void A_muscle_that_pulls_against_the_posture_as_a_whole_is_named_and_not_proposed()
    {
        var request = Request(Ona, "US");
        var against = request.Candidates[0] with { Rank = 9, Side = Side.Left, Score = -0.18 };

        var proposal = Propose(request with { Candidates = [.. request.Candidates, against] });
        var active = Propose(request with { Candidates = [.. request.Candidates, against with { LikelihoodRatio = 20 }] });

        Assert.Null(proposal.Line("splenius-capitis", Side.Left));
        Assert.Contains(proposal.Findings, f => f.Code == "PROP-018" && f.Message.Contains("left splenius capitis", StringComparison.Ordinal));
        Assert.NotNull(active.Line("splenius-capitis", Side.Left));
    }

    [Fact]
    public void A_first_session_stays_at_the_low_end()
    {
        var proposal = Propose(Request(Ona, "EU", "laterocaput"));

        Assert.All(proposal.Plan.Sites, s => Assert.InRange(s.Dose.Units, 20, 30));       // table: from 25 U each, rounded to what can be divided
        Assert.Contains(proposal.Lines[0].Reasons, r => r.Code == ReasonCode.LowEnd);
    }

    [Fact]
    public void An_unknown_history_counts_as_a_first_session_and_is_said()
    {
        var proposal = Propose(Request(Ona, "EU") with { FirstSession = null });

        Assert.Equal(Population.Naive, proposal.Plan.Population);
        Assert.Contains(proposal.Findings, f => f.Code == "PROP-010");
    }

    [Fact]
    public void Toxin_on_record_makes_it_a_later_session() =>
        Assert.Equal(Population.Experienced,
            Propose(Request(Ona, "EU") with { FirstSession = null, History = [Past(Ona, 180, 100)] }).Plan.Population);

    [Fact]
    public void A_muscle_that_no_text_of_the_product_doses_is_proposed_without_a_dose()
    {
        var proposal = Propose(Request(Ona, "EU", "torticaput"));

        var line = proposal.Line("obliquus-capitis-inferior", Side.Right)!;
        Assert.Null(line.Dose);
        Assert.Contains(line.Reasons, r => r.Code == ReasonCode.NoFigure);
        Assert.Contains(proposal.Findings, f => f.Code == "PROP-001" && f.Message.Contains("obliquus capitis inferior", StringComparison.Ordinal));
        Assert.DoesNotContain(proposal.Plan.Sites, s => s.Muscle.Id == "obliquus-capitis-inferior");
    }

    [Fact]
    public void A_product_without_any_muscle_figure_gets_muscles_and_no_doses()
    {
        var proposal = Propose(Request(Daxi, "US", "laterocaput"));

        Assert.NotEmpty(proposal.Lines);
        Assert.All(proposal.Lines, l => Assert.Null(l.Dose));
        Assert.Contains(proposal.Findings, f => f.Code == "PROP-014" && f.Message.Contains("125 U", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_parts_where_the_label_divides_equally()
    {
        var proposal = Propose(Request(Rima, "EU", "laterocaput"));

        Assert.Equal(10_000, proposal.Plan.Total.Units);
        Assert.Single(proposal.Plan.Sites.Select(s => s.Dose.Units).Distinct());
        Assert.InRange(proposal.Plan.Sites.Count, 2, 4);
    }

    [Fact]
    public void Another_regions_text_of_the_same_product_is_named_as_such()
    {
        var proposal = Propose(Request(Ona, "US", "laterocaput"));

        Assert.All(proposal.Lines.Where(l => l.Dose is not null), l =>
            Assert.Contains(l.Reasons, r => r.Code == ReasonCode.OtherRegion && r.Text.Contains("EU", StringComparison.Ordinal)));
    }

    [Fact]
    public void Both_sternocleidomastoids_are_not_proposed_where_the_label_forbids_it()
    {
        var proposal = Propose(Request(Ona, "EU", "sagittal-shift-anterior"));

        Assert.False(proposal.Plan.IsBilateral(Scm));
        Assert.Null(proposal.Line(Scm, Side.Right));
        Assert.Contains(proposal.Findings, f => f.Code == "PROP-004");
    }

    [Fact]
    public void Chin_down_halves_the_sternocleidomastoid()
    {
        var request = Request(Ona, "US", "sagittal-shift-anterior") with { FirstSession = false };
        var usual = Propose(request with { Postures = [] }).Plan.TotalTo(Scm).Units;
        var halved = Propose(request).Plan.TotalTo(Scm).Units;

        Assert.InRange(halved, usual * 0.3m, usual * 0.6m);
        Assert.Contains(Propose(request).Line(Scm, Side.Right)!.Reasons, r => r.Code == ReasonCode.Reduced);
    }

    [Fact]
    public void Old_age_low_weight_and_frailty_start_lower_and_say_so()
    {
        var request = Request(Abo, "US", "laterocaput");
        var usual = Propose(request).Plan.Total.Units;

        foreach (var patient in new[]
                 {
                     new Patient { BirthDate = new(1950, 1, 1), WeightKg = 70 }, new Patient { BirthDate = new(1980, 1, 1), WeightKg = 45 },
                     new Patient { Answers = new Dictionary<string, Answer> { ["older-or-frail"] = Answer.Yes } },
                 })
        {
            var proposal = Propose(request with { Patient = patient });
            Assert.InRange(proposal.Plan.Total.Units, 250, usual * 0.8m);
            Assert.Contains(proposal.Findings, f => f.Code == "PROP-005");
        }
    }

    [Fact]
    public void The_window_of_the_cumulative_limit_leaves_only_what_is_left()
    {
        var proposal = Propose(Request(Ona, "EU", "laterocaput") with { FirstSession = false, History = [Past(Ona, 340, 80)] });

        Assert.InRange(proposal.Plan.Total.Units, 5, 60);
        Assert.Contains(proposal.Lines.SelectMany(l => l.Reasons), r => r.Code == ReasonCode.Limit && r.Text.Contains("340 U", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_proposed_when_the_window_is_full() =>
        Assert.Contains(Propose(Request(Ona, "EU") with { FirstSession = false, History = [Past(Ona, 400, 30)] }).Findings,
            f => f is { Code: "PROP-008", Severity: Severity.Stop });

    [Fact]
    public void Nothing_is_proposed_where_a_product_has_no_limits_on_record() =>
        Assert.Contains(Propose(Request(Daxi, "EU")).Findings, f => f is { Code: "PROP-007", Severity: Severity.Stop });

    [Fact]
    public void Nothing_is_proposed_without_a_candidate() =>
        Assert.Contains(Propose(Request(Ona, "US") with { Candidates = [] }).Findings, f => f is { Code: "PROP-006", Severity: Severity.Stop });

    [Fact]
    public void The_last_dose_of_the_same_product_elsewhere_is_where_an_experienced_patient_starts()
    {
        var proposal = Propose(Request(Ona, "US", "laterocaput") with { FirstSession = false, History = [Past(Ona, 150, 100)] });

        Assert.InRange(proposal.Plan.Total.Units, 135, 150);
        Assert.Contains(proposal.Lines[0].Reasons, r => r.Code == ReasonCode.EarlierDose);
    }

    [Fact]
    public void More_vials_are_made_up_when_the_plan_needs_them()
    {
        var ona = Product(Ona);
        var preparation = new Preparation(new Dilution(new Vial(ona.Units(100)), new Volume(1)), 1);
        var proposal = Propose(Request(Ona, "US", "laterocaput") with { FirstSession = false, History = [Past(Ona, 180, 100)], Preparation = preparation });

        Assert.Equal(2, proposal.Plan.Preparation!.Vials);
        Assert.Contains(proposal.Findings, f => f.Code == "PROP-012");
    }

    [Fact]
    public void Landmarks_do_not_stand_against_advice()
    {
        var proposal = Propose(Request(Inco, "US", "torticollis") with { PreferredGuidance = Guidance.Landmarks });

        Assert.All(proposal.Lines.Where(l => l.Dose is not null), l => Assert.NotEqual(Guidance.Landmarks, l.Guidance));
    }

    [Fact]
    public void A_change_of_product_starts_anew_and_takes_no_number_over()
    {
        var request = Request(Abo, "EU", "laterocaput") with { FirstSession = false };
        var after = Propose(request with { Last = Last(Ona, "EU", Site(Ona, "splenius-capitis", Side.Right, 75)) });
        var without = Propose(request);

        Assert.Equal(without.Plan.Sites, after.Plan.Sites);
        Assert.All(after.Lines, l => Assert.Contains(l.Reasons, r => r.Code == ReasonCode.ProductChange));
        Assert.All(after.Lines, l => Assert.Null(l.Before));
        Assert.Contains(after.Findings, f => f.Code == "NEXT-004");
    }

    [Fact]
    public void A_mirrored_posture_gets_the_mirrored_plan()
    {
        foreach (var (product, region) in Labels)
            foreach (var posture in PlanningCases.Postures)
            {
                var right = Propose(Request(product, region, posture, Side.Right)).Plan.Sites;
                var left = Propose(Request(product, region, posture, Side.Left)).Plan.Sites;

                Assert.Equal(
                    right.Select(s => (s.Muscle.Id, s.Side.Mirror(), s.Dose.Units, s.Points)).Order(),
                    left.Select(s => (s.Muscle.Id, s.Side, s.Dose.Units, s.Points)).Order());
            }
    }

    [Fact]
    public void Symmetric_postures_get_both_sides_alike()
    {
        foreach (var (product, region) in Labels)
            foreach (var posture in PlanningCases.Postures.Where(IsSymmetric))
                foreach (var line in Propose(Request(product, region, posture)).Lines)
                    Assert.Equal(line.Dose?.Units, Propose(Request(product, region, posture)).Line(line.Muscle.Id, line.Side.Mirror())!.Dose?.Units);
    }

    [Fact]
    public void No_proposal_passes_a_limit_or_leaves_a_number_without_reason_and_source() =>
        Prop.ForAll(Cases().ToArbitrary(), request =>
        {
            var proposal = Propose(request);
            AssertHeld(proposal, request);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_proposal_is_stopped_by_the_plan_rules_for_any_label_posture_and_age()
    {
        var answers = Shared.Medicine.Safety.AnswerIds.ToDictionary(id => id, _ => Answer.No);
        foreach (var (product, region) in Labels)
            foreach (var posture in PlanningCases.Postures)
                foreach (var first in new[] { true, false })
                    foreach (var age in new[] { 18, 45, 71, 90 })
                    {
                        var request = Request(product, region, posture) with
                        {
                            FirstSession = first, Patient = new Patient { BirthDate = Day.AddYears(-age), WeightKg = 70, Answers = answers },
                        };
                        var plan = Propose(request).Plan;
                        if (plan.Sites.Count > 0)
                            Assert.DoesNotContain(PlanCheck.Of(new PlanDocument(plan, request.Patient, request.Given), Shared.Medicine).Findings, f => f.Severity == Severity.Stop);
                    }
    }

    [Fact]
    public void Whatever_is_asked_only_questions_about_the_person_stop_a_proposal() =>
        Prop.ForAll(Gen.OneOf(Cases(), NextPlanTests.Cases()).ToArbitrary(), request =>
        {
            var plan = Propose(request).Plan;
            if (plan.Sites.Count > 0)
                Assert.DoesNotContain(PlanCheck.Of(new PlanDocument(plan, request.Patient, request.Given), Shared.Medicine).Findings,
                    f => f.Severity == Severity.Stop && !f.Code.StartsWith("WHO-", StringComparison.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    internal static void AssertHeld(Proposal proposal, PlannerRequest request)
    {
        var (plan, label) = (proposal.Plan, Shared.Medicine.Toxins[request.Product]);

        foreach (var limit in label.Limits.Where(l => request.Region.IsIn(l.Regions) && l.DoseU is not null
                     && (l.Population == Population.Any || l.Population == plan.Population)))
        {
            var most = limit.DoseU!.Value;
            switch (limit.Kind)
            {
                case LimitKind.MaxSession or LimitKind.UsualMaxSession:
                case LimitKind.MaxFirstSession when plan.Population == Population.Naive:
                    Assert.True(plan.Total.Units <= most, $"{limit.Id}: {plan.Total}");
                    break;
                case LimitKind.MaxPerMuscle:
                    Assert.True(plan.TotalTo(limit.Muscle!).Units <= most, $"{limit.Id}: {plan.TotalTo(limit.Muscle!)}");
                    break;
                case LimitKind.MaxPerSite:
                    Assert.All(plan.Sites, s => Assert.True(s.PerPoint.Units <= most, $"{limit.Id}: {s} {s.PerPoint}"));
                    break;
                case LimitKind.MaxCumulative:
                    var given = request.History.Where(p => p.Product == request.Product && p.Date >= request.Date.AddDays(-limit.WindowDays!.Max!.Value)).Sum(p => p.Dose?.Units ?? 0);
                    Assert.True(plan.Sites.Count == 0 || given + plan.Total.Units <= most, $"{limit.Id}: {given} + {plan.Total}");
                    break;
            }
        }

        Assert.All(label.LimitsIn(request.Region, LimitKind.BilateralMuscle).Where(l => l.BilateralAllowed == false), l => Assert.False(plan.IsBilateral(l.Muscle!)));
        Assert.True(plan.Sites.Count <= Math.Max(6, request.Last?.Given.Sites.Count ?? 0));
        Assert.All(plan.Sites, s => Assert.True(s.Dose.Units > 0 && s.Points >= 1));
        Assert.All(plan.Sites.GroupBy(s => (s.Muscle, s.Side)), g => Assert.Single(g));
        Assert.All(proposal.Lines, l =>
        {
            Assert.NotEmpty(l.Reasons);
            Assert.All(l.Reasons, r => Assert.True(r.Text.ToString().Length > 5 && Shared.Medicine.Sources.Sources.ContainsKey(r.Source), $"{r.Text} [{r.Source}]"));
        });
        Assert.All(proposal.Findings, f => Assert.True(Shared.Medicine.Sources.Sources.ContainsKey(f.Source), f.Source));
    }

    internal static Gen<PlannerRequest> Cases() =>
        from label in Gen.Elements(Labels.AsEnumerable())
        from postures in Gen.Elements(PlanningCases.Postures.AsEnumerable()).NonEmptyListOf()
        from side in Gen.Elements(Side.Right, Side.Left)
        from first in Gen.Elements<bool?>(true, false, null)
        from age in Gen.Choose(18, 95)
        from weight in Gen.Elements<decimal?>(40, 55, 70, 110, null)
        from past in Gen.Choose(0, 400)
        from days in Gen.Choose(10, 150)
        from diluent in Gen.Elements<decimal?>(null, 0.5m, 1, 2, 2.5m, 4)
        from frail in Gen.Elements(Answer.Yes, Answer.No, Answer.Unknown)
        let product = Product(label.Product)
        let names = postures.Take(2).Distinct().ToArray()
        select new PlannerRequest
        {
            Product = product, Region = Region.Known[label.Region], Date = Day, FirstSession = first,
            Patient = new Patient { BirthDate = Day.AddYears(-age), WeightKg = weight, Answers = new Dictionary<string, Answer> { ["older-or-frail"] = frail, ["small-neck-mass-or-bilateral-scm"] = frail } },
            History = past < 40 || first == true ? [] : [new(Day.AddDays(-days), product, product.Units(past), past % 2 == 0 ? PastToxin.CervicalDystonia : "migraine")],
            Candidates = Candidates(side, names), Postures = names,
            Preparation = diluent is { } ml && label.Product != Rima ? new Preparation(new Dilution(new Vial(product.Units(label.Product == Abo ? 500 : 100)), new Volume(ml)), 1) : null,
        };

    static PastToxin Past(string product, decimal units, int days) =>
        new(Day.AddDays(-days), Product(product), Product(product).Units(units), PastToxin.CervicalDystonia);
}

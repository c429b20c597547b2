using System.Globalization;
using Collum.Anatomy;
using Collum.Clinic.Charts;
using Collum.Clinic.Treatments;
using Collum.Clinic.Visits;
using Collum.Clinic.Watch;
using Collum.Findings;
using Collum.Patients;
using Collum.Plans;
using Collum.Postures;
using Collum.Safety;
using Collum.Scales;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Clinic.Registry;

/// <summary>A dozen charts of nobody, one for each posture of the Col-Cap scheme and more, written by the program's own use cases: what a clinic would have clicked.</summary>
/// <remarks>The same seed and the same day make the same charts. Names, numbers, lots and doctors say that they are made up.</remarks>
sealed class SyntheticCharts(Practice practice, int seed)
{
    const string Doctor = "Dr Mara Example", Colleague = "Dr Ben Example";

    readonly Random _random = new(seed);

    /// <param name="Weeks">Since the last session, before today.</param>
    /// <param name="Every">Weeks between sessions.</param>
    sealed record Script(string Id, string Name, Sex Sex, int BirthYear, Posture Posture, string Product, string Region, int Sessions, int Weeks, int Every)
    {
        public string? Goal { get; init; }

        public string? Medication { get; init; }

        /// <summary>Units for each sternocleidomastoid where the planner leaves the muscles to the clinician; a made-up clinician's choice, no advice.</summary>
        public decimal ByHandU { get; init; }

        public Func<SyntheticCharts, string, Task>? Extra { get; init; }
    }

    static IReadOnlyList<Script> Scripts { get; } =
    [
        new("synthetic-01", "Alma Example", Sex.Female, 1968, Level(caputRotation: 24, collisRotation: 4), "onabotulinumtoxinA", "US", 4, 13, 13)
        {
            Goal = "Drive without holding the chin", Extra = (c, id) => c.DraftAsync(id),
        },
        new("synthetic-02", "Bruno Example", Sex.Male, 1959, Level(collisRotation: -22, caputRotation: -5), "onabotulinumtoxinA", "EU", 3, 18, 14) { Goal = "Read for an hour" },
        new("synthetic-03", "Carla Example", Sex.Female, 1975, Level(caputLateral: 18), "onabotulinumtoxinA", "US", 3, 2, 13)
        {
            Goal = "Less pain at the desk", Extra = (c, id) => c.ReportAsync(id),
        },
        new("synthetic-04", "Deniz Example", Sex.Female, 1981, Level(collisLateral: -20), "abobotulinumtoxinA", "EU", 4, 11, 14) { Goal = "Swim again" },
        new("synthetic-05", "Emil Example", Sex.Male, 1963, Level(caputExtension: -16), "onabotulinumtoxinA", "US", 3, 12, 13) { Goal = "Look people in the eye", ByHandU = 20 },
        new("synthetic-06", "Fatma Example", Sex.Female, 1955, Level(collisExtension: -20), "incobotulinumtoxinA", "EU", 2, 8, 14)
        {
            ByHandU = 15, Goal = "Eat at a table", Extra = (c, id) => c.PhysiotherapyAsync(id),
        },
        new("synthetic-07", "Georg Example", Sex.Male, 1970, Level(caputExtension: 20), "onabotulinumtoxinA", "US", 3, 12, 13)
        {
            Goal = "Shave without a mirror on the floor", Extra = (c, id) => c.TreatmentDraftAsync(id),
        },
        new("synthetic-08", "Hana Example", Sex.Female, 1986, Level(collisExtension: 18, caputExtension: 4), "incobotulinumtoxinA", "EU", 3, 14, 14) { Goal = "Ride a bicycle" },
        new("synthetic-09", "Ivo Example", Sex.Male, 1966, Level(caputLateral: -14, collisLateral: 14) with { LateralShiftRightMm = 28 }, "onabotulinumtoxinA", "US", 3, 5, 13)
        {
            Goal = "Sit through a concert",
        },
        new("synthetic-10", "Julia Example", Sex.Female, 1972, Level(collisExtension: -14, caputExtension: 14) with { SagittalShiftAnteriorMm = 30 }, "abobotulinumtoxinA", "EU", 2, 15, 15)
        {
            Medication = "clonazepam", Extra = (c, id) => c.OralDrugAsync(id),
        },
        new("synthetic-11", "Karim Example", Sex.Male, 1961, Level(caputRotation: 18, caputLateral: -8) with { ShoulderElevation = Side.Left, ShoulderLevel = false }, "onabotulinumtoxinA", "US", 4, 19, 13)
        {
            Goal = "Carry a shopping bag", Extra = (c, id) => c.AmendAsync(id),
        },
        new("synthetic-12", "Lea Example", Sex.Female, 1990, Level(caputRotation: -20) with { Tremor = Tremor.NoNo, SensoryTrick = new(Answer.Yes, "finger on the chin") }, "onabotulinumtoxinA", "EU", 3, 7, 13)
        {
            Goal = "Hold the camera still", Extra = (c, id) => c.ElsewhereAsync(id),
        },
    ];

    static Posture Level(double caputRotation = 0, double caputLateral = 0, double caputExtension = 0, double collisRotation = 0, double collisLateral = 0, double collisExtension = 0) => new()
    {
        CaputRotationRightDeg = caputRotation, CaputLateralRightDeg = caputLateral, CaputExtensionDeg = caputExtension,
        CollisRotationRightDeg = collisRotation, CollisLateralRightDeg = collisLateral, CollisExtensionDeg = collisExtension,
        LateralShiftRightMm = 0, SagittalShiftAnteriorMm = 0, ShoulderLevel = true, Tremor = Tremor.None, UncertaintyDeg = 3,
    };

    Medicine Medicine => practice.Medicine;

    static Writer By => new(Doctor);

    /// <summary>Writes every chart that is not there yet.</summary>
    public async Task<int> WriteAsync(CancellationToken cancel)
    {
        var written = 0;
        var known = (await practice.Charts.IdsAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        foreach (var script in Scripts.Where(s => !known.Contains(s.Id)))
        {
            cancel.ThrowIfCancellationRequested();
            await ChartAsync(script);
            written++;
        }

        return written;
    }

    async Task ChartAsync(Script script)
    {
        var first = Workday(practice.Today.AddDays(-7 * (script.Weeks + script.Every * (script.Sessions - 1))));
        await new NewChart(practice).RunAsync(
            new Identity { Name = script.Name, Number = script.Id.ToUpperInvariant(), BirthDate = new(script.BirthYear, 1 + _random.Next(12), 1 + _random.Next(28)), Sex = script.Sex },
            By, new Origin { Kind = OriginKind.Synthetic, Label = "Synthetic", Note = "Nobody's chart: made up to show the program.", EntryDate = first }, script.Id);
        await new RecordDecision(practice).RunAsync(script.Id, new Decision
        {
            Date = first, Discussed = ["physiotherapy", "no-treatment", script.Product], Chosen = [script.Product], Matters = script.Goal, Reason = "Talked over with the options side by side", By = Doctor,
        }, By);
        if (script.Goal is { } goal)
            await new RecordNote(practice).RunAsync(script.Id, new Note { Date = first, Text = "First visit", Goals = [goal] }, By);

        long? last = null;
        var lastDay = first;
        for (var i = 0; i < script.Sessions; i++)
        {
            var day = Workday(practice.Today.AddDays(-7 * (script.Weeks + script.Every * (script.Sessions - 1 - i))));
            if (last is { } before)
                await new RecordResponse(practice).RunAsync(script.Id, new Watch.Response
                {
                    Date = day, Treatment = before, ReliefPercent = 40 + 5 * _random.Next(6), PeakWeek = 4 + _random.Next(3), WearingOffWeek = script.Every - 2 - _random.Next(2),
                    SideEffectsAsked = true, Goal = script.Goal,
                }, By);
            last = await SessionAsync(script, i, day);
            lastDay = day;
            await FollowAsync(script, day);
        }

        if (script.Extra is { } extra)
            await extra(this, script.Id);
    }

    async Task<long?> SessionAsync(Script script, int session, DateOnly day)
    {
        var (product, region) = (Medicine.Toxins.Products[script.Product], Region.Known[script.Region]);
        await AnswersAsync(script, day, product, region);
        var posture = Examined(Scaled(script.Posture, Math.Max(0.7, 1 - 0.08 * session)));
        await new RecordPosture(practice).RunAsync(script.Id, day, posture, By);
        await ScoreAsync(script.Id, day, 0.62 - 0.03 * session);

        var draft = await ProposedAsync(script.Id, day, product, region, script.ByHandU);
        if (draft is null || await SignedAsync(script.Id, draft.Value) is not { } plan)
            return null;
        return await TreatedAsync(script.Id, plan, session, day);
    }

    async Task AnswersAsync(Script script, DateOnly day, Product product, Region region)
    {
        var answers = Medicine.Safety.AnswerIds.ToDictionary(id => id, _ => Answer.No, StringComparer.Ordinal);
        await new RecordAnswers(practice).RunAsync(
            script.Id, day, new Patient { Answers = answers, WeightKg = 58 + _random.Next(30), Medications = script.Medication is { } m ? [m] : [] }, product, region, By);
    }

    async Task<long?> ProposedAsync(string id, DateOnly day, Product product, Region region, decimal byHandU = 0)
    {
        var vial = Medicine.Toxins[product].VialsIn(region).OrderBy(v => Math.Abs(v.Content.Units - Usual(product))).First();
        var diluent = vial.Solution is null ? Medicine.Toxins[product].Reconstitution.FirstOrDefault(r => region.IsIn(r.Regions) && r.VialU == vial.Content.Units)?.DiluentMl ?? 1m : 0m;
        var dilution = new Dilution(vial, new Volume(diluent));
        var proposed = await new ProposePlan(practice).RunAsync(id, day, product, region, new Preparation(dilution, 1), "emg-ultrasound");
        var plan = proposed.Proposal.Proposal.Plan;
        if (plan.Sites.Count == 0 && byHandU > 0)
            plan = plan with
            {
                Sites = [.. new[] { Side.Right, Side.Left }.Select(side => new Site(Medicine.Muscles[Muscle.SternocleidomastoidId], side, product.Units(byHandU), 2, Guidance.EmgUltrasound))],
            };
        if (plan.Sites.Count == 0)
            return null;
        plan = plan with { Preparation = new Preparation(dilution, (int)Math.Ceiling(plan.Total.Units / vial.Content.Units)) };
        return (await new SavePlan(practice).RunAsync(id, plan, By, proposal: proposed.Kept)).Entry!.Seq;
    }

    // The size that most clinics open first; only a demonstration rests on it.
    static decimal Usual(Product product) => product.Id switch { "abobotulinumtoxinA" => 500, "rimabotulinumtoxinB" => 5000, _ => 100 };

    async Task<PlanState?> SignedAsync(string id, long draft)
    {
        var sign = new SignPlan(practice);
        var outcome = await sign.RunAsync(id, draft, [], By);
        if (!outcome.IsDone && outcome.Blocking.All(f => f.Severity == Severity.Confirm))
            outcome = await sign.RunAsync(id, draft, [.. outcome.Blocking.Select(f => new ReasonGiven(f.Code, f.Place, "Weighed with the patient; benefit outweighs (synthetic reason)", Doctor))], By);
        return outcome.IsDone ? (await practice.OpenAsync(id)).Plans.First(p => p.Seq == outcome.Entry!.Seq) : null;
    }

    async Task<long?> TreatedAsync(string id, PlanState plan, int session, DateOnly day)
    {
        var treatment = Given(plan, id, session, day, Doctor);
        var record = new RecordTreatment(practice);
        var outcome = await record.RunAsync(id, treatment, By);
        if (!outcome.IsDone)
            outcome = await record.RunAsync(id, treatment with
            {
                Reasons = [.. outcome.Blocking.Select(f => new ReasonGiven(f.Code, f.Place, "As agreed at the visit (synthetic reason)", Doctor))],
            }, By);
        return outcome.Entry?.Seq;
    }

    Treatment Given(PlanState plan, string id, int session, DateOnly day, string by)
    {
        var following = RecordTreatment.Following(plan, by, Medicine);
        var preparation = PlanDocument.Read("plan", System.Text.Encoding.UTF8.GetBytes(plan.Document), Medicine.Muscles, Medicine.Toxins).Plan.Preparations;
        var vial = preparation.Count > 0 ? preparation[0].Dilution.Vial : Medicine.Toxins[following.Product].VialsIn(following.Region!).First();
        var vials = (int)Math.Ceiling(following.Given.Units / vial.Content.Units);
        // Two persons share a lot each season; the lots of the last sessions go out of date within weeks of today.
        var season = (day.Year * 12 + day.Month) / 3;
        var expiry = id is "synthetic-09" or "synthetic-12" && day > practice.Today.AddDays(-70) ? practice.Today.AddDays(24) : day.AddDays(400);
        var number = string.Create(CultureInfo.InvariantCulture, $"SYN-{following.Product.Id[..3].ToUpperInvariant()}-{season}{(expiry < day.AddDays(399) ? "X" : "")}");
        return following with
        {
            Time = new TimeOnly(9 + session % 4, 30),
            Lots = [new LotUse(new Lot(following.Product, number, new DateOnly(expiry.Year, expiry.Month, DateTime.DaysInMonth(expiry.Year, expiry.Month))), vial, vials, preparation.Count > 0 ? preparation[0].Dilution.Diluent : new Volume(1))],
            Discarded = following.Product.Units(vials * vial.Content.Units - following.Given.Units),
            Consent = new Consent(ConsentForm.Written, by, day),
        };
    }

    // Two, four and eight weeks later, as far as those days are past.
    async Task FollowAsync(Script script, DateOnly day)
    {
        var pgi = Medicine.Instruments.ById["pgi-c"];
        foreach (var (week, grade) in new[] { (2, 2), (4, 2), (8, 1) })
            if (day.AddDays(week * 7) is var on && on <= practice.Today)
                await new RecordScore(practice).RunAsync(script.Id, Score.Of(pgi, new Dictionary<string, decimal> { ["grade"] = Math.Max(0, grade - _random.Next(2)) }, "minus-3-to-3", on), new Writer(script.Name));
        if (day.AddDays(28) is var control && control <= practice.Today)
            await ScoreAsync(script.Id, control, 0.36);
    }

    async Task ScoreAsync(string id, DateOnly day, double share)
    {
        var twstrs = Medicine.Instruments.ById["twstrs"];
        var items = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var item in twstrs.AllItems.GroupBy(i => i.OneOf ?? i.Code, StringComparer.Ordinal).Select(g => g.First()))
        {
            var (low, high) = (item.Score.Min ?? 0, item.Score.Max ?? 0);
            var step = item.Step ?? 1;
            var at = low + (high - low) * (decimal)Math.Clamp(share + 0.2 * (_random.NextDouble() - 0.5), 0, 1);
            items[item.Code] = low + decimal.Round((at - low) / step) * step;
        }

        await new RecordScore(practice).RunAsync(id, Score.Of(twstrs, items, date: day), By);
    }

    // A muscle that the posture suggests first is felt to work; the next is not.
    Posture Examined(Posture posture)
    {
        var first = Medicine.Candidates.Rank(posture).Candidates.Take(2).ToList();
        return posture with
        {
            Examination = [.. first.Select((c, i) => new MuscleExamination(c.Muscle.Id, c.Side) { Contraction = i == 0 ? Answer.Yes : Answer.Unknown, Hypertrophy = i == 0 ? Answer.Yes : Answer.No })],
        };
    }

    static Posture Scaled(Posture p, double by)
    {
        return p with
        {
            CaputRotationRightDeg = S(p.CaputRotationRightDeg), CaputLateralRightDeg = S(p.CaputLateralRightDeg), CaputExtensionDeg = S(p.CaputExtensionDeg),
            CollisRotationRightDeg = S(p.CollisRotationRightDeg), CollisLateralRightDeg = S(p.CollisLateralRightDeg), CollisExtensionDeg = S(p.CollisExtensionDeg),
            LateralShiftRightMm = S(p.LateralShiftRightMm), SagittalShiftAnteriorMm = S(p.SagittalShiftAnteriorMm),
        };

        double? S(double? value) => value is { } v ? Math.Round(v * by) : null;
    }

    static DateOnly Workday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-1),
        DayOfWeek.Sunday => day.AddDays(-2),
        _ => day,
    };

    static Region RegionOf(ChartView chart) => chart.LastTreatment!.Current!.Region!;

    // A plan for today that waits for its signature.
    async Task DraftAsync(string id)
    {
        var chart = await practice.OpenAsync(id);
        if (chart.LastTreatment is { Current: { } last })
            await ProposedAsync(id, practice.Today, last.Product, RegionOf(chart));
    }

    // A report of yesterday that nobody answered.
    async Task ReportAsync(string id) => await new RecordSideEffect(practice).RunAsync(id, new SideEffect
    {
        Date = practice.Today.AddDays(-1), Term = "dysphagia", OnsetDate = practice.Today.AddDays(-4), Severity = SideEffectSeverity.Mild, Course = SideEffectCourse.Ongoing,
        Words = "Bread goes down slowly", By = "Carla Example",
    }, new Writer("Carla Example"));

    async Task PhysiotherapyAsync(string id) => await new RecordAdjunct(practice).RunAsync(id, new Adjunct
    {
        Kind = AdjunctKind.Physiotherapy, Date = practice.Today.AddDays(-35), SessionsPerWeek = 2, Weeks = 6, Goals = ["Hold the head up for a meal"],
        Exercises = ["extension against the hand", "stretch of the front of the neck"], By = "Pia Example, physiotherapist",
    }, By);

    async Task OralDrugAsync(string id) => await new RecordAdjunct(practice).RunAsync(id, new Adjunct
    {
        Kind = AdjunctKind.OralDrug, Date = practice.Today.AddDays(-60), Drug = "clonazepam", DoseMgPerDay = 0.5m, Text = "Prescribed by the general practitioner",
    }, By);

    // Signed yesterday, injected, and the record not finished.
    async Task TreatmentDraftAsync(string id)
    {
        var chart = await practice.OpenAsync(id);
        if (chart.LastTreatment is not { Current: { } last })
            return;
        var day = practice.Today.AddDays(-1);
        await new RecordPosture(practice).RunAsync(id, day, Examined(Level(caputExtension: 16)), By);
        if (await ProposedAsync(id, day, last.Product, RegionOf(chart)) is { } draft && await SignedAsync(id, draft) is { } plan)
            await new SaveTreatmentDraft(practice).RunAsync(id, Given(plan, id, 0, day, Colleague) with { Lots = [], Consent = null }, new Writer(Colleague));
    }

    // Twenty units less than first written down.
    async Task AmendAsync(string id)
    {
        var chart = await practice.OpenAsync(id);
        if (chart.LastTreatment is not { Current: { MusclesRecorded: true, Lines.Count: > 0 } now } treatment || now.Lines[0].Dose.Units <= 10)
            return;
        var less = now.Product.Units(5);
        var corrected = now with
        {
            Lines = [now.Lines[0] with { Dose = now.Lines[0].Dose - less }, .. now.Lines.Skip(1)], Discarded = now.Discarded + less,
            Reasons = [.. now.Reasons, new("GIVE-005", null, "The last of the syringe was not injected", Colleague)],
        };
        await new AmendTreatment(practice).RunAsync(id, new Amendment(treatment.Id, corrected, "The last of the syringe was not injected", Colleague), new Writer(Colleague));
    }

    async Task ElsewhereAsync(string id) => await new RecordToxinElsewhere(practice).RunAsync(
        id, new PastToxin(practice.Today.AddDays(-40), null, null, "cosmetic") { Clinic = "elsewhere, as the patient remembers" }, By);
}

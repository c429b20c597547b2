using Collum.Anatomy;
using Collum.Clinic;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Clinic.Stock;
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

namespace Collum.App.Tests.Treatments;

/// <summary>One patient through the whole loop, by the use cases alone.</summary>
public sealed class LoopTests
{
    const string Doctor = "Dr Mara Winter";
    static readonly Medicine Medicine = TestClinic.Knowledge;
    static readonly Product Botox = Medicine.Toxins.Products["onabotulinumtoxinA"];
    static readonly Region Us = Region.Known["US"];

    static readonly Posture Torticaput = new()
    {
        CaputRotationRightDeg = 25, CaputLateralRightDeg = 0, CaputExtensionDeg = 0, CollisRotationRightDeg = 5, CollisLateralRightDeg = 0, CollisExtensionDeg = 0,
    };

    [Fact]
    public async Task Three_sessions_a_side_effect_and_an_amendment_are_kept_and_made_again_bit_for_bit()
    {
        await using var clinic = await TestClinic.OpenAsync(new(2026, 1, 12));
        var practice = clinic.Practice;
        var by = new Writer(Doctor);
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Ada Quill", Number = "Q-1", BirthDate = new(1971, 3, 4), Sex = Sex.Female }, by);
        await SelectAsync(practice, chart, by);

        // First session.
        var first = await SessionAsync(clinic, chart, "A1001");
        Assert.Single((await practice.OpenAsync(chart)).Treatments);

        // Swallowing trouble nine days later; nothing of the past changes by it.
        clinic.Clock.Today = new(2026, 1, 22);
        var treatmentBefore = (await practice.OpenAsync(chart)).Entries.Single(e => e.Seq == first);
        var (report, urgency) = await new RecordSideEffect(practice).RunAsync(
            chart, new SideEffect { Date = new(2026, 1, 22), Term = "dysphagia", OnsetDate = new(2026, 1, 21), Severity = SideEffectSeverity.Mild }, by);
        Assert.True(urgency.Level >= TriageLevel.SameDay);
        Assert.Single((await practice.OpenAsync(chart)).Open);
        await new AnswerSideEffect(practice).RunAsync(chart, report.Seq, new SideEffectAnswer { Date = new(2026, 1, 22), Done = "Phoned; soft food; no red flag", Course = "Gone after nine days", Ended = new(2026, 1, 30) }, by);
        Assert.Empty((await practice.OpenAsync(chart)).Open);

        // The syringe log shows ten units less in the first line: amended, the first text stays.
        var signed = (await practice.OpenAsync(chart)).Treatment(first)!;
        var corrected = signed.First with
        {
            Lines = [signed.First.Lines[0] with { Dose = signed.First.Lines[0].Dose - Botox.Units(10) }, .. signed.First.Lines.Skip(1)],
            Discarded = signed.First.Discarded + Botox.Units(10),
            Reasons = [.. signed.First.Reasons, new("GIVE-005", null, "Syringe log read again", Doctor)],
        };
        var amended = await new AmendTreatment(practice).RunAsync(chart, new Amendment(signed.Id, corrected, "Syringe log read again", Doctor), by);
        Assert.True(amended.IsDone, Said(amended.Blocking));
        var after = await practice.OpenAsync(chart);
        Assert.Equal(treatmentBefore, after.Entries.Single(e => e.Seq == first));
        Assert.Equal(signed.First.Given.Units - 10, after.History.Single().Dose!.Units);

        // Second and third session: the proposal is an explained change, the history holds the amended dose.
        foreach (var (day, lot) in new (DateOnly, string)[] { (new(2026, 4, 13), "A1002"), (new(2026, 7, 13), "A1003") })
        {
            clinic.Clock.Today = day;
            var last = (await practice.OpenAsync(chart)).LastTreatment!;
            await new RecordResponse(practice).RunAsync(chart, new Clinic.Watch.Response
            {
                Date = day, Treatment = long.Parse(last.Id, System.Globalization.CultureInfo.InvariantCulture), ReliefPercent = 50, PeakWeek = 4, WearingOffWeek = 11, SideEffectsAsked = true,
            }, by);
            await SelectAsync(practice, chart, by);
            await SessionAsync(clinic, chart, lot);
        }

        var whole = await practice.OpenAsync(chart);
        Assert.Equal(3, whole.Treatments.Count);
        Assert.Contains("Amendment", whole.Timeline.Select(t => t.Title.ToString()));
        Assert.Equal(6, whole.Scores.Count);
        Assert.Empty(whole.Open);

        // Everybody of a lot.
        var patients = await new Lots(practice).PatientsAsync("a-1002");
        Assert.Equal([chart], patients.Select(p => p.ChartId));

        // Made again from the record alone, with the knowledge it was made with.
        var replayed = await new Replayer(clinic.Database.Knowledge, Makers.All).ReplayAsync(whole.Entries);
        Assert.All(replayed, r => Assert.True(r.Outcome == ReplayOutcome.Equal, $"{r.Seq} {r.Kind}: {r.Difference}"));
        Assert.Equal(
            [Kinds.Answers, Kinds.Plan, ProposePlan.Kind, Kinds.PlanSigned, Kinds.Posture, Kinds.Score, Kinds.SideEffect, Kinds.Treatment],
            replayed.Select(r => r.Kind).Distinct().OrderBy(k => k == ProposePlan.Kind ? "plan-o" : k, StringComparer.Ordinal));
    }

    static string Said(IEnumerable<Finding> findings) => string.Join(" | ", findings.Select(f => $"{f.Code} {f.Severity} {f.Message}"));

    [Fact]
    public async Task The_order_that_EMG_joined_stays_with_the_signed_plan_and_is_made_again_bit_for_bit()
    {
        await using var clinic = await TestClinic.OpenAsync(new(2026, 11, 20));
        var practice = clinic.Practice;
        var by = new Writer(Doctor);
        var files = new Clinic.Storage.RecordingFiles(Path.Combine(clinic.Folder, "recordings"));
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Ada Quill", BirthDate = new(1971, 3, 4) }, by);
        await SelectAsync(practice, chart, by);
        var heard = await new RecordRecording(practice, files).TakeAsync(chart, new(2026, 11, 20), new MemoryStream(Pages.SmallRecording.Edf()), "neck.edf", by);

        await SessionAsync(clinic, chart, "A1001");

        var open = await practice.OpenAsync(chart);
        var order = Derived.In(open.Entries.Last(e => e.Kind == Kinds.PlanSigned)).Single(d => d.Kind == "muscle-order");
        using var input = System.Text.Json.JsonDocument.Parse(order.Input);
        using var output = System.Text.Json.JsonDocument.Parse(order.Output);
        var emg = input.RootElement.GetProperty("emg");
        Assert.Equal(heard.Entry!.Seq, emg.GetProperty("recording_entry").GetInt64());
        Assert.Equal(open.Recordings.Single().Body.Sha256, emg.GetProperty("recording_sha256").GetString());
        Assert.Equal(Medicine.Version, emg.GetProperty("ranked_with").GetString());
        Assert.Equal(Medicine.Version, output.RootElement.GetProperty("knowledge_version").GetString());
        var ratio = output.RootElement.GetProperty("evidence").EnumerateArray().Single(e => e.GetProperty("muscle_id").GetString() == "sternocleidomastoid" && e.GetProperty("side").GetString() == "right");
        Assert.Equal(4, ratio.GetProperty("likelihood_ratio").GetDouble());
        // The proposal was made from the same EMG; a treatment that follows the signed plan does not keep the order a second time.
        Assert.Contains("recording_sha256", Derived.In(open.Entries.Last(e => e.Kind == Kinds.Plan)).Single(d => d.Kind == ProposePlan.Kind).Input, StringComparison.Ordinal);
        Assert.DoesNotContain(Derived.In(open.Entries.Last(e => e.Kind == Kinds.Treatment)), d => d.Kind == "muscle-order");

        var lines = await new Replayer(clinic.Database.Knowledge, Makers.All).ReplayAsync(open.Entries.Where(e => e.Kind != Kinds.Recording), TestContext.Current.CancellationToken);
        Assert.All(lines, l => Assert.True(l.Outcome == ReplayOutcome.Equal, $"{l.Seq} {l.Kind}: {l.Difference}"));
        Assert.Contains(lines, l => l.Kind == "muscle-order");
    }

    [Fact]
    public async Task An_EMG_of_an_earlier_day_moves_no_proposal_and_is_not_kept_with_the_plan()
    {
        await using var clinic = await TestClinic.OpenAsync(new(2026, 11, 19));
        var practice = clinic.Practice;
        var by = new Writer(Doctor);
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Ada Quill", BirthDate = new(1971, 3, 4) }, by);
        await new RecordRecording(practice, new Clinic.Storage.RecordingFiles(Path.Combine(clinic.Folder, "recordings"))).TakeAsync(chart, new(2026, 11, 19), new MemoryStream(Pages.SmallRecording.Edf()), "neck.edf", by);
        clinic.Clock.Today = new(2026, 11, 20);
        await SelectAsync(practice, chart, by);

        await SessionAsync(clinic, chart, "A1001");

        var open = await practice.OpenAsync(chart);
        Assert.DoesNotContain(open.Entries.SelectMany(Derived.In), d => d.Kind == "muscle-order");
        Assert.DoesNotContain("\"emg\":{", Derived.In(open.Entries.Last(e => e.Kind == Kinds.Plan)).Single(d => d.Kind == ProposePlan.Kind).Input, StringComparison.Ordinal);
    }

    internal static async Task SelectAsync(Practice practice, string chart, Writer by)
    {
        var answers = practice.Medicine.Safety.AnswerIds.ToDictionary(id => id, _ => Answer.No, StringComparer.Ordinal);
        await new RecordAnswers(practice).RunAsync(chart, practice.Today, new Patient { Answers = answers, WeightKg = 68 }, Botox, Us, by);
    }

    // Posture, score, proposal, draft, signature, treatment, score at four weeks.
    static async Task<long> SessionAsync(TestClinic clinic, string chart, string lot)
    {
        var practice = clinic.Practice;
        var by = new Writer(Doctor);
        var day = practice.Today;
        await new RecordPosture(practice).RunAsync(chart, day, Torticaput, by);
        var twstrs = Medicine.Instruments.ById["twstrs"];
        await new RecordScore(practice).RunAsync(chart, Score.OfTotal(twstrs, 42, date: day), by);

        var vial = new Vial(Botox.Units(100));
        var proposed = await new ProposePlan(practice).RunAsync(chart, day, Botox, Us, new Preparation(new Dilution(vial, new Volume(1)), 2));
        Assert.NotEmpty(proposed.Proposal.Proposal.Plan.Sites);
        var draft = await new SavePlan(practice).RunAsync(chart, proposed.Proposal.Proposal.Plan, by, proposal: proposed.Kept);
        Assert.Contains((await practice.OpenAsync(chart)).Open, o => o.Kind == Kinds.Plan);

        var unsigned = await new SignPlan(practice).RunAsync(chart, draft.Entry!.Seq, [], by);
        var reasons = unsigned.Blocking.Select(f => new ReasonGiven(f.Code, f.Place, "Talked over with the patient", Doctor)).ToList();
        var signed = unsigned.IsDone ? unsigned : await new SignPlan(practice).RunAsync(chart, draft.Entry.Seq, reasons, by);
        Assert.True(signed.IsDone, Said(signed.Blocking));

        var state = (await practice.OpenAsync(chart)).Plans.Single(p => p.Seq == signed.Entry!.Seq);
        var given = RecordTreatment.Following(state, Doctor, Medicine);
        var vials = (int)Math.Ceiling(given.Given.Units / 100);
        given = given with
        {
            Lots = [new LotUse(new Lot(Botox, lot, new(2027, 6, 30)), vial, vials, new Volume(1))],
            Discarded = Botox.Units(vials * 100 - given.Given.Units),
            Consent = new Consent(ConsentForm.Written, Doctor, day),
        };
        var treated = await new RecordTreatment(practice).RunAsync(chart, given, by);
        Assert.True(treated.IsDone, Said(treated.Blocking));

        clinic.Clock.Today = day.AddDays(28);
        await new RecordScore(practice).RunAsync(chart, Score.OfTotal(twstrs, 30, date: day.AddDays(28)), by);
        clinic.Clock.Today = day;
        return treated.Entry!.Seq;
    }

    [Fact]
    public async Task A_plan_with_a_stop_is_not_signed_and_a_confirm_wants_its_own_reason()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var practice = clinic.Practice;
        var by = new Writer(Doctor);
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Bo Reed", BirthDate = new(1960, 1, 1) }, by);
        await SelectAsync(practice, chart, by);
        var plan = new Plan
        {
            Date = practice.Today, Region = Us, Product = Botox,
            Sites = [new Site(Medicine.Muscles["splenius-capitis"], Side.Right, Botox.Units(4000), 4, Guidance.Emg)],
        };

        var draft = await new SavePlan(practice).RunAsync(chart, plan, by);
        var all = draft.Findings.Select(f => new ReasonGiven(f.Code, null, "Because", Doctor)).ToList();
        var refused = await new SignPlan(practice).RunAsync(chart, draft.Entry!.Seq, all, by);

        Assert.False(refused.IsDone);
        Assert.All(refused.Blocking, f => Assert.Equal(Severity.Stop, f.Severity));
        Assert.NotEmpty((await practice.OpenAsync(chart)).Open);
        await new DropPlan(practice).RunAsync(chart, draft.Entry.Seq, "Decimal slip", by);
        Assert.Empty((await practice.OpenAsync(chart)).Open);
    }

    [Fact]
    public async Task A_treatment_entered_twice_is_asked_about_and_its_amendment_is_not()
    {
        await using var clinic = await TestClinic.OpenAsync(new(2026, 1, 12));
        var practice = clinic.Practice;
        var by = new Writer(Doctor);
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Ed Vale", BirthDate = new(1971, 3, 4) }, by);
        await SelectAsync(practice, chart, by);
        await SessionAsync(clinic, chart, "A1001");
        var once = (await practice.OpenAsync(chart)).Treatments.Single();

        var again = await new RecordTreatment(practice).RunAsync(chart, once.First, by);
        var amended = await new AmendTreatment(practice).RunAsync(chart, new Amendment(once.Id, once.First with { Note = "Sat upright" }, "Note added", Doctor), by);

        Assert.Contains(again.Blocking, f => f is { Code: "GIVE-024", Severity: Severity.Confirm, Place: "plan" } && f.Message.ToString().Contains($"Entry {once.Id}", StringComparison.Ordinal));
        Assert.True(amended.IsDone, Said(amended.Blocking));
        Assert.Single((await practice.OpenAsync(chart)).History);
    }

    [Fact]
    public async Task A_report_in_words_alone_does_not_keep_the_next_plan_from_being_proposed()
    {
        await using var clinic = await TestClinic.OpenAsync(new(2026, 1, 12));
        var practice = clinic.Practice;
        var by = new Writer(Doctor);
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Flo Marsh", BirthDate = new(1971, 3, 4) }, by);
        await SelectAsync(practice, chart, by);
        var treated = await SessionAsync(clinic, chart, "A1001");
        clinic.Clock.Today = new(2026, 1, 22);
        await new RecordSideEffect(practice).RunAsync(chart, new SideEffect { Date = new(2026, 1, 22), Words = "solid food sticks since Friday" }, by);
        await new RecordSideEffect(practice).RunAsync(chart, new SideEffect { Date = new(2026, 1, 22), Words = "something odd about the left ear" }, by);
        clinic.Clock.Today = new(2026, 4, 13);
        var refused = await Assert.ThrowsAsync<InputException>(() => new RecordResponse(practice).RunAsync(chart, new Clinic.Watch.Response { Date = new(2026, 4, 13), Treatment = treated, ReliefPercent = 30, PeakWeek = 6, WearingOffWeek = 4 }, by));
        Assert.Contains("week 4, before the best week 6", refused.Message, StringComparison.Ordinal);
        await new RecordResponse(practice).RunAsync(chart, new Clinic.Watch.Response { Date = new(2026, 4, 13), Treatment = treated, ReliefPercent = 30, PeakWeek = 4, SideEffectsAsked = true }, by);

        var next = (await new ProposePlan(practice).RunAsync(chart, new(2026, 4, 13), Botox, Us)).Proposal.Proposal;

        Assert.Contains(next.Findings, f => f is { Code: "NEXT-013", Severity: Severity.Confirm } && f.Message.ToString().Contains("left ear", StringComparison.Ordinal));
        var last = (await practice.OpenAsync(chart)).LastTreatment!.Current!;
        Assert.True(next.Plan.Total.Units <= last.Given.Units);
        Assert.True(next.Plan.TotalTo("sternocleidomastoid").Units < last.Lines.Where(l => l.Muscle.Id == "sternocleidomastoid").Sum(l => l.Dose.Units));
    }

    [Fact]
    public async Task An_emergency_keeps_the_next_plan_back_until_a_clinician_answered_it_and_then_raises_nothing()
    {
        await using var clinic = await TestClinic.OpenAsync(new(2026, 1, 12));
        var practice = clinic.Practice;
        var by = new Writer(Doctor);
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Hal Reef", BirthDate = new(1971, 3, 4) }, by);
        await SelectAsync(practice, chart, by);
        var treated = await SessionAsync(clinic, chart, "A1001");
        clinic.Clock.Today = new(2026, 1, 22);
        var (report, _) = await new RecordSideEffect(practice).RunAsync(chart, new SideEffect { Date = new(2026, 1, 22), Term = "dyspnoea" }, by);
        clinic.Clock.Today = new(2026, 4, 13);
        await new RecordResponse(practice).RunAsync(chart, new Clinic.Watch.Response { Date = new(2026, 4, 13), Treatment = treated, ReliefPercent = 30, PeakWeek = 4, SideEffectsAsked = true }, by);

        var before = (await new ProposePlan(practice).RunAsync(chart, new(2026, 4, 13), Botox, Us)).Proposal.Proposal;
        await new AnswerSideEffect(practice).RunAsync(chart, report.Seq, new SideEffectAnswer { Date = new(2026, 1, 22), Done = "Seen in the emergency department: a panic attack" }, by);
        var after = (await new ProposePlan(practice).RunAsync(chart, new(2026, 4, 13), Botox, Us)).Proposal.Proposal;

        Assert.Contains(before.Findings, f => f is { Code: "NEXT-006", Severity: Severity.Stop });
        Assert.Empty(before.Plan.Sites);
        Assert.Contains(after.Findings, f => f is { Code: "NEXT-014", Severity: Severity.Confirm });
        Assert.NotEmpty(after.Plan.Sites);
        Assert.True(after.Plan.Total.Units <= (await practice.OpenAsync(chart)).LastTreatment!.Current!.Given.Units);
    }

    [Fact]
    public async Task Answers_of_a_day_ahead_are_refused_since_they_would_stand_above_all_that_follow()
    {
        await using var clinic = await TestClinic.OpenAsync(new(2026, 1, 12));
        var practice = clinic.Practice;
        var by = new Writer(Doctor);
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Ivy Hale" }, by);

        await Assert.ThrowsAsync<InputException>(() => new RecordAnswers(practice).RunAsync(chart, new(2062, 1, 12), new Patient(), null, null, by));
        Assert.Single((await practice.OpenAsync(chart)).Entries);
    }

    [Fact]
    public async Task A_second_chart_of_one_id_is_refused_in_words()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var person = new Identity { Name = "Gus Orme" };
        await new NewChart(clinic.Practice).RunAsync(person, new Writer(Doctor), chartId: "gus-orme");

        var refused = await Assert.ThrowsAsync<InputException>(() => new NewChart(clinic.Practice).RunAsync(person, new Writer(Doctor), chartId: "gus-orme"));

        Assert.Contains("the id of a chart already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Toxin_given_elsewhere_reaches_the_check_of_the_next_plan()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var practice = clinic.Practice;
        var by = new Writer(Doctor);
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Cy Lake" }, by);
        var past = await new RecordToxinElsewhere(practice).RunAsync(chart, new PastToxin(practice.Today.AddDays(-30), Botox, Botox.Units(155), "migraine"), by);

        var view = await practice.OpenAsync(chart);
        Assert.Equal(155, view.History.Single().Dose!.Units);
        Assert.Equal(4, view.WeeksSince(practice.Today));
        var checkedPlan = CheckedPlan.Of(new Plan { Date = practice.Today, Region = Us, Product = Botox, Sites = [] }, view, Medicine);
        Assert.Equal(155, checkedPlan.Check.Cumulative.DoseU);

        await new RecordToxinElsewhere(practice).RunAsync(chart, null, by, corrects: past.Seq);
        Assert.Empty((await practice.OpenAsync(chart)).History);
    }

    [Fact]
    public async Task The_same_wish_twice_is_written_once_and_a_chart_changed_meanwhile_is_a_conflict()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var practice = clinic.Practice;
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Di Moss" }, new Writer(Doctor));
        var seen = (await practice.OpenAsync(chart)).Seq;
        var note = new Note { Date = practice.Today, Text = "Sat upright" };

        var once = await new RecordNote(practice).RunAsync(chart, note, new Writer(Doctor, Key: "wish-1"));
        var twice = await new RecordNote(practice).RunAsync(chart, note, new Writer(Doctor, Key: "wish-1"));

        Assert.Equal(once, twice);
        await Assert.ThrowsAsync<ChartConflictException>(() => new RecordNote(practice).RunAsync(chart, note, new Writer("Dr Ben Ash", Seq: seen)));
    }
}

using Collum.Anatomy;
using Collum.Findings;
using Collum.Patients;
using Collum.Plans;
using Collum.Safety;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Safety;

public sealed class TriageTests
{
    static readonly AdverseEvents Events = People.Safety.AdverseEvents;
    static readonly Triage Triage = People.Safety.Triage;
    static readonly string[] Questions = [.. Events.Content.RedFlagQuestions.Select(q => q.Id)];
    static readonly string[] EmergencyQuestions =
        [.. Events.Content.RedFlagQuestions.Where(q => q.YesLevel == TriageLevel.EmergencyNow).Select(q => q.Id)];

    static readonly Dictionary<string, Answer> AllNo = Questions.ToDictionary(q => q, _ => Answer.No);

    static Urgency Assess(string term, Dictionary<string, Answer>? answers = null, params string[] conditions) =>
        Triage.Assess(new() { Terms = [term], Answers = answers ?? AllNo, Conditions = conditions });

    static Dictionary<string, Answer> AllNoBut(params (string Id, Answer Answer)[] answers)
    {
        var all = new Dictionary<string, Answer>(AllNo);
        foreach (var (id, answer) in answers)
            all[id] = answer;
        return all;
    }

    // knowledge: default levels with every red flag answered no.
    [Theory]
    [InlineData("dyspnoea", TriageLevel.EmergencyNow)]
    [InlineData("generalised-weakness", TriageLevel.EmergencyNow)]
    [InlineData("dysphagia", TriageLevel.SameDay)]
    [InlineData("neck-weakness", TriageLevel.Routine)]
    [InlineData("dry-mouth", TriageLevel.SelfCare)]
    [InlineData("headache", TriageLevel.SelfCare)]
    public void Each_term_has_its_own_level_when_nothing_else_is_wrong(string term, TriageLevel level) =>
        Assert.Equal(level, Assess(term).Level);

    [Theory]
    [InlineData("neck-weakness", "q-head-drop")]
    [InlineData("dysphagia", "q-saliva")]
    [InlineData("diplopia-ptosis", "q-swallow")]
    [InlineData("neck-pain", "q-cord")]
    public void A_red_flag_that_fits_the_term_makes_it_an_emergency(string term, string flag) =>
        Assert.Equal(TriageLevel.EmergencyNow, Assess(term, AllNoBut((flag, Answer.Yes))).Level);

    [Fact]
    public void Swallowing_trouble_of_somebody_with_a_junction_disorder_is_an_emergency()
    {
        var report = new TriageReport { Terms = ["dysphagia"], Answers = AllNo, Patient = new Patient().With(("nmj-disorder", Answer.Yes)) };

        Assert.Equal(TriageLevel.EmergencyNow, Triage.Assess(report).Level);
    }

    [Fact]
    public void A_patient_who_cannot_answer_is_an_emergency() =>
        Assert.Equal(TriageLevel.EmergencyNow, Triage.Assess(new() { Terms = ["dry-mouth"], CannotAnswer = true }).Level);

    [Fact]
    public void While_red_flags_are_not_asked_nobody_is_sent_to_wait()
    {
        var urgency = Triage.Assess(new() { Terms = ["dry-mouth"] });

        Assert.Equal(TriageLevel.SameDay, urgency.Level);
        Assert.True(urgency.MayRise);
        Assert.Equal(TriageLevel.EmergencyNow, urgency.Questions[0].YesLevel);
        Assert.Equal(480, urgency.MaxResponseMinutes);
    }

    [Fact]
    public void A_step_down_needs_its_condition_confirmed_and_every_flag_answered_no()
    {
        const string mild = "dysphagia.mild-assessed-improving";

        Assert.Equal(TriageLevel.Routine, Assess("dysphagia", AllNo, mild).Level);
        Assert.Equal(TriageLevel.SameDay, Assess("dysphagia", AllNo).Level);
        Assert.Equal(TriageLevel.SameDay, Assess("dysphagia", AllNoBut(("q-skin", Answer.Unknown)), mild).Level);
        Assert.Equal(TriageLevel.SameDay, Assess("dysphagia", AllNoBut(("q-cough", Answer.Yes)), mild).Level);
    }

    [Fact]
    public void The_patients_own_words_find_the_term()
    {
        Assert.Equal(["dyspnoea"], Triage.Assess(new() { Words = "I can't breathe properly since yesterday" }).Terms);
        Assert.Equal(TriageLevel.SameDay, Triage.Assess(new() { Words = "Food sticks, it is hard for me to swallow", Answers = AllNo }).Level);
        Assert.Contains("low-mood-suicidality", Triage.Assess(new() { Words = "I want to die" }).Terms);
    }

    [Fact]
    public void A_report_that_nobody_understands_is_read_the_same_day() =>
        Assert.Equal(TriageLevel.SameDay, Triage.Assess(new() { Words = "blorp", Answers = AllNo }).Level);

    [Fact]
    public void An_onset_outside_the_days_described_is_said_and_lowers_nothing()
    {
        var late = Triage.Assess(new() { Terms = ["dysphagia"], Answers = AllNo, OnsetDay = 200 });

        Assert.Equal(TriageLevel.SameDay, late.Level);
        Assert.Contains("outside", Assert.Single(late.Notes), StringComparison.Ordinal);
    }

    static readonly Gen<TriageReport> Reports =
        from terms in Gen.Elements(Events.All.Select(e => e.Id).ToArray()).ListOf(2)
        from answers in Gen.Elements(Answer.Unknown, Answer.No, Answer.No, Answer.No, Answer.Yes).ListOf(Questions.Length)
        from conditions in Gen.Elements(Events.Rows.Keys.ToArray()).ListOf(2)
        from day in Gen.Choose(-5, 400)
        select new TriageReport
        {
            Terms = [.. terms.Distinct()], Conditions = [.. conditions.Distinct()], OnsetDay = day,
            Answers = Questions.Zip(answers).ToDictionary(q => q.First, q => q.Second),
        };

    [Fact]
    public void Adding_a_yes_never_lowers_the_level() =>
        Prop.ForAll(Reports.ToArbitrary(), Gen.Elements(Questions).ToArbitrary(), (report, question) =>
            Triage.Assess(report).Level <= Triage.Assess(report with { Answers = new Dictionary<string, Answer>(report.Answers) { [question] = Answer.Yes } }).Level)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Turning_a_no_into_unknown_never_lowers_the_level() =>
        Prop.ForAll(Reports.ToArbitrary(), Gen.Elements(Questions).ToArbitrary(), (report, question) =>
            report.Answers[question] != Answer.No
            || Triage.Assess(report).Level <= Triage.Assess(report with { Answers = new Dictionary<string, Answer>(report.Answers) { [question] = Answer.Unknown } }).Level)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Adding_a_yes_about_the_person_never_lowers_the_level() =>
        Prop.ForAll(Reports.ToArbitrary(), Gen.Elements(People.Safety.Contraindications.All.Select(i => i.Id).ToArray()).ToArbitrary(), (report, id) =>
            Triage.Assess(report).Level <= Triage.Assess(report with { Patient = new Patient().With((id, Answer.Yes)) }).Level)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_emergency_answer_wins_whatever_the_day_and_whatever_was_confirmed() =>
        Prop.ForAll(Reports.ToArbitrary(), Gen.Elements(EmergencyQuestions).ToArbitrary(), (report, question) =>
            Triage.Assess(report with { Answers = new Dictionary<string, Answer>(report.Answers) { [question] = Answer.Yes } }).Level == TriageLevel.EmergencyNow)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_day_count_changes_the_level() =>
        Prop.ForAll(Reports.ToArbitrary(), Gen.Choose(-1000, 10_000).ToArbitrary(), (report, day) =>
            Triage.Assess(report).Level == Triage.Assess(report with { OnsetDay = day }).Level
            && Triage.Assess(report).Level == Triage.Assess(report with { OnsetDay = null }).Level)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_muscles_that_may_explain_a_term_stand_with_their_doses_likely_ones_first()
    {
        var muscles = Shared.Medicine.Muscles;
        var botox = Shared.Medicine.Toxins.Products["onabotulinumtoxinA"];
        Site[] sites =
        [
            new(muscles["splenius-capitis"], Side.Right, botox.Units(80), 2, null),
            new(muscles["sternocleidomastoid"], Side.Left, botox.Units(50), 2, null),
            new(muscles["semispinalis-capitis"], Side.Right, botox.Units(30), 1, null),
        ];

        Assert.Equal(["sternocleidomastoid", "splenius-capitis"], People.Safety.Explaining.For("dysphagia", sites).Select(e => e.Muscle.Id));
        Assert.Equal(["splenius-capitis", "semispinalis-capitis", "sternocleidomastoid"], People.Safety.Explaining.For("neck-weakness", sites).Select(e => e.Muscle.Id));
        Assert.Empty(People.Safety.Explaining.For("headache", sites));
    }

    [Fact]
    public void A_side_effect_reads_back_as_it_was_written()
    {
        var effect = new SideEffect
        {
            Date = new(2026, 11, 20), Term = "dysphagia", Words = "Brot bleibt stecken", OnsetDate = new(2026, 11, 12), Severity = SideEffectSeverity.Moderate,
            Course = SideEffectCourse.Improving, Answers = AllNo, Conditions = ["dysphagia.possible-aspiration"], Done = "soft food; seen by the speech therapist",
        };

        var back = SideEffectDocument.Read("effect", System.Text.Encoding.UTF8.GetBytes(SideEffectDocument.Write(effect)), Events);

        Assert.Equal(SideEffectDocument.Write(effect), SideEffectDocument.Write(back));
        Assert.Equal(8, back.Report(new Patient(), new(2026, 11, 4)).OnsetDay);
    }

    [Theory]
    [InlineData("""{"date":"2026-11-20","term":"dysphagy"}""", "term", "did you mean 'dysphagia'")]
    [InlineData("""{"date":"2026-11-20"}""", "term", "the patient's words")]
    [InlineData("""{"date":"2026-11-20","term":"headache","onset_date":"2026-11-21"}""", "onset_date", "not after")]
    [InlineData("""{"date":"2026-11-20","term":"headache","answers":{"q-breath":"yes"}}""", "answers.q-breath", "q-breathing")]
    [InlineData("""{"date":"2026-11-20","term":"headache","conditions":["x"]}""", "conditions[0]", "condition")]
    public void What_a_side_effect_document_gets_wrong_is_named_with_its_place(string text, string place, string says)
    {
        var problem = Assert.Throws<InputException>(() => SideEffectDocument.Read("effect", System.Text.Encoding.UTF8.GetBytes(text), Events));

        Assert.Equal(place, problem.Place);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }
}

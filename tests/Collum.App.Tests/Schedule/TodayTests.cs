using Collum.Clinic;
using Collum.Clinic.Charts;
using Collum.Clinic.Schedule;
using Collum.Clinic.Treatments;
using Collum.Clinic.Visits;
using Collum.Clinic.Watch;
using Collum.Safety;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.App.Tests.Schedule;

public sealed class TodayTests
{
    static readonly Product Botox = TestClinic.Knowledge.Toxins.Products["onabotulinumtoxinA"];

    static async Task<string> TreatedAsync(Practice practice, string name, int weeksAgo, string region)
    {
        var day = practice.Today.AddDays(-7 * weeksAgo);
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = name }, new Writer("Dr A"));
        var outcome = await new RecordTreatment(practice).RunAsync(chart, new Treatment
        {
            Date = day, Product = Botox, Region = Region.Known[region], TotalOnly = Botox.Units(200), Discarded = Botox.Units(0), GivenBy = "Dr A",
            Consent = new(ConsentForm.Written, "Dr A", day), Lots = [new LotUse(new Lot(Botox, "C1", day.AddDays(900)), new Vial(Botox.Units(100)), 2, new Volume(1))],
            Reasons = [new("GIVE-013", null, "Plan on paper", "Dr A")],
        }, new Writer("Dr A"));
        Assert.True(outcome.IsDone, string.Join(" | ", outcome.Blocking));
        return chart;
    }

    // The label interval is that of data/toxins/onabotulinumtoxinA.json: 12 weeks in the US, 10 in the EU.
    [Theory]
    [InlineData("US", 9, null)]
    [InlineData("US", 11, DueState.Soon)]
    [InlineData("US", 12, DueState.Due)]
    [InlineData("US", 16, DueState.Overdue)]
    [InlineData("EU", 8, DueState.Soon)]
    [InlineData("EU", 10, DueState.Due)]
    [InlineData("EU", 14, DueState.Overdue)]
    public async Task Who_is_due_follows_the_label_of_the_region(string region, int weeks, DueState? expected)
    {
        await using var clinic = await TestClinic.OpenAsync();
        await TreatedAsync(clinic.Practice, "Ada Quill", weeks, region);

        var due = (await new Today(clinic.Practice).ReadAsync()).Due;

        Assert.Equal(expected, due.Count == 0 ? null : due[0].State);
        Assert.All(due, d => Assert.Contains(d.Source!, TestClinic.Knowledge.Sources.Sources.Keys));
    }

    [Fact]
    public async Task Toxin_elsewhere_moves_the_day_and_says_so()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var chart = await TreatedAsync(clinic.Practice, "Ada Quill", 14, "US");
        await new RecordToxinElsewhere(clinic.Practice).RunAsync(chart, new PastToxin(clinic.Practice.Today.AddDays(-77), null, null, "cosmetic"), new Writer("Dr A"));

        var due = (await new Today(clinic.Practice).ReadAsync()).Due.Single();

        Assert.Equal((DueState.Soon, 11), (due.State, due.Weeks));
        Assert.Contains("elsewhere", due.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_treatment_makes_nobody_due()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var chart = await TreatedAsync(clinic.Practice, "Ada Quill", 14, "US");
        var treatment = (await clinic.Practice.OpenAsync(chart)).Treatments.Single();

        await new AmendTreatment(clinic.Practice).RunAsync(chart, new Amendment(treatment.Id, null, "Wrong patient", "Dr A"), new Writer("Dr A"));

        Assert.Empty((await new Today(clinic.Practice).ReadAsync()).Due);
    }

    [Fact]
    public async Task The_most_urgent_report_comes_first_and_an_answer_takes_it_off_the_list()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var practice = clinic.Practice;
        var chart = await TreatedAsync(practice, "Ada Quill", 1, "US");
        await new RecordSideEffect(practice).RunAsync(chart, new SideEffect { Date = practice.Today.AddDays(-2), Term = "injection-site-pain" }, new Writer("Ada Quill"));
        var (urgent, _) = await new RecordSideEffect(practice).RunAsync(chart, new SideEffect { Date = practice.Today, Term = "dyspnoea" }, new Writer("Ada Quill"));

        var waiting = (await new Today(practice).ReadAsync()).SideEffects;
        Assert.Equal(("dyspnoea", "emergency-now", 2), (waiting[0].Text.ToString(), waiting[0].Level, waiting.Count));

        await new AnswerSideEffect(practice).RunAsync(chart, urgent.Seq, new SideEffectAnswer { Date = practice.Today, Done = "Ambulance called" }, new Writer("Dr A"));
        Assert.DoesNotContain((await new Today(practice).ReadAsync()).SideEffects, s => s.Seq == urgent.Seq);
    }

    [Fact]
    public async Task What_is_not_signed_says_how_much_of_what_and_reports_say_what_is_wrong()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var practice = clinic.Practice;
        var chart = await TreatedAsync(practice, "Ada Quill", 1, "US");
        var muscle = practice.Medicine.Muscles["splenius-capitis"];
        var total = new Treatment { Date = practice.Today, Product = Botox, TotalOnly = Botox.Units(120.5m), Discarded = Botox.Units(0) };
        var save = new SaveTreatmentDraft(practice);
        await save.RunAsync(chart, total with { TotalOnly = null, Lines = [new Injection(muscle, Anatomy.Side.Right, Botox.Units(40), 1, null)] }, new Writer("Dr A"));
        await save.RunAsync(chart, total, new Writer("Dr A"));
        await save.RunAsync(chart, total with { TotalOnly = Botox.Units(0) }, new Writer("Dr A"));
        await new RecordSideEffect(practice).RunAsync(chart, new SideEffect { Date = practice.Today, Term = "injection-site-pain" }, new Writer("Ada Quill"));
        await new RecordSideEffect(practice).RunAsync(chart, new SideEffect { Date = practice.Today, Words = "a sore-ish neck" }, new Writer("Ada Quill"));

        var today = await new Today(practice).ReadAsync();

        Assert.Equal(["40 U BOTOX in 1 muscle", "120.5 U BOTOX; muscles not recorded", "Placebo for BOTOX; muscles not recorded"], today.Unsigned.Select(o => o.Text.ToString()));
        Assert.Equal(["a sore-ish neck", "injection site pain"], today.SideEffects.Select(o => o.Text.ToString()).Order(StringComparer.Ordinal));
        // Words of the page's own that a language may say in its own way.
        Assert.Equal("{0} U {1} in {2, plural, one {# muscle} other {# muscles}}", today.Unsigned[0].Text.Template);
    }
}

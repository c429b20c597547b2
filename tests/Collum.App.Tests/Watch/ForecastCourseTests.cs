using Collum.Clinic;
using Collum.Clinic.Charts;
using Collum.Clinic.Treatments;
using Collum.Clinic.Visits;
using Collum.Clinic.Watch;
using Collum.Findings;
using Collum.Scales;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.App.Tests.Watch;

/// <summary>What a chart tells the response model.</summary>
public sealed class ForecastCourseTests
{
    static readonly Writer By = new("Dr A");

    static readonly Product Botox = TestClinic.Knowledge.Toxins.Products["onabotulinumtoxinA"], Dysport = TestClinic.Knowledge.Toxins.Products["abobotulinumtoxinA"];

    static async Task<string> ChartAsync(Practice practice)
    {
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Ada Quill" }, By);
        await new RecordScore(practice).RunAsync(chart, Score.OfTotal(TestClinic.Knowledge.Instruments.ById["twstrs"], 44, date: practice.Today.AddDays(-70)), By);
        return chart;
    }

    static async Task TreatAsync(Practice practice, string chart, Product product, decimal units, int daysAgo)
    {
        var day = practice.Today.AddDays(-daysAgo);
        var vial = product == Botox ? new Vial(Botox.Units(100)) : new Vial(Dysport.Units(500));
        var outcome = await new RecordTreatment(practice).RunAsync(chart, new Treatment
        {
            Date = day, Product = product, Region = Region.Known["US"], TotalOnly = product.Units(units), Discarded = product.Units(0), GivenBy = "Dr A",
            Consent = new(ConsentForm.Written, "Dr A", day), Lots = [new LotUse(new Lot(product, "C1", day.AddDays(900)), vial, (int)(units / vial.Content.Units), new Volume(1))],
            Reasons = [new("GIVE-013", null, "Plan on paper", "Dr A")],
        }, By);
        Assert.True(outcome.IsDone, string.Join(" | ", outcome.Blocking));
    }

    [Fact]
    public async Task The_window_on_the_chart_counts_from_toxin_given_elsewhere_and_the_course_says_that_it_does_not_know_of_it()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var chart = await ChartAsync(clinic.Practice);
        await TreatAsync(clinic.Practice, chart, Botox, 200, 70);
        var elsewhere = clinic.Practice.Today.AddDays(-14);
        await new RecordToxinElsewhere(clinic.Practice).RunAsync(chart, new PastToxin(elsewhere, null, null, "cosmetic"), By);

        var document = new ForecastCourse(clinic.Practice).Of(await clinic.Practice.OpenAsync(chart), clinic.Practice.Today)!;
        var forecast = TestClinic.Knowledge.Forecaster.Posterior(document);

        Assert.Equal(elsewhere.AddDays(84), forecast.Reinjection.EarliestDate);
        Assert.Contains(forecast.Findings, f => f is { Code: "RESP-020", Severity: Severity.Confirm });
    }

    [Fact]
    public async Task A_chart_that_holds_only_severity_and_a_diary_is_forecast_from_them()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var (practice, instruments) = (clinic.Practice, TestClinic.Knowledge.Instruments);
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = "Ada Quill" }, By);
        await TreatAsync(practice, chart, Botox, 200, 70);
        // One visit by items, of which only those of severity were asked; one by the part alone.
        var severity = instruments["twstrs"].Subscales[0].Items.Where(i => i.Code != "I.A.3b").ToDictionary(i => i.Code, i => i.Score.Min!.Value);
        await new RecordScore(practice).RunAsync(chart, Score.Of(instruments["twstrs"], severity, date: practice.Today.AddDays(-70)), By);
        await new RecordScore(practice).RunAsync(chart, Score.OfPart(instruments["twstrs"], "severity", 14, date: practice.Today.AddDays(-42)), By);
        var diary = new RecordDiary(practice);
        Score Day(int ago, decimal value) => Score.OfTotal(instruments["patient-rating"], value, date: practice.Today.AddDays(-ago));
        await diary.RunAsync(chart, [Day(40, 35), Day(20, 45)], By);
        var again = await diary.RunAsync(chart, [Day(40, 35), Day(20, 40), Day(5, 60)], By);

        var document = new ForecastCourse(practice).Of(await practice.OpenAsync(chart), practice.Today)!;

        Assert.Equal((2, 1), (again.Written.Count, again.Unchanged));
        Assert.Equal([("twstrs-severity", 0m), ("twstrs-severity", 14m), ("patient-rating", 35m), ("patient-rating", 40m), ("patient-rating", 60m)], document.Scores.Select(s => (s.Instrument.Id, s.Value)));
        var forecast = TestClinic.Knowledge.Forecaster.Posterior(document);
        Assert.Equal(2, forecast.Findings.Count(f => f.Code == "RESP-005"));         // both mappings await checking, and say so
    }

    [Fact]
    public async Task A_total_speaks_for_its_parts_and_a_day_speaks_once()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var (practice, twstrs) = (clinic.Practice, TestClinic.Knowledge.Instruments["twstrs"]);
        var chart = await ChartAsync(practice);
        await TreatAsync(practice, chart, Botox, 200, 70);
        var day = practice.Today.AddDays(-42);
        await new RecordScore(practice).RunAsync(chart, Score.OfPart(twstrs, "severity", 14, date: day), By);
        await new RecordScore(practice).RunAsync(chart, Score.OfTotal(twstrs, 30, date: day), By);
        await new RecordScore(practice).RunAsync(chart, Score.OfTotal(twstrs, 31, date: day), By);
        await new RecordScore(practice).RunAsync(chart, Score.OfTotal(twstrs, 20, "modified-28", day), By);

        var document = new ForecastCourse(practice).Of(await practice.OpenAsync(chart), practice.Today)!;

        Assert.Equal([44m, 31m], document.Scores.Select(s => s.Value));
    }

    [Fact]
    public async Task After_a_change_of_product_only_the_new_product_speaks_and_the_old_is_named()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var chart = await ChartAsync(clinic.Practice);
        await TreatAsync(clinic.Practice, chart, Botox, 200, 168);
        await TreatAsync(clinic.Practice, chart, Dysport, 500, 70);

        var document = new ForecastCourse(clinic.Practice).Of(await clinic.Practice.OpenAsync(chart), clinic.Practice.Today)!;
        var forecast = TestClinic.Knowledge.Forecaster.Posterior(document);

        Assert.Equal(Dysport.Units(500), Assert.Single(document.Sessions).Dose);
        Assert.Equal(clinic.Practice.Today.AddDays(14), forecast.Reinjection.EarliestDate);
        Assert.Contains(forecast.Findings, f => f is { Code: "RESP-020", Severity: Severity.Note });
    }
}

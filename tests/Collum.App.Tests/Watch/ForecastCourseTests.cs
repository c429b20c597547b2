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

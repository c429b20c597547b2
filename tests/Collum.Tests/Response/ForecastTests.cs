using System.Text;
using Collum.Findings;
using Collum.Response;

namespace Collum.Tests.Response;

public sealed class ForecastTests
{
    static ForecastDocument Read(string text) => InputReader.Parse("patient.json", Encoding.UTF8.GetBytes(text), r =>
    {
        var document = ForecastDocument.Read(r, Shared.Medicine.Toxins, Shared.Medicine.Response);
        r.Done();
        return document;
    });

    static string Patient(string product = "rimabotulinumtoxinB", string region = "US", string sessions = """[{ "date": "2026-08-10", "dose_u": 10000 }]""",
        string scores = "[]", string more = "") =>
        $$"""{ "product": "{{product}}", "region": "{{region}}", "sessions": {{sessions}}, "scores": {{scores}}, "today": "2026-11-20"{{more}} }""";

    static Forecast Of(string text) => Shared.Medicine.Forecaster.Posterior(Read(text));

    [Fact]
    public void The_window_is_never_earlier_than_the_interval_of_the_label()
    {
        foreach (var (product, region, dose, weeks) in new[]
                 {
                     ("rimabotulinumtoxinB", "US", 10_000, 12), ("onabotulinumtoxinA", "EU", 200, 10), ("onabotulinumtoxinA", "US", 200, 12), ("abobotulinumtoxinA", "UK", 500, 12), ("daxibotulinumtoxinA", "US", 125, 12),
                 })
        {
            var forecast = Of(Patient(product, region, $$"""[{ "date": "2026-08-10", "dose_u": {{dose}} }]"""));

            Assert.Equal(new DateOnly(2026, 8, 10).AddDays(7 * weeks), forecast.Reinjection.EarliestDate);
            Assert.True(forecast.Reinjection.SuggestedDate >= forecast.Reinjection.EarliestDate);
            Assert.Contains("weeks after the session of 10 August 2026", forecast.Reinjection.EarliestReason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{ "date": "2026-10-01", "product": "onabotulinumtoxinA", "dose_u": 155, "indication": "migraine", "clinic": "Headache clinic" }""", "2026-12-24")]
    [InlineData("""{ "date": "2026-10-01" }""", "2026-12-24")]
    [InlineData("""{ "date": "2026-01-02", "product": "abobotulinumtoxinA" }""", "2026-11-02")]
    public void The_window_counts_from_any_toxin_on_record(string past, string earliest)
    {
        var forecast = Of(Patient(more: $$""", "history": [{{past}}]"""));

        Assert.Equal(DateOnly.Parse(earliest, System.Globalization.CultureInfo.InvariantCulture), forecast.Reinjection.EarliestDate);
        Assert.True(forecast.Reinjection.SuggestedDate >= forecast.Reinjection.EarliestDate);
        Assert.Equal(past.Contains("2026-10", StringComparison.Ordinal), forecast.Findings.Any(f => f is { Code: "RESP-020", Severity: Severity.Confirm }));
    }

    [Fact]
    public void Each_interval_says_which_scores_stand_behind_it()
    {
        var none = Of(Patient());
        var some = Of(Patient(sessions: """[{ "date": "2026-05-04", "dose_u": 10000 }, { "date": "2026-08-10", "dose_u": 10000 }]""", scores: """
            [ { "date": "2026-05-04", "instrument": "twstrs", "value": 47 }, { "date": "2026-07-20", "instrument": "twstrs", "value": 44 },
              { "date": "2026-08-10", "instrument": "twstrs", "value": 46 }, { "date": "2026-08-20", "instrument": "twstrs", "value": 38 },
              { "date": "2026-10-12", "instrument": "twstrs", "value": 39 }, { "date": "2026-10-26", "instrument": "patient-rating", "value": 50 }, { "date": "2026-10-27", "instrument": "patient-rating", "value": 52 } ]
            """));

        Assert.All([none.Onset!.Behind, none.Peak!.Behind, none.WearingOff!.Behind, none.Reinjection.Behind!], b => Assert.Equal(new Behind(0, 0), b));
        // Ten days after the session lies before the peak, nine and eleven weeks after it lie beyond; scores of the day itself tell the level, and two ratings of a week are one.
        Assert.Equal((new Behind(1, 0), new Behind(3, 1), new Behind(2, 1), new Behind(2, 1)), (some.Onset!.Behind, some.Peak!.Behind, some.WearingOff!.Behind, some.Reinjection.Behind!));
    }

    [Fact]
    public void A_week_of_a_diary_a_score_of_the_day_itself_and_one_written_twice_do_not_make_much_data()
    {
        string Session = """[{ "date": "2026-08-10", "dose_u": 10000 }]""";
        string Scores(params string[] rows) => $"[{string.Join(",", rows)}]";
        string Row(string day, string instrument, int value) => $$"""{ "date": "{{day}}", "instrument": "{{instrument}}", "value": {{value}} }""";
        var week = Of(Patient(sessions: Session, scores: Scores([.. Enumerable.Range(20, 7).Select(d => Row($"2026-09-{d}", "patient-rating", 50))])));
        var day = Of(Patient(sessions: Session, scores: Scores(Row("2026-08-10", "twstrs", 46), Row("2026-08-10", "cdq-24", 40), Row("2026-08-10", "patient-rating", 60))));
        var twice = Of(Patient(sessions: Session, scores: Scores([.. Enumerable.Repeat(Row("2026-09-01", "twstrs", 40), 50)])));

        Assert.Equal((1, 0, 1), (week.WearingOff!.ScoresSinceSession, day.WearingOff!.ScoresSinceSession, twice.WearingOff!.ScoresSinceSession));
        Assert.All([week, day, twice], f => Assert.Contains(f.Findings, x => x.Code == "RESP-001"));
    }

    [Fact]
    public void A_dose_beyond_those_that_were_fitted_is_said_to_be_beyond()
    {
        Forecast At(string product, decimal units) => Of(Patient(product, sessions: $$"""[{ "date": "2026-08-10", "dose_u": {{units}} }]"""));

        Assert.Contains(At("rimabotulinumtoxinB", 15_000).Findings, f => f.Code == "RESP-023" && f.Message.Contains("5000 to 10000 U", StringComparison.Ordinal));
        Assert.Contains(At("rimabotulinumtoxinB", 15_000).Findings, f => f.Code == "RESP-015");
        Assert.DoesNotContain(At("rimabotulinumtoxinB", 7500).Findings, f => f.Code is "RESP-023" or "RESP-015");
        Assert.Contains(At("abobotulinumtoxinA", 1000).Findings, f => f.Code == "RESP-023" && f.Message.Contains("the 500 U", StringComparison.Ordinal));
        Assert.Contains(At("abobotulinumtoxinA", 1000).SideEffects, e => e is { Event: "dysphagia", Chance.Median: > 0.2 });
    }

    [Fact]
    public void A_model_of_another_product_speaks_of_its_own_product_only()
    {
        var response = Shared.Medicine.Response;
        var model = response.Models[response.Forecast.Model] with { Id = "somebody-2027-drift", Product = "abobotulinumtoxinA" };
        var other = Read(Patient("daxibotulinumtoxinA", sessions: """[{ "date": "2026-08-10", "dose_u": 125 }]"""));

        var refused = Assert.Throws<InputException>(() => Shared.Medicine.Forecaster.Posterior(other, model));
        Assert.Equal(("product", "one of abobotulinumtoxinA"), (refused.Place, refused.Expected.ToString()));
        var own = Shared.Medicine.Forecaster.Posterior(Read(Patient("abobotulinumtoxinA", sessions: """[{ "date": "2026-08-10", "dose_u": 500 }]""")), model);
        Assert.DoesNotContain(own.Findings, f => f.Code == "RESP-003");
    }

    [Fact]
    public void Ratings_of_seven_days_count_as_one_and_never_across_a_session()
    {
        var scores = string.Join(", ", Enumerable.Range(0, 14).Select(i => $$"""{ "date": "2026-08-{{i + 4:00}}", "instrument": "patient-rating", "value": {{40 + i}} }"""));
        var heard = Read(Patient(scores: $$"""[{{scores}}, { "date": "2026-08-12", "instrument": "twstrs", "value": 40 }]""")).Heard();

        // 4 to 10 August lie before the session's effect, 11 to 17 after it.
        Assert.Equal([(new DateOnly(2026, 8, 7), 43.0), (new DateOnly(2026, 8, 14), 50.0)], heard.Where(h => h.Instrument.Id == "patient-rating").Select(h => (DateOnly.FromDayNumber((int)h.Day), h.Value)));
        Assert.Equal(40, Assert.Single(heard, h => h.Instrument.Id == "twstrs").Value);

        var early = Read(Patient(sessions: """[{ "date": "2026-08-06", "dose_u": 10000 }]""", scores: $"[{scores}]")).Heard();
        Assert.Equal([new DateOnly(2026, 8, 5), new DateOnly(2026, 8, 10), new DateOnly(2026, 8, 15)], early.Select(h => DateOnly.FromDayNumber((int)h.Day)));
    }

    [Fact]
    public void A_region_without_an_interval_gets_none_and_no_suggestion()
    {
        var forecast = Of(Patient(region: "CA"));

        Assert.Null(forecast.Reinjection.EarliestDate);
        Assert.Null(forecast.Reinjection.SuggestedDate);
        Assert.Contains(forecast.Findings, f => f.Code == "RESP-007" && f.Severity == Severity.Confirm);
    }

    [Fact]
    public void With_little_data_the_curve_says_that_it_is_the_populations()
    {
        Assert.Contains(Of(Patient()).Findings, f => f.Code == "RESP-001" && f.Message.Contains("is the population's", StringComparison.Ordinal));
        Assert.Contains(Of(Patient(scores: """[{ "date": "2026-08-10", "instrument": "twstrs", "value": 47 }]""")).Findings, f => f.Code == "RESP-001");
        Assert.Equal(0, Of(Patient()).WearingOff!.ScoresSinceSession);
    }

    [Fact]
    public void A_product_without_a_fit_of_its_own_is_wide_and_says_so()
    {
        var forecast = Of(Patient("onabotulinumtoxinA", "EU", """[{ "date": "2026-08-10", "dose_u": 200 }]"""));

        var finding = Assert.Single(forecast.Findings, f => f.Code == "RESP-003");
        Assert.Equal("recalled", finding.Status!.Value.ToString().ToLowerInvariant());
        Assert.True(forecast.WearingOff!.SdWeeks > Of(Patient()).WearingOff!.SdWeeks);
    }

    [Fact]
    public void Eighty_percent_lost_comes_after_half_lost()
    {
        var (half, most) = (Of(Patient()), Of(Patient(more: """, "wearing_off": "80-percent-lost" """)));

        Assert.True(most.WearingOff!.MedianDate > half.WearingOff!.MedianDate);
        Assert.Contains("80 %", most.WearingOff.Definition, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_sessions_running_without_the_expected_effect_open_the_checklist_and_one_does_not()
    {
        const string scores = """
            { "date": "2026-05-04", "instrument": "twstrs", "value": 47 }, { "date": "2026-06-01", "instrument": "twstrs", "value": 60 },
            { "date": "2026-08-10", "instrument": "twstrs", "value": 47 }
            """;
        const string sessions = """[{ "date": "2026-05-04", "dose_u": 10000 }, { "date": "2026-08-10", "dose_u": 10000 }]""";
        var both = Of(Patient(sessions: sessions, scores: $$"""[{{scores}}, { "date": "2026-09-07", "instrument": "twstrs", "value": 62 }]"""));
        var one = Of(Patient(sessions: sessions, scores: $$"""[{{scores}}, { "date": "2026-09-07", "instrument": "twstrs", "value": 33 }]"""));

        Assert.Contains(both.Findings, f => f.Code == "RESP-012" && f.Severity == Severity.Confirm && f.Message.Contains("Steps: 1.", StringComparison.Ordinal));
        Assert.DoesNotContain(one.Findings, f => f.Code == "RESP-012");
    }

    [Theory]
    [InlineData("every score 0", 0, 0)]
    [InlineData("every score 85", 85, 85)]
    [InlineData("nothing and everything by turns", 0, 85)]
    public void Scores_that_nobody_of_the_population_has_make_a_forecast_that_is_not_to_be_trusted(string what, int even, int odd)
    {
        var scores = string.Join(", ", Enumerable.Range(0, 14).Select(i => $$"""{ "date": "{{new DateOnly(2026, 8, 10).AddDays(7 * i):yyyy-MM-dd}}", "instrument": "twstrs", "value": {{(i % 2 == 0 ? even : odd)}} }"""));
        var forecast = Of(Patient(scores: $"[{scores}]"));

        Assert.True(forecast.Findings.Any(f => f is { Code: "RESP-021", Severity: Severity.Confirm }), what);
        Assert.Null(forecast.Reinjection.SuggestedDate);
        Assert.StartsWith("We cannot say", forecast.PatientText, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_like_those_of_the_population_are_trusted()
    {
        var forecast = Of(Patient(scores: """[{ "date": "2026-08-10", "instrument": "twstrs", "value": 40 }, { "date": "2026-09-07", "instrument": "twstrs", "value": 30 }, { "date": "2026-10-05", "instrument": "patient-rating", "value": 60 }]"""));

        Assert.DoesNotContain(forecast.Findings, f => f.Code is "RESP-021" or "RESP-004");
    }

    [Fact]
    public void A_day_that_has_passed_is_not_suggested_and_the_patient_is_told_in_the_past()
    {
        var forecast = Of(Patient(sessions: """[{ "date": "2024-08-10", "dose_u": 10000 }]"""));

        Assert.Equal(new DateOnly(2026, 11, 20), forecast.Reinjection.SuggestedDate);
        Assert.Contains("has passed", forecast.Reinjection.SuggestedReason, StringComparison.Ordinal);
        Assert.Contains("your relief had faded", forecast.PatientText, StringComparison.Ordinal);
    }

    [Fact]
    public void After_ten_years_of_sessions_the_course_ahead_still_stands_week_by_week()
    {
        var sessions = string.Join(", ", Enumerable.Range(0, 40).Select(k => $$"""{ "date": "{{new DateOnly(2026, 8, 10).AddDays(-84 * k):yyyy-MM-dd}}", "dose_u": 10000 }"""));
        var forecast = Of(Patient(sessions: $"[{sessions}]"));
        var days = forecast.Course.Select(p => p.Date.DayNumber).ToList();

        Assert.Contains(forecast.Findings, f => f.Code == "RESP-022");
        Assert.InRange(days.Count, 31, 121);
        Assert.All(days.Zip(days.Skip(1)), pair => Assert.True(pair.Second > pair.First));
        Assert.All(Enumerable.Range(0, 31), week => Assert.Contains(new DateOnly(2026, 8, 10).AddDays(7 * week).DayNumber, days));
    }

    [Fact]
    public void The_patients_sentence_carries_the_day_and_the_interval()
    {
        var forecast = Of(Patient());

        Assert.Contains("8 of 10 people like you", forecast.PatientText, StringComparison.Ordinal);
        Assert.Contains(forecast.WearingOff!.MedianDate.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), forecast.PatientText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "product": "rimabotulinumtoxinB", "sessions": [], "today": "2026-11-20" }""", "region")]
    [InlineData("""{ "product": "rimabotulinumtoxinB", "region": "US", "sessions": [], "today": "2026-11-20" }""", "sessions")]
    [InlineData("""{ "product": "rimabotulinumtoxinB", "region": "US", "sessions": [{ "date": "2026-08-10", "dose_u": 0 }], "today": "2026-11-20" }""", "sessions[0].dose_u")]
    [InlineData("""{ "product": "rimabotulinumtoxinB", "region": "US", "sessions": [{ "date": "2026-08-10", "dose_u": 5000 }, { "date": "2026-08-10", "dose_u": 5000 }], "today": "2026-11-20" }""", "sessions")]
    [InlineData("""{ "product": "rimabotulinumtoxinB", "region": "US", "sessions": [{ "date": "2026-08-10", "dose_u": 5000 }], "scores": [{ "date": "2026-08-10", "instrument": "twstrs", "value": 86 }], "today": "2026-11-20" }""", "scores[0].value")]
    [InlineData("""{ "product": "rimabotulinumtoxinB", "region": "US", "sessions": [{ "date": "2026-08-10", "dose_u": 5000 }], "scores": [{ "date": "2026-12-10", "instrument": "twstrs", "value": 40 }], "today": "2026-11-20" }""", "scores[0].date")]
    [InlineData("""{ "product": "rimabotulinumtoxinB", "region": "US", "sessions": [{ "date": "1900-08-10", "dose_u": 5000 }, { "date": "2026-08-10", "dose_u": 5000 }], "today": "2026-11-20" }""", "sessions")]
    public void What_cannot_be_is_refused_by_its_place(string text, string place) =>
        Assert.Equal(place, Assert.Throws<InputException>(() => Read(text)).Place);
}

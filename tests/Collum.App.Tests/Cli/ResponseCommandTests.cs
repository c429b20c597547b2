using Collum.App.Cli;

namespace Collum.App.Tests.Cli;

/// <summary>The response engine as scripts call it.</summary>
public sealed class ResponseCommandTests
{
    static readonly string Table = Path.Combine(Calls.Root, "data", "trials", "cdystonia.csv");

    [Fact]
    public async Task A_fit_answers_with_the_keys_of_the_interface_and_the_same_numbers_for_the_same_seed()
    {
        string[] call = ["response", "fit", Table, "--model", "reference", "--chains", "2", "--warmup", "150", "--draws", "100", "--seed", "7", "--json"];
        var (one, again) = (await Calls.InProcessAsync(call), await Calls.InProcessAsync(call));

        foreach (var key in (string[])["parameters", "divergences", "seconds", "ess_per_second_min", "patients", "observations", "seed", "data_sha256"])
            Assert.True(one.Json.TryGetProperty(key, out _), key);
        Assert.Equal(["base", "emax", "ld50", "ltp", "la", "placebo", "w_base", "w_d50", "w_tp", "sigma"],
            one.Json.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        foreach (var key in (string[])["mean", "sd", "q025", "q975", "ess", "rhat"])
            Assert.True(one.Json.GetProperty("parameters")[0].TryGetProperty(key, out _), key);
        Assert.Equal((109, 631), (one.Json.GetProperty("patients").GetInt32(), one.Json.GetProperty("observations").GetInt32()));
        Assert.Equal(one.Json.GetProperty("parameters").GetRawText(), again.Json.GetProperty("parameters").GetRawText());
    }

    [Fact]
    public async Task A_fitted_model_is_written_and_forecasts_start_from_it()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("collum-model-").FullName, "brashear-1999-again.json");
        var fit = await Calls.InProcessAsync(["response", "fit", Table, "--chains", "2", "--warmup", "150", "--draws", "100", "--out", file, "--product", "rimabotulinumtoxinB", "--json"]);
        var sample = await Calls.InProcessAsync(["response", "forecast", "--example"]);
        var forecast = await Calls.InProcessAsync(["response", "forecast", "-", "--model", file, "--json"], Calls.Utf8(sample.Out));

        Assert.True(File.Exists(file), fit.ToString());
        foreach (var key in (string[])["course", "peak", "wearing_off", "reinjection", "findings", "milliseconds"])
            Assert.True(forecast.Json.TryGetProperty(key, out _), forecast.ToString());
        foreach (var key in (string[])["date", "median", "q10", "q90", "q025", "q975"])
            Assert.True(forecast.Json.GetProperty("course")[0].TryGetProperty(key, out _), key);
        foreach (var key in (string[])["definition", "median_date", "q10_date", "q90_date"])
            Assert.True(forecast.Json.GetProperty("wearing_off").TryGetProperty(key, out _), key);
        foreach (var key in (string[])["earliest_date", "earliest_reason", "suggested_date"])
            Assert.True(forecast.Json.GetProperty("reinjection").TryGetProperty(key, out _), key);
    }

    [Fact]
    public async Task Side_effects_are_fitted_from_the_verified_arms_and_what_is_on_file_is_what_the_command_writes()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("collum-effects-").FullName, "side-effects.json");
        var called = await Calls.InProcessAsync(["response", "side-effects", Path.Combine(Calls.Root, "data", "trials", "trials.csv"), "--out", file, "--json"]);

        Assert.Equal(7, called.Json.GetProperty("curves").GetArrayLength());
        using var written = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        using var onFile = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Calls.Root, "data", "response", "side-effects.json")));
        var (one, two) = (written.RootElement.GetProperty("curves").EnumerateArray().ToList(), onFile.RootElement.GetProperty("curves").EnumerateArray().ToList());
        foreach (var (a, b) in one.Zip(two))
        {
            Assert.Equal(a.GetProperty("arms").GetRawText(), b.GetProperty("arms").GetRawText());
            foreach (var (x, y) in a.GetProperty("mean").EnumerateArray().Zip(b.GetProperty("mean").EnumerateArray()))
                Assert.Equal(x.GetDouble(), y.GetDouble(), 0.1);        // machines may round differently; the same one gives the same numbers
        }

        Assert.Equal(written.RootElement.GetProperty("rates").GetRawText(), onFile.RootElement.GetProperty("rates").GetRawText());
    }

    [Fact]
    public async Task An_impossible_count_of_side_effects_is_refused()
    {
        var called = await Calls.InProcessAsync(["response", "side-effects", "-"], Calls.Utf8("""
            trial_id,product,arm,dose_u,n,week,outcome,statistic,value,status
            T,abobotulinumtoxinA,abo,500,10,,adverse event: dysphagia,patients with event,11,verified
            """));

        Assert.Equal(Exit.WrongInput, called.Exit);
        Assert.Contains("11 of 10", called.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calibration_of_a_clinic_answers_with_shares_by_week()
    {
        await using var clinic = await TestClinic.OpenAsync();
        await Collum.Clinic.Registry.DemoClinic.FillAsync(clinic.Practice);
        var called = await Calls.InProcessAsync(["response", "calibration", "--data", clinic.Folder, "--json"], clock: clinic.Clock);

        Assert.Equal(121, called.Json.GetProperty("charts").GetInt32());
        foreach (var key in (string[])["share", "low", "high"])
            Assert.True(called.Json.GetProperty("all").GetProperty("in80").TryGetProperty(key, out _), called.ToString());
        Assert.Equal(5, called.Json.GetProperty("by_week").GetArrayLength());
    }

    [Theory]
    [InlineData("patient,week,dose_u,twstrs\n1,0,0,99\n")]
    [InlineData("patient,week,dose_u,twstrs\n1,0,5000,40\n1,4,5000,30\n")]
    [InlineData("week,dose_u\n1,2\n")]
    [InlineData("")]
    public async Task A_table_that_cannot_be_fitted_is_refused_in_one_line(string table)
    {
        var called = await Calls.InProcessAsync(["response", "fit", "-", "--json"], Calls.Utf8(table));

        Assert.Equal(Exit.WrongInput, called.Exit);
        Assert.Equal("", called.Out);
        Assert.Single(called.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_forecast_says_what_stands_behind_each_interval_and_how_likely_side_effects_are_at_the_dose()
    {
        var called = await Calls.InProcessAsync(["response", "forecast", "-", "--json"], Calls.Utf8("""
            { "product": "rimabotulinumtoxinB", "region": "US", "today": "2026-11-20", "sessions": [ { "date": "2026-08-10", "dose_u": 10000 } ],
              "scores": [ { "date": "2026-08-10", "instrument": "twstrs-severity", "value": 20 }, { "date": "2026-10-12", "instrument": "twstrs-severity", "value": 15 } ] }
            """));

        foreach (var part in (string[])["onset", "peak", "wearing_off", "reinjection"])
            Assert.True(called.Json.GetProperty(part).GetProperty("behind").TryGetProperty("sessions", out _), part);
        Assert.Equal(1, called.Json.GetProperty("wearing_off").GetProperty("behind").GetProperty("scores").GetInt32());
        Assert.Contains(called.Json.GetProperty("side_effects").EnumerateArray(), e => e.GetProperty("event").GetString() == "dysphagia" && e.GetProperty("chance").GetProperty("median").GetDouble() > 0.1);
        Assert.Contains(called.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "RESP-005");
        Assert.True(called.Json.GetProperty("is_covered").GetBoolean());
    }

    [Fact]
    public async Task A_chart_is_forecast_by_command_from_the_diary_that_was_handed_in()
    {
        await using var clinic = await TestClinic.OpenAsync();
        await Collum.Clinic.Registry.DemoClinic.FillAsync(clinic.Practice);
        var today = clinic.Practice.Today;
        string Day(int ago, int value) => $$"""{ "date": "{{today.AddDays(-ago):yyyy-MM-dd}}", "total": {{value}} }""";
        var diary = $$"""{ "instrument": "patient-rating", "days": [ {{Day(30, 50)}}, {{Day(20, 55)}}, {{Day(10, 60)}} ] }""";
        string[] score = ["chart", "score", "-", "--chart", "synthetic-01", "--by", "Nurse Count", "--data", clinic.Folder, "--json"], forecast = ["chart", "forecast", "--chart", "synthetic-01", "--data", clinic.Folder, "--json"];

        var before = await Calls.InProcessAsync(forecast, clock: clinic.Clock);
        var first = await Calls.InProcessAsync(score, Calls.Utf8(diary), clock: clinic.Clock);
        var again = await Calls.InProcessAsync(score, Calls.Utf8(diary), clock: clinic.Clock);
        var after = await Calls.InProcessAsync(forecast, clock: clinic.Clock);

        Assert.Equal((3, 0), (first.Json.GetProperty("days_written").GetInt32(), again.Json.GetProperty("days_written").GetInt32()));
        Assert.Equal(before.Json.GetProperty("scores").GetInt32() + 3, after.Json.GetProperty("scores").GetInt32());
        Assert.NotEqual(before.Json.GetProperty("course").GetRawText(), after.Json.GetProperty("course").GetRawText());
        Assert.Equal(before.Json.GetProperty("wearing_off").GetProperty("behind").GetProperty("scores").GetInt32() + 3, after.Json.GetProperty("wearing_off").GetProperty("behind").GetProperty("scores").GetInt32());
    }
}

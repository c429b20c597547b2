using System.Xml.Linq;
using Collum.App.Cli;

namespace Collum.App.Tests.Cli;

public sealed class TrialReportTests
{
    static byte[] Trial(string product, string id) => Calls.Utf8($$"""
        { "product": "{{product}}", "patients": 300, "sessions": 3, "seed": 4,
          "protocols": [ { "id": "placebo", "dose_u": 0, "interval_weeks": 12 }, { "id": {{System.Text.Json.JsonSerializer.Serialize(id)}}, "dose_u": 500, "interval_weeks": 12, "longest_weeks": 20 } ] }
        """);

    [Theory]
    [InlineData("abobotulinumtoxinA", "when <worn> \"off\" & later")]
    [InlineData("daxibotulinumtoxinA", "fixed")]
    public async Task A_report_is_one_whole_page_that_fetches_nothing_and_runs_nothing(string product, string id)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("collum-report-").FullName, "report.html");
        var called = await Calls.InProcessAsync(["trial", "simulate", "-", "--html", file, "--json"], Trial(product, id));
        var page = await File.ReadAllTextAsync(file);

        Assert.Equal(Exit.Done, called.Exit);
        foreach (var foreign in (string[])["http://", "https://", "<script", "src=", "url(", "NaN", "∞"])
            Assert.DoesNotContain(foreign, page, StringComparison.OrdinalIgnoreCase);
        // Every picture is sound by itself, and has words for those who do not see it.
        var pictures = page.Split("<svg")[1..].Select(p => XElement.Parse("<svg" + p[..(p.IndexOf("</svg>", StringComparison.Ordinal) + 6)])).ToList();
        Assert.True(pictures.Count >= 6);
        Assert.All(pictures, p => Assert.NotEmpty(p.Attribute("aria-label")!.Value));
        Assert.Contains("Nobody was treated", page, StringComparison.Ordinal);
        Assert.Equal(product == "daxibotulinumtoxinA", page.Contains("Nothing is known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Protocols_of_two_products_and_a_dose_rule_keep_their_units_apart_in_answer_and_report()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("collum-report-").FullName, "report.html");
        var sample = await Calls.InProcessAsync(["trial", "simulate", "--example"]);
        var called = await Calls.InProcessAsync(["trial", "simulate", "-", "--html", file, "--json"], Calls.Utf8(sample.Out));
        var page = await File.ReadAllTextAsync(file);
        var outcomes = called.Json.GetProperty("outcomes").EnumerateArray().ToList();

        Assert.Equal(["rimabotulinumtoxinB", "rimabotulinumtoxinB", "rimabotulinumtoxinB", "abobotulinumtoxinA"], outcomes.Select(o => o.GetProperty("product").GetString()));
        Assert.True(outcomes[2].GetProperty("doses").GetArrayLength() > 2);
        Assert.True(outcomes[2].GetProperty("side_effects")[0].GetProperty("drawn").GetProperty("mean").GetDouble() > 0);
        Assert.Equal(1, outcomes[3].GetProperty("doses").GetArrayLength());
        Assert.Contains(called.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "TRIAL-005");
        // Each product has a picture of its own units, and every figure of units names its product.
        Assert.Contains("MYOBLOC units a year", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("DYSPORT units a year", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("2,500 U more, up to 10,000, after less than 8 points of relief seen, less, down to 2,500, after dysphagia", page, StringComparison.Ordinal);
        Assert.All(page.Split("<svg")[1..].Select(p => XElement.Parse("<svg" + p[..(p.IndexOf("</svg>", StringComparison.Ordinal) + 6)])), p => Assert.NotEmpty(p.Attribute("aria-label")!.Value));
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "id": "x", "product": "onabotulinumtoxinA", "dose_u": 150, "interval_weeks": 12, "dose_rule": { "step_u": 25, "lowest_u": 100, "lower_after": [ "dysphagia" ] } }""", "lower_after[0]")]
    [InlineData("""{ "id": "x", "product": "abobotulinumtoxinB", "dose_u": 150, "interval_weeks": 12 }""", "product")]
    [InlineData("""{ "id": "x", "product": "abobotulinumtoxinA", "dose_u": 500, "interval_weeks": 12, "dose_rule": { "step_u": 1e-9, "highest_u": 99999, "raise_below_points": 8 } }""", "step_u")]
    [InlineData("""{ "id": "x", "product": "abobotulinumtoxinA", "dose_u": 500, "interval_weeks": 12, "dose_rule": { "step_u": 50, "step": 1, "highest_u": 900, "raise_below_points": 8 } }""", "step")]
    public async Task A_protocol_that_cannot_be_followed_is_refused_in_one_line(string protocol, string place)
    {
        var called = await Calls.InProcessAsync(["trial", "simulate", "-", "--json"], Calls.Utf8($$"""{ "patients": 10, "sessions": 2, "protocols": [ {{protocol}} ] }"""));

        Assert.Equal(Exit.WrongInput, called.Exit);
        Assert.Contains(place, called.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_holds_side_effects_with_their_interval()
    {
        var called = await Calls.InProcessAsync(["trial", "simulate", "-", "--json"], Trial("abobotulinumtoxinA", "fixed"));
        var effect = called.Json.GetProperty("outcomes")[1].GetProperty("side_effects")[0];

        Assert.Equal("dysphagia", effect.GetProperty("event").GetString());
        foreach (var key in (string[])["median", "q10", "q90", "is_beyond_tried"])
            Assert.True(effect.GetProperty("chance").TryGetProperty(key, out _), key);
        Assert.True(effect.GetProperty("sessions_per_year").GetProperty("median").GetDouble() > 0);
    }
}

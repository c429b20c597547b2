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

using System.Net;
using Collum.App.Cli;
using Collum.App.Http;
using Collum.App.Language;
using Collum.App.Tests.Cli;
using Collum.Clinic;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Clinic.Visits;

namespace Collum.App.Tests.Language;

/// <summary>Pages of a clinic in Austria, and what the command line says about countries.</summary>
public class CountryPagesTests
{
    [Fact]
    public async Task A_clinic_in_Austria_types_and_reads_a_decimal_comma_and_is_asked_about_a_point_before_three_digits()
    {
        Assert.SkipUnless(Country.AreKnown, "This machine has no ICU library.");
        await using var clinic = await TestClinic.OpenAsync(DateOnly.FromDateTime(DateTime.UtcNow));
        var chart = await new NewChart(clinic.Practice).RunAsync(new Identity { Name = "Anna Beispiel" }, new Writer("Dr Example", null, NewEntry.NewKey()), null, null, default);
        await using var composition = new Composition(new Terminal { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null });
        var address = new Address("localhost", 0);
        var port = address.FreePort(address.Addresses());
        await using var app = Server.Build(composition, clinic.Database, new RecordingFiles(clinic.Folder), address, port, words: new(Texts.English, Country.Find("AT", "en")!));
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new(FormattableString.Invariant($"http://localhost:{port}")) };
        var plan = FormattableString.Invariant($"/charts/{chart}/visits/{clinic.Clock.Today:yyyy-MM-dd}/plan");

        Assert.Contains("<html lang=\"en-AT\" data-decimal=\",\">", await client.GetStringAsync("/"), StringComparison.Ordinal);
        var read = await SendAsync("1,5", "2.5");
        Assert.Contains("name=\"preparation/diluent_ml#n\" inputmode=\"decimal\" value=\"1,5\"", read, StringComparison.Ordinal);
        Assert.Contains("name=\"sites/0/dose_u#n\" inputmode=\"decimal\" value=\"2,5\"", read, StringComparison.Ordinal);
        Assert.Contains("<b>1,25</b> <span class=\"u\">U</span>", read, StringComparison.Ordinal);
        var doubted = await SendAsync("1,5", "1.500");
        Assert.Contains("1500 without a mark for thousands, or 1,5", WebUtility.HtmlDecode(doubted), StringComparison.Ordinal);
        Assert.Contains("value=\"1.500\"", doubted, StringComparison.Ordinal);
        await app.StopAsync();

        async Task<string> SendAsync(string saline, string dose)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                [".do"] = "check", [".by"] = "Dr Example", ["region"] = "US", ["product"] = "onabotulinumtoxinA", ["preparation/vial_u#n"] = "100", ["preparation/diluent_ml#n"] = saline,
                ["sites/0/side"] = "left", ["sites/0/muscle_id"] = "splenius-capitis", ["sites/0/dose_u#n"] = dose, ["sites/0/points#n"] = "2",
            });
            using var answer = await client.PostAsync(plan, form);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task A_language_that_the_program_has_no_texts_of_is_refused_with_those_it_has()
    {
        var called = await Calls.InProcessAsync(["demo", "--urls", "http://localhost:0", "--language", "tlh"]);

        Assert.Equal(2, called.Exit);
        Assert.Contains($"--language: found 'tlh'; expected one that this program has: {string.Join(", ", App.Language.Texts.Languages)}.", called.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("QQ", "such as AT, CH, GB or US")]
    [InlineData("UK", "such as GB for the United Kingdom")]
    [InlineData("Austria", "such as AT for Austria")]
    [InlineData("CHE", "such as CH for Switzerland")]
    public async Task A_country_that_is_none_is_said_with_the_one_that_was_probably_meant(string code, string help)
    {
        Assert.SkipUnless(Country.AreKnown, "This machine has no ICU library.");
        var called = await Calls.InProcessAsync(["demo", "--urls", "http://localhost:0", "--country", code]);

        Assert.Equal(2, called.Exit);
        Assert.Contains($"--country: found '{code}'; expected a country by its two letters of ISO 3166, {help}.", called.Error, StringComparison.Ordinal);
    }
}

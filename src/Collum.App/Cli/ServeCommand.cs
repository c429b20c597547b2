using System.CommandLine;
using Collum.App.Http;
using Collum.App.Language;
using Collum.App.Pages;
using Collum.Clinic.Registry;
using Collum.Clinic.Storage;

namespace Collum.App.Cli;

static class ServeCommand
{
    static readonly Option<bool> WithDemo = new("--demo") { Description = "Fill an empty folder with the demo clinic." };

    static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where to listen; port 0 picks a free one. Reached from this machine only, unless you say otherwise.", HelpName = "URL",
        DefaultValueFactory = _ => "http://localhost:5080",
    };

    static readonly Option<string?> InCountry = new("--country")
    {
        Description = "The clinic's country, two letters such as AT or US: pages write dates, times and numbers as it does. Else $COLLUM_COUNTRY; else 20 November 2026, 14:05, 1,234.5.", HelpName = "CODE",
    };

    static readonly Option<string?> InLanguage = new("--language") { Description = $"The language of the pages: {string.Join(", ", Texts.Languages)}.", HelpName = "CODE" };

    public static Verb Serve() => new("serve", "Serve the pages to a browser on this machine.",
        "collum serve --demo --data /tmp/clinic --urls http://localhost:0",
        async call =>
        {
            var address = Address.Parse(call.Value(Urls)!);
            var words = WordsFor(call);
            var place = call.Composition.Place(call.Value(Shared.Data));
            var known = Composition.IsAddress(place) || new FileInfo(Path.Combine(place, "collum.db")) is { Exists: true, Length: > 0 };
            var database = await call.Composition.MakeAsync(place, call.Cancel);
            if (!known)
                call.Say($"A new clinic was started in {place}.");
            var demo = call.Value(WithDemo);
            if (demo)
                await FillAsync(call, call.Composition, database);
            await Server.RunAsync(call.Composition, database, call.Composition.Recordings(place, call.Value(Shared.RecordingsFolder)), address, demo, words, call.Cancel);
            return Exit.Done;
        }, WithDemo, Shared.Data, Shared.RecordingsFolder, Urls, InCountry, InLanguage);

    static Texts? TextsOf(string language)
    {
        try
        {
            return Texts.Find(language);
        }
        catch (FormatException e)
        {
            throw CallException.Wrong($"--language {language}: its texts cannot be read. {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>In the language asked for, as the clinic's country writes it; what is none of either ends the call.</summary>
    static Words WordsFor(Call call)
    {
        var language = call.Value(InLanguage) ?? Texts.English.Language;
        var texts = TextsOf(language) ?? throw CallException.Wrong($"--language: found '{Short(language)}'; expected one that this program has: {string.Join(", ", Texts.Languages)}.");
        var (asked, from) = call.Value(InCountry) is { } said ? (said, "--country") : (call.Terminal.Variable("COLLUM_COUNTRY") is { Length: > 0 } set ? set : null, "COLLUM_COUNTRY");
        if (asked is null)
            return new(texts, Country.None);
        if (!Country.AreKnown)
        {
            call.Say("No country is known here, because the machine has no ICU library (libicu): dates and numbers keep one form, 20 November 2026 and 1,234.5.");
            return new(texts, Country.None);
        }

        return Country.Find(asked, texts.Language) is { } country ? new(texts, country)
            : throw CallException.Wrong($"{from}: found '{Short(asked)}'; expected a country by its two letters of ISO 3166, such as {Country.Suggested(asked) ?? "AT, CH, GB or US"}.");

        static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
    }

    // A folder that holds charts already is left as it is.
    static async Task FillAsync(Call call, Composition composition, Database database)
    {
        if ((await database.Charts.IdsAsync(call.Cancel)).Count > 0)
        {
            call.Say("The folder holds charts already; the demo clinic was not added.");
            return;
        }

        await DemoClinic.FillAsync(composition.Practice(database), cancel: call.Cancel);
        var charts = (await database.Charts.IdsAsync(call.Cancel)).Count;
        call.Say($"The demo clinic: {charts} charts, the patients of a public trial (Brashear et al. 1999; Davis 2002) and synthetic ones.");
    }

    public static Verb Demo() => new("demo", "Serve the demo clinic from a folder that is thrown away at the end.",
        "collum demo --urls http://localhost:0",
        async call =>
        {
            var address = Address.Parse(call.Value(Urls)!);
            var words = WordsFor(call);
            var folder = Directory.CreateTempSubdirectory("collum-demo-");
            try
            {
                await using var composition = new Composition(call.Terminal);
                var database = await composition.MakeAsync(folder.FullName, call.Cancel);
                await FillAsync(call, composition, database);
                await Server.RunAsync(composition, database, composition.Recordings(folder.FullName, null), address, isDemo: true, words, call.Cancel);
                return Exit.Done;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }, Urls, InCountry, InLanguage);
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Collum.App.Cli;
using Collum.App.Http;
using Collum.App.Language;
using Collum.App.Pages;
using Collum.App.Tests.Pages;
using Collum.Clinic.Registry;
using Collum.Clinic.Storage;

namespace Collum.App.Tests.Language;

/// <summary>A language made up of the English texts with every letter accented: what still reads as English on a page did not come from the file of texts.</summary>
public sealed partial class TranslatedPagesTests(Browsing browsing) : IClassFixture<Browsing>
{
    static readonly Words MadeUp = new(new Texts("de", Texts.English.Source.ToDictionary(t => t.Key, t => t.Key == Texts.RuleKey ? t.Value : Accented(t.Value)),
        SentenceSource.All.Select(s => s.Template).Distinct().ToDictionary(t => t, Accented), MedicineWords.All.Select(w => w.Words).Distinct().ToDictionary(w => w, Accented)), Country.None);

    // Codes, and places in a document.
    const string Said = ".code, .where";

    [Fact]
    public async Task Every_page_takes_its_texts_from_the_language_it_is_given()
    {
        Assert.SkipUnless(browsing.Browser is not null, "The browser tests need Chromium: apt-get install chromium");
        await using var clinic = await TestClinic.OpenAsync(DateOnly.FromDateTime(DateTime.UtcNow));
        await new SyntheticCharts(clinic.Practice, 1).WriteAsync(TestContext.Current.CancellationToken);
        var chart = (await clinic.Database.Charts.IdsAsync())[0];
        await using var composition = new Composition(new Terminal { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null });
        var address = new Address("localhost", 0);
        var port = address.FreePort(address.Addresses());
        await using var app = Server.Build(composition, clinic.Database, new RecordingFiles(clinic.Folder), address, port, words: MadeUp);
        await app.StartAsync();

        var context = await browsing.Browser.NewContextAsync(new() { BaseURL = FormattableString.Invariant($"http://localhost:{port}") });
        await using var window = new Window(context, await context.NewPageAsync());
        var visit = FormattableString.Invariant($"/charts/{chart}/visits/{clinic.Clock.Today:yyyy-MM-dd}/");
        var known = new StringBuilder(Known());
        foreach (var id in await clinic.Database.Charts.IdsAsync())
            foreach (var entry in (await clinic.Practice.OpenAsync(id)).Entries)
            {
                known.Append('\n').Append(entry.By.ToLowerInvariant());
                Strings(JsonDocument.Parse(entry.Body).RootElement, known);
            }

        var said = known.ToString();
        var english = new List<string>();
        foreach (var path in new[] { "/", "/patients", "/patients/new", "/knowledge", "/about", "/response", "/nope", "/charts/" + chart, $"/charts/{chart}/response" }
            .Concat(new[] { "select", "measure", "scales", "muscles", "emg", "plan", "inject", "follow", "adjuncts" }.Select(s => visit + s)))
        {
            await window.Page.GotoAsync(path);
            Assert.Equal("de", await window.Page.Locator("html").GetAttributeAsync("lang"));
            foreach (var text in await window.Page.EvaluateAsync<string[]>(
                """
                (said) => {
                  const found = [document.title];
                  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
                  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
                    const own = n.nodeType === 3 ? n.parentElement : n;
                    if (own.closest(said) || own.closest("script, style")) continue;
                    if (n.nodeType === 3) found.push(n.textContent.trim());
                    else for (const a of ["aria-label", "title", "placeholder", "alt"]) if (n.hasAttribute(a)) found.push(n.getAttribute(a));
                  }
                  return found.filter((t) => t);
                }
                """, Said))
                english.AddRange(Run().Matches(text).Select(m => m.Value.Trim()).Where(run => !said.Contains(run.ToLowerInvariant().Replace('-', ' '), StringComparison.Ordinal)).Select(run => $"{path.Split('/')[^1]}: {run} ({text})"));
        }

        await app.StopAsync();
        Assert.True(english.Count == 0, string.Join("\n", english.Distinct().Take(200)));
    }

    [Fact]
    public void A_made_up_language_keeps_values_and_forms() =>
        Assert.Equal("{n, plural, =0 {ñó} one {# ĺíñé óf {page}} other {x}}", Accented("{n, plural, =0 {no} one {# line of {page}} other {x}}"));

    // Every string of the knowledge, the words of the machine's own calendar, and what is a name and no word.
    static string Known()
    {
        var all = new StringBuilder();
        foreach (var (name, bytes) in TestClinic.Knowledge.Files.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)))
            Strings(JsonDocument.Parse(bytes).RootElement, all);
        var calendar = CultureInfo.GetCultureInfo("de").DateTimeFormat;
        foreach (var word in calendar.MonthNames.Concat(calendar.AbbreviatedMonthNames).Concat(calendar.DayNames).Concat(["Collum", "TWSTRS", "EMG", "Apache License", "Inter", "SIL Open Font License", "NET", "SQLite", "htmx", "BSD", "BDF"]).Concat(TestClinic.Knowledge.Facts.All.Select(f => f.Value.Replace('-', ' '))))
            all.Append('\n').Append(word.ToLowerInvariant());
        return all.ToString();
    }

    static void Strings(JsonElement of, StringBuilder to)
    {
        switch (of.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var p in of.EnumerateObject())
                {
                    to.Append('\n').Append(p.Name.Replace('_', ' ').Replace('-', ' ').ToLowerInvariant());
                    Strings(p.Value, to);
                }

                break;
            case JsonValueKind.Array:
                foreach (var e in of.EnumerateArray())
                    Strings(e, to);
                break;
            case JsonValueKind.String:
                to.Append('\n').Append(of.GetString()!.ToLowerInvariant().Replace('-', ' '));
                break;
        }
    }

    /// <summary>Letters of the text itself get an accent; names of values and forms keep theirs.</summary>
    static string Accented(string text)
    {
        const string plain = "aceilnoruyzACEILNORUYZ", accented = "áćéíĺñóŕúýźÁĆÉÍĹÑÓŔÚÝŹ";
        var to = new StringBuilder();
        var isText = new Stack<bool>([true]);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '{')
                isText.Push(!isText.Peek());
            else if (c == '}')
                isText.Pop();
            to.Append(isText.Peek() && c != '{' && c != '}' && plain.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? accented[at] : c);
        }

        return to.ToString();
    }

    // Words that hold one of the accented letters' plain forms: nothing of the file reads so.
    [GeneratedRegex("(?<![\\p{L}])[A-Za-z]{3,}(?:[ -][A-Za-z]{2,})*(?![\\p{L}])")]
    private static partial Regex Run();
}

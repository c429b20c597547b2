using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Collum.Anatomy;
using Collum.App.Cli;
using Collum.App.Http;
using Collum.App.Language;
using Collum.App.Pages;
using Collum.App.Print;
using Collum.App.Tests.Pages;
using Collum.App.Tests.Print;
using Collum.Clinic.Registry;
using Collum.Clinic.Storage;
using Collum.Emg;
using Collum.Findings;
using Collum.Trials;
using Window = Collum.App.Tests.Pages.Window;

namespace Collum.App.Tests.Language;

/// <summary>A language made up of the English texts with every letter accented: what still reads as English on a page did not come from the files of texts.</summary>
public sealed partial class TranslatedPagesTests(Browsing browsing) : IClassFixture<Browsing>
{
    static readonly Words MadeUp = new(new Texts("de", Texts.English.Source.ToDictionary(t => t.Key, t => t.Key == Texts.RuleKey ? t.Value : Accented(t.Value)),
        SentenceSource.All.Select(s => s.Template).Distinct().ToDictionary(t => t, Accented), MedicineWords.All.Select(w => w.Words).Distinct().ToDictionary(w => w, Accented)), Country.None);

    static readonly string Names = NamesAndIds();

    [Fact]
    public async Task Every_page_takes_its_texts_from_the_language_it_is_given()
    {
        await using var abroad = await Abroad.OpenAsync(browsing);
        foreach (var path in new[] { "/", "/patients", "/patients?show=due", "/patients/new", "/knowledge", "/knowledge?q=swallowing", "/about", "/response", "/nope", "/charts/" + abroad.Chart, $"/charts/{abroad.Chart}?show=injections", $"/charts/{abroad.Chart}/response", $"/charts/{abroad.Chart}/response?product=onabotulinumtoxinA&dose=180&weeks=20" }
            .Concat(new[] { "select", "measure", "scales", "muscles", "emg", "plan", "inject", "amend", "follow", "adjuncts" }.Select(s => abroad.Visit(s))))
            await abroad.GoAsync(path);
        // The first visit of the chart has a treatment that may be amended.
        await abroad.GoAsync(abroad.Visit("amend", abroad.Treated));
        abroad.ReadNoEnglish();
    }

    [Fact]
    public async Task Every_statement_of_the_knowledge_is_read_in_the_language()
    {
        await using var abroad = await Abroad.OpenAsync(browsing);
        for (var page = 1; page <= (TestClinic.Knowledge.Facts.All.Count + 39) / 40; page++)
            await abroad.GetAsync(FormattableString.Invariant($"/knowledge?page={page}"));
        foreach (var fact in TestClinic.Knowledge.Facts.All.Where((_, i) => i % 60 == 0))
            await abroad.GetAsync("/knowledge/" + fact.Id);
        abroad.ReadNoEnglish();
    }

    [Fact]
    public async Task What_a_visit_says_to_what_is_typed_is_in_the_language()
    {
        await using var abroad = await Abroad.OpenAsync(browsing);
        var medicine = TestClinic.Knowledge;
        var brands = medicine.Safety.Medications.All.Select(m => m.Also is [] ? null : m.Also[^1]).OfType<string>().ToList();
        abroad.Typed.AddRange([.. brands, .. brands.Select(b => b.Replace('-', ' ')), .. medicine.Safety.Allergens.Select(a => a.Words[0]), "nothing known 7x", "penicillin"]);
        var yes = medicine.Safety.Contraindications.All.Select(i => i.Id).Concat(medicine.Safety.RedFlags.All.Select(f => f.Id)).ToDictionary(id => $"answers/{id}", _ => "yes");
        foreach (var (at, label) in medicine.Toxins.Labels.Index())
            await abroad.PostAsync("select", new(yes)
            {
                ["region"] = label.Id.StartsWith("rima", StringComparison.Ordinal) ? "US" : "EU", ["product"] = label.Id, ["weight_kg#n"] = "34", ["medications#l"] = string.Join('\n', brands.Where((_, i) => i % 5 == at % 5).Append("nothing known 7x")),
                ["allergies#l"] = string.Join('\n', medicine.Safety.Allergens.Select(a => a.Words[0]).Append("penicillin")), ["elsewhere/date"] = abroad.Day(-20), ["elsewhere/product"] = "abobotulinumtoxinA", ["elsewhere/dose_u#n"] = "300", ["elsewhere/indication"] = "migraine",
            });
        foreach (var instrument in medicine.Instruments.ById.Values)
            foreach (var variant in instrument.Variants.Select(v => v.Id).Append(instrument.VariantRequired ? null : "").OfType<string>())
                await abroad.PostAsync("scales", new() { ["instrument"] = instrument.Id, ["variant"] = variant, ["total#n"] = "1" });
        foreach (var adverse in medicine.Safety.AdverseEvents.All)
            await abroad.PostAsync("follow", new(medicine.Safety.AdverseEvents.Content.RedFlagQuestions.ToDictionary(q => $"report/answers/{q.Id}", q => adverse.Id.Length % 2 == 0 ? "yes" : "no")) { ["report/term"] = adverse.Id, ["report/onset_date"] = abroad.Day(-1), ["report/severity"] = "severe" });
        foreach (var drug in medicine.Safety.OralDrugTable.Content.Drugs)
            await abroad.PostAsync("adjuncts", new() { ["kind"] = "oral-drug", ["drug"] = drug.Id, ["dose_mg_per_day#n"] = "900" });
        await abroad.PostAsync("adjuncts", new() { ["kind"] = "physiotherapy" });
        abroad.ReadNoEnglish();
    }

    [Fact]
    public async Task A_measured_posture_a_recording_and_plans_speak_the_language()
    {
        await using var abroad = await Abroad.OpenAsync(browsing);
        Dictionary<string, string>[] postures =
        [
            new() { ["posture/caput_rotation_right_deg#a"] = "25", ["posture/caput_rotation_right_deg#s"] = "+", ["posture/collis_lateral_right_deg#a"] = "20", ["posture/collis_lateral_right_deg#s"] = "-", ["posture/shoulder_elevation"] = "left", ["posture/tremor"] = "no-no" },
            new() { ["posture/caput_extension_deg#a"] = "25", ["posture/caput_extension_deg#s"] = "-", ["posture/collis_extension_deg#a"] = "22", ["posture/collis_extension_deg#s"] = "-", ["posture/tremor"] = "yes-yes" },
            new() { ["posture/caput_extension_deg#a"] = "25", ["posture/caput_extension_deg#s"] = "+", ["posture/collis_extension_deg#a"] = "22", ["posture/collis_extension_deg#s"] = "-", ["posture/caput_lateral_right_deg#a"] = "15", ["posture/caput_lateral_right_deg#s"] = "+" },
        ];
        foreach (var (i, posture) in postures.Index())
        {
            await abroad.PostAsync("measure", new(posture)
            {
                ["posture/examination/0/muscle_id"] = "splenius-capitis", ["posture/examination/0/side"] = "right", ["posture/examination/0/contraction"] = "yes", ["posture/examination/0/hypertrophy"] = "yes",
                ["posture/examination/1/muscle_id"] = "scaleni", ["posture/examination/1/side"] = "left", ["posture/examination/1/contraction"] = "no", ["posture/examination/1/tenderness"] = "yes",
            }, act: "save", day: -i);
            await abroad.GetAsync(abroad.Visit("muscles", -i));
        }

        await abroad.UploadAsync(SmallRecording.Edf());
        await abroad.GetAsync(abroad.Visit("emg"));
        await abroad.GetAsync(abroad.Visit("emg") + "?channel=0");
        await abroad.GetAsync(abroad.Visit("emg") + "?pair=first");
        await abroad.GetAsync(abroad.Visit("muscles"));
        foreach (var (product, region) in new[] { ("onabotulinumtoxinA", "US"), ("abobotulinumtoxinA", "EU"), ("incobotulinumtoxinA", "UK"), ("rimabotulinumtoxinB", "US"), ("daxibotulinumtoxinA", "US") })
        {
            await abroad.PostAsync("plan", new() { ["region"] = region, ["product"] = product }, act: "propose");
            // Every muscle on both sides, too much of each: what the rules stop, ask about and note.
            foreach (var dose in new[] { "7", "900" })
            {
                Dictionary<string, string> plan = new() { ["region"] = region, ["product"] = product, ["preparation/vial_u#n"] = "100", ["preparation/vials#n"] = "3", ["preparation/diluent_ml#n"] = dose == "7" ? "1" : "40" };
                foreach (var (i, muscle) in TestClinic.Knowledge.Muscles.All.Index())
                    foreach (var side in (string[])["right", "left"])
                        foreach (var (key, value) in new[] { ("muscle_id", muscle.Id), ("side", side), ("dose_u#n", dose), ("points#n", dose == "7" ? "9" : "1"), ("guidance", i % 2 == 0 ? "ultrasound" : "landmarks") })
                            plan[FormattableString.Invariant($"sites/{(2 * i) + (side == "left" ? 1 : 0)}/{key}")] = value;
                await abroad.PostAsync("plan", plan);
            }
        }

        abroad.ReadNoEnglish();
    }

    [Fact]
    public async Task A_plan_that_is_signed_and_given_and_a_treatment_that_is_corrected_speak_the_language()
    {
        await using var abroad = await Abroad.OpenAsync(browsing);
        var asked = await abroad.FormAsync("select");
        (asked["region"], asked["product"]) = ("US", "onabotulinumtoxinA");
        await abroad.PostAsync("select", asked, act: "rest-no");
        var proposed = await abroad.PostAsync("plan", new() { ["region"] = "US", ["product"] = "onabotulinumtoxinA", ["preparation/vial_u#n"] = "100", ["preparation/vials#n"] = "3", ["preparation/diluent_ml#n"] = "1" }, act: "propose");
        await abroad.PostAsync("plan", proposed);
        await abroad.PostAsync("plan", proposed, act: "sign");
        abroad.Typed.Add("Talked over");
        var reasons = await abroad.PostAsync("plan", proposed);
        foreach (var reason in reasons.Keys.Where(k => k.StartsWith(".reason/", StringComparison.Ordinal)).ToList())
            reasons[reason] = "Talked over";
        await abroad.PostAsync("plan", reasons, act: "sign");
        await abroad.GetAsync(abroad.Visit("plan"));
        var given = await abroad.FormAsync("inject");
        await abroad.PostAsync("inject", new(given) { ["lots/0/number"] = "L-1", ["lots/0/expiry"] = abroad.Day(-3), ["lots/0/vials#n"] = "9" });
        var before = await abroad.FormAsync("amend", abroad.Treated);
        abroad.Typed.Add("The line was misread");
        await abroad.PostAsync("amend", new(before) { ["lines/0/dose_u#n"] = "350", ["lines/0/side"] = "left", ["why"] = "The line was misread" }, day: abroad.Treated);
        await abroad.PostAsync("amend", new(before) { ["withdrawn#b"] = "yes", ["why"] = "The line was misread" }, act: "sign", day: abroad.Treated);
        await abroad.GetAsync("/charts/" + abroad.Chart);
        await abroad.GetAsync("/");
        abroad.ReadNoEnglish();
    }

    [Fact]
    public async Task Printed_plans_and_reports_speak_the_language()
    {
        await using var abroad = await Abroad.OpenAsync(browsing);
        var medicine = TestClinic.Knowledge;
        abroad.Typed.AddRange(["Marta Lindqvist", "Osei", "often", "seldom", "neck.edf", "EDF+C", "mvc", "neutral", "posture", "midline", "splenius capitis", "splenius cap", "SCM"]);
        await abroad.ReadAsync("draft", PlanSheet.Render(Sheets.Proposed(), medicine, words: MadeUp));
        await abroad.ReadAsync("sheet", PlanSheet.Render(Sheets.Proposed() with { SignedAt = new(2026, 11, 20, 8, 52, 0, TimeSpan.Zero), SignedBy = "Dr A. Osei" }, medicine, words: MadeUp));
        var muscles = MuscleNames.Of(medicine.Muscles);
        using var file = new MemoryStream(SmallRecording.Edf());
        var measurement = new Measuring(medicine.Emg, new Montage(muscles)).Run(() => { file.Position = 0; return Recordings.Open(file, "neck.edf", new(), _ => null); }, new MeasureOptions { KeepCurves = true }, TestContext.Current.CancellationToken);
        await abroad.ReadAsync("recording", Encoding.UTF8.GetString(EmgReport.Of(RankAnswer.Of(measurement, new ActivityRanking(medicine.Emg).Rank(measurement), medicine.Version), "neck.edf", measurement, muscles, MadeUp)));
        var trial = InputReader.Parse("trial", """
            { "region": "US", "patients": 60, "sessions": 3, "protocols": [ { "id": "often", "product": "onabotulinumtoxinA", "dose_u": 150, "interval_weeks": 12 },
              { "id": "seldom", "product": "abobotulinumtoxinA", "dose_u": 500, "interval_weeks": 12, "longest_weeks": 20 } ] }
            """u8.ToArray(), r => TrialDocument.Read(r, medicine.Toxins, medicine.SideEffects));
        var model = medicine.Response.Models[medicine.Response.Forecast.Model];
        var outcomes = TrialSimulation.Run(model.ToPopulation(model.Id), trial, 2, _ => { }, medicine.SideEffects, product => medicine.Response.SupposedOf(product, model), TestContext.Current.CancellationToken);
        await abroad.ReadAsync("trial", Encoding.UTF8.GetString(TrialReport.Of(trial, outcomes, [.. TrialCommands.Findings(trial, outcomes, model, medicine)], e => medicine.Safety.AdverseEvents.ById[e].Term, model.Id, medicine, new(2026, 11, 20), MadeUp)));
        abroad.ReadNoEnglish();
    }

    [Fact]
    public void A_made_up_language_keeps_values_and_forms() =>
        Assert.Equal("{n, plural, =0 {ñó} one {# ĺíñé óf {page}} other {x}}", Accented("{n, plural, =0 {no} one {# line of {page}} other {x}}"));

    /// <summary>A clinic with made-up patients that speaks the made-up language, and what was read in it as English.</summary>
    sealed class Abroad : IAsyncDisposable
    {
        // Codes, places in a document, what a source calls itself, and what somebody typed.
        const string Said = ".code, .where, .src, cite, a[rel=noreferrer], textarea, script, style";

        const string Texts = """
            (said, root) => {
              const found = [root.title];
              const walk = document.createTreeWalker(root.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
              for (let n = walk.nextNode(); n; n = walk.nextNode()) {
                const own = n.nodeType === 3 ? n.parentElement : n;
                if (own.closest(said)) continue;
                if (n.nodeType === 3) found.push(n.textContent.trim());
                else for (const a of ["aria-label", "title", "placeholder", "alt", "label"]) if (n.hasAttribute(a)) found.push(n.getAttribute(a));
              }
              return found.filter((t) => t);
            }
            """;

        readonly HashSet<string> _english = new(StringComparer.Ordinal);
        readonly StringBuilder _stored = new();
        TestClinic _clinic = null!;
        Composition _composition = null!;
        Microsoft.AspNetCore.Builder.WebApplication _app = null!;
        Window _window = null!;
        HttpClient _client = null!;

        public string Chart { get; private set; } = "";

        /// <summary>Days from today to the last treatment; below 0.</summary>
        public int Treated { get; private set; }

        /// <summary>What the test types itself.</summary>
        public List<string> Typed { get; } = [];

        public static async Task<Abroad> OpenAsync(Browsing browsing)
        {
            Assert.SkipUnless(browsing.Browser is not null, "The browser tests need Chromium: apt-get install chromium");
            var clinic = await TestClinic.OpenAsync(DateOnly.FromDateTime(DateTime.UtcNow));
            await new SyntheticCharts(clinic.Practice, 1).WriteAsync(TestContext.Current.CancellationToken);
            var composition = new Composition(new Terminal { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null });
            var address = new Address("localhost", 0);
            var port = address.FreePort(address.Addresses());
            var app = Server.Build(composition, clinic.Database, new RecordingFiles(clinic.Folder), address, port, words: MadeUp);
            await app.StartAsync();
            var url = FormattableString.Invariant($"http://localhost:{port}");
            var context = await browsing.Browser.NewContextAsync(new() { BaseURL = url });
            var chart = (await clinic.Database.Charts.IdsAsync())[0];
            var view = await clinic.Practice.OpenAsync(chart);
            var abroad = new Abroad
            {
                _clinic = clinic, _composition = composition, _app = app, _window = new Window(context, await context.NewPageAsync()), Chart = chart,
                _client = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(url) }, Treated = view.LastTreatment!.Current!.Date.DayNumber - clinic.Clock.Today.DayNumber,
            };
            foreach (var id in await clinic.Database.Charts.IdsAsync())
                foreach (var entry in (await clinic.Practice.OpenAsync(id)).Entries)
                {
                    abroad._stored.Append('\n').Append(entry.By.ToLowerInvariant());
                    Strings(JsonDocument.Parse(entry.Body).RootElement, abroad._stored);
                }

            return abroad;
        }

        public string Day(int from) => _clinic.Clock.Today.AddDays(from).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        public string Visit(string step) => Visit(step, 0);

        public string Visit(string step, int day) => $"/charts/{Chart}/visits/{Day(day)}/{step}";

        /// <summary>In the browser, scripts and all.</summary>
        public async Task GoAsync(string path)
        {
            await _window.Page.GotoAsync(path);
            Assert.Equal("de", await _window.Page.Locator("html").GetAttributeAsync("lang"));
            Note(path, await _window.Page.EvaluateAsync<string[]>($"(said) => ({Texts})(said, document)", Said));
        }

        public async Task GetAsync(string path)
        {
            using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, path);
            await ReadAsync(path, await answer.Content.ReadAsStringAsync());
        }

        /// <summary>What the page's form holds.</summary>
        public async Task<Dictionary<string, string>> FormAsync(string step, int day = 0)
        {
            using var answer = await _client.GetAsync(new Uri(Visit(step, day), UriKind.Relative));
            return await FieldsAsync(await answer.Content.ReadAsStringAsync());
        }

        async Task<Dictionary<string, string>> FieldsAsync(string html) =>
            (await _window.Page.EvaluateAsync<string[][]>("(html) => [...new FormData(new DOMParser().parseFromString(html, 'text/html').getElementById('work'))].filter(([k]) => !['.do', '.by'].includes(k))", html))
                .GroupBy(f => f[0], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last()[1], StringComparer.Ordinal);

        /// <summary>Sends a form and reads the page that comes back; its fields.</summary>
        public async Task<Dictionary<string, string>> PostAsync(string step, Dictionary<string, string> fields, string act = "check", int day = 0)
        {
            using var form = new FormUrlEncodedContent(fields.Append(new(".do", act)).Append(new(".by", "Dr Who")));
            using var answer = await _client.PostAsync(new Uri(Visit(step, day), UriKind.Relative), form);
            var html = await answer.Content.ReadAsStringAsync();
            await ReadAsync(step, html);
            Assert.True(act is "save" or "sign" || answer.StatusCode == HttpStatusCode.OK, $"{step} {act}: {answer.StatusCode}");
            return answer.StatusCode == HttpStatusCode.SeeOther ? [] : await FieldsAsync(html);
        }

        public async Task UploadAsync(byte[] recording)
        {
            using var form = new MultipartFormDataContent { { new StringContent("Dr Who"), ".by" }, { new ByteArrayContent(recording), "file", "neck.edf" } };
            using var answer = await _client.PostAsync(new Uri(Visit("emg") + "/file", UriKind.Relative), form);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Typed.AddRange(["neck.edf", "EDF+C", "Test recorder", "mvc", "midline", "splenius capitis", "splenius cap", "SCM"]);
            // What was ranked stands in the record as it was said.
            foreach (var entry in (await _clinic.Practice.OpenAsync(Chart)).Entries.Where(e => e.Kind == Clinic.Charts.Kinds.Recording))
                Strings(JsonDocument.Parse(entry.Body).RootElement, _stored);
        }

        /// <summary>A page as it was sent.</summary>
        public async Task ReadAsync(string what, string html) =>
            Note(what, await _window.Page.EvaluateAsync<string[]>($"([said, html]) => ({Texts})(said, new DOMParser().parseFromString(html, 'text/html'))", new[] { Said, html }));

        void Note(string what, string[] texts)
        {
            var said = $"{Names}{_stored}\n{string.Join('\n', Typed).ToLowerInvariant()}\ndr who";
            foreach (var text in texts)
                foreach (var run in Run().Matches(Id().Replace(Unit().Replace(text, ""), m => Ids.Value.Contains(m.Value) || Code().IsMatch(m.Value) ? "" : m.Value)).Select(m => m.Value.Trim()).Where(r => Accented(r) != r && !said.Contains(r.ToLowerInvariant(), StringComparison.Ordinal)))
                    // Ids of the knowledge stand among its statements as they are.
                    if (!what.StartsWith("/knowledge", StringComparison.Ordinal) || !Ids.Value.Contains(run))
                        _english.Add($"{what.Split('/')[^1]}: {run} ({(text.Length > 200 ? text[..200] : text)})");
        }

        public void ReadNoEnglish() => Assert.True(_english.Count == 0, string.Join('\n', _english.Take(300)));

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await _app.StopAsync();
            await _app.DisposeAsync();
            await _window.DisposeAsync();
            await _composition.DisposeAsync();
            await _clinic.DisposeAsync();
        }
    }

    static readonly Lazy<IReadOnlySet<string>> Ids = new(() => MedicineWords.AsItStands);

    // The words of the machine's own calendar, and what is a name and no word: products, programs, models, scales.
    static string NamesAndIds()
    {
        var all = new StringBuilder();
        var (calendar, medicine) = (CultureInfo.GetCultureInfo("de").DateTimeFormat, TestClinic.Knowledge);
        foreach (var word in calendar.MonthNames.Concat(calendar.AbbreviatedMonthNames).Concat(calendar.DayNames).Concat(["Collum", "TWSTRS", "EMG", "Apache License", "Inter", "SIL Open Font License", "NET", "SQLite", "htmx", "BSD", "BDF", "caput", "collis"])
            .Concat(medicine.Toxins.Labels.SelectMany(l => l.Brands.Select(b => b.Name))).Concat(medicine.Toxins.Products.SelectMany(p => new[] { p.Key, p.Value.Brand })).Concat(medicine.Response.Models.Keys).Concat(medicine.Instruments.ById.Keys)
            .Concat(medicine.Safety.Contraindications.All.Select(i => i.Id)).Concat(medicine.Sources.Sources.Keys).Append(medicine.Version))
            all.Append('\n').Append(word.ToLowerInvariant());
        return all.ToString();
    }

    static void Strings(JsonElement of, StringBuilder to)
    {
        switch (of.ValueKind)
        {
            case JsonValueKind.Object:
                // What the rules said then is in the record, and is said anew on a page.
                foreach (var p in of.EnumerateObject().Where(p => p.Name != "output"))
                    Strings(p.Value, to);
                break;
            case JsonValueKind.Array:
                foreach (var e in of.EnumerateArray())
                    Strings(e, to);
                break;
            // One small word is an id, and the knowledge has a name for it.
            case JsonValueKind.String when of.GetString()!.Any(c => char.IsAsciiLetterUpper(c) || c == ' '):
                to.Append('\n').Append(of.GetString()!.ToLowerInvariant());
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

    // Words that hold one of the accented letters' plain forms: nothing of the files reads so.
    [GeneratedRegex("(?<![\\p{L}])[A-Za-z]{3,}(?:[ -][A-Za-z]{2,})*(?![\\p{L}])")]
    private static partial Regex Run();

    [GeneratedRegex("[A-Za-z0-9]+(?:[-._:][A-Za-z0-9]+)+")]
    private static partial Regex Id();

    [GeneratedRegex("mg/day|turns/s")]
    private static partial Regex Unit();

    [GeneratedRegex("^[A-Z]+-[0-9]{3}$")]
    private static partial Regex Code();
}

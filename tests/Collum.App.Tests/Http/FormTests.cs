using System.Net;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Findings;

namespace Collum.App.Tests.Http;

public sealed class FormTests
{
    static JsonObject Of(params (string Name, string Value)[] fields) => FormDocument.Of(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    [Fact]
    public void A_form_becomes_the_document_that_the_commands_read()
    {
        var document = Of(("region", "US"), ("sites/0/muscle_id", "splenius-capitis"), ("sites/0/dose_u#n", "40,5"), ("sites/2/dose_u#n", "20"), ("first_session#b", "yes"),
            ("medications#l", "ibuprofen\r\n\r\n warfarin "), (".by", "Dr A"), ("empty", "  "));

        Assert.Equal("""{"region":"US","sites":[{"muscle_id":"splenius-capitis","dose_u":40.5},{"dose_u":20}],"first_session":true,"medications":["ibuprofen","warfarin"]}""",
            document.ToJsonString());
    }

    [Fact]
    public void A_size_takes_its_sign_from_the_direction_and_refuses_to_guess_one()
    {
        Assert.Equal("""{"turn":-25}""", Of(("turn#a", "25"), ("turn#s", "-")).ToJsonString());
        Assert.Equal("""{"turn":25}""", Of(("turn#a", "25"), ("turn#s", "+")).ToJsonString());
        Assert.Equal("""{"turn":0}""", Of(("turn#a", "0")).ToJsonString());
        Assert.Equal("turn", Assert.Throws<InputException>(() => Of(("turn#a", "25"))).Place);
        Assert.Equal("turn", Assert.Throws<InputException>(() => Of(("turn#a", "-25"), ("turn#s", "-"))).Place);
    }

    [Fact]
    public void Nothing_typed_is_no_zero_and_what_is_no_number_goes_through_as_typed()
    {
        Assert.Equal("{}", Of(("dose_u#n", "")).ToJsonString());
        Assert.Equal("""{"dose_u":"much"}""", Of(("dose_u#n", "much")).ToJsonString());
        Assert.Equal("""{"dose_u":"1e9"}""", Of(("dose_u#n", "1e9")).ToJsonString());
    }

    [Theory]
    [InlineData("1,000", "1000", "1")]
    [InlineData("1.000", "1000", "1")]
    [InlineData("12,500", "12500", "12.5")]
    public void A_mark_for_thousands_is_asked_about_and_never_read_as_a_decimal(string typed, string whole, string other)
    {
        var trouble = Assert.Throws<InputException>(() => Of(("sites/0/dose_u#n", typed)));
        Assert.Equal("sites[0].dose_u", trouble.Place);
        Assert.Equal($"{whole} without a mark for thousands, or {other}", trouble.Expected);
        Assert.Equal(typed, FormDocument.Read([KeyValuePair.Create("sites/0/dose_u#n", typed)]).Document["sites"]![0]!["dose_u"]!.ToString());
    }

    [Theory]
    [InlineData("0,125", "0.125")]
    [InlineData("33.333", "33.333")]
    [InlineData("12,5", "12.5")]
    [InlineData("1000", "1000")]
    public void A_number_that_can_mean_one_thing_only_is_read(string typed, string read) =>
        Assert.Equal($$"""{"dose_u":{{read}}}""", Of(("dose_u#n", typed)).ToJsonString());

    [Fact]
    public void Sizes_without_a_direction_stay_as_typed_and_the_first_is_named()
    {
        var (document, wrong, sizes) = FormDocument.Read([new("turn#a", "25"), new("tilt#a", "8"), new("nod#a", "4"), new("nod#s", "-"), new("shift#s", "+")]);
        Assert.Equal("""{"nod":-4}""", document.ToJsonString());
        Assert.Equal("turn", wrong?.Place);
        Assert.Equal(("25", ""), sizes["turn"]);
        Assert.Equal(("8", ""), sizes["tilt"]);
        Assert.Equal(("", "+"), sizes["shift"]);
    }

    [Fact]
    public void Any_field_names_make_a_document_or_a_sentence_and_nothing_else()
    {
        var random = new Random(7);
        string[] parts = ["a", "0", "999999999999", "-1", "..", "__proto__", "sites", "dose_u", "\u0000", "ü", "x y", ""];
        string[] kinds = ["", "#n", "#b", "#l", "#a", "#s", "#z", "##"];
        for (var i = 0; i < 20_000; i++)
        {
            var fields = Enumerable.Range(0, random.Next(6)).Select(_ => (string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => parts[random.Next(parts.Length)])) + kinds[random.Next(kinds.Length)],
                parts[random.Next(parts.Length)])).ToArray();
            try
            {
                Assert.NotNull(Of(fields).ToJsonString());
            }
            catch (InputException e)
            {
                Assert.Contains("expected", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Toxin_given_somewhere_else_is_asked_about_at_once_and_stands_in_the_record()
    {
        await using var served = await Served.StartAsync("demo");
        var today = DateOnly.FromDateTime(DateTime.Now);
        var page = $"/charts/synthetic-05/visits/{Text(today)}/select";
        async Task<(HttpStatusCode Status, string Text)> PostAsync(string act, string date, string dose)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                [".do"] = act, [".by"] = "Dr A", ["region"] = "US", ["product"] = "onabotulinumtoxinA", ["elsewhere/date"] = date, ["elsewhere/product"] = "abobotulinumtoxinA",
                ["elsewhere/dose_u#n"] = dose, ["elsewhere/indication"] = "migraine", ["elsewhere/clinic"] = "Headache clinic",
            });
            using var answer = await served.Client.PostAsync(new Uri(page, UriKind.Relative), form);
            return (answer.StatusCode, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        }

        Assert.DoesNotContain("migraine,", await served.Client.GetStringAsync(new Uri(page, UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("DRUG-013", (await PostAsync("check", Text(today.AddDays(-30)), "155")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("save", "", "155")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("save", Text(today.AddDays(3)), "155")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("save", Text(today.AddDays(-30)), "-5")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync("save", Text(today.AddDays(-30)), "155")).Status);
        var kept = System.Net.WebUtility.HtmlDecode(await served.Client.GetStringAsync(new Uri(page, UriKind.Relative)));
        Assert.Contains("155 U", kept, StringComparison.Ordinal);
        Assert.Contains("migraine, Headache clinic", kept, StringComparison.Ordinal);

        static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_form_of_another_place_is_refused_and_a_wrong_one_is_shown_again_with_all_that_was_typed()
    {
        await using var served = await Served.StartAsync("demo");
        var day = DateOnly.FromDateTime(DateTime.Now).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var plan = $"/charts/synthetic-01/visits/{day}/plan";

        async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, Dictionary<string, string> fields, string? origin = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            using var answer = await served.Client.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(plan, new() { [".do"] = "sign" }, "http://elsewhere.example")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await PostAsync("/knowledge", [])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"/charts/nobody-here/visits/{day}/plan", new() { [".do"] = "check" })).Status);

        var wrong = await PostAsync(plan, new() { [".do"] = "sign", [".by"] = "Dr A", ["region"] = "US", ["product"] = "onabotulinumtoxinA", ["sites/0/muscle_id"] = "splenius-capitis", ["sites/0/side"] = "right", ["sites/0/dose_u#n"] = "much<b>", ["sites/0/points#n"] = "2" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("much&lt;b&gt;", wrong.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("much<b>", wrong.Text, StringComparison.Ordinal);

        var nobody = await PostAsync($"/charts/synthetic-01/visits/{day}/follow", new() { [".do"] = "save", ["goals#l"] = "Read" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nobody.Status);
        Assert.Contains("Written by: found nothing", nobody.Text, StringComparison.Ordinal);

        var measure = await PostAsync($"/charts/synthetic-01/visits/{day}/measure", new() { [".do"] = "save", [".by"] = "Dr A", ["posture/caput_rotation_right_deg#a"] = "27", ["posture/caput_lateral_right_deg#a"] = "8.5" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, measure.Status);
        Assert.Contains("value=\"27\"", measure.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"8.5\"", measure.Text, StringComparison.Ordinal);

        // A red flag is answered at once, whatever else the report still lacks.
        var urgent = await PostAsync($"/charts/synthetic-01/visits/{day}/follow", new() { [".do"] = "check", ["report/answers/q-breathing"] = "yes" });
        Assert.Contains("bar alarm", urgent.Text, StringComparison.Ordinal);

        // Whatever is posted, a page comes back: no step of a visit answers with a failure of the program.
        var random = new Random(11);
        string[] names = ["region", "product", "sites/0/dose_u#n", "sites/0/side", "sites/0/muscle_id", "sites/0/points#n", "preparation/vial_u#n", "lots/0/number", "lots/0/expiry", "score/items/I.A.1#n", "posture/caput_rotation_right_deg#a",
            "posture/caput_rotation_right_deg#s", "posture/examination/0/muscle_id", "posture/examination/0/side", "posture/examination/0/contraction", "answers/pregnancy", "medications#l", "weight_kg#n", "response/relief_percent#n", "report/term", "kind", "drug",
            "consent/form", "plan", "lines/0/dose_u#n", "decision/discussed/0", "decision/chosen/0", "goals#l", ".reason/DOSE-001/sites[0]", ".seq", ".key", ".by", "name", "birth_date", "elsewhere/date", "elsewhere/product", "elsewhere/dose_u#n", "elsewhere/indication", "instrument", "items/q1#n", "total#n", "variant", "why", "withdrawn#b", "lines/0/side"];
        string[] values = ["", "0", "-1", "40", "1e400", "99999999999999999999", "US", "XX", "onabotulinumtoxinA", "splenius-capitis", "right", "yes", "physiotherapy", "dysphagia", "2026-02-31", "2026-11-20", "<script>", "\u202e", new string('x', 5000), "[]", "{}"];
        string[] acts = ["check", "save", "sign", "propose", "add", "add:splenius-capitis@left", "add:@", "remove:0", "remove:999", "mirror:0", "mirror:x", "same", "rest-no", "nonsense"];
        foreach (var step in (string[])["select", "measure", "plan", "inject", "amend", "scales", "follow", "adjuncts"])
            for (var i = 0; i < 60; i++)
            {
                var fields = Enumerable.Range(0, random.Next(12)).Select(_ => names[random.Next(names.Length)]).Distinct().ToDictionary(n => n, _ => values[random.Next(values.Length)]);
                fields[".do"] = acts[random.Next(acts.Length)];
                var (status, text) = await PostAsync($"/charts/synthetic-0{1 + (i % 9)}/visits/{day}/{step}", fields);
                Assert.True((int)status < 500, $"{step} {status}: {string.Join("&", fields.Select(f => $"{f.Key}={f.Value[..Math.Min(30, f.Value.Length)]}"))}\n{text[..Math.Min(300, text.Length)]}");
            }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Collum.App;
using Collum.App.Cli;
using Collum.App.Http;
using Collum.Clinic;
using Collum.Clinic.Registry;
using Collum.Clinic.Storage;

namespace Collum.Bench;

/// <summary>Server time and weight of every page with 100,000 charts, and of the check of a plan as one types. Limits: 150 ms p95, 200 kB at first, 30 kB after, 100 ms a check.</summary>
static partial class PageBench
{
    const int Times = 60;

    static readonly int Charts = int.Parse(Environment.GetEnvironmentVariable("COLLUM_BENCH_CHARTS") ?? "100000", CultureInfo.InvariantCulture);

    public static async Task<int> RunAsync()
    {
        var composition = new Composition(Terminal.OfThisProcess());
        var medicine = composition.Medicine;
        var folder = Directory.CreateTempSubdirectory("collum-bench-").FullName;
        try
        {
            await using var database = Database.Open(folder, new DatabaseOptions { Projections = Practice.Projections(medicine) });
            await database.InitAsync();
            var practice = composition.Practice(database);
            var today = practice.Today;
            var request = new ImportRequest { Product = medicine.Toxins.Products["onabotulinumtoxinA"], Start = today.AddDays(-95), Series = "bench", Label = "Bench patient" };
            await new ImportCharts(practice).RunAsync(() => new MemoryStream(Table(Charts)), "table.csv", request, "Bench");
            await DemoClinic.FillAsync(practice);
            // Imported patients are waited for by nobody; here everybody waits, the most that Today can be asked.
            await using (var raw = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "collum.db")}"))
            {
                await raw.OpenAsync();
                await using var command = raw.CreateCommand();
                command.CommandText = "update last_toxin set waits = 1";
                await command.ExecuteNonQueryAsync();
            }

            var count = (await practice.Charts.QueryAsync<long>("select count(*) from chart_identity"))[0];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} charts, SQLite, {Environment.ProcessorCount} cores, {Times} requests a page, one after another"));

            var address = new Address("localhost", 0);
            var port = address.FreePort(address.Addresses());
            await using var app = Server.Build(composition, database, composition.Recordings(Path.GetTempPath(), null), address, port);
            await app.StartAsync();
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://localhost:{port}") };
            client.DefaultRequestHeaders.Add("Accept-Encoding", "br");

            var day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            string[] pages = ["/", "/patients", "/patients?q=bench%20patient%2077", "/patients/new", "/charts/synthetic-01", $"/charts/{(await practice.Charts.SearchAsync("bench patient 77", 1))[0].ChartId}", .. new[] { "select", "measure", "muscles", "plan", "inject", "follow", "adjuncts", "scales", "emg" }.Select(s => $"/charts/synthetic-01/visits/{day}/{s}"), "/charts/synthetic-01/response", "/response", "/knowledge", "/knowledge?q=swallowing", "/about"];
            var worst = 0.0;
            foreach (var page in pages)
                worst = Math.Max(worst, await MeasureAsync(page, () => client.GetAsync(page)));

            var plan = await FieldsAsync(client, $"/charts/synthetic-01/visits/{day}/plan");
            var check = await MeasureAsync("plan: check after a key", () => client.PostAsync($"/charts/synthetic-01/visits/{day}/plan", new FormUrlEncodedContent(plan)));
            var sheet = WebFiles.SentBytes("css/tokens.css") + WebFiles.SentBytes("css/site.css") + WebFiles.SentBytes("ui/app.js") + WebFiles.SentBytes("ui/inter.woff2") + WebFiles.SentBytes("mark.svg");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"styles, script, font and mark, once: {sheet / 1000.0:N1} kB"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slowest page p95 {worst:N1} ms (limit 150), check p95 {check:N1} ms (limit 100)"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<double> MeasureAsync(string name, Func<Task<HttpResponseMessage>> ask)
    {
        var bytes = 0L;
        List<double> times = [];
        for (var i = -5; i < Times; i++)
        {
            var watch = Stopwatch.GetTimestamp();
            using var answer = await ask();
            bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
            answer.EnsureSuccessStatusCode();
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        times.Sort();
        var p95 = times[(int)Math.Ceiling(0.95 * times.Count) - 1];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58} median {times[times.Count / 2],6:N1} ms   p95 {p95,6:N1} ms   {bytes / 1000.0,5:N1} kB sent"));
        return p95;
    }

    // The form as the browser would send it.
    static async Task<List<KeyValuePair<string, string>>> FieldsAsync(HttpClient client, string path)
    {
        using var plain = new HttpRequestMessage(HttpMethod.Get, path);
        plain.Headers.Add("Accept-Encoding", "identity");
        client.DefaultRequestHeaders.Remove("Accept-Encoding");
        using var answer = await client.SendAsync(plain);
        var html = await answer.Content.ReadAsStringAsync();
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var fields = new List<KeyValuePair<string, string>> { new(".do", "check") };
        foreach (Match input in Input().Matches(html))
            if (Attribute("name").Match(input.Value) is { Success: true } name && Attribute("value").Match(input.Value) is { Success: true } value)
                fields.Add(new(System.Net.WebUtility.HtmlDecode(name.Groups[1].Value), System.Net.WebUtility.HtmlDecode(value.Groups[1].Value)));
        foreach (Match select in Select().Matches(html))
            if (Attribute("name").Match(select.Value) is { Success: true } name && Chosen().Match(select.Value) is { Success: true } value)
                fields.Add(new(System.Net.WebUtility.HtmlDecode(name.Groups[1].Value), value.Groups[1].Value));
        return fields;
    }

    static byte[] Table(int patients)
    {
        var text = new StringBuilder("patient,week,dose_u,treat,age,sex,twstrs\n");
        for (var p = 1; p <= patients; p++)
            foreach (var week in (int[])[0, 4])
                text.Append(CultureInfo.InvariantCulture, $"{p},{week},{100 + p % 150},U,{30 + p % 50},{(p % 3 == 0 ? "M" : "F")},{25 + (p * 7 + week) % 40}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<select .*?</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("value=\"([^\"]*)\" selected")]
    private static partial Regex Chosen();

    static Regex Attribute(string name) => name == "name" ? NameAttribute() : ValueAttribute();

    [GeneratedRegex("\\bname=\"([^\"]*)\"")]
    private static partial Regex NameAttribute();

    [GeneratedRegex("\\bvalue=\"([^\"]*)\"")]
    private static partial Regex ValueAttribute();
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Collum.App.Tests.Http;

namespace Collum.App.Tests.Pages;

/// <summary>What may arrive where a recording is expected.</summary>
public sealed partial class RecordingUploadTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("collum-upload-").FullName;
    Served _served = null!;

    public async ValueTask InitializeAsync() => _served = await Served.StartAsync("serve", "--data", _folder);

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    string[] Kept => Directory.Exists(Path.Combine(_folder, "recordings")) ? Directory.GetFiles(Path.Combine(_folder, "recordings")) : [];

    [Fact]
    public async Task Broken_and_hostile_files_are_refused_in_words_and_leave_nothing_behind()
    {
        var chart = await ChartAsync();
        var good = SmallRecording.Edf();
        var random = new Random(11);
        var refused = 0;
        for (var i = 0; i < 60; i++)
        {
            var file = good.AsSpan(0, i % 3 == 0 ? random.Next(0, 4000) : Math.Min(good.Length, 60_000)).ToArray();
            for (var hits = random.Next(1, 30); hits > 0 && file.Length > 0; hits--)
                file[random.Next(Math.Min(file.Length, 1600))] = (byte)random.Next(256);
            using var answer = await SendAsync(chart, file);
            Assert.True(answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.UnprocessableEntity, $"{i}: {answer.StatusCode}");
            if (answer.StatusCode == HttpStatusCode.UnprocessableEntity)
            {
                refused++;
                Assert.Contains("expected", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }

        Assert.True(refused > 20);
        Assert.Equal(0, Kept.Count(f => f.EndsWith(".tmp", StringComparison.Ordinal)));
        Assert.Equal(Kept.Count(f => f.EndsWith(".pyramid", StringComparison.Ordinal)), Kept.Count(f => !f.EndsWith(".pyramid", StringComparison.Ordinal)));
        using var alive = await _served.Client.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Requests_that_are_no_form_with_a_file_are_refused()
    {
        var chart = await ChartAsync();
        async Task<HttpStatusCode> PostAsync(HttpContent content, string? site = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Url(chart)) { Content = content };
            if (site is not null)
                request.Headers.Add("Sec-Fetch-Site", site);
            using var answer = await _served.Client.SendAsync(request);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(new StringContent("nothing")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(new MultipartFormDataContent { { new StringContent("Dr Who"), ".by" } }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(Form(SmallRecording.Edf(), by: "")));
        Assert.NotEqual(HttpStatusCode.SeeOther, await PostAsync(Form(SmallRecording.Edf(), "Dr Who"), "cross-site"));
        var cut = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.edf\"\r\n\r\n0    "u8.ToArray());
        cut.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        Assert.InRange((int)await PostAsync(cut), 400, 422);
        Assert.Empty(Kept);
    }

    [Fact]
    public async Task The_same_file_is_kept_once_and_its_window_is_answered_in_binary()
    {
        var chart = await ChartAsync();
        using var first = await SendAsync(chart, SmallRecording.Edf());
        using var again = await SendAsync(chart, SmallRecording.Edf());
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(2, Kept.Length);
        var seq = first.Headers.Location!.OriginalString.Split("recording=")[1];
        var window = MemoryMarshal.Cast<byte, float>(await _served.Client.GetByteArrayAsync(new Uri($"/charts/{chart}/recordings/{seq}/window?from=36&to=69&points=100", UriKind.Relative))).ToArray();
        Assert.Equal(4 * 100 * 2, window.Length);
        // Gaussian of 150 µV: no 330 ms of it stay within one standard deviation.
        Assert.All(Enumerable.Range(0, 100), p => Assert.True(window[2 * p] < -150 && window[(2 * p) + 1] > 150));
        foreach (var wrong in (string[])["from=5&to=1&points=10", "from=0&to=1&points=0", "from=0&to=1&points=99999", "from=NaN&to=1&points=5", "from=0&to=1e300&points=5", ""])
        {
            using var refused = await _served.Client.GetAsync(new Uri($"/charts/{chart}/recordings/{seq}/window?{wrong}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var other = await _served.Client.GetAsync(new Uri($"/charts/{await ChartAsync()}/recordings/{seq}/window?from=0&to=1&points=5", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task A_recording_is_checked_backed_up_brought_back_and_ranked_again_to_the_last_digit()
    {
        var chart = await ChartAsync();
        using var sent = await SendAsync(chart, SmallRecording.Edf());
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var (copies, elsewhere) = (Path.Combine(_folder, "copies"), Path.Combine(_folder, "elsewhere"));
        var hash = Path.GetFileName(Kept.Single(f => !f.EndsWith(".pyramid", StringComparison.Ordinal)));

        Assert.Equal(1, (await RunAsync(0, "db", "verify", "--data", _folder)).GetProperty("recordings").GetInt32());
        await RunAsync(0, "db", "backup", Path.Combine(copies, "one.db"), "--data", _folder);
        Assert.Equal(0, (await RunAsync(0, "db", "backup", Path.Combine(copies, "two.db"), "--data", _folder)).GetProperty("recordings").GetProperty("copied").GetInt32());
        await RunAsync(0, "db", "restore", Path.Combine(copies, "one.db"), "--data", elsewhere);
        await RunAsync(0, "db", "verify", "--data", elsewhere);
        var replayed = (await RunAsync(0, "chart", "replay", chart, "--data", elsewhere)).GetProperty("documents").EnumerateArray().Single(d => d.GetProperty("kind").GetString() == "recording");
        Assert.Equal("equal", replayed.GetProperty("outcome").GetString());

        // A changed sample is seen; what is gone is said, and never replaced by a wrong copy.
        var kept = Path.Combine(elsewhere, "recordings", hash);
        var bytes = await File.ReadAllBytesAsync(kept);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(kept, bytes);
        Assert.Contains("not what was written", (await RunAsync(3, "db", "verify", "--data", elsewhere)).GetProperty("faults")[0].GetProperty("what").GetString()!, StringComparison.Ordinal);
        Assert.Equal(hash, (await RunAsync(3, "db", "backup", Path.Combine(_folder, "others", "one.db"), "--data", elsewhere)).GetProperty("recordings").GetProperty("lost")[0].GetString());
        File.Delete(kept);
        Assert.Contains("not there", (await RunAsync(3, "db", "verify", "--data", elsewhere)).GetProperty("faults")[0].GetProperty("what").GetString()!, StringComparison.Ordinal);
        await RunAsync(3, "chart", "replay", chart, "--data", elsewhere);
    }

    static async Task<System.Text.Json.JsonElement> RunAsync(int exit, params string[] call)
    {
        var done = await Cli.Calls.InProcessAsync([.. call, "--json"]);
        Assert.True(done.Exit == exit, $"{string.Join(' ', call)}: {done}");
        return done.Json;
    }

    async Task<HttpResponseMessage> SendAsync(string chart, byte[] file)
    {
        using var content = Form(file, "Dr Listen");
        return await _served.Client.PostAsync(Url(chart), content);
    }

    static MultipartFormDataContent Form(byte[] file, string by) => new() { { new StringContent(by), ".by" }, { new ByteArrayContent(file), "file", "../../neck.edf" } };

    static Uri Url(string chart) => new(string.Create(CultureInfo.InvariantCulture, $"/charts/{chart}/visits/{DateOnly.FromDateTime(DateTime.Now):yyyy-MM-dd}/emg/file"), UriKind.Relative);

    async Task<string> ChartAsync()
    {
        using var form = new FormUrlEncodedContent([new(".do", "save"), new(".by", "Dr Listen"), new("name", "Neck " + Guid.NewGuid().ToString("n")), new("birth_date", "1970-05-01"), new("sex", "female")]);
        using var answer = await _served.Client.PostAsync(new Uri("/patients/new", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return Chart().Match(answer.Headers.Location!.OriginalString).Groups[1].Value;
    }

    [GeneratedRegex("/charts/([^/?]+)")]
    private static partial Regex Chart();
}

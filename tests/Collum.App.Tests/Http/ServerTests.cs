using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Collum.App.Tests.Http;

public sealed class ServerTests
{
    [Fact]
    public async Task It_listens_answers_for_its_health_and_stops_within_five_seconds()
    {
        var folder = Directory.CreateTempSubdirectory("collum-serve-");
        await using var served = await Served.StartAsync("serve", "--data", folder.FullName);

        Assert.StartsWith("http://localhost:", served.Url, StringComparison.Ordinal);
        Assert.Equal("live", await served.Client.GetStringAsync("/health/live"));
        Assert.Equal("ready", await served.Client.GetStringAsync("/health/ready"));

        var (took, exit, error) = await served.TerminateAsync();
        Assert.True(took < TimeSpan.FromSeconds(5), $"{took}");
        Assert.Equal(0, exit);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_answer_carries_the_strict_policy_and_pages_are_kept_in_no_cache()
    {
        var folder = Directory.CreateTempSubdirectory("collum-serve-");
        await using var served = await Served.StartAsync("serve", "--data", folder.FullName);

        foreach (var path in (string[])["/", "/patients", "/knowledge", "/about", "/nope", "/charts/nope", "/health/live"])
        {
            using var answer = await served.Client.GetAsync(path);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.False(answer.Headers.Contains("Server"));
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }

        using var head = await served.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/about"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        await served.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_foreign_host_name_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("collum-serve-");
        await using var served = await Served.StartAsync("serve", "--data", folder.FullName);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about");
        request.Headers.Host = "clinic.example.org";

        using var answer = await served.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("localhost", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await served.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("TRACE")]
    public async Task Nothing_but_reading_is_allowed(string method)
    {
        var folder = Directory.CreateTempSubdirectory("collum-serve-");
        await using var served = await Served.StartAsync("serve", "--data", folder.FullName);

        foreach (var path in (string[])["/", "/patients", "/charts/nope", "/health/live"])
        {
            using var answer = await served.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
        }

        await served.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_not_there_is_said_kindly_and_hostile_addresses_do_no_harm()
    {
        var folder = Directory.CreateTempSubdirectory("collum-serve-");
        await using var served = await Served.StartAsync("serve", "--data", folder.FullName);

        foreach (var path in (string[])["/nope", "/charts/nope", "/charts/..%2f..%2fetc", "/charts/%00", "/knowledge/" + new string('x', 3000), "/assets/../Program.cs", "/charts/A'%20or%201=1--"])
        {
            using var answer = await served.Client.GetAsync(path);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
            Assert.DoesNotContain("   at ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        foreach (var query in (string[])["'%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "%25%5F%27%3B--", "%00", new string('q', 4000), "%F0%9F%98%80"])
        {
            using var answer = await served.Client.GetAsync("/patients?q=" + query);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await served.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_page_that_fails_says_so_in_words_and_the_log_names_the_place_without_the_chart()
    {
        var folder = Directory.CreateTempSubdirectory("collum-serve-");
        await using var served = await Served.StartAsync("serve", "--data", folder.FullName);
        await using (var raw = new SqliteConnection($"Data Source={folder.FullName}/collum.db;Pooling=false"))
        {
            await raw.OpenAsync();
            await raw.ExecuteAsync("alter table entry rename to gone");
        }

        foreach (var path in (string[])["/", "/charts/secret-1", "/charts/secret-1/visits/2026-03-02/measure"])
        {
            using var answer = await served.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        }

        var (_, _, error) = await served.TerminateAsync();
        Assert.Contains("/charts/{Id}/visits/{Date}/measure failed: StorageException at ", error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret-1", error, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_demo_leaves_nothing_behind()
    {
        await using var served = await Served.StartAsync("demo");
        // Other demos may run beside this one: its own folder is the one whose files it holds open.
        var open = Directory.GetFiles($"/proc/{served.Process.Id}/fd").Select(f => new FileInfo(f).LinkTarget ?? "").Where(f => f.Contains("/collum-demo-", StringComparison.Ordinal));
        var made = Assert.Single(open.Select(f => Path.GetDirectoryName(f)!).Distinct(StringComparer.Ordinal));
        Assert.True(Directory.Exists(made));

        Assert.Contains("Public trial data", await served.Client.GetStringAsync("/patients?q=trial"), StringComparison.Ordinal);

        var (took, exit, _) = await served.TerminateAsync();
        Assert.True(took < TimeSpan.FromSeconds(5), $"{took}");
        Assert.Equal(0, exit);
        Assert.False(Directory.Exists(made));
    }
}

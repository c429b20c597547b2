using System.Diagnostics;
using System.Text.Json;

namespace Collum.App.Tests.Cli;

/// <summary>The built program as a real process.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Only_the_answer_goes_to_standard_output()
    {
        var called = await Calls.ProcessAsync(["plan", "check", "-", "--json"], Calls.Utf8(Calls.Plan));

        Assert.True(called.Exit is 0 or 1, called.ToString());
        using var one = JsonDocument.Parse(called.Out);
        Assert.Equal(JsonValueKind.Object, one.RootElement.ValueKind);
    }

    [Fact]
    public async Task A_reader_that_leaves_early_is_no_trouble()
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"'{Calls.Program}' knowledge list | head -n 1"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();

        Assert.NotEqual("", await output);
        Assert.Equal("", await error);
    }

    [Fact]
    public async Task Interrupted_it_ends_with_130()
    {
        using var process = Calls.Start("plan", "check", "-");        // waits for standard input
        await Task.Delay(1500);
        using (var kill = Process.Start("/bin/kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await process.WaitForExitAsync(late.Token);

        Assert.Equal(130, process.ExitCode);
        Assert.DoesNotContain("   at ", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_works_from_any_folder()
    {
        var start = new ProcessStartInfo(Calls.Program, ["version", "--json"]) { WorkingDirectory = "/", RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var document = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(12, document.RootElement.GetProperty("knowledge_version").GetString()!.Length);
    }
}

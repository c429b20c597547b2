using System.Text.RegularExpressions;

namespace Collum.App.Tests.Cli;

/// <summary>docs/tour.md can be typed as it stands: every command of it is run, in order, with the files it names.</summary>
public sealed partial class TourTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("collum-tour-").FullName;

    // A proposal for somebody whose questions are partly open says so with a stop; everything else is simply done.
    static readonly string[] MayStop = ["chart propose"];

    [Fact]
    public async Task Every_command_of_the_tour_runs_as_it_is_written()
    {
        var clock = new TestClinic.StillClock(new(2026, 2, 1));
        var data = Path.Combine(_folder, "clinic");
        var ran = 0;
        foreach (var line in Lines())
        {
            if (line.StartsWith("export COLLUM_DATA=", StringComparison.Ordinal))
                continue;
            var words = Words().Matches(line.Replace("$COLLUM_DATA", data, StringComparison.Ordinal)).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Value).ToList();
            Assert.Equal("./collum", words[0]);
            var arguments = words.Skip(1).Select(w => w.StartsWith("docs/tour/", StringComparison.Ordinal) || w.StartsWith("tests/data/", StringComparison.Ordinal) ? Path.Combine(Calls.Root, w) : w).ToList();
            // As the exported variable would: where the charts are.
            if (arguments[0] is "chart" or "db")
                arguments.AddRange(["--data", data]);

            var called = await Calls.InProcessAsync([.. arguments], clock: clock);

            Assert.True(called.Exit == 0 || (called.Exit == 1 && MayStop.Any(m => line.Contains(m, StringComparison.Ordinal))), $"{line}\n{called}");
            Assert.NotEqual("", called.Out.Trim());
            ran++;
        }

        Assert.InRange(ran, 12, 40);
    }

    static IEnumerable<string> Lines() =>
        from block in Blocks().Matches(File.ReadAllText(Path.Combine(Calls.Root, "docs", "tour.md")))
        from line in block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        select line;

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("\"([^\"]*)\"|\\S+")]
    private static partial Regex Words();

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

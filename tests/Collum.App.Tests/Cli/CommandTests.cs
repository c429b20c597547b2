using System.CommandLine;
using Collum.App.Cli;

namespace Collum.App.Tests.Cli;

/// <summary>What scripts may rely on, called by the program's own entry point.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task A_plan_check_answers_with_the_keys_of_the_interface()
    {
        var called = await Calls.InProcessAsync(["plan", "check", "-", "--json"], Calls.Utf8(Calls.Plan));

        Assert.True(called.Exit is 0 or 1, called.ToString());
        var answer = called.Json;
        foreach (var key in (string[])["findings", "totals", "interval_weeks", "cumulative", "knowledge_version"])
            Assert.True(answer.TryGetProperty(key, out _), key);
        foreach (var key in (string[])["dose_u", "by_muscle", "scm_both_sides_u", "volume_ml", "points", "waste_u", "vials"])
            Assert.True(answer.GetProperty("totals").TryGetProperty(key, out _), key);
        Assert.Equal(40, answer.GetProperty("totals").GetProperty("dose_u").GetDecimal());
        var stops = answer.GetProperty("findings").EnumerateArray().Any(f => f.GetProperty("severity").GetString() == "stop");
        Assert.Equal(stops ? 1 : 0, called.Exit);
    }

    [Fact]
    public async Task A_stop_ends_with_status_1_and_no_stop_with_0()
    {
        var ten = await Calls.InProcessAsync(["plan", "check", "-", "--json"], Calls.Utf8(Calls.Plan.Replace("\"dose_u\": 40", "\"dose_u\": 4000")));

        Assert.Equal(Exit.Stopped, ten.Exit);
        Assert.Contains(ten.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("severity").GetString() == "stop");
    }

    [Fact]
    public async Task Posture_candidates_answer_with_the_keys_of_the_interface_and_mirror()
    {
        var right = await Calls.InProcessAsync(["posture", "candidates", "-", "--json"], Calls.Utf8(Calls.Posture));
        var left = await Calls.InProcessAsync(["posture", "candidates", "-", "--json"], Calls.Utf8(Calls.Posture.Replace("_deg\": 20", "_deg\": -20").Replace("_deg\": 10", "_deg\": -10")));

        Assert.Equal(0, right.Exit);
        var best = right.Json.GetProperty("candidates").EnumerateArray().ToList();
        foreach (var key in (string[])["rank", "muscle_id", "side", "role", "score", "reasons", "sources"])
            Assert.True(best[0].TryGetProperty(key, out _), key);
        Assert.Equal(
            best.Select(c => (c.GetProperty("muscle_id").GetString(), c.GetProperty("side").GetString() == "right" ? "left" : "right")),
            left.Json.GetProperty("candidates").EnumerateArray().Select(c => (c.GetProperty("muscle_id").GetString(), c.GetProperty("side").GetString()!)));
    }

    [Fact]
    public async Task A_plan_is_printed_as_a_page_that_stands_alone_and_a_request_is_proposed_first()
    {
        var page = await Calls.InProcessAsync(["plan", "print", "-", "--name", "Ada <Quill>"], Calls.Utf8(Calls.Plan));
        var proposed = await Calls.InProcessAsync(["plan", "print", "-", "--json"], Calls.Utf8(
            $$"""{ "date": "2026-11-20", "region": "EU", "product": "incobotulinumtoxinA", "posture": {{Calls.Posture}} }"""));

        Assert.StartsWith("<!doctype html>", page.Out, StringComparison.Ordinal);
        Assert.Contains("Ada &lt;Quill&gt;", page.Out, StringComparison.Ordinal);
        Assert.Contains("not signed", page.Out, StringComparison.Ordinal);
        Assert.Contains("<!doctype html>", proposed.Json.GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scores_reports_and_medications_are_read()
    {
        Assert.Equal(42, (await Calls.InProcessAsync(["scale", "score", "-", "--json"], Calls.Utf8(Calls.Score))).Json.GetProperty("total").GetDecimal());
        Assert.NotEqual("", (await Calls.InProcessAsync(["triage", "-", "--json"], Calls.Utf8(Calls.Report))).Json.GetProperty("level").GetString());
        Assert.Equal("gentamicin", (await Calls.InProcessAsync(["medication", "read", "gentamycin", "--json"])).Json.GetProperty("medications")[0].GetProperty("medication").GetString());
    }

    [Fact]
    public async Task Every_command_explains_itself_with_an_example_that_parses()
    {
        foreach (var command in All(Commands.Root))
        {
            var path = HelpText.Path(command).Split(' ').Skip(1).ToList();
            var called = await Calls.InProcessAsync([.. path, "--help"]);

            Assert.Equal(0, called.Exit);
            Assert.StartsWith(command.Description!, called.Out, StringComparison.Ordinal);
            Assert.Contains("Example:", called.Out, StringComparison.Ordinal);
            if (command is Verb verb && verb.Name is not "completion")
                foreach (var line in verb.Example.Split('\n'))
                    Assert.True(Commands.Root.Parse(line["collum ".Length..]).Errors.Count == 0, line);
        }
    }

    [Fact]
    public async Task Every_document_that_a_command_reads_is_shown_by_its_help_and_taken_as_printed()
    {
        var folder = Directory.CreateTempSubdirectory("collum-samples-");
        Assert.Equal(0, (await Calls.InProcessAsync(["db", "init", "--data", folder.FullName])).Exit);
        foreach (var verb in All(Commands.Root).OfType<Verb>().Where(v => v.Arguments.Any(a => a.Name.EndsWith(".json", StringComparison.Ordinal))))
        {
            var path = HelpText.Path(verb).Split(' ').Skip(1).ToList();
            var printed = await Calls.InProcessAsync([.. path, "--example"]);
            Assert.Equal(0, printed.Exit);
            Assert.NotEqual(System.Text.Json.JsonValueKind.Undefined, printed.Json.ValueKind);
            Assert.Contains(printed.Out.Trim().Split('\n')[1], (await Calls.InProcessAsync([.. path, "--help"])).Out, StringComparison.Ordinal);

            // A document that reads is turned down, if at all, for what the chart does not hold: the right keys and words are never the reason.
            IEnumerable<string> more = path[0] != "chart" ? [] : path[1] == "new" ? ["--id", "one", "--by", "W", "--data", folder.FullName]
                : ["--chart", "one", "--by", "W", "--data", folder.FullName, .. path[1] == "answer" ? (string[])["--report", "99"] : []];
            var called = await Calls.InProcessAsync([.. path, "-", .. more, "--json"], Calls.Utf8(printed.Out));
            Assert.True(called.Exit is 0 or 1 || called.Error.Contains("of this chart", StringComparison.Ordinal) || called.Error.Contains("Not written", StringComparison.Ordinal)
                || called.Error.Contains("open draft", StringComparison.Ordinal), $"{verb.Name}: {called}");
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pragma journal_mode=wal; create table t (x); drop table t")]
    public async Task An_emptied_file_never_passes_for_a_clinic_without_patients(string made)
    {
        var folder = Directory.CreateTempSubdirectory("collum-emptied-");
        var file = Path.Combine(folder.FullName, "collum.db");
        await File.WriteAllBytesAsync(file, []);
        if (made.Length > 0)
        {
            await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=false");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = made;
            await command.ExecuteNonQueryAsync();
        }

        var called = await Calls.InProcessAsync(["chart", "list", "--data", folder.FullName]);

        Assert.Equal(Exit.Broken, called.Exit);
        Assert.Contains("holds no charts", called.Error, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_questions_that_answers_speak_to_and_the_items_of_scales_can_be_listed()
    {
        var asked = (await Calls.InProcessAsync(["knowledge", "questions", "--json"])).Json.GetProperty("questions").EnumerateArray().Select(q => q.GetProperty("id").GetString()!).ToHashSet();
        Assert.Superset(TestClinic.Knowledge.Safety.AnswerIds.ToHashSet(), asked);

        var twstrs = (await Calls.InProcessAsync(["scale", "list", "--json"])).Json.GetProperty("instruments").EnumerateArray().Single(i => i.GetProperty("id").GetString() == "twstrs");
        Assert.Equal(22, twstrs.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("chek", "check")]
    [InlineData("--jsn", "--json")]
    public async Task A_slip_is_answered_in_one_line_with_a_suggestion(string slip, string meant)
    {
        var called = await Calls.InProcessAsync(slip.StartsWith('-') ? ["plan", "check", "x.json", slip] : ["plan", slip]);

        Assert.Equal(Exit.WrongInput, called.Exit);
        Assert.Equal("", called.Out);
        Assert.Single(called.Error.TrimEnd().Split('\n'));
        Assert.Contains($"'{meant}'", called.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-file.json", "no such file")]
    [InlineData("/", "a folder")]
    [InlineData("", "empty")]
    public async Task A_document_that_is_not_there_is_said_in_one_line(string path, string said)
    {
        var called = await Calls.InProcessAsync(["plan", "check", path, "--json"]);

        Assert.Equal(Exit.WrongInput, called.Exit);
        Assert.Equal("", called.Out);
        Assert.Contains(said, Assert.Single(called.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_document_names_file_place_what_was_found_and_what_is_expected()
    {
        var called = await Calls.InProcessAsync(["plan", "check", "-"], Calls.Utf8(Calls.Plan.Replace("\"points\": 2", "\"points\": \"two\"")));

        Assert.Equal(Exit.WrongInput, called.Exit);
        Assert.Contains("standard input, sites[0].points: found \"two\"; expected", called.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_document_is_refused_before_it_fills_the_memory()
    {
        var endless = new Endless();
        var terminal = new Terminal { In = endless, Out = new StringWriter(), Error = new StringWriter() };

        Assert.Equal(Exit.WrongInput, await CommandLine.RunAsync(["plan", "check", "-"], terminal, default));
        Assert.Contains("64 MB", terminal.Error.ToString()!, StringComparison.Ordinal);
        Assert.True(endless.Given < 65 * 1024 * 1024, $"{endless.Given} bytes were read");
    }

    [Fact]
    public async Task A_cancelled_call_ends_with_130()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.Equal(Exit.Cancelled, (await Calls.InProcessAsync(["plan", "check", "-"], Calls.Utf8(Calls.Plan), cancel: cancelled.Token)).Exit);
    }

    [Fact]
    public async Task A_reading_command_makes_no_clinic()
    {
        var folder = Path.Combine(Path.GetTempPath(), "collum-" + Guid.NewGuid().ToString("n"));

        foreach (var call in (string[][])[["chart", "list"], ["chart", "show", "x"], ["lot", "patients", "A1"], ["db", "verify"], ["db", "backup", "/tmp/never.db"]])
            Assert.Equal(Exit.WrongInput, (await Calls.InProcessAsync([.. call, "--data", folder])).Exit);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task The_knowledge_is_listed_shown_and_checked()
    {
        var listed = (await Calls.InProcessAsync(["knowledge", "list", "swallowing", "--awaiting", "--json"])).Json.GetProperty("facts");
        var id = listed[0].GetProperty("id").GetString()!;

        Assert.NotEqual(0, listed.GetArrayLength());
        Assert.Equal(id, (await Calls.InProcessAsync(["knowledge", "show", id, "--json"])).Json.GetProperty("fact").GetProperty("id").GetString());
        Assert.Equal(0, (await Calls.InProcessAsync(["knowledge", "check"])).Exit);
        Assert.Equal(Exit.WrongInput, (await Calls.InProcessAsync(["knowledge", "show", id + "x"])).Exit);
    }

    [Fact]
    public async Task A_shell_is_told_what_may_come_next()
    {
        Assert.Contains("check", (await Calls.InProcessAsync(["complete", "12", "collum plan "])).Out, StringComparison.Ordinal);
        Assert.Contains("complete -F", (await Calls.InProcessAsync(["completion", "bash"])).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_from_a_document_never_reach_the_terminal()
    {
        var called = await Calls.InProcessAsync(["medication", "read", "evil\u001b[31m"]);

        Assert.DoesNotContain('\u001b', called.Out);
        Assert.DoesNotContain('\u001b', called.Error);
    }

    static IEnumerable<Command> All(Command command) => command.Subcommands.Where(c => !c.Hidden).SelectMany(All).Prepend(command);

    sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)' ', offset, count);
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

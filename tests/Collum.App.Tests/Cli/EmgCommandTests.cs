using System.Text;
using System.Text.Json;

namespace Collum.App.Tests.Cli;

public sealed class EmgCommandTests
{
    static string File(string name) => Path.Combine(Calls.Root, "tests", "data", "emg", name);

    [Fact]
    public async Task Info_answers_with_the_keys_that_scripts_rely_on()
    {
        var called = await Calls.InProcessAsync(["emg", "info", File("pyedflib_utf8.edf"), "--json"]);
        var answer = called.Json;

        Assert.Equal(0, called.Exit);
        Assert.Equal(["format", "start", "record_duration_s", "records", "segments", "signals", "annotations", "findings"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["label", "unit", "rate_hz", "samples", "physical_min", "physical_max", "digital_min", "digital_max", "value_first", "value_last", "value_min", "value_max", "value_rms", "digital_sum"],
            answer.GetProperty("signals")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(("EDF+C", "2020-01-24T04:05:56", 698), (answer.GetProperty("format").GetString(), answer.GetProperty("start").GetString(), answer.GetProperty("records").GetInt32()));
        Assert.Equal((0.3945312, 698.0), (answer.GetProperty("segments")[0].GetProperty("onset_s").GetDouble(), answer.GetProperty("segments")[0].GetProperty("duration_s").GetDouble()));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("annotations")[2].GetProperty("duration_s").ValueKind);
        Assert.Equal("中文测试八个字", answer.GetProperty("annotations")[2].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Text_and_standard_input_are_read_and_null_stands_where_text_has_no_digits()
    {
        var called = await Calls.InProcessAsync(["emg", "info", "-", "--json", "--unit", "SCM=mV"], Encoding.UTF8.GetBytes("Time,SCM\n0,1\n0.001,2\n0.002,-4\n"));
        var signal = called.Json.GetProperty("signals")[0];

        Assert.Equal(0, called.Exit);
        Assert.Equal(("mV", 1000.0, 3), (signal.GetProperty("unit").GetString(), signal.GetProperty("rate_hz").GetDouble(), signal.GetProperty("samples").GetInt32()));
        Assert.Equal((1.0, -4.0, Math.Sqrt(7)), (signal.GetProperty("value_first").GetDouble(), signal.GetProperty("value_last").GetDouble(), signal.GetProperty("value_rms").GetDouble()));
        Assert.Equal(JsonValueKind.Null, signal.GetProperty("digital_sum").ValueKind);
    }

    [Fact]
    public async Task A_broken_file_is_refused_in_one_line_by_file_field_offset_and_expectation()
    {
        var called = await Calls.InProcessAsync(["emg", "info", File("bids_pullstand_emg_malformed.edf"), "--json"]);

        Assert.Equal((2, ""), (called.Exit, called.Out));
        Assert.Contains("bids_pullstand_emg_malformed.edf, header, recording identification (offset 88): found 79 bytes", called.Error, StringComparison.Ordinal);
        Assert.Single(called.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--unit", "EMG1")]
    [InlineData("--unit", "EMG1=parsec")]
    [InlineData("--rate", "0")]
    public async Task A_statement_that_cannot_be_used_is_refused(string option, string value) =>
        Assert.Equal(2, (await Calls.InProcessAsync(["emg", "info", File("bids_talking_emg.edf"), option, value])).Exit);

    [Fact]
    public async Task A_doubtful_unit_is_asked_about_in_words()
    {
        var called = await Calls.InProcessAsync(["emg", "info", File("bids_talking_emg.edf")]);

        Assert.Equal(0, called.Exit);
        Assert.Contains("The unit is doubtful", string.Join(' ', called.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_regular_file_is_refused_at_once_also_through_a_link_beside_the_header()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Directory.CreateTempSubdirectory("collum-device-");
        try
        {
            await System.IO.File.WriteAllTextAsync(Path.Combine(folder.FullName, "r.hea"), "r 1 1000 3\nr.dat 16 1/uV\n");
            System.IO.File.CreateSymbolicLink(Path.Combine(folder.FullName, "r.dat"), "/dev/zero");
            foreach (var name in (string[])["r.edf", "r.c3d", "r.txt"])
                System.IO.File.CreateSymbolicLink(Path.Combine(folder.FullName, name), "/dev/zero");
            System.IO.File.CreateSymbolicLink(Path.Combine(folder.FullName, "random.edf"), "/dev/urandom");

            foreach (var name in (string[])["r.hea", "r.edf", "r.c3d", "r.txt", "random.edf"])
                foreach (var verb in (string[])["info", "rank"])
                {
                    var called = await Calls.InProcessAsync(["emg", verb, Path.Combine(folder.FullName, name)]).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

                    Assert.Equal(2, called.Exit);
                    Assert.Contains("regular file", called.Error, StringComparison.Ordinal);
                }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_into_is_not_waited_for_and_one_with_a_writer_is_read()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Directory.CreateTempSubdirectory("collum-pipe-");
        try
        {
            var pipe = Path.Combine(folder.FullName, "r.edf");
            using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
                await made.WaitForExitAsync(TestContext.Current.CancellationToken);

            foreach (var call in (string[][])[["emg", "info", pipe], ["plan", "check", pipe]])
            {
                var called = await Calls.InProcessAsync(call).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
                Assert.Equal(2, called.Exit);
                Assert.Contains("a pipe that nobody writes into", called.Error, StringComparison.Ordinal);
            }

            // Whoever waited above still stands at the other end; a writer ends that, and the next reader gets a writer of its own.
            await System.IO.File.WriteAllTextAsync(pipe, "x", TestContext.Current.CancellationToken);
            var second = Path.Combine(folder.FullName, "plan.json");
            using (var made = System.Diagnostics.Process.Start("mkfifo", [second]))
                await made.WaitForExitAsync(TestContext.Current.CancellationToken);
            var writing = Task.Run(() => System.IO.File.WriteAllTextAsync(second, "{ ", TestContext.Current.CancellationToken));
            var read = await Calls.InProcessAsync(["plan", "check", second]).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            await writing;
            Assert.Equal(2, read.Exit);
            Assert.DoesNotContain("nobody writes", read.Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Samples_of_a_WFDB_record_are_found_beside_its_header_and_nowhere_else()
    {
        var folder = Directory.CreateTempSubdirectory("collum-wfdb-");
        try
        {
            await System.IO.File.WriteAllTextAsync(Path.Combine(folder.FullName, "r.hea"), "r 2 1000 3\nr.dat 16 1/uV\n../r.dat 16 1/uV\n");
            await System.IO.File.WriteAllBytesAsync(Path.Combine(folder.FullName, "r.dat"), [1, 0, 2, 0, 3, 0]);

            var answer = (await Calls.InProcessAsync(["emg", "info", Path.Combine(folder.FullName, "r.hea"), "--json"])).Json;

            Assert.Equal([6, 0], answer.GetProperty("signals").EnumerateArray().Select(s => s.GetProperty("samples").GetInt32() * 2));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

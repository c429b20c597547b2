using System.Text.Json;

namespace Collum.App.Tests.Cli;

public sealed class EmgRankCommandTests
{
    static string File(string name) => Path.Combine(Calls.Root, "tests", "data", "emg", name);

    static readonly string Text = MakeText();

    // Two channels at 1 kHz for 60 s: contraction, rest, posture; the right muscle works in the posture, the left one does not.
    static string MakeText()
    {
        var random = new Random(6);
        var text = new System.Text.StringBuilder("Time,R-SCM,L-SCM\n");
        for (var i = 0; i < 60_000; i++)
        {
            var (right, left) = i < 5000 ? (900, 900) : i < 15_000 ? (10, 10) : (500, 10);
            text.Append(FormattableString.Invariant($"{i / 1000.0},{(random.NextDouble() - 0.5) * right:0.00},{(random.NextDouble() - 0.5) * left:0.00}\n"));
        }

        return text.ToString();
    }

    static readonly string[] Asked = ["--unit", "*=uV", "--phase", "neutral=5-15", "--phase", "own posture=15-60", "--mvc", "0-5"];

    [Fact]
    public async Task The_answer_has_the_keys_that_scripts_rely_on()
    {
        var called = await Calls.InProcessAsync(["emg", "rank", "-", "--json", .. Asked], System.Text.Encoding.UTF8.GetBytes(Text));

        Assert.Equal(0, called.Exit);
        var first = called.Json.GetProperty("muscles")[0];
        Assert.Equal(1, first.GetProperty("rank").GetInt32());
        Assert.Equal("R-SCM", first.GetProperty("label").GetString());
        Assert.Equal("sternocleidomastoid", first.GetProperty("muscle_id").GetString());
        Assert.Equal("right", first.GetProperty("side").GetString());
        Assert.InRange(first.GetProperty("score").GetDouble(), 0.5, 1);
        Assert.InRange(first.GetProperty("d_percent_mvc").GetDouble(), 40, 65);
        foreach (var key in (string[])["turns_per_s", "rms_uv", "cdf10"])
            Assert.Equal(JsonValueKind.Number, first.GetProperty(key).ValueKind);
        Assert.NotEqual(0, first.GetProperty("reasons").GetArrayLength());
        Assert.Equal(JsonValueKind.Array, first.GetProperty("flags").ValueKind);
        var pair = called.Json.GetProperty("coherence")[0];
        Assert.Equal(("R-SCM", "L-SCM"), (pair.GetProperty("a").GetString(), pair.GetProperty("b").GetString()));
        Assert.Equal([4.0, 7.0], pair.GetProperty("band_hz").EnumerateArray().Select(v => v.GetDouble()));
        Assert.False(pair.GetProperty("significant").GetBoolean());
        Assert.True(pair.GetProperty("value").GetDouble() >= 0 && pair.GetProperty("limit").GetDouble() > 0);
        Assert.Equal(0, called.Json.GetProperty("heart_beats").GetInt32());
        Assert.NotEqual(0, called.Json.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task Without_a_posture_phase_it_ranks_nothing_and_the_exit_status_says_so()
    {
        var called = await Calls.InProcessAsync(["emg", "rank", "-", "--json", "--unit", "*=uV", "--phase", "neutral=5-15", "--mvc", "0-5"], System.Text.Encoding.UTF8.GetBytes(Text));

        Assert.Equal(1, called.Exit);
        Assert.Equal(0, called.Json.GetProperty("muscles").GetArrayLength());
        Assert.Contains(called.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "EMG-101");
    }

    [Fact]
    public async Task A_stated_contraction_alone_replaces_the_contractions_of_the_file_and_leaves_its_other_annotations()
    {
        var file = Pages.SmallRecording.Edf();
        var own = (await Calls.InProcessAsync(["emg", "rank", "-", "--json"], file)).Json;
        var stated = (await Calls.InProcessAsync(["emg", "rank", "-", "--json", "--mvc", "5-10"], file)).Json;
        var all = (await Calls.InProcessAsync(["emg", "rank", "-", "--json", "--phase", "posture=35-70", "--mvc", "5-10"], file)).Json;

        Assert.Equal(["mvc 0", "neutral 20", "posture 35", "midline 70"], Phases(own));
        Assert.Equal(["mvc 5", "neutral 20", "posture 35", "midline 70"], Phases(stated).OrderBy(p => int.Parse(p.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(["mvc 5", "posture 35"], Phases(all).Order());

        static IEnumerable<string> Phases(JsonElement answer) => answer.GetProperty("phases").EnumerateArray().Select(p => FormattableString.Invariant($"{p.GetProperty("kind").GetString()} {p.GetProperty("from_s").GetDouble():0}"));
    }

    [Fact]
    public async Task A_stated_muscle_goes_before_the_label_and_the_text_names_it()
    {
        var called = await Calls.InProcessAsync(["emg", "rank", "-", "--muscle", "R-SCM=levator-scapulae:left", .. Asked], System.Text.Encoding.UTF8.GetBytes(Text));

        Assert.Equal(0, called.Exit);
        Assert.Contains("levator scapulae", called.Out, StringComparison.Ordinal);
        // A deep muscle, and nothing says where the electrode lies.
        Assert.Contains("doubtful", called.Out, StringComparison.Ordinal);
        Assert.Contains("EMG ranks candidate muscles; the injector decides", called.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--phase", "neutral")]
    [InlineData("--phase", "neutral=20-10")]
    [InlineData("--mvc", "5")]
    [InlineData("--ecg", "filter")]
    [InlineData("--muscle", "R-SCM=nothing:left")]
    [InlineData("--muscle", "R-SCM=sternocleidomastoid:up")]
    [InlineData("--muscle", "Nobody=sternocleidomastoid:left")]
    [InlineData("--weights", "drive=0.5")]
    [InlineData("--weights", "luck=1")]
    [InlineData("--electrodes", "moon")]
    public async Task A_call_that_cannot_be_is_refused_in_one_line(string option, string value)
    {
        var called = await Calls.InProcessAsync(["emg", "rank", "-", "--json", "--unit", "*=uV", option, value], System.Text.Encoding.UTF8.GetBytes(Text));

        Assert.Equal(2, called.Exit);
        Assert.Empty(called.Out);
        Assert.Single(called.Error.TrimEnd().Split('\n'));
        Assert.Contains("expected", called.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bids_talking_emg.edf")]
    [InlineData("pyedflib_datarec_2s.bdf")]
    [InlineData("pyedflib_utf8.edf")]
    [InlineData("edfjl_uneven_samp.edf")]
    public async Task A_recording_that_was_not_made_for_ranking_ends_in_findings_and_not_in_an_error(string name)
    {
        var called = await Calls.InProcessAsync(["emg", "rank", File(name), "--json", "--phase", "posture=0-8"]);

        Assert.InRange(called.Exit, 0, 1);
        Assert.NotEqual(0, called.Json.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task An_amplitude_that_no_EMG_has_stops_the_ranking_of_its_channel()
    {
        // Written as microvolts, meant as volts: millionths of what a neck gives.
        var called = await Calls.InProcessAsync(["emg", "rank", File("bids_talking_emg.edf"), "--json", "--phase", "posture=0-1"]);

        Assert.Equal(1, called.Exit);
        Assert.Contains(called.Json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("code").GetString() == "EMG-122");
        Assert.All(called.Json.GetProperty("muscles").EnumerateArray(), m => Assert.Equal(JsonValueKind.Null, m.GetProperty("score").ValueKind));
    }

    [Fact]
    public async Task The_report_is_one_file_that_fetches_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("collum-report-");
        try
        {
            var report = Path.Combine(folder.FullName, "r.html");
            var called = await Calls.InProcessAsync(["emg", "rank", "-", "--json", "--html", report, .. Asked], System.Text.Encoding.UTF8.GetBytes(Text));

            Assert.Equal(0, called.Exit);
            var page = await System.IO.File.ReadAllTextAsync(report);
            Assert.Contains("R-SCM", page, StringComparison.Ordinal);
            Assert.DoesNotContain("http", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
            // Every pair by its number, and its picture behind that number.
            Assert.Contains("href=\"#pair-0-1\"", page, StringComparison.Ordinal);
            Assert.Contains("id=\"pair-0-1\"", page, StringComparison.Ordinal);
            Assert.Contains("Patient’s left", page, StringComparison.Ordinal);
            Assert.Contains("limit for all pairs together", page, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

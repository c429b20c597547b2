using Collum.Emg;
using Collum.Findings;

namespace Collum.Tests.Emg;

public sealed class OtherFormatTests
{
    static ReadFile Text(string text, ReadOptions? options = null) => ReadFile.Of(OtherFiles.Utf8(text), options);

    [Fact]
    public void A_Delsys_signal_keeps_its_own_times_and_rate_and_a_jump_parts_it()
    {
        var file = Text(OtherFiles.Delsys);

        Assert.Equal(["Sensor 1: EMG 1", "Sensor 1: ACC.X 1"], file.Recording.Channels.Select(c => c.Label));
        Assert.Equal([1000.0, 250], file.Recording.Channels.Select(c => c.RateHz));
        Assert.Equal([8L, 2L], file.Recording.Samples);
        Assert.Equal([new Segment(0, 0.004), new Segment(0.103, 0.004)], file.Recording.Segments);
        Assert.Equal([new Stretch(0, 0, 4), new Stretch(1, 0, 4)], file.Stretches[0]);
        Assert.Equal([0.5, 0.25], file.Values[1]);
        Assert.Contains("EMG-008", file.Codes);
    }

    [Fact]
    public void Lost_packets_of_OpenSignals_part_the_recording_and_counts_have_no_unit()
    {
        var file = Text(OtherFiles.OpenSignals);

        Assert.Equal("delimited text (OpenSignals)", file.Recording.Format);
        Assert.Equal(["CH1 EMG", "CH2 ACC"], file.Recording.Channels.Select(c => c.Label));
        Assert.Equal(new DateTime(2019, 1, 31, 15, 54, 31, 100), file.Recording.Head.Start);
        Assert.Equal([32768.0, 32769, 32770, 32771, 32772, 32773, 32774], file.Values[0]);
        Assert.Equal([(0.0, 0.005), (0.007, 0.002)], file.Recording.Segments.Select(s => (s.OnsetS, Math.Round(s.DurationS, 9))));
        Assert.Equal(2, file.Codes.Count(c => c == "EMG-002"));
    }

    [Fact]
    public void Decimal_commas_a_line_of_units_and_markers_are_read()
    {
        var file = Text(OtherFiles.Noraxon);

        Assert.Equal(["R SCM", "L SPL"], file.Recording.Channels.Select(c => c.Label));
        Assert.Equal(["uV", "mV"], file.Recording.Channels.Select(c => c.Unit.Text));
        Assert.Equal([1500.0, 1500], file.Recording.Channels.Select(c => c.RateHz));
        Assert.Equal([1.5, 2.5, -3.5, double.NaN, 4], file.Values[0]);
        Assert.Equal([0.25, -0.5, 0.75, 1, 1.25], file.Values[1]);
        Assert.Equal([new Annotation(0.0007, null, "start"), new Annotation(0.0027, null, "geste")], file.Recording.Annotations);
        Assert.Contains("EMG-014", file.Codes);
    }

    [Theory]
    [InlineData("Time (ms)\tR SCM [uV]\n0\t1\n1\t2\n2\t3\n", 1000, "R SCM", "uV")]
    [InlineData("Time,EMG_zyg\n0.0005,-0.1\n0.0010,-0.2\n0.0015,-0.3\n", 2000, "EMG_zyg", "")]
    [InlineData("Sampling rate: 2048 Hz\nSCM (mV)\n1\n2\n3\n", 2048, "SCM", "mV")]
    [InlineData("EMG 1 Time Series (s);EMG 1 (mV)\n0;1\n0.000519;2\n0.001037;3\n0.001556;4\n", 1928, "EMG 1", "mV")]
    public void Rate_label_and_unit_are_found_in_headers_of_many_shapes(string text, double rate, string label, string unit)
    {
        var channel = Assert.Single(Text(text).Recording.Channels);

        Assert.Equal((label, unit), (channel.Label, channel.Unit.Text));
        Assert.Equal(rate, channel.RateHz, rate * 1e-3);
    }

    [Theory]
    [InlineData("Low pass filter frequency: 450\nSampling rate: 2 kHz\nSPL (uV)\n1\n2\n3\n", 2000)]
    [InlineData("SPL (uV),Time (s)\n1,0\n2,0.0005\n3,0.001\n", 0)]
    public void A_filter_is_no_rate_and_a_name_no_format(string text, double rate)
    {
        if (rate == 0)
            Assert.Contains("no sampling rate", Assert.Throws<InputException>(() => Text(text)).Found, StringComparison.Ordinal);        // the times stand right of the signal
        else
            Assert.Equal(rate, Text(text).Recording.Channels[0].RateHz);
    }

    [Fact]
    public void Counts_get_their_microvolts_by_a_statement()
    {
        var channel = Text(OtherFiles.OpenSignals, new() { Units = new Dictionary<string, string> { ["CH1 EMG"] = "0.5uV" } }).Recording.Channels[0];

        Assert.Equal(0.5, channel.Unit.Microvolts);
    }

    [Fact]
    public void Text_without_rate_or_times_is_refused_until_the_rate_is_stated()
    {
        const string Bare = "SCM (uV)\n1\n2\n3\n";

        Assert.Contains("--rate", Assert.Throws<InputException>(() => Text(Bare)).Expected, StringComparison.Ordinal);
        Assert.Equal(1000, Text(Bare, new() { RateHz = 1000 }).Recording.Channels[0].RateHz);
    }

    [Fact]
    public void Times_that_contradict_the_header_are_asked_about()
    {
        var rows = string.Concat(Enumerable.Range(0, 1200).Select(i => FormattableString.Invariant($"{i * 0.001:0.000},{i % 7}\n")));

        Assert.Contains(Text("Sampling rate: 1100\nTime (s),EMG (uV)\n" + rows).Recording.Findings, f => f is { Code: "EMG-013", Severity: Severity.Confirm });
        Assert.DoesNotContain("EMG-013", Text("Sampling rate: 1000\nTime (s),EMG (uV)\n" + rows).Codes);
    }

    [Theory]
    [InlineData(212)]
    [InlineData(16)]
    [InlineData(24)]
    public void WFDB_samples_that_take_turns_come_back_to_the_last_bit(int format)
    {
        int[] samples = [-2047, 2047, 0, 1, -1, 100, 1023, -1024, 7, 10];
        var bytes = format switch { 212 => OtherFiles.Packed212(samples), 24 => OtherFiles.TwentyFour(samples), _ => OtherFiles.Sixteen(samples) };
        var file = ReadFile.Of(OtherFiles.WfdbHeader(format, 5, checksum: 1134), beside: new Dictionary<string, byte[]> { ["emg1.dat"] = bytes });

        Assert.Equal([[-2047, 0, -1, 1023, 7], [2047, 1, 100, -1024, 10]], file.Digits);
        Assert.Equal(["mV", "uV"], file.Recording.Channels.Select(c => c.Unit.Text));
        Assert.Equal("biceps, left", file.Recording.Channels[1].Label);
        Assert.Equal((-2047 - 10) / 200.0, file.Values[0][0], 1e-12);
        Assert.Equal(2047 / 0.5, file.Values[1][0], 1e-9);
        Assert.Equal(new DateTime(2026, 11, 21, 10, 30, 5), file.Recording.Head.Start);
        Assert.Empty(file.Recording.Findings);
    }

    [Fact]
    public void A_WFDB_record_across_blocks_keeps_its_order()
    {
        var samples = Enumerable.Range(0, 3 * 5001).Select(i => ((i * 7) % 4094) - 2047).ToArray();
        const string Header = "r 3 1000 5001\nr.dat 212 1/uV\nr.dat 212 1/uV\nr.dat 212 1/uV\n";
        var file = ReadFile.Of(OtherFiles.Utf8(Header), beside: new Dictionary<string, byte[]> { ["r.dat"] = OtherFiles.Packed212(samples) });

        for (var c = 0; c < 3; c++)
            Assert.Equal(Enumerable.Range(0, 5001).Select(i => samples[(3 * i) + c]), file.Digits[c]);
    }

    [Fact]
    public void A_WFDB_file_that_is_not_there_loses_its_own_channels_only()
    {
        const string Header = "r 2 1000 3\na.dat 16 1/uV\nb.dat 16 1/uV\n";
        var file = ReadFile.Of(OtherFiles.Utf8(Header), beside: new Dictionary<string, byte[]> { ["b.dat"] = OtherFiles.Sixteen([1, 2, 3]) });

        Assert.Contains("a.dat", file.Recording.Channels[0].Problem, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], file.Digits[1]);
        Assert.Contains("EMG-004", file.Codes);
    }

    [Fact]
    public void A_WFDB_checksum_that_is_wrong_is_said()
    {
        const string Header = "r 1 1000 3\nr.dat 16 1/uV 16 0 1 7 0 EMG\n";

        Assert.Contains("EMG-012", ReadFile.Of(OtherFiles.Utf8(Header), beside: new Dictionary<string, byte[]> { ["r.dat"] = OtherFiles.Sixteen([1, 2, 3]) }).Codes);
        Assert.Empty(ReadFile.Of(OtherFiles.Utf8(Header), beside: new Dictionary<string, byte[]> { ["r.dat"] = OtherFiles.Sixteen([1, 2, 4]) }).Codes);
    }

    [Theory]
    [InlineData(false, 84)]
    [InlineData(false, 86)]
    [InlineData(false, 85)]
    [InlineData(true, 84)]
    [InlineData(true, 85)]
    [InlineData(true, 86)]
    public void C3D_analogue_values_are_the_same_from_every_machine_that_wrote_them(bool isFloat, byte processor)
    {
        var file = ReadFile.Of(OtherFiles.C3d(isFloat, processor));

        Assert.Equal(["SCM.r: 1", "SPL.l: 2"], file.Recording.Channels.Select(c => c.Label));
        Assert.Equal(["uV", "mV"], file.Recording.Channels.Select(c => c.Unit.Text));
        Assert.Equal([300.0, 300], file.Recording.Channels.Select(c => c.RateHz));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (double)OtherFiles.C3dDigit(0, i)), file.Values[0]);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (OtherFiles.C3dDigit(1, i) - 100) * 0.5), file.Values[1]);
        Assert.Equal("neutral", Assert.Single(file.Recording.Annotations).Text);
        Assert.Equal(0.025, file.Recording.Annotations[0].OnsetS, 1e-8);
        Assert.Equal([new Segment(0, 0.04)], file.Recording.Segments);
        Assert.Empty(file.Recording.Findings);
    }

    [Fact]
    public void A_C3D_channel_with_scale_0_loses_itself_alone_and_later_frames_begin_later()
    {
        var file = ReadFile.Of(OtherFiles.C3d(false, firstFrame: 51, secondScale: 0));

        Assert.Contains("EMG-004", file.Codes);
        Assert.Equal(12, file.Values[0].Length);
        Assert.Empty(file.Values[1]);
        Assert.Equal(0.5, file.Recording.Segments[0].OnsetS);
    }

    [Theory]
    [InlineData(new byte[] { 0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10, 0 }, "an HDF5 file")]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 20, 0 }, "a ZIP archive or workbook")]
    [InlineData(new byte[] { }, "nothing")]
    [InlineData(new byte[] { 1, 2, 3, 0, 0 }, "bytes 0102030000")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, "text in UTF-16 (save it as UTF-8)")]
    public void What_is_no_recording_is_refused_by_what_it_is(byte[] bytes, string found) =>
        Assert.Equal(found, Assert.Throws<InputException>(() => ReadFile.Of(bytes)).Found);

    [Fact]
    public void An_OpenSignals_h5_is_refused_with_the_way_to_export_it()
    {
        var refused = Assert.Throws<InputException>(() => ReadFile.Of([0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10]));

        Assert.Contains("OpenSignals", refused.Expected, StringComparison.Ordinal);
        Assert.Contains(".txt", refused.Expected, StringComparison.Ordinal);
    }
}

using System.Text;
using Collum.Emg;
using Collum.Findings;

namespace Collum.Tests.Emg;

/// <summary>Recordings from the field read as those who published them say. Counts and ranges: EDFlib 1.23 and MNE 1.3.0, edfjl, C3D and text by their headers.</summary>
public sealed class SampleFileTests
{
    static ReadFile? Read(string name) => SampleFiles.Find(name) is { } bytes ? ReadFile.Of(bytes) : null;

    static void Holds(string name, Action<ReadFile> claim)
    {
        if (Read(name) is not { } file)
            Assert.Skip($"{name} is not here; COLLUM_EMG_SAMPLES names a folder that has it.");
        else
            claim(file);
    }

    [Fact]
    public void A_recording_field_of_79_bytes_is_refused_by_name()
    {
        var refused = Assert.Throws<InputException>(() => Read("bids_pullstand_emg_malformed.edf"));

        Assert.Contains("recording identification (offset 88)", refused.Place, StringComparison.Ordinal);
        Assert.StartsWith("79 bytes", refused.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Amplitudes_that_no_amplifier_could_show_question_the_unit()
    {
        var reader = Recordings.Open(new MemoryStream(SampleFiles.Find("bids_talking_emg.edf")!), "talking");
        var answer = RecordingAnswer.Of(reader);

        Assert.Equal(6, answer.Signals.Count);
        Assert.All(answer.Signals, s => Assert.Equal((2000L, 2000.0), (s.Samples, s.RateHz!.Value)));
        Assert.Equal(6, answer.Findings.Count(f => f is { Code: "EMG-003", Severity: Severity.Confirm }));
    }

    [Fact]
    public void Uneven_rates_an_impossible_date_and_a_byte_too_many() => Holds("edfjl_uneven_samp.edf", file =>
    {
        Assert.Equal([11000L, 1408L], file.Recording.Samples);
        Assert.Equal([100, 12.8], file.Recording.Channels.Select(c => c.RateHz));
        Assert.Equal(["V", "uV"], file.Recording.Channels.Select(c => c.Unit.Text));
        Assert.Null(file.Recording.Head.Start);
        Assert.Equal(["EMG-006", "EMG-007"], file.Codes.Order());
    });

    [Fact]
    public void A_24_bit_file_with_records_of_two_seconds_and_five_rates() => Holds("pyedflib_datarec_2s.bdf", file =>
    {
        Assert.Equal("BDF+C", file.Recording.Format);
        Assert.Equal([15000L, 12000L, 7500L, 14625L, 14985L], file.Recording.Samples);
        Assert.Equal([500, 400, 250, 487.5, 499.5], file.Recording.Channels.Select(c => c.RateHz));
        Assert.Equal([new Segment(0, 30)], file.Recording.Segments);
        Assert.Empty(file.Recording.Findings);
    });

    [Fact]
    public void A_start_between_two_seconds_an_inverted_range_and_a_Chinese_annotation() => Holds("pyedflib_utf8.edf", file =>
    {
        Assert.Equal([89344L], file.Recording.Samples);
        Assert.Equal(0.3945312, Assert.Single(file.Recording.Segments).OnsetS);
        Assert.Equal(5, file.Recording.Annotations.Count);
        Assert.Contains(file.Recording.Annotations, a => a is { OnsetS: 120, DurationS: null } && a.Text.StartsWith('中'));
        Assert.Equal((8711, -8711), (file.Recording.Channels[0].Calibration!.PhysicalMin, file.Recording.Channels[0].Calibration!.PhysicalMax));
    });

    [Fact]
    public void A_Delsys_export_with_a_time_column_for_each_signal() => Holds("emgio_trigno_sample.csv", file =>
    {
        Assert.Equal("delimited text (Delsys)", file.Recording.Format);
        Assert.Equal(14, file.Recording.Channels.Count);
        Assert.Equal(["Mini sensor 10: EMG 10", "Mini sensor 11: EMG 11"], file.Recording.Channels.Where(c => c.Unit.IsVoltage).Select(c => c.Label));
        Assert.Equal([1259.259, 148.1481], file.Recording.Channels.Select(c => c.RateHz).Distinct());
        Assert.Equal([2519L, 297L], file.Recording.Samples.Distinct());
        Assert.Equal(["V", "g", "°/s"], file.Recording.Channels.Select(c => c.Unit.Text).Distinct());
        Assert.Single(file.Recording.Segments);
        Assert.Equal("EMG-005", Assert.Single(file.Recording.Findings).Code);           // the header promises 81141 points
    });

    [Fact]
    public void A_paused_EDF_keeps_its_pauses() => Holds("edfreader_edfPlusD.edf", file =>
    {
        Assert.Equal("EDF+D", file.Recording.Format);
        Assert.Equal(11, file.Recording.Records);
        Assert.Equal(Enumerable.Repeat(2200L, 11), file.Recording.Samples);
        Assert.Equal([(0.0, 1.0), (2, 1), (4, 6), (12, 1), (15, 1), (19, 1)], file.Recording.Segments.Select(s => (s.OnsetS, s.DurationS)));
    });

    [Fact]
    public void Two_annotation_signals_one_before_the_data() => Holds("edfreader_edfAnnonC.edf", file =>
    {
        Assert.Equal([36000L, 24000L], file.Recording.Samples);
        Assert.Equal([30000.0, 20000], file.Recording.Channels.Select(c => c.RateHz));
        Assert.Equal(8, file.Recording.Annotations.Count);
        Assert.Equal(0.7, Assert.Single(file.Recording.Segments).OnsetS);
    });

    [Theory]
    [InlineData("pyedflib_test_generator.bdf", new[] { 30000L, 24000, 15000, 29250, 29970 })]
    [InlineData("pyedflib_subsecond.edf", new[] { 89344L })]
    public void Counts_of_other_readers(string name, long[] samples) => Holds(name, file => Assert.Equal(samples, file.Recording.Samples));

    [Fact]
    public void Analogue_channels_of_a_C3D_file_without_markers() => Holds("c3dorg_mega_emg.c3d", file =>
    {
        Assert.Equal(29, file.Recording.Records);
        Assert.Equal(Enumerable.Repeat(1250.0, 4), file.Recording.Channels.Select(c => c.RateHz));
        Assert.Equal(["uV", "uV", "°", "Nm"], file.Recording.Channels.Select(c => c.Unit.Text));
        Assert.Equal(Enumerable.Repeat(36250L, 4), file.Recording.Samples);
    });

    [Fact]
    public void Text_without_a_unit_is_asked_about() => Holds("emgflow_sample_data_01.csv", file =>
    {
        Assert.Equal([20000L, 20000L], file.Recording.Samples);
        Assert.Equal([2000.0, 2000], file.Recording.Channels.Select(c => c.RateHz));
        Assert.Equal(10, Assert.Single(file.Recording.Segments).DurationS);
        Assert.Equal(2, file.Codes.Count(c => c == "EMG-002"));
    });

    [Theory]
    [InlineData("biosppy_emg.txt")]
    [InlineData("biosppy_emg_1.txt")]
    public void Counts_of_a_converter_under_a_header_of_hashes(string name) => Holds(name, file =>
    {
        var channel = Assert.Single(file.Recording.Channels);
        Assert.Equal(("EMG", 1000.0), (channel.Label, channel.RateHz));
        Assert.Equal(Encoding.UTF8.GetString(SampleFiles.Find(name)!).Split('\n').Count(l => l.Length > 0 && l[0] != '#'), file.Values[0].Length);
    });
}

using Collum.Emg;
using Collum.Findings;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Emg;

public sealed class EdfReaderTests
{
    static EdfWriter Two => new() { Signals = [EdfWriter.Ramp("EMG L-SPL", 3, 100), EdfWriter.Ramp("ACC", 3, 10) with { Unit = "g" }] };

    [Fact]
    public void Every_channel_keeps_its_own_rate_unit_and_integers()
    {
        var file = ReadFile.Of(Two.Bytes());

        Assert.Equal("EDF", file.Recording.Format);
        Assert.Equal(new DateTime(2026, 11, 20, 9, 30, 0), file.Recording.Head.Start);
        Assert.Equal([100, 10], file.Recording.Channels.Select(c => c.RateHz));
        Assert.Equal(["uV", "g"], file.Recording.Channels.Select(c => c.Unit.Text));
        Assert.Equal([1.0, null], file.Recording.Channels.Select(c => c.Unit.Microvolts));
        Assert.Equal(Two.Signals.Select(s => s.Samples), file.Digits);
        Assert.Equal([new Segment(0, 3)], file.Recording.Segments);
        Assert.Empty(file.Recording.Findings);
    }

    [Fact]
    public void A_stream_that_gives_a_few_bytes_at_a_time_gives_the_same_recording()
    {
        var bytes = (Two with { Plus = 'D' }).Bytes();
        var (fast, slow) = (ReadFile.Of(bytes), ReadFile.Of(bytes, slow: true));

        Assert.Equal(fast.Digits, slow.Digits);
        Assert.Equal(fast.Recording.Segments, slow.Recording.Segments);
    }

    [Fact]
    public void Twenty_four_bits_come_back_to_the_last_one()
    {
        int[] digits = [-8388608, -8388607, -1, 0, 1, 32768, -32769, 8388607];
        var signal = new EdfWriter.Signal("EMG", digits, 4) { DigitalMin = "-8388608", DigitalMax = "8388607", PhysicalMin = "-262144", PhysicalMax = "262143" };
        var file = ReadFile.Of(new EdfWriter { Is24Bit = true, Signals = [signal] }.Bytes());

        Assert.Equal("BDF", file.Recording.Format);
        Assert.Equal(digits, file.Digits[0]);
        Assert.Equal(-262144, file.Values[0][0]);
        Assert.Equal(262143, file.Values[0][^1]);
    }

    [Fact]
    public void Every_stored_integer_survives_calibration_and_back() =>
        Prop.ForAll<int, int, int>((a, b, c) =>
        {
            var d = (b * 31) + a + 7;
            var (low, high) = (Math.Min(a % 8388608, b % 8388608), Math.Max(a % 8388608, b % 8388608));
            if (Calibration.Through(low, high, c / 7m, d / 7m) is not { } line)
                return low == high || c == d;
            return new[] { low, high, (low / 2) + (high / 2), 0 }.All(x => line.ToDigital(line.ToValue(x)) == x);
        }).QuickCheckThrowOnFailure();

    // Decimal arithmetic on the written digits vouches for the expected values.
    [Theory]
    [InlineData("-0.59974", "0.599747", 16)]
    [InlineData("-1000.00", "1000.000", 16)]
    [InlineData("-3000", "3000", 24)]
    [InlineData("8711", "-8711", 16)]
    [InlineData("-1E-12", "1E-12", 16)]
    public void Values_agree_with_decimal_arithmetic_on_the_written_digits(string physicalMin, string physicalMax, int bits)
    {
        var (low, high) = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1);
        var (bottom, top) = (decimal.Parse(physicalMin, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(physicalMax, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture));
        var line = Calibration.Through(low, high, bottom, top)!;

        Assert.Equal((double)bottom, line.ToValue(low), Math.BitIncrement(Math.Abs((double)bottom)) - Math.Abs((double)bottom));
        Assert.Equal((double)top, line.ToValue(high), Math.BitIncrement(Math.Abs((double)top)) - Math.Abs((double)top));
        foreach (var digit in (int[])[low + 1, -1000, -1, 0, 1, 77, high / 3])
            if (Math.Abs(bottom) > 1e-3m)
                Assert.Equal((double)(bottom + ((top - bottom) * (digit - low) / ((decimal)high - low))), line.ToValue(digit), Math.Abs((double)bottom) * 2e-16);
    }

    [Fact]
    public void Tenths_come_out_as_tenths()
    {
        var line = Calibration.Through(-32768, 32767, -3276.8m, 3276.7m)!;

        for (var digit = -32768; digit <= 32767; digit++)
            Assert.Equal((double)(digit / 10m), line.ToValue(digit));
    }

    [Fact]
    public void An_inverted_range_is_as_good_as_any()
    {
        var signal = new EdfWriter.Signal("EMG", [-32768, 32767], 2) { PhysicalMin = "8711", PhysicalMax = "-8711" };

        Assert.Equal([8711, -8711], ReadFile.Of(new EdfWriter { Signals = [signal] }.Bytes()).Values[0].Select(v => Math.Round(v, 9)));
    }

    [Fact]
    public void Pauses_part_segments_and_no_sample_crosses_one()
    {
        var file = ReadFile.Of((Two with { Plus = 'D', Lists = [EdfWriter.At("0.25"), EdfWriter.At("1.25"), EdfWriter.At("3.25")] }).Bytes());

        Assert.Equal([new Segment(0.25, 2), new Segment(3.25, 1)], file.Recording.Segments);
        Assert.Equal([new Stretch(0, 0, 100), new Stretch(0, 100, 100), new Stretch(1, 0, 100)], file.Stretches[0]);
        Assert.Equal([new Stretch(0, 0, 10), new Stretch(0, 10, 10), new Stretch(1, 0, 10)], file.Stretches[1]);
        Assert.Equal("EMG-008", Assert.Single(file.Recording.Findings).Code);
    }

    [Fact]
    public void A_pause_of_one_whole_second_is_seen_though_times_are_written_in_whole_seconds()
    {
        var file = ReadFile.Of((Two with { Plus = 'D', Lists = [EdfWriter.At("0"), EdfWriter.At("1"), EdfWriter.At("3")] }).Bytes());

        Assert.Equal([new Segment(0, 2), new Segment(3, 1)], file.Recording.Segments);
    }

    [Fact]
    public void A_continuous_file_whose_records_say_otherwise_is_parted_and_asked_about()
    {
        var file = ReadFile.Of((Two with { Plus = 'C', Lists = [EdfWriter.At("0"), EdfWriter.At("5"), EdfWriter.At("6")] }).Bytes());

        Assert.Equal([new Segment(0, 1), new Segment(5, 2)], file.Recording.Segments);
        Assert.Equal("EMG-009", Assert.Single(file.Recording.Findings).Code);
    }

    [Fact]
    public void A_continuous_file_whose_clock_stands_still_stays_one_stretch()
    {
        var file = ReadFile.Of((Two with { Plus = 'C', Lists = [EdfWriter.At("0"), EdfWriter.At("0"), EdfWriter.At("0")] }).Bytes());

        Assert.Equal([new Segment(0, 3)], file.Recording.Segments);
        Assert.Contains("EMG-009", file.Codes);
    }

    [Fact]
    public void Annotations_survive_whole()
    {
        var lists = new[]
        {
            EdfWriter.At("0", EdfWriter.Note("0.5", "mvc L-SPL", "2.5") + EdfWriter.Note("0.75", "neutral\u0014ruhe 中")),
            EdfWriter.At("1", EdfWriter.Note("1.125", "geste")),
            EdfWriter.At("2"),
        };
        var file = ReadFile.Of((Two with { Plus = 'C', Lists = lists }).Bytes());

        Assert.Equal(
            [new Annotation(0.5, 2.5, "mvc L-SPL"), new Annotation(0.75, null, "neutral"), new Annotation(0.75, null, "ruhe 中"), new Annotation(1.125, null, "geste")],
            file.Recording.Annotations);
        Assert.Equal(2, file.Recording.Channels.Count);
        Assert.Equal("Collum test", file.Recording.Head.Recorder);
    }

    [Fact]
    public void One_bad_byte_in_a_text_loses_neither_the_file_nor_the_text()
    {
        var bytes = (Two with { Plus = 'C', Lists = [EdfWriter.At("0", EdfWriter.Note("0.5", "Ruecken"))] }).Bytes();
        bytes[bytes.AsSpan().IndexOf("Ruecken"u8) + 1] = 0xFC;
        var file = ReadFile.Of(bytes);

        Assert.Equal("Rüecken", Assert.Single(file.Recording.Annotations).Text);
        Assert.Contains("EMG-010", file.Codes);
    }

    [Fact]
    public void A_broken_annotation_is_said_and_the_next_one_read()
    {
        var file = ReadFile.Of((Two with { Plus = 'C', Lists = [EdfWriter.At("0", "nonsense\0" + EdfWriter.Note("0.5", "kept", "long"))] }).Bytes());

        Assert.Equal(new Annotation(0.5, null, "kept"), Assert.Single(file.Recording.Annotations));
        Assert.Equal(2, file.Codes.Count(c => c == "EMG-011"));
    }

    [Theory]
    [InlineData("5", "5", "-1", "1", "digital maximum")]
    [InlineData("-32768", "32767", "3", "3", "physical maximum")]
    [InlineData("-32768", "32767", "x", "3", "physical minimum")]
    public void One_bad_channel_does_not_lose_the_others(string digitalMin, string digitalMax, string physicalMin, string physicalMax, string field)
    {
        var bad = EdfWriter.Ramp("unused", 3, 50) with { DigitalMin = digitalMin, DigitalMax = digitalMax, PhysicalMin = physicalMin, PhysicalMax = physicalMax };
        var file = ReadFile.Of(new EdfWriter { Signals = [bad, Two.Signals[0]] }.Bytes());

        Assert.Contains(field, file.Recording.Channels[0].Problem, StringComparison.Ordinal);
        Assert.Contains("offset", file.Recording.Channels[0].Problem, StringComparison.Ordinal);
        Assert.Empty(file.Values[0]);
        Assert.Equal(Two.Signals[0].Samples, file.Digits[1]);
        Assert.Contains(file.Recording.Findings, f => f is { Code: "EMG-004", Place: "signals[0]" });
    }

    [Theory]
    [InlineData("uV", 1)]
    [InlineData("µV", 1)]
    [InlineData("mV", 1e3)]
    [InlineData("V", 1e6)]
    [InlineData("nV", 1e-3)]
    public void Units_of_voltage_are_read(string written, double microvolts) =>
        Assert.Equal(microvolts, ReadFile.Of(new EdfWriter { Signals = [Two.Signals[0] with { Unit = written }] }.Bytes()).Recording.Channels[0].Unit.Microvolts);

    [Theory]
    [InlineData("", "EMG-002")]
    [InlineData(".V", "EMG-001")]
    [InlineData("MV", "EMG-001")]
    [InlineData("?V", "EMG-001")]
    public void A_doubtful_unit_is_asked_about_and_not_guessed(string written, string code)
    {
        var bytes = new EdfWriter { Signals = [Two.Signals[0] with { Unit = written }] }.Bytes();
        var file = ReadFile.Of(bytes);
        var stated = ReadFile.Of(bytes, new() { Units = new Dictionary<string, string> { ["EMG L-SPL"] = "mV" } });

        Assert.Null(file.Recording.Channels[0].Unit.Microvolts);
        Assert.Equal((code, Severity.Confirm), (Assert.Single(file.Recording.Findings).Code, file.Recording.Findings[0].Severity));
        Assert.Equal(1000, stated.Recording.Channels[0].Unit.Microvolts);
        Assert.Equal("EMG-018", Assert.Single(stated.Recording.Findings).Code);
    }

    [Fact]
    public void Rates_are_exact_for_records_of_any_duration()
    {
        double Rate(string duration, int perRecord) => ReadFile.Of(new EdfWriter { Duration = duration, Signals = [EdfWriter.Ramp("EMG", 1, perRecord)] }.Bytes()).Recording.Channels[0].RateHz;

        Assert.Equal(30000, Rate("0.1", 3000));
        Assert.Equal(487.5, Rate("2", 975));
        Assert.Equal(12.8, Rate("10", 128));
    }

    [Fact]
    public void A_file_that_was_cut_off_gives_its_whole_records_and_says_so()
    {
        var bytes = Two.Bytes();
        var file = ReadFile.Of(bytes[..^30]);

        Assert.Equal(2, file.Recording.Records);
        Assert.Equal([200L, 20L], file.Recording.Samples);
        Assert.Equal("EMG-005", Assert.Single(file.Recording.Findings).Code);
    }

    [Fact]
    public void One_byte_too_many_is_said_and_costs_nothing()
    {
        var file = ReadFile.Of([.. Two.Bytes(), 0]);

        Assert.Equal(3, file.Recording.Records);
        Assert.Equal(("EMG-006", Severity.Note), (Assert.Single(file.Recording.Findings).Code, file.Recording.Findings[0].Severity));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    public void A_recorder_that_broke_off_before_counting_its_records_loses_none(string records) =>
        Assert.Equal(3, ReadFile.Of((Two with { Records = records }).Bytes()).Recording.Records);

    [Fact]
    public void An_impossible_date_costs_the_date_alone()
    {
        var file = ReadFile.Of((Two with { StartDate = "42.00.00", StartTime = "26.00.99" }).Bytes());

        Assert.Null(file.Recording.Head.Start);
        Assert.Equal([new Segment(0, 3)], file.Recording.Segments);
        Assert.Equal("EMG-007", Assert.Single(file.Recording.Findings).Code);
    }

    [Fact]
    public void A_file_of_annotations_alone_has_no_duration_and_no_fault()
    {
        var file = ReadFile.Of(new EdfWriter { Plus = 'C', Duration = "0", Lists = [EdfWriter.At("0", EdfWriter.Note("12.5", "seizure"))] }.Bytes());

        Assert.Equal(new Annotation(12.5, null, "seizure"), Assert.Single(file.Recording.Annotations));
        Assert.Empty(file.Recording.Channels);
    }

    [Theory]
    [InlineData(184, "99999   ", "number of header bytes (offset 184)")]
    [InlineData(244, "one     ", "duration of a record (offset 244)")]
    [InlineData(252, "none", "number of signals (offset 252)")]
    [InlineData(688, "-5      ", "signal 1, samples in a record (offset 688)")]
    public void A_field_that_places_samples_must_be_right_or_the_file_is_refused_by_its_name(int offset, string text, string place)
    {
        var bytes = Two.Bytes();
        System.Text.Encoding.ASCII.GetBytes(text).CopyTo(bytes, offset);

        var refused = Assert.Throws<InputException>(() => ReadFile.Of(bytes));

        Assert.Contains(place, refused.Place, StringComparison.Ordinal);
        Assert.Equal("test", refused.Document);
        Assert.Contains(text.Trim(), refused.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_a_byte_too_short_is_named_rather_than_all_that_it_moved()
    {
        var bytes = Two.Bytes();

        var refused = Assert.Throws<InputException>(() => ReadFile.Of([.. bytes[..160], .. bytes[161..]]));

        Assert.Contains("recording identification (offset 88)", refused.Place, StringComparison.Ordinal);
        Assert.StartsWith("79 bytes", refused.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claimed_size_takes_no_memory()
    {
        // 9999 signals and a record of 64 MiB, claimed by files of a few hundred bytes.
        var many = Two.Bytes();
        "9999"u8.CopyTo(many.AsSpan(252));
        "2560000 "u8.CopyTo(many.AsSpan(184));
        var large = new EdfWriter { Signals = [EdfWriter.Ramp("EMG", 1, 4)] }.Bytes();
        "33000000"u8.CopyTo(large.AsSpan(256 + 216));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InputException>(() => Recordings.Open(new MemoryStream(many), "many"));
        Assert.Contains("EMG-005", Recordings.Open(new MemoryStream(large), "large").Finish().Findings.Select(f => f.Code));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }
}

/// <summary>What is kept does not grow with the recording.</summary>
public sealed class FlatMemoryTests
{
    /// <summary>A file that is made while it is read.</summary>
    sealed class Endless(byte[] header, byte[] record, int records) : Stream
    {
        long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var from = _at < header.Length ? header.AsSpan((int)_at) : _at < header.Length + ((long)records * record.Length) ? record.AsSpan((int)((_at - header.Length) % record.Length)) : default;
            var take = Math.Min(from.Length, buffer.Length);
            from[..take].CopyTo(buffer);
            _at += take;
            return take;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    static long AllocatedFor(byte[] header, byte[] record, int records)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var answer = RecordingAnswer.Of(Recordings.Open(new Endless(header, record, records), "endless"));
        Assert.True(answer.Signals[0].Samples > 0);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void An_EDF_of_32_MB_is_read_with_less_than_2()
    {
        var signals = Enumerable.Range(0, 16).Select(i => EdfWriter.Ramp($"EMG {i}", 1, 2000)).ToArray();
        var file = new EdfWriter { Records = "-1", Signals = signals }.Bytes();
        var (header, record) = (file[..(256 * 17)], file[(256 * 17)..]);
        AllocatedFor(header, record, 1);

        Assert.InRange(AllocatedFor(header, record, 500), 0, 2 << 20);        // garbage included
    }

    [Fact]
    public void A_text_of_8_MB_is_read_with_less_than_2()
    {
        var header = OtherFiles.Utf8("Sampling rate: 2000\nSCM (uV),SPL (uV)\n");
        var record = OtherFiles.Utf8(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i % 91}.5,{i % 17}e-1\n")));
        AllocatedFor(header, record, 10);

        Assert.InRange(AllocatedFor(header, record, 200), 0, 2 << 20);
    }
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>One signal of an EDF or BDF header, annotation signals included.</summary>
/// <param name="Offset">Where its samples start within a record, bytes.</param>
/// <param name="Samples">Samples in a record.</param>
/// <param name="Channel">Null for an annotation signal.</param>
sealed record EdfSignal(int Offset, int Samples, Channel? Channel);

/// <summary>The header of EDF (Kemp 1992), EDF+ (Kemp and Olivan 2003) and their 24-bit siblings BDF and BDF+.</summary>
/// <remarks>
/// What decides where samples lie must be right, or the file is refused by field, offset, finding and expectation. What only describes them may be wrong: it
/// costs a finding, and at most its own channel.
/// </remarks>
sealed class EdfHeader
{
    /// <summary>A record is held in memory whole; the standard advises 61,440 bytes.</summary>
    const long MostRecordBytes = 64L << 20;

    public required bool Is24Bit { get; init; }

    public required bool MayPause { get; init; }

    public required string Format { get; init; }

    public required DateTime? Start { get; init; }

    public required string? Recorder { get; init; }

    /// <summary>Null where the header leaves it open.</summary>
    public required long? Records { get; init; }

    /// <summary>Seconds; 0 only in files that hold annotations alone.</summary>
    public required decimal Duration { get; init; }

    public required IReadOnlyList<EdfSignal> Signals { get; init; }

    public required int RecordBytes { get; init; }

    public int Width => Is24Bit ? 3 : 2;

    public static EdfHeader Read(ByteSource source, ReadOptions options, FindingList findings)
    {
        var fixedPart = source.ReadUpTo(256);
        if (fixedPart.Length < 256)
            throw new InputException("header", $"{fixedPart.Length} bytes", $"256 bytes that every EDF or BDF file begins with");
        var bdf = fixedPart[0] == 0xFF;

        var shift = Shift(fixedPart);
        if (shift != 0)
            throw new InputException("header, recording identification (offset 88)", $"{80 + shift} bytes before the start date", $"80 bytes; every later field stands in the wrong place");
        var start = ReadStart(fixedPart, findings);

        var count = Whole(fixedPart.AsSpan(252, 4)) is { } ns and >= 1 and <= 9999 ? (int)ns
            : throw Wrong("number of signals", 252, fixedPart.AsSpan(252, 4), $"a whole number from 1 to 9999");
        var headerBytes = Whole(fixedPart.AsSpan(184, 8));
        if (headerBytes is null)
            findings.Note("EMG-012", $"Header, number of header bytes (offset 184): found {BytesShown.Of(fixedPart.AsSpan(184, 8))}; expected {256 * (count + 1)}. The number of signals was used.");
        else if (headerBytes != 256 * (count + 1))
            throw Wrong("number of header bytes", 184, fixedPart.AsSpan(184, 8), $"{256 * (count + 1)} for {count:# signal|# signals}");

        var records = Whole(fixedPart.AsSpan(236, 8));
        if (records is null or < -1)
            findings.Confirm("EMG-012", $"Header, number of records (offset 236): found {BytesShown.Of(fixedPart.AsSpan(236, 8))}; expected a whole number. The file was read to its end.");
        var duration = Number(fixedPart.AsSpan(244, 8), out var durationHadComma) is { } d and (0 or (>= 0.000001m and <= 1_000_000m)) ? d
            : throw Wrong("duration of a record", 244, fixedPart.AsSpan(244, 8), $"seconds, 0 or from 0.000001 to 1,000,000");
        if (durationHadComma)
            findings.Note("EMG-012", $"Header, duration of a record (offset 244): a decimal comma was read as a point.");

        var reserved = Ascii(fixedPart.AsSpan(192, 44));
        var family = bdf ? "BDF" : "EDF";
        var plus = reserved.StartsWith(family + "+", StringComparison.Ordinal);
        if (plus && reserved is not [_, _, _, _, 'C' or 'D', ..])
            findings.Note("EMG-012", $"Header, reserved (offset 192): found '{Short(reserved):typed}'; expected {family:code}+C or {family:code}+D. The records' own times were believed.");
        if (!plus && (reserved.StartsWith("EDF+", StringComparison.Ordinal) || reserved.StartsWith("BDF+", StringComparison.Ordinal)))
        {
            plus = true;
            findings.Note("EMG-012", $"Header, reserved (offset 192): '{Short(reserved):typed}' in a {family:code} file.");
        }

        var mayPause = plus && reserved is not [_, _, _, _, 'C', ..];
        var (signals, recordBytes) = ReadSignals(source, count, bdf, plus, duration, options, findings);
        if (plus && signals.All(s => s.Channel is not null))
            findings.Note("EMG-012", $"The file calls itself {family:code}+ and has no annotation signal; its records were taken to follow one another.");

        return new()
        {
            Is24Bit = bdf, MayPause = mayPause, Format = plus ? $"{family}+{(mayPause ? "D" : "C")}" : family, Start = start,
            Recorder = plus ? Equipment(Latin(fixedPart.AsSpan(88, 80))) : null, Records = records is >= 0 ? records : null, Duration = duration,
            Signals = signals, RecordBytes = recordBytes,
        };
    }

    static (IReadOnlyList<EdfSignal> Signals, int RecordBytes) ReadSignals(
        ByteSource source, int count, bool bdf, bool plus, decimal duration, ReadOptions options, FindingList findings)
    {
        var bytes = source.ReadUpTo(256L * count);
        if (bytes.Length < 256 * count)
            throw new InputException("header", $"{256 + bytes.Length} bytes", $"{256 * (count + 1)} bytes for {count} signals");

        // Fields stand side by side for all signals: every label, then every transducer, and so on.
        ReadOnlySpan<byte> Field(int before, int width, int i) => bytes.AsSpan(before * count + width * i, width);
        int At(int before, int width, int i) => 256 + before * count + width * i;

        var width = bdf ? 3 : 2;
        var signals = new List<EdfSignal>();
        long offset = 0;
        var channels = 0;
        for (var i = 0; i < count; i++)
        {
            var samples = Whole(Field(216, 8, i)) is { } n and >= 0 and <= int.MaxValue ? (int)n
                : throw Wrong($"signal {i + 1}, samples in a record", At(216, 8, i), Field(216, 8, i), $"a whole number, 0 or more");
            if (offset + (long)samples * width > MostRecordBytes)
                throw Wrong($"signal {i + 1}, samples in a record", At(216, 8, i), Field(216, 8, i), $"records of at most {MostRecordBytes >> 20} MiB for all signals together");

            var label = Latin(Field(0, 16, i));
            var isAnnotation = label is "EDF Annotations" or "BDF Annotations";
            if (isAnnotation && !plus && !findings.Has("EMG-012"))
                findings.Note("EMG-012", $"Signal {i + 1} is '{label:typed}' although the file does not call itself {(bdf ? "BDF" : "EDF"):code}+; its annotations were read.");
            signals.Add(new((int)offset, samples, isAnnotation ? null : ReadChannel(i, label, samples)));
            if (!isAnnotation)
                channels++;
            offset += (long)samples * width;
        }

        if (offset == 0)
            throw Wrong("signal 1, samples in a record", At(216, 8, 0), Field(216, 8, 0), $"a sample in at least one signal");
        return (signals, (int)offset);

        Channel ReadChannel(int i, string label, int samples)
        {
            var place = $"signals[{channels}]";
            var written = Latin(Field(96, 8, i));
            var unit = Units.Of(written, label, place, options, findings);

            var (digitalMin, digitalMax) = (Whole(Field(120, 8, i)), Whole(Field(128, 8, i)));
            var (physicalMin, physicalMax) = (Number(Field(104, 8, i), out var comma1), Number(Field(112, 8, i), out var comma2));
            if (comma1 || comma2)
                findings.Note("EMG-012", $"{label:typed}: a decimal comma in the physical range was read as a point.", place);

            Sentence? problem = null;
            Calibration? calibration = null;
            if (digitalMin is not { } low || Math.Abs(low) > 1 << 24)
                problem = Say($"digital minimum", At(120, 8, i), Field(120, 8, i), $"a whole number");
            else if (digitalMax is not { } high || Math.Abs(high) > 1 << 24)
                problem = Say($"digital maximum", At(128, 8, i), Field(128, 8, i), $"a whole number");
            else if (low >= high)
                problem = Say($"digital maximum", At(128, 8, i), Field(128, 8, i), $"more than the digital minimum, {low}");
            else if (physicalMin is not { } bottom)
                problem = Say($"physical minimum", At(104, 8, i), Field(104, 8, i), $"a number");
            else if (physicalMax is not { } top)
                problem = Say($"physical maximum", At(112, 8, i), Field(112, 8, i), $"a number");
            else if ((calibration = Calibration.Through((int)low, (int)high, bottom, top)) is null)
                problem = Say($"physical maximum", At(112, 8, i), Field(112, 8, i), $"a number other than the physical minimum, {bottom}");
            else if (samples == 0)
                problem = Say($"samples in a record", At(216, 8, i), Field(216, 8, i), $"at least 1");
            else if (duration == 0)
                problem = $"duration of a record (offset 244): found 0; expected seconds above 0 where there are samples";
            if (problem is not null)
                findings.Confirm("EMG-004", $"{(label.Length == 0 ? Phrase($"Signal {i + 1}") : Typed(label))} cannot be read: {problem}. The other channels are not touched by it.", place);

            return new()
            {
                Index = channels, Label = label, Unit = unit, RateHz = duration > 0 ? (double)(samples / duration) : 0, Calibration = calibration,
                Sensor = Latin(Field(16, 80, i)), Prefilter = Latin(Field(136, 80, i)), Problem = problem,
            };
        }
    }

    static Sentence Say(Sentence field, int offset, ReadOnlySpan<byte> found, Sentence expected) => $"{field} (offset {offset}): found {BytesShown.Of(found)}; expected {expected}";

    static InputException Wrong(string field, int offset, ReadOnlySpan<byte> found, Sentence expected) =>
        new($"header, {field} (offset {offset})", BytesShown.Of(found), expected);

    // One field a byte too short or too long moves all that follow; date and time together are shaped like nothing else, so they show it.
    static int Shift(ReadOnlySpan<byte> header)
    {
        if (IsDateAndTime(header[168..184]))
            return 0;
        for (var by = 1; by <= 8; by++)
        {
            if (IsDateAndTime(header.Slice(168 - by, 16)))
                return -by;
            if (IsDateAndTime(header.Slice(168 + by, 16)))
                return by;
        }

        return 0;
    }

    static bool IsDateAndTime(ReadOnlySpan<byte> text) => IsTriple(text[..8]) && IsTriple(text[8..]);

    static bool IsTriple(ReadOnlySpan<byte> t) => IsPair(t[..2]) && IsSeparator(t[2]) && IsPair(t[3..5]) && IsSeparator(t[5]) && IsPair(t[6..8]);

    static bool IsPair(ReadOnlySpan<byte> t) => (char.IsAsciiDigit((char)t[0]) || t[0] == ' ') && char.IsAsciiDigit((char)t[1]);

    static bool IsSeparator(byte b) => b is (byte)'.' or (byte)'-' or (byte)'/' or (byte)':' or (byte)' ';

    static DateTime? ReadStart(ReadOnlySpan<byte> header, FindingList findings)
    {
        var date = header.Slice(168, 8);
        var time = header.Slice(176, 8);
        if (IsTriple(date) && IsTriple(time))
        {
            var (day, month, yy) = (Pair(date), Pair(date[3..]), Pair(date[6..]));
            var (hour, minute, second) = (Pair(time), Pair(time[3..]), Pair(time[6..]));
            // Two digits of a year: 85 to 99 are 1985 to 1999, the rest 2000 to 2084 (EDF+ section 2.1.3.1); the recording identification of EDF+ has all four.
            var year = yy >= 85 ? 1900 + yy : 2000 + yy;
            if (Startdate(Latin(header.Slice(88, 80))) is { } full && full.Day == day && full.Month == month && full.Year % 100 == yy)
                year = full.Year;
            if (month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60)
                return new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        }

        findings.Note("EMG-007", $"Header, start date and time (offset 168): found {BytesShown.Of(date)} and {BytesShown.Of(time)}; expected day.month.year and hour.minute.second that exist. Times count from the start all the same.", "start");
        return null;
    }

    static int Pair(ReadOnlySpan<byte> t) => (t[0] == ' ' ? 0 : (t[0] - '0') * 10) + (t[1] - '0');

    static DateOnly? Startdate(string recording) =>
        recording.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["Startdate", var date, ..]
        && DateOnly.TryParseExact(date, "dd-MMM-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // "Startdate 02-MAR-2002 administration technician equipment" and perhaps more; X stands for not known.
    static string? Equipment(string recording) =>
        recording.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["Startdate", _, _, _, var equipment, ..] && equipment is not "X" ? equipment.Replace('_', ' ') : null;

    static string Latin(ReadOnlySpan<byte> field) => Printable(BytesShown.Text(field, out _));

    static string Ascii(ReadOnlySpan<byte> field) => Encoding.ASCII.GetString(field).Trim(' ', '\0');

    static string Printable(string text) => string.Concat(text.Trim(' ', '\0').Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    static string Short(string text) => Printable(text.Length > 20 ? text[..20] + "…" : text);

    static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> field) => field.Trim(" \0"u8);

    static long? Whole(ReadOnlySpan<byte> field)
    {
        var t = Trimmed(field);
        if (t.StartsWith("+"u8))
            t = t[1..];
        if (Utf8Parser.TryParse(t, out long value, out var used) && used == t.Length)
            return value;
        // "2000.0" and "32767." are whole numbers too.
        return Number(field, out _) is { } n && n == decimal.Truncate(n) && Math.Abs(n) <= 1_000_000_000_000m ? (long)n : null;
    }

    static decimal? Number(ReadOnlySpan<byte> field, out bool hadComma)
    {
        var text = Encoding.Latin1.GetString(Trimmed(field));
        hadComma = text.Count(c => c == ',') == 1 && !text.Contains('.');
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return decimal.TryParse(hadComma ? text.Replace(',', '.') : text, Style, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}

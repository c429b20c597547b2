using System.Globalization;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>Reads a WFDB record: a text header that names the files with its samples, in the formats 16, 24 and 212.</summary>
/// <remarks>physionet.org, WFDB Applications Guide, header(5) and signal(5). Skew is not applied; it is said.</remarks>
sealed class WfdbReader : RecordingReader
{
    const int MostSignals = 4096;
    const int BlockFrames = 2048;

    /// <summary>Signals that share a file: their samples take turns, frame by frame.</summary>
    sealed class Group(string file, int format)
    {
        public string File { get; } = file;

        public int Format { get; } = format;

        public List<int> Channels { get; } = [];

        public int PerFrame { get; set; }

        public ByteSource? Source { get; set; }

        /// <summary>Integers of the block at hand, as they take turns.</summary>
        public int[] Block { get; set; } = [];

        public byte[] Bytes { get; set; } = [];

        public int Frames { get; set; }

        /// <summary>In format 212 two samples share three bytes; a block with an odd number of them leaves one for the next.</summary>
        public int? Left { get; set; }
    }

    readonly FindingList _findings = new();
    readonly List<Group> _groups = [];
    readonly List<(Group Group, int At, int PerFrame, int? Checksum)> _signals = [];
    readonly long[] _counts;
    readonly int[] _sums;
    readonly long? _promised;
    readonly double _frameRate;
    long _before;
    int _inBlock;
    bool _ended;
    Recording? _whole;

    public WfdbReader(ByteSource source, ReadOptions options, Func<string, Stream?> beside)
    {
        var text = source.ReadUpTo(1 << 20);
        var lines = BytesShown.Text(text, out _).Split('\n').Select((l, i) => (Number: i + 1, Words: l.Trim().Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries), Line: l.Trim()))
            .Where(l => l.Words.Length > 0 && !l.Line.StartsWith('#')).ToList();
        var record = lines[0].Words;
        if (record[0].Contains('/', StringComparison.Ordinal))
            throw new InputException("line 1, record name", $"'{record[0]:typed}'", $"a record of one segment; open its segments one by one");
        var count = record.Length > 1 && int.TryParse(record[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= MostSignals ? n
            : throw new InputException("line 1, number of signals", record.Length > 1 ? Phrase($"'{Short(record[1]):typed}'") : Phrase($"nothing"), $"1 to {MostSignals}");
        var frequency = record.Length > 2 ? record[2].Split('/')[0] : "250";
        _frameRate = Number(frequency) is >= 1e-6 and <= 1e7 and var hz ? hz : throw new InputException("line 1, sampling frequency", $"'{Short(frequency):typed}'", $"samples a second, above 0");
        if (record.Length <= 2)
            _findings.Confirm("EMG-016", $"The header gives no sampling frequency; by the format's rule that is 250 Hz.");
        _promised = record.Length > 3 && long.TryParse(record[3], NumberStyles.None, CultureInfo.InvariantCulture, out var samples) && samples > 0 ? samples : null;
        var start = Start(record);

        if (lines.Count - 1 < count)
            throw new InputException($"line {lines[^1].Number}", $"{lines.Count - 1} signal lines", $"{count}");
        var channels = new List<Channel>(Math.Min(count, 64));
        for (var c = 0; c < count; c++)
            channels.Add(ReadSignal(c, lines[c + 1].Words, lines[c + 1].Line, lines[c + 1].Number, options, beside));
        Head = new("WFDB", start, channels) { RecordsPromised = _promised };
        (_counts, _sums) = (new long[count], new int[count]);
    }

    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        // "name 2 1000 60000", then "name.dat 16 …": a first line of plain words whose second is a small number, and a second line whose second word begins with a format.
        if (start.IndexOf((byte)0) >= 0)
            return false;
        var lines = BytesShown.Text(start, out _).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#').Take(2).ToList();
        return lines.Count == 2 && lines[0].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var name, var signals, ..]
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/') && name.Any(c => !char.IsAsciiDigit(c))
            && signals.All(char.IsAsciiDigit) && signals.Length <= 4
            && lines[1].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var file, var format, ..] && char.IsAsciiDigit(format[0]) && file.Any(char.IsAsciiLetter)
            && !lines[1].Contains(',', StringComparison.Ordinal) && !lines[1].Contains(';', StringComparison.Ordinal);
    }

    static DateTime? Start(string[] record)
    {
        if (record.Length < 6)
            return null;
        return DateTime.TryParseExact($"{record[5]} {record[4]}", (string[])["d/M/yyyy H:m:s", "d/M/yyyy H:m:s.FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) ? start : null;
    }

    Channel ReadSignal(int c, string[] words, string line, int number, ReadOptions options, Func<string, Stream?> beside)
    {
        var where = $"line {number}";
        if (words.Length < 2)
            throw new InputException(where, $"'{Short(line):typed}'", $"a file name and a format");
        var (format, perFrame, skew, prolog) = Format(words[1], where);
        if (_groups.Count > 0 && _groups.Find(g => g.File == words[0]) is { } same && same.Format != format)
            throw new InputException($"{where}, format", $"{format}", $"{same.Format}, as for the other signals in {Short(words[0]):code}");

        Sentence? problem = null;
        var group = _groups.Find(g => g.File == words[0]);
        if (group is null)
        {
            _groups.Add(group = new(words[0], format));
            if (format is 16 or 24 or 212 && beside(words[0]) is { } stream)
            {
                group.Source = new(stream);
                group.Source.Skip(prolog);
            }
        }

        if (format is not (16 or 24 or 212))
            problem = $"line {number}, format: found {format}; expected 16, 24 or 212";
        else if (group.Source is null)
            problem = $"line {number}, file: found no file '{Short(words[0]):code}' beside the header; expected one with its samples";
        _signals.Add((group, group.PerFrame, perFrame, words.Length > 6 && int.TryParse(words[6], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sum) ? sum & 0xFFFF : null));
        group.Channels.Add(c);
        group.PerFrame += perFrame;

        // gain(baseline)/units; a gain of 0 or none says that the signal was not calibrated.
        var calibration = words.Length > 2 ? words[2] : "0";
        var (gainText, unitText) = calibration.IndexOf('/') is >= 0 and var slash ? (calibration[..slash], calibration[(slash + 1)..]) : (calibration, "mV");
        int? baseline = null;
        if (gainText.IndexOf('(') is >= 0 and var open && gainText.EndsWith(')'))
        {
            baseline = int.TryParse(gainText[(open + 1)..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var b) ? b : null;
            gainText = gainText[..open];
        }

        baseline ??= words.Length > 4 && int.TryParse(words[4], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var zero) ? zero : 0;
        var label = words.Length > 8 ? string.Join(' ', words[8..]) : $"Signal {c + 1}";
        var (low, high) = format switch { 212 => (-2047, 2047), 24 => (-8388607, 8388607), _ => (-32767, 32767) };
        var line1 = Number(gainText) is { } gain && gain != 0 ? Calibration.Line(low, high, 1 / gain, baseline.Value) : null;
        var calibrated = line1 is not null;
        line1 ??= Calibration.Line(low, high, 1, baseline.Value);
        if (problem is not null)
            _findings.Confirm("EMG-004", $"{label:typed} cannot be read: {problem}. The other channels are not touched by it.", $"signals[{c}]");
        if (skew != 0)
            _findings.Note("EMG-012", $"{label:typed}: the header gives a skew of {skew} samples, which was not taken out.", $"signals[{c}]");
        return new()
        {
            Index = c, Label = label, Unit = Units.Of(calibrated ? unitText : "", label, $"signals[{c}]", options, _findings), RateHz = _frameRate * perFrame,
            Calibration = line1, Problem = problem,
        };
    }

    // 16x4:2+512 is format 16, four samples a frame, skewed by two, after 512 bytes of something else.
    static (int Format, int PerFrame, int Skew, long Prolog) Format(string text, string where)
    {
        var end = text.AsSpan().IndexOfAny("x:+");
        var (perFrame, skew, prolog) = (1L, 0L, 0L);
        if (!int.TryParse(end < 0 ? text : text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var format))
            throw new InputException($"{where}, format", $"'{Short(text):typed}'", $"16, 24 or 212");
        while (end >= 0)
        {
            var mark = text[end];
            var rest = text.AsSpan(end + 1);
            var next = rest.IndexOfAny("x:+");
            if (!long.TryParse(next < 0 ? rest : rest[..next], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > int.MaxValue)
                throw new InputException($"{where}, format", $"'{Short(text):typed}'", $"a form such as 16x4:2+512");
            (perFrame, skew, prolog) = mark switch { 'x' => (number, skew, prolog), ':' => (perFrame, number, prolog), _ => (perFrame, skew, number) };
            end = next < 0 ? -1 : end + 1 + next;
        }

        return perFrame is >= 1 and <= 1000 ? (format, (int)perFrame, (int)skew, prolog)
            : throw new InputException($"{where}, samples in a frame", $"{perFrame}", $"1 to 1000");
    }

    private protected override bool Advance()
    {
        if (_ended)
            return false;
        _before += _inBlock;
        var want = (int)Math.Min(BlockFrames, (_promised ?? long.MaxValue) - _before);
        _inBlock = 0;
        foreach (var group in _groups)
            _inBlock = Math.Max(_inBlock, group.Frames = group.Source is null || want == 0 ? 0 : Fill(group, want));
        for (var c = 0; c < _signals.Count; c++)
        {
            var (group, at, perFrame, _) = _signals[c];
            for (var frame = 0; frame < group.Frames; frame++)
                for (var k = 0; k < perFrame; k++)
                    _sums[c] += group.Block[(frame * group.PerFrame) + at + k];
            _counts[c] += group.Frames * perFrame;
        }

        if (_inBlock > 0)
            return true;
        _ended = true;
        foreach (var group in _groups.Where(g => g.Source is not null))
            End(group);
        return false;
    }

    void End(Group group)
    {
        var found = _counts[group.Channels[0]] / _signals[group.Channels[0]].PerFrame;
        if (_promised is { } promised && found < promised)
        {
            _findings.Confirm("EMG-005", $"The header promises {promised} samples a signal and {Short(group.File):code} holds {found}. It may be cut off.", $"signals[{group.Channels[0]}]");
            return;
        }

        foreach (var c in group.Channels)
            if (_signals[c].Checksum is { } checksum && checksum != (_sums[c] & 0xFFFF))
                _findings.Confirm("EMG-012", $"{Head.Channels[c].Label:typed}: the samples add up to {_sums[c] & 0xFFFF} (16 bits) and the header says {checksum}. Samples or header were changed.", $"signals[{c}]");
    }

    static int Fill(Group group, int frames)
    {
        var want = frames * group.PerFrame;
        if (group.Block.Length == 0)
            (group.Block, group.Bytes) = (new int[BlockFrames * group.PerFrame], new byte[BlockFrames * group.PerFrame * 3]);
        var have = 0;
        if (group.Left is { } left)
            (group.Block[have++], group.Left) = (left, null);
        var missing = want - have;
        if (group.Format == 212)
        {
            var bytes = group.Bytes.AsSpan(0, (missing + 1) / 2 * 3);
            var got = group.Source!.Read(bytes);
            for (var i = 0; i + 1 < got; i += 3)
            {
                group.Block[have++] = ((bytes[i + 1] << 28) >> 20) | bytes[i];
                if (i + 2 >= got)
                    break;
                var second = (((bytes[i + 1] & 0xF0) << 24) >> 20) | bytes[i + 2];
                if (have < want)
                    group.Block[have++] = second;
                else
                    group.Left = second;
            }
        }
        else
        {
            var width = group.Format == 24 ? 3 : 2;
            var bytes = group.Bytes.AsSpan(0, missing * width);
            var got = group.Source!.Read(bytes) / width;
            StoredDigits.Read(bytes, width, group.Block.AsSpan(have, got));
            have += got;
        }

        return have / group.PerFrame;
    }

    public override Stretch Stretch(int channel)
    {
        var (group, _, perFrame, _) = _signals[channel];
        return Head.Channels[channel].IsReadable && !_ended ? new(0, _before * perFrame, group.Frames * perFrame) : new(0, 0, 0);
    }

    private protected override void Digits(int channel, Span<int> to)
    {
        var (group, at, perFrame, _) = _signals[channel];
        for (var i = 0; i < to.Length; i++)
            to[i] = group.Block[(i / perFrame * group.PerFrame) + at + (i % perFrame)];
    }

    private protected override void Scaled(int channel, double factor, Span<float> to)
    {
        var values = new double[to.Length];
        Scaled(channel, factor, values);
        for (var i = 0; i < to.Length; i++)
            to[i] = (float)values[i];
    }

    private protected override void Scaled(int channel, double factor, Span<double> to)
    {
        var digits = new int[to.Length];
        Digits(channel, digits);
        var (line, lost) = (Head.Channels[channel].Calibration!, Lost(channel));
        for (var i = 0; i < to.Length; i++)
            to[i] = digits[i] == lost ? double.NaN : factor * line.ToValue(digits[i]);
    }

    // The lowest integer of each format.
    internal override int? Lost(int channel) => _signals[channel].Group.Format switch { 212 => -2048, 24 => -8388608, _ => -32768 };

    private protected override Recording Whole() => _whole ??= new(
        Head, null, _before == 0 ? [] : [new(0, _before / _frameRate)], [], [.. _counts.Select((n, c) => Head.Channels[c].IsReadable ? n : 0)], _findings.All());

    static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    static string Short(string text) => string.Concat((text.Length > 40 ? text[..40] + "…" : text).Select(c => char.IsControl(c) ? ' ' : c));
}

using System.Buffers.Text;

namespace Collum.Emg;

/// <summary>Reads the time-stamped annotation lists (TALs) of EDF+ and BDF+, section 2.2.2 of the EDF+ text.</summary>
/// <remarks><c>+onset [0x15 duration] 0x14 text 0x14 … 0x14 0x00</c>. The first one of a record, with an empty first text, is the record's own onset.</remarks>
sealed class AnnotationList(FindingList findings)
{
    /// <summary>More than any recorder writes; a file of nothing but annotations must not fill the memory.</summary>
    const int MostAnnotations = 1_000_000;

    const long MostCharacters = 64L << 20;

    readonly List<Annotation> _all = [];
    long _characters;

    public IReadOnlyList<Annotation> All => _all;

    /// <summary>Reads one annotation signal of one record.</summary>
    /// <param name="bytes">The signal's bytes.</param>
    /// <param name="record">For messages, from 0.</param>
    /// <param name="keepsTime">True for the first annotation signal of the record.</param>
    /// <returns>The record's onset and how finely it was written, both in seconds, where this signal gives one.</returns>
    public (decimal Onset, decimal Step)? Read(ReadOnlySpan<byte> bytes, long record, bool keepsTime)
    {
        (decimal, decimal)? time = null;
        var first = true;
        while (true)
        {
            var start = bytes.IndexOfAnyExcept((byte)0);
            if (start < 0)
                return time;
            bytes = bytes[start..];
            var end = bytes.IndexOf((byte)0);
            var list = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[end..];

            if (ReadOne(list, record, keepsTime && first) is { } onset)
                time = onset;
            first = false;
        }
    }

    (decimal, decimal)? ReadOne(ReadOnlySpan<byte> list, long record, bool mayBeTime)
    {
        var mark = list.IndexOf((byte)0x14);
        var stamp = mark < 0 ? list : list[..mark];
        var split = stamp.IndexOf((byte)0x15);
        var onsetText = split < 0 ? stamp : stamp[..split];
        var durationText = split < 0 ? default : stamp[(split + 1)..];
        if (mark < 0 || Seconds(onsetText) is not { } onset)
        {
            findings.Confirm("EMG-011", $"Record {record + 1}: an annotation could not be read: found {BytesShown.Of(list)}; expected +onset, 0x14, text, 0x14.", $"records[{record}]");
            return null;
        }

        double? duration = null;
        if (!durationText.IsEmpty)
        {
            if (Seconds(durationText) is { } d and >= 0)
                duration = (double)d;
            else
                findings.Note("EMG-011", $"Record {record + 1}: the duration {BytesShown.Of(durationText)} of an annotation is not a number of seconds; the annotation was kept without one.", $"records[{record}]");
        }

        var rest = list[(mark + 1)..];
        (decimal, decimal)? time = null;
        for (var first = true; !rest.IsEmpty; first = false)
        {
            var stop = rest.IndexOf((byte)0x14);
            var text = stop < 0 ? rest : rest[..stop];
            rest = stop < 0 ? default : rest[(stop + 1)..];
            if (first && mayBeTime && text.IsEmpty)
                time = (onset, Step(onsetText));
            else if (!text.IsEmpty)
                Keep(text, (double)onset, duration, record);
        }

        return time;
    }

    void Keep(ReadOnlySpan<byte> text, double onset, double? duration, long record)
    {
        if (_all.Count >= MostAnnotations || _characters > MostCharacters)
        {
            if (!findings.Has("EMG-017"))
                findings.Stop("EMG-017", $"More annotations than {MostAnnotations:N0} (or than {MostCharacters >> 20} million characters); those from record {record + 1} on were not kept.", "annotations");
            return;
        }

        var words = BytesShown.Text(text, out var latin);
        if (latin)
            findings.Note("EMG-010", $"The annotation at {onset} s is not UTF-8 and was read as Latin-1: '{(words.Length > 60 ? words[..60] + "…" : words):typed}'.", $"annotations[{_all.Count}]");
        _characters += words.Length;
        _all.Add(new(onset, duration, words));
    }

    static decimal? Seconds(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        if (text.StartsWith("+"u8))
            text = text[1..];
        return text.Length is > 0 and <= 28 && Utf8Parser.TryParse(text, out decimal value, out var used) && used == text.Length && Math.Abs(value) < 1_000_000_000_000m ? value : null;
    }

    static decimal Step(ReadOnlySpan<byte> text)
    {
        var point = text.IndexOf((byte)'.');
        return new decimal(1, 0, 0, false, (byte)(point < 0 ? 0 : Math.Min(28, text.Length - point - 1)));
    }
}

using Collum.Findings;

namespace Collum.Emg;

/// <summary>Reads EDF, EDF+C, EDF+D and their 24-bit siblings BDF, BDF+C and BDF+D. A block is one stored record.</summary>
/// <remarks>Kemp et al. 1992, doi:10.1016/0013-4694(92)90009-7; EDF+: Kemp and Olivan 2003, doi:10.1016/S1388-2457(03)00123-8, edfplus.info.</remarks>
sealed class EdfReader : RecordingReader
{
    readonly ByteSource _source;
    readonly FindingList _findings = new();
    readonly EdfHeader _header;
    readonly EdfSignal[] _channels, _notes;
    readonly AnnotationList _annotations;
    readonly SegmentClock _clock;
    byte[]? _record;
    long _records;
    bool _ended;
    Recording? _whole;

    public EdfReader(ByteSource source, ReadOptions options)
    {
        _source = source;
        _header = EdfHeader.Read(source, options, _findings);
        _channels = [.. _header.Signals.Where(s => s.Channel is not null)];
        _notes = [.. _header.Signals.Where(s => s.Channel is null)];
        _annotations = new(_findings);
        Head = new(_header.Format, _header.Start, [.. _channels.Select(s => s.Channel!)])
        {
            RecordDurationS = (double)_header.Duration, RecordsPromised = _header.Records, Recorder = _header.Recorder,
        };
        _clock = new(_header.Duration, Head.Channels.Where(c => c.IsReadable).Select(c => c.RateHz).DefaultIfEmpty(0).Max(), _header.MayPause, _findings);
    }

    public static bool Recognises(ReadOnlySpan<byte> start) =>
        start.StartsWith("0       "u8) || (start.Length >= 8 && start[0] == 0xFF && start[1..8].SequenceEqual("BIOSEMI"u8));

    // A recorder that broke off leaves 0 or -1 behind; what it wrote is still there.
    long Promised => _header.Records is > 0 and { } n ? n : long.MaxValue;

    private protected override bool Advance()
    {
        if (_ended)
            return false;
        if (_records == Promised)
            return End(0);

        int got;
        if (_record is null)
        {
            _record = _source.ReadUpTo(_header.RecordBytes);
            got = _record.Length;
        }
        else
        {
            got = _source.Read(_record);
        }

        if (got < _header.RecordBytes)
            return End(got);

        (decimal, decimal)? time = null;
        var keepsTime = true;
        foreach (var signal in _notes)
        {
            time = _annotations.Read(_record.AsSpan(signal.Offset, signal.Samples * _header.Width), _records, keepsTime) ?? time;
            keepsTime = false;
        }

        _clock.Add(time);
        _records++;
        return true;
    }

    bool End(int left)
    {
        _ended = true;
        if (_header.Records == 0 && _records > 0)
            _findings.Confirm("EMG-012", $"Header, number of records (offset 236): found 0; the file holds {_records}, which were read. The recorder may have broken off.", "records");
        else if (_records < Promised && _header.Records is > 0)
            _findings.Confirm("EMG-005", $"The header promises {_header.Records} records and the file holds {_records}{(left > 0 ? Phrase($" and {left} bytes of another, which were left out") : null)}. It may be cut off.", "records");
        else if (left > 0)
            _findings.Confirm("EMG-005", $"The file ends with {left} of the {_header.RecordBytes} bytes of a record; they were left out.", "records");
        else if (_source.Skip(long.MaxValue) is > 0 and var extra)
        {
            Sentence message = $"The file goes on for {extra:# byte|# bytes} after the {_header.Records} records that the header promises; what comes after them was left out.";
            if (extra >= _header.RecordBytes)
                _findings.Confirm("EMG-006", message, "records");
            else
                _findings.Note("EMG-006", message, "records");
        }

        return false;
    }

    public override Stretch Stretch(int channel)
    {
        var signal = _channels[channel];
        return signal.Channel!.IsReadable && !_ended && _records > 0
            ? new(_clock.Segment, _clock.RecordInSegment * signal.Samples, signal.Samples)
            : new(0, 0, 0);
    }

    private protected override void Digits(int channel, Span<int> to) => StoredDigits.Read(Bytes(channel, to.Length), _header.Width, to);

    private protected override void Scaled(int channel, double factor, Span<float> to)
    {
        var line = Line(channel);
        StoredDigits.Read(Bytes(channel, to.Length), _header.Width, (float)(line.Gain * factor), (float)(line.Offset * factor), to);
    }

    private protected override void Scaled(int channel, double factor, Span<double> to) =>
        StoredDigits.Read(Bytes(channel, to.Length), _header.Width, Line(channel), factor, to);

    Calibration Line(int channel) => _channels[channel].Channel!.Calibration!;

    ReadOnlySpan<byte> Bytes(int channel, int length) => _record.AsSpan(_channels[channel].Offset, length * _header.Width);

    private protected override Recording Whole() => _whole ??= new(
        Head, _records, _clock.All(), _annotations.All,
        [.. _channels.Select(s => s.Channel!.IsReadable ? _records * s.Samples : 0)], _findings.All());
}

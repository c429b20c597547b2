using Collum.Findings;

namespace Collum.Emg;

/// <summary>Reads the analogue channels of a C3D file, and its events as annotations. A block is as many frames as fit 64 KiB.</summary>
/// <remarks>
/// value = (stored − OFFSET) · GEN_SCALE · SCALE, by the user guide of c3d.org. Markers are passed over. Times count from the trial's first frame, so a file that begins
/// with a later frame has a segment with a later onset.
/// </remarks>
sealed class C3dReader : RecordingReader
{
    /// <summary>Beyond any measurement; bytes that make such a number are no sample.</summary>
    const double MostValue = 1e15;

    readonly ByteSource _source;
    readonly FindingList _findings = new();
    readonly C3dNumbers _numbers;
    readonly bool _isFloat, _isUnsigned;
    readonly int _pointBytes, _perFrame, _frameBytes, _blockFrames;
    readonly double[] _zero, _gain;
    readonly long _frames;
    readonly double _onset, _frameRate;
    readonly List<Annotation> _annotations = [];
    byte[]? _block;
    int _inBlock;
    long _before;
    bool _ended, _isCut;
    int _rest;
    Recording? _whole;

    public C3dReader(ByteSource source, ReadOptions options)
    {
        _source = source;
        var header = source.ReadUpTo(512);
        if (header.Length < 512)
            throw new InputException("header", $"{header.Length} bytes", $"512 bytes that every C3D file begins with");
        var at = ((long)header[0] - 1) * 512;
        if (at < 512)
            throw new InputException("header, parameter block (offset 0)", $"{header[0]}", $"2 or more");
        source.Skip(at - 512);
        var first = source.ReadUpTo(4);
        if (first.Length < 4 || first[2] == 0)
            throw new InputException($"parameter section (offset {at})", first.Length < 4 ? Phrase($"the end of the file") : Phrase($"0 blocks"), $"at least one block of 512 bytes");
        // Some writers count the section's blocks too low; it can go on until the data begin.
        var dataBlock = first[3] == 86 ? (header[16] << 8) | header[17] : header[16] | (header[17] << 8);
        var blocks = Math.Clamp(dataBlock - header[0], first[2], 255);
        var section = source.ReadUpTo((blocks * 512L) - 4);
        var parameters = C3dParameters.Read([.. first, .. section], at);
        _numbers = parameters.Numbers;

        int Word(int n) => _numbers.Unsigned(header.AsSpan(2 * (n - 1)));
        var points = parameters.Count("POINT:USED") is { } p and <= 65535 ? (int)p : Word(2);
        _isFloat = (parameters.One("POINT:SCALE") ?? _numbers.Real(header.AsSpan(12))) < 0;
        _perFrame = Word(10);
        var channels = parameters.Count("ANALOG:USED") is { } used and <= 65535 ? (int)used : _perFrame > 0 ? Word(3) / _perFrame : 0;
        if (channels == 0 || _perFrame == 0)
            throw new InputException("ANALOG:USED", $"{channels} channels with {_perFrame} samples in a frame", $"at least one analogue channel");
        _frameRate = parameters.One("POINT:RATE") is >= 1e-6 and <= 1e6 and var rate ? rate
            : _numbers.Real(header.AsSpan(40)) is >= 1e-6f and <= 1e6f and var old ? old
            : throw new InputException("POINT:RATE", parameters.One("POINT:RATE") is { } none ? Phrase($"{none:G7}") : Phrase($"nothing"), $"frames a second, above 0");
        if (channels * _perFrame != Word(3))
            throw new InputException("header, analogue values in a frame (offset 4)", $"{Word(3)}", $"{channels} channels of {_perFrame} samples");
        var samplesHz = _frameRate * _perFrame;
        if (parameters.One("ANALOG:RATE") is > 0 and var stated && Math.Abs(stated - samplesHz) > 1e-4 * samplesHz)
            _findings.Confirm("EMG-013", $"ANALOG:RATE says {stated:G7} Hz; frames at {_frameRate:G7} Hz with {_perFrame} samples each make {samplesHz:G7} Hz, which was used.");

        var width = _isFloat ? 4 : 2;
        _pointBytes = points * 4 * width;
        _frameBytes = _pointBytes + (channels * _perFrame * width);
        _blockFrames = Math.Max(1, 65536 / _frameBytes);
        _isUnsigned = parameters.Texts("ANALOG:FORMAT") is ["UNSIGNED", ..];
        _frames = Frames(parameters, Word);
        _onset = Math.Max(0, Word(4) - 1) / _frameRate;

        var labels = parameters.AllTexts("ANALOG:LABELS");
        var units = parameters.AllTexts("ANALOG:UNITS");
        var scales = parameters.AllNumbers("ANALOG:SCALE");
        var offsets = parameters.AllNumbers("ANALOG:OFFSET");
        var all = parameters.One("ANALOG:GEN_SCALE") ?? 1;
        (_zero, _gain) = (new double[channels], new double[channels]);
        var list = new List<Channel>(Math.Min(channels, 1024));
        for (var c = 0; c < channels; c++)
        {
            var label = c < labels.Count && labels[c].Length > 0 ? labels[c] : $"Analogue {c + 1}";
            _zero[c] = c < offsets.Length ? _isUnsigned && offsets[c] < 0 ? offsets[c] + 65536 : offsets[c] : 0;
            _gain[c] = (c < scales.Length ? scales[c] : 1) * all;
            var calibration = _isFloat ? null
                : _isUnsigned ? Calibration.Line(0, 65535, _gain[c], _zero[c]) : Calibration.Line(-32768, 32767, _gain[c], _zero[c]);
            var problem = double.IsNormal(_gain[c]) && double.IsFinite(_zero[c]) && (_isFloat || calibration is not null) ? null
                : Phrase($"ANALOG:SCALE, GEN_SCALE and OFFSET: found {_gain[c]:G7} and {_zero[c]:G7}; expected a scale other than 0 and a finite offset");
            if (problem is not null)
                _findings.Confirm("EMG-004", $"{label:typed} cannot be read: {problem}. The other channels are not touched by it.", $"signals[{c}]");
            list.Add(new()
            {
                Index = c, Label = label, Unit = Units.Of(c < units.Count ? units[c] : "", label, $"signals[{c}]", options, _findings), RateHz = samplesHz,
                Calibration = problem is null ? calibration : null, Problem = problem,
            });
        }

        Events(parameters);
        Head = new("C3D", null, list) { RecordDurationS = 1 / _frameRate, RecordsPromised = _frames, Recorder = parameters.Texts("MANUFACTURER:COMPANY") is [{ Length: > 0 } company, ..] ? company : null };

        var data = (parameters.Count("POINT:DATA_START") is { } block and > 0 ? block : Word(9)) - 1;
        if (data * 512 < source.Position)
            throw new InputException("POINT:DATA_START", $"block {data + 1}", $"a block after the parameters, {(source.Position / 512) + 1} or more");
        source.Skip((data * 512) - source.Position);
    }

    public static bool Recognises(ReadOnlySpan<byte> start) => start.Length >= 2 && start[0] >= 2 && start[1] == 0x50 && start.Contains((byte)0);      // text may begin with SP

    // The header's 16 bits end at 65535 frames; later programs wrote longer trials elsewhere.
    long Frames(C3dParameters parameters, Func<int, int> word)
    {
        var header = (long)word(5) - word(4) + 1;
        static long? Pair(double[] two) => two is [var low, var high] ? ((long)low & 0xFFFF) + (((long)high & 0xFFFF) << 16) : null;
        var trial = Pair(parameters.All("TRIAL:ACTUAL_END_FIELD")) - Pair(parameters.All("TRIAL:ACTUAL_START_FIELD")) + 1;
        var frames = word(5) == 65535 && trial is > 0 ? trial.Value
            : word(5) == 65535 && parameters.Count("POINT:FRAMES") is { } count and > 0 ? count
            : header;
        return frames > 0 ? frames
            : throw new InputException("header, first and last frame (offset 6)", $"{word(4)} and {word(5)}", $"a last frame that is not before the first");
    }

    void Events(C3dParameters parameters)
    {
        var times = parameters.AllNumbers("EVENT:TIMES");
        var labels = parameters.AllTexts("EVENT:LABELS");
        var contexts = parameters.AllTexts("EVENT:CONTEXTS");
        for (var i = 0; i < times.Length / 2; i++)
        {
            // Minutes and seconds.
            var onset = (times[2 * i] * 60) + times[(2 * i) + 1];
            var text = $"{(i < contexts.Count ? contexts[i] : "")} {(i < labels.Count ? labels[i] : "")}".Trim();
            if (double.IsFinite(onset) && text.Length > 0)
                _annotations.Add(new(onset, null, text));
            else
                _findings.Confirm("EMG-011", $"EVENT {i + 1} has no time or no label and was left out.", $"annotations[{i}]");
        }
    }

    private protected override bool Advance()
    {
        if (_ended)
            return false;
        _before += _inBlock;
        var want = _isCut ? 0 : (int)Math.Min(_blockFrames, _frames - _before);
        var (got, bytes) = (0, 0);
        if (want > 0)
        {
            if (_block is null)
                bytes = (_block = _source.ReadUpTo((long)want * _frameBytes)).Length;
            else
                bytes = _source.Read(_block.AsSpan(0, want * _frameBytes));
            got = bytes / _frameBytes;
            _rest = bytes % _frameBytes;
        }

        _inBlock = got;
        _isCut |= got < want;
        if (got > 0)
            return true;
        _ended = true;
        if (_before < _frames)
            _findings.Confirm("EMG-005", $"The header promises {_frames} frames and the file holds {_before}{(_rest > 0 ? Phrase($" and {_rest} bytes of another, which were left out") : null)}. It may be cut off.", "records");
        return false;
    }

    public override Stretch Stretch(int channel) =>
        Head.Channels[channel].IsReadable ? new(0, _before * _perFrame, _inBlock * _perFrame) : new(0, 0, 0);

    private protected override void Digits(int channel, Span<int> to)
    {
        for (int i = 0, frame = 0, sample = 0; i < to.Length; i++)
        {
            to[i] = Whole(At(channel, frame, sample));
            if (++sample == _perFrame)
                (frame, sample) = (frame + 1, 0);
        }
    }

    private protected override void Scaled(int channel, double factor, Span<float> to)
    {
        for (int i = 0, frame = 0, sample = 0; i < to.Length; i++)
        {
            to[i] = (float)(factor * Value(channel, frame, sample));
            if (++sample == _perFrame)
                (frame, sample) = (frame + 1, 0);
        }
    }

    private protected override void Scaled(int channel, double factor, Span<double> to)
    {
        for (int i = 0, frame = 0, sample = 0; i < to.Length; i++)
        {
            to[i] = factor * Value(channel, frame, sample);
            if (++sample == _perFrame)
                (frame, sample) = (frame + 1, 0);
        }
    }

    double Value(int channel, int frame, int sample)
    {
        var bytes = At(channel, frame, sample);
        if (!_isFloat)
            return Head.Channels[channel].Calibration!.ToValue(Whole(bytes));
        var stored = _numbers.Real(bytes);
        var value = (stored - _zero[channel]) * _gain[channel];
        return Math.Abs(value) <= MostValue ? value : double.NaN;
    }

    int Whole(ReadOnlySpan<byte> bytes) => _isUnsigned ? _numbers.Unsigned(bytes) : _numbers.Whole(bytes);

    ReadOnlySpan<byte> At(int channel, int frame, int sample)
    {
        var width = _isFloat ? 4 : 2;
        return _block.AsSpan((frame * _frameBytes) + _pointBytes + (((sample * Head.Channels.Count) + channel) * width), width);
    }

    private protected override Recording Whole() => _whole ??= new(
        Head, _before, [new(_onset, _before / _frameRate)], _annotations,
        [.. Head.Channels.Select(c => c.IsReadable ? _before * _perFrame : 0)], _findings.All());
}

using Collum.Findings;

namespace Collum.Emg;

/// <summary>Reads rows of numbers with a header of any length. A block is at most 4096 rows and ends where a time column jumps.</summary>
/// <remarks>
/// A time column shows pauses, it does not place single samples: between pauses a channel runs at its rate. Empty cells beside an empty time are no samples (a slower signal has
/// fewer rows); other empty or unreadable cells are samples that the file lacks (NaN).
/// </remarks>
sealed class DelimitedReader : RecordingReader
{
    const int MostRows = 4096;
    const int MostSegments = 1_000_000;
    const int MostMarkers = 1_000_000;

    // A jump in the time column is a pause when it is longer than this many samples, beside what the written digits cannot tell.
    const double LongestStep = 1.5;

    readonly TextLines _lines;
    readonly TextShape _shape;
    readonly FindingList _findings = new();
    readonly Series[] _series;
    readonly TextClock[] _clocks;
    readonly (double Value, double Grain, bool IsEmpty)[] _cells;
    readonly string[] _marks;
    readonly string[] _newMarks;
    readonly List<Annotation> _annotations = [];
    long _characters, _odd, _firstOdd;
    bool _held, _ended;
    Recording? _whole;

    /// <summary>Samples of one channel in the block at hand.</summary>
    sealed class Series(int column, TextClock clock)
    {
        public int Column { get; } = column;

        public TextClock Clock { get; } = clock;

        public double[] Values { get; set; } = new double[64];

        public int Count { get; set; }

        /// <summary>Segment of the block, and the channel's samples before the block in it.</summary>
        public int Segment { get; set; }

        public long First { get; set; }

        public long Total { get; set; }

        public long Missing { get; set; }

        public long FirstMissing { get; set; }

        public void Add(double value, long line)
        {
            if (Count == Values.Length)
            {
                var longer = new double[2 * Count];
                Values.CopyTo(longer, 0);
                Values = longer;
            }

            Values[Count++] = value;
            if (double.IsNaN(value) && Missing++ == 0)
                FirstMissing = line;
        }
    }

    public DelimitedReader(ByteSource source, ReadOptions options)
    {
        var start = source.Peek(ByteSource.MostPeeked);
        _shape = TextShape.Find(start, start.Length < ByteSource.MostPeeked, options, _findings);
        _lines = new(source);
        for (var i = 0; i < _shape.HeaderLines; i++)
            _lines.Next(out _);

        var columns = _shape.Columns;
        var clocks = new Dictionary<int, TextClock>();
        var counter = columns.Index().FirstOrDefault(c => c.Item.Kind == ColumnKind.Counter, (-1, null!)).Index;
        var (series, channels) = (new List<Series>(), new List<Channel>());
        foreach (var (c, column) in columns.Index())
        {
            if (column.Kind != ColumnKind.Signal)
                continue;
            var at = column.Time >= 0 ? column.Time : counter;
            if (!clocks.TryGetValue(at, out var clock))
                clocks[at] = clock = new(at, column.Time < 0 && counter >= 0, column.Time >= 0 ? columns[column.Time].SecondsEach : 1, column.RateHz, column.OnsetS);
            series.Add(new(c, clock));
            channels.Add(new()
            {
                Index = channels.Count, Label = column.Label, Unit = Units.Of(column.Unit, column.Label, $"signals[{channels.Count}]", options, _findings), RateHz = column.RateHz,
            });
        }

        (_series, _clocks) = ([.. series], [.. clocks.Values.OrderByDescending(c => c.RateHz)]);
        (_cells, _marks, _newMarks) = (new (double, double, bool)[columns.Count], new string[columns.Count], new string[columns.Count]);
        Array.Fill(_marks, "");
        Head = new(_shape.Format, _shape.Start, channels) { Recorder = _shape.Recorder };
    }

    public static bool Recognises(ReadOnlySpan<byte> start) => !start.IsEmpty && start.IndexOfAnyInRange((byte)0, (byte)8) < 0 && start.IndexOfAnyInRange((byte)14, (byte)31) < 0;

    private protected override bool Advance()
    {
        if (_ended)
            return false;
        foreach (var series in _series)
        {
            series.First += series.Count;
            series.Count = 0;
        }

        var rows = 0;
        if (_held)
        {
            _held = false;
            foreach (var clock in _clocks)
                Begin(clock);
            Keep();
            rows++;
        }

        while (rows < MostRows && _lines.Next(out var line))
        {
            if (!Parse(line))
                continue;
            var breaks = false;
            foreach (var clock in _clocks)
                breaks |= clock.Column >= 0 && clock.Jumps(_cells[clock.Column].Value * clock.SecondsEach, _cells[clock.Column].Grain * clock.SecondsEach);
            if (breaks && rows > 0)
            {
                _held = true;
                return true;
            }

            foreach (var clock in _clocks)
                Begin(clock);
            Keep();
            rows++;
        }

        if (rows > 0)
            return true;
        End();
        return false;
    }

    // A clock that jumped begins a segment with the row at hand.
    void Begin(TextClock clock)
    {
        if (clock.Jump is not { } jump)
            return;
        if (clock.Segments.Count == MostSegments)
            throw new InputException($"line {_lines.Number}", $"more than {MostSegments:N0} jumps in the times", $"a recording");
        if (clock == _clocks[0])
        {
            var place = $"segments[{clock.Segments.Count}]";
            if (jump.Lost > 0)
                _findings.Note("EMG-008", $"The recording pauses for {jump.Lost:0.######} s at {jump.At:0.######} s (line {_lines.Number}). Nothing is joined across it.", place);
            else
                _findings.Confirm("EMG-009", $"The times go back to {jump.At:0.######} s at line {_lines.Number}. A new segment was begun.", place);
        }

        clock.Begin();
        foreach (var series in _series)
            if (series.Clock == clock)
                (series.Segment, series.First) = (series.Segment + 1, 0);
    }

    bool Parse(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \r"u8);
        if (line.IsEmpty || line[0] == '#')
            return false;
        var (numbers, words) = (0, 0);
        var last = false;
        for (var c = 0; c < _cells.Length; c++)
        {
            if (last)
            {
                _cells[c] = (double.NaN, 0, true);
                continue;
            }

            var cell = TextCells.Next(ref line, _shape.Delimiter, out last);
            var kind = _shape.Columns[c].Kind;
            if (kind == ColumnKind.Marker)
            {
                _newMarks[c] = cell.IsEmpty || cell.SequenceEqual("0"u8) ? "" : BytesShown.Text(cell[..Math.Min(cell.Length, 4096)], out _);
                continue;
            }

            var value = cell.IsEmpty ? double.NaN : TextCells.Number(cell, _shape.HasDecimalComma);
            if (!double.IsNaN(value))
                numbers++;
            else if (!cell.IsEmpty)
                words++;
            _cells[c] = (value, kind == ColumnKind.Time && !cell.IsEmpty ? TextCells.Grain(cell) : 0, cell.IsEmpty);
        }

        if (numbers > 0 && last)
            return true;
        if (numbers > 0 && !last)
        {
            // Trailing delimiters are common and mean nothing; more cells than columns mean a shifted row.
            if (line.Trim((byte)_shape.Delimiter).Trim(" \t"u8).IsEmpty)
                return true;
            words++;
        }

        if (words > 0 && _odd++ == 0)
            _firstOdd = _lines.Number;
        return false;
    }

    void Keep()
    {
        foreach (var series in _series)
        {
            var (value, _, isEmpty) = _cells[series.Column];
            var own = _shape.Columns[series.Column].Time;
            if (isEmpty && own >= 0 && _cells[own].IsEmpty)
                continue;
            series.Add(value, _lines.Number);
            series.Total++;
            if (series.Clock.Fastest is null || series.Clock.Fastest == series.Column)
            {
                series.Clock.Fastest = series.Column;
                series.Clock.InSegment++;
            }
        }

        foreach (var clock in _clocks)
            if (clock.Column >= 0)
                clock.Accept(_cells[clock.Column].Value * clock.SecondsEach, _cells[clock.Column].Grain * clock.SecondsEach);

        for (var c = 0; c < _cells.Length; c++)
            if (_shape.Columns[c].Kind == ColumnKind.Marker && _newMarks[c] != _marks[c])
            {
                _marks[c] = _newMarks[c];
                if (_marks[c].Length > 0)
                    Mark(_clocks[0].Now, _marks[c]);
            }
    }

    void Mark(double onset, string text)
    {
        if (_annotations.Count >= MostMarkers || _characters > 64L << 20)
        {
            if (!_findings.Has("EMG-017"))
                _findings.Stop("EMG-017", $"More annotations than {MostMarkers:N0}; those from line {_lines.Number} on were not kept.", "annotations");
            return;
        }

        _characters += text.Length;
        _annotations.Add(new(onset, null, text));
    }

    void End()
    {
        _ended = true;
        foreach (var clock in _clocks)
            clock.End();
        if (_odd > 0)
            _findings.Confirm("EMG-014", $"{_odd:# line|# lines} among the rows could not be read and {_odd:was|were} left out; the first is line {_firstOdd}.");
        foreach (var (c, series) in _series.Index())
            if (series.Missing > 0)
                _findings.Note("EMG-014", $"{Head.Channels[c].Label:typed}: {series.Missing} of {series.Total} samples are missing, the first at line {series.FirstMissing}.", $"signals[{c}]");

        var lacking = _series.Index().Where(s => _shape.Columns[s.Item.Column].Promised is { } promised && s.Item.Total < promised).ToList();
        if (lacking is [var (first, worst), ..])
            _findings.Confirm("EMG-005", $"{lacking.Count} of {_series.Length} channels have fewer samples than the header promises: {Head.Channels[first].Label:typed} has {worst.Total} of {_shape.Columns[worst.Column].Promised}. The file may be cut off.", "signals");
        foreach (var clock in _clocks)
        {
            if (clock.TimedRate is { } timed && Math.Abs(timed - clock.RateHz) > 0.005 * clock.RateHz)
                _findings.Confirm("EMG-013", $"The header says {clock.RateHz:G7} Hz and the times of '{_shape.Columns[clock.Column].Label:typed}' make {timed:G7} Hz. The header's was used; state the right one before frequencies are used.");
            if (clock != _clocks[0] && clock.Segments.Count != _clocks[0].Segments.Count)
                _findings.Confirm("EMG-009", $"The time columns do not agree on the pauses: {_clocks[0].Segments.Count} stretches for the fastest signals, {clock.Segments.Count} for those at {clock.RateHz:G7} Hz.");
        }
    }

    public override Stretch Stretch(int channel) => _series[channel] is var s && !_ended ? new(s.Segment, s.First, s.Count) : new(0, 0, 0);

    private protected override void Digits(int channel, Span<int> to) => throw new InvalidOperationException("Text stores values, not digits.");

    private protected override void Scaled(int channel, double factor, Span<float> to)
    {
        var values = _series[channel].Values;
        for (var i = 0; i < to.Length; i++)
            to[i] = (float)(values[i] * factor);
    }

    private protected override void Scaled(int channel, double factor, Span<double> to)
    {
        var values = _series[channel].Values;
        for (var i = 0; i < to.Length; i++)
            to[i] = values[i] * factor;
    }

    private protected override Recording Whole() => _whole ??= new(Head, null, _clocks[0].Segments, _annotations, [.. _series.Select(s => s.Total)], _findings.All());

    /// <summary>Follows one time column, or one counter of samples, or nothing but the samples themselves.</summary>
    sealed class TextClock(int column, bool isCounter, double secondsEach, double rateHz, double onset)
    {
        // Converters number their packets in so many bits and begin again.
        static readonly int[] Wraps = [16, 128, 256, 4096, 65536];

        readonly List<Segment> _segments = [];
        double? _first, _last;
        double _onset = onset, _grain, _longest, _longestRate;
        long _timed;
        int _wrap;
        bool _isCounter = isCounter, _isOff;

        public int Column { get; } = column;

        public double SecondsEach { get; } = isCounter ? 1 : secondsEach;

        public double RateHz { get; } = rateHz;

        /// <summary>The column whose samples are counted for the segments' durations.</summary>
        public int? Fastest { get; set; }

        public long InSegment { get; set; }

        public List<Segment> Segments => _segments;

        /// <summary>Seconds lost, and where the new stretch begins, when the row at hand does not follow the one before.</summary>
        public (double Lost, double At)? Jump { get; private set; }

        /// <summary>Seconds of the newest row.</summary>
        public double Now => !_isCounter && _last is { } last ? last : _onset + (Math.Max(0, InSegment - 1) / RateHz);

        /// <summary>Samples a second by the times of the longest stretch, where it is long enough to tell.</summary>
        public double? TimedRate => _longest > 0 ? _longestRate : null;

        public bool Jumps(double now, double grain)
        {
            Jump = null;
            if (double.IsNaN(now) || _last is not { } last || _isOff)
                return false;
            if (_isCounter)
                return Counts((long)now, (long)last);
            var step = now - last;
            if (step > (LongestStep / RateHz) + (2 * Math.Max(grain, _grain)))
                Jump = (step - (1 / RateHz), now);
            else if (step < -Math.Max(grain, _grain))
                Jump = (step, now);
            return Jump is not null;
        }

        bool Counts(long now, long last)
        {
            if (now == last)
            {
                _isOff = true;                     // a column of one number counts nothing
                return false;
            }

            var lost = now - last - 1;
            if (lost < 0)
            {
                if (_wrap == 0)
                    _wrap = Array.Find(Wraps, w => w > last);
                if (_wrap == 0)
                {
                    _isOff = true;
                    return false;
                }

                lost = (((now - last - 1) % _wrap) + _wrap) % _wrap;
            }

            if (lost > 0)
                Jump = (lost / RateHz, _onset + ((InSegment + lost) / RateHz));
            return lost > 0;
        }

        public void Begin()
        {
            Close();
            _onset = Jump!.Value.At;
            (Jump, _first, _timed) = (null, null, 0);
        }

        public void Accept(double now, double grain)
        {
            if (double.IsNaN(now))
                return;
            if (!_isCounter && _first is null)
            {
                _first = now;
                if (InSegment <= 1 && Jump is null)
                    _onset = now;
            }

            (_last, _grain) = (now, grain);
            _timed++;
        }

        public void End()
        {
            if (InSegment > 0)
                Close();
        }

        void Close()
        {
            if (!_isCounter && _first is { } first && _last is { } last && _timed >= 100 && last - first > _longest && last - first > 400 * _grain)
                (_longest, _longestRate) = (last - first, (_timed - 1) / (last - first));
            _segments.Add(new(_onset, InSegment / RateHz));
            InSegment = 0;
        }
    }
}

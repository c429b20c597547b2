using Collum.Findings;

namespace Collum.Emg;

/// <summary>Makes segments of records that each say, or do not say, when they began.</summary>
/// <remarks>
/// Arithmetic in decimal, on the digits as written. A record belongs to the segment at hand when it begins where the one before ended, within half a sample
/// of the fastest channel or one unit of the last digit in which the file writes its times (at most a millisecond: "+12" may be exact), whichever is more.
/// </remarks>
sealed class SegmentClock(decimal duration, double fastestHz, bool mayPause, FindingList findings)
{
    const int Most = 1_000_000;

    readonly decimal _halfSample = fastestHz > 0 ? (decimal)Math.Clamp(0.5 / fastestHz, 1e-9, 1e6) : 0;
    readonly List<Segment> _closed = [];
    decimal _onset, _previous;
    long _inSegment;
    long _records;

    /// <summary>Index of the segment that the last record belongs to.</summary>
    public int Segment => _closed.Count;

    /// <summary>Records before the last one in its segment.</summary>
    public long RecordInSegment => _inSegment - 1;

    public void Add((decimal Onset, decimal Step)? stated)
    {
        var record = _records++;
        var expected = _previous + duration;
        if (record == 0)
        {
            (_onset, _previous, _inSegment) = (stated?.Onset ?? 0, stated?.Onset ?? 0, 1);
            return;
        }

        if (stated is not { } time)
        {
            if (mayPause)
                findings.Confirm("EMG-009", $"Record {record + 1} does not say when it began; it was taken to follow the one before.", $"records[{record}]");
            (_previous, _inSegment) = (expected, _inSegment + 1);
            return;
        }

        var apart = time.Onset - expected;
        if (Math.Abs(apart) <= Math.Max(_halfSample, Math.Min(time.Step, 0.001m)))
        {
            (_previous, _inSegment) = (time.Onset, _inSegment + 1);
            return;
        }

        if (apart < 0 && !mayPause)
        {
            // A continuous file whose clock runs backwards has a wrong clock, not a pause.
            if (!findings.Has("EMG-009"))
                findings.Confirm("EMG-009", $"Record {record + 1} says that it began at {time.Onset} s, before the one before it ended ({expected} s), in a file that says it never pauses. Its records were taken to follow one another.", $"records[{record}]");
            (_previous, _inSegment) = (expected, _inSegment + 1);
            return;
        }

        if (_closed.Count == Most)
            throw new InputException($"record {record + 1}", $"more than {Most:N0} pauses", $"a recording");
        Close();
        if (apart > 0 && mayPause)
            findings.Note("EMG-008", $"The recording pauses for {apart} s at {expected} s. Nothing is joined across it.", $"segments[{_closed.Count}]");
        else if (apart > 0)
            findings.Confirm("EMG-009", $"Record {record + 1} says that it began {apart} s after the one before it ended, in a file that says it never pauses. Nothing is joined across it.", $"segments[{_closed.Count}]");
        else
            findings.Confirm("EMG-009", $"Record {record + 1} says that it began at {time.Onset} s, before the one before it ended ({expected} s). A new segment was begun.", $"segments[{_closed.Count}]");
        (_onset, _previous, _inSegment) = (time.Onset, time.Onset, 1);
    }

    public IReadOnlyList<Segment> All()
    {
        if (_inSegment > 0)
            Close();
        return _closed;
    }

    void Close()
    {
        _closed.Add(new((double)_onset, (double)(_inSegment * duration)));
        _inSegment = 0;
    }
}

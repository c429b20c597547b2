using Collum.Findings;

namespace Collum.Emg;

/// <summary>What a file says before its first sample.</summary>
/// <param name="Format">EDF, EDF+C, EDF+D, BDF, BDF+C, BDF+D, C3D, WFDB, or the shape of delimited text.</param>
/// <param name="Start">Date and time by the recorder's own clock, without a time zone; null when the file gives none that can be. All onsets count from here.</param>
/// <param name="Channels">In the file's order, without annotation signals.</param>
public sealed record RecordingHead(string Format, DateTime? Start, IReadOnlyList<Channel> Channels)
{
    /// <summary>Seconds a stored record lasts; null where the format has no records or gives no time.</summary>
    public double? RecordDurationS { get; init; }

    /// <summary>Records that the header promises; null where it promises none.</summary>
    public long? RecordsPromised { get; init; }

    /// <summary>Equipment that wrote the file, as far as it says; a mapping of labels to muscles can be remembered by it.</summary>
    public string? Recorder { get; init; }
}

/// <summary>A stretch without a pause. Two segments are never joined, filtered across or transformed across.</summary>
/// <param name="OnsetS">Seconds after <see cref="RecordingHead.Start"/>.</param>
/// <param name="DurationS">Seconds.</param>
public sealed record Segment(double OnsetS, double DurationS);

/// <summary>A text that the recorder or its user put at a moment.</summary>
/// <param name="OnsetS">Seconds after <see cref="RecordingHead.Start"/>; may be negative.</param>
/// <param name="DurationS">Seconds; null where the file gives none, which is not 0.</param>
/// <param name="Text">Whole, as written.</param>
public sealed record Annotation(double OnsetS, double? DurationS, string Text);

/// <summary>Everything about a file that was read to its end, except the samples themselves.</summary>
/// <param name="Head">As it stood before the first sample.</param>
/// <param name="Records">Whole records found; null where the format has none.</param>
/// <param name="Segments">In the file's order; at least one when there is a sample.</param>
/// <param name="Annotations">In the file's order, from all annotation signals.</param>
/// <param name="Samples">Samples found, by channel.</param>
/// <param name="Findings">What a reader of this file must know; codes <c>EMG-0…</c>.</param>
public sealed record Recording(
    RecordingHead Head, long? Records, IReadOnlyList<Segment> Segments, IReadOnlyList<Annotation> Annotations, IReadOnlyList<long> Samples,
    IReadOnlyList<Finding> Findings)
{
    public string Format => Head.Format;

    public IReadOnlyList<Channel> Channels => Head.Channels;
}

using Collum.Findings;

namespace Collum.Emg;

/// <summary>One channel as the file describes it. Its rate and unit are its own; nothing is resampled or rescaled while reading.</summary>
public sealed record Channel
{
    /// <summary>Place among <see cref="RecordingHead.Channels"/>, from 0; annotation signals are not counted.</summary>
    public required int Index { get; init; }

    /// <summary>Free text of the recorder or of whoever sat at it.</summary>
    public required string Label { get; init; }

    public required SignalUnit Unit { get; init; }

    /// <summary>Samples a second, above 0; 0 where the file does not give one, and then <see cref="Problem"/> says so.</summary>
    public required double RateHz { get; init; }

    /// <summary>Null where the file stores values and not digits.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>Transducer or electrode as written; empty when nothing is.</summary>
    public string Sensor { get; init; } = "";

    /// <summary>Filters that the recorder says it applied; empty when nothing is said.</summary>
    public string Prefilter { get; init; } = "";

    /// <summary>Why this channel's values cannot be had, in words; null when they can.</summary>
    public Sentence? Problem { get; init; }

    public bool IsReadable => Problem is null;
}

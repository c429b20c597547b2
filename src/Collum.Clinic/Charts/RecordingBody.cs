using Collum.Emg;

namespace Collum.Clinic.Charts;

/// <summary>A channel as the file describes it, in a chart.</summary>
public sealed record RecordedChannel(string Label, string Unit, double RateHz, string? Problem);

/// <summary>Body of an entry of kind <c>recording</c>. The samples stay in the clinic's own folder, found by their hash.</summary>
public sealed record RecordingBody
{
    public required DateOnly Date { get; init; }

    /// <summary>The file's name as it came.</summary>
    public required string Name { get; init; }

    /// <summary>Of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public required long Bytes { get; init; }

    public required string Format { get; init; }

    /// <summary>Equipment that wrote it, as far as the file says.</summary>
    public string? Recorder { get; init; }

    /// <summary>By the recorder's own clock.</summary>
    public DateTime? Start { get; init; }

    /// <summary>Seconds from the start to the end of the last segment.</summary>
    public required double DurationS { get; init; }

    public required IReadOnlyList<RecordedChannel> Channels { get; init; }

    public required ElectrodePlace Electrodes { get; init; }

    public required IReadOnlyList<StatedLead> Montage { get; init; }

    public required IReadOnlyList<Phase> Phases { get; init; }

    /// <summary>As ranked when it was written, without the times of the heart beats and with only the coherent pairs.</summary>
    public required RankAnswer Ranking { get; init; }

    /// <summary>Pairs of channels that were compared.</summary>
    public int PairsCompared { get; init; }

    /// <summary>Under this the muscles of its channels are remembered.</summary>
    public string RecorderKey => Recorder is { Length: > 0 } named ? named : Format;
}

/// <summary>A recording as it stands in the chart.</summary>
/// <param name="Seq">Its last entry.</param>
/// <param name="Body">What it says.</param>
/// <param name="By">Who wrote it down.</param>
/// <param name="KnowledgeVersion">With which muscles were ranked.</param>
public sealed record RecordingState(long Seq, RecordingBody Body, string By, string? KnowledgeVersion);

using System.Text.Json;
using Collum.Findings;

namespace Collum.Clinic.Charts;

/// <summary>One fact as it was written down: who, when, what and why. Entries are only ever added; a correction is a further entry.</summary>
public sealed record Entry
{
    public required string ChartId { get; init; }

    /// <summary>1, 2, 3 … within the chart, without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>1, 2, 3 … within the clinic, without gaps: the order in which everything was written.</summary>
    public required long Position { get; init; }

    /// <summary>What it is, kebab-case: <c>identity</c>, <c>plan</c>, <c>treatment</c> …</summary>
    public required string Kind { get; init; }

    /// <summary>When it was written down, UTC, to the microsecond. When the thing itself happened stands in the body.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string By { get; init; }

    /// <summary>Why, in the writer's words; asked for wherever an earlier entry is amended or a finding overruled.</summary>
    public string? Why { get; init; }

    /// <summary>The <see cref="Seq"/> of the entry in the same chart that this one corrects.</summary>
    public long? Amends { get; init; }

    /// <summary>The fact itself: one JSON object in the form of <see cref="CanonicalJson"/>.</summary>
    public required string Body { get; init; }

    /// <summary>The <see cref="Medicine.Version"/> used, where one was used.</summary>
    public string? KnowledgeVersion { get; init; }

    /// <summary>The program that wrote it.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>Made by whoever asked for the write; the same key again gives the first outcome.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256, 64 lower-case hexadecimal digits, of the entry before it in the chart.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256, 64 lower-case hexadecimal digits, over every field but <see cref="Position"/>, and the previous hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The body read into its type, by <see cref="OutputJson.Options"/>.</summary>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, OutputJson.Options)
        ?? throw new JsonException($"Entry {Seq} of chart {ChartId} holds the word null.");
}

/// <summary>An entry before it is stored: the store adds number, time, program version and hashes.</summary>
public sealed record NewEntry
{
    /// <inheritdoc cref="Entry.Kind"/>
    public required string Kind { get; init; }

    /// <inheritdoc cref="Entry.By"/>
    public required string By { get; init; }

    /// <summary>One JSON object; stored in the form of <see cref="CanonicalJson"/>.</summary>
    public required string Body { get; init; }

    /// <summary>Made once by whoever asks, kept for every retry of the same wish, unique in the clinic; at most 100 characters. <see cref="NewKey"/> makes one.</summary>
    public required string Key { get; init; }

    /// <inheritdoc cref="Entry.Why"/>
    public string? Why { get; init; }

    /// <inheritdoc cref="Entry.Amends"/>
    public long? Amends { get; init; }

    /// <summary>The version used; it must have been saved in the <see cref="Storage.KnowledgeArchive"/> before.</summary>
    public string? KnowledgeVersion { get; init; }

    /// <summary>An entry whose body is a value written by <see cref="OutputJson"/>.</summary>
    public static NewEntry Of<T>(string kind, string by, T body, string? key = null) =>
        new() { Kind = kind, By = by, Body = OutputJson.Write(body), Key = key ?? NewKey() };

    public static string NewKey() => Guid.CreateVersion7().ToString("n");
}

/// <summary>Where a chart stands.</summary>
/// <param name="ChartId">The chart.</param>
/// <param name="Seq">Number of its last entry; what <see cref="ChartStore.AppendAsync"/> expects.</param>
/// <param name="Hash">Hash of its last entry.</param>
public sealed record ChartHead(string ChartId, long Seq, string Hash);

/// <summary>Entries for one chart, as part of a larger write.</summary>
/// <param name="ChartId">The chart.</param>
/// <param name="Entries">In order, at least one.</param>
/// <param name="ExpectedSeq">0 creates the chart; another number is where the writer believes the chart stands; null appends to a chart wherever it stands.</param>
public sealed record ChartAppend(string ChartId, IReadOnlyList<NewEntry> Entries, long? ExpectedSeq = null);

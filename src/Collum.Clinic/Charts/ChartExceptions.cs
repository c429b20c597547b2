using Collum.Findings;

namespace Collum.Clinic.Charts;

/// <summary>Somebody else changed the chart since it was read. Nothing was written: show what came in between, then decide again.</summary>
public sealed class ChartConflictException(string chartId, long expectedSeq, long seq, IReadOnlyList<Entry> since) : Exception
{
    public override string Message => Said;

    /// <summary>The message, to be said in the reader's language.</summary>
    public Sentence Said { get; } = Say(chartId, expectedSeq, seq, since);

    public string ChartId { get; } = chartId;

    /// <summary>Where the writer believed the chart to stand.</summary>
    public long ExpectedSeq { get; } = expectedSeq;

    /// <summary>Where it stands.</summary>
    public long Seq { get; } = seq;

    /// <summary>What was added in between, oldest first: who, when, what.</summary>
    public IReadOnlyList<Entry> Since { get; } = since;

    static Sentence Say(string chartId, long expectedSeq, long seq, IReadOnlyList<Entry> since)
    {
        if (since is not [var first, ..])
            return $"Chart {chartId:code} stands at entry {seq}, not {expectedSeq}. Nothing was written; read the chart again.";
        var (day, time) = (DateOnly.FromDateTime(first.At.DateTime), TimeOnly.FromDateTime(first.At.DateTime));
        var more = since.Count > 1 ? Phrase($", and {since.Count - 1} more") : null;
        return $"Chart {chartId:code} was changed by {first.By:typed} ({first.Kind:code}, {day:yyyy-MM-dd} {time} UTC{more}) since you read it. Nothing was written; look at the change and try again.";
    }
}

/// <summary>There is no such chart.</summary>
public sealed class ChartNotFoundException(string chartId) : Exception
{
    public override string Message => Said;

    /// <inheritdoc cref="ChartConflictException.Said"/>
    public Sentence Said { get; } = $"There is no chart {chartId:code}.";

    public string ChartId { get; } = chartId;
}

/// <summary>A key that was used before came again with something else to write. Nothing was written.</summary>
public sealed class KeyReusedException(string key, Entry first) : Exception
{
    public override string Message => Said;

    /// <inheritdoc cref="ChartConflictException.Said"/>
    public Sentence Said { get; } =
        $"The key {key:code} already stands for entry {first.Seq} ({first.Kind:code}) of chart {first.ChartId:code}, which says something else. Nothing was written; use a new key for a new entry.";

    public string Key { get; } = key;

    public Entry First { get; } = first;
}

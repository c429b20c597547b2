namespace Collum.Clinic.Charts;

/// <summary>Somebody else changed the chart since it was read. Nothing was written: show what came in between, then decide again.</summary>
public sealed class ChartConflictException(string chartId, long expectedSeq, long seq, IReadOnlyList<Entry> since)
    : Exception(Sentence(chartId, expectedSeq, seq, since))
{
    public string ChartId { get; } = chartId;

    /// <summary>Where the writer believed the chart to stand.</summary>
    public long ExpectedSeq { get; } = expectedSeq;

    /// <summary>Where it stands.</summary>
    public long Seq { get; } = seq;

    /// <summary>What was added in between, oldest first: who, when, what.</summary>
    public IReadOnlyList<Entry> Since { get; } = since;

    static string Sentence(string chartId, long expectedSeq, long seq, IReadOnlyList<Entry> since) => since is [var first, ..]
        ? $"Chart {chartId} was changed by {first.By} ({first.Kind}, {first.At:yyyy-MM-dd HH:mm} UTC{(since.Count > 1 ? $", and {since.Count - 1} more" : "")}) since you read it. Nothing was written; look at the change and try again."
        : $"Chart {chartId} stands at entry {seq}, not {expectedSeq}. Nothing was written; read the chart again.";
}

/// <summary>There is no such chart.</summary>
public sealed class ChartNotFoundException(string chartId) : Exception($"There is no chart {chartId}.")
{
    public string ChartId { get; } = chartId;
}

/// <summary>A key that was used before came again with something else to write. Nothing was written.</summary>
public sealed class KeyReusedException(string key, Entry first)
    : Exception($"The key {key} already stands for entry {first.Seq} ({first.Kind}) of chart {first.ChartId}, which says something else. Nothing was written; use a new key for a new entry.")
{
    public string Key { get; } = key;

    public Entry First { get; } = first;
}

using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Findings;

namespace Collum.Clinic;

/// <summary>What every use case works with: where the charts are, what the medicine says, and what time it is.</summary>
public sealed class Practice(Database database, Medicine medicine, TimeProvider time)
{
    volatile bool _kept;

    /// <summary>The tables kept beside the charts: what every database of a clinic is opened with.</summary>
    public static IReadOnlyList<IProjection> Projections(Medicine medicine) => [new Stock.TreatmentLedger(medicine), new Schedule.Worklist(medicine), new Visits.KnownRecorders()];

    public Database Database => database;

    public ChartStore Charts => database.Charts;

    public Medicine Medicine => medicine;

    /// <summary>The clinic's own day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    /// <summary>The chart as it stands.</summary>
    /// <exception cref="ChartNotFoundException">No such chart.</exception>
    public async Task<ChartView> OpenAsync(string chartId, CancellationToken cancel = default) =>
        await Charts.ReadAsync(ChartId.Require(chartId), cancel: cancel) is { Count: > 0 } entries
            ? ChartView.Of(chartId, entries, medicine) : throw new ChartNotFoundException(chartId);

    /// <summary>Adds one entry to the chart as it was seen; somebody else's change in between is a <see cref="ChartConflictException"/>.</summary>
    internal async Task<Entry> AddAsync(ChartView seen, NewEntry entry, CancellationToken cancel) => (await AddAsync(seen, [entry], cancel))[0];

    /// <summary>Adds several entries, all or none.</summary>
    internal async Task<IReadOnlyList<Entry>> AddAsync(ChartView seen, IReadOnlyList<NewEntry> entries, CancellationToken cancel)
    {
        if (entries.Any(e => e.KnowledgeVersion is not null))
            await KeepKnowledgeAsync(cancel);
        return await Charts.AppendAsync(seen.Id, entries, seen.Seq, cancel);
    }

    /// <summary>Refuses a day that lies ahead: the newest answers stand until newer ones come, and those of a mistyped year would stand for good.</summary>
    internal void RequireNotAhead(DateOnly date)
    {
        if (date > Today)
            throw new InputException("date", $"{date:yyyy-MM-dd}", $"a day that is not ahead");
    }

    /// <summary>Keeps the knowledge in use, so that whatever is computed with it can be made again.</summary>
    public async Task KeepKnowledgeAsync(CancellationToken cancel = default)
    {
        if (_kept)
            return;
        await database.Knowledge.SaveAsync(medicine, cancel);
        _kept = true;
    }
}

/// <summary>Who writes, and how a repeated or late write is told from a new one.</summary>
/// <param name="By">The person, by name.</param>
/// <param name="Seq">Where the writer saw the chart stand; null takes the chart as it stands when the use case loads it.</param>
/// <param name="Key">Made once for one wish and kept for every retry; null makes one.</param>
public sealed record Writer(string By, long? Seq = null, string? Key = null)
{
    /// <summary>The chart as this writer saw it: a write goes through only if it still stands there.</summary>
    internal ChartView Saw(ChartView now) => Seq is { } seq ? now with { Seq = seq } : now;

    /// <summary>What this writer's key led to before, so that a wish repeated after an unclear end gives its first outcome; null when it is new.</summary>
    internal Entry? Before(ChartView chart) => Key is null ? null : chart.Entries.FirstOrDefault(e => e.Key == Key);

    internal NewEntry Entry(string kind, string body, string? knowledge = null) =>
        new() { Kind = kind, By = By, Body = body, Key = Key ?? NewEntry.NewKey(), KnowledgeVersion = knowledge };
}

/// <summary>What came of a use case: the entry, or the findings that stopped it.</summary>
/// <param name="Entry">Null when nothing was written.</param>
/// <param name="Findings">Everything the check said.</param>
/// <param name="Blocking">What stands in the way: every stop, and every confirm without a reason.</param>
public sealed record Outcome(Entry? Entry, IReadOnlyList<Finding> Findings, IReadOnlyList<Finding> Blocking)
{
    public bool IsDone => Entry is not null;

    internal static Outcome Done(Entry entry, IReadOnlyList<Finding>? findings = null) => new(entry, findings ?? [], []);

    internal static Outcome Blocked(IReadOnlyList<Finding> findings, IReadOnlyList<Finding> blocking) => new(null, findings, blocking);
}

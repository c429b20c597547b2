using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Collum.Clinic.Audit;
using Collum.Clinic.Storage;
using Collum.Findings;
using Dapper;

namespace Collum.Clinic.Charts;

/// <summary>Reads and extends the charts of one clinic.</summary>
/// <remarks>Every write is one transaction. Asking again with the same keys gives the first outcome, so an unclear end is answered by asking again.
/// A <see cref="CancellationToken"/> withdraws a write only while it waits in line.</remarks>
public sealed partial class ChartStore
{
    const string Columns =
        "chart_id as ChartId, seq as Seq, position as Position, kind as Kind, at as At, by_whom as ByWhom, why as Why, amends as Amends, body as Body, " +
        "knowledge_version as KnowledgeVersion, program_version as ProgramVersion, key as Key, previous_hash as PreviousHash, hash as Hash, ledger_hash as LedgerHash";

    readonly Database _database;
    readonly string _clinic;

    internal ChartStore(Database database, string clinic) => (_database, _clinic) = (database, clinic);

    /// <summary>Starts a chart with its first entries.</summary>
    /// <returns>The entries as stored.</returns>
    /// <exception cref="ChartConflictException">There is a chart of this id already.</exception>
    public Task<IReadOnlyList<Entry>> CreateAsync(string chartId, IReadOnlyList<NewEntry> entries, CancellationToken cancel = default) =>
        AppendAsync(chartId, entries, expectedSeq: 0, cancel);

    /// <summary>Adds entries to a chart, all or none.</summary>
    /// <param name="expectedSeq">Where the writer believes the chart stands (<see cref="ChartHead.Seq"/>); null adds wherever it stands, for facts that cannot contradict another.</param>
    /// <returns>The entries as stored, now or when the same keys came first.</returns>
    /// <exception cref="ChartConflictException">Somebody else added to the chart since.</exception>
    /// <exception cref="ChartNotFoundException">No such chart.</exception>
    /// <exception cref="KeyReusedException">A key came before with something else.</exception>
    /// <exception cref="InputException">An entry is not well formed, or names a knowledge version or an amended entry that is not there.</exception>
    public async Task<IReadOnlyList<Entry>> AppendAsync(string chartId, IReadOnlyList<NewEntry> entries, long? expectedSeq = null, CancellationToken cancel = default) =>
        (await AppendManyAsync([new(chartId, entries, expectedSeq)], cancel))[0];

    /// <summary>Adds to many charts, all or none: imports. A chart may come up more than once.</summary>
    /// <returns>The entries as stored, by append.</returns>
    public Task<IReadOnlyList<IReadOnlyList<Entry>>> AppendManyAsync(IReadOnlyList<ChartAppend> appends, CancellationToken cancel = default)
    {
        var drafts = appends.Select(a => a with { ChartId = ChartId.Require(a.ChartId), Entries = [.. a.Entries.Select(Checked)] }).ToList();
        if (drafts.FirstOrDefault(d => d.Entries.Count == 0) is { } empty)
            throw new ArgumentException($"No entry for chart {empty.ChartId}.", nameof(appends));
        if (drafts.SelectMany(d => d.Entries).GroupBy(e => e.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"The key {twice.Key} comes twice.", nameof(appends));
        return _database.WriteAsync(connection => WriteAsync(connection, drafts), cancel);
    }

    /// <summary>The whole chart, oldest entry first; from after <paramref name="afterSeq"/> on when given. Empty when there is no such chart.</summary>
    public Task<IReadOnlyList<Entry>> ReadAsync(string chartId, long afterSeq = 0, CancellationToken cancel = default) =>
        _database.ReadAsync(c => EntriesAsync(c, chartId, afterSeq), cancel);

    /// <summary>Where the chart stands; null when there is no such chart.</summary>
    public Task<ChartHead?> HeadAsync(string chartId, CancellationToken cancel = default) =>
        _database.ReadAsync(c => HeadAsync(c, chartId), cancel);

    /// <summary>Everything the clinic wrote, in the order it was written, at one moment.</summary>
    public async IAsyncEnumerable<Entry> AllAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var row in _database.StreamAsync<EntryRow>(All, new { clinic = _clinic }, cancel))
            yield return row.Entry;
    }

    /// <summary>Ids of all charts, in order.</summary>
    public Task<IReadOnlyList<string>> IdsAsync(CancellationToken cancel = default) =>
        _database.ReadAsync<IReadOnlyList<string>>(async c => [.. await c.QueryAsync<string>("select id from chart where clinic = @clinic order by id", new { clinic = _clinic })], cancel);

    /// <summary>Who a chart is about; null when no identity was written.</summary>
    public Task<Identity?> IdentityAsync(string chartId, CancellationToken cancel = default) =>
        _database.ReadAsync(async c => (await c.QueryFirstOrDefaultAsync<IdentityRow>(
            $"select {IdentityColumns} from chart_identity where clinic = @clinic and chart_id = @chartId", new { clinic = _clinic, chartId }))?.Identity, cancel);

    /// <summary>A question to the tables of the projections; <c>@clinic</c> is given. SQL that both databases share.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null, CancellationToken cancel = default) =>
        _database.ReadAsync<IReadOnlyList<T>>(async c => [.. await c.QueryAsync<T>(sql, ProjectionWriter.With(_clinic, arguments))], cancel);

    internal static string All { get; } = $"select {Columns} from entry where clinic = @clinic order by position";

    internal static string Page { get; } = $"select {Columns} from entry where clinic = @clinic and position > @position and position <= @upto order by position";

    async Task<IReadOnlyList<IReadOnlyList<Entry>>> WriteAsync(DbConnection connection, IReadOnlyList<ChartAppend> appends)
    {
        // The clinic's row is held from here to the commit: writers of one clinic go one after another, on every machine.
        var clinic = await connection.QueryFirstOrDefaultAsync<ClinicRow>(
            $"select position as Position, ledger_hash as LedgerHash from clinic where clinic = @clinic{_database.Dialect.ForUpdate}", new { clinic = _clinic })
            ?? throw new StorageException($"{_database.Place:code} holds no clinic '{_clinic:code}'.", $"Run `collum db init`.");
        var (position, ledger) = (clinic.Position, clinic.LedgerHash);
        var at = EntryHash.Time(EntryHash.Time(_database.Options.Time.GetUtcNow()));
        List<IReadOnlyList<Entry>> outcomes = [];
        var versions = new HashSet<string>(StringComparer.Ordinal);

        foreach (var append in appends)
        {
            if (await BeforeAsync(connection, append) is { } first)
            {
                outcomes.Add(first);
                continue;
            }

            var head = await HeadAsync(connection, append.ChartId);
            if (append.ExpectedSeq is { } expected && expected != (head?.Seq ?? 0))
                throw new ChartConflictException(append.ChartId, expected, head?.Seq ?? 0, await EntriesAsync(connection, append.ChartId, expected));
            if (head is null && append.ExpectedSeq != 0)
                throw new ChartNotFoundException(append.ChartId);

            var seq = head?.Seq ?? 0;
            var hash = head?.Hash ?? Convert.ToHexStringLower(EntryHash.ChartStart(_clinic, append.ChartId));
            if (head is null)
                await connection.ExecuteAsync("insert into chart (clinic, id, seq, hash) values (@clinic, @ChartId, 0, @start)",
                    new { clinic = _clinic, append.ChartId, start = Convert.FromHexString(hash) });

            List<Entry> added = [];
            foreach (var draft in append.Entries)
            {
                if (draft.Amends is { } amends && (amends < 1 || amends > seq))
                    throw new InputException("amends", $"{amends}", $"the number of an earlier entry, 1 to {seq}", $"chart {append.ChartId}");
                if (draft.KnowledgeVersion is { } version && versions.Add(version) && !await HoldsAsync(connection, version))
                    throw new InputException("knowledge_version", Code(version), $"a version that was saved in the archive before", $"chart {append.ChartId}");
                var entry = new Entry
                {
                    ChartId = append.ChartId,
                    Seq = ++seq,
                    Position = ++position,
                    Kind = draft.Kind,
                    At = at,
                    By = draft.By,
                    Why = draft.Why,
                    Amends = draft.Amends,
                    Body = draft.Body,
                    KnowledgeVersion = draft.KnowledgeVersion,
                    ProgramVersion = _database.Options.ProgramVersion,
                    Key = draft.Key,
                    PreviousHash = hash,
                    Hash = "",
                };
                var own = EntryHash.Of(_clinic, entry);
                ledger = EntryHash.Ledger(ledger, own);
                entry = entry with { Hash = hash = Convert.ToHexStringLower(own) };
                await InsertAsync(connection, _clinic, entry, ledger);
                await _database.ProjectAsync(connection, _clinic, entry);
                added.Add(entry);
            }

            await connection.ExecuteAsync("update chart set seq = @seq, hash = @hash where clinic = @clinic and id = @ChartId",
                new { clinic = _clinic, append.ChartId, seq, hash = Convert.FromHexString(hash) });
            outcomes.Add(added);
        }

        if (position != clinic.Position)
            await connection.ExecuteAsync("update clinic set position = @position, ledger_hash = @ledger where clinic = @clinic", new { clinic = _clinic, position, ledger });
        return outcomes;
    }

    /// <summary>What the same keys led to before; null when they are new.</summary>
    async Task<IReadOnlyList<Entry>?> BeforeAsync(DbConnection connection, ChartAppend append)
    {
        var found = (await connection.QueryAsync<EntryRow>($"select {Columns} from entry where clinic = @clinic and key {_database.Dialect.In("keys")}",
            new { clinic = _clinic, keys = append.Entries.Select(e => e.Key).ToArray() })).ToDictionary(r => r.Key, r => r.Entry, StringComparer.Ordinal);
        if (found.Count == 0)
            return null;
        List<Entry> entries = [];
        foreach (var draft in append.Entries)
        {
            if (!found.TryGetValue(draft.Key, out var entry))
                throw new KeyReusedException(found.Values.First().Key, found.Values.First());
            if (entry.ChartId != append.ChartId || entry.Kind != draft.Kind || entry.Body != draft.Body || entry.Amends != draft.Amends)
                throw new KeyReusedException(draft.Key, entry);
            entries.Add(entry);
        }

        return entries;
    }

    internal static Task InsertAsync(DbConnection connection, string clinic, Entry e, byte[] ledger) => connection.ExecuteAsync(
        "insert into entry (clinic, chart_id, seq, position, kind, at, by_whom, why, amends, body, knowledge_version, program_version, key, previous_hash, hash, ledger_hash) " +
        "values (@clinic, @ChartId, @Seq, @Position, @Kind, @at, @By, @Why, @Amends, @Body, @KnowledgeVersion, @ProgramVersion, @Key, @previous, @hash, @ledger)",
        new
        {
            clinic, e.ChartId, e.Seq, e.Position, e.Kind, at = EntryHash.Time(e.At), e.By, e.Why, e.Amends, e.Body, e.KnowledgeVersion, e.ProgramVersion, e.Key,
            previous = Convert.FromHexString(e.PreviousHash), hash = Convert.FromHexString(e.Hash), ledger,
        });

    async Task<bool> HoldsAsync(DbConnection connection, string version) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from knowledge where clinic = @clinic and version = @version", new { clinic = _clinic, version }) > 0;

    async Task<ChartHead?> HeadAsync(DbConnection connection, string chartId) =>
        await connection.QueryFirstOrDefaultAsync<HeadRow>("select seq as Seq, hash as Hash from chart where clinic = @clinic and id = @chartId", new { clinic = _clinic, chartId }) is { } row
            ? new(chartId, row.Seq, Convert.ToHexStringLower(row.Hash)) : null;

    async Task<IReadOnlyList<Entry>> EntriesAsync(DbConnection connection, string chartId, long afterSeq) =>
        [.. (await connection.QueryAsync<EntryRow>($"select {Columns} from entry where clinic = @clinic and chart_id = @chartId and seq > @afterSeq order by seq",
            new { clinic = _clinic, chartId, afterSeq })).Select(r => r.Entry)];

    static NewEntry Checked(NewEntry e)
    {
        if (e.Kind.Length > 64 || !KindForm().IsMatch(e.Kind))
            throw new InputException("kind", $"'{e.Kind:code}'", $"lower-case words joined by hyphens, at most 64 characters");
        Text("by", e.By, 200);
        Text("key", e.Key, 100);
        if (e.Why is not null)
            Text("why", e.Why, 20_000);
        var body = CanonicalJson.Of(e.Body, $"{e.Kind} body");
        return body[0] == '{' ? e with { Body = body } : throw new InputException($"{e.Kind} body", $"JSON that is not an object", $"an object");
    }

    static void Text(string place, string text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
            throw new InputException(place, string.IsNullOrWhiteSpace(text) ? Phrase($"nothing") : Phrase($"{text.Length} characters"), $"1 to {longest} characters");
        // Neither survives the way into a database and back: the hash would no longer fit.
        if (text.Contains('\0') || !IsWellFormed(text))
            throw new InputException(place, $"a character that is no text", $"text");
    }

    static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
                return false;
        return true;
    }

    [GeneratedRegex(@"\A[a-z0-9]+(?:-[a-z0-9]+)*\z")]
    private static partial Regex KindForm();

    sealed record ClinicRow
    {
        public long Position { get; init; }

        public byte[] LedgerHash { get; init; } = [];
    }

    sealed record HeadRow
    {
        public long Seq { get; init; }

        public byte[] Hash { get; init; } = [];
    }
}

/// <summary>A row of the table <c>entry</c>.</summary>
sealed record EntryRow
{
    public string ChartId { get; init; } = "";

    public long Seq { get; init; }

    public long Position { get; init; }

    public string Kind { get; init; } = "";

    public string At { get; init; } = "";

    public string ByWhom { get; init; } = "";

    public string? Why { get; init; }

    public long? Amends { get; init; }

    public string Body { get; init; } = "";

    public string? KnowledgeVersion { get; init; }

    public string ProgramVersion { get; init; } = "";

    public string Key { get; init; } = "";

    public byte[] PreviousHash { get; init; } = [];

    public byte[] Hash { get; init; } = [];

    public byte[] LedgerHash { get; init; } = [];

    public Entry Entry => new()
    {
        ChartId = ChartId,
        Seq = Seq,
        Position = Position,
        Kind = Kind,
        At = EntryHash.Time(At),
        By = ByWhom,
        Why = Why,
        Amends = Amends,
        Body = Body,
        KnowledgeVersion = KnowledgeVersion,
        ProgramVersion = ProgramVersion,
        Key = Key,
        PreviousHash = Convert.ToHexStringLower(PreviousHash),
        Hash = Convert.ToHexStringLower(Hash),
    };
}

using System.Data.Common;
using System.Globalization;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Dapper;

namespace Collum.Clinic.Audit;

/// <summary>Reads everything at one moment and follows both chains from their start; then makes every projection again and compares.</summary>
sealed class Verifier(Database database, IReadOnlyList<LedgerHead> since, IProgress<StorageProgress>? progress)
{
    const int Shown = 1000;

    readonly Dialect _dialect = database.Dialect;
    readonly List<Fault> _faults = [];
    long _faultCount, _charts, _entries;

    public async Task<Verification> RunAsync(CancellationToken cancel)
    {
        progress?.Report(new("files", 0, null));
        await GuardAsync(null, async () =>
        {
            await using var connection = await _dialect.OpenReaderAsync(cancel);
            foreach (var line in await _dialect.CheckFilesAsync(connection, cancel))
                Add(null, null, null, line);
        });

        List<LedgerHead> heads = [];
        await GuardAsync(null, async () =>
        {
            await using var connection = await _dialect.OpenReaderAsync(cancel);
            await connection.ExecuteAsync(_dialect.BeginSnapshot);
            var clinics = (await connection.QueryAsync<(string, long, byte[])>("select clinic, position, ledger_hash from clinic order by clinic")).AsList();
            foreach (var (clinic, position, hash) in clinics)
            {
                heads.Add(new(clinic, position, Convert.ToHexStringLower(hash)));
                await GuardAsync(clinic, () => KnowledgeAsync(connection, clinic, cancel));
                await GuardAsync(clinic, () => EntriesAsync(connection, clinic, position, hash, cancel));
            }

            foreach (var lost in since.Where(s => heads.All(h => h.Clinic != s.Clinic)))
                Add(lost.Clinic, null, null, $"the clinic is gone; it once stood at position {lost.Position}");
            await connection.ExecuteAsync("rollback transaction");
        });
        return new(_charts, _entries, heads, _faults, _faultCount);
    }

    async Task KnowledgeAsync(DbConnection connection, string clinic, CancellationToken cancel)
    {
        foreach (var version in (await connection.QueryAsync<string>("select version from knowledge where clinic = @clinic order by version", new { clinic })).AsList())
        {
            cancel.ThrowIfCancellationRequested();
            var packed = await connection.ExecuteScalarAsync<byte[]>("select files from knowledge where clinic = @clinic and version = @version", new { clinic, version });
            string? now;
            try
            {
                now = Medicine.VersionOf(KnowledgeArchive.Unpack(packed!));
            }
            catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or ArgumentException or FormatException)
            {
                now = null;
            }

            if (now != version)
                Add(clinic, null, null, $"knowledge version {version} was changed: its files are those of {now ?? "no version"}");
        }
    }

    async Task EntriesAsync(DbConnection connection, string clinic, long position, byte[] ledgerHash, CancellationToken cancel)
    {
        var heads = (await connection.QueryAsync<(string, long, byte[])>("select id, seq, hash from chart where clinic = @clinic", new { clinic }))
            .ToDictionary(c => c.Item1, c => (Seq: c.Item2, Hash: Convert.ToHexStringLower(c.Item3)), StringComparer.Ordinal);
        var seen = new Dictionary<string, (long Seq, string Hash)>(StringComparer.Ordinal);
        var anchors = since.Where(s => s.Clinic == clinic).ToDictionary(s => s.Position, s => s.Hash);
        var ledger = EntryHash.LedgerStart(clinic);
        Anchor(0);
        long last = 0;

        var sqlite = new SqliteDialect(Path.GetTempPath());
        await using var scratch = await sqlite.OpenScratchAsync();
        foreach (var statement in database.Options.All.SelectMany(p => p.Tables).SelectMany(t => t.Create(sqlite)))
            await scratch.ExecuteAsync(statement);

        await foreach (var row in connection.QueryUnbufferedAsync<EntryRow>(ChartStore.All, new { clinic }).WithCancellation(cancel))
        {
            cancel.ThrowIfCancellationRequested();
            if (++_entries % 1000 == 0)
                progress?.Report(new("entries", _entries, position));
            if (row.Position != last + 1)
                Add(clinic, null, null, row.Position == last + 2 ? $"the entry at position {last + 1} is missing" : $"the entries at positions {last + 1} to {row.Position - 1} are missing");
            last = row.Position;
            ledger = EntryHash.Ledger(ledger, row.Hash);
            if (!ledger.AsSpan().SequenceEqual(row.LedgerHash))
            {
                Add(clinic, row.ChartId, row.Seq, "it does not follow from what was written before it: an entry before it, or this one, was changed, moved or taken away");
                ledger = row.LedgerHash;        // say it once, then follow the chain from here
            }

            Anchor(row.Position);
            if (Entry(clinic, row, seen) is { } entry)
                await ProjectAsync(scratch, clinic, entry);
        }

        if (last != position)
            Add(clinic, null, null, last < position ? $"the last {position - last} entries are missing" : $"{last - position} entries stand after the clinic's last position {position}");
        if (!ledger.AsSpan().SequenceEqual(ledgerHash))
            Add(clinic, null, null, "the clinic's head does not follow from its entries");
        foreach (var (at, _) in anchors.Where(a => a.Key > last))
            Add(clinic, null, null, $"the clinic once stood at position {at} and now ends at {last}: later entries were taken away");

        _charts += heads.Count;
        foreach (var (id, head) in heads.OrderBy(h => h.Key, StringComparer.Ordinal))
            if (!seen.TryGetValue(id, out var end))
                Add(clinic, id, null, $"all its {head.Seq} entries are missing");
            else if (end.Seq != head.Seq)
                Add(clinic, id, end.Seq, $"the chart ends here, but it stood at entry {head.Seq}");
            else if (end.Hash != head.Hash)
                Add(clinic, id, end.Seq, "the chart's head does not follow from its entries");
        foreach (var id in seen.Keys.Except(heads.Keys).Order(StringComparer.Ordinal))
            Add(clinic, id, null, "it has entries but no place in the list of charts");

        foreach (var table in database.Options.All.SelectMany(p => p.Tables))
            await GuardAsync(clinic, () => CompareAsync(connection, scratch, clinic, table, cancel));

        void Anchor(long at)
        {
            if (anchors.TryGetValue(at, out var hash) && hash != Convert.ToHexStringLower(ledger))
                Add(clinic, null, null, $"at position {at} the clinic once had another past");
        }
    }

    Entry? Entry(string clinic, EntryRow row, Dictionary<string, (long Seq, string Hash)> seen)
    {
        var (seq, hash) = seen.TryGetValue(row.ChartId, out var before) ? before : (0, Convert.ToHexStringLower(EntryHash.ChartStart(clinic, row.ChartId)));
        seen[row.ChartId] = (row.Seq, Convert.ToHexStringLower(row.Hash));
        if (row.Seq != seq + 1)
            Add(clinic, row.ChartId, row.Seq, row.Seq > seq + 1 ? $"entry {(row.Seq == seq + 2 ? $"{seq + 1}" : $"{seq + 1} to {row.Seq - 1}")} before it is missing" : $"it stands after entry {seq}");

        Entry entry;
        try
        {
            entry = row.Entry;
            if (EntryHash.Time(entry.At) != row.At)
                throw new FormatException();
        }
        catch (FormatException)
        {
            Add(clinic, row.ChartId, row.Seq, $"its time was changed to '{row.At}'");
            return null;
        }

        if (!EntryHash.Of(clinic, entry).AsSpan().SequenceEqual(row.Hash))
            Add(clinic, row.ChartId, row.Seq, $"the entry ({row.Kind}, {row.ByWhom}, {row.At}) was changed after it was written");
        else if (entry.PreviousHash != hash)
            Add(clinic, row.ChartId, row.Seq, "it does not follow from the entry before it");
        return entry;
    }

    async Task ProjectAsync(DbConnection scratch, string clinic, Entry entry)
    {
        try
        {
            await database.ProjectAsync(scratch, clinic, entry);
        }
        catch (Exception e)
        {
            Add(clinic, entry.ChartId, entry.Seq, $"the tables that follow from it cannot be made: {e.Message}");
        }
    }

    async Task CompareAsync(DbConnection kept, DbConnection made, string clinic, Table table, CancellationToken cancel)
    {
        progress?.Report(new(table.Name, 0, null));
        var sql = $"select {string.Join(", ", table.Parts.Select(p => p.Name))} from {table.Name} where clinic = @clinic order by {table.KeyColumns}";
        await using var a = await kept.ExecuteReaderAsync(sql, new { clinic });
        await using var b = await made.ExecuteReaderAsync(sql, new { clinic });
        for (var row = 1L; ; row++)
        {
            var (hasA, hasB) = (await a.ReadAsync(cancel), await b.ReadAsync(cancel));
            if (!hasA && !hasB)
                return;
            if (hasA && hasB && Enumerable.Range(0, a.FieldCount).All(i => Same(a.GetValue(i), b.GetValue(i))))
                continue;
            var chart = Enumerable.Range(0, a.FieldCount).FirstOrDefault(i => a.GetName(i) == "chart_id", -1);
            Add(clinic, chart < 0 ? null : (hasB ? b : a).GetValue(chart) as string, null, string.Create(CultureInfo.InvariantCulture,
                $"table {table.Name} does not follow from the entries: row {row} is {(hasA ? Line(a) : "missing")} and should be {(hasB ? Line(b) : "absent")}; `collum db rebuild` makes it again"));
            return;
        }
    }

    static bool Same(object a, object b) => a is byte[] x && b is byte[] y ? x.AsSpan().SequenceEqual(y) : a.Equals(b);

    static string Line(DbDataReader row)
    {
        var text = string.Join(", ", Enumerable.Range(1, row.FieldCount - 1).Select(i => Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture)));
        return text.Length <= 120 ? $"({text})" : $"({text[..120]}…)";
    }

    // Damage found on the way is what is looked for, and the rest is looked at all the same.
    async Task GuardAsync(string? clinic, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Add(clinic, null, null, (_dialect.Explain(e) ?? e as StorageException)?.What.ToString() ?? e switch
            {
                // A column of a type that it cannot have been written with.
                System.Data.DataException or InvalidCastException => $"a row cannot be read: {e.Message}",
                _ => throw new StorageException($"{database.Place:code} could not be checked to the end: {e.Message:code}", $"Restore the last backup.", e),
            });
        }
    }

    void Add(string? clinic, string? chart, long? seq, string what)
    {
        if (_faultCount++ < Shown)
            _faults.Add(new(clinic, chart, seq, what));
    }
}

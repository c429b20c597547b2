using System.Data.Common;
using System.Globalization;
using Collum.Clinic.Charts;
using Collum.Findings;
using Dapper;

namespace Collum.Clinic.Storage;

/// <summary>How far a long task has come.</summary>
/// <param name="Stage">What is being done, in a word or two.</param>
/// <param name="Done">Entries, pages or lines so far.</param>
/// <param name="Total">Of how many, where that is known.</param>
public sealed record StorageProgress(string Stage, long Done, long? Total);

/// <summary>What a migration did.</summary>
/// <param name="From">Version of the tables before.</param>
/// <param name="To">Version of the tables now.</param>
/// <param name="Rebuilt">Projections whose tables were made again.</param>
/// <param name="Backup">The copy taken before; null when nothing had to change.</param>
public sealed record Migration(int From, int To, IReadOnlyList<string> Rebuilt, string? Backup);

public sealed partial class Database
{
    /// <summary>Brings the tables to this program's version, after taking a backup. Does nothing when they are.</summary>
    /// <param name="backup">File for the backup. By default a file in <c>backups</c> below the data folder; PostgreSQL has no such folder and needs one named.</param>
    /// <exception cref="StorageException">The database belongs to a newer program.</exception>
    public async Task<Migration> MigrateAsync(string? backup = null, IProgress<StorageProgress>? progress = null, CancellationToken cancel = default)
    {
        var state = await PeekAsync(async c => (await _dialect.TablesAsync(c)).Ours ? await StateAsync(c) : throw NothingHere(), cancel);
        RefuseNewer(state);
        if (state.Schema == Options.Migrations.Count && state.Missing.Count == 0 && state.Outdated.Count == 0)
            return new(state.Schema, state.Schema, [], null);

        backup ??= _dialect is SqliteDialect sqlite
            ? Path.Combine(Path.GetDirectoryName(sqlite.File)!, "backups", string.Create(CultureInfo.InvariantCulture, $"before-migration-{Options.Time.GetUtcNow():yyyyMMdd-HHmmss}.db"))
            : throw new InputException("backup", $"nothing", $"a file to write the backup to before the tables are changed");
        await BackupAsync(backup, progress, cancel);
        cancel.ThrowIfCancellationRequested();

        var done = await _writer.RunAsync(async connection =>
        {
            await connection.ExecuteAsync(_dialect.LockTables);
            var now = await StateAsync(connection);
            RefuseNewer(now);
            await RaiseAsync(connection, now.Schema);
            List<IProjection> again = [.. Options.All.Where(p => now.Missing.Contains(p.Name) || now.Outdated.Contains(p.Name))];
            await RemakeAsync(connection, again, progress, cancel);
            return new Migration(now.Schema, Options.Migrations.Count, [.. again.Select(p => p.Name)], backup);
        }, CancellationToken.None);
        _ready = true;
        return done;
    }

    /// <summary>Makes the tables of all projections again from the entries, in one transaction.</summary>
    public async Task RebuildAsync(IProgress<StorageProgress>? progress = null, CancellationToken cancel = default) =>
        await WriteAsync(async connection =>
        {
            await connection.ExecuteAsync(_dialect.LockTables);
            await RemakeAsync(connection, Options.All, progress, cancel);
            return true;
        }, cancel);

    async Task RaiseAsync(DbConnection connection, int from)
    {
        if (from == Options.Migrations.Count)
            return;
        foreach (var statement in Options.Migrations.Skip(from).SelectMany(m => m(_dialect)))
            await connection.ExecuteAsync(statement);
        await connection.ExecuteAsync("insert into schema_version (version, at, program_version) values (@version, @at, @program)",
            new { version = Options.Migrations.Count, at = Now, program = Options.ProgramVersion });
    }

    async Task RemakeAsync(DbConnection connection, IReadOnlyList<IProjection> projections, IProgress<StorageProgress>? progress, CancellationToken cancel)
    {
        // Nobody may add entries while the tables are filled.
        await connection.QueryAsync<string>($"select clinic from clinic{_dialect.ForUpdate}");
        foreach (var projection in projections)
        {
            foreach (var table in projection.Tables)
            {
                await connection.ExecuteAsync($"drop table if exists {table.Name}");
                foreach (var statement in table.Create(_dialect))
                    await connection.ExecuteAsync(statement);
            }

            await connection.ExecuteAsync("delete from projection_version where name = @Name", new { projection.Name });
            await connection.ExecuteAsync("insert into projection_version (name, version) values (@Name, @Version)", new { projection.Name, projection.Version });
        }

        await FillAsync(connection, projections, progress, cancel);
    }

    async Task FillAsync(DbConnection connection, IReadOnlyList<IProjection> projections, IProgress<StorageProgress>? progress, CancellationToken cancel)
    {
        const int page = 500;
        if (projections.Count == 0)
            return;
        var kinds = projections.SelectMany(p => p.Kinds).Distinct().ToArray();
        long done = 0;
        foreach (var (clinic, last) in (await connection.QueryAsync<(string, long)>("select clinic, position from clinic order by clinic")).AsList())
        {
            // In pages, because PostgreSQL answers one question at a time on a connection.
            for (var position = 0L; position < last;)
            {
                cancel.ThrowIfCancellationRequested();
                var rows = (await connection.QueryAsync<EntryRow>(ChartStore.Page, new { clinic, position, upto = position + page })).AsList();
                foreach (var entry in rows.Where(r => kinds.Contains(r.Kind)).Select(r => r.Entry))
                    foreach (var projection in projections)
                        if (projection.Kinds.Contains(entry.Kind))
                            await projection.ApplyAsync(entry, new ProjectionWriter(connection, clinic));
                position += page;
                progress?.Report(new("tables", done += rows.Count, null));
            }
        }
    }

    /// <summary>Lets every projection that wants this entry write its tables.</summary>
    internal async Task ProjectAsync(DbConnection connection, string clinic, Entry entry)
    {
        foreach (var projection in Options.All)
            if (projection.Kinds.Contains(entry.Kind))
                await projection.ApplyAsync(entry, new ProjectionWriter(connection, clinic));
    }

    async Task<State> StateAsync(DbConnection connection)
    {
        var schema = await connection.ExecuteScalarAsync<int>("select max(version) from schema_version");
        var held = (await connection.QueryAsync<(string Name, int Version)>("select name, version from projection_version")).ToDictionary(p => p.Name, p => p.Version, StringComparer.Ordinal);
        var known = Options.All.ToDictionary(p => p.Name, p => p.Version, StringComparer.Ordinal);
        return new(schema,
            [.. known.Keys.Where(n => !held.ContainsKey(n))],
            [.. known.Where(p => held.TryGetValue(p.Key, out var v) && v < p.Value).Select(p => p.Key)],
            [.. held.Where(p => !known.TryGetValue(p.Key, out var v) || v < p.Value).Select(p => p.Key).Order(StringComparer.Ordinal)]);
    }

    void Refuse(State state)
    {
        RefuseNewer(state);
        if (state.Schema < Options.Migrations.Count || state.Missing.Count > 0 || state.Outdated.Count > 0)
            throw new StorageException(state.Schema < Options.Migrations.Count
                    ? Phrase($"{Place:code} was made by an older program (version {state.Schema} of the tables).")
                    : Phrase($"{Place:code} was made by an older program, which kept in another way: {Listed(state.Missing.Concat(state.Outdated).Select(Code))}."),
                $"Run `collum db migrate`; it takes a backup first.");
    }

    void RefuseNewer(State state)
    {
        if (state.Schema > Options.Migrations.Count)
            throw new StorageException($"{Place:code} was made by a newer program: version {state.Schema} of the tables, and this program knows {Options.Migrations.Count}.", $"Use the newer program.");
        // Writing without them would leave their tables behind the entries.
        if (state.Unknown.Count > 0)
            throw new StorageException($"{Place:code} holds tables that this program does not know or knows in an older form: {Listed(state.Unknown.Select(Code))}.", $"Use the newer program.");
    }

    sealed record State(int Schema, IReadOnlyCollection<string> Missing, IReadOnlyCollection<string> Outdated, IReadOnlyCollection<string> Unknown);
}

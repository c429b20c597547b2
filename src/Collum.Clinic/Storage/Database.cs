using System.Data.Common;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Findings;
using Dapper;

namespace Collum.Clinic.Storage;

/// <summary>Where charts are kept: a folder with one SQLite file, or a PostgreSQL database. Safe to share between threads; one for each process.</summary>
/// <remarks>Trouble with the place is a <see cref="StorageException"/>. A write that ends in one may or may not have happened: ask again with the same keys.</remarks>
public sealed partial class Database : IAsyncDisposable
{
    readonly Dialect _dialect;
    readonly GroupWriter _writer;
    volatile bool _ready;

    Database(Dialect dialect, DatabaseOptions options)
    {
        _dialect = dialect;
        _writer = new(dialect, options.Patience);
        Options = options;
        Charts = new(this, options.Clinic);
        Knowledge = new(this, options.Clinic);
    }

    /// <summary>For people: folder, or host and database, never a password.</summary>
    public string Place => _dialect.Place;

    public DatabaseOptions Options { get; }

    public ChartStore Charts { get; }

    public KnowledgeArchive Knowledge { get; }

    internal Dialect Dialect => _dialect;

    /// <summary>Nothing is touched before the first use; <see cref="InitAsync"/> makes what is not there yet.</summary>
    /// <param name="location">A folder, or a PostgreSQL address: <c>postgres://user@host/database</c> or <c>Host=…;Database=…</c>.</param>
    public static Database Open(string location, DatabaseOptions? options = null) => new(DialectFor(location), options ?? new());

    static Dialect DialectFor(string location) => string.IsNullOrWhiteSpace(location)
        ? throw new InputException("data", $"nothing", $"a folder, postgres://user@host/database, or Host=…;Database=…")
        : PostgresDialect.Knows(location) ? new PostgresDialect(location) : new SqliteDialect(location);

    /// <summary>Makes folder, tables and clinic where they are missing, and fills the tables of a projection that is new; changes nothing else.</summary>
    /// <exception cref="StorageException">The database is another program's, or of a newer or an older version (then <see cref="MigrateAsync"/>).</exception>
    public Task InitAsync(CancellationToken cancel = default) => PrepareAsync(make: true, cancel);

    /// <summary>As <see cref="InitAsync"/>, but a place without tables is refused: an emptied file must not pass for a clinic without patients.</summary>
    /// <exception cref="StorageException">As there, or nothing is there.</exception>
    public Task EnterAsync(CancellationToken cancel = default) => PrepareAsync(make: false, cancel);

    async Task PrepareAsync(bool make, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await _writer.RunAsync(async connection =>
        {
            await CreateAsync(connection, make);
            return true;
        }, CancellationToken.None);
        _ready = true;
    }

    async Task CreateAsync(DbConnection connection, bool make = true)
    {
        await connection.ExecuteAsync(_dialect.LockTables);
        var (any, ours) = await _dialect.TablesAsync(connection);
        if (any && !ours)
            throw new StorageException($"{Place:code} holds a database that is not Collum's.", $"Choose another place.");
        if (!ours && !make)
            throw NothingHere();
        if (!ours)
        {
            var text = _dialect.TypeName("text");
            await connection.ExecuteAsync($"create table schema_version (version integer not null, at {text} not null, program_version {text} not null)");
            await connection.ExecuteAsync($"create table projection_version (name {text} not null primary key, version integer not null)");
            await RaiseAsync(connection, 0);
        }

        var state = await StateAsync(connection);
        Refuse(state with { Missing = [] });
        foreach (var projection in Options.All.Where(p => state.Missing.Contains(p.Name)))
        {
            foreach (var statement in projection.Tables.SelectMany(t => t.Create(_dialect)))
                await connection.ExecuteAsync(statement);
            await connection.ExecuteAsync("insert into projection_version (name, version) values (@Name, @Version)", new { projection.Name, projection.Version });
        }

        await FillAsync(connection, [.. Options.All.Where(p => state.Missing.Contains(p.Name))], null, CancellationToken.None);
        await connection.ExecuteAsync("insert into clinic (clinic, at, position, ledger_hash) values (@clinic, @at, 0, @start) on conflict do nothing",
            new { clinic = Options.Clinic, at = Now, start = EntryHash.LedgerStart(Options.Clinic) });
    }

    string Now => EntryHash.Time(Options.Time.GetUtcNow());

    internal async Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        await RequireReadyAsync(cancel);
        return await _writer.RunAsync(work, cancel);
    }

    internal async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        await RequireReadyAsync(cancel);
        return await PeekAsync(work, cancel);
    }

    /// <summary>A read that does not mind what version the database is of.</summary>
    internal async Task<T> PeekAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            await using var connection = await _dialect.OpenReaderAsync(cancel);
            return await work(connection);
        }
        catch (Exception e) when (_dialect.Explain(e) is { } plain)
        {
            throw plain;
        }
    }

    async Task RequireReadyAsync(CancellationToken cancel)
    {
        if (_ready)
            return;
        await PeekAsync(async connection =>
        {
            if (!(await _dialect.TablesAsync(connection)).Ours)
                throw NothingHere();
            Refuse(await StateAsync(connection));
            return true;
        }, cancel);
        _ready = true;
    }

    StorageException NothingHere() => new($"{Place:code} holds no charts.", $"Check the place, or run `collum db init` to begin there.");

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _dialect.DisposeAsync();
    }
}

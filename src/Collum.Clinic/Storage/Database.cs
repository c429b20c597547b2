using System.Data.Common;
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

    Database(Dialect dialect, DatabaseOptions options)
    {
        _dialect = dialect;
        _writer = new(dialect);
        Options = options;
        Charts = new(this, options.Clinic);
        Knowledge = new(this, options.Clinic);
    }

    /// <summary>For people: folder, or host and database, never a password.</summary>
    public string Place => _dialect.Place;

    public DatabaseOptions Options { get; }

    public ChartStore Charts { get; }

    public KnowledgeArchive Knowledge { get; }

    /// <summary>Nothing is touched before the first use; <see cref="InitAsync"/> makes what is not there yet.</summary>
    /// <param name="location">A folder, or a PostgreSQL address: <c>postgres://user@host/database</c> or <c>Host=…;Database=…</c>.</param>
    public static Database Open(string location, DatabaseOptions? options = null) => new(DialectFor(location), options ?? new());

    static Dialect DialectFor(string location) => string.IsNullOrWhiteSpace(location)
        ? throw new InputException("data", "nothing", "a folder, postgres://user@host/database, or Host=…;Database=…")
        : PostgresDialect.Knows(location) ? new PostgresDialect(location) : new SqliteDialect(location);

    /// <summary>Makes folder, tables and clinic where they are missing; refuses a database of a newer or older version, naming what to do.</summary>
    public async Task InitAsync(CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        await WriteAsync(CreateAsync, CancellationToken.None);
    }

    async Task<bool> CreateAsync(DbConnection connection)
    {
        var (any, ours) = await _dialect.TablesAsync(connection);
        if (any && !ours)
            throw new StorageException($"{Place} holds a database that is not Collum's.", "Choose another place.");
        if (!ours)
        {
            await connection.ExecuteAsync($"create table schema_version (version integer not null, at {_dialect.TypeName("text")} not null, program_version {_dialect.TypeName("text")} not null)");
            await connection.ExecuteAsync($"create table projection_version (name {_dialect.TypeName("text")} not null primary key, version integer not null)");
            foreach (var statement in Schema.Migrations.SelectMany(m => m(_dialect)))
                await connection.ExecuteAsync(statement);
            await connection.ExecuteAsync("insert into schema_version (version, at, program_version) values (@version, @at, @program)",
                new { version = Schema.Version, at = Audit.EntryHash.Time(Options.Time.GetUtcNow()), program = Options.ProgramVersion });
        }

        foreach (var projection in Options.All)
        {
            if (await connection.ExecuteScalarAsync<int>("select count(*) from projection_version where name = @Name", new { projection.Name }) > 0)
                continue;
            foreach (var statement in projection.Tables.SelectMany(t => t.Create(_dialect)))
                await connection.ExecuteAsync(statement);
            await connection.ExecuteAsync("insert into projection_version (name, version) values (@Name, @Version)", new { projection.Name, projection.Version });
        }

        await connection.ExecuteAsync("insert into clinic (clinic, at, position, ledger_hash) values (@clinic, @at, 0, @start) on conflict do nothing",
            new { clinic = Options.Clinic, at = Audit.EntryHash.Time(Options.Time.GetUtcNow()), start = Audit.EntryHash.LedgerStart(Options.Clinic) });
        return true;
    }

    internal Dialect Dialect => _dialect;

    internal Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel) => _writer.RunAsync(work, cancel);

    internal async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel)
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

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _dialect.DisposeAsync();
    }
}

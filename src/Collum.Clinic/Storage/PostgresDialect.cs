using System.Data.Common;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Collum.Findings;
using Dapper;
using Npgsql;

namespace Collum.Clinic.Storage;

/// <summary>A PostgreSQL database, alone or with standbys.</summary>
sealed partial class PostgresDialect : Dialect
{
    readonly NpgsqlDataSource _source;

    public PostgresDialect(string address)
    {
        Address = Read(address);
        Place = $"{Address.Host}{(Address.Port == 5432 ? "" : $":{Address.Port}")}/{Address.Database}";
        var builder = new NpgsqlDataSourceBuilder(Address.ConnectionString);
        _source = Address.Host!.Contains(',', StringComparison.Ordinal)
            ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.ReadWrite)
            : builder.Build();
    }

    public NpgsqlConnectionStringBuilder Address { get; }

    public override string Place { get; }

    public override string Begin => "begin transaction";

    public override string BeginSnapshot => "begin transaction isolation level repeatable read read only";

    public override string ForUpdate => " for update";

    public override string LockTables => "select pg_advisory_xact_lock(6700417)";

    public override string In(string parameter) => $"= any(@{parameter})";

    public static bool Knows(string location) => location.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) ||
        location.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase) || HostForm().IsMatch(location);

    static NpgsqlConnectionStringBuilder Read(string address)
    {
        NpgsqlConnectionStringBuilder read;
        try
        {
            read = address.Contains("://", StringComparison.Ordinal) ? FromUri(address) : new(address);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new InputException("data", $"an address that PostgreSQL's client cannot read", $"postgres://user@host/database, or Host=…;Database=…");
        }

        if (string.IsNullOrEmpty(read.Host))
            throw new InputException("data", $"an address without a host", $"postgres://user@host/database, or Host=…;Database=…");
        read.Database ??= "collum";
        // A cancelled wait for the standby is reported as success: a command that takes too long must break the connection instead.
        read.CancellationTimeout = -1;
        // The default of ten seconds turns the restart of a server into an outage of ten seconds.
        read.HostRecheckSeconds = 1;
        if (!read.ContainsKey("Timeout") || read.Timeout == 15)
            read.Timeout = 5;
        if (read.MaxAutoPrepare == 0)
            read.MaxAutoPrepare = 100;
        read.ApplicationName ??= "collum";
        return read;
    }

    static NpgsqlConnectionStringBuilder FromUri(string address)
    {
        var uri = new Uri(address);
        var built = new NpgsqlConnectionStringBuilder { Host = uri.Host };
        if (uri.Port > 0)
            built.Port = uri.Port;
        if (uri.AbsolutePath.Length > 1)
            built.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        if (uri.UserInfo.Length > 0)
        {
            var parts = uri.UserInfo.Split(':', 2);
            built.Username = Uri.UnescapeDataString(parts[0]);
            if (parts.Length > 1)
                built.Password = Uri.UnescapeDataString(parts[1]);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            built[Uri.UnescapeDataString(parts[0]).Replace("sslmode", "SSL Mode", StringComparison.OrdinalIgnoreCase)] = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
        }

        return built;
    }

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancel) => await _source.OpenConnectionAsync(cancel);

    public override async Task<DbConnection> OpenWriterAsync() => await _source.OpenConnectionAsync();

    public override string TypeName(string type) => type switch
    {
        "text" => "text collate \"C\"",      // by code point, as SQLite compares
        "integer" => "bigint",
        "real" => "double precision",
        "blob" => "bytea",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    public override string TypeCheck(string column, string type, bool notNull) => "";

    public override string TableOptions(Table table) => "";

    public override IEnumerable<string> Freeze(string table) =>
    [
        "create or replace function only_added() returns trigger language plpgsql as $$ begin raise exception 'rows of % are only ever added', tg_table_name; end $$",
        $"create trigger {table}_only_added before update or delete on {table} for each row execute function only_added()",
        $"create trigger {table}_never_emptied before truncate on {table} for each statement execute function only_added()",
    ];

    public override bool IsPassing(Exception e) => e switch
    {
        PostgresException p => p.IsTransient,
        NpgsqlException n => n.IsTransient || n.InnerException is IOException or SocketException or TimeoutException,
        _ => false,
    };

    public override StorageException? Explain(Exception e) => e switch
    {
        PostgresException p => Explain(p),
        NpgsqlException { InnerException: TimeoutException } => new($"PostgreSQL at {Place:code} did not answer in time.", $"It is not known whether the last write was kept; try again.", e),
        NpgsqlException => new($"PostgreSQL at {Place:code} cannot be reached: {(e.InnerException?.Message ?? e.Message).TrimEnd('.'):code}.", $"Check that it runs and that host and port are right, then try again.", e),
        SocketException => new($"PostgreSQL at {Place:code} cannot be reached: {e.Message.TrimEnd('.'):code}.", $"Check that it runs and that host and port are right, then try again.", e),
        _ => null,
    };

    StorageException Explain(PostgresException e) => e.SqlState switch
    {
        "28P01" or "28000" => new($"PostgreSQL at {Place:code} refuses the user {Address.Username:code}.", $"Check user and password.", e),
        "3D000" => new($"PostgreSQL at {Address.Host:code} has no database {Address.Database:code}.", $"Make it with `createdb {Address.Database:code}`.", e),
        "42501" => new($"The user {Address.Username:code} may not do this in {Place:code}: {e.MessageText:code}.", $"Let the owner of the database run `collum db migrate`.", e),
        "53100" => new($"The disk of PostgreSQL at {Place:code} is full.", $"Make room and try again; nothing acknowledged was lost.", e),
        "25006" => new($"PostgreSQL at {Place:code} is read-only (a standby).", $"Use the address of the primary.", e),
        "XX001" or "XX002" => new($"The database {Place:code} is damaged: {e.MessageText:code}.", $"Restore the last backup.", e),
        _ => new($"PostgreSQL at {Place:code} refused ({e.SqlState:code}): {e.MessageText:code}.", $"Run `collum db verify`.", e),
    };

    public override async Task<(bool Any, bool Ours)> TablesAsync(DbConnection connection)
    {
        var names = (await connection.QueryAsync<string>("select tablename from pg_tables where schemaname = current_schema()")).AsList();
        return (names.Count > 0, names.Contains("schema_version"));
    }

    public override Task<IReadOnlyList<string>> CheckFilesAsync(DbConnection connection, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    [GeneratedRegex(@"(?:^|;)\s*(?:host|server)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex HostForm();
}

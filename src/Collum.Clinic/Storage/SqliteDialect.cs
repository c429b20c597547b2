using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Collum.Clinic.Storage;

/// <summary>One file, <c>collum.db</c>, in a folder that only its owner may enter.</summary>
sealed class SqliteDialect : Dialect
{
    public const string FileName = "collum.db";

    static readonly Version FirstStrict = new(3, 37);

    readonly string _folder, _reading, _writing;
    bool _strict;

    public SqliteDialect(string folder) : this(folder, FileName)
    {
    }

    SqliteDialect(string folder, string file)
    {
        Native.Choose();
        _folder = Path.GetFullPath(folder);
        File = Path.Combine(_folder, file);
        _reading = Connection(File, pooling: true);
        _writing = Connection(File, pooling: false);
    }

    /// <summary>A file of another name: a backup.</summary>
    public static SqliteDialect ForFile(string file) => new(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(file));

    public string File { get; }

    public override string Place => _folder;

    public override string Begin => "begin immediate transaction";

    public override string BeginSnapshot => "begin transaction";

    public override string ForUpdate => "";

    public override string LockTables => "select 1";     // a transaction that writes has the whole file

    public override string In(string parameter) => $"in @{parameter}";

    static string Connection(string file, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = pooling,
        DefaultTimeout = 3,      // s; also how long the provider asks again for a lock
    }.ToString();

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancel)
    {
        if (!System.IO.File.Exists(File))
            throw new StorageException($"{_folder:code} holds no charts.", $"Check the folder, or run `collum db init` to begin there.");
        var connection = await OpenAsync(_reading);
        await connection.ExecuteAsync("pragma query_only = on");
        return connection;
    }

    public override async Task<DbConnection> OpenWriterAsync()
    {
        MakeFolder(_folder);
        if (!System.IO.File.Exists(File))
        {
            // The files that SQLite adds beside it take its permissions.
            var create = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            new FileStream(File, create).Dispose();
        }

        var connection = await OpenAsync(_writing);
        await connection.ExecuteAsync("pragma cache_size = -65536");       // 64 MB: a large import in one transaction goes on fitting
        return connection;
    }

    /// <summary>A folder that only its owner may enter, unless it is there already.</summary>
    public static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Makes sure that no other program has the file open, and that all of it stands in the one file.</summary>
    public async Task LetGoAsync()
    {
        await DisposeAsync();
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_writing) { DefaultTimeout = 1 }.ToString());
        try
        {
            await connection.OpenAsync();
            await connection.ExecuteAsync("pragma journal_mode = delete");     // refused while anybody else has it open
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            // Damaged is why it is to be replaced.
        }
        catch (SqliteException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>An empty database of its own that goes when it is closed, for tables made only to be compared.</summary>
    public async Task<DbConnection> OpenScratchAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = "", Pooling = false }.ToString());
        await connection.OpenAsync();
        await connection.ExecuteAsync("pragma synchronous = off; pragma journal_mode = off; begin");
        _strict = Version.Parse(connection.ServerVersion) >= FirstStrict;
        return connection;
    }

    async Task<DbConnection> OpenAsync(string how)
    {
        var connection = new SqliteConnection(how);
        try
        {
            await connection.OpenAsync();
            // None of these is kept in the file, so every connection asks for them again. FULL: what is acknowledged survives a power cut.
            // recursive_triggers: "insert or replace" must meet the triggers that guard the entries.
            await connection.ExecuteAsync("pragma busy_timeout = 2000; pragma foreign_keys = on; pragma recursive_triggers = on; pragma synchronous = full");
            var mode = await connection.ExecuteScalarAsync<string>("pragma journal_mode");
            if (mode != "wal")
                await connection.ExecuteAsync("pragma journal_mode = wal");
            _strict = Version.Parse(connection.ServerVersion) >= FirstStrict;
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override string TypeName(string type) => type;

    public override string TypeCheck(string column, string type, bool notNull) => _strict ? ""
        : $" check ({(notNull ? "" : $"{column} is null or ")}typeof({column}) = '{type}')";

    public override string TableOptions(Table table) => (_strict, table.SmallRows) switch
    {
        (true, true) => " strict, without rowid",
        (true, false) => " strict",
        (false, true) => " without rowid",
        _ => "",
    };

    public override IEnumerable<string> Freeze(string table) =>
        from act in (string[])["update", "delete"]
        select $"create trigger {table}_no_{act} before {act} on {table} begin select raise(abort, 'rows of {table} are only ever added'); end";

    public override bool IsPassing(Exception e) => e is SqliteException { SqliteErrorCode: 5 or 6 };

    public override StorageException? Explain(Exception e) => e switch
    {
        SqliteException s => Explain(s),
        UnauthorizedAccessException => new($"The folder {_folder:code} may not be written to.", $"Give its owner write permission, or choose another folder.", e),
        IOException { HResult: 28 } => Full(e),
        IOException => new($"{_folder:code} cannot be used as a data folder: {e.Message:code}", $"Choose another folder.", e),
        DllNotFoundException or TypeInitializationException => new($"The SQLite library cannot be loaded.", $"Install it (Debian: apt-get install libsqlite3-0).", e),
        _ => null,
    };

    StorageException Explain(SqliteException e) => e.SqliteErrorCode switch
    {
        5 or 6 => new($"{File:code} is in use by another program that does not let go.", $"End the other program, or wait and try again.", e),
        8 => new($"{File:code} is read-only.", $"Give the folder and its files write permission, or choose another folder.", e),
        10 => new($"{File:code} cannot be read or written (input/output error {e.SqliteExtendedErrorCode}).", $"Check the disk; restore the last backup if it is damaged.", e),
        11 => new($"{File:code} is damaged.", $"Run `collum db verify`, then restore the last backup.", e),
        13 => Full(e),
        14 => new($"{File:code} cannot be opened.", $"Check that the folder exists and may be read and written.", e),
        26 => new($"{File:code} is not a Collum database.", $"Choose another folder.", e),
        1 when e.Message.Contains("malformed database schema", StringComparison.Ordinal) =>
            new($"{File:code} was made by a newer SQLite than the one found here.", $"Install the system's SQLite 3.37 or later (Debian: apt-get install libsqlite3-0).", e),
        _ => new($"SQLite refused ({e.SqliteErrorCode}): {e.Message:code}", $"Run `collum db verify`.", e),
    };

    StorageException Full(Exception e) => new($"The disk that holds {_folder:code} is full.", $"Make room and try again; nothing acknowledged was lost.", e);

    public override async Task<(bool Any, bool Ours)> TablesAsync(DbConnection connection)
    {
        var names = (await connection.QueryAsync<string>("select name from sqlite_master where type = 'table'")).AsList();
        return (names.Count > 0, names.Contains("schema_version"));
    }

    public override async Task<IReadOnlyList<string>> CheckFilesAsync(DbConnection connection, CancellationToken cancel)
    {
        List<string> wrong = [.. (await connection.QueryAsync<string>("pragma integrity_check")).Where(l => l != "ok")];
        wrong.AddRange((await connection.QueryAsync("pragma foreign_key_check")).Select(r => $"foreign key: {string.Join(", ", (IDictionary<string, object>)r)}"));
        return wrong;
    }

    public override ValueTask DisposeAsync()
    {
        using var any = new SqliteConnection(_reading);
        SqliteConnection.ClearPool(any);
        return ValueTask.CompletedTask;
    }

    /// <summary>Chooses the native library. Must come before the process opens its first SQLite connection: a library that is chosen later is mixed with the first.</summary>
    internal static void ChooseLibrary() => Native.Choose();

    /// <summary>Prefers the system's SQLite, which its packagers keep patched, over the one that came with the package.</summary>
    static class Native
    {
        static readonly Lock Gate = new();
        static bool _chosen;

        public static void Choose()
        {
            lock (Gate)
            {
                if (_chosen)
                    return;
                _chosen = true;
                if (Environment.GetEnvironmentVariable("COLLUM_SQLITE") != "bundled")
                    UseSystem();
                SQLitePCL.Batteries_V2.Init();
            }
        }

        // Must not be inlined: it touches types of the native provider.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static void UseSystem() => NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly,
            (name, _, _) => name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var handle) ? handle : IntPtr.Zero);
    }
}

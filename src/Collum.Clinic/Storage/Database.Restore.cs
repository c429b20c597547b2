using System.Globalization;
using Collum.Clinic.Audit;
using Collum.Findings;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Collum.Clinic.Storage;

/// <summary>What a restore did.</summary>
/// <param name="Clinics">What is there now.</param>
/// <param name="Replaced">Where the former charts were put aside; null when the place was empty.</param>
/// <param name="Verification">The check of what was restored; null when its tables are older and <see cref="Database.MigrateAsync"/> comes first.</param>
public sealed record Restored(IReadOnlyList<PortableClinic> Clinics, string? Replaced, Verification? Verification);

public sealed partial class Database
{
    /// <summary>Checks every entry, both chains, the knowledge versions and the tables that follow from them. Reads only, at one moment, while the program goes on serving.</summary>
    /// <param name="since">Where clinics once stood, from manifests or from paper: that past must still be there.</param>
    public async Task<Verification> VerifyAsync(IReadOnlyList<LedgerHead>? since = null, IProgress<StorageProgress>? progress = null, CancellationToken cancel = default)
    {
        await RequireReadyAsync(cancel);
        return await new Verifier(this, since ?? [], progress).RunAsync(cancel);
    }

    /// <summary>Brings a backup or an export back into an empty place.</summary>
    /// <param name="source">What <see cref="BackupAsync"/> or <see cref="ExportAsync"/> wrote, from either kind of database.</param>
    /// <param name="location">As for <see cref="Open"/>.</param>
    /// <param name="replace">Puts charts that are there aside (never deletes them) instead of refusing.</param>
    public static async Task<Restored> RestoreAsync(string source, string location, DatabaseOptions? options = null, bool replace = false,
        IProgress<StorageProgress>? progress = null, CancellationToken cancel = default)
    {
        if (!File.Exists(source))
            throw new InputException("backup", $"no file {source:code}", $"what `collum db backup` or `collum db export` wrote");
        if (Backup.ReadManifest(source) is { } manifest && (manifest.Bytes != new FileInfo(source).Length || manifest.Sha256 != await SumAsync(source, cancel)))
            throw new StorageException($"{source:code} is not what its manifest says: it was changed or is damaged.", $"Use another backup.");

        var sqliteSource = await IsSqliteAsync(source, cancel);
        await using var database = Open(location, options);
        try
        {
            var replaced = database._dialect is SqliteDialect sqlite
                ? await RestoreFolderAsync(database, sqlite, source, sqliteSource, replace, progress, cancel)
                : await RestoreServerAsync(database, source, sqliteSource, replace, progress, cancel);
            var clinics = await database.PeekAsync(Portable.ClinicsAsync, cancel);
            var state = await database.PeekAsync(database.StateAsync, cancel);
            database.RefuseNewer(state);
            var older = state.Schema < database.Options.Migrations.Count || state.Missing.Count > 0 || state.Outdated.Count > 0;
            return new(clinics, replaced, older ? null : await database.VerifyAsync(null, progress, cancel));
        }
        catch (Exception e) when (database._dialect.Explain(e) is { } plain)
        {
            throw plain;
        }
    }

    /// <summary>Made in a folder beside it and moved into place when it is whole, so a restore that fails leaves everything as it was.</summary>
    static async Task<string?> RestoreFolderAsync(Database database, SqliteDialect target, string source, bool sqliteSource, bool replace, IProgress<StorageProgress>? progress, CancellationToken cancel)
    {
        var there = File.Exists(target.File) && new FileInfo(target.File).Length > 0;
        if (there && !replace)
            throw new StorageException($"{database.Place:code} holds charts already.", $"Restore into an empty folder, or say that they are to be replaced.");

        var making = Path.Combine(database.Place, $"restoring-{Guid.NewGuid():n}");
        var made = Path.Combine(making, SqliteDialect.FileName);
        try
        {
            SqliteDialect.MakeFolder(database.Place);
            SqliteDialect.MakeFolder(making);
            if (sqliteSource)
            {
                await using var from = File.OpenRead(source);
                await using var to = Private(made);
                await from.CopyToAsync(to, cancel);
                to.Flush(flushToDisk: true);
            }
            else
            {
                await using var fresh = new Database(new SqliteDialect(making), database.Options);
                await fresh.InitAsync(cancel);
                await fresh.ImportAsync(source, progress, cancel);
            }

            await new SqliteDialect(making).LetGoAsync();
            await using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = made, Pooling = false }.ToString()))
            {
                Sentence wrong;
                try
                {
                    await copy.OpenAsync(cancel);
                    wrong = Code(await copy.ExecuteScalarAsync<string>("pragma quick_check") ?? "");
                }
                catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
                {
                    wrong = $"it is damaged";
                }

                if (wrong.ToString() != "ok")
                    throw new StorageException($"{source:code} is not sound: {wrong}.", $"Use another backup.");
            }

            string? aside = null;
            if (there)
            {
                await target.LetGoAsync();
                SqliteDialect.MakeFolder(aside = Path.Combine(database.Place, Aside(database).Replace('_', '-')));
                foreach (var end in (string[])["-wal", "-shm", ""])
                    if (File.Exists(target.File + end))
                        File.Move(target.File + end, Path.Combine(aside, SqliteDialect.FileName + end));
            }

            File.Move(made, target.File, overwrite: true);
            return aside;
        }
        finally
        {
            if (Directory.Exists(making))
                Directory.Delete(making, recursive: true);
        }
    }

    /// <summary>In one transaction: former tables into a schema of their own, new ones filled.</summary>
    static async Task<string?> RestoreServerAsync(Database database, string source, bool sqliteSource, bool replace, IProgress<StorageProgress>? progress, CancellationToken cancel)
    {
        var between = sqliteSource ? Path.Combine(Path.GetTempPath(), $"collum-{Guid.NewGuid():n}.ndjson") : null;
        var copied = between is null ? null : Path.ChangeExtension(between, ".db");
        try
        {
            if (between is not null)
            {
                // Read from a copy: SQLite writes into a file that it opens, and a backup must stay what its manifest says.
                await using (var from = File.OpenRead(source))
                await using (var to = Private(copied!))
                    await from.CopyToAsync(to, cancel);
                await using var copy = new Database(SqliteDialect.ForFile(copied!), database.Options);
                await using var lines = Private(between);
                await Portable.WriteAsync(copy, lines, progress, cancel);
            }

            return await database._writer.RunAsync(async connection =>
            {
                await connection.ExecuteAsync(database._dialect.LockTables);
                string? aside = null;
                var (any, ours) = await database._dialect.TablesAsync(connection);
                if (any && ours)
                {
                    if (!replace)
                        throw new StorageException($"{database.Place:code} holds charts already.", $"Restore into an empty database, or say that they are to be replaced.");
                    aside = Aside(database);
                    await connection.ExecuteAsync($"create schema {aside}");
                    foreach (var table in (await connection.QueryAsync<string>("select tablename from pg_tables where schemaname = current_schema()")).AsList())
                        await connection.ExecuteAsync($"alter table \"{table}\" set schema {aside}");
                }

                await database.CreateAsync(connection);
                await database.FillFromAsync(connection, between ?? source, progress, cancel);
                return aside is null ? null : $"schema {aside}";
            }, cancel);
        }
        finally
        {
            if (between is not null)
                File.Delete(between);
            if (copied is not null)
                Discard(copied);
        }
    }

    static string Aside(Database database) => string.Create(CultureInfo.InvariantCulture, $"replaced_{database.Options.Time.GetUtcNow():yyyyMMdd_HHmmss}");

    static async Task<bool> IsSqliteAsync(string file, CancellationToken cancel)
    {
        var head = new byte[16];
        await using var content = File.OpenRead(file);
        return await content.ReadAtLeastAsync(head, 16, throwOnEndOfStream: false, cancel) == 16 && head.AsSpan().SequenceEqual("SQLite format 3\0"u8);
    }
}

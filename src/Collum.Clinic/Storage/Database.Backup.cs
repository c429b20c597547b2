using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Findings;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Collum.Clinic.Storage;

/// <summary>What a backup holds; kept beside it as <c>FILE.manifest.json</c>.</summary>
public sealed record Backup
{
    /// <summary><c>sqlite</c>: a database file. <c>portable</c>: the compressed lines of an export.</summary>
    public required string Form { get; init; }

    public required string At { get; init; }

    public required string ProgramVersion { get; init; }

    public required int SchemaVersion { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Of the whole file.</summary>
    public required string Sha256 { get; init; }

    public required IReadOnlyList<PortableClinic> Clinics { get; init; }

    /// <summary>For <see cref="Database.VerifyAsync"/>: proves later that nothing was taken away since.</summary>
    public IReadOnlyList<LedgerHead> Heads() => [.. Clinics.Select(c => new LedgerHead(c.Clinic, c.Position, c.LedgerHash))];

    public static string ManifestOf(string file) => file + ".manifest.json";

    /// <summary>The manifest beside a backup; null when there is none.</summary>
    public static Backup? ReadManifest(string file)
    {
        var manifest = ManifestOf(file);
        if (!File.Exists(manifest))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Backup>(File.ReadAllBytes(manifest), OutputJson.Options);
        }
        catch (JsonException)
        {
            throw new InputException("$", $"something else", $"the manifest of a backup", manifest);
        }
    }
}

public sealed partial class Database
{
    /// <summary>Copies everything as at one moment into one file while the program goes on serving, reads the copy back, and writes its manifest beside it.</summary>
    /// <remarks>SQLite: the copied database file. PostgreSQL: the compressed lines of an export, which either database can be restored from.</remarks>
    /// <param name="target">A file that does not exist yet.</param>
    public async Task<Backup> BackupAsync(string target, IProgress<StorageProgress>? progress = null, CancellationToken cancel = default)
    {
        target = Path.GetFullPath(target);
        if (File.Exists(target))
            throw new InputException("backup", $"the file {target:code}", $"a file that does not exist yet: a backup never replaces another");
        var partial = target + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using (var file = Private(partial))
            {
            }

            var (form, schema, clinics) = _dialect is SqliteDialect sqlite
                ? await CopyAsync(sqlite, partial, progress, cancel)
                : await WriteOutAsync(partial, progress, cancel);
            progress?.Report(new("checking the copy", 0, null));
            await CheckCopyAsync(form, partial, clinics, cancel);
            var backup = new Backup
            {
                Form = form,
                At = Now,
                ProgramVersion = Options.ProgramVersion,
                SchemaVersion = schema,
                Bytes = new FileInfo(partial).Length,
                Sha256 = await SumAsync(partial, cancel),
                Clinics = clinics,
            };
            await using (var manifest = Private(Backup.ManifestOf(target)))
            {
                await JsonSerializer.SerializeAsync(manifest, backup, OutputJson.Indented, CancellationToken.None);
                manifest.Flush(flushToDisk: true);
            }

            File.Move(partial, target);
            return backup;
        }
        catch (Exception e)
        {
            Discard(partial);
            throw e switch
            {
                IOException { HResult: 28 } => new StorageException($"The disk that is to hold {target:code} is full.", $"Make room, or name another place.", e),
                SqliteException { SqliteErrorCode: 13 } => new StorageException($"The disk that is to hold {target:code} is full.", $"Make room, or name another place.", e),
                IOException or UnauthorizedAccessException => new StorageException($"{target:code} cannot be written: {e.Message:code}", $"Name another place.", e),
                _ => _dialect.Explain(e) ?? e,
            };
        }
    }

    static FileStream Private(string file)
    {
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(file, how);
    }

    static void Discard(string file)
    {
        foreach (var end in (string[])["", "-wal", "-shm", "-journal"])
            File.Delete(file + end);
    }

    static async Task<(string, int, IReadOnlyList<PortableClinic>)> CopyAsync(SqliteDialect from, string target, IProgress<StorageProgress>? progress, CancellationToken cancel)
    {
        const int pages = 2000;
        await using var source = (SqliteConnection)await from.OpenReaderAsync(cancel);
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
        await copy.OpenAsync(cancel);
        // The open read transaction holds one moment, so others may go on writing while page after page is copied.
        await source.ExecuteAsync("begin transaction");
        var clinics = await Portable.ClinicsAsync(source);
        var schema = await source.ExecuteScalarAsync<int>("select max(version) from schema_version");
        await Task.Run(() =>
        {
            using var run = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
            if (run.IsInvalid)
                throw new SqliteException(raw.sqlite3_errmsg(copy.Handle).utf8_to_string(), raw.sqlite3_errcode(copy.Handle));
            int rc;
            do
            {
                cancel.ThrowIfCancellationRequested();
                rc = raw.sqlite3_backup_step(run, pages);
                var total = raw.sqlite3_backup_pagecount(run);
                progress?.Report(new("pages", total - raw.sqlite3_backup_remaining(run), total));
            }
            while (rc == raw.SQLITE_OK);
            if (rc != raw.SQLITE_DONE)
                throw new SqliteException("the copy stopped", rc);
        }, CancellationToken.None);
        await source.ExecuteAsync("rollback transaction");
        // One file, readable from any medium.
        await copy.ExecuteAsync("pragma journal_mode = delete; pragma synchronous = full");
        return ("sqlite", schema, clinics);
    }

    async Task<(string, int, IReadOnlyList<PortableClinic>)> WriteOutAsync(string target, IProgress<StorageProgress>? progress, CancellationToken cancel)
    {
        await using var file = Private(target);
        PortableHead head;
        await using (var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            head = await Portable.WriteAsync(this, packed, progress, cancel);
        file.Flush(flushToDisk: true);
        return ("portable", head.SchemaVersion, head.Clinics);
    }

    static async Task CheckCopyAsync(string form, string file, IReadOnlyList<PortableClinic> clinics, CancellationToken cancel)
    {
        if (form == "sqlite")
        {
            await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            await copy.OpenAsync(cancel);
            if (await copy.ExecuteScalarAsync<string>("pragma quick_check") is not "ok" and var wrong)
                throw new StorageException($"The copy is not sound: {wrong:code}.", $"Run `collum db verify`, and check the disk.");
            if (!(await Portable.ClinicsAsync(copy)).SequenceEqual(clinics) ||
                await copy.ExecuteScalarAsync<long>("select count(*) from entry") != clinics.Sum(c => c.Position))
                throw new StorageException($"The copy does not hold what was copied.", $"Check the disk and try again.");
            return;
        }

        await using var packed = OpenPortable(file);
        var chains = new Chains();
        await foreach (var part in Portable.ReadAsync(packed, file, cancel))
            chains.Follow(part, file);
        chains.End(file);
    }

    static async Task<string> SumAsync(string file, CancellationToken cancel)
    {
        await using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
    }

    static Stream OpenPortable(string file)
    {
        var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        if (!content.CanSeek)
        {
            content.Dispose();
            throw new StorageException($"{file:code} is a pipe or a device; an export is read more than once.", $"Write it to a file first.");
        }

        var (a, b) = (content.ReadByte(), content.ReadByte());
        content.Position = 0;
        return (a, b) == (0x1f, 0x8b) ? new GZipStream(content, CompressionMode.Decompress) : content;
    }

    /// <summary>Writes everything as lines of JSON (knowledge versions and entries in the order they were written, with their hashes), as at one moment.</summary>
    /// <remarks>They name patients: handle them as the charts themselves.</remarks>
    public async Task ExportAsync(Stream output, IProgress<StorageProgress>? progress = null, CancellationToken cancel = default)
    {
        await RequireReadyAsync(cancel);
        try
        {
            await Portable.WriteAsync(this, output, progress, cancel);
        }
        catch (Exception e) when (_dialect.Explain(e) is { } plain)
        {
            throw plain;
        }
    }

    /// <summary>Fills an empty database from an export, all or nothing; every hash is computed again on the way and must come out the same.</summary>
    /// <param name="file">An export, plain or gzip-compressed.</param>
    /// <exception cref="InputException">The file is cut off or was changed.</exception>
    /// <exception cref="StorageException">The database holds charts already.</exception>
    public Task ImportAsync(string file, IProgress<StorageProgress>? progress = null, CancellationToken cancel = default) =>
        WriteAsync(connection => FillFromAsync(connection, file, progress, cancel), cancel);

    async Task<bool> FillFromAsync(DbConnection connection, string file, IProgress<StorageProgress>? progress, CancellationToken cancel)
    {
        await connection.QueryAsync<string>($"select clinic from clinic{_dialect.ForUpdate}");
        var before = await Portable.ClinicsAsync(connection);
        var chains = new Chains();
        long done = 0;
        await using var input = OpenPortable(file);
        await foreach (var part in Portable.ReadAsync(input, Path.GetFileName(file), cancel))
        {
            chains.Follow(part, Path.GetFileName(file));
            switch (part)
            {
                case PortableHead head:
                    if (before.Any(c => c.Position > 0))
                        // Asked again after an unclear end: it is all there.
                        return head.Clinics.All(h => before.Any(c => c with { At = h.At } == h)) ? true
                            : throw new StorageException($"{Place:code} holds charts already.", $"Fill an empty place instead.");
                    foreach (var clinic in head.Clinics)
                    {
                        await connection.ExecuteAsync("delete from clinic where clinic = @Clinic", new { clinic.Clinic });
                        await connection.ExecuteAsync("insert into clinic (clinic, at, position, ledger_hash) values (@Clinic, @At, @Position, @hash)",
                            new { clinic.Clinic, clinic.At, clinic.Position, hash = Convert.FromHexString(clinic.LedgerHash) });
                    }

                    break;
                case PortableKnowledge k:
                    await connection.ExecuteAsync("insert into knowledge (clinic, version, at, program_version, files) values (@Clinic, @Version, @At, @ProgramVersion, @Files) on conflict do nothing", k);
                    break;
                case PortableEntry { Clinic: var clinic, Entry: var entry }:
                    if (entry.Seq == 1)
                        await connection.ExecuteAsync("insert into chart (clinic, id, seq, hash) values (@clinic, @ChartId, 1, @hash)", new { clinic, entry.ChartId, hash = Convert.FromHexString(entry.Hash) });
                    await ChartStore.InsertAsync(connection, clinic, entry, chains.Ledger(clinic));
                    if (entry.Seq > 1)
                        await connection.ExecuteAsync("update chart set seq = @Seq, hash = @hash where clinic = @clinic and id = @ChartId",
                            new { clinic, entry.ChartId, entry.Seq, hash = Convert.FromHexString(entry.Hash) });
                    await ProjectAsync(connection, clinic, entry);
                    if (++done % 1000 == 0)
                        progress?.Report(new("entries", done, chains.Total));
                    break;
            }
        }

        chains.End(Path.GetFileName(file));
        return true;
    }
}

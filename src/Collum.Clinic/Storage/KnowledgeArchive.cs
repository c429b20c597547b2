using System.IO.Compression;
using System.Text;
using Dapper;

namespace Collum.Clinic.Storage;

/// <summary>Every knowledge version that the clinic ever used, whole, so that what was computed with it can be computed again.</summary>
public sealed class KnowledgeArchive
{
    readonly Database _database;
    readonly string _clinic;

    internal KnowledgeArchive(Database database, string clinic) => (_database, _clinic) = (database, clinic);

    /// <summary>Keeps this version; does nothing when it is kept already.</summary>
    public async Task SaveAsync(Medicine medicine, CancellationToken cancel = default)
    {
        if (await HoldsAsync(medicine.Version, cancel))
            return;
        var packed = Pack(medicine.Files);
        var at = Audit.EntryHash.Time(_database.Options.Time.GetUtcNow());
        await _database.WriteAsync(session => session.ExecuteAsync(
            "insert into knowledge (clinic, version, at, program_version, files) values (@clinic, @version, @at, @program, @packed) on conflict do nothing",
            new { clinic = _clinic, version = medicine.Version, at, program = _database.Options.ProgramVersion, packed }), cancel);
    }

    public Task<bool> HoldsAsync(string version, CancellationToken cancel = default) =>
        _database.ReadAsync(async c => await c.ExecuteScalarAsync<long>(
            "select count(*) from knowledge where clinic = @clinic and version = @version", new { clinic = _clinic, version }) > 0, cancel);

    /// <summary>The files as <see cref="Medicine.Files"/> held them, or null when this version was never kept.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>?> LoadAsync(string version, CancellationToken cancel = default)
    {
        var packed = await _database.ReadAsync(c => c.ExecuteScalarAsync<byte[]?>(
            "select files from knowledge where clinic = @clinic and version = @version", new { clinic = _clinic, version }), cancel);
        try
        {
            return packed is null ? null : Unpack(packed);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new StorageException($"The kept files of knowledge version {version:code} are damaged.", $"Run `collum db verify`, then restore the last backup.");
        }
    }

    /// <summary>Versions kept, in the order they came.</summary>
    public Task<IReadOnlyList<string>> VersionsAsync(CancellationToken cancel = default) =>
        _database.ReadAsync<IReadOnlyList<string>>(async c =>
            [.. await c.QueryAsync<string>("select version from knowledge where clinic = @clinic order by at, version", new { clinic = _clinic })], cancel);

    // Path, length and content of each file by path, brotli-compressed: the same files are the same bytes.
    internal static byte[] Pack(IReadOnlyDictionary<string, byte[]> files)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        using (var writer = new BinaryWriter(brotli, Encoding.UTF8))
        {
            writer.Write(files.Count);
            foreach (var (path, content) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                writer.Write(path);
                writer.Write(content.Length);
                writer.Write(content);
            }
        }

        return packed.ToArray();
    }

    internal static IReadOnlyDictionary<string, byte[]> Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new BinaryReader(brotli, Encoding.UTF8);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var path = reader.ReadString();
            var length = reader.ReadInt32();
            var content = reader.ReadBytes(length);
            files[path] = content.Length == length ? content : throw new EndOfStreamException($"{path} ends early");
        }

        return files;
    }
}

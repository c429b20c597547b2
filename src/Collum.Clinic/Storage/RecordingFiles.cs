using System.Security.Cryptography;
using Collum.Emg;
using Collum.Findings;

namespace Collum.Clinic.Storage;

/// <summary>The samples of EMG recordings, beside the charts: each file by its hash, with its pyramid, written once and never changed.</summary>
/// <param name="folder">Made at the first file; null where the clinic has no place for recordings.</param>
public sealed class RecordingFiles(string? folder)
{
    /// <summary>The largest file that is taken, bytes.</summary>
    public const long Most = 256L * 1024 * 1024;

    readonly string? _folder = folder;

    const int MostChannels = 500, MostLabel = 200;

    public bool HasPlace => _folder is not null;

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Takes a file, reads it to its end, and keeps it with its pyramid. A file that cannot be read leaves nothing behind.</summary>
    /// <exception cref="InputException">Not a recording, a broken one, or a larger one than is taken.</exception>
    /// <exception cref="StorageException">There is no place, or it cannot be written.</exception>
    public async Task<(string Sha256, long Bytes, Recording Recording)> TakeAsync(Stream body, string name, CancellationToken cancel = default)
    {
        if (_folder is null)
            throw new StorageException($"This clinic has no folder for recordings.", $"Start the server with --recordings FOLDER.");
        var mark = Path.Combine(_folder, "taking-" + Guid.NewGuid().ToString("n"));
        var (coming, drawn) = (mark + ".tmp", mark + ".pyramid.tmp");
        try
        {
            SqliteDialect.MakeFolder(_folder);
            var (hash, bytes) = await SaveAsync(body, coming, cancel);
            var recording = await Task.Run(() => Draw(coming, drawn, name, cancel), cancel);
            if (!File.Exists(PathOf(hash)) || !File.Exists(PathOf(hash) + ".pyramid"))
            {
                // The pyramid first: a file that is there has its pyramid.
                File.Move(drawn, PathOf(hash) + ".pyramid", overwrite: true);
                File.Move(coming, PathOf(hash), overwrite: true);
            }

            return (hash, bytes, recording);
        }
        catch (Exception e) when (e is IOException and not BodyBrokenException or UnauthorizedAccessException)
        {
            throw new StorageException($"The recording could not be kept in {_folder:code}: {e.Message:code}", $"See to the folder's space and rights, then try again.", e);
        }
        finally
        {
            File.Delete(coming);
            File.Delete(drawn);
        }
    }

    /// <exception cref="StorageException">The file is not there any more.</exception>
    public FileStream Open(string sha256) => Existing(PathOf(sha256));

    /// <exception cref="StorageException">The file is not there any more.</exception>
    public FileStream OpenPyramid(string sha256) => Existing(PathOf(sha256) + ".pyramid");

    /// <summary>Whether a file is there and is what was written; null, or what is wrong with it.</summary>
    public async Task<Sentence?> FaultAsync(string sha256, CancellationToken cancel = default)
    {
        if (!File.Exists(PathOf(sha256)))
            return $"its file is not there";
        await using var file = Open(sha256);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)) == sha256 ? null : Phrase($"its file is not what was written");
    }

    /// <summary>Copies files to another place, each checked against its hash as it is copied; those that are there already are left alone.</summary>
    /// <returns>How many were asked for, how many were copied, and those that could not be: gone here, or not what was written.</returns>
    /// <exception cref="StorageException">The other place cannot be written.</exception>
    public async Task<RecordingsCopied> CopyToAsync(RecordingFiles target, IReadOnlyCollection<string> sha256s, CancellationToken cancel = default)
    {
        if (target._folder is not { } to)
            throw new StorageException($"There is no folder for recordings.", $"Name one with --recordings FOLDER.");
        List<string> lost = [];
        var copied = 0;
        foreach (var hash in sha256s)
        {
            cancel.ThrowIfCancellationRequested();
            if (await target.FaultAsync(hash, cancel) is null)
                continue;
            if (_folder is null || await FaultAsync(hash, cancel) is not null)
            {
                lost.Add(hash);
                continue;
            }

            try
            {
                SqliteDialect.MakeFolder(to);
                // The pyramid first, as when a file is taken.
                foreach (var end in (string[])[".pyramid", ""])
                {
                    if (!File.Exists(PathOf(hash) + end))
                        continue;
                    var coming = Path.Combine(to, $"copying-{Guid.NewGuid():n}.tmp");
                    try
                    {
                        await using (var read = Existing(PathOf(hash) + end))
                        await using (var write = new FileStream(coming, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                        {
                            await read.CopyToAsync(write, cancel);
                            write.Flush(flushToDisk: true);
                        }

                        File.Move(coming, target.PathOf(hash) + end, overwrite: true);
                    }
                    finally
                    {
                        File.Delete(coming);
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StorageException($"The recordings could not be copied to {to:code}: {e.Message:code}", $"See to the folder's space and rights, then try again.", e);
            }

            if (await target.FaultAsync(hash, cancel) is { } fault)
                throw new StorageException($"The copy of recording {hash[..12]:code} in {to:code}: {fault}.", $"See to that disk, or name another place.");
            copied++;
        }

        return new(sha256s.Count, copied, lost);
    }

    static FileStream Existing(string path) => File.Exists(path)
        ? new(path, FileMode.Open, FileAccess.Read, FileShare.Read)
        : throw new StorageException($"{path:code} is not there.", $"Bring the folder of recordings back from a backup.");

    string PathOf(string sha256) => _folder is null ? throw new StorageException($"This clinic has no folder for recordings.", $"Start the server with --recordings FOLDER.")
        : IsHash(sha256) ? Path.Combine(_folder, sha256) : throw new ArgumentException("Not a hash.", nameof(sha256));

    static async Task<(string Hash, long Bytes)> SaveAsync(Stream body, string path, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var bytes = 0L;
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, useAsync: false);
        while (true)
        {
            int got;
            try
            {
                got = await body.ReadAsync(buffer, cancel);
            }
            catch (IOException e)
            {
                throw new BodyBrokenException(e);
            }

            if (got == 0)
                break;
            bytes += got;
            if (bytes > Most)
                throw new InputException("file", $"more than {Most / (1024 * 1024)} MB", $"a recording of at most that; cut it in the recorder's program");
            hash.AppendData(buffer, 0, got);
            await to.WriteAsync(buffer.AsMemory(0, got), cancel);
        }

        to.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    static Recording Draw(string from, string to, string name, CancellationToken cancel)
    {
        using var file = Existing(from);
        using var drawn = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        var reader = Recordings.Open(file, name);
        if (reader.Head.Channels.Count is 0 or > MostChannels)
            throw new InputException("channels", $"{reader.Head.Channels.Count}", $"1 to {MostChannels}", name);
        if (reader.Head.Channels.FirstOrDefault(c => c.Label.Length > MostLabel) is { } wordy)
            throw new InputException($"channels[{wordy.Index}]", $"a label of {wordy.Label.Length} characters", $"at most {MostLabel}", name);
        var recording = Pyramid.Write(reader, drawn, cancel);
        drawn.Flush(flushToDisk: true);
        return recording.Samples.Any(n => n > 0) ? recording : throw new InputException("samples", $"none", $"a recording with at least one sample", name);
    }
}

/// <summary>What came of copying recordings.</summary>
/// <param name="Named">By the charts.</param>
/// <param name="Copied">The others were there.</param>
/// <param name="Lost">Hashes of files that are gone or are not what was written.</param>
public sealed record RecordingsCopied(int Named, int Copied, IReadOnlyList<string> Lost);

/// <summary>Whoever sent a file stopped in the middle of it.</summary>
public sealed class BodyBrokenException(Exception cause) : IOException("The file did not arrive whole.", cause);

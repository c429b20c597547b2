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

    const int MostChannels = 500, MostLabel = 200;

    public bool HasPlace => folder is not null;

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Takes a file, reads it to its end, and keeps it with its pyramid. A file that cannot be read leaves nothing behind.</summary>
    /// <exception cref="InputException">Not a recording, a broken one, or a larger one than is taken.</exception>
    /// <exception cref="StorageException">There is no place, or it cannot be written.</exception>
    public async Task<(string Sha256, long Bytes, Recording Recording)> TakeAsync(Stream body, string name, CancellationToken cancel = default)
    {
        if (folder is null)
            throw new StorageException("This clinic has no folder for recordings.", "Start the server with --recordings FOLDER.");
        var mark = Path.Combine(folder, "taking-" + Guid.NewGuid().ToString("n"));
        var (coming, drawn) = (mark + ".tmp", mark + ".pyramid.tmp");
        try
        {
            SqliteDialect.MakeFolder(folder);
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
            throw new StorageException($"The recording could not be kept in {folder}: {e.Message}", "See to the folder's space and rights, then try again.", e);
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

    static FileStream Existing(string path) => File.Exists(path)
        ? new(path, FileMode.Open, FileAccess.Read, FileShare.Read)
        : throw new StorageException($"{path} is not there.", "Bring the folder of recordings back from a backup.");

    string PathOf(string sha256) => folder is null ? throw new StorageException("This clinic has no folder for recordings.", "Start the server with --recordings FOLDER.")
        : IsHash(sha256) ? Path.Combine(folder, sha256) : throw new ArgumentException("Not a hash.", nameof(sha256));

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
                throw new InputException("file", $"more than {Most / (1024 * 1024)} MB", "a recording of at most that; cut it in the recorder's program");
            hash.AppendData(buffer, 0, got);
            await to.WriteAsync(buffer.AsMemory(0, got), cancel);
        }

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
        return recording.Samples.Any(n => n > 0) ? recording : throw new InputException("samples", "none", "a recording with at least one sample", name);
    }
}

/// <summary>Whoever sent a file stopped in the middle of it.</summary>
public sealed class BodyBrokenException(Exception cause) : IOException("The file did not arrive whole.", cause);

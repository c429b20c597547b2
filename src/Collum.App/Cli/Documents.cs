using System.Text;

namespace Collum.App.Cli;

/// <summary>Reads a file that somebody named, or standard input for <c>-</c>: bounded, and refused in one line.</summary>
static class Documents
{
    /// <summary>Larger than any document the program takes; a figure of ours, so that no file can fill the memory.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<byte[]> ReadAsync(string path, Terminal terminal, CancellationToken cancel)
    {
        if (path == "-")
            return await BoundedAsync(terminal.In, "standard input", cancel);
        try
        {
            await using var file = Open(path, "the path of a document");
            return await BoundedAsync(file, path, cancel);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or NotSupportedException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>A file to be read forwards, of any length.</summary>
    public static Stream Open(string path, string expected)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw CallException.Wrong("A file name is empty or not a name; expected a path, or - for standard input.");
        if (Directory.Exists(path))
            throw CallException.Wrong($"{path}: is a folder; expected a file.");
        try
        {
            // The readers keep their own buffer; one more would only copy.
            FileStream Now() => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, FileOptions.SequentialScan);
            var target = Target(path);
            FileStream file;
            if (target is { Exists: true, Length: 0 })
            {
                // A pipe is opened only when somebody writes into it, and a thread that waits for that cannot be called back.
                var opening = Task.Run(Now);
                if (Task.WaitAny([opening], Patience) < 0)
                    throw CallException.Wrong($"{path}: a pipe that nobody writes into; expected {expected}.");
                file = opening.GetAwaiter().GetResult();
            }
            else
            {
                file = Now();
            }

            if (!IsDevice(file))
                return file;
            file.Dispose();
            throw CallException.Wrong($"{path}: is a device, not a regular file; expected {expected}.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CallException.Wrong($"{path}: no such file; expected {expected}, or - for standard input.");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>A regular file beside one that was named. What is no regular file is refused before it is opened: opening a pipe waits for whoever writes to it.</summary>
    /// <returns>Null when there is no such file.</returns>
    public static Stream? OpenBeside(string path, string expected)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var file = Target(path);
            if (!file.Exists || file.Length > 0)
                return Open(path, expected);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Unreadable(path, e);
        }

        throw CallException.Wrong($"{path}: is empty or not a regular file; expected {expected}.");
    }

    // What a name leads to, through any links.
    static FileInfo Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target ? target : new FileInfo(path);

    // A device can be wound back and yields bytes, but says that it has none.
    static bool IsDevice(FileStream file) => file is { CanSeek: true, Length: 0 } && file.ReadByte() >= 0;

    static CallException Unreadable(string path, Exception e) =>
        CallException.Wrong($"{path}: cannot be read ({FirstLine(e)}); expected a file that may be read.");

    /// <summary>Writes a file beside its final name and moves it there, so that a broken run leaves no half file.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        try
        {
            var beside = path + ".part";
            await File.WriteAllBytesAsync(beside, content, cancel);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException or NotSupportedException)
        {
            throw CallException.Broken($"{path}: cannot be written ({FirstLine(e)}).");
        }
    }

    public static string FirstLine(Exception e) => e.Message.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd('.');

    static async Task<byte[]> BoundedAsync(Stream stream, string name, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        // A terminal's read cannot be cancelled; it is left behind, and the process ends without it.
        while ((read = await Task.Run(() => stream.Read(buffer), cancel).WaitAsync(cancel)) > 0)
        {
            if (kept.Length + read > MostBytes)
                throw CallException.Wrong($"{name}: found more than {MostBytes / 1024 / 1024} MB; expected a smaller document.");
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    /// <summary>Text as UTF-8; broken bytes are refused rather than replaced.</summary>
    public static string Text(byte[] bytes, string name)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            throw CallException.Wrong($"{name}: found bytes that are not UTF-8; expected UTF-8 text.");
        }
    }
}

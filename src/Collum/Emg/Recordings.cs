using Collum.Findings;

namespace Collum.Emg;

/// <summary>Finds the reader for a file by its first bytes; the name's ending decides nothing that the bytes can.</summary>
public static class Recordings
{
    /// <param name="stream">Read from where it stands, forwards only; it need not seek. The caller closes it.</param>
    /// <param name="name">For messages.</param>
    /// <param name="options">What a person states about the file.</param>
    /// <param name="beside">Opens a file that lies beside this one, by its bare name, or answers null: a WFDB header names the files with its samples.</param>
    /// <exception cref="InputException">No format that is known here, or a header that cannot be read; names the field, its offset and what was expected.</exception>
    public static RecordingReader Open(Stream stream, string name, ReadOptions? options = null, Func<string, Stream?>? beside = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            var reader = Reader(new ByteSource(stream), options ?? ReadOptions.None, beside ?? (static _ => null));
            reader.Name = name;
            return reader;
        }
        catch (InputException e) when (e.Document is null)
        {
            throw e.In(name);
        }
    }

    static RecordingReader Reader(ByteSource source, ReadOptions options, Func<string, Stream?> beside)
    {
        var start = source.Peek(256);
        RecordingReader? reader = EdfReader.Recognises(start) ? new EdfReader(source, options) : null;
        return reader ?? throw new InputException("byte 0", start.IsEmpty ? "nothing" : BytesShown.Of(start[..Math.Min(8, start.Length)]), "a recording in EDF, EDF+, BDF, BDF+, C3D, WFDB (.hea) or delimited text");
    }
}

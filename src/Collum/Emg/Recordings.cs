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
        if (EdfReader.Recognises(start))
            return new EdfReader(source, options);
        if (C3dReader.Recognises(start))
            return new C3dReader(source, options);
        if (WfdbReader.Recognises(start))
            return new WfdbReader(source, options, beside);
        if (DelimitedReader.Recognises(start))
            return new DelimitedReader(source, options);
        var (found, instead) = Foreign(start) ?? (BytesShown.Of(start[..Math.Min(8, start.Length)]), Phrase($"most recorders export EDF or text"));
        throw new InputException("byte 0", found, $"a recording in EDF, EDF+, BDF, BDF+, C3D, WFDB (its .hea file) or delimited text; {instead}");
    }

    // Formats that are met and not read: the message says what the file is, and how its signals get into one that is read.
    static (Sentence Found, Sentence Instead)? Foreign(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F']) ? (Phrase($"an HDF5 file"), Phrase($"OpenSignals, which writes .h5, writes text as well: export the recording there as .txt and send that"))
        : start.StartsWith("MATLAB"u8) ? (Phrase($"a MATLAB file"), Phrase($"export the signals as EDF, or as text with a column of times"))
        : start.StartsWith("PK\u0003\u0004"u8) ? (Phrase($"a ZIP archive or workbook"), Phrase($"unpack the archive; save a workbook's sheet as CSV in UTF-8"))
        : start.StartsWith("ABF"u8) ? (Phrase($"an Axon binary file"), Phrase($"export it as text with a column of times"))
        : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Phrase($"text in UTF-16 (save it as UTF-8)"), Phrase($"any editor saves text as UTF-8"))
        : null;
}

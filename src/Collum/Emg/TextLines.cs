using Collum.Findings;

namespace Collum.Emg;

/// <summary>Lines of a text, as bytes, one after another through one buffer.</summary>
sealed class TextLines
{
    const int MostInLine = 1 << 20;

    readonly ByteSource _source;
    byte[] _long = [];

    public TextLines(ByteSource source)
    {
        _source = source;
        if (source.Peek(3).SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            source.Skip(3);
    }

    /// <summary>Number of the last line handed out, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its end; false at the end. Good until the next call.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        line = default;
        var seen = _source.Peek(1);
        if (seen.IsEmpty)
            return false;
        Number++;
        var want = 256;
        while (true)
        {
            seen = _source.Peek(want);
            var end = seen.IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = _source.Take(end + 1)[..end];
                break;
            }

            if (seen.Length < want)
            {
                line = _source.Take(seen.Length);
                break;
            }

            if (want == ByteSource.MostPeeked)
            {
                line = Longer();
                break;
            }

            want = Math.Min(4 * want, ByteSource.MostPeeked);
        }

        if (line.EndsWith("\r"u8))
            line = line[..^1];
        return true;
    }

    // A line beyond the buffer: a header of very many columns, or no text at all.
    ReadOnlySpan<byte> Longer()
    {
        var length = 0;
        while (true)
        {
            var seen = _source.Peek(ByteSource.MostPeeked);
            var end = seen.IndexOf((byte)'\n');
            var take = end < 0 ? seen.Length : end + 1;
            if (length + take > MostInLine)
                throw new InputException($"line {Number}", $"more than {MostInLine >> 20} MiB without a line end", $"lines of text");
            if (_long.Length < length + take)
                Array.Resize(ref _long, Math.Max(length + take, 2 * _long.Length));
            _source.Take(take).CopyTo(_long.AsSpan(length));
            length += take;
            if (end >= 0)
                return _long.AsSpan(0, length - 1);
            if (take == 0)
                return _long.AsSpan(0, length);
        }
    }
}

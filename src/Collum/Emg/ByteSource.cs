namespace Collum.Emg;

/// <summary>A stream read forwards through one small buffer. Reads fill as far as the stream goes; a length that a file claims is never trusted with memory.</summary>
sealed class ByteSource(Stream stream)
{
    /// <summary>As much as <see cref="Peek"/> can show.</summary>
    public const int MostPeeked = 128 * 1024;

    readonly byte[] _buffer = new byte[MostPeeked];
    int _from, _to;
    bool _ended;

    /// <summary>Bytes handed out so far.</summary>
    public long Position { get; private set; }

    /// <summary>The next bytes, at most <paramref name="count"/>, without taking them. At most as long as the buffer.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_to - _from < count && More())
        {
        }

        return _buffer.AsSpan(_from, Math.Min(count, _to - _from));
    }

    /// <summary>Takes bytes that were peeked at; good until the next call.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        var taken = _buffer.AsSpan(_from, count);
        _from += count;
        Position += count;
        return taken;
    }

    /// <summary>Fills as much of <paramref name="into"/> as there is, and says how much that was.</summary>
    public int Read(Span<byte> into)
    {
        var done = 0;
        while (done < into.Length)
        {
            if (_from == _to && into.Length - done >= _buffer.Length && !_ended)
            {
                var direct = stream.Read(into[done..]);                 // large reads need no stop in the buffer
                _ended = direct == 0;
                done += direct;
                continue;
            }

            if (_from == _to && !More())
                break;
            var take = Math.Min(into.Length - done, _to - _from);
            _buffer.AsSpan(_from, take).CopyTo(into[done..]);
            _from += take;
            done += take;
        }

        Position += done;
        return done;
    }

    /// <summary>At most <paramref name="claimed"/> bytes; memory grows with what arrives, not with the claim.</summary>
    public byte[] ReadUpTo(long claimed)
    {
        var bytes = new byte[(int)Math.Min(claimed, 64 * 1024)];
        var have = 0;
        while (true)
        {
            var got = Read(bytes.AsSpan(have));
            have += got;
            if (have < bytes.Length || have == claimed)
                return have == bytes.Length ? bytes : bytes[..have];
            Array.Resize(ref bytes, (int)Math.Min(claimed, Math.Min(bytes.Length * 2L, Array.MaxLength)));
        }
    }

    /// <summary>Reads to the end and counts, at most <paramref name="most"/> bytes.</summary>
    public long Skip(long most)
    {
        long skipped = 0;
        while (skipped < most && (_from < _to || More()))
        {
            var take = (int)Math.Min(most - skipped, _to - _from);
            _from += take;
            skipped += take;
        }

        Position += skipped;
        return skipped;
    }

    bool More()
    {
        if (_ended)
            return false;
        if (_from == _to)
            _from = _to = 0;
        else if (_to == _buffer.Length)
        {
            if (_from == 0)
                return false;
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        var got = stream.Read(_buffer, _to, _buffer.Length - _to);
        _ended = got == 0;
        _to += got;
        return got > 0;
    }
}

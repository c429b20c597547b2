using Collum.Emg;

namespace Collum.Tests.Emg;

/// <summary>A whole small recording in memory, for tests to look at.</summary>
sealed record ReadFile(Recording Recording, IReadOnlyList<double[]> Values, IReadOnlyList<int[]> Digits, IReadOnlyList<IReadOnlyList<Stretch>> Stretches)
{
    /// <param name="bytes">The file.</param>
    /// <param name="options">As a person states them.</param>
    /// <param name="beside">Files next to it.</param>
    /// <param name="slow">Hands out one to seven bytes at a time, as a slow connection may.</param>
    public static ReadFile Of(byte[] bytes, ReadOptions? options = null, IReadOnlyDictionary<string, byte[]>? beside = null, bool slow = false)
    {
        using var stream = slow ? new SlowStream(bytes) : new MemoryStream(bytes);
        var reader = Recordings.Open(stream, "test", options, name => beside is not null && beside.TryGetValue(name, out var other) ? new MemoryStream(other) : null);
        var count = reader.Head.Channels.Count;
        var values = Enumerable.Range(0, count).Select(_ => new List<double>()).ToList();
        var digits = Enumerable.Range(0, count).Select(_ => new List<int>()).ToList();
        var stretches = Enumerable.Range(0, count).Select(_ => new List<Stretch>()).ToList();
        while (reader.Next())
            for (var c = 0; c < count; c++)
            {
                var stretch = reader.Stretch(c);
                if (stretch.Count == 0)
                    continue;
                var block = new double[stretch.Count];
                reader.Values(c, block);
                var single = new float[stretch.Count];
                reader.Values(c, single);
                var step = Math.Abs(reader.Head.Channels[c].Calibration?.Gain ?? 0);
                for (var i = 0; i < block.Length; i++)
                    Assert.True((double.IsNaN(block[i]) && float.IsNaN(single[i])) || Math.Abs(block[i] - single[i]) <= (Math.Abs(block[i]) * 1e-5) + (1e-2 * step), $"{block[i]} and {single[i]}");
                values[c].AddRange(block);
                stretches[c].Add(stretch);
                if (reader.Head.Channels[c].Calibration is null)
                    continue;
                var whole = new int[stretch.Count];
                reader.Digital(c, whole);
                digits[c].AddRange(whole);
            }

        return new(reader.Finish(), [.. values.Select(v => v.ToArray())], [.. digits.Select(d => d.ToArray())], stretches);
    }

    public IEnumerable<string> Codes => Recording.Findings.Select(f => f.Code);

    sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        int _turn;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1 + (_turn++ % 7))]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + (_turn++ % 7)));
    }
}

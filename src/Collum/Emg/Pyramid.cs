using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>Least and most of every stretch of samples, at several widths, so that any window of a long recording is drawn from few numbers.</summary>
/// <remarks>
/// Made once, in one pass. The narrowest stretch is 32 samples, each next one eight times as wide; no stretch crosses a pause. Voltages are in microvolts,
/// other channels in their own unit. The stream that holds it is read where a window lies and nowhere else.
/// </remarks>
public sealed class Pyramid
{
    /// <summary>Samples in the narrowest stretch.</summary>
    public const int Narrowest = 32;

    /// <summary>As many points as one answer holds for each channel.</summary>
    public const int MostPoints = 4096;

    const int Wider = 8, Levels = 5, MostRuns = 2_000_000;
    const ulong Mark = 0x31305259504C4F43;       // "COLPYR01"

    readonly Stream _stream;
    readonly double[] _onsets;
    readonly Line[] _lines;

    /// <summary>One channel: how many narrowest stretches each segment has, and where each width begins in the stream.</summary>
    sealed record Line(double RateHz, int[] Counts, long[] Starts);

    /// <param name="stream">As <see cref="Write"/> left it; it must seek. The caller closes it.</param>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public Pyramid(Stream stream)
    {
        _stream = stream;
        var head = new byte[16];
        stream.Position = 0;
        stream.ReadExactly(head);
        var (channels, segments) = (BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(8)), BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(12)));
        if (BinaryPrimitives.ReadUInt64LittleEndian(head) != Mark || channels < 0 || segments < 0 || (long)channels * segments > MostRuns || (12L * channels) + (8L * segments) > stream.Length)
            throw new InvalidDataException("Not a pyramid of a recording.");
        _onsets = Doubles(segments);
        var rates = Doubles(channels);
        _lines = new Line[channels];
        var at = 16 + (8L * segments) + (8L * channels) + (4L * channels * segments);
        for (var c = 0; c < channels; c++)
        {
            var counts = new byte[4 * segments];
            stream.ReadExactly(counts);
            var line = new Line(rates[c], [.. MemoryMarshal.Cast<byte, int>(counts)], new long[Levels]);
            for (var level = 0; level < Levels; level++)
            {
                line.Starts[level] = at;
                at += line.Counts.Sum(n => 8L * Of(n, level));
            }

            _lines[c] = line;
        }

        if (at != stream.Length)
            throw new InvalidDataException("A pyramid of a recording that is cut short.");
    }

    public int Channels => _lines.Length;

    /// <summary>Of the segments, seconds after the recording's start.</summary>
    public IReadOnlyList<double> Onsets => _onsets;

    /// <summary>Reads a recording to its end and lays its pyramid down.</summary>
    /// <exception cref="InputException">As <see cref="RecordingReader.Next"/>, or the file pauses so often that nothing could be drawn.</exception>
    public static Recording Write(RecordingReader reader, Stream to, CancellationToken cancel = default)
    {
        var channels = reader.Head.Channels;
        var runs = new List<List<Run>>();
        foreach (var _ in channels)
            runs.Add([]);
        var values = Array.Empty<float>();
        var total = 0;
        while (reader.Next())
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var channel in channels)
            {
                var (segment, first, count) = reader.Stretch(channel.Index);
                if (count == 0)
                    continue;
                if (values.Length < count)
                    values = new float[count];
                Read(reader, channel, values.AsSpan(0, count));
                var own = runs[channel.Index];
                while (own.Count <= segment)
                {
                    if (++total > MostRuns)
                        throw new InputException($"segment {segment + 1}", $"more pauses than can be drawn", $"a recording");
                    own.Add(new());
                }

                own[segment].Add(first, values.AsSpan(0, count));
            }
        }

        var recording = reader.Finish();
        if ((long)recording.Segments.Count * channels.Count > MostRuns)
            throw new InputException("segments", $"{recording.Segments.Count} pauses in {channels.Count} channels", $"a recording that can be drawn");
        Lay(recording, runs, to);
        return recording;
    }

    static void Lay(Recording recording, List<List<Run>> runs, Stream to)
    {
        using var writer = new BinaryWriter(to, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(recording.Channels.Count);
        writer.Write(recording.Segments.Count);
        foreach (var segment in recording.Segments)
            writer.Write(segment.OnsetS);
        foreach (var channel in recording.Channels)
            writer.Write(channel.RateHz);
        foreach (var own in runs)
            for (var s = 0; s < recording.Segments.Count; s++)
                writer.Write(s < own.Count ? own[s].Count : 0);
        foreach (var own in runs)
        {
            for (var level = 0; level < Levels; level++)
                foreach (var run in own.Take(recording.Segments.Count))
                {
                    if (level > 0)
                        run.Widen();
                    writer.Write(MemoryMarshal.AsBytes(run.Pairs));
                }

            own.Clear();
        }
    }

    /// <summary>Least and most at each of <paramref name="points"/> equal steps of a window, channel after channel; NaN where there is nothing.</summary>
    /// <returns>channels × points × 2 numbers.</returns>
    public float[] Window(double fromS, double toS, int points)
    {
        var to = Empty(_lines.Length, points);
        var step = (toS - fromS) / points;
        var bytes = Array.Empty<byte>();
        for (var c = 0; c < _lines.Length; c++)
        {
            var line = _lines[c];
            if (!(line.RateHz > 0))
                continue;
            var level = 0;
            while (level < Levels - 1 && Width(level + 1) / line.RateHz <= step)
                level++;
            var width = Width(level) / line.RateHz;
            var start = line.Starts[level];
            var own = to.AsSpan(c * points * 2, points * 2);
            for (var s = 0; s < line.Counts.Length; start += 8L * Of(line.Counts[s], level), s++)
            {
                var count = Of(line.Counts[s], level);
                var low = (int)Math.Clamp(Math.Floor((fromS - _onsets[s]) / width), 0, count);
                var high = (int)Math.Clamp(Math.Ceiling((toS - _onsets[s]) / width), low, count);
                if (high == low)
                    continue;
                if (bytes.Length < 8 * (high - low))
                    bytes = new byte[8 * (high - low)];
                _stream.Position = start + (8L * low);
                _stream.ReadExactly(bytes.AsSpan(0, 8 * (high - low)));
                var pairs = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, 8 * (high - low)));
                for (var j = low; j < high; j++)
                {
                    var began = _onsets[s] + (j * width) - fromS;
                    var (first, last) = width <= step ? (Floor((began + (width / 2)) / step), Floor((began + (width / 2)) / step)) : (Floor(began / step), Floor((began + width) / step));
                    for (var p = Math.Max(0, first); p <= Math.Min(points - 1, last); p++)
                        Join(own, p, pairs[2 * (j - low)], pairs[(2 * (j - low)) + 1]);
                }
            }
        }

        return to;
    }

    /// <summary>Whether the narrowest stretches are too wide for the steps of a window, so that <see cref="Fine"/> shows more.</summary>
    public bool IsCoarse(double fromS, double toS, int points) => _lines.Any(l => l.RateHz > 0 && Narrowest / l.RateHz > (toS - fromS) / points);

    /// <summary>As <see cref="Window"/>, from the samples themselves, joined by straight lines where steps are narrower than samples.</summary>
    public float[] Fine(RecordingReader reader, double fromS, double toS, int points, CancellationToken cancel = default)
    {
        var channels = reader.Head.Channels;
        var to = Empty(channels.Count, points);
        var step = (toS - fromS) / points;
        var values = Array.Empty<float>();
        // Where each channel's last block ended, so that lines go on into the next.
        var ends = new (int Segment, long At, float Value)[channels.Count];
        Array.Fill(ends, (-1, 0, float.NaN));
        var past = false;
        while (!past && reader.Next())
        {
            cancel.ThrowIfCancellationRequested();
            past = _onsets.Length == 1;
            foreach (var channel in channels)
            {
                var (segment, first, count) = reader.Stretch(channel.Index);
                if (count == 0 || segment >= _onsets.Length)
                {
                    past &= !channel.IsReadable;
                    continue;
                }

                var (began, until) = (_onsets[segment] + (first / channel.RateHz), _onsets[segment] + ((first + count) / channel.RateHz));
                past &= began > toS;
                if (until < fromS || began > toS)
                    continue;
                if (values.Length < count)
                    values = new float[count];
                Read(reader, channel, values.AsSpan(0, count));
                var own = to.AsSpan(channel.Index * points * 2, points * 2);
                var each = 1 / (channel.RateHz * step);
                var x = (began - fromS) / step;
                if (ends[channel.Index] is var (ended, at, value) && ended == segment && at == first)
                    Stroke(own, x - each, each, value, values[0]);
                for (var i = 0; i < count; i++, x += each)
                {
                    if (x + each < 0 || x >= points || float.IsNaN(values[i]))
                        continue;
                    Join(own, Floor(x), values[i], values[i]);
                    if (i + 1 < count)
                        Stroke(own, x, each, values[i], values[i + 1]);
                }

                ends[channel.Index] = (segment, first + count, values[count - 1]);
            }
        }

        return to;
    }

    // From one sample to the next, where steps are narrower than samples.
    static void Stroke(Span<float> to, double x, double each, float from, float next)
    {
        if (float.IsNaN(from) || float.IsNaN(next))
            return;
        for (var p = Floor(x) + 1; p <= Floor(x + each); p++)
        {
            var between = (float)(from + ((next - from) * Math.Min(1, (p - x) / each)));
            Join(to, p, between, between);
            Join(to, p - 1, between, between);
        }
    }

    static void Read(RecordingReader reader, Channel channel, Span<float> to)
    {
        if (channel.Unit.IsVoltage)
            reader.Microvolts(channel.Index, to);
        else
            reader.Values(channel.Index, to);
    }

    static float[] Empty(int channels, int points)
    {
        if (points is < 1 or > MostPoints)
            throw new ArgumentOutOfRangeException(nameof(points), points, $"1 to {MostPoints}.");
        var to = new float[channels * points * 2];
        Array.Fill(to, float.NaN);
        return to;
    }

    static void Join(Span<float> to, int point, float low, float high)
    {
        if (point < 0 || 2 * point >= to.Length || float.IsNaN(low))
            return;
        to[2 * point] = float.IsNaN(to[2 * point]) ? low : Math.Min(to[2 * point], low);
        to[(2 * point) + 1] = float.IsNaN(to[(2 * point) + 1]) ? high : Math.Max(to[(2 * point) + 1], high);
    }

    static int Floor(double x) => (int)Math.Clamp(Math.Floor(x), -2, MostPoints + 2);

    static double Width(int level) => Narrowest * Math.Pow(Wider, level);

    static int Of(int narrowest, int level)
    {
        for (; level > 0; level--)
            narrowest = (narrowest + Wider - 1) / Wider;
        return narrowest;
    }

    double[] Doubles(int count)
    {
        var bytes = new byte[8 * count];
        _stream.ReadExactly(bytes);
        return [.. MemoryMarshal.Cast<byte, double>(bytes)];
    }

    /// <summary>One channel in one segment.</summary>
    sealed class Run
    {
        List<float> _pairs = [];

        public int Count => _pairs.Count / 2;

        public ReadOnlySpan<float> Pairs => CollectionsMarshal.AsSpan(_pairs);

        public void Add(long first, ReadOnlySpan<float> values)
        {
            for (var i = 0; i < values.Length;)
            {
                var at = first + i;
                var take = (int)Math.Min(values.Length - i, Narrowest - (at % Narrowest));
                var (low, high) = (float.NaN, float.NaN);
                foreach (var v in values.Slice(i, take))
                    if (!float.IsNaN(v))
                        (low, high) = (float.IsNaN(low) || v < low ? v : low, float.IsNaN(high) || v > high ? v : high);
                Put(at / Narrowest, low, high);
                i += take;
            }
        }

        void Put(long at, float low, float high)
        {
            // Stretches come in order; one that is left out was not recorded.
            if (at - Count > 100_000)
                throw new InputException($"sample {at * Narrowest}", $"a jump far ahead of the one before", $"samples one after another");
            while (Count <= at)
            {
                _pairs.Add(float.NaN);
                _pairs.Add(float.NaN);
            }

            Join(CollectionsMarshal.AsSpan(_pairs), (int)at, low, high);
        }

        public void Widen()
        {
            var wide = new List<float>(2 * ((Count + Wider - 1) / Wider));
            CollectionsMarshal.SetCount(wide, 2 * ((Count + Wider - 1) / Wider));
            var to = CollectionsMarshal.AsSpan(wide);
            to.Fill(float.NaN);
            for (var i = 0; i < Count; i++)
                Join(to, i / Wider, _pairs[2 * i], _pairs[(2 * i) + 1]);
            _pairs = wide;
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Collum.Numerics.Signals;

namespace Collum.Emg;

/// <summary>A heart beat as the electrodes hear it.</summary>
/// <param name="Segment">Index of the segment.</param>
/// <param name="TimeS">Seconds after the segment's onset.</param>
public readonly record struct HeartBeat(int Segment, double TimeS);

/// <summary>Finds heart beats in up to 16 channels that all hear them, however strong the EMG in some.</summary>
/// <remarks>
/// In the band from 5 to 35 Hz every channel is weighed by its own noise of the moment, so that quiet channels speak where others are busy.
/// Beats that stand out in the joint energy give a first template of each channel; a matched filter over all channels then finds all beats and tells
/// how large each is against the template. What is not regular, or too fast or too slow for a heart, is not taken for one.
/// </remarks>
sealed class HeartBeats
{
    // Slow frames of the template on each side of its middle, and of the noise window: 0.1 s and 1 s.
    readonly int _reach, _noise;
    readonly double _rate;
    readonly IReadOnlyList<Frames> _segments;
    readonly Vector512<float> _used;
    readonly List<Vector512<float>[]> _weights = [];
    Vector512<float>[] _template = [];

    HeartBeats(IReadOnlyList<Frames> slow, double rate, IReadOnlyList<bool> used)
    {
        (_segments, _rate) = (slow, rate);
        (_reach, _noise) = ((int)Math.Round(0.1 * rate), (int)Math.Round(rate));
        for (var lane = 0; lane < Math.Min(Frames.Lanes, used.Count); lane++)
            _used = _used.WithElement(lane, used[lane] ? 1 : 0);
        foreach (var frames in slow)
            _weights.Add(Weights(frames));
    }

    /// <param name="slow">The slow copy by segment; filtered in place.</param>
    /// <param name="rate">Its samples a second.</param>
    /// <param name="used">Which lanes hold a working channel.</param>
    /// <param name="time">Seconds of a slow index.</param>
    /// <returns>In order of time; empty when nothing beats.</returns>
    public static IReadOnlyList<HeartBeat> Find(IReadOnlyList<Frames> slow, double rate, IReadOnlyList<bool> used, Func<double, double> time)
    {
        var band = new ZeroPhase(Butterworth.BandPass(2, 5, Math.Min(35, 0.4 * rate), rate));
        foreach (var frames in slow)
            band.Run(frames);
        var peaks = new HeartBeats(slow, rate, used).Find();
        var beats = new HeartBeat[peaks.Length];
        for (var i = 0; i < beats.Length; i++)
            beats[i] = new(peaks[i].Segment, time(peaks[i].At));
        return beats;
    }

    // Plain arrays and loops: queries over values of our own are compiled anew in every run of the program, which took longer than finding the beats.

    readonly record struct Peak(int Segment, double At, double Height, double Size);

    Peak[] Find()
    {
        var found = Energetic();
        for (var round = 0; round < 3 && found.Length >= 5; round++)
        {
            _template = Template(found);
            found = Matched();
        }

        return IsHeart(found) ? found : [];
    }

    // Squares of the lanes' own noise, inverted; the mean root holds still when a beat or a few are in the window.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    Vector512<float>[] Weights(Frames frames)
    {
        var count = (frames.Count + _noise - 1) / _noise;
        var weights = new Vector512<float>[count];
        var values = frames.Vectors();
        for (var w = 0; w < count; w++)
        {
            var (from, to) = (w * _noise, Math.Min(frames.Count, (w + 1) * _noise));
            Vector512<float> sum = default;
            for (var i = from; i < to; i++)
                sum += Vector512.Sqrt(Vector512.Abs(values[i]));
            sum *= Vector512.Create(1f / Math.Max(1, to - from));
            var square = sum * sum * sum * sum;
            // 0.822² is what the mean root makes of unit noise, 0.456 its square.
            weights[w] = Vector512.ConditionalSelect(Vector512.GreaterThan(square, Vector512.Create(1e-6f)), _used * Vector512.Create(0.456f) / square, default);
        }

        return weights;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    float[] Energy(int segment, float lanes)
    {
        var energy = new float[_segments[segment].Count];
        var values = _segments[segment].Vectors();
        var weights = _weights[segment];
        var most = Vector512.Create(25f);
        for (var i = 0; i < energy.Length; i++)
            energy[i] = Vector512.Sum(Vector512.Min(values[i] * values[i] * weights[i / _noise], most)) / lanes;
        return energy;
    }

    Peak[] Energetic()
    {
        var lanes = Math.Max(1, Vector512.Sum(_used));
        var (smooth, at) = (new float[_segments.Count][], new List<int>[_segments.Count]);
        var count = 0;
        for (var s = 0; s < _segments.Count; s++)
        {
            smooth[s] = Smoothed(Energy(s, lanes), (int)Math.Round(0.016 * _rate));
            at[s] = Highest(smooth[s], double.NegativeInfinity);
            count += at[s].Count;
        }

        if (count == 0)
            return [];
        // Beats are the high half of what stands out: half way between the middle and the top.
        var heights = new float[count];
        count = 0;
        for (var s = 0; s < at.Length; s++)
            for (var i = 0; i < at[s].Count; i++)
                heights[count++] = smooth[s][at[s][i]];
        Array.Sort(heights);
        var limit = (Order.OfSorted(heights, 0.1) + Order.OfSorted(heights, 0.9)) / 2;
        var above = 0;
        for (var i = 0; i < heights.Length; i++)
            above += heights[i] > limit ? 1 : 0;
        var peaks = new Peak[above];
        above = 0;
        for (var s = 0; s < at.Length; s++)
            for (var i = 0; i < at[s].Count; i++)
                if (smooth[s][at[s][i]] > limit)
                    peaks[above++] = new(s, at[s][i], smooth[s][at[s][i]], 1);
        return peaks;
    }

    static float[] Smoothed(float[] values, int reach)
    {
        var smooth = new float[values.Length];
        var sum = 0.0;
        for (var i = -reach; i < values.Length; i++)
        {
            sum += i + reach < values.Length ? values[i + reach] : 0;
            if (i - reach - 1 >= 0)
                sum -= values[i - reach - 1];
            if (i >= 0)
                smooth[i] = (float)sum;
        }

        return smooth;
    }

    // Local maxima that are the highest for a quarter second on both sides.
    List<int> Highest(ReadOnlySpan<float> values, double least)
    {
        var found = new List<int>();
        var apart = (int)Math.Round(0.25 * _rate);
        for (var i = 1; i < values.Length - 1; i++)
        {
            if (!(values[i] > least) || values[i] < values[i - 1] || values[i] <= values[i + 1])
                continue;
            var highest = true;
            for (var j = Math.Max(0, i - apart); highest && j <= Math.Min(values.Length - 1, i + apart); j++)
                highest = values[j] < values[i] || j == i || (values[j] == values[i] && j > i);
            if (highest)
                found.Add(i);
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    Vector512<float>[] Template(Peak[] peaks)
    {
        var template = new Vector512<float>[(2 * _reach) + 1];
        Vector512<float> total = Vector512.Create(1e-20f);
        foreach (var peak in peaks)
        {
            var values = _segments[peak.Segment].Vectors();
            var at = (int)Math.Round(peak.At);
            if (at - _reach < 0 || at + _reach >= values.Length)
                continue;
            var weight = _weights[peak.Segment][at / _noise];
            total += weight;
            for (var k = -_reach; k <= _reach; k++)
                template[k + _reach] += weight * values[at + k];
        }

        for (var k = 0; k < template.Length; k++)
            template[k] /= total;
        return template;
    }

    Peak[] Matched()
    {
        Vector512<float> energy = default;
        foreach (var t in _template)
            energy += t * t;
        var found = new Peak[_segments.Count][];
        var count = 0;
        for (var s = 0; s < _segments.Count; s++)
        {
            var (match, size) = Match(s, energy);
            found[s] = SearchedBack(s, Large(s, match, size, 6, 0.5, 0, match.Length), match, size);
            count += found[s].Length;
        }

        if (found.Length == 1)
            return found[0];
        var all = new Peak[count];
        count = 0;
        foreach (var part in found)
            foreach (var peak in part)
                all[count++] = peak;
        return all;
    }

    // Peaks of the matched filter between two frames whose beat is large enough against the template.
    Peak[] Large(int segment, float[] match, float[] size, double least, double smallest, int from, int to)
    {
        var at = Highest(match.AsSpan(from, to - from), least);
        var count = 0;
        for (var i = 0; i < at.Count; i++)
            count += size[at[i] + from] > smallest ? 1 : 0;
        var peaks = new Peak[count];
        count = 0;
        for (var i = 0; i < at.Count; i++)
            if (size[at[i] + from] > smallest)
                peaks[count++] = Refined(new(segment, at[i] + from, match[at[i] + from], 1), match, size);
        return peaks;
    }

    static Peak Refined(Peak peak, float[] match, float[] size)
    {
        var i = (int)peak.At;
        var (a, b, c) = (match[i - 1], match[i], match[i + 1]);
        var bend = a - (2 * b) + c;
        return peak with { At = i + (bend < 0 ? Math.Clamp(0.5 * (a - c) / bend, -0.5, 0.5) : 0), Size = size[i] };
    }

    // How far the matched filter rises above its noise, and the size of a beat there against the template.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    (float[] Match, float[] Size) Match(int segment, Vector512<float> energy)
    {
        var values = _segments[segment].Vectors();
        var weights = _weights[segment];
        var (match, size) = (new float[values.Length], new float[values.Length]);
        Slide(values, weights, _template, _noise, match);
        for (var w = 0; w < weights.Length; w++)
        {
            var power = Vector512.Sum(energy * weights[w]);
            var (one, root) = (power > 0 ? 1 / power : 0, power > 0 ? 1 / MathF.Sqrt(power) : 0);
            for (var i = w * _noise; i < Math.Min(match.Length, (w + 1) * _noise); i++)
                (match[i], size[i]) = (match[i] * root, match[i] * one);
        }

        return (match, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Slide(ReadOnlySpan<Vector512<float>> values, Vector512<float>[] weights, Vector512<float>[] template, int noise, float[] match)
    {
        var reach = template.Length / 2;
        ref var t = ref MemoryMarshal.GetArrayDataReference(template);
        for (var i = reach; i < values.Length - reach; i++)
        {
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), i - reach);
            Vector512<float> even = default, odd = default;
            var k = 0;
            for (; k < template.Length - 1; k += 2)
            {
                even = Vector512.FusedMultiplyAdd(Unsafe.Add(ref t, k), Unsafe.Add(ref x, k), even);
                odd = Vector512.FusedMultiplyAdd(Unsafe.Add(ref t, k + 1), Unsafe.Add(ref x, k + 1), odd);
            }

            if (k < template.Length)
                even = Vector512.FusedMultiplyAdd(Unsafe.Add(ref t, k), Unsafe.Add(ref x, k), even);
            match[i] = Vector512.Sum((even + odd) * weights[i / noise]);
        }
    }

    // Where a beat is due and none was taken, a smaller one will do.
    Peak[] SearchedBack(int segment, Peak[] peaks, float[] match, float[] size)
    {
        if (peaks.Length < 5)
            return peaks;
        var steps = new float[peaks.Length - 1];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = (float)(peaks[i + 1].At - peaks[i].At);
        var usual = Order.Median(steps.AsSpan());
        var between = new Peak[peaks.Length][];
        var count = peaks.Length;
        for (var i = 0; i + 1 < peaks.Length; i++)
        {
            if (peaks[i + 1].At - peaks[i].At < 1.5 * usual)
                continue;
            var (from, to) = ((int)(peaks[i].At + (0.6 * usual)), (int)(peaks[i + 1].At - (0.6 * usual)));
            between[i] = Large(segment, match, size, 3.5, 0.3, from, Math.Max(from, to));
            count += between[i].Length;
        }

        if (count == peaks.Length)
            return peaks;
        var all = new Peak[count];
        count = 0;
        for (var i = 0; i < peaks.Length; i++)
        {
            all[count++] = peaks[i];
            foreach (var peak in between[i] ?? [])
                all[count++] = peak;
        }

        return all;
    }

    bool IsHeart(Peak[] beats)
    {
        if (beats.Length < 5)
            return false;
        var (steps, heights) = (new float[beats.Length - 1], new float[beats.Length]);
        var (count, steady) = (0, 0);
        for (var i = 0; i < beats.Length; i++)
        {
            heights[i] = (float)beats[i].Height;
            if (i > 0 && beats[i].Segment == beats[i - 1].Segment)
                steps[count++] = (float)((beats[i].At - beats[i - 1].At) / _rate);
        }

        if (count < 4)
            return false;
        var usual = Order.Median(steps.AsSpan(0, count));
        for (var i = 1; i < beats.Length; i++)
            if (beats[i].Segment == beats[i - 1].Segment && Math.Abs(((beats[i].At - beats[i - 1].At) / _rate) - usual) < 0.4 * usual)
                steady++;
        return usual is > 0.27 and < 2 && steady > 0.6 * count && Order.Median(heights.AsSpan()) > 8;
    }
}

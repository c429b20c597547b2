using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Collum.Numerics.Signals;

namespace Collum.Emg;

/// <summary>What a heart beat looks like in each of 16 channels, and how one is taken out.</summary>
/// <remarks>
/// Median over the quietest beats of each channel (Drake and Callaghan 2006), passed through the same filter as the recording, since a filter's output of the
/// template is the template of its output. Each beat's size is fitted by least squares, and its time, by the template's slope, over all channels together.
/// </remarks>
sealed class HeartTemplate
{
    readonly Frames _shape;
    readonly Vector512<float>[] _slope;
    readonly int _before;
    readonly Vector512<float> _inverse, _slopeEnergy, _used;
    readonly float _low, _high;

    HeartTemplate(Frames shape, int before, Vector512<float> used, HeartNumbers numbers)
    {
        (_shape, _before, _used) = (shape, before, used);
        (_low, _high) = ((float)numbers.ScaleLow, (float)numbers.ScaleHigh);
        var t = shape.Vectors();
        _slope = new Vector512<float>[t.Length];
        for (var i = 1; i + 1 < t.Length; i++)
            _slope[i] = (t[i + 1] - t[i - 1]) * Vector512.Create(0.5f);
        Vector512<float> energy = default, slopes = default;
        for (var i = 0; i < t.Length; i++)
        {
            energy += t[i] * t[i];
            slopes += _slope[i] * _slope[i];
        }

        _inverse = Vector512.ConditionalSelect(Vector512.GreaterThan(energy, Vector512.Create(1e-6f)), Vector512<float>.One / energy, default);
        _slopeEnergy = slopes;
    }

    public int Before => _before;

    public int Length => _shape.Count;

    /// <summary>Makes the templates of one group of channels.</summary>
    /// <param name="stack">Beats of each lane, quietest in whatever order: as many frames sets as there are beats, each <paramref name="before"/> + after + 2 margins long.</param>
    /// <param name="margin">Frames at each end that serve only the filter.</param>
    /// <param name="before">Frames before the beat that are kept.</param>
    /// <param name="filter">Of the recording.</param>
    /// <param name="numbers">Of the method.</param>
    /// <param name="filtered">True when the size that counts is that after the filter.</param>
    /// <param name="peaks">Peak to peak of each lane's template, microvolts.</param>
    public static HeartTemplate Of(IReadOnlyList<Frames> stack, int margin, int before, ZeroPhase filter, HeartNumbers numbers, bool filtered, out float[] peaks)
    {
        var length = stack[0].Count;
        var median = new Frames(length);
        Median(stack, median);

        // Each end of the window is brought to 0: what is left there is drift, not the beat.
        var m = median.Vectors();
        var (first, last) = (Mean(m[..Math.Max(1, margin / 2)]), Mean(m[^Math.Max(1, margin / 2)..]));
        for (var i = 0; i < length; i++)
            m[i] -= first + ((last - first) * Vector512.Create((float)i / (length - 1)));
        var raw = PeakToPeak(m[margin..^margin]);
        filter.Run(m);
        var shape = new Frames(length - (2 * margin));
        var kept = shape.Vectors();
        m[margin..^margin].CopyTo(kept);
        // Ends fade over a tenth, so that taking out a beat leaves no step.
        var fade = Math.Max(1, kept.Length / 20);
        for (var i = 0; i < fade; i++)
        {
            var weight = Vector512.Create((float)(0.5 - (0.5 * Math.Cos(Math.PI * i / fade))));
            kept[i] *= weight;
            kept[^(i + 1)] *= weight;
        }

        var size = filtered ? PeakToPeak(kept) : raw;
        peaks = new float[Frames.Lanes];
        size.CopyTo(peaks);
        var used = Vector512.GreaterThan(size, Vector512.Create((float)numbers.LeastTemplate));
        return new(shape, before, Vector512.ConditionalSelect(used, Vector512<float>.One, default), numbers);
    }

    /// <summary>Takes one beat out of a stretch of the filtered recording.</summary>
    /// <param name="frames">The stretch.</param>
    /// <param name="at">Frame of the beat, perhaps between two; the template need not lie wholly inside.</param>
    public void TakeOut(Span<Vector512<float>> frames, double at)
    {
        var start = (int)Math.Round(at) - _before;
        var (from, to) = (Math.Max(0, -start), Math.Min(Length, frames.Length - start));
        if (to - from >= Length / 2)
            TakeOut(frames[(start + from)..(start + to)], _shape.Vectors()[from..to], _slope.AsSpan(from, to - from), (float)(at - Math.Round(at)), to - from == Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void TakeOut(Span<Vector512<float>> frames, ReadOnlySpan<Vector512<float>> shape, ReadOnlySpan<Vector512<float>> slope, float late, bool whole)
    {
        Vector512<float> along = default, aslant = default, energy = Vector512.Create(1e-6f), own = default, ownSlope = default;
        for (var i = 0; i < frames.Length; i++)
        {
            var x = frames[i];
            along = Vector512.FusedMultiplyAdd(x, shape[i], along);
            aslant = Vector512.FusedMultiplyAdd(x, slope[i], aslant);
            energy = Vector512.FusedMultiplyAdd(x, x, energy);
        }

        var (inverse, slopeEnergy) = (_inverse, _slopeEnergy);
        if (!whole)
        {
            for (var i = 0; i < frames.Length; i++)
            {
                own = Vector512.FusedMultiplyAdd(shape[i], shape[i], own);
                ownSlope = Vector512.FusedMultiplyAdd(slope[i], slope[i], ownSlope);
            }

            (inverse, slopeEnergy) = (Vector512.ConditionalSelect(Vector512.GreaterThan(own, Vector512.Create(1e-6f)), Vector512<float>.One / own, default), ownSlope);
        }

        var size = Vector512.Min(Vector512.Max(along * inverse, Vector512.Create(_low)), Vector512.Create(_high)) * _used;
        // A beat that is late by d reads T(t − d) = T − d T'. One delay for all channels, each weighed by how little else it holds.
        var (bent, stiff) = (Vector512.Sum(size * aslant * _used / energy), Vector512.Sum(size * size * slopeEnergy * _used / energy));
        var shift = Vector512.Create(stiff > 0 ? Math.Clamp(-bent / stiff, -3, 3) : late);
        for (var i = 0; i < frames.Length; i++)
            frames[i] -= size * (shape[i] - (shift * slope[i]));
    }

    static Vector512<float> Mean(ReadOnlySpan<Vector512<float>> frames)
    {
        Vector512<float> sum = default;
        foreach (var x in frames)
            sum += x;
        return sum * Vector512.Create(1f / frames.Length);
    }

    static Vector512<float> PeakToPeak(ReadOnlySpan<Vector512<float>> frames)
    {
        var (low, high) = (frames[0], frames[0]);
        foreach (var x in frames)
            (low, high) = (Vector512.Min(low, x), Vector512.Max(high, x));
        return high - low;
    }

    // Every lane sorted at once by exchanging neighbours: as many rounds as there are values.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Median(IReadOnlyList<Frames> stack, Frames to)
    {
        var count = stack.Count;
        Span<Vector512<float>> v = stackalloc Vector512<float>[count];
        var all = stack.Select(f => f).ToArray();
        var target = to.Vectors();
        for (var i = 0; i < target.Length; i++)
        {
            for (var s = 0; s < count; s++)
                v[s] = all[s].Vectors(i, 1)[0];
            for (var round = 0; round < count; round++)
                for (var s = round & 1; s + 1 < count; s += 2)
                    (v[s], v[s + 1]) = (Vector512.Min(v[s], v[s + 1]), Vector512.Max(v[s], v[s + 1]));
            target[i] = count % 2 == 1 ? v[count / 2] : (v[(count / 2) - 1] + v[count / 2]) * Vector512.Create(0.5f);
        }
    }
}

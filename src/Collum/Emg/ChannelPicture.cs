using Collum.Numerics.Signals;

namespace Collum.Emg;

/// <summary>Envelope and spectrum of one channel, for the eye; what is ranked comes from <see cref="Measuring"/>.</summary>
/// <param name="EnvelopeUv">RMS in steps of equal length from the recording's start to its end, microvolts; NaN where there is nothing.</param>
/// <param name="StepS">Seconds of a step.</param>
/// <param name="DensityUv2">Power density in the phases asked for, µV²/Hz, from 0 Hz on; empty when they hold no whole second.</param>
/// <param name="BinHz">Hz from one density to the next.</param>
/// <param name="Segments">Stretches of about a second behind the density.</param>
public sealed record ChannelPicture(IReadOnlyList<double> EnvelopeUv, double StepS, IReadOnlyList<double> DensityUv2, double BinHz, int Segments)
{
    /// <summary>Seconds filtered at a time.</summary>
    const double BlockS = 20;

    /// <summary>Reads a recording to its end. The band is that of the measures; hum and heart beats stay in, so that they are seen.</summary>
    /// <param name="reader">At its beginning.</param>
    /// <param name="channel">A voltage with a rate.</param>
    /// <param name="onsets">Of the segments, seconds.</param>
    /// <param name="endS">Where the last step ends.</param>
    /// <param name="phases">Of the spectrum.</param>
    /// <param name="table">The band.</param>
    public static ChannelPicture Of(RecordingReader reader, Channel channel, IReadOnlyList<double> onsets, double endS, IReadOnlyList<Phase> phases, EmgTable table, CancellationToken cancel = default)
    {
        const int steps = 600;
        var rate = channel.RateHz;
        var length = Fourier.Near(rate);
        var spectra = new SegmentSpectra(length, 1, new Bins(1, 0), new Bins(1, 0));
        var total = new SpectraTotal(spectra, rate);
        var (sums, counts) = (new double[steps], new long[steps]);
        var step = Math.Max(endS, 1 / rate) / steps;
        var high = Math.Min(table.Signal.BandHigh, table.Signal.BandHighShare * rate);
        var filter = high > table.Signal.BandLow ? new ZeroPhase(Butterworth.BandPass(4, table.Signal.BandLow, high, rate)) : null;
        var frames = new Frames(Math.Max(length, (int)Math.Clamp(BlockS * rate, 1, 400_000)));
        var (held, segment, first) = (0, -1, 0L);
        var values = Array.Empty<float>();
        while (reader.Next())
        {
            cancel.ThrowIfCancellationRequested();
            var (own, at, count) = reader.Stretch(channel.Index);
            if (count == 0)
                continue;
            if (own != segment || at != first + held)
            {
                Done();
                (segment, first, held) = (own, at, 0);
            }

            if (values.Length < count)
                values = new float[count];
            reader.Microvolts(channel.Index, values.AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                if (held == frames.Capacity)
                {
                    Done();
                    (first, held) = (first + held, 0);
                }

                frames.Count = frames.Capacity;
                frames[held++][0] = values[i];
            }
        }

        Done();
        if (spectra.Segments > 0)
            total.Add(spectra);
        return new([.. sums.Select((s, i) => counts[i] > 0 ? Math.Sqrt(s / counts[i]) : double.NaN)], step,
            total.Segments == 0 ? [] : [.. Enumerable.Range(0, (length / 2) + 1).Select(k => total.Density(0, k, rectified: false))], rate / length, total.Segments);

        void Done()
        {
            if (held == 0 || segment >= onsets.Count)
                return;
            frames.Count = held;
            var began = onsets[segment] + (first / rate);
            for (var i = 0; i < held; i++)
                if (float.IsNaN(frames[i][0]))
                    frames[i][0] = 0;
            for (var from = 0; from + length <= held; from += length)
                if (phases.Any(p => began + (from / rate) >= p.FromS && began + ((from + length) / rate) <= p.ToS))
                    spectra.Add([frames], from);
            filter?.Run(frames);
            for (var i = 0; i < held; i++)
            {
                var to = (int)((began + (i / rate)) / step);
                if (to is < 0 or >= steps)
                    continue;
                sums[to] += (double)frames[i][0] * frames[i][0];
                counts[to]++;
            }
        }
    }
}

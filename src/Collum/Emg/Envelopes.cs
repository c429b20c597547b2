using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Collum.Numerics.Signals;

namespace Collum.Emg;

/// <summary>The rectified, smoothed signal at about 200 samples a second.</summary>
static class Envelopes
{
    public const double RateHz = 200;

    /// <summary>Seconds of a segment in which tremor is looked for: resolution 0.2 Hz.</summary>
    public const double TremorSegmentS = 5.12;

    public static int Step(double rateHz) => Math.Max(1, (int)Math.Round(rateHz / RateHz));

    /// <summary>Rectifies in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rectify(Span<Vector512<float>> frames)
    {
        for (var i = 0; i < frames.Length; i++)
            frames[i] = Vector512.Abs(frames[i]);
    }

    /// <summary>Every so many frames one.</summary>
    public static void Thin(ReadOnlySpan<Vector512<float>> frames, int step, Span<Vector512<float>> to)
    {
        for (int i = 0, j = 0; j < to.Length && i < frames.Length; i += step, j++)
            to[j] = frames[i];
    }

    /// <summary>The envelope with a corner for people's eyes, from a rectified signal that was thinned.</summary>
    public static void Smooth(Frames thinned, double rateHz, double cornerHz) => new ZeroPhase(Butterworth.LowPass(2, cornerHz, rateHz)).Run(thinned);
}

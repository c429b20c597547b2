using System.Numerics;

namespace Collum.Numerics.Signals;

/// <summary>One second-order step of a recursive filter: H(z) = (b₀ + b₁z⁻¹ + b₂z⁻²) / (1 + a₁z⁻¹ + a₂z⁻²).</summary>
public readonly record struct Section(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>Lets everything through unchanged.</summary>
    public static Section Through { get; } = new(1, 0, 0, 0, 0);

    /// <summary>Gain at frequency 0.</summary>
    public double Steady => (B0 + B1 + B2) / (1 + A1 + A2);

    public Complex At(Complex z)
    {
        var one = 1 / z;
        return (B0 + (one * (B1 + (one * B2)))) / (1 + (one * (A1 + (one * A2))));
    }

    /// <summary>Distance of the outermost pole from the origin; below 1 when the step is stable.</summary>
    public double PoleRadius
    {
        get
        {
            var quarter = (A1 * A1 / 4) - A2;
            return quarter < 0 ? Math.Sqrt(A2) : Math.Max(Math.Abs((-A1 / 2) + Math.Sqrt(quarter)), Math.Abs((-A1 / 2) - Math.Sqrt(quarter)));
        }
    }
}

/// <summary>A recursive filter as a chain of second-order steps, the form that keeps its accuracy when corners lie far below the sampling rate.</summary>
public sealed record Sections(IReadOnlyList<Section> Steps)
{
    /// <summary>Complex gain in one direction; run forward and backward the gain is its squared magnitude and the phase is zero.</summary>
    /// <param name="frequency">Hz, 0 to half the rate.</param>
    /// <param name="rate">Samples a second, above 0.</param>
    public Complex At(double frequency, double rate)
    {
        Require.NotNegative(frequency);
        Require.Positive(rate);
        var z = Complex.FromPolarCoordinates(1, 2 * Math.PI * frequency / rate);
        return Steps.Aggregate(Complex.One, (gain, step) => gain * step.At(z));
    }

    /// <summary>Samples after which what happened before is heard at no more than <paramref name="remains"/> of its size.</summary>
    /// <remarks>From the slowest pole alone; steps of equal radius ring a little longer, which the choice of <paramref name="remains"/> must cover.</remarks>
    public int Settles(double remains)
    {
        Require.Positive(remains);
        var radius = Steps.Max(s => s.PoleRadius);
        return radius <= 0 ? 2 : (int)Math.Ceiling(Math.Log(remains) / Math.Log(radius));
    }

    /// <summary>Samples by which a signal is continued at each end, mirrored through its end point, before it is filtered both ways.</summary>
    /// <remarks>The rule of scipy.signal.sosfiltfilt, so that results agree at the edges too.</remarks>
    public int Padding => 3 * ((2 * Steps.Count) + 1 - Math.Min(Steps.Count(s => s.B2 == 0), Steps.Count(s => s.A2 == 0)));

    /// <summary>One filter after the other.</summary>
    public static Sections operator +(Sections first, Sections second) => new([.. first.Steps, .. second.Steps]);
}

/// <summary>Butterworth filters by the bilinear transform, corners warped so that the gain there is 1/√2.</summary>
/// <remarks>Butterworth, Exp Wireless 1930;7:536-541. Same responses as scipy.signal.butter; steps may be ordered and scaled otherwise.</remarks>
public static class Butterworth
{
    /// <param name="order">1 to 12.</param>
    /// <param name="corner">Hz, above 0 and below half the rate.</param>
    /// <param name="rate">Samples a second.</param>
    public static Sections LowPass(int order, double corner, double rate)
    {
        var warped = Warped(corner, rate);
        return Chain([.. Prototype(order).Select(p => p * warped)], rate, -1, -1, 0);
    }

    /// <inheritdoc cref="LowPass"/>
    public static Sections HighPass(int order, double corner, double rate)
    {
        var warped = Warped(corner, rate);
        return Chain([.. Prototype(order).Select(p => warped / p)], rate, 1, 1, Math.PI);
    }

    /// <summary>Twice as many poles as its order: the order counts each edge.</summary>
    /// <param name="order">1 to 12.</param>
    /// <param name="low">Hz, above 0.</param>
    /// <param name="high">Hz, above <paramref name="low"/> and below half the rate.</param>
    /// <param name="rate">Samples a second.</param>
    public static Sections BandPass(int order, double low, double high, double rate)
    {
        if (!(low < high))
            throw new ArgumentOutOfRangeException(nameof(low), low, FormattableString.Invariant($"low is {low}; it must be below high, {high}."));
        var (from, to) = (Warped(low, rate), Warped(high, rate));
        var (width, middle) = (to - from, Math.Sqrt(from * to));
        var poles = new List<Complex>();
        foreach (var p in Prototype(order))
        {
            var half = p * width / 2;
            var root = Complex.Sqrt((half * half) - (middle * middle));
            poles.Add(half + root);
            poles.Add(half - root);
        }

        return Chain(poles, rate, 1, -1, 2 * Math.Atan(middle / (2 * rate)));
    }

    /// <summary>Takes out one frequency; the gain is 1/√2 at the edges of a band of width frequency / quality.</summary>
    /// <param name="frequency">Hz, above 0 and below half the rate.</param>
    /// <param name="quality">Above 0.</param>
    /// <param name="rate">Samples a second.</param>
    public static Sections Notch(double frequency, double quality, double rate)
    {
        Require.Positive(quality);
        Below(frequency, rate);
        var angle = 2 * Math.PI * frequency / rate;
        var gain = 1 / (1 + Math.Tan(angle / quality / 2));
        var turn = -2 * gain * Math.Cos(angle);
        return new([new Section(gain, turn, gain, turn, (2 * gain) - 1)]);
    }

    static IEnumerable<Complex> Prototype(int order)
    {
        Require.Within(order, 1, 12);
        return Enumerable.Range(0, order).Select(k => Complex.FromPolarCoordinates(1, Math.PI * ((2 * k) + order + 1) / (2 * order)));
    }

    static double Warped(double corner, double rate)
    {
        Below(corner, rate);
        return 2 * rate * Math.Tan(Math.PI * corner / rate);
    }

    static void Below(double corner, double rate)
    {
        Require.Positive(rate);
        Require.Positive(corner);
        if (corner >= rate / 2)
            throw new ArgumentOutOfRangeException(nameof(corner), corner, FormattableString.Invariant($"corner is {corner} Hz; it must be below half the rate, {rate / 2} Hz."));
    }

    // Each step takes a pair of poles, and one zero of each kind; it is scaled to gain 1 where the filter's gain is 1.
    static Sections Chain(IReadOnlyList<Complex> poles, double rate, double zeroA, double zeroB, double unityAngle)
    {
        var digital = poles.Select(p => ((2 * rate) + p) / ((2 * rate) - p)).ToList();
        var tiny = 1e-12;
        var upper = digital.Where(p => p.Imaginary > tiny).OrderBy(p => p.Magnitude);
        var real = digital.Where(p => Math.Abs(p.Imaginary) <= tiny).Select(p => p.Real).Order().ToList();
        var unity = Complex.FromPolarCoordinates(1, unityAngle);
        var steps = upper.Select(p => Scaled(-2 * p.Real, (p.Real * p.Real) + (p.Imaginary * p.Imaginary))).ToList();
        for (var i = 0; i + 1 < real.Count; i += 2)
            steps.Add(Scaled(-(real[i] + real[i + 1]), real[i] * real[i + 1]));
        if (real.Count % 2 == 1)
        {
            var single = new Section(1, -zeroA, 0, -real[^1], 0);
            steps.Add(Times(single, 1 / single.At(unity).Magnitude));
        }

        return new(steps);

        Section Scaled(double a1, double a2)
        {
            var step = new Section(1, -(zeroA + zeroB), zeroA * zeroB, a1, a2);
            return Times(step, 1 / step.At(unity).Magnitude);
        }
    }

    static Section Times(Section step, double gain) => step with { B0 = step.B0 * gain, B1 = step.B1 * gain, B2 = step.B2 * gain };
}

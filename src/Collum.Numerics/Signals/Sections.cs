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
        var radius = double.NegativeInfinity;
        for (var i = 0; i < Steps.Count; i++)
            radius = Math.Max(radius, Steps[i].PoleRadius);
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
        var poles = Prototype(order);
        for (var i = 0; i < poles.Length; i++)
            poles[i] *= warped;
        return Chain(poles, rate, -1, -1, 0);
    }

    /// <inheritdoc cref="LowPass"/>
    public static Sections HighPass(int order, double corner, double rate)
    {
        var warped = Warped(corner, rate);
        var poles = Prototype(order);
        for (var i = 0; i < poles.Length; i++)
            poles[i] = warped / poles[i];
        return Chain(poles, rate, 1, 1, Math.PI);
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
        var prototype = Prototype(order);
        var poles = new Complex[2 * prototype.Length];
        for (var i = 0; i < prototype.Length; i++)
        {
            var half = prototype[i] * width / 2;
            var root = Complex.Sqrt((half * half) - (middle * middle));
            (poles[2 * i], poles[(2 * i) + 1]) = (half + root, half - root);
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

    static Complex[] Prototype(int order)
    {
        Require.Within(order, 1, 12);
        var poles = new Complex[order];
        for (var k = 0; k < order; k++)
            poles[k] = Complex.FromPolarCoordinates(1, Math.PI * ((2 * k) + order + 1) / (2 * order));
        return poles;
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
    static Sections Chain(Complex[] poles, double rate, double zeroA, double zeroB, double unityAngle)
    {
        const double Tiny = 1e-12;
        // Upper poles by their magnitude, real ones by their value.
        var (upper, real) = (new Complex[poles.Length], new double[poles.Length]);
        var (pairs, singles) = (0, 0);
        foreach (var pole in poles)
        {
            var p = ((2 * rate) + pole) / ((2 * rate) - pole);
            if (Math.Abs(p.Imaginary) <= Tiny)
            {
                var at = singles++;
                for (; at > 0 && real[at - 1] > p.Real; at--)
                    real[at] = real[at - 1];
                real[at] = p.Real;
            }
            else if (p.Imaginary > Tiny)
            {
                var at = pairs++;
                for (; at > 0 && upper[at - 1].Magnitude > p.Magnitude; at--)
                    upper[at] = upper[at - 1];
                upper[at] = p;
            }
        }

        var unity = Complex.FromPolarCoordinates(1, unityAngle);
        var steps = new Section[pairs + ((singles + 1) / 2)];
        for (var i = 0; i < pairs; i++)
            steps[i] = Scaled(-2 * upper[i].Real, (upper[i].Real * upper[i].Real) + (upper[i].Imaginary * upper[i].Imaginary));
        for (var i = 0; i + 1 < singles; i += 2)
            steps[pairs + (i / 2)] = Scaled(-(real[i] + real[i + 1]), real[i] * real[i + 1]);
        if (singles % 2 == 1)
        {
            var single = new Section(1, -zeroA, 0, -real[singles - 1], 0);
            steps[^1] = Times(single, 1 / single.At(unity).Magnitude);
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

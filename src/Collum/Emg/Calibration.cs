using System.Globalization;

namespace Collum.Emg;

/// <summary>How a stored integer becomes a value in the channel's unit: the straight line through (digital min, physical min) and (digital max, physical max).</summary>
/// <remarks>
/// Slope and intercept are worked out in decimal from the digits the file writes, and what a double cannot hold of them is kept beside it, so a value
/// comes out as the double nearest to what the digits say, and <see cref="ToDigital"/> gives every stored integer back. An inverted range (physical minimum above the
/// maximum) is as good as any other.
/// </remarks>
public sealed record Calibration
{
    readonly double _gainRest, _offsetRest;

    Calibration(int digitalMin, int digitalMax, double physicalMin, double physicalMax, double gain, double offset, double gainRest = 0, double offsetRest = 0) =>
        (DigitalMin, DigitalMax, PhysicalMin, PhysicalMax, Gain, Offset, _gainRest, _offsetRest) = (digitalMin, digitalMax, physicalMin, physicalMax, gain, offset, gainRest, offsetRest);

    public int DigitalMin { get; }

    public int DigitalMax { get; }

    /// <summary>Value at <see cref="DigitalMin"/>, channel's unit.</summary>
    public double PhysicalMin { get; }

    /// <summary>Value at <see cref="DigitalMax"/>, channel's unit.</summary>
    public double PhysicalMax { get; }

    /// <summary>Channel's unit per digit; negative where the range is inverted, never 0.</summary>
    public double Gain { get; }

    /// <summary>Value of the digit 0, channel's unit.</summary>
    public double Offset { get; }

    /// <summary>The line through two points, or null where they give none (equal ends, a figure out of all bounds).</summary>
    public static Calibration? Through(int digitalMin, int digitalMax, decimal physicalMin, decimal physicalMax)
    {
        if (digitalMin >= digitalMax || physicalMin == physicalMax || Math.Abs(physicalMin) > 1e15m || Math.Abs(physicalMax) > 1e15m)
            return null;
        var (low, high) = ((double)physicalMin, (double)physicalMax);
        var gain = (physicalMax - physicalMin) / ((decimal)digitalMax - digitalMin);
        if (Math.Abs(gain) < 1e-9m)
        {
            // A decimal keeps 28 places after the point, so few of its digits are left down here.
            var small = (double)(physicalMax - physicalMin) / ((double)digitalMax - digitalMin);
            return double.IsNormal(small) ? new(digitalMin, digitalMax, low, high, small, low - (digitalMin * small)) : null;
        }

        var offset = physicalMin - (digitalMin * gain);
        var (slope, zero) = ((double)gain, (double)offset);
        return new(digitalMin, digitalMax, low, high, slope, zero, (double)(gain - Exact(slope)), (double)(offset - Exact(zero)));
    }

    // The cast from double to decimal keeps 15 digits; a decimal has room for 28 of the double's own.
    static decimal Exact(double value) => decimal.Parse(value.ToString("E27", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The line value = (digit − zero) · gain over a range of digits, or null where a figure gives none.</summary>
    public static Calibration? Line(int digitalMin, int digitalMax, double gain, double zero)
    {
        var (low, high) = ((digitalMin - zero) * gain, (digitalMax - zero) * gain);
        return digitalMin < digitalMax && double.IsNormal(gain) && Math.Abs(low) <= 1e15 && Math.Abs(high) <= 1e15 && Math.Abs(zero * gain) <= 1e15
            ? new(digitalMin, digitalMax, low, high, gain, -zero * gain)
            : null;
    }

    /// <summary>The value of a digit, rounded once: product and sum carry along what each of them would round off (Dekker's and Knuth's error-free steps).</summary>
    public double ToValue(int digital)
    {
        var product = digital * Gain;
        var sum = product + Offset;
        var added = sum - product;
        var rest = product - (sum - added) + (Offset - added);
        return sum + (rest + (Math.FusedMultiplyAdd(digital, Gain, -product) + Math.FusedMultiplyAdd(digital, _gainRest, _offsetRest)));
    }

    /// <summary>The digit nearest to a value, not limited to the range.</summary>
    public long ToDigital(double value) => (long)Math.Round((value - Offset) / Gain);
}

namespace Collum.Emg;

/// <summary>How a stored integer becomes a value in the channel's unit: the straight line through (digital min, physical min) and (digital max, physical max).</summary>
/// <remarks>
/// Slope and intercept are worked out in decimal from the digits the file writes and rounded once, so the same file gives the same values everywhere,
/// and <see cref="ToDigital"/> gives every stored integer back. An inverted range (physical minimum above the maximum) is as good as any other.
/// </remarks>
public sealed record Calibration
{
    Calibration(int digitalMin, int digitalMax, double physicalMin, double physicalMax, double gain, double offset) =>
        (DigitalMin, DigitalMax, PhysicalMin, PhysicalMax, Gain, Offset) = (digitalMin, digitalMax, physicalMin, physicalMax, gain, offset);

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
        var gain = (physicalMax - physicalMin) / ((decimal)digitalMax - digitalMin);
        if (gain == 0 || (double)gain == 0)
            return null;
        return new(digitalMin, digitalMax, (double)physicalMin, (double)physicalMax, (double)gain, (double)(physicalMin - digitalMin * gain));
    }

    /// <summary>The line value = (digit − zero) · gain over a range of digits, or null where a figure gives none.</summary>
    public static Calibration? Line(int digitalMin, int digitalMax, double gain, double zero)
    {
        var (low, high) = ((digitalMin - zero) * gain, (digitalMax - zero) * gain);
        return digitalMin < digitalMax && double.IsNormal(gain) && double.IsFinite(low) && double.IsFinite(high)
            ? new(digitalMin, digitalMax, low, high, gain, -zero * gain)
            : null;
    }

    public double ToValue(int digital) => Math.FusedMultiplyAdd(digital, Gain, Offset);

    /// <summary>The digit nearest to a value, not limited to the range.</summary>
    public long ToDigital(double value) => (long)Math.Round((value - Offset) / Gain);
}

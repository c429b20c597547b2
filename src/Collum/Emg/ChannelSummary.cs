namespace Collum.Emg;

/// <summary>Figures of one channel over a whole file, added up block by block.</summary>
/// <remarks>Values in the channel's unit. Samples that the file lacks (NaN) count as samples and enter no other figure.</remarks>
public sealed class ChannelSummary
{
    double _squares, _sum;
    long _valid;

    /// <summary>Samples, missing ones included.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples that the file lacks.</summary>
    public long Missing => Samples - _valid;

    public double? First { get; private set; }

    public double? Last { get; private set; }

    public double? Min { get; private set; }

    public double? Max { get; private set; }

    /// <summary>Square root of the mean square, the mean not taken out.</summary>
    public double? Rms => _valid > 0 ? Math.Sqrt(_squares / _valid) : null;

    /// <summary>Standard deviation about the mean.</summary>
    public double? Deviation => _valid > 0 ? Math.Sqrt(Math.Max(0, _squares / _valid - _sum / _valid * (_sum / _valid))) : null;

    /// <summary>Sum of the stored integers; null where the file stores values.</summary>
    public long? DigitalSum { get; private set; }

    public void Add(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return;
        Samples += values.Length;
        double squares = 0, sum = 0, low = double.PositiveInfinity, high = double.NegativeInfinity;
        var missing = 0;
        foreach (var value in values)
        {
            if (double.IsNaN(value))
            {
                missing++;
                continue;
            }

            squares += value * value;
            sum += value;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (missing == values.Length)
            return;
        _valid += values.Length - missing;
        (_squares, _sum) = (_squares + squares, _sum + sum);
        First ??= values[FirstValid(values)];
        for (var i = values.Length - 1; ; i--)
            if (!double.IsNaN(values[i]))
            {
                Last = values[i];
                break;
            }

        Min = Min is { } min ? Math.Min(min, low) : low;
        Max = Max is { } max ? Math.Max(max, high) : high;
    }

    public void Add(ReadOnlySpan<int> digital)
    {
        long sum = 0;
        foreach (var digit in digital)
            sum += digit;
        DigitalSum = (DigitalSum ?? 0) + sum;
    }

    static int FirstValid(ReadOnlySpan<double> values)
    {
        var i = 0;
        while (double.IsNaN(values[i]))
            i++;
        return i;
    }
}

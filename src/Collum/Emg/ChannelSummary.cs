namespace Collum.Emg;

/// <summary>Figures of one channel over a whole file, added up block by block: by its stored integers where it has a calibration, else by its values.</summary>
/// <remarks>
/// Values in the channel's unit. Samples that the file lacks count as samples and enter no other figure. Integers are summed exactly and brought onto the calibration line at the end, so a
/// large offset costs no digits.
/// </remarks>
public sealed class ChannelSummary(Calibration? calibration)
{
    /// <summary>So many squares of 24-bit integers fit 64 bits.</summary>
    const int Chunk = 65536;

    // Of digits where there is a calibration (then whole), else of values.
    double _sum, _squares, _low = double.PositiveInfinity, _high = double.NegativeInfinity, _first, _last;
    Int128 _digitSum, _digitSquares;
    long _valid;

    /// <summary>Samples, missing ones included.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples that the file lacks.</summary>
    public long Missing => Samples - _valid;

    public double? First => Valued(_first);

    public double? Last => Valued(_last);

    public double? Min => Valued(calibration is { Gain: < 0 } ? _high : _low);

    public double? Max => Valued(calibration is { Gain: < 0 } ? _low : _high);

    public double? Mean => _valid == 0 ? null
        : calibration is { } line ? (((double)_digitSum / _valid) * line.Gain) + line.Offset
        : _sum / _valid;

    /// <summary>Standard deviation about the mean.</summary>
    public double? Deviation => _valid == 0 ? null
        : calibration is { } line ? Math.Abs(line.Gain) * Math.Sqrt((double)((_digitSquares * _valid) - (_digitSum * _digitSum))) / _valid
        : Math.Sqrt(Math.Max(0, (_squares / _valid) - (_sum / _valid * (_sum / _valid))));

    /// <summary>Square root of the mean square, the mean not taken out.</summary>
    public double? Rms => _valid == 0 ? null
        : calibration is null ? Math.Sqrt(_squares / _valid)
        : Math.Sqrt((Deviation!.Value * Deviation.Value) + (Mean!.Value * Mean.Value));

    /// <summary>Sum of the stored integers; null where the file stores values.</summary>
    public long? DigitalSum => calibration is not null && Samples > 0 ? (long)_digitSum : null;

    /// <param name="digits">The next stored integers.</param>
    /// <param name="lost">The integer that marks a sample the recorder lost; null where the format has none.</param>
    public void Add(ReadOnlySpan<int> digits, int? lost = null)
    {
        Samples += digits.Length;
        for (; !digits.IsEmpty; digits = digits[Math.Min(Chunk, digits.Length)..])
        {
            var chunk = digits[..Math.Min(Chunk, digits.Length)];
            if (lost is { } mark && chunk.Contains(mark))
            {
                foreach (var digit in chunk)
                    if (digit != mark)
                        AddWhole([digit]);
            }
            else
            {
                AddWhole(chunk);
            }
        }
    }

    void AddWhole(ReadOnlySpan<int> digits)
    {
        long sum = 0, squares = 0;
        int low = int.MaxValue, high = int.MinValue;
        foreach (var digit in digits)
        {
            sum += digit;
            squares += (long)digit * digit;
            low = Math.Min(low, digit);
            high = Math.Max(high, digit);
        }

        (_digitSum, _digitSquares) = (_digitSum + sum, _digitSquares + squares);
        (_low, _high) = (Math.Min(_low, low), Math.Max(_high, high));
        _first = _valid == 0 ? digits[0] : _first;
        _last = digits[^1];
        _valid += digits.Length;
    }

    /// <param name="values">The next values; NaN is a sample that the file lacks.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        Samples += values.Length;
        double sum = 0, squares = 0;
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                continue;
            if (_valid++ == 0)
                _first = value;
            _last = value;
            sum += value;
            squares += value * value;
            _low = Math.Min(_low, value);
            _high = Math.Max(_high, value);
        }

        (_sum, _squares) = (_sum + sum, _squares + squares);
    }

    double? Valued(double figure) => _valid == 0 ? null : calibration is { } line ? line.ToValue((int)figure) : figure;
}

using System.Globalization;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>The unit in which a channel's values stand, as the file writes it, and how many microvolts one of it is.</summary>
/// <param name="Text">As written, without the blanks around it; empty where the file says nothing.</param>
/// <param name="Microvolts">Microvolts in one unit; null when it is no voltage, or cannot be told without asking.</param>
/// <remarks>A unit that cannot be read for certain (<c>.V</c>, <c>?V</c>, <c>MV</c>) is asked about and never guessed: a thousandfold wrong activity looks like an answer.</remarks>
public sealed record SignalUnit(string Text, double? Microvolts) : ISayable
{
    public bool IsVoltage => Microvolts is not null;

    /// <summary>True where the unit is understood, voltage or not.</summary>
    public bool IsKnown { get; private init; }

    // Quantities that travel beside EMG. They are shown and left alone, so a spelling missing here costs one question, never a wrong number.
    static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "g", "mg", "m/s^2", "m/s²", "m/s2", "°/s", "deg/s", "dps", "rad/s", "°", "deg", "degree", "degrees", "rad", "N", "Nm", "N.m", "N*m", "Nmm", "mm", "cm", "m",
        "kg", "%", "Boolean", "degC", "°C", "C", "bpm", "Hz", "s", "ms", "uT", "µT", "mT", "Gauss", "mmHg", "Pa", "kPa", "hPa", "Ohm", "kOhm", "uS", "µS", "A", "mA",
    };

    public static SignalUnit Parse(string text)
    {
        var written = text.Trim();
        var plain = written.Replace('\u03BC', '\u00B5');                // Greek mu and the micro sign look alike
        double? microvolts = plain switch
        {
            "uV" or "UV" or "uv" or "\u00B5V" or "\u00B5v" => 1,
            "mV" or "mv" => 1e3,                                        // MV would be megavolts: asked about
            "V" or "v" => 1e6,
            "nV" or "nv" => 1e-3,
            _ => plain.ToLowerInvariant() switch
            {
                "microvolt" or "microvolts" => 1,
                "millivolt" or "millivolts" => 1e3,
                "volt" or "volts" => 1e6,
                "nanovolt" or "nanovolts" => 1e-3,
                _ => null,
            },
        };
        return new(written, microvolts) { IsKnown = microvolts is not null || Others.Contains(plain) };
    }

    /// <summary>A unit as a person states it, which may be a number of units: <c>0.73 uV</c> where the file holds a converter's counts.</summary>
    public static SignalUnit Stated(string text)
    {
        var plain = text.Trim();
        var split = 0;
        while (split < plain.Length && (char.IsAsciiDigit(plain[split]) || plain[split] is '.' or 'e' or 'E' or '+' or '-'))
            split++;
        if (split <= 0 || !double.TryParse(plain.AsSpan(0, split), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
            return Parse(plain);
        var unit = Parse(plain[split..]);
        return unit.Microvolts is { } each && number is > 1e-12 and < 1e12
            ? new(plain, number * each) { IsKnown = true }
            : new(plain, null);
    }

    public Sentence Say() => Text.Length == 0 ? Phrase($"no unit") : Sentence.Code(Text);

    public override string ToString() => Say();
}

using Collum.Findings;

namespace Collum.Emg;

/// <summary>What the values of a whole channel say against its unit or its electrode.</summary>
public static class Doubts
{
    /// <summary>Below this spread even an amplifier with shorted inputs would be quieter than any is, microvolts.</summary>
    /// <remarks>Amplifiers for surface EMG keep within some 1 µV of their own noise; a tenth of that over a whole file is a wrong unit. A working value.</remarks>
    const double LeastMicrovolts = 0.1;

    /// <summary>Above this spread over a whole file no muscle is the source, microvolts. A working value: the largest motor unit potentials reach some 10 mV.</summary>
    const double MostMicrovolts = 20_000;

    public static IEnumerable<Finding> About(Channel channel, ChannelSummary sum)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(sum);
        var findings = new FindingList();
        var place = $"signals[{channel.Index}]";
        var label = Units.Named(channel.Label, place);
        if (sum.Samples - sum.Missing > 1 && sum.Min == sum.Max)
        {
            findings.Note("EMG-015", $"{label} has the one value {sum.Min:G3} {channel.Unit} throughout.", place);
        }
        else if (channel.Unit.Microvolts is { } each && sum.Deviation is { } spread && sum.Samples - sum.Missing > 1)
        {
            var microvolts = spread * each;
            if (microvolts < LeastMicrovolts)
                findings.Confirm("EMG-003", $"{label} spreads by {spread:G3} {channel.Unit}, less than any amplifier's own noise. The unit is doubtful: say which it is (uV, mV or V) before its amplitudes are used.", place + ".unit");
            else if (microvolts > MostMicrovolts)
                findings.Confirm("EMG-003", $"{label} spreads by {spread:G3} {channel.Unit}, more than any muscle gives. The unit is doubtful, or this is not EMG: say which unit it is before its amplitudes are used.", place + ".unit");
        }

        return findings.All();
    }
}

using Collum.Findings;

namespace Collum.Emg;

/// <summary>Which unit a channel has: a person's statement before the file's; what neither makes certain becomes a question.</summary>
static class Units
{
    public static SignalUnit Of(string written, string label, string place, ReadOptions options, FindingList findings)
    {
        var inFile = SignalUnit.Parse(written);
        if (options.UnitOf(label) is { } stated)
        {
            var unit = SignalUnit.Stated(stated);
            if (unit != inFile)
                findings.Note("EMG-018", $"{Named(label, place)}: {unit} as stated by hand, in place of {inFile}.", place + ".unit");
            return unit;
        }

        if (inFile.Text.Length == 0)
            findings.Confirm("EMG-002", $"{Named(label, place)} has no unit in the file. State it (uV, mV or V) before its amplitudes are used.", place + ".unit");
        else if (!inFile.IsKnown)
            findings.Confirm("EMG-001", $"{Named(label, place)} has the unit '{inFile.Text:typed}', which is not understood. State it (uV, mV or V) before its amplitudes are used.", place + ".unit");
        return inFile;
    }

    public static Sentence Named(string label, string place) => label.Length > 0 ? Typed(label) : Code(place);
}

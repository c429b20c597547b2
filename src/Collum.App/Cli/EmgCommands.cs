using System.CommandLine;
using System.Globalization;
using Collum.Emg;

namespace Collum.App.Cli;

static partial class EmgCommands
{
    static readonly Argument<string> Document = Shared.File("recording", "EDF, EDF+, BDF, BDF+, C3D, WFDB header (.hea) or delimited text.");

    static readonly Option<string[]> UnitOption = new("--unit")
    {
        Description = "Unit of a channel in place of what the file says: LABEL=uV, LABEL=0.73uV where the file holds counts, *=uV for all. Again for each channel.", HelpName = "LABEL=UNIT",
    };

    static readonly Option<double?> RateOption = new("--rate") { Description = "Samples a second, for text that has neither a rate nor times.", HelpName = "HZ" };

    public static Noun Emg() => new("emg", "What a recorder wrote, and what it says.",
        new Verb("info", "Say what a recording holds: segments, channels with their own rates and units, annotations, and what is wrong with it.",
            "collum emg info recording.edf --json", InfoAsync, Document, UnitOption, RateOption),
        Rank());

    static Task<int> InfoAsync(Call call) => ReadAsync(call, reader =>
    {
        var answer = RecordingAnswer.Of(reader);
        return call.Answer(answer, to => Write(to, answer, call.Medicine), Call.ExitFor(answer.Findings));
    });

    /// <summary>Opens the recording that the call names and hands its reader on; reading can be cancelled even where the stream cannot.</summary>
    static async Task<T> ReadAsync<T>(Call call, Func<RecordingReader, T> read)
    {
        var path = call.Value(Document);
        var options = new ReadOptions { Units = StatedUnits(call), RateHz = StatedRate(call) };
        await using var file = path == "-" ? null : Documents.Open(path, "the path of a recording");
        using var beside = new FilesBeside(path);
        return await Task.Run(() => read(Recordings.Open(file ?? call.Terminal.In, path == "-" ? "standard input" : path, options, beside.Open)), call.Cancel).WaitAsync(call.Cancel);
    }

    static double? StatedRate(Call call) => call.Value(RateOption) switch
    {
        null => null,
        >= 1e-6 and <= 1e7 and var rate => rate,
        var other => throw CallException.Wrong($"--rate: found {other.Value.ToString(CultureInfo.InvariantCulture)}; expected samples a second, above 0."),
    };

    static Dictionary<string, string> StatedUnits(Call call)
    {
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in call.Value(UnitOption) ?? [])
        {
            var split = text.LastIndexOf('=');
            if (split < 1 || !SignalUnit.Stated(text[(split + 1)..]).IsKnown)
                throw CallException.Wrong($"--unit: found '{Options.Short(text)}'; expected LABEL=UNIT with a unit such as uV, mV, V or 0.73uV.");
            units[text[..split].Trim()] = text[(split + 1)..];
        }

        return units;
    }

    static void Write(TextWriter to, RecordingAnswer answer, Medicine medicine)
    {
        to.WriteLine($"{answer.Format}{(answer.Start is { } start ? $", started {start.Replace('T', ' ')} by the recorder's clock" : "")}");
        if (answer.Segments.Count == 1)
            to.WriteLine($"One stretch of {Figure(answer.Segments[0].DurationS)} s without a pause, from {Figure(answer.Segments[0].OnsetS)} s");
        else
            foreach (var (i, segment) in answer.Segments.Take(50).Index())
                to.WriteLine($"Segment {i + 1}: {Figure(segment.DurationS)} s from {Figure(segment.OnsetS)} s");
        if (answer.Segments.Count > 50)
            to.WriteLine($"and {answer.Segments.Count - 50} more segments");
        to.WriteLine();
        var table = new TextTable("Channel", "Unit", "Rate, Hz", "Samples", "Least", "Most", "RMS");
        foreach (var signal in answer.Signals)
            table.Row(signal.Label, signal.Unit, Figure(signal.RateHz), signal.Samples, Figure(signal.ValueMin), Figure(signal.ValueMax), Figure(signal.ValueRms));
        to.WriteLine(table);
        foreach (var annotation in answer.Annotations.Take(200))
            to.WriteLine(TextTable.Printable($"{Figure(annotation.OnsetS),12} s  {(annotation.DurationS is { } d ? Figure(d) + " s" : ""),10}  {annotation.Text}"));
        if (answer.Annotations.Count > 200)
            to.WriteLine($"and {answer.Annotations.Count - 200} more annotations");
        if (answer.Annotations.Count > 0)
            to.WriteLine();
        FindingText.Write(to, answer.Findings, medicine);
    }

    static string Figure(double? value) => value is { } v ? v.ToString("G7", CultureInfo.InvariantCulture) : "–";
}

/// <summary>Opens files in the folder of another one, by bare name only, and closes them all.</summary>
sealed class FilesBeside(string path) : IDisposable
{
    readonly List<Stream> _open = [];

    public Stream? Open(string name)
    {
        if (path == "-" || name.Length == 0 || name is "." or ".." || name != Path.GetFileName(name) || name.Contains('\\', StringComparison.Ordinal))
            return null;
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name);
        if (Documents.OpenBeside(beside, "a file with samples") is not { } stream)
            return null;
        _open.Add(stream);
        return stream;
    }

    public void Dispose() => _open.ForEach(s => s.Dispose());
}

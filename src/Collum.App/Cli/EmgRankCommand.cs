using System.CommandLine;
using System.Globalization;
using Collum.Anatomy;
using Collum.Emg;
using Collum.Numerics;

namespace Collum.App.Cli;

/// <summary>`collum emg rank`: muscles by involuntary activity in the patient's own posture.</summary>
static partial class EmgCommands
{
    static readonly Option<string[]> MuscleOption = new("--muscle")
    {
        Description = "Muscle of a channel in place of what its label says. Again for each channel.", HelpName = "LABEL=MUSCLE-ID:SIDE",
    };

    static readonly Option<string[]> PhaseOption = new("--phase")
    {
        Description = "A phase in seconds, in place of all annotations of the file: neutral, midline, mvc, geste; any other name is the patient's posture. Again for each phase.", HelpName = "NAME=FROM-TO",
    };

    static readonly Option<string[]> MvcOption = new("--mvc") { Description = "A maximal contraction in seconds, in place of those of the file; its other annotations stay unless --phase is given too, which replaces them all. Again for each contraction.", HelpName = "FROM-TO" };

    static readonly Option<string?> HeartOption = new("--ecg") { Description = "Heart beats: template (taken out beat by beat, the default), highpass (band from 30 Hz), none.", HelpName = "template|highpass|none" };

    static readonly Option<string?> ElectrodeOption = new("--electrodes") { Description = "Of all channels, in place of what the file says: surface or intramuscular.", HelpName = "PLACE" };

    static readonly Option<string?> WeightsOption = new("--weights")
    {
        Description = "Weights of the score, adding up to 1: drive=0.5,turns=0.2,midline=0.15,cdf10=0.1,coherence=0.05.", HelpName = "LIST",
    };

    static readonly Option<string?> HtmlOption = new("--html") { Description = "Also write a report that one file holds.", HelpName = "OUT" };

    static readonly Dictionary<string, HeartRemoval> Removals = new(StringComparer.Ordinal)
    {
        ["template"] = HeartRemoval.Template, ["highpass"] = HeartRemoval.Highpass, ["none"] = HeartRemoval.None,
    };

    static readonly Dictionary<string, ElectrodePlace> Places = new(StringComparer.Ordinal) { ["surface"] = ElectrodePlace.Surface, ["intramuscular"] = ElectrodePlace.Intramuscular };

    static Verb Rank() => new("rank", "Rank muscles by their involuntary activity in the patient's own posture, each with its reasons.",
        "collum emg rank recording.edf --phase neutral=30-50 --phase posture=60-180 --mvc 0-10 --json",
        RankAsync, Document, MuscleOption, PhaseOption, MvcOption, HeartOption, ElectrodeOption, WeightsOption, UnitOption, RateOption, HtmlOption);

    static async Task<int> RankAsync(Call call)
    {
        // One call, nobody waiting meanwhile: a collector on a thread of its own only costs memory.
        System.Runtime.GCSettings.LatencyMode = System.Runtime.GCLatencyMode.Batch;
        var knowledge = call.Composition.Emg;
        var (stated, contractions) = (StatedPhases(call), StatedContractions(call));
        var options = new MeasureOptions
        {
            Heart = Word(call, HeartOption, Removals, HeartRemoval.Template), Phases = stated.Count > 0 ? [.. stated, .. contractions] : null, Contractions = contractions.Count > 0 ? contractions : null, Leads = StatedLeads(call, knowledge.Muscles),
            KeepCurves = call.Value(HtmlOption) is not null, Electrodes = call.Value(ElectrodeOption) is null ? null : Word(call, ElectrodeOption, Places, ElectrodePlace.Unknown),
        };
        var weights = StatedWeights(call);
        var path = call.Value(Document);
        var read = new ReadOptions { Units = StatedUnits(call), RateHz = StatedRate(call) };
        await using var file = await SeekableAsync(call, path);
        using var beside = new FilesBeside(path);
        var name = path == "-" ? "standard input" : path;
        var measurement = await Task.Run(() => new Measuring(knowledge.Table, new Montage(knowledge.Muscles)).Run(Reopened, options, call.Cancel), call.Cancel).WaitAsync(call.Cancel);
        RequireLabels(options, measurement, name);
        var ranking = new ActivityRanking(knowledge.Table).Rank(measurement, weights);
        var answer = RankAnswer.Of(measurement, ranking, knowledge.Version);
        if (call.Value(HtmlOption) is { } html)
            await Documents.WriteAsync(html, EmgReport.Of(answer, Path.GetFileName(name), measurement, knowledge.Muscles), call.Cancel);
        return call.Answer(answer.Json, to => Write(to, answer, knowledge), Call.ExitFor(answer.Findings));

        RecordingReader Reopened()
        {
            file.Position = 0;
            return Recordings.Open(file, name, read, beside.Open);
        }
    }

    // A recording is read several times; what cannot be wound back is laid down in a file of its own first.
    static async Task<Stream> SeekableAsync(Call call, string path)
    {
        if (path != "-" && Documents.Open(path, "the path of a recording") is { CanSeek: true } file)
            return file;
        var copy = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose,
        });
        await using var from = path == "-" ? null : Documents.Open(path, "the path of a recording");
        await (from ?? call.Terminal.In).CopyToAsync(copy, call.Cancel);
        return copy;
    }

    static T Word<T>(Call call, Option<string?> option, Dictionary<string, T> words, T usual) => call.Value(option) switch
    {
        null => usual,
        var text when words.TryGetValue(text, out var value) => value,
        var text => throw CallException.Wrong($"{option.Name}: found '{Options.Short(text)}'; expected one of {string.Join(", ", words.Keys)}."),
    };

    static List<Phase> StatedPhases(Call call)
    {
        var phases = new List<Phase>();
        foreach (var text in call.Value(PhaseOption) ?? [])
        {
            var split = text.IndexOf('=', StringComparison.Ordinal);
            if (split < 1)
                throw CallException.Wrong($"--phase: found '{Options.Short(text)}'; expected NAME=FROM-TO, for example neutral=10-20.");
            phases.Add(Stretch("--phase", text[..split].Trim(), text[(split + 1)..]));
        }

        return phases;
    }

    static List<Phase> StatedContractions(Call call) => [.. (call.Value(MvcOption) ?? []).Select(text => Stretch("--mvc", "mvc", text))];

    static Phase Stretch(string option, string name, string text)
    {
        if (text.Split('-') is [var from, var to] && Seconds(from) is { } a && Seconds(to) is { } b && a < b)
            return new(Phase.KindOf(name), name, a, b);
        throw CallException.Wrong($"{option}: found '{Options.Short(text)}'; expected seconds after the start, FROM-TO with FROM below TO, for example 10-20.5.");

        static double? Seconds(string number) =>
            double.TryParse(number.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 1e7 ? value : null;
    }

    static Dictionary<string, (MuscleName, Side)> StatedLeads(Call call, MuscleNames muscles)
    {
        var leads = new Dictionary<string, (MuscleName, Side)>(StringComparer.Ordinal);
        foreach (var text in call.Value(MuscleOption) ?? [])
        {
            var (equals, colon) = (text.LastIndexOf('='), text.LastIndexOf(':'));
            if (equals < 1 || colon < equals)
                throw CallException.Wrong($"--muscle: found '{Options.Short(text)}'; expected LABEL=MUSCLE-ID:SIDE, for example \"EMG 1=splenius-capitis:left\".");
            var (id, side) = (text[(equals + 1)..colon], text[(colon + 1)..]);
            if (muscles.Find(id) is not { } muscle)
                throw CallException.Wrong($"--muscle: found '{Options.Short(id)}'; expected a muscle id{(EditDistance.Closest(id, muscles.All.Select(m => m.Id)) is { } close ? $" (did you mean '{close}'?)" : "")}; `collum knowledge list --under anatomy/muscles` shows them.");
            if (!Sides.Words.TryGetValue(side, out var which))
                throw CallException.Wrong($"--muscle: found side '{Options.Short(side)}'; expected left or right.");
            if (!leads.TryAdd(text[..equals], (muscle, which)))
                throw CallException.Wrong($"--muscle: found '{Options.Short(text[..equals])}' twice; expected each channel once.");
        }

        return leads;
    }

    static void RequireLabels(MeasureOptions options, Measurement measurement, string file)
    {
        var labels = measurement.Recording.Channels.Select(c => c.Label).ToList();
        foreach (var label in options.Leads.Keys)
            if (!labels.Contains(label))
                throw CallException.Wrong($"--muscle: found channel '{Options.Short(label)}'; expected one of {file}: {string.Join(", ", labels.Take(64))}.");
    }

    static Dictionary<RankedMeasure, double>? StatedWeights(Call call)
    {
        if (call.Value(WeightsOption) is not { } text)
            return null;
        var weights = new Dictionary<RankedMeasure, double>();
        var names = Enum.GetValues<RankedMeasure>().ToDictionary(m => m.ToString().ToLowerInvariant());
        foreach (var part in text.Split(','))
            if (part.Split('=') is not [var name, var number] || !names.TryGetValue(name.Trim(), out var measure)
                || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) || weight > 1 || !weights.TryAdd(measure, weight))
                throw CallException.Wrong($"--weights: found '{Options.Short(part)}'; expected NAME=WEIGHT, each of {string.Join(", ", names.Keys)} at most once, weights 0 to 1.");
        return Math.Abs(weights.Values.Sum() - 1) <= 1e-6 ? weights
            : throw CallException.Wrong(string.Create(CultureInfo.InvariantCulture, $"--weights: found weights that add up to {weights.Values.Sum():0.####}; expected 1."));
    }

    static void Write(TextWriter to, RankAnswer answer, EmgKnowledge knowledge)
    {
        foreach (var phase in answer.Phases.Take(100))
            to.WriteLine(TextTable.Printable(string.Create(CultureInfo.InvariantCulture, $"{phase.FromS,8:0.#} to {phase.ToS,8:0.#} s  {phase.Kind.ToString().ToLowerInvariant(),-8}  {phase.Name}")));
        to.WriteLine();
        if (answer.Muscles.Count > 0)
        {
            var table = new TextTable("Rank", "Side", "Muscle", "Score", "Drive, %", "Says", "Why");
            foreach (var m in answer.Muscles)
                table.Row(m.Rank, m.Side is { } side ? Sides.Word(side) : "", m.MuscleId is { } id ? knowledge.Muscles.Find(id)!.Name : m.Label, m.Score is { } s ? $"{s:0.00}" : "–", m.DPercentMvc is { } d ? $"{d:0.0}" : "–",
                    Said(m.Band) + (m.Score is not null && m.Flags.Any(f => f is "surface-on-deep" or "mvc-submaximal" or "muscle-unknown") ? ", doubtful" : ""), string.Join(" ", m.Reasons.Take(2)));
            to.WriteLine(table);
            to.WriteLine("Weights: " + string.Join(", ", answer.Weights.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key} {w.Value:0.##}"))) + ". A stated choice, not evidence.");
        }

        foreach (var pair in answer.Coherence.Where(p => p.Significant))
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Coherent at {pair.AtHz:0.0} Hz: {pair.A} and {pair.B}, {pair.Value:0.00} (limit {pair.Limit:0.000})"));
        to.WriteLine($"{answer.HeartBeats} heart beats · {answer.Segments} segments · {answer.Coherence.Count} pairs");
        to.WriteLine();
        FindingText.Write(to, answer.Findings, knowledge.Sources());
        to.WriteLine($"EMG ranks candidate muscles; the injector decides · knowledge {answer.KnowledgeVersion}");
    }

    internal static string Said(ActivityBand band) => band switch
    {
        ActivityBand.Likely => "likely dystonic",
        ActivityBand.Possible => "possibly dystonic",
        ActivityBand.Unlikely => "unlikely",
        ActivityBand.Compensating => "compensating",
        _ => "not ranked",
    };
}

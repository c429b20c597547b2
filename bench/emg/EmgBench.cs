using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Collum.Emg;

namespace Collum.Bench.Emg;

/// <summary>Makes the recordings that bench/emg/run.sh measures, and times the inside of one run.</summary>
static class EmgBench
{
    public static int Run(IReadOnlyList<string> arguments)
    {
        switch (arguments)
        {
            case ["make", var seconds, var file, ..]:
                Make(int.Parse(seconds, CultureInfo.InvariantCulture), file, arguments.Count > 3 ? int.Parse(arguments[3], CultureInfo.InvariantCulture) : 1);
                return 0;
            case ["rank", var file]:
                Rank(file);
                return 0;
            default:
                Console.Error.WriteLine("emg make SECONDS FILE.edf [SEED]: writes a recording and FILE.truth.json; emg rank FILE: times the measuring alone.");
                return 2;
        }
    }

    static void Make(int seconds, string file, int seed)
    {
        var neck = new SyntheticNeck(seed);
        using (var to = new BufferedStream(File.Create(file), 1 << 20))
            neck.Write(to, seconds);
        File.WriteAllText(Path.ChangeExtension(file, ".truth.json"), JsonSerializer.Serialize(new
        {
            seed, seconds, dystonic = SyntheticNeck.Dystonic, coupled = new[] { SyntheticNeck.Coupled.A, SyntheticNeck.Coupled.B },
            compensating = SyntheticNeck.Compensating, normally_active = SyntheticNeck.NormallyActive,
            heart_beats_s = neck.Beats.Select(b => Math.Round(b, 4)),
        }));
    }

    static void Rank(string file)
    {
        var (muscles, table) = Medicine.ReadEmg(new Dictionary<string, byte[]>
        {
            ["anatomy/muscles.json"] = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data/anatomy/muscles.json")),
            ["emg/measures.json"] = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data/emg/measures.json")),
        });
        for (var round = 0; round < 6; round++)
        {
            var (watch, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
            using var stream = File.OpenRead(file);
            var measurement = new Measuring(table, new Montage(muscles)).Run(() =>
            {
                stream.Position = 0;
                return Recordings.Open(stream, file);
            }, MeasureOptions.Default);
            var ranking = new ActivityRanking(table).Rank(measurement);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{watch.Elapsed.TotalMilliseconds,7:F0} ms wall {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds,7:F0} ms CPU   {measurement.HeartBeatsS.Count} beats   {string.Join(", ", ranking.Muscles.Take(4).Select(m => m.Measures.Lead.Channel.Label))}   {measurement.Pairs.Count(p => p.Significant)} significant pairs"));
        }
    }
}

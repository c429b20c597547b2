using System.Diagnostics;
using System.Globalization;
using Collum.Clinic.Registry;
using Collum.Numerics.Inference;
using Collum.Response;

namespace Collum.Bench;

/// <summary>The response engine: effective draws a second, milliseconds of a forecast, calibration by simulation, intervals on simulated people.</summary>
static class ResponseBench
{
    static IReadOnlyList<FollowUp> Trial()
    {
        using var file = File.OpenRead(Path.Combine(Root(), "data", "trials", "cdystonia.csv"));
        return FollowUpTable.Read(file, "cdystonia.csv");
    }

    /// <summary>To be read beside <c>bench/response/reference.R</c> on the same machine.</summary>
    public static int Speed()
    {
        var people = Trial();
        foreach (var (name, make) in new (string, Func<IPopulationModel>)[] { ("reference", () => new ReferenceModel(people)), ("drift", () => new DriftModel(people)) })
            for (ulong seed = 1; seed <= 3; seed++)
            {
                var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
                var fit = PopulationFit.Of(make(), new() { Seed = seed, Threads = 1 });
                var (wall, processor) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
                var worst = fit.Parameters.MinBy(p => p.Ess)!;
                Say($"{name}, seed {seed}: {wall:0.00} s by the clock, {processor:0.00} s of processor; least effective draws {worst.Ess:0} ({worst.Name}); {worst.Ess / processor:0.0} a second of processor, {worst.Ess / wall:0.0} by the clock; largest R-hat {fit.Parameters.Max(p => p.Rhat):0.0000}; {fit.Draws.Divergences} divergences; {1e6 * processor / fit.Draws.Gradients:0.0} µs a gradient");
            }

        return 0;
    }

    /// <summary>One person with 8 sessions and 60 scores: first paint and posterior, warm, in milliseconds of one core.</summary>
    public static int Forecast()
    {
        var people = Fitted();
        var random = new CounterRandom(1);
        var sessions = Enumerable.Range(0, 8).Select(k => new Injection(13 * k, 10_000)).ToArray();
        var scores = Enumerable.Range(0, 60).Select(i => new Observation(i * 104 / 60.0, 46 - (12 * TimeCourse.At(i * 104 / 60.0 % 13, 3.5, 1.4)) + (4 * random.NextNormal()), Loading.Total)).ToArray();
        var request = new CourseRequest { Weeks = [.. Enumerable.Range(0, 121).Select(w => w * 1.0)] };
        var person = new Individual(people, sessions, scores);
        var (first, full) = (Times(() => person.FirstPaint(request)), Times(() => person.Posterior(request)));
        Say($"first paint: fastest {first[0]:0.00} ms, median {first[first.Count / 2]:0.00} ms (limit 5); posterior: fastest {full[0]:0.0} ms, median {full[full.Count / 2]:0.0} ms (limit 50)");
        var (quick, slow) = (person.FirstPaint(request).WearingOff!, person.Posterior(request with { Proposals = 20_000 }).WearingOff!);
        Say($"wearing off: first paint {quick.Median:0.00} weeks ({quick.Sd:0.00}), posterior {slow.Median:0.00} ({slow.Sd:0.00}); apart by {Math.Abs(quick.Median - slow.Median) / slow.Sd:0.000} sd");
        return 0;

        static List<double> Times(Action once)
        {
            var times = new List<double>();
            for (var i = 0; i < 60; i++)
            {
                var before = Environment.CpuUsage.TotalTime;
                once();
                if (i >= 20)
                    times.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            }

            times.Sort();
            return times;
        }
    }

    /// <summary>Simulation-based calibration of both models over 500 data sets of 24 people; <c>COLLUM_SBC</c> sets another number.</summary>
    public static int Calibration()
    {
        var sets = int.TryParse(Environment.GetEnvironmentVariable("COLLUM_SBC"), CultureInfo.InvariantCulture, out var asked) ? asked : 500;
        foreach (var simulation in new ISimulation[] { new ReferenceSimulation(), new DriftSimulation() })
        {
            var watch = Stopwatch.StartNew();
            var ranks = SimulationBasedCalibration.Run(simulation, sets, seed: 1, threads: 2);
            Say($"{simulation.Name}: {sets} data sets, {watch.Elapsed.TotalSeconds:0} s");
            foreach (var (name, uniformity) in ranks.OrderBy(r => r.Uniformity.P))
                Say($"  {name,-10} p {uniformity.P:0.000}  {string.Join(" ", uniformity.Counts)}");
            Say($"  smallest p {ranks.Min(r => r.Uniformity.P):0.0000}; times {ranks.Count} parameters {Math.Min(1, ranks.Min(r => r.Uniformity.P) * ranks.Count):0.000} (Bonferroni)");
        }

        return 0;
    }

    static Population Fitted()
    {
        var folder = Path.Combine(Root(), "data");
        var medicine = new Medicine(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal));
        return medicine.Response.Models[medicine.Response.Forecast.Model].ToPopulation("models");
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Collum.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The bench runs from a checkout; Collum.slnx was not found above it.");
    }

    static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}

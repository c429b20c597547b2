using System.Diagnostics;
using System.Globalization;
using System.Text;
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

    /// <summary>To be read beside <c>bench/response/reference.R</c> on the same machine; <c>bench/response/run.sh</c> runs both.</summary>
    /// <param name="args">A seed: the reference model once, on one thread, in the words of <c>reference.R</c>. Nothing: both models by three seeds.</param>
    public static int Speed(string[] args)
    {
        var people = Trial();
        if (args is [var one] && ulong.TryParse(one, CultureInfo.InvariantCulture, out var asked))
        {
            var warm = PopulationFit.Of(new ReferenceModel(people), new() { Chains = 1, Warmup = 100, Draws = 100, Threads = 1 });      // the machine code is made, as Stan's is before its clock starts
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var fit = PopulationFit.Of(new ReferenceModel(people), new() { Seed = asked, Threads = 1 });
            var (wall, processor) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            var worst = fit.Parameters.MinBy(p => p.Ess)!;
            Say($"divergences {fit.Draws.Divergences}\nseconds {wall:0.00} (processor {processor:0.00})\nleast effective draws {worst.Ess:0} ({worst.Name})\neffective draws per second {worst.Ess / wall:0.00}\neffective draws per second of processor {worst.Ess / processor:0.00}");
            return warm.Parameters.Count > 0 ? 0 : 1;
        }

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

    /// <summary>Charts of many years: one forecast, and every total forecast from what came before it, as the page Course ahead asks for on its first visit.</summary>
    public static int History()
    {
        var medicine = Knowledge();
        var product = medicine.Toxins.Products["rimabotulinumtoxinB"];
        foreach (var years in new[] { 1, 5, 20 })
        {
            var (random, start, sessions) = (new CounterRandom(1), new DateOnly(2000, 1, 3), years * 4);
            var given = Enumerable.Range(0, sessions).Select(k => (Date: start.AddDays(91 * k), Dose: product.Units(7500))).ToList();
            var scores = Enumerable.Range(0, sessions * 5).Select(i => (Day: 18 * i, Value: (decimal)Math.Round(Math.Clamp(46 - (12 * TimeCourse.At(18 * i / 7.0 % 13, 3.5, 1.4)) + (4 * random.NextNormal()), 0, 85))))
                .Select(s => new DatedScore(start.AddDays(s.Day), medicine.Response.Instruments["twstrs"], s.Value)).ToList();
            var document = new ForecastDocument
            {
                Product = product, Region = Collum.Toxins.Region.Known["US"], Sessions = given, Scores = scores, Today = scores[^1].Date, WearingOff = medicine.Response.Forecast.WearingOff[0],
            };
            var watch = Stopwatch.StartNew();
            var forecast = medicine.Forecaster.Posterior(document);
            var one = watch.Elapsed.TotalMilliseconds;
            watch.Restart();
            var kept = Collum.Clinic.Watch.ForecastCourse.Kept(document, medicine.Forecaster);
            Say($"{years} years, {sessions} sessions, {scores.Count} totals: a forecast {one:0} ms, {kept.Count} past forecasts {watch.Elapsed.TotalMilliseconds:0} ms; Pareto k {forecast.ShapeK:0.00}");
        }

        return 0;
    }

    /// <summary>Simulation-based calibration of both models over 500 data sets of 24 people; <c>COLLUM_SBC</c> sets another number. Writes the counts down and draws them.</summary>
    public static int Calibration()
    {
        var sets = int.TryParse(Environment.GetEnvironmentVariable("COLLUM_SBC"), CultureInfo.InvariantCulture, out var asked) ? asked : 500;
        var lines = new StringBuilder();
        void Tell(FormattableString line)
        {
            Say(line);
            lines.Append(FormattableString.Invariant(line)).Append('\n');
        }

        foreach (var simulation in new ISimulation[] { new ReferenceSimulation(), new DriftSimulation() })
        {
            var watch = Stopwatch.StartNew();
            var ranks = SimulationBasedCalibration.Run(simulation, sets, seed: 1, threads: 2);
            Tell($"{simulation.Name}: {sets} data sets, {watch.Elapsed.TotalSeconds:0} s");
            foreach (var (name, uniformity) in ranks.OrderBy(r => r.Uniformity.P))
                Tell($"  {name,-10} p {uniformity.P:0.000}  {string.Join(" ", uniformity.Counts)}");
            Tell($"  smallest p {ranks.Min(r => r.Uniformity.P):0.0000}; times {ranks.Count} parameters {Math.Min(1, ranks.Min(r => r.Uniformity.P) * ranks.Count):0.000} (Bonferroni)");
        }

        File.WriteAllText(Counts, lines.ToString());
        return Picture();
    }

    static string Counts => Path.Combine(Root(), "bench", "response", "calibration.txt");

    /// <summary>Draws <c>docs/images/response-calibration.svg</c> from the counts that <see cref="Calibration"/> wrote down last.</summary>
    public static int Picture()
    {
        var models = new List<(string Name, int Sets, List<(string, RankUniformity)> Parameters)>();
        foreach (var line in File.ReadLines(Counts))
            if (line.Contains(" data sets", StringComparison.Ordinal))
                models.Add((line.Split(':')[0], int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture), []));
            else if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [not "smallest" and var name, "p", var p, .. var counts])
                models[^1].Parameters.Add((name, new([.. counts.Select(c => int.Parse(c, CultureInfo.InvariantCulture))], double.NaN, double.Parse(p, CultureInfo.InvariantCulture))));
        var picture = Path.Combine(Root(), "docs", "images", "response-calibration.svg");
        File.WriteAllText(picture, CalibrationDrawing.Of([.. models.Select(m => (m.Name, m.Sets, (IReadOnlyList<(string, RankUniformity)>)m.Parameters))]));
        Say($"The rank histograms: {picture}");
        return 0;
    }

    /// <summary>Simulated people with five sessions: from the third on, when will the effect of the session just given wear off?</summary>
    /// <remarks>Known are the scores before that session only. "As last time" reads the last session's wearing off from its scores: where half of its largest drop was lost, straight lines between visits.</remarks>
    public static int Sessions()
    {
        const int people = 400, visits = 6;
        var population = Fitted();
        var (model, twelve, last, held, count) = (0.0, 0.0, 0.0, 0, 0);
        for (var i = 0; i < people; i++)
        {
            var random = new CounterRandom(99, (ulong)i);
            var deviates = new double[DriftParameters.Unbounded];
            random.FillNormal(deviates);
            var p = population.At(deviates);
            var logPeak = p.LogPeak + (p.SpreadPeak * random.NextNormal());
            var scale = Math.Sqrt(0.5 * p.Tails / random.NextGamma(0.5 * p.Tails));
            var (level, amplitude, drift, before) = (p.SpreadBase * scale * random.NextNormal(), p.SpreadAmplitude * scale * random.NextNormal(), p.SpreadDrift * scale * random.NextNormal(), -1.0);
            var given = Enumerable.Range(0, 5).Select(k => new Injection(13 * k, 5000 + (2500 * (k % 3)))).ToArray();
            var scores = new List<Observation>();
            for (var k = 0; k < given.Length; k++)
                for (var v = 0; v < visits; v++)
                {
                    var week = (13 * k) + (v == 0 ? -0.5 : 2.4 * v);
                    var keep = Math.Exp(-(week - before) / p.DriftWeeks);
                    drift = (keep * drift) + (Math.Sqrt(1 - (keep * keep)) * p.SpreadDrift * scale * random.NextNormal());
                    before = week;
                    var (common, toxin) = p.Courses(given[..(k + 1)], week, logPeak);
                    scores.Add(new(week, p.Base + level + drift - ((p.Common + amplitude) * common) - (p.Largest * toxin) + (p.Sigma * scale * random.NextNormal()), Loading.Total));
                }

            for (var k = 2; k < given.Length; k++)
            {
                var truth = new Relief(p, logPeak, amplitude, given[..(k + 1)]).Events(0.5);
                if (truth.IsNone)
                    continue;
                var off = new Individual(population, given[..(k + 1)], scores[..((k * visits) + 1)]).Posterior(new() { Weeks = [0], Courses = 20, Seed = (ulong)i }).WearingOff;
                if (off is null)
                    continue;
                count++;
                model += Math.Abs(off.Median - truth.WearingOffWeeks);
                twelve += Math.Abs(12 - truth.WearingOffWeeks);
                last += Math.Abs(AsRead(scores[((k - 1) * visits)..(k * visits)], 13 * (k - 1)) - truth.WearingOffWeeks);
                held += truth.WearingOffWeeks >= off.Q05 && truth.WearingOffWeeks <= off.Q95 ? 1 : 0;
            }
        }

        Say($"{count} forecasts of {people} people: mean absolute error {model / count:0.00} weeks; 12 weeks for all {twelve / count:0.00} ({100 * (1 - (model / twelve)):0} % better); as last time {last / count:0.00} ({100 * (1 - (model / last)):0} % better); 90 % intervals hold {100.0 * held / count:0.0} %");
        return 0;
    }

    static double AsRead(List<Observation> scores, double session)
    {
        var lowest = scores.Skip(1).MinBy(s => s.Value)!;
        var half = 0.5 * (scores[0].Value + lowest.Value);
        for (var j = scores.IndexOf(lowest) + 1; j < scores.Count; j++)
            if (scores[j].Value >= half)
            {
                var (a, b) = (scores[j - 1], scores[j]);
                return a.Week + ((b.Week - a.Week) * Math.Clamp((half - a.Value) / (b.Value - a.Value), 0, 1)) - session;
            }

        return 13;          // not lost before the next session
    }

    /// <summary>What published arms showed, beside what was expected without them: each trial left out of the meta-analysis in turn, and verified figures that nothing was fitted to.</summary>
    public static int Arms()
    {
        var medicine = Knowledge();
        var response = medicine.Response;
        using var file = File.OpenRead(Path.Combine(Root(), "data", "trials", "trials.csv"));
        var arms = TrialArms.Read(file, "trials.csv").Where(a => a.Product != response.Models[response.Forecast.Model].Product).ToList();
        foreach (var prior in response.Forecast.Products)
            foreach (var trial in arms.Where(a => a.Product == prior.Product).Select(a => a.Trial).Distinct())
            {
                var (kept, left) = (arms.Where(a => a.Product == prior.Product && a.Trial != trial).ToList(), arms.Where(a => a.Trial == trial && a.Product == prior.Product).ToList());
                var expected = ProductMetaAnalysis.Of(Fitted(), prior.Wide(), kept, leftOut: left).Predicted;
                foreach (var (arm, spread) in left.Zip(expected))
                    Tell($"{trial} left out, {arm.Product} {arm.DoseU:0} U, week {arm.Week:0}, against placebo", arm.Difference, spread);
            }

        // Brin 1999 gives p against placebo only; of 39 and 38 people with a usual deviation of 9 points each p means a difference.
        var (people, error) = (Fitted(), 9 * Math.Sqrt((1 / 39.0) + (1 / 38.0)));
        foreach (var (week, p) in new[] { (4, 0.0001), (8, 0.0002), (12, 0.0129) })
            Tell($"Brin 1999, rimabotulinumtoxinB 10000 U, week {week}, difference that p {p:0.####} means", error * SpecialFunctions.NormalQuantile(p / 2), ProductMetaAnalysis.Predict(people, 10_000, week, error));

        // Dressler 2013: change from baseline 4 weeks after each of five sessions of up to 300 U; the mean dose was not read, 120 to 300 U are taken as equally likely.
        var random = new CounterRandom(3);
        var changes = Many(People(response, medicine, "incobotulinumtoxinA"), random, (p, z) =>
        {
            var (common, toxin) = p.Courses([new Injection(0, 120 + (180 * random.NextUniform()))], 4, p.LogPeak + (p.SpreadPeak * z));
            return -(p.Common * common) - (p.Largest * toxin);
        }, values => values.Average() + (Math.Abs(2 * random.NextNormal()) * random.NextNormal()) + (9 / Math.Sqrt(76) * random.NextNormal()));
        Tell($"Dressler 2013, incobotulinumtoxinA up to 300 U, week 4, smallest change of five cycles", -11.7, changes);
        Tell($"Dressler 2013, incobotulinumtoxinA up to 300 U, week 4, largest change of five cycles", -14.3, changes);

        // ASPEN-1: median weeks until 80 % of the improvement is lost (20.3 to 29.1 of its own).
        var durations = Many(People(response, medicine, "daxibotulinumtoxinA"), random, (p, z) =>
            new Relief(p, p.LogPeak + (p.SpreadPeak * z), p.SpreadAmplitude * random.NextNormal(), [new Injection(0, 125)]).Events(0.2) is { IsNone: false } e ? e.WearingOffWeeks : double.NaN,
            values => values.Where(v => !double.IsNaN(v)).Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : 0);
        Tell($"ASPEN-1, daxibotulinumtoxinA 125 U, median weeks until 80 % is lost", 24, durations);
        return 0;

        static void Tell(FormattableString what, double seen, Spread expected) => Say(
            $"{FormattableString.Invariant(what)}: seen {seen:0.0}; expected {expected.Median:0.0}, 80 % {expected.Q10:0.0} to {expected.Q90:0.0}, 90 % {expected.Q05:0.0} to {expected.Q95:0.0}{(seen < expected.Q05 || seen > expected.Q95 ? "; outside both" : seen < expected.Q10 || seen > expected.Q90 ? "; outside the 80 %" : "")}");
    }

    static Population People(ResponseTable response, Medicine medicine, string product) => response.For(medicine.Toxins.Products[product], response.Models[response.Forecast.Model])!.Value.Population;

    // One summary of 120 people for each of 1,500 draws of what the fit does not know.
    static Spread Many(Population people, CounterRandom random, Func<DriftParameters, double, double> one, Func<IReadOnlyList<double>, double> summary)
    {
        var (deviates, found) = (new double[DriftParameters.Unbounded], new double[1500]);
        for (var i = 0; i < found.Length; i++)
        {
            random.FillNormal(deviates);
            var p = people.At(deviates);
            found[i] = summary([.. Enumerable.Range(0, 120).Select(_ => one(p, random.NextNormal()))]);
        }

        Array.Sort(found);
        double Q(double share) => Diagnostics.Quantile(found, share);
        return new(Q(0.5), found.Average(), Math.Sqrt(found.Average(x => x * x) - Math.Pow(found.Average(), 2)), Q(0.05), Q(0.1), Q(0.9), Q(0.95));
    }

    /// <summary>A million virtual patients, eight sessions each; <c>COLLUM_PATIENTS</c> sets another number.</summary>
    public static int Trials()
    {
        var patients = int.TryParse(Environment.GetEnvironmentVariable("COLLUM_PATIENTS"), CultureInfo.InvariantCulture, out var asked) ? asked : 1_000_000;
        var medicine = Knowledge();
        var product = medicine.Toxins.Products["rimabotulinumtoxinB"];
        var least = Least(patients);
        var rule = new Collum.Trials.DoseRule
        {
            Ladder = [product.Units(2500), product.Units(5000), product.Units(7500), product.Units(10_000)], Start = 1, Step = product.Units(2500), RaiseBelowPoints = 8,
            LowerAfter = [medicine.SideEffects.Of(product).First(e => e.Event == "dysphagia").Curve!],
        };
        foreach (var protocol in new Collum.Trials.Protocol[]
                 {
                     new("every 12 weeks", product.Units(10_000), 12, null), new("when worn off", product.Units(10_000), 12, 24), new("dose by response", product.Units(5000), 12, null) { Rule = rule },
                     new("another product", medicine.Toxins.Products["abobotulinumtoxinA"].Units(500), 12, null),
                 })
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var outcome = Collum.Trials.TrialSimulation.Run(Fitted(), new() { Patients = patients, Sessions = 8, Seed = 1, ReliefPoints = 8, Protocols = [protocol] }, 2, supposed: p => medicine.Response.SupposedOf(p, medicine.Response.Models[medicine.Response.Forecast.Model]))[0];
            var processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            Say($"{protocol.Id}: {patients} patients × 8 sessions, {watch.Elapsed.TotalSeconds:0.0} s by the clock on 2 threads, {processor:0.0} s of processor ({processor / 2:0.0} s on two free cores; limit 60); {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB at most; {processor / least:0.0} times the least possible; time with relief {100 * outcome.TimeWithRelief.Mean:0.00} % ({100 * outcome.TimeWithRelief.MonteCarloError:0.00})");
        }

        return 0;
    }

    /// <summary>The least that such a trial could take on this machine: the random numbers of every patient, drawn, and each week's course of eight sessions, computed once; nothing else.</summary>
    static double Least(int patients)
    {
        var (deviates, total) = (new double[15], 0.0);
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < patients; i++)
        {
            var random = new CounterRandom(1, (ulong)i);
            random.FillNormal(deviates);
            total += deviates[14] + random.NextGamma(4);
        }

        var drawn = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < patients; i++)
        {
            var (peak, sharpness) = (3.3 + (1e-7 * i), 1.4);
            for (var week = 1; week <= 96; week++)
            {
                var s = Math.Exp(sharpness * (1 + Math.Log(week / peak) - (week / peak)));
                total += (6 * s) + (12 * s / (1 + s));
            }
        }

        var computed = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        Say($"least possible for {patients} patients × 8 sessions: {drawn:0.0} s of processor to draw 15 normal numbers and a gamma for each, {computed:0.0} s for 96 weekly values of the course (one logarithm, one exponential); no memory is read or kept for a patient, so arithmetic is the limit{(double.IsNaN(total) ? "?" : "")}");
        return drawn + computed;
    }

    static Population Fitted()
    {
        var response = Knowledge().Response;
        return response.Models[response.Forecast.Model].ToPopulation("models");
    }

    static Medicine Knowledge()
    {
        var folder = Path.Combine(Root(), "data");
        var medicine = new Medicine(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal));
        return medicine;
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

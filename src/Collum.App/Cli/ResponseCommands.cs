using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Collum.Clinic.Registry;
using Collum.Clinic.Watch;
using Collum.Findings;
using Collum.Numerics.Inference;
using Collum.Response;

namespace Collum.App.Cli;

static class ResponseCommands
{
    static readonly Argument<string> Table = Shared.File("data.csv", "A table with patient (or site and id), week, dose_u, twstrs, and session_week where somebody was injected more than once.");

    static readonly Option<string> Model = new("--model") { Description = "drift (default), drift-normal, drift-per-dose or reference.", DefaultValueFactory = _ => "drift", HelpName = "NAME" };

    static readonly Option<int> Chains = new("--chains") { Description = "Independent chains, 1 to 64.", DefaultValueFactory = _ => 4 };

    static readonly Option<int> Warmup = new("--warmup") { Description = "Iterations of tuning in each chain, 100 to 100000.", DefaultValueFactory = _ => 1000 };

    static readonly Option<int> Draws = new("--draws") { Description = "Iterations kept of each chain, 100 to 100000.", DefaultValueFactory = _ => 1000 };

    static readonly Option<long> Seed = new("--seed") { Description = "The same seed gives the same numbers.", DefaultValueFactory = _ => 1 };

    static readonly Option<string?> Out = new("--out") { Description = "Where to write the fitted model (drift only); takes --product.", HelpName = "MODEL.json" };

    static readonly Option<string?> Product = new("--product") { Description = "Whose units dose_u counts; needed by --out.", HelpName = "NAME" };

    static readonly Argument<string> Arms = Shared.File("trials.csv", "Published arms as in data/trials/trials.csv; only verified rows are used.");

    static readonly Argument<string> Document = Shared.File("patient.json", "Product, region, sessions and scores of one patient.");

    static readonly Option<string?> ModelFile = new("--model") { Description = "A file that `collum response fit --out` wrote. Default: the model that the knowledge names.", HelpName = "MODEL.json" };

    static readonly Option<long> ForecastSeed = new("--seed") { Description = "The same seed gives the same numbers.", DefaultValueFactory = _ => 1 };

    public static Noun Response() => new("response", "Each patient's course after toxin: fit a population, test the fit, forecast one patient.",
        new Verb("fit", "Fit a response model to a trial table and say how well its parameters are known.",
            "collum response fit data.csv --seed 1 --json\ncollum response fit data.csv --model reference", FitAsync, Table, Model, Chains, Warmup, Draws, Seed, Out, Product),
        new Verb("backtest", "Predict late scores of patients of whom only weeks 0 to 4 are shown, in five folds, beside simple ways to predict.",
            "collum response backtest data.csv --json", BacktestAsync, Table, Model, Chains, Warmup, Draws, Seed),
        new Verb("products", "What the arms of published trials say of each product's half-dose and time to peak, beside what each arm was expected to show.",
            "collum response products trials.csv", ProductsAsync, Arms, ForecastSeed),
        SideEffectCommand.Verb,
        new Verb("calibration", "Hold past forecasts of every chart against what was then measured: of all 50, 80 and 95 % intervals, how many held.",
            "collum response calibration --json", CalibrationAsync, Shared.Data),
        new Verb("forecast", "Forecast one patient's course: peak, wearing off, and when to inject again, never before the label allows.",
            "collum response forecast patient.json --json", ForecastAsync, Document, ModelFile, ForecastSeed) { Reads = Samples.Forecast });

    static async Task<int> FitAsync(Call call)
    {
        var (followUps, hash) = await ReadAsync(call);
        var options = Sampling(call);
        if (call.Value(Out) is not null && (call.Value(Model) != "drift" || call.Value(Product) is null))
            throw CallException.Wrong("--out: forecasts start from the drift model of a named product; expected --model drift and --product NAME.");
        var watch = Stopwatch.StartNew();
        var fit = await Task.Run(() => PopulationFit.Of(Chosen(call)(followUps), options, call.Cancel), call.Cancel);
        var seconds = watch.Elapsed.TotalSeconds;
        var findings = Findings(fit);
        if (call.Value(Out) is { } target)
            await Documents.WriteAsync(target, FittedFile(call, fit, target, hash, options.Warmup, followUps), call.Cancel);
        return call.Answer(new
        {
            model = fit.Model.Name,
            parameters = fit.Parameters.Select(p => new { p.Name, p.Mean, p.Sd, p.Q025, p.Q975, p.Ess, p.Rhat }),
            divergences = fit.Draws.Divergences,
            seconds,
            ess_per_second_min = fit.Parameters.Min(p => p.Ess) / seconds,
            patients = followUps.Count,
            observations = followUps.Sum(f => f.Scores.Count),
            seed = call.Value(Seed),
            data_sha256 = hash,
            options.Chains, options.Warmup, options.Draws,
            findings,
        }, to =>
        {
            var table = new TextTable("Parameter", "Mean", "Sd", "2.5 %", "97.5 %", "Effective", "R-hat");
            foreach (var p in fit.Parameters)
                table.Row(p.Name, $"{p.Mean:0.000}", $"{p.Sd:0.000}", $"{p.Q025:0.000}", $"{p.Q975:0.000}", $"{p.Ess:0}", $"{p.Rhat:0.000}");
            to.Write(table);
            to.WriteLine($"{followUps.Count} patients, {followUps.Sum(f => f.Scores.Count)} scores; {options.Chains} chains of {options.Draws} draws, {fit.Draws.Divergences} divergences, {seconds:0.0} s; seed {call.Value(Seed)}; data {hash[..12]}");
            to.WriteLine();
            FindingText.Write(to, findings, call.Medicine);
        }, Call.ExitFor(findings));
    }

    static async Task<int> CalibrationAsync(Call call)
    {
        var practice = call.Composition.Practice(await call.Composition.OpenAsync(call.Value(Shared.Data), call.Cancel));
        var watch = Stopwatch.StartNew();
        var told = 0;
        var found = await new ForecastCalibration(practice).RunAsync((done, total) =>
        {
            if (watch.ElapsedMilliseconds / 2000 is var now && now > Volatile.Read(ref told))
            {
                Volatile.Write(ref told, (int)now);
                call.Say($"{done} of {total} charts");
            }
        }, call.Cancel);
        return call.Answer(new { found.Charts, found.People, found.All, by_week = found.Bands, model = call.Medicine.Response.Forecast.Model, knowledge_version = call.Medicine.Version, seconds = watch.Elapsed.TotalSeconds }, to =>
        {
            var table = new TextTable("Weeks since session", "Forecasts", "50 % held", "80 % held", "95 % held");
            foreach (var band in found.Bands.Append(found.All))
                table.Row(band == found.All ? "all" : band.ToWeek is { } end ? $"{band.FromWeek:0} to {end:0}" : $"{band.FromWeek:0} and later", band.Made, Held(band.In50), Held(band.In80), Held(band.In95));
            to.Write(table);
            to.WriteLine($"{found.People} of {found.Charts} charts have such forecasts; in brackets what counting leaves open (95 %). Scores of one person resemble each other: the brackets are somewhat too narrow.");
        });

        static string Held(Proportion? p) => p is null ? "–" : FormattableString.Invariant($"{100 * p.Share:0} % ({100 * p.Low:0} to {100 * p.High:0})");
    }

    static async Task<int> BacktestAsync(Call call)
    {
        var (followUps, hash) = await ReadAsync(call);
        if (!followUps.Any(f => f.Scores.Any(s => s.Week > Backtest.LastShown)))
            throw CallException.Wrong($"{call.Value(Table)}: found no score after week {Backtest.LastShown:0}; expected later ones to predict.");
        var options = Sampling(call);
        var watch = Stopwatch.StartNew();
        var points = await Task.Run(() => Backtest.Of(followUps, Chosen(call), options, call.Cancel), call.Cancel);
        var all = BacktestSummary.Of(points);
        var weeks = points.GroupBy(p => p.Week).OrderBy(g => g.Key).Select(g => (Week: g.Key, Summary: BacktestSummary.Of([.. g]))).ToList();
        var baselines = Backtest.Baselines(followUps);
        return call.Answer(new
        {
            model = call.Value(Model),
            all.HeldOut, all.Mae, all.Rmse, all.Coverage80, all.Coverage95, log_density = all.LogDensity,
            by_week = weeks.Select(w => new { week = w.Week, w.Summary.HeldOut, w.Summary.Mae, w.Summary.Rmse, w.Summary.Coverage80, w.Summary.Coverage95, w.Summary.LogDensity }),
            baselines,
            seed = call.Value(Seed),
            data_sha256 = hash,
            seconds = watch.Elapsed.TotalSeconds,
        }, to =>
        {
            var table = new TextTable("Predictor", "MAE", "RMSE", "80 % holds", "95 % holds", "Scores");
            table.Row(call.Value(Model), $"{all.Mae:0.00}", $"{all.Rmse:0.00}", $"{all.Coverage80:0.000}", $"{all.Coverage95:0.000}", all.HeldOut);
            foreach (var (week, summary) in weeks)
                table.Row($"  week {week:0.#}", $"{summary.Mae:0.00}", $"{summary.Rmse:0.00}", $"{summary.Coverage80:0.000}", $"{summary.Coverage95:0.000}", summary.HeldOut);
            foreach (var baseline in baselines)
                table.Row(baseline.Name, $"{baseline.Mae:0.00}", $"{baseline.Rmse:0.00}", "–", "–", all.HeldOut);
            to.Write(table);
            to.WriteLine($"Sum of log predictive densities {all.LogDensity:0.0}; seed {call.Value(Seed)}; data {hash[..12]}");
        });
    }

    // As the other files of data/ are written.
    static readonly System.Text.Json.JsonSerializerOptions OneSpace = new(OutputJson.Indented) { IndentSize = 1 };

    static async Task<int> ProductsAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Arms);
        var arms = TrialArms.Read(new MemoryStream(bytes.ToArray(), writable: false), name);
        var table = call.Medicine.Response;
        var model = table.Models[table.Forecast.Model];
        if (call.Value(ForecastSeed) is < 0 and var seed)
            throw CallException.Wrong($"--seed: found {seed}; expected 0 or more.");

        // From a wide prior, not from what forecasts suppose: those numbers may rest on the same arms.
        var found = table.Forecast.Products.Select(prior => prior.Wide())
            .Select(prior => (Prior: prior, Of: arms.Where(a => a.Product == prior.Product).ToList())).ToList();
        var posteriors = found.Where(f => f.Of.Count > 0)
            .Select(f => (f.Of, Posterior: ProductMetaAnalysis.Of(model.ToPopulation(model.Id), f.Prior, f.Of, (ulong)call.Value(ForecastSeed)))).ToList();
        return call.Answer(new { products = posteriors.Select(p => new { p.Posterior, arms = p.Of }), without_arms = found.Where(f => f.Of.Count == 0).Select(f => f.Prior.Product), model = model.Id, seed = call.Value(ForecastSeed) }, to =>
        {
            foreach (var (of, p) in posteriors)
            {
                to.WriteLine($"{p.Product}: {p.Arms} differences of {p.Trials} trials; log(half-dose / usual session) {p.LogRatio.Mean:0.00} ({p.LogRatio.Sd:0.00}), log time to peak {p.LogPeakShift.Mean:+0.00;-0.00} ({p.LogPeakShift.Sd:0.00}), between trials {p.BetweenTrials.Mean:0.0} points; Pareto k {p.ShapeK:0.00}");
                var lines = new TextTable("Trial", "U", "Week", "Against placebo", "Error", "Expected");
                foreach (var (arm, expected) in of.Zip(p.Expected))
                    lines.Row(arm.Trial, arm.DoseU, arm.Week, $"{arm.Difference:0.0}", $"{arm.Error:0.0}{(arm.IsErrorSupposed ? " supposed" : "")}", $"{expected.Mean:0.0} ({expected.Q10:0.0} to {expected.Q90:0.0})");
                to.Write(lines);
                to.WriteLine();
            }

            foreach (var (prior, _) in found.Where(f => f.Of.Count == 0))
                to.WriteLine($"{prior.Product}: no verified arm with a placebo arm beside it; what is supposed stays as wide as it is.");
        });
    }

    static byte[] FittedFile(Call call, PopulationFit fit, string target, string hash, int warmup, IReadOnlyList<FollowUp> followUps)
    {
        var id = Path.GetFileNameWithoutExtension(target);
        var source = call.Medicine.Sources.Sources.Keys.Where(k => id.StartsWith(k + "-", StringComparison.Ordinal)).MaxBy(k => k.Length) ?? "arithmetic";
        var doses = followUps.SelectMany(f => f.Sessions).Select(s => s.DoseU).Distinct().Order().Select(d => d.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture));
        var fitted = FittedModel.Of(fit, id, Options.Product(call.Value(Product)!, call.Medicine), source,
            $"{followUps.Count} patients, {followUps.Sum(f => f.Scores.Count)} scores up to week {followUps.Max(f => f.Scores.Max(s => s.Week)):0.#}, at most {followUps.Max(f => f.Sessions.Count)} session each; doses {string.Join(", ", doses)} U. Other patients, products, doses or longer treatment are beyond it.",
            call.Terminal.Today, hash, call.Value(Seed), warmup, Program.Version, followUps.Count, followUps.Sum(f => f.Scores.Count), [.. followUps.SelectMany(f => f.Sessions).Select(s => (decimal)s.DoseU).Distinct().Order()]);
        return System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(fitted, OneSpace);
    }

    static async Task<int> ForecastAsync(Call call)
    {
        var medicine = call.Medicine;
        var document = await call.ParseAsync(Document, r => ForecastDocument.Read(r, medicine.Toxins, medicine.Response));
        var model = call.Value(ModelFile) is { } path
            ? ReadModel(path, await Documents.ReadAsync(path, call.Terminal, call.Cancel)) : null;
        if (call.Value(ForecastSeed) is < 0 and var seed)
            throw CallException.Wrong($"--seed: found {seed}; expected 0 or more.");
        return Answer(call, document, model, call.Value(ForecastSeed));
    }

    /// <summary>One patient's forecast as scripts and people read it, whether the document or the chart tells of the patient.</summary>
    public static int Answer(Call call, ForecastDocument document, FittedModel? model = null, long seed = 1)
    {
        var medicine = call.Medicine;
        var watch = Stopwatch.StartNew();
        var first = medicine.Forecaster.FirstPaint(document, model);
        var firstMilliseconds = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        var forecast = medicine.Forecaster.Posterior(document, model, (ulong)seed);
        var milliseconds = watch.Elapsed.TotalMilliseconds;
        return call.Answer(new
        {
            forecast.Course, forecast.Onset, forecast.Peak, forecast.WearingOff, forecast.Reinjection, forecast.SideEffects, forecast.PatientText, forecast.Findings,
            first_paint = new { first.WearingOff, milliseconds = firstMilliseconds },
            forecast.Sessions, forecast.Scores, forecast.Model, forecast.ShapeK, is_covered = forecast.IsCovered, forecast.EffectiveDraws,
            seed, knowledge_version = medicine.Version, milliseconds,
        }, to => Write(to, forecast, medicine), Call.ExitFor(forecast.Findings));
    }

    static FittedModel ReadModel(string path, byte[] content)
    {
        try
        {
            var model = Knowledge.KnowledgeJson.Read<FittedModel>(path, content, Knowledge.KnowledgeJson.Options);
            model.ToPopulation(path);
            return model.Instrument == "twstrs" ? model : throw CallException.Wrong($"{path}: instrument '{Options.Short(model.Instrument)}'; expected twstrs.");
        }
        catch (Knowledge.KnowledgeException e)
        {
            throw CallException.Wrong($"--model: {e.Message}");
        }
    }

    static void Write(TextWriter to, Forecast forecast, Medicine medicine)
    {
        if (forecast.Onset is { } onset)
            to.WriteLine($"Onset       {onset.MedianDate:d MMMM yyyy} ({onset.Q10Date:d MMMM} to {onset.Q90Date:d MMMM}); {Words(onset.Behind, "up to the peak")}");
        if (forecast.Peak is { } peak)
            to.WriteLine($"Peak        {peak.MedianDate:d MMMM yyyy} ({peak.Q10Date:d MMMM} to {peak.Q90Date:d MMMM}), {peak.ReliefPoints:0.#} points of relief ({peak.ReliefQ10:0.#} to {peak.ReliefQ90:0.#}); {Words(peak.Behind, "since the session")}");
        if (forecast.WearingOff is { } off)
            to.WriteLine($"Worn off    {off.MedianDate:d MMMM yyyy} ({off.Q10Date:d MMMM} to {off.Q90Date:d MMMM yyyy}, 80 %): {off.Definition}; {off.ScoresSinceSession} scores since the session, {Words(off.Behind, "beyond the peak")}");
        to.WriteLine($"Earliest    {(forecast.Reinjection.EarliestDate is { } earliest ? $"{earliest:d MMMM yyyy}" : "not known")}: {forecast.Reinjection.EarliestReason}");
        to.WriteLine($"Suggested   {(forecast.Reinjection.SuggestedDate is { } suggested ? $"{suggested:d MMMM yyyy}" : "none")}: {forecast.Reinjection.SuggestedReason}");
        to.WriteLine();
        var table = new TextTable("Day", "Median", "80 %", "95 %");
        for (var i = 0; i < forecast.Course.Count; i += Math.Max(1, forecast.Course.Count / 30))
        {
            var p = forecast.Course[i];
            table.Row($"{p.Date:yyyy-MM-dd}", $"{p.Median:0.0}", $"{p.Q10:0.0} to {p.Q90:0.0}", $"{p.Q025:0.0} to {p.Q975:0.0}");
        }

        to.Write(table);
        to.WriteLine();
        foreach (var effect in forecast.SideEffects.Where(e => e.Chance is not null))
            to.WriteLine($"{medicine.Safety.AdverseEvents.ById[effect.Event].Term}: {100 * effect.Chance!.Median:0} % after a session of this dose in a new clinic (80 % interval {100 * effect.Chance.Q10:0} to {100 * effect.Chance.Q90:0} %)");
        to.WriteLine(TextTable.Wrapped("For the patient: " + forecast.PatientText, 0));
        to.WriteLine();
        FindingText.Write(to, forecast.Findings, medicine);
        to.WriteLine($"Scores that would be measured; {forecast.Scores} scores and {forecast.Sessions} sessions behind them · model {forecast.Model} · knowledge {medicine.Version}");
    }

    static string Words(Behind behind, string where) => behind is { Scores: 0, Sessions: 0 } ? $"no score {where} and no earlier session behind it: it leans on the population"
        : $"behind it {behind.Scores} {(behind.Scores == 1 ? "score" : "scores")} {where} and {behind.Sessions} earlier {(behind.Sessions == 1 ? "session" : "sessions")}";

    static async Task<(IReadOnlyList<FollowUp> FollowUps, string Hash)> ReadAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Table);
        var content = MemoryMarshal.TryGetArray(bytes, out var array) ? array : bytes.ToArray();
        return (FollowUpTable.Read(new MemoryStream(content.Array!, content.Offset, content.Count, writable: false), name), Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
    }

    static Func<IReadOnlyList<FollowUp>, IPopulationModel> Chosen(Call call) => call.Value(Model) switch
    {
        "reference" => f => new ReferenceModel(f),
        "drift" => f => new DriftModel(f),
        "drift-normal" => f => new DriftModel(f, new() { HeavyTails = false }),
        "drift-per-dose" => f => new DriftModel(f, new() { HeavyTails = false, PerDose = true }),
        var other => throw CallException.Wrong($"--model: found '{Options.Short(other ?? "")}'; expected drift, drift-normal, drift-per-dose or reference."),
    };

    static SamplingOptions Sampling(Call call)
    {
        var (chains, warmup, draws) = (Whole(call, Chains, 1, 64), Whole(call, Warmup, 100, 100_000), Whole(call, Draws, 100, 100_000));
        var every = Math.Max(100, chains * (warmup + draws) / 20 / 100 * 100);
        return new()
        {
            Chains = chains, Warmup = warmup, Draws = draws,
            Seed = call.Value(Seed) is >= 0 and var seed ? (ulong)seed : throw CallException.Wrong($"--seed: found {call.Value(Seed)}; expected 0 or more."),
            Progress = done =>
            {
                if (done % every == 0)
                    call.Say($"{100 * done / (chains * (warmup + draws))} % of {chains * (warmup + draws)} iterations");
            },
        };
    }

    static int Whole(Call call, Option<int> option, int low, int high) => call.Value(option) is var value && value >= low && value <= high ? value
        : throw CallException.Wrong($"{option.Name}: found {value}; expected {low} to {high}.");

    /// <summary>A fit that did not converge says so.</summary>
    static List<Finding> Findings(PopulationFit fit)
    {
        var findings = new List<Finding>();
        if (fit.Parameters.Where(p => !(p.Rhat <= 1.01)).ToList() is { Count: > 0 } apart)
            findings.Add(new("FIT-001", Severity.Confirm, $"The chains do not agree yet on {Sentence.Listed(apart.Select(p => double.IsFinite(p.Rhat)
                ? Sentence.Phrase($"{p.Name:code} (R-hat {p.Rhat:0.000})") : Sentence.Phrase($"{p.Name:code} (R-hat not to be told: a chain never moved)")))}; 1.01 is the most that is trusted. Raise --warmup and --draws.", "vehtari-2021"));
        if (fit.Parameters.Where(p => !(p.Ess >= 400)).ToList() is { Count: > 0 } few)
            findings.Add(new("FIT-002", Severity.Note, $"Fewer than 400 effective draws of {string.Join(", ", few.Select(p => p.Name)):code}: its quantiles are rough. Raise --draws.", "vehtari-2021"));
        if (fit.Draws.Divergences > 0)
            findings.Add(new("FIT-003", Severity.Confirm, $"{fit.Draws.Divergences} trajectories lost their energy: part of the posterior may not have been reached.", "betancourt-2017"));
        return findings;
    }
}

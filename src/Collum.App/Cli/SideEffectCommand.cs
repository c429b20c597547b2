using System.CommandLine;
using System.Text.Json;
using Collum.Clinic.Registry;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Response;

namespace Collum.App.Cli;

/// <summary>Fits the chance of side effects by dose, product by product; what it writes is <c>data/response/side-effects.json</c>.</summary>
static class SideEffectCommand
{
    static readonly Argument<string> Arms = Shared.File("trials.csv", "Published arms as in data/trials/trials.csv; only verified rows are used.");

    static readonly Option<long> Seed = new("--seed") { Description = "The same seed gives the same numbers.", DefaultValueFactory = _ => 1 };

    static readonly Option<string?> Out = new("--out") { Description = "Where to write the curves as the knowledge holds them.", HelpName = "SIDE-EFFECTS.json" };

    // As the other files of data/ are written.
    static readonly JsonSerializerOptions OneSpace = new(OutputJson.Indented) { IndentSize = 1 };

    public static Verb Verb { get; } = new("side-effects", "Fit the chance of side effects by dose to published arms, each product by itself, beside what each arm had.",
        "collum response side-effects trials.csv --json", RunAsync, Arms, Seed, Out);

    static async Task<int> RunAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Arms);
        if (call.Value(Seed) is < 0 and var seed)
            throw CallException.Wrong($"--seed: found {seed}; expected 0 or more.");
        var medicine = call.Medicine;
        var (arms, rates) = TrialArms.ReadSideEffects(new MemoryStream(bytes.ToArray(), writable: false), Path.GetFileName(name), medicine.Toxins.Plannable.Keys.ToList(), medicine.Sources.Sources.Keys.ToList());

        // Labels and makers' pages that were read speak where no trial does.
        var published = medicine.Safety.AdverseEvents.All.Where(e => TrialArms.SideEffectIds.Contains(e.Id)).SelectMany(e => e.Frequency
            .Where(f => f is { Status: FactStatus.Verified, Product: not null, Percent: not null } && !arms.Any(a => a.Product == f.Product && a.Event == e.Id))
            .Select(f => new SideEffectRate
            {
                Product = f.Product!, Event = e.Id, DoseU = (double?)f.DoseU, N = f.N, Percent = (double)f.Percent!.Value, Source = f.Source, Locator = f.Locator, Status = f.Status, Note = f.Note,
            }));
        var fits = new List<(SideEffectCurve Curve, SideEffectFit Fit)>();
        var file = await Task.Run(() => SideEffectFile.Of(arms, [.. rates, .. published], TrialArms.SideEffectIds, call.Terminal.Today, call.Value(Seed), (c, f) => fits.Add((c, f))), call.Cancel);
        if (call.Value(Out) is { } target)
            await Documents.WriteAsync(target, JsonSerializer.SerializeToUtf8Bytes(file, OneSpace), call.Cancel);
        SideEffectChance At(SideEffectCurve curve, double units) => curve.At(medicine.Toxins.Products[curve.Product].Units((decimal)units));
        return call.Answer(new
        {
            curves = fits.Select(f => new
            {
                f.Curve.Product, f.Curve.Event, f.Curve.Called, f.Curve.ReferenceU, f.Fit.Parameters, divergences = f.Fit.Draws.Divergences,
                arms = f.Curve.Arms.Select(a => new { a.Trial, a.DoseU, a.N, a.Count, expected = At(f.Curve, a.DoseU) }),
            }),
            file.Rates, seed = file.Seed, knowledge_version = medicine.Version,
        }, to =>
        {
            foreach (var (curve, fit) in fits)
            {
                to.WriteLine($"{curve.Product}, {curve.Event}: slope {Math.Exp(curve.Mean[1]):0.00} in log dose, between trials {curve.Between:0.00}; {fit.Draws.Divergences} divergences, largest R-hat {fit.Parameters.Max(p => p.Rhat):0.000}");
                var table = new TextTable("Trial", "U", "Had it", "Of", "Share", "Expected", "80 %");
                foreach (var arm in curve.Arms)
                {
                    var chance = At(curve, arm.DoseU);
                    table.Row(arm.Trial, arm.DoseU, arm.Count, arm.N, $"{100.0 * arm.Count / arm.N:0} %", $"{100 * chance.Median:0} %", $"{100 * chance.Q10:0} to {100 * chance.Q90:0} %");
                }

                to.Write(table);
                to.WriteLine();
            }

            foreach (var rate in file.Rates)
                to.WriteLine($"{rate.Product}, {rate.Event}: {rate.Percent:0.#} %{(rate.N is { } n ? $" of {n}" : "")} at {(rate.DoseU is { } dose ? $"{dose:0.##} U" : "a dose that the source read does not give")}{(rate.Note is { } note ? $" ({note})" : "")} · {rate.Source}");
        });
    }
}

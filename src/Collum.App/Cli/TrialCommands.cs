using System.CommandLine;
using System.Diagnostics;
using Collum.Trials;

namespace Collum.App.Cli;

static class TrialCommands
{
    static readonly Argument<string> Document = Shared.File("trial.json", "Product, number of patients and sessions, and the protocols to compare.");

    public static Noun Trial() => new("trial", "Virtual patients drawn from the fitted population.",
        new Verb("simulate", "Treat virtual patients by protocols and compare relief, injections and units, each with its Monte Carlo error.",
            "collum trial simulate trial.json --json", SimulateAsync, Document) { Reads = Samples.Trial });

    static async Task<int> SimulateAsync(Call call)
    {
        var medicine = call.Medicine;
        var document = await call.ParseAsync(Document, r => TrialDocument.Read(r, medicine.Toxins));
        var model = medicine.Response.Models[medicine.Response.Forecast.Model];
        var (population, supposed) = medicine.Response.For(document.Product, model)
            ?? throw CallException.Wrong($"{call.Value(Document)}, product: found '{document.Product.Id}', of which no response model says anything; expected one of {string.Join(", ", medicine.Response.Forecast.Products.Select(p => p.Product).Prepend(model.Product))}.");
        var watch = Stopwatch.StartNew();
        var told = 0;
        var outcomes = await Task.Run(() => TrialSimulation.Run(population, document, Environment.ProcessorCount, share =>
        {
            if ((int)(share * 10) > told)
                call.Say($"{told = (int)(share * 10)}0 % of {document.Protocols.Count} × {document.Patients} patients");
        }, call.Cancel), call.Cancel);
        List<Findings.Finding> findings =
        [
            Findings.Finding.From(model.Population, "TRIAL-001", Findings.Severity.Note, $"The population: {model.Population.Text}"),
            .. supposed is null ? [] : new[] { Findings.Finding.From(supposed, "TRIAL-002", Findings.Severity.Note, $"{document.Product.Brand}: {supposed.Text}") },
        ];
        return call.Answer(new
        {
            outcomes, document.Patients, document.Sessions, relief_points = document.ReliefPoints, document.Seed, model = model.Id, findings, knowledge_version = medicine.Version, seconds = watch.Elapsed.TotalSeconds,
        }, to =>
        {
            var table = new TextTable("Protocol", "Time with relief", "Injections a year", "Units a year", "Weeks apart", "No relief");
            foreach (var o in outcomes)
                table.Row(o.Id, $"{100 * o.TimeWithRelief.Mean:0.0} % ({100 * o.TimeWithRelief.MonteCarloError:0.0})", $"{o.InjectionsPerYear.Mean:0.00} ({o.InjectionsPerYear.MonteCarloError:0.00})",
                    $"{o.UnitsPerYear.Mean:0} ({o.UnitsPerYear.MonteCarloError:0})", $"{o.IntervalWeeks.Mean:0.0} ({o.IntervalWeeks.MonteCarloError:0.0})", $"{100 * o.WithoutRelief.Mean:0.0} %");
            to.Write(table);
            to.WriteLine($"Relief of {document.ReliefPoints:0.#} points or more; in brackets the Monte Carlo error. {document.Patients} virtual patients × {document.Sessions} sessions of {document.Product.Brand}; seed {document.Seed}; model {model.Id} · knowledge {medicine.Version}");
            to.WriteLine();
            FindingText.Write(to, findings, medicine);
        }, Call.ExitFor(findings));
    }
}

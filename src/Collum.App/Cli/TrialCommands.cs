using System.CommandLine;
using System.Diagnostics;
using Collum.Trials;

namespace Collum.App.Cli;

static class TrialCommands
{
    static readonly Argument<string> Document = Shared.File("trial.json", "Product, number of patients and sessions, and the protocols to compare.");

    static readonly Option<string?> Html = new("--html") { Description = "Also write a report with pictures that one file holds.", HelpName = "REPORT.html" };

    public static Noun Trial() => new("trial", "Virtual patients drawn from the fitted population.",
        new Verb("simulate", "Treat virtual patients by protocols and compare relief, injections and units, each with its Monte Carlo error.",
            "collum trial simulate trial.json --json\ncollum trial simulate trial.json --html report.html", SimulateAsync, Document, Html) { Reads = Samples.Trial });

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
        }, medicine.SideEffects, call.Cancel), call.Cancel);
        List<Findings.Finding> findings =
        [
            Findings.Finding.From(model.Population, "TRIAL-001", Findings.Severity.Note, $"The population: {model.Population.Text}"),
            new("TRIAL-003", Findings.Severity.Note, "Side effects are not tied to a patient: the chance after a session is the same for every patient and every session of a protocol.", "trial-side-effects"),
            .. supposed is null ? [] : new[] { Findings.Finding.From(supposed, "TRIAL-002", Findings.Severity.Note, $"{document.Product.Brand}: {supposed.Text}") },
        ];
        if (outcomes.SelectMany(o => o.SideEffects).Any(e => e.Chance is { IsBeyondTried: true }))
            findings.Add(new("TRIAL-004", Findings.Severity.Note, "A dose lies outside those at which side effects were counted: the chance there is drawn out from the curve.", "trial-side-effects"));
        string Term(string sideEffect) => medicine.Safety.AdverseEvents.ById[sideEffect].Term;
        if (call.Value(Html) is { } target)
            await Documents.WriteAsync(target, TrialReport.Of(document, outcomes, findings, Term, model.Id, medicine, call.Terminal.Today), call.Cancel);
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
            var effects = new TextTable(["Protocol", .. outcomes[0].SideEffects.Select(e => Term(e.Event) + ", a session (80 %)")]);
            foreach (var o in outcomes)
                effects.Row([o.Id, .. o.SideEffects.Select(e => e.Chance is { } c ? $"{100 * c.Median:0} % ({100 * c.Q10:0} to {100 * c.Q90:0})" : e.Rates.Count > 0 ? "no dose response known" : "nothing known")]);
            to.Write(effects);
            to.WriteLine();
            FindingText.Write(to, findings, medicine);
        }, Call.ExitFor(findings));
    }
}

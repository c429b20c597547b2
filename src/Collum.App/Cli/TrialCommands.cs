using System.CommandLine;
using System.Diagnostics;
using Collum.Findings;
using Collum.Response;
using Collum.Toxins;
using Collum.Trials;

namespace Collum.App.Cli;

static class TrialCommands
{
    static readonly Argument<string> Document = Shared.File("trial.json", "Number of patients and sessions, and the protocols to compare, each with its product, dose and interval.");

    static readonly Option<string?> Html = new("--html") { Description = "Also write a report with pictures that one file holds.", HelpName = "REPORT.html" };

    public static Noun Trial() => new("trial", "Virtual patients drawn from the fitted population.",
        new Verb("simulate", "Treat virtual patients by protocols and compare relief, injections and units, each with its Monte Carlo error.",
            "collum trial simulate trial.json --json\ncollum trial simulate trial.json --html report.html", SimulateAsync, Document, Html) { Reads = Samples.Trial });

    static async Task<int> SimulateAsync(Call call)
    {
        var medicine = call.Medicine;
        var document = await call.ParseAsync(Document, r => TrialDocument.Read(r, medicine.Toxins, medicine.SideEffects));
        var model = medicine.Response.Models[medicine.Response.Forecast.Model];
        foreach (var product in document.Products)
            if (medicine.Response.For(product, model) is null)
                throw CallException.Wrong($"{call.Value(Document)}, product: found '{product.Id}', of which no response model says anything; expected one of {string.Join(", ", medicine.Response.ProductsOf(model))}.");
        var watch = Stopwatch.StartNew();
        var told = 0;
        var outcomes = await Task.Run(() => TrialSimulation.Run(model.ToPopulation(model.Id), document, Environment.ProcessorCount, share =>
        {
            if ((int)(share * 10) > told)
                call.Say($"{told = (int)(share * 10)}0 % of {document.Protocols.Count} × {document.Patients} patients");
        }, medicine.SideEffects, product => medicine.Response.SupposedOf(product, model), call.Cancel), call.Cancel);
        var findings = Findings(document, outcomes, model, medicine).ToList();
        string Term(string sideEffect) => medicine.Safety.AdverseEvents.ById[sideEffect].Term;
        if (call.Value(Html) is { } target)
            await Documents.WriteAsync(target, TrialReport.Of(document, outcomes, findings, Term, model.Id, medicine, call.Terminal.Today), call.Cancel);
        return call.Answer(new
        {
            outcomes, products = document.Products.Select(p => p.Id), region = document.Region?.Code, document.Patients, document.Sessions, relief_points = document.ReliefPoints, document.Seed, model = model.Id, findings, knowledge_version = medicine.Version, seconds = watch.Elapsed.TotalSeconds,
        }, to =>
        {
            var table = new TextTable("Protocol", "Time with relief", "Injections a year", "Units a year", "Weeks apart", "No relief");
            foreach (var o in outcomes)
                table.Row(o.Id, $"{100 * o.TimeWithRelief.Mean:0.0} % ({100 * o.TimeWithRelief.MonteCarloError:0.0})", $"{o.InjectionsPerYear.Mean:0.00} ({o.InjectionsPerYear.MonteCarloError:0.00})",
                    $"{o.UnitsPerYear.Mean:0} {medicine.Toxins.Products[o.Product].Brand} ({o.UnitsPerYear.MonteCarloError:0})", $"{o.IntervalWeeks.Mean:0.0} ({o.IntervalWeeks.MonteCarloError:0.0})", $"{100 * o.WithoutRelief.Mean:0.0} %");
            to.Write(table);
            to.WriteLine($"Relief of {document.ReliefPoints:0.#} points or more; in brackets the Monte Carlo error. {document.Patients} virtual patients × {document.Sessions} sessions of {string.Join(", ", document.Products.Select(p => p.Brand))}; seed {document.Seed}; model {model.Id} · knowledge {medicine.Version}");
            to.WriteLine();
            foreach (var (o, p) in outcomes.Zip(document.Protocols).Where(b => b.Second.Rule is not null))
            {
                to.WriteLine($"{o.Id}: {Pages.Words.English.ProtocolGiven(p, Term)}");
                var doses = new TextTable("Units " + p.Product.Brand, "Share of sessions");
                foreach (var d in o.Doses)
                    doses.Row($"{d.DoseU:0.##}", $"{100 * d.ShareOfSessions:0.0} % ({100 * d.MonteCarloError:0.0})");
                to.Write(doses);
                to.WriteLine($"Last session: {o.LastDoseU.Mean:0.#} U {p.Product.Brand} ({o.LastDoseU.MonteCarloError:0.#}){string.Concat(o.SideEffects.Where(e => e.Drawn is not null).Select(e => $"; {Term(e.Event)} after {100 * e.Drawn!.Mean:0.0} % of sessions ({100 * e.Drawn.MonteCarloError:0.0})"))}");
                to.WriteLine();
            }

            var effects = new TextTable(["Protocol", .. outcomes[0].SideEffects.Select(e => Term(e.Event) + ", a session (80 %)")]);
            foreach (var o in outcomes)
                effects.Row([o.Id, .. o.SideEffects.Select(e => e.Chance is { } c ? $"{100 * c.Median:0} % ({100 * c.Q10:0} to {100 * c.Q90:0})" : e.Rates.Count > 0 ? "no dose response known" : "nothing known")]);
            to.Write(effects);
            to.WriteLine();
            FindingText.Write(to, findings, medicine);
        }, Call.ExitFor(findings));
    }

    /// <summary>What the trial rests on, and where it goes beyond labels and data.</summary>
    internal static IEnumerable<Finding> Findings(TrialDocument document, IReadOnlyList<ProtocolOutcome> outcomes, FittedModel model, Medicine medicine)
    {
        yield return Finding.From(model.Population, "TRIAL-001", Severity.Note, $"The population: {model.Population.Text:data}");
        yield return new("TRIAL-003", Severity.Note, $"Side effects are not tied to a patient: at one dose the chance after a session is the same for every patient and every session.", "trial-side-effects");
        foreach (var product in document.Products)
            if (medicine.Response.SupposedOf(product, model) is { } supposed)
                yield return Finding.From(supposed, "TRIAL-002", Severity.Note, $"{product}: {supposed.Text:data}");
        if (outcomes.SelectMany(o => o.SideEffects).Any(e => e.Chance is { IsBeyondTried: true }))
            yield return new("TRIAL-004", Severity.Note, $"A dose lies outside those at which side effects were counted: the chance there is drawn out from the curve.", "trial-side-effects");
        if (document.Products.Count > 1)
            yield return new("TRIAL-005", Severity.Note, $"{Sentence.Listed(document.Products.Select(p => p.Say()))}: each dose is in its own product's units, and units never convert. How the products differ rests on few trials of different people, or on none: it ranks nothing.", "arithmetic");
        if (document.Region is not { } region)
        {
            if (document.Protocols.Any(p => p.Rule is not null))
                yield return new("TRIAL-008", document.Protocols.Any(p => p.Rule is { RaiseBelowPoints: not null }) ? Severity.Confirm : Severity.Note, $"No region is named: no label's limit was asked about any dose or interval.", "arithmetic", "region");
            yield break;
        }

        foreach (var protocol in document.Protocols)
        {
            var label = medicine.Toxins[protocol.Product];
            if (label.LimitsIn(region, LimitKind.MaxSession).Where(l => l.DoseU is not null).MinBy(l => l.DoseU) is { } most && protocol.Dose.Units > most.DoseU)
                yield return Finding.From(most, "TRIAL-006", Severity.Confirm, $"{protocol.Id:code}: {protocol.Dose} is more than the {most.DoseU:0.##} U of the label in {region.Called}: {most.Text:data}", "protocols");
            if (label.LimitsIn(region, LimitKind.MinInterval).Where(l => l.IntervalWeeks is not null).MaxBy(l => l.IntervalWeeks) is { } least && (decimal)protocol.IntervalWeeks < least.IntervalWeeks)
                yield return Finding.From(least, "TRIAL-007", Severity.Confirm, $"{protocol.Id:code}: sessions {protocol.IntervalWeeks:0.##} weeks apart, sooner than the {least.IntervalWeeks:0.##} weeks of the label in {region.Called}: {least.Text:data}", "protocols");
        }
    }
}

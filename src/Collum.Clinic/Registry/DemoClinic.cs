using Collum.Clinic.Charts;

namespace Collum.Clinic.Registry;

/// <summary>A clinic to look at: the patients of a public trial, and synthetic charts made by the program's own use cases.</summary>
public static class DemoClinic
{
    const string Trial = "trials/cdystonia.csv";

    /// <summary>Week 0 of the trial charts. The trial's own dates are not public; this Monday of the year before its publication stands in, and every chart says so.</summary>
    public static readonly DateOnly NominalStart = new(1998, 1, 5);

    /// <summary>Fills a clinic with both; charts that are there already are left as they are.</summary>
    /// <param name="seed">The same seed on the same day makes the same charts.</param>
    /// <returns>How many charts were opened.</returns>
    public static async Task<int> FillAsync(Practice practice, int seed = 1, CancellationToken cancel = default) =>
        (int)(await ImportTrialAsync(practice, cancel)).NewCharts + await new SyntheticCharts(practice, seed).WriteAsync(cancel);

    /// <summary>The 109 patients of <c>data/trials/cdystonia.csv</c>: doses of rimabotulinumtoxinB or placebo, and TWSTRS totals, with nominal dates.</summary>
    public static Task<ImportReport> ImportTrialAsync(Practice practice, CancellationToken cancel = default) => new ImportCharts(practice).RunAsync(
        () => new MemoryStream(practice.Medicine.Files[Trial], writable: false), "data/" + Trial,
        new ImportRequest
        {
            Product = practice.Medicine.Toxins.Products["rimabotulinumtoxinB"],
            Start = NominalStart,
            Series = "cdystonia",
            Label = "Public trial data, patient",
            Kind = OriginKind.PublicTrial,
            Source = "Brashear et al. 1999, Neurology 53:1439; data as published by Davis 2002 (data/trials/README.md)",
        },
        "Collum demo", cancel);
}

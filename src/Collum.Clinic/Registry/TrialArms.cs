using System.Globalization;
using Collum.Findings;
using Collum.Response;
using CsvHelper;

namespace Collum.Clinic.Registry;

/// <summary>Differences of dosed arms from placebo out of a table of the shape of <c>data/trials/trials.csv</c>.</summary>
public static class TrialArms
{
    // Deviation of the change of the TWSTRS total where a trial's own was not read: the verified arms of Brashear 1999 have 6.9 to 9.7.
    const double UsualDeviation = 9;

    static readonly string[] Means = ["change from baseline mean", "change from baseline LS mean"];

    // What trials call the side effects that are asked about; the ids are those of data/safety/adverse-events.json.
    static readonly Dictionary<string, string> Events = new(StringComparer.Ordinal)
    {
        ["adverse event: dysphagia"] = "dysphagia", ["adverse event: neck weakness"] = "neck-weakness", ["adverse event: muscular weakness"] = "neck-weakness", ["adverse event: dry mouth"] = "dry-mouth",
    };

    /// <summary>Ids of the side effects that <see cref="ReadSideEffects"/> looks for.</summary>
    public static IReadOnlyList<string> SideEffectIds { get; } = [.. Events.Values.Distinct()];

    /// <summary>Verified rows of the TWSTRS total only, of arms with a dose whose trial has a placebo row of the same statistic and week.</summary>
    /// <exception cref="InputException">No such table.</exception>
    public static IReadOnlyList<ArmDifference> Read(Stream stream, string document)
    {
        List<Row> rows = [.. Verified(stream, document).Where(r => r is { Outcome: "TWSTRS total", Value: not null, Week: not null, Dose: not null, N: > 1 })
            .Select(r => new Row(r.Trial, r.Product, r.Arm, r.Dose!.Value, r.N!.Value, r.Week!.Value, r.Statistic, r.Value!.Value))];
        var means = rows.Where(r => Means.Contains(r.Statistic)).ToList();
        return
        [
            .. from dosed in means
               where dosed.Dose > 0
               let placebo = means.FirstOrDefault(p => p.Dose == 0 && p.Trial == dosed.Trial && p.Week == dosed.Week && p.Statistic == dosed.Statistic)
               where placebo is not null
               let errors = new[] { dosed, placebo }.Select(arm => ErrorOf(rows, arm)).ToArray()
               select new ArmDifference(dosed.Trial, dosed.Product, dosed.Dose, dosed.Week, dosed.Value - placebo.Value,
                   Math.Sqrt(errors.Sum(e => e.Error * e.Error)), errors.Any(e => e.IsSupposed)),
        ];
    }

    /// <summary>Verified rows of side effects: arms of known dose, with the placebo arms of their trials, and shares whose dose the source read does not give.</summary>
    /// <param name="stream">The table.</param>
    /// <param name="document">Its name, for messages.</param>
    /// <param name="products">Ids that count; rows of pooled or other products are left out.</param>
    /// <param name="sources">Keys that a rate may name.</param>
    /// <exception cref="InputException">No such table, or a count that cannot be.</exception>
    public static (IReadOnlyList<ReportedSideEffect> Arms, IReadOnlyList<SideEffectRate> Rates) ReadSideEffects(
        Stream stream, string document, IReadOnlyCollection<string> products, IReadOnlyCollection<string> sources)
    {
        var rows = Verified(stream, document).Where(r => Events.ContainsKey(r.Outcome) && r is { Value: not null, N: >= 1 } && r.Statistic is "patients with event" or "percent").ToList();
        if (rows.FirstOrDefault(r => r.Value < 0 || r.Value > (r.Statistic == "percent" ? 100 : r.N)) is { } wrong)
            throw new InputException(wrong.Arm, $"{wrong.Value} of {wrong.N} with {wrong.Outcome:typed}", $"no more people affected than there were", document);
        var counts = rows.Where(r => r.Statistic == "patients with event" && r.Dose is not null).ToList();
        ReportedSideEffect Arm(Reported of, string product) =>
            new(product, Events[of.Outcome], of.Outcome["adverse event: ".Length..], SourceOf(of.Trial, sources), new(of.Trial, of.Dose!.Value, (int)of.N!.Value, (int)of.Value!.Value));
        var dosed = counts.Where(r => r.Dose > 0 && products.Contains(r.Product)).ToList();
        return (
        [
            .. dosed.Select(r => Arm(r, r.Product)),
            .. dosed.Select(r => (r.Trial, r.Outcome, r.Product)).Distinct().SelectMany(d => counts.Where(r => r.Dose == 0 && r.Trial == d.Trial && r.Outcome == d.Outcome).Select(r => Arm(r, d.Product))),
        ],
        [
            .. rows.Where(r => products.Contains(r.Product) && (r.Dose is null || (r.Dose > 0 && dosed.Where(d => d.Product == r.Product && Events[d.Outcome] == Events[r.Outcome]).Select(d => d.Dose).Distinct().Count() < 2)))
                .Select(r => new SideEffectRate
                {
                    Product = r.Product, Event = Events[r.Outcome], DoseU = r.Dose, N = (int)r.N!.Value, Percent = r.Statistic == "percent" ? r.Value!.Value : Math.Round(100 * r.Value!.Value / r.N.Value, 1),
                    Source = SourceOf(r.Trial, sources), Locator = document, Status = Knowledge.FactStatus.Verified, Note = r.Note.Length > 0 ? r.Note : null,
                }),
        ]);
    }

    // Comella2011 is comella-2011 among the sources; a trial that is not there is named by the table.
    static string SourceOf(string trial, IReadOnlyCollection<string> sources)
    {
        var digits = trial.AsSpan().IndexOfAnyInRange('0', '9');
        var key = digits > 0 ? $"{trial[..digits].ToLowerInvariant()}-{trial[digits..]}" : trial;
        return sources.Contains(key) ? key : "trial-side-effects";
    }

    static IEnumerable<Reported> Verified(Stream stream, string document)
    {
        using var csv = CsvReader.Create(stream, new CsvReaderOptions { Separator = ',', HasHeader = false, TrimWhitespace = true, MaxRecordSize = 1 << 16 }, leaveOpen: false);
        string[]? Next()
        {
            try
            {
                return csv.Read() ? [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)] : null;
            }
            catch (CsvFormatException)
            {
                throw new InputException($"near line {csv.LineNumber + 1}", $"a row that is no CSV", $"a table of trial arms", document);
            }
        }

        var header = Next()?.ToList() ?? [];
        string[] needed = ["trial_id", "product", "arm", "dose_u", "n", "week", "outcome", "statistic", "value", "status"];
        if (needed.FirstOrDefault(n => !header.Contains(n)) is { } missing)
            throw new InputException("line 1", $"no column {missing:code}", $"a header with {Listed(needed.Select(Code))}", document);
        while (Next() is { } cells)
        {
            string Cell(string name) => header.IndexOf(name) is var i && i >= 0 && i < cells.Length ? cells[i] : "";
            double? Number(string name) => double.TryParse(Cell(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.IsFinite(x) ? x : null;
            if (Cell("status") == "verified")
                yield return new(Cell("trial_id"), Cell("product"), Cell("arm"), Number("dose_u"), Number("n"), Number("week"), Cell("outcome"), Cell("statistic"), Number("value"), Cell("note"));
        }
    }

    static (double Error, bool IsSupposed) ErrorOf(List<Row> rows, Row arm)
    {
        double? Of(string statistic) => rows.FirstOrDefault(r => r.Trial == arm.Trial && r.Arm == arm.Arm && r.Week == arm.Week && r.Statistic == statistic)?.Value;
        var kind = arm.Statistic[..^"mean".Length];
        return Of(kind + "sem") is > 0 and var sem ? (sem, false) : Of(kind + "sd") is > 0 and var sd ? (sd / Math.Sqrt(arm.N), false) : (UsualDeviation / Math.Sqrt(arm.N), true);
    }

    sealed record Row(string Trial, string Product, string Arm, double Dose, double N, double Week, string Statistic, double Value);

    sealed record Reported(string Trial, string Product, string Arm, double? Dose, double? N, double? Week, string Outcome, string Statistic, double? Value, string Note);
}

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

    /// <summary>Verified rows of the TWSTRS total only, of arms with a dose whose trial has a placebo row of the same statistic and week.</summary>
    /// <exception cref="InputException">No such table.</exception>
    public static IReadOnlyList<ArmDifference> Read(Stream stream, string document)
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
                throw new InputException($"near line {csv.LineNumber + 1}", "a row that is no CSV", "a table of trial arms", document);
            }
        }

        var header = Next()?.ToList() ?? [];
        string[] needed = ["trial_id", "product", "arm", "dose_u", "n", "week", "outcome", "statistic", "value", "status"];
        if (needed.FirstOrDefault(n => !header.Contains(n)) is { } missing)
            throw new InputException("line 1", $"no column {missing}", "a header with " + string.Join(", ", needed), document);
        var rows = new List<Row>();
        while (Next() is { } cells)
        {
            string Cell(string name) => header.IndexOf(name) is var i && i < cells.Length ? cells[i] : "";
            double? Number(string name) => double.TryParse(Cell(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.IsFinite(x) ? x : null;
            if (Cell("outcome") == "TWSTRS total" && Cell("status") == "verified" && Number("value") is { } value && Number("week") is { } week && Number("dose_u") is { } dose && Number("n") is > 1 and var n)
                rows.Add(new(Cell("trial_id"), Cell("product"), Cell("arm"), dose, n, week, Cell("statistic"), value));
        }

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

    static (double Error, bool IsSupposed) ErrorOf(List<Row> rows, Row arm)
    {
        double? Of(string statistic) => rows.FirstOrDefault(r => r.Trial == arm.Trial && r.Arm == arm.Arm && r.Week == arm.Week && r.Statistic == statistic)?.Value;
        var kind = arm.Statistic[..^"mean".Length];
        return Of(kind + "sem") is > 0 and var sem ? (sem, false) : Of(kind + "sd") is > 0 and var sd ? (sd / Math.Sqrt(arm.N), false) : (UsualDeviation / Math.Sqrt(arm.N), true);
    }

    sealed record Row(string Trial, string Product, string Arm, double Dose, double N, double Week, string Statistic, double Value);
}

using System.Globalization;
using Collum.Response;

namespace Collum.Tests.Response;

/// <summary>The patient-level trial of <c>data/trials/cdystonia.csv</c>, read plainly.</summary>
static class TrialOfTypeB
{
    public static IReadOnlyList<FollowUp> FollowUps { get; } = Read();

    static IReadOnlyList<FollowUp> Read()
    {
        var rows = File.ReadAllLines(Path.Combine(HouseTests.Root, "data", "trials", "cdystonia.csv")).Select(l => l.Split(',')).ToList();
        var header = rows[0].ToList();
        double Cell(string[] row, string name) => double.Parse(row[header.IndexOf(name)], CultureInfo.InvariantCulture);
        return [.. rows.Skip(1).GroupBy(r => r[header.IndexOf("patient")]).Select(g => new FollowUp(
            g.Key, [new(0, Cell(g.First(), "dose_u"))], [.. g.Select(r => new Measured(Cell(r, "week"), Cell(r, "twstrs"))).OrderBy(m => m.Week)]))];
    }
}

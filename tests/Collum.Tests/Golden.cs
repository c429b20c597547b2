using System.Globalization;

namespace Collum.Tests;

/// <summary>Expected numbers; the first line of each file says what made them.</summary>
static class Golden
{
    /// <summary>Columns by name.</summary>
    public static IReadOnlyDictionary<string, double[]> Table(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "golden", file)).Where(l => !l.StartsWith('#')).ToList();
        var rows = lines.Skip(1).Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()).ToList();
        return lines[0].Split(',').Select((name, i) => (name, i)).ToDictionary(c => c.name, c => rows.Select(r => r[c.i]).ToArray());
    }
}

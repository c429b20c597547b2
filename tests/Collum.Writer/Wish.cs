using Collum.Clinic.Charts;

namespace Collum.Writing;

/// <summary>One write that a writer asks for: two entries that belong together, and the same ones whoever asks again.</summary>
/// <param name="Writer">Name of the process.</param>
/// <param name="Line">Which of its parallel lines of work.</param>
/// <param name="Number">0, 1, 2 … in the line.</param>
public sealed record Wish(string Writer, int Line, int Number)
{
    public const int Lines = 3;

    public static IReadOnlyList<string> AllCharts { get; } = [.. Enumerable.Range(0, 8).Select(i => $"chart-{i}")];

    /// <summary>Every writer asks for the charts; the first makes them.</summary>
    public static NewEntry First(string chart) => NewEntry.Of(Identity.Kind, "first", new Identity { Name = $"Person of {chart}" }, $"first-{chart}");

    public string ChartId => AllCharts[(Line + Number) % AllCharts.Count];

    public IReadOnlyList<NewEntry> Entries =>
    [
        NewEntry.Of(Identity.Kind, Writer, new Identity { Name = $"Anna {Writer} {Line} {Number}" }, $"{Writer}-{Line}-{Number}-a"),
        NewEntry.Of("note", Writer, new { line = Line, number = Number, text = new string('x', 300) }, $"{Writer}-{Line}-{Number}-b"),
    ];
}

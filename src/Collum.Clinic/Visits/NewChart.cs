using Collum.Clinic.Charts;
using Collum.Findings;

namespace Collum.Clinic.Visits;

/// <summary>Opens a chart for a person.</summary>
public sealed class NewChart(Practice practice)
{
    /// <param name="chartId">Null makes one.</param>
    /// <param name="origin">Null for a patient of the clinic.</param>
    /// <returns>The id of the chart.</returns>
    public async Task<string> RunAsync(Identity identity, Author author, Origin? origin = null, string? chartId = null, CancellationToken cancel = default)
    {
        var id = chartId ?? ChartId.New();
        List<NewEntry> entries = [author.Entry(Kinds.Identity, OutputJson.Write(identity))];
        if (origin is not null)
            entries.Add(NewEntry.Of(Kinds.Origin, author.By, origin, author.Key is null ? null : author.Key + ":origin"));
        await practice.Charts.CreateAsync(id, entries, cancel);
        return id;
    }
}

/// <summary>Writes down a new name, number, birth date or sex; the earlier one stays in the record.</summary>
public sealed class ChangeIdentity(Practice practice)
{
    public async Task<Entry> RunAsync(string chartId, Identity identity, Author author, CancellationToken cancel = default) =>
        await practice.AddAsync(author.Saw(await practice.OpenAsync(chartId, cancel)), author.Entry(Kinds.Identity, OutputJson.Write(identity)), cancel);
}

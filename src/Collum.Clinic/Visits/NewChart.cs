using Collum.Clinic.Charts;
using Collum.Findings;

namespace Collum.Clinic.Visits;

/// <summary>Opens a chart for a person.</summary>
public sealed class NewChart(Practice practice)
{
    /// <param name="chartId">Null makes one.</param>
    /// <param name="origin">Null for a patient of the clinic.</param>
    /// <returns>The id of the chart.</returns>
    public async Task<string> RunAsync(Identity identity, Writer writer, Origin? origin = null, string? chartId = null, CancellationToken cancel = default)
    {
        var id = chartId ?? ChartId.New();
        List<NewEntry> entries = [writer.Entry(Kinds.Identity, OutputJson.Write(identity))];
        if (origin is not null)
            entries.Add(NewEntry.Of(Kinds.Origin, writer.By, origin, writer.Key is null ? null : writer.Key + ":origin"));
        try
        {
            await practice.Charts.CreateAsync(id, entries, cancel);
        }
        catch (ChartConflictException)
        {
            throw new InputException("id", $"'{id:typed}', which is the id of a chart already", $"an id that no chart has");
        }

        return id;
    }
}

/// <summary>Writes down a new name, number, birth date or sex; the earlier one stays in the record.</summary>
public sealed class ChangeIdentity(Practice practice)
{
    public async Task<Entry> RunAsync(string chartId, Identity identity, Writer writer, CancellationToken cancel = default) =>
        await practice.AddAsync(writer.Saw(await practice.OpenAsync(chartId, cancel)), writer.Entry(Kinds.Identity, OutputJson.Write(identity)), cancel);
}

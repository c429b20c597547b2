using System.Globalization;
using Collum.Clinic.Charts;
using Collum.Findings;

namespace Collum.Clinic.Schedule;

/// <summary>What a list shows of one chart.</summary>
/// <param name="Label">Where the chart comes from, when not from the clinic.</param>
/// <param name="LastDate">Of the last toxin given here; null when none is on record.</param>
/// <param name="Dose">In words with unit and brand; null when none is on record.</param>
public sealed record ChartLine(string ChartId, string Name, string? Number, DateOnly? BirthDate, string? Label, DateOnly? LastDate, Sentence? Dose);

/// <summary>Something that was written down.</summary>
public sealed record WrittenLine(string ChartId, string Name, string Kind, DateTimeOffset At, string By);

/// <summary>Lists of charts for people to choose from; a few indexed reads each, however many charts there are.</summary>
public sealed class ChartLines(Practice practice)
{
    /// <summary>Who <see cref="ChartStore.SearchAsync"/> finds, with their last toxin.</summary>
    public async Task<IReadOnlyList<ChartLine>> SearchAsync(string text, int limit, CancellationToken cancel = default)
    {
        var found = await practice.Charts.SearchAsync(text, limit, cancel);
        if (found.Count == 0)
            return [];
        var arguments = new Dapper.DynamicParameters();
        for (var i = 0; i < found.Count; i++)
            arguments.Add($"c{i}", found[i].ChartId);
        var rows = (await practice.Charts.QueryAsync<Row>(
            "select i.chart_id as ChartId, o.label as Label, t.given as Date, t.product as Product, t.dose_u as DoseU from chart_identity i " +
            "left join chart_origin o on o.clinic = i.clinic and o.chart_id = i.chart_id " +
            "left join last_toxin t on t.clinic = i.clinic and t.chart_id = i.chart_id " +
            $"where i.clinic = @clinic and i.chart_id in ({string.Join(", ", found.Select((_, i) => $"@c{i}"))})", arguments, cancel)).ToDictionary(r => r.ChartId, StringComparer.Ordinal);
        return [.. found.Select(f => Line(f, rows.GetValueOrDefault(f.ChartId)))];
    }

    ChartLine Line(ChartMatch found, Row? row) => new(found.ChartId, found.Identity.Name, found.Identity.Number, found.Identity.BirthDate, row?.Label,
        row?.Date is { } date ? DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        row is { Date: not null, DoseU: { } units } ? Phrase($"{decimal.Parse(units, CultureInfo.InvariantCulture)} U {EntryText.Brand(row.Product, practice.Medicine)}") : null);

    /// <summary>What was written last, newest first; each chart once.</summary>
    public async Task<IReadOnlyList<WrittenLine>> WrittenAsync(int limit, CancellationToken cancel = default) =>
        [.. (await practice.Charts.QueryAsync<WrittenRow>(
            "select e.chart_id as ChartId, i.name as Name, e.kind as Kind, e.at as At, e.by_whom as Author from entry e " +
            "join chart_identity i on i.clinic = e.clinic and i.chart_id = e.chart_id " +
            "where e.clinic = @clinic and e.position > (select max(position) from entry where clinic = @clinic) - 200 order by e.position desc", null, cancel))
            .DistinctBy(w => w.ChartId).Take(limit)
            .Select(w => new WrittenLine(w.ChartId, w.Name, w.Kind, DateTimeOffset.Parse(w.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), w.Author))];

    sealed record Row
    {
        public string ChartId { get; init; } = "";

        public string? Label { get; init; }

        public string? Date { get; init; }

        public string? Product { get; init; }

        public string? DoseU { get; init; }
    }

    sealed record WrittenRow
    {
        public string ChartId { get; init; } = "";

        public string Name { get; init; } = "";

        public string Kind { get; init; } = "";

        public string At { get; init; } = "";

        public string Author { get; init; } = "";
    }
}

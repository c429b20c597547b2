using System.Globalization;
using System.Text.Json;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;

namespace Collum.Clinic.Schedule;

/// <summary>Keeps, beside the charts, what is open: drafts that nobody signed, reports that nobody answered, and where charts come from.</summary>
/// <param name="medicine">Reads the entries.</param>
public sealed class Worklist(Medicine medicine) : IProjection
{
    public string Name => "worklist";

    public int Version => 2;

    public IReadOnlyList<Table> Tables { get; } =
    [
        new("work_item", "chart_id text not null, seq integer not null, kind text not null, date text not null, product text, units text, muscles integer, term text, level text, by_whom text not null", "chart_id, seq", "kind, date"),
        new("chart_origin", "chart_id text not null, kind text not null, label text not null", "chart_id"),
    ];

    public IReadOnlyCollection<string> Kinds { get; } =
    [
        Charts.Kinds.Plan, Charts.Kinds.PlanSigned, Charts.Kinds.PlanDropped, Charts.Kinds.TreatmentDraft, Charts.Kinds.Treatment,
        Charts.Kinds.SideEffect, Charts.Kinds.SideEffectAnswer, Charts.Kinds.Origin,
    ];

    public async Task ApplyAsync(Entry entry, ProjectionWriter tables)
    {
        if (entry.Kind == Charts.Kinds.Origin)
        {
            var origin = entry.Read<Origin>();
            await tables.ExecuteAsync("delete from chart_origin where clinic = @clinic and chart_id = @ChartId", new { entry.ChartId });
            await tables.ExecuteAsync("insert into chart_origin (clinic, chart_id, kind, label) values (@clinic, @ChartId, @kind, @Label)",
                new { entry.ChartId, kind = JsonNamingPolicy.KebabCaseLower.ConvertName(origin.Kind.ToString()), origin.Label });
            return;
        }

        if (entry.Amends is { } closed)
            await tables.ExecuteAsync("delete from work_item where clinic = @clinic and chart_id = @ChartId and seq = @closed", new { entry.ChartId, closed });

        using var body = JsonDocument.Parse(entry.Body);
        var (document, output) = ChartFold.Parts(body.RootElement);
        switch (entry.Kind)
        {
            case Charts.Kinds.Plan:
                var (product, units, muscles) = EntryText.Planned(document);
                await OpenAsync(EntryText.Text(document, "date"), product: product, units: units, muscles: muscles);
                break;
            case Charts.Kinds.TreatmentDraft:
                var draft = ChartFold.TreatmentIn(entry, medicine);
                await OpenAsync(draft.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), product: draft.Product.Id, units: draft.Given.Units, muscles: draft.MusclesRecorded ? draft.Lines.Count : null);
                break;
            case Charts.Kinds.SideEffect:
                var (term, level) = EntryText.SideEffect(document, output);
                await OpenAsync(EntryText.Text(body.RootElement, "date") ?? EntryText.Text(document, "date"), term: term, level: level);
                break;
        }

        // Figures and ids, no words: whoever reads them makes the words.
        Task OpenAsync(string? date, string? product = null, decimal? units = null, int? muscles = null, string? term = null, string? level = null) => tables.ExecuteAsync(
            "insert into work_item (clinic, chart_id, seq, kind, date, product, units, muscles, term, level, by_whom) " +
            "values (@clinic, @ChartId, @Seq, @Kind, @date, @product, @units, @muscles, @term, @level, @By)",
            new
            {
                entry.ChartId, entry.Seq, entry.Kind, product, units = units?.ToString(CultureInfo.InvariantCulture), muscles, term, level, entry.By,
                date = date ?? DateOnly.FromDateTime(entry.At.UtcDateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            });
    }
}

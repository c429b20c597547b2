using System.Globalization;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Treatments;

namespace Collum.Clinic.Stock;

/// <summary>Keeps, beside the charts, which lot went to whom and when each person last had toxin, so that both are answered at once.</summary>
/// <param name="medicine">Reads the entries.</param>
public sealed class TreatmentLedger(Medicine medicine) : IProjection
{
    public string Name => "treatments";

    public int Version => 2;

    public IReadOnlyList<Table> Tables { get; } =
    [
        new("treatment_given", "chart_id text not null, seq integer not null, date text not null, product text not null, region text, dose_u text not null, withdrawn integer not null, counts integer not null",
            "chart_id, seq", "counts, date, chart_id"),
        new("lot_use", "chart_id text not null, seq integer not null, line integer not null, lot_key text not null, number text not null, product text not null, expiry text not null, vials integer not null, opened_u text not null, date text not null, superseded integer not null",
            "chart_id, seq, line", "lot_key, date", "expiry, lot_key"),
        new("toxin_elsewhere", "chart_id text not null, seq integer not null, date text not null", "chart_id, seq"),
        // One row a chart, so that who is due is read from an index, however many charts there are.
        new("last_toxin", "chart_id text not null, given text not null, product text not null, region text not null, dose_u text not null, last text not null, waits integer not null",
            "chart_id", "waits, product, region, last, chart_id"),
        new("nobody_waits", "chart_id text not null", "chart_id"),
    ];

    public IReadOnlyCollection<string> Kinds { get; } = [Charts.Kinds.Origin, Charts.Kinds.Treatment, Charts.Kinds.Amendment, Charts.Kinds.ToxinElsewhere];

    /// <summary>A lot number as it is looked for: letters and digits only, upper case, so that a slip of spacing hides nobody.</summary>
    public static string LotKey(string number) => new([.. number.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    public async Task ApplyAsync(Entry entry, ProjectionWriter tables)
    {
        switch (entry.Kind)
        {
            case Charts.Kinds.Origin:
                // Patients of trials and tables: nobody is waiting for them.
                await tables.ExecuteAsync("delete from nobody_waits where clinic = @clinic and chart_id = @ChartId", new { entry.ChartId });
                if (entry.Read<Origin>().Kind is not (OriginKind.Clinic or OriginKind.Synthetic))
                    await tables.ExecuteAsync("insert into nobody_waits (clinic, chart_id) values (@clinic, @ChartId)", new { entry.ChartId });
                break;

            case Charts.Kinds.Treatment:
                await AddAsync(tables, entry, entry.Seq, ChartFold.TreatmentIn(entry, medicine));
                break;

            case Charts.Kinds.Amendment when entry.Amends is { } of:
                await tables.ExecuteAsync("delete from treatment_given where clinic = @clinic and chart_id = @ChartId and seq = @of", new { entry.ChartId, of });
                // A recall asks for everybody who may have had the lot: a corrected lot is still found, and marked.
                await tables.ExecuteAsync("update lot_use set superseded = 1 where clinic = @clinic and chart_id = @ChartId and seq = @of", new { entry.ChartId, of });
                if (ChartFold.AmendmentIn(entry, medicine).Corrected is { } now)
                    await AddAsync(tables, entry, of, now);
                else
                    await tables.ExecuteAsync(
                        "insert into treatment_given (clinic, chart_id, seq, date, product, region, dose_u, withdrawn, counts) values (@clinic, @ChartId, @of, @date, '', null, '0', 1, 0)",
                        new { entry.ChartId, of, date = Day(DateOnly.FromDateTime(entry.At.UtcDateTime)) });
                break;

            case Charts.Kinds.ToxinElsewhere:
                if (entry.Amends is { } before)
                    await tables.ExecuteAsync("delete from toxin_elsewhere where clinic = @clinic and chart_id = @ChartId and seq = @before", new { entry.ChartId, before });
                if (ToxinElsewhereBody.Read(entry, medicine) is { } past)
                    await tables.ExecuteAsync("insert into toxin_elsewhere (clinic, chart_id, seq, date) values (@clinic, @ChartId, @Seq, @date)",
                        new { entry.ChartId, entry.Seq, date = Day(past.Date) });
                break;
        }

        await tables.ExecuteAsync("delete from last_toxin where clinic = @clinic and chart_id = @ChartId", new { entry.ChartId });
        await tables.ExecuteAsync(
            "insert into last_toxin (clinic, chart_id, given, product, region, dose_u, last, waits) " +
            "select t.clinic, t.chart_id, t.date, t.product, coalesce(t.region, ''), t.dose_u, " +
            "case when coalesce((select max(e.date) from toxin_elsewhere e where e.clinic = t.clinic and e.chart_id = t.chart_id), '') > t.date " +
            "then (select max(e.date) from toxin_elsewhere e where e.clinic = t.clinic and e.chart_id = t.chart_id) else t.date end, " +
            "case when exists (select 1 from nobody_waits n where n.clinic = t.clinic and n.chart_id = t.chart_id) then 0 else 1 end " +
            "from treatment_given t where t.clinic = @clinic and t.chart_id = @ChartId and t.counts = 1 order by t.date desc, t.seq desc limit 1", new { entry.ChartId });
    }

    static async Task AddAsync(ProjectionWriter tables, Entry entry, long seq, Treatment t)
    {
        await tables.ExecuteAsync(
            "insert into treatment_given (clinic, chart_id, seq, date, product, region, dose_u, withdrawn, counts) values (@clinic, @ChartId, @seq, @date, @product, @region, @dose, 0, @counts)",
            new
            {
                entry.ChartId, seq, date = Day(t.Date), product = t.Product.Id, region = t.Region?.Code,
                dose = t.Given.Units.ToString(CultureInfo.InvariantCulture), counts = t.Given.IsZero ? 0 : 1,
            });
        for (var i = 0; i < t.Lots.Count; i++)
            await tables.ExecuteAsync(
                "insert into lot_use (clinic, chart_id, seq, line, lot_key, number, product, expiry, vials, opened_u, date, superseded) " +
                "values (@clinic, @ChartId, @seq, @line, @key, @Number, @product, @expiry, @Vials, @opened, @date, 0)",
                new
                {
                    entry.ChartId, seq,
                    // Lines of a correction follow those of the text it corrects.
                    line = entry.Seq * 1000 + i,
                    key = LotKey(t.Lots[i].Lot.Number), t.Lots[i].Lot.Number, product = t.Lots[i].Lot.Product.Id, expiry = Day(t.Lots[i].Lot.Expiry), t.Lots[i].Vials,
                    opened = t.Lots[i].Content.Units.ToString(CultureInfo.InvariantCulture), date = Day(t.Date),
                });
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

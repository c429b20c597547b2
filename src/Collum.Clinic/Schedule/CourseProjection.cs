using System.Globalization;
using System.Text.Json;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;

namespace Collum.Clinic.Schedule;

/// <summary>Sessions, scores, reports and open drafts of every chart, one row each: what Today and the list of patients ask for.</summary>
public sealed class CourseProjection : IProjection
{
    public static CourseProjection Only { get; } = new();

    public string Name => "course";

    public int Version => 1;

    public IReadOnlyList<Table> Tables { get; } =
    [
        new("chart_session", "chart_id text not null, seq integer not null, date text not null, product text, dose_u real", "chart_id, seq", "date"),
        new("chart_score", "chart_id text not null, seq integer not null, date text not null, instrument text not null, value real not null", "chart_id, seq"),
        new("chart_report", "chart_id text not null, seq integer not null, date text not null, term text not null, level text, answered integer not null", "chart_id, seq", "answered, date"),
        new("chart_open", "chart_id text not null, seq integer not null, kind text not null, date text not null", "chart_id, seq", "date"),
        new("chart_origin", "chart_id text not null, kind text not null, label text not null", "chart_id"),
    ];

    public IReadOnlyCollection<string> Kinds { get; } =
    [
        Charts.Kinds.Treatment, Charts.Kinds.TreatmentDraft, Charts.Kinds.Amendment, Charts.Kinds.ToxinElsewhere, Charts.Kinds.Score,
        Charts.Kinds.SideEffect, Charts.Kinds.SideEffectAnswer, Charts.Kinds.Plan, Charts.Kinds.PlanSigned, Charts.Kinds.PlanDropped, Charts.Kinds.Origin,
    ];

    public async Task ApplyAsync(Entry entry, ProjectionWriter tables)
    {
        using var body = JsonDocument.Parse(entry.Body);
        var (document, output) = ChartFold.Parts(body.RootElement);
        var date = EntryText.Text(body.RootElement, "date") ?? EntryText.Text(document, "date") ?? entry.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        switch (entry.Kind)
        {
            case Charts.Kinds.Origin:
                await tables.ExecuteAsync("delete from chart_origin where clinic = @clinic and chart_id = @ChartId", entry);
                await tables.ExecuteAsync("insert into chart_origin (clinic, chart_id, kind, label) values (@clinic, @ChartId, @kind, @label)",
                    new { entry.ChartId, kind = EntryText.Text(document, "kind") ?? "", label = EntryText.Text(document, "label") ?? "" });
                break;
            case Charts.Kinds.Treatment:
                await CloseAsync(entry, tables);
                await SessionAsync(entry.ChartId, entry.Seq, Inner(document, "treatment"), tables);
                break;
            case Charts.Kinds.Amendment when entry.Amends is { } of:
                await tables.ExecuteAsync("delete from chart_session where clinic = @clinic and chart_id = @ChartId and seq = @of", new { entry.ChartId, of });
                await SessionAsync(entry.ChartId, of, Inner(Inner(document, "amendment"), "treatment"), tables);
                break;
            case Charts.Kinds.ToxinElsewhere:
                if (entry.Amends is { } before)
                    await tables.ExecuteAsync("delete from chart_session where clinic = @clinic and chart_id = @ChartId and seq = @before", new { entry.ChartId, before });
                if (EntryText.Text(document, "date") is not null)
                    await SessionAsync(entry.ChartId, entry.Seq, document, tables);
                break;
            case Charts.Kinds.Score:
                if (entry.Amends is { } replaced)
                    await tables.ExecuteAsync("delete from chart_score where clinic = @clinic and chart_id = @ChartId and seq = @replaced", new { entry.ChartId, replaced });
                if (EntryText.Score(entry.Seq, default, document, output) is { } score)
                    await tables.ExecuteAsync("insert into chart_score (clinic, chart_id, seq, date, instrument, value) values (@clinic, @ChartId, @Seq, @date, @Instrument, @value)",
                        new { entry.ChartId, entry.Seq, date, score.Instrument, value = (double)score.Value });
                break;
            case Charts.Kinds.SideEffect:
                var (term, level) = EntryText.SideEffect(document, output);
                await tables.ExecuteAsync("insert into chart_report (clinic, chart_id, seq, date, term, level, answered) values (@clinic, @ChartId, @Seq, @date, @term, @level, 0)",
                    new { entry.ChartId, entry.Seq, date, term, level });
                break;
            case Charts.Kinds.SideEffectAnswer when entry.Amends is { } report:
                await tables.ExecuteAsync("update chart_report set answered = 1 where clinic = @clinic and chart_id = @ChartId and seq = @report", new { entry.ChartId, report });
                break;
            case Charts.Kinds.Plan or Charts.Kinds.TreatmentDraft:
                await CloseAsync(entry, tables);
                await tables.ExecuteAsync("insert into chart_open (clinic, chart_id, seq, kind, date) values (@clinic, @ChartId, @Seq, @Kind, @date)", new { entry.ChartId, entry.Seq, entry.Kind, date });
                break;
            case Charts.Kinds.PlanSigned or Charts.Kinds.PlanDropped:
                await CloseAsync(entry, tables);
                break;
        }
    }

    static JsonElement Inner(JsonElement document, string key) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(key, out var inner) ? inner : default;

    static Task CloseAsync(Entry entry, ProjectionWriter tables) => entry.Amends is { } draft
        ? tables.ExecuteAsync("delete from chart_open where clinic = @clinic and chart_id = @ChartId and seq = @draft", new { entry.ChartId, draft })
        : Task.CompletedTask;

    // An amendment without a treatment withdraws: no row then.
    static async Task SessionAsync(string chartId, long seq, JsonElement given, ProjectionWriter tables)
    {
        if (EntryText.Text(given, "date") is not { } date)
            return;
        var units = EntryText.Number(given, "total_only_u") ?? EntryText.Number(given, "dose_u")
            ?? (Inner(given, "lines") is { ValueKind: JsonValueKind.Array } lines ? lines.EnumerateArray().Sum(l => EntryText.Number(l, "dose_u") ?? 0) : null);
        await tables.ExecuteAsync("insert into chart_session (clinic, chart_id, seq, date, product, dose_u) values (@clinic, @chartId, @seq, @date, @product, @dose)",
            new { chartId, seq, date, product = EntryText.Text(given, "product"), dose = (double?)units });
    }
}

/// <summary>The last toxin of a chart.</summary>
/// <param name="Product">Nonproprietary name; null when nobody knows.</param>
/// <param name="DoseU">Units of that product; null when nobody knows.</param>
public sealed record LastSessionRow(string ChartId, DateOnly Date, string? Product, decimal? DoseU);

/// <summary>A report that waits for an answer.</summary>
public sealed record OpenReport(string ChartId, string Name, long Seq, DateOnly Date, string Term, string? Level);

/// <summary>Something that was begun and not signed.</summary>
public sealed record OpenDraft(string ChartId, string Name, long Seq, string Kind, DateOnly Date);

/// <summary>What a list shows of one chart besides who it is about.</summary>
public sealed record ChartLine(string ChartId, string Name, string? Number, DateOnly? BirthDate, string? OriginKind, string? OriginLabel, LastSessionRow? Last, decimal? Score, DateOnly? ScoreDate);

/// <summary>Something that was written.</summary>
public sealed record WrittenLine(string ChartId, string Name, string Kind, DateTimeOffset At, string By);

/// <summary>The questions that Today and the list of patients ask; each is one or two indexed reads, however many charts there are.</summary>
public sealed class Worklist(ChartStore charts)
{
    sealed record LineRow
    {
        public string ChartId { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Number { get; init; }

        public string? BirthDate { get; init; }

        public string? OriginKind { get; init; }

        public string? OriginLabel { get; init; }

        public string? Date { get; init; }

        public string? Product { get; init; }

        public double? DoseU { get; init; }

        public double? Value { get; init; }

        public string? ScoreDate { get; init; }
    }

    sealed record ReportRow
    {
        public string ChartId { get; init; } = "";

        public string Name { get; init; } = "";

        public long Seq { get; init; }

        public string Date { get; init; } = "";

        public string Term { get; init; } = "";

        public string? Level { get; init; }
    }

    sealed record DraftRow
    {
        public string ChartId { get; init; } = "";

        public string Name { get; init; } = "";

        public long Seq { get; init; }

        public string Kind { get; init; } = "";

        public string Date { get; init; } = "";
    }

    sealed record WrittenRow
    {
        public string ChartId { get; init; } = "";

        public string Name { get; init; } = "";

        public string Kind { get; init; } = "";

        public string At { get; init; } = "";

        public string Author { get; init; } = "";
    }

    const string Lines = """
        select i.chart_id as ChartId, i.name as Name, i.number as Number, i.birth_date as BirthDate, o.kind as OriginKind, o.label as OriginLabel,
               s.date as Date, s.product as Product, s.dose_u as DoseU, p.value as Value, p.date as ScoreDate
        from chart_identity as i
        left join chart_origin as o on o.clinic = i.clinic and o.chart_id = i.chart_id
        left join chart_session as s on s.clinic = i.clinic and s.chart_id = i.chart_id and s.seq =
          (select x.seq from chart_session as x where x.clinic = i.clinic and x.chart_id = i.chart_id and (x.dose_u is null or x.dose_u > 0) order by x.date desc, x.seq desc limit 1)
        left join chart_score as p on p.clinic = i.clinic and p.chart_id = i.chart_id and p.seq =
          (select y.seq from chart_score as y where y.clinic = i.clinic and y.chart_id = i.chart_id and y.instrument = 'twstrs' order by y.date desc, y.seq desc limit 1)
        where i.clinic = @clinic
        """;

    public async Task<long> CountAsync(CancellationToken cancel = default) =>
        (await charts.QueryAsync<long>("select count(*) from chart where clinic = @clinic", null, cancel))[0];

    /// <summary>Reports nobody answered, oldest first.</summary>
    public async Task<IReadOnlyList<OpenReport>> OpenReportsAsync(int limit, CancellationToken cancel = default) =>
        [.. (await charts.QueryAsync<ReportRow>(
            "select r.chart_id as ChartId, i.name as Name, r.seq as Seq, r.date as Date, r.term as Term, r.level as Level from chart_report as r " +
            "join chart_identity as i on i.clinic = r.clinic and i.chart_id = r.chart_id where r.clinic = @clinic and r.answered = 0 order by r.date, r.chart_id, r.seq limit @limit", new { limit }, cancel))
            .Select(r => new OpenReport(r.ChartId, r.Name, r.Seq, Day(r.Date), r.Term, r.Level))];

    /// <summary>Plans and treatments begun and not signed, oldest first.</summary>
    public async Task<IReadOnlyList<OpenDraft>> DraftsAsync(int limit, CancellationToken cancel = default) =>
        [.. (await charts.QueryAsync<DraftRow>(
            "select d.chart_id as ChartId, i.name as Name, d.seq as Seq, d.kind as Kind, d.date as Date from chart_open as d " +
            "join chart_identity as i on i.clinic = d.clinic and i.chart_id = d.chart_id where d.clinic = @clinic order by d.date, d.chart_id, d.seq limit @limit", new { limit }, cancel))
            .Select(d => new OpenDraft(d.ChartId, d.Name, d.Seq, d.Kind, Day(d.Date)))];

    /// <summary>Patients of the clinic (trial patients are nobody's to call), by their last toxin, latest first.</summary>
    public async Task<IReadOnlyList<ChartLine>> ByLastToxinAsync(int limit, CancellationToken cancel = default) =>
        [.. (await charts.QueryAsync<LineRow>(Lines + " and s.date is not null and (o.kind is null or o.kind <> 'public-trial') order by s.date desc, i.chart_id limit @limit", new { limit }, cancel)).Select(Line)];

    /// <summary>What a list shows of the given charts, in their order.</summary>
    public async Task<IReadOnlyList<ChartLine>> LinesAsync(IReadOnlyList<string> chartIds, CancellationToken cancel = default)
    {
        if (chartIds.Count == 0)
            return [];
        var arguments = new Dapper.DynamicParameters();
        for (var i = 0; i < chartIds.Count; i++)
            arguments.Add($"c{i}", chartIds[i]);
        var rows = (await charts.QueryAsync<LineRow>($"{Lines} and i.chart_id in ({string.Join(", ", chartIds.Select((_, i) => $"@c{i}"))})", arguments, cancel))
            .Select(Line).ToDictionary(l => l.ChartId, StringComparer.Ordinal);
        return [.. chartIds.Select(id => rows.GetValueOrDefault(id)).OfType<ChartLine>()];
    }

    /// <summary>What was written last, newest first.</summary>
    public async Task<IReadOnlyList<WrittenLine>> WrittenAsync(int limit, CancellationToken cancel = default) =>
        [.. (await charts.QueryAsync<WrittenRow>(
            "select e.chart_id as ChartId, i.name as Name, e.kind as Kind, e.at as At, e.by_whom as Author from entry as e " +
            "join chart_identity as i on i.clinic = e.clinic and i.chart_id = e.chart_id where e.clinic = @clinic order by e.position desc limit @limit", new { limit }, cancel))
            .Select(w => new WrittenLine(w.ChartId, w.Name, w.Kind, DateTimeOffset.Parse(w.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), w.Author))];

    static ChartLine Line(LineRow r) => new(r.ChartId, r.Name, r.Number, r.BirthDate is { } b ? Day(b) : null, r.OriginKind, r.OriginLabel,
        r.Date is { } d ? new LastSessionRow(r.ChartId, Day(d), r.Product, (decimal?)r.DoseU) : null, (decimal?)r.Value, r.ScoreDate is { } s ? Day(s) : null);

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

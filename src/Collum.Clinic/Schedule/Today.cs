using System.Globalization;
using Collum.Clinic.Charts;
using Collum.Clinic.Stock;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Clinic.Schedule;

/// <summary>Where a person stands between two treatments.</summary>
public enum DueState
{
    /// <summary>The label's interval is over soon.</summary>
    Soon,

    /// <summary>The label's interval is over.</summary>
    Due,

    /// <summary>Nobody was seen for long after the label's interval.</summary>
    Overdue,
}

/// <summary>Somebody whose next treatment comes up.</summary>
/// <param name="ChartId">Whose chart.</param>
/// <param name="Name">Of the person.</param>
/// <param name="Label">Where the chart comes from, when not from the clinic.</param>
/// <param name="Product">Last given.</param>
/// <param name="LastDate">Last toxin, here or elsewhere.</param>
/// <param name="Weeks">Completed weeks since.</param>
/// <param name="Earliest">From when the label allows the next.</param>
/// <param name="State">Soon, due or overdue.</param>
/// <param name="Why">In one sentence.</param>
/// <param name="Source">Of the interval, key in <c>data/sources.json</c>; null when the label gives none.</param>
/// <param name="AwaitsChecking">The interval is from memory.</param>
public sealed record DueLine(
    string ChartId, string Name, string? Label, string Product, DateOnly LastDate, int Weeks, DateOnly Earliest, DueState State, Sentence Why, string? Source, bool AwaitsChecking);

/// <summary>Something that waits for a signature or an answer.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Text">What is planned, given or reported.</param>
/// <param name="Level">Triage level of a side effect; null elsewhere.</param>
public sealed record OpenLine(string ChartId, string Name, string? Label, long Seq, string Kind, DateOnly Date, Sentence Text, string? Level, string By);

/// <summary>What the clinic has to look at on one day.</summary>
/// <param name="Day">The clinic's own.</param>
/// <param name="SideEffects">Not answered, most urgent first.</param>
/// <param name="Unsigned">Plans and treatments, oldest first.</param>
/// <param name="Due">Overdue first, then by how long the interval is over; the first of them.</param>
/// <param name="Expiring">Lots in use that go out of date.</param>
/// <param name="Charts">How many charts there are.</param>
/// <param name="DueCount">How many are due, shown or not.</param>
public sealed record TodayView(
    DateOnly Day, IReadOnlyList<OpenLine> SideEffects, IReadOnlyList<OpenLine> Unsigned, IReadOnlyList<DueLine> Due, IReadOnlyList<LotLine> Expiring, int Charts, int DueCount);

/// <summary>Asks the tables beside the charts what is to be done today.</summary>
public sealed class Today(Practice practice)
{
    /// <summary>A working convention of this program, not a fact of medicine: who is shown how early, and from when a visit counts as missed.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(14), Missed = TimeSpan.FromDays(28), LotsAhead = TimeSpan.FromDays(60);

    const int MostDue = 100;

    static readonly string[] Urgency = ["emergency-now", "same-day", "routine", "self-care"];

    public async Task<TodayView> ReadAsync(CancellationToken cancel = default)
    {
        var day = practice.Today;
        var open = (await practice.Charts.QueryAsync<OpenRow>(
            "select w.chart_id as ChartId, coalesce(i.name, '') as Name, o.label as Label, w.seq as Seq, w.kind as Kind, w.date as Date, w.product as Product, w.units as Units, w.muscles as Muscles, w.term as Term, w.level as Level, w.by_whom as ByWhom " +
            "from work_item w left join chart_identity i on i.clinic = w.clinic and i.chart_id = w.chart_id " +
            "left join chart_origin o on o.clinic = w.clinic and o.chart_id = w.chart_id where w.clinic = @clinic order by w.date, w.chart_id, w.seq", null, cancel))
            .Select(r => new OpenLine(r.ChartId, r.Name, r.Label, r.Seq, r.Kind, Parse(r.Date), Words(r), r.Level, r.ByWhom)).ToList();
        var count = await practice.Charts.QueryAsync<long>("select count(*) from chart_identity where clinic = @clinic", null, cancel);
        var due = await DueAsync(day, MostDue, cancel);
        return new(
            day,
            [.. open.Where(o => o.Kind == Kinds.SideEffect).OrderBy(o => Array.IndexOf(Urgency, o.Level ?? "") is var at && at < 0 ? 0 : at).ThenBy(o => o.Date)],
            [.. open.Where(o => o.Kind != Kinds.SideEffect)],
            due.Lines,
            await new Lots(practice).ExpiringAsync(day, day.AddDays(LotsAhead.Days), cancel),
            (int)count[0], due.Count);
    }

    /// <summary>Those whose interval since the last toxin is over or nearly so, the longest over first, and how many there are. Patients of trials and tables are not: nobody is waiting for them.</summary>
    public async Task<(IReadOnlyList<DueLine> Lines, int Count)> DueAsync(DateOnly day, int most, CancellationToken cancel = default)
    {
        List<DueLine> lines = [];
        var count = 0L;
        // A label's interval goes by product and region, so each pair has one day up to which its people are due.
        foreach (var pair in await practice.Charts.QueryAsync<PairRow>(
            "select product as Product, region as Region from last_toxin where clinic = @clinic and waits = 1 group by product, region", null, cancel))
        {
            if (Interval(practice.Medicine, pair.Product, pair.Region.Length == 0 ? null : pair.Region) is not { IntervalWeeks: { } weeks } interval)
                continue;
            var days = (int)Math.Ceiling(weeks * 7);
            var arguments = new { pair.Product, pair.Region, latest = Text(day.AddDays(Ahead.Days - days)), most };
            const string where = "from last_toxin t where t.clinic = @clinic and t.waits = 1 and t.product = @Product and t.region = @Region and t.last <= @latest";
            count += (await practice.Charts.QueryAsync<long>("select count(*) " + where, arguments, cancel))[0];
            lines.AddRange((await practice.Charts.QueryAsync<LastRow>(
                "select d.chart_id as ChartId, coalesce(i.name, '') as Name, o.label as Label, d.given as Given, d.last as Last from " +
                "(select t.clinic, t.chart_id, t.given, t.last " + where + " order by t.last, t.chart_id limit @most) d " +
                "left join chart_identity i on i.clinic = d.clinic and i.chart_id = d.chart_id left join chart_origin o on o.clinic = d.clinic and o.chart_id = d.chart_id", arguments, cancel))
                .Select(r => Line(r, pair, interval, days, day)));
        }

        return ([.. lines.OrderByDescending(l => l.State).ThenBy(l => l.Earliest).ThenBy(l => l.ChartId, StringComparer.Ordinal).Take(most)], (int)count);
    }

    DueLine Line(LastRow row, PairRow pair, Limit interval, int days, DateOnly day)
    {
        var (given, last) = (Parse(row.Given), Parse(row.Last));
        var earliest = last.AddDays(days);
        var since = (day.DayNumber - last.DayNumber) / 7;
        var state = day < earliest ? DueState.Soon : day < earliest.AddDays(Missed.Days) ? DueState.Due : DueState.Overdue;
        var brand = EntryText.Brand(pair.Product, practice.Medicine);
        var label = pair.Region.Length == 0 ? Phrase($"the strictest label") : Phrase($"the {pair.Region:code} label");
        Sentence why = last == given
            ? Phrase($"{since:# week|# weeks} since {brand}; {label} asks for {interval.IntervalWeeks:0.#}.")
            : Phrase($"{since:# week|# weeks} since toxin given elsewhere; {label} asks for {interval.IntervalWeeks:0.#} between two {brand} treatments.");
        return new(row.ChartId, row.Name, row.Label, pair.Product, last, since, earliest, state, why, interval.Source, interval.AwaitsChecking);
    }

    Sentence Words(OpenRow row) => row switch
    {
        { Units: { } units } => EntryText.Given(decimal.Parse(units, CultureInfo.InvariantCulture), EntryText.Brand(row.Product, practice.Medicine), (int?)row.Muscles),
        { Term: { } term } => practice.Medicine.Safety.AdverseEvents.ById.ContainsKey(term) ? Data(term.Replace('-', ' ')) : Typed(term),
        _ => Phrase($"something unwanted"),
    };

    /// <summary>The longest interval that the label asks for in the region; over all regions where that was not recorded.</summary>
    internal static Limit? Interval(Medicine medicine, string product, string? region)
    {
        if (!medicine.Toxins.Products.TryGetValue(product, out var known) || !medicine.Toxins.TryLabel(known, out var label))
            return null;
        var limits = region is not null && Region.Known.TryGetValue(region, out var where)
            ? label.LimitsIn(where, LimitKind.MinInterval) : label.Limits.Where(l => l.Kind == LimitKind.MinInterval);
        return limits.Where(l => l.IntervalWeeks is not null).MaxBy(l => l.IntervalWeeks);
    }

    static DateOnly Parse(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    sealed record OpenRow
    {
        public string ChartId { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Label { get; init; }

        public long Seq { get; init; }

        public string Kind { get; init; } = "";

        public string Date { get; init; } = "";

        public string? Product { get; init; }

        public string? Units { get; init; }

        public long? Muscles { get; init; }

        public string? Term { get; init; }

        public string? Level { get; init; }

        public string ByWhom { get; init; } = "";
    }

    sealed record PairRow
    {
        public string Product { get; init; } = "";

        public string Region { get; init; } = "";
    }

    sealed record LastRow
    {
        public string ChartId { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Label { get; init; }

        public string Given { get; init; } = "";

        public string Last { get; init; } = "";
    }
}

using System.Globalization;

namespace Collum.Clinic.Stock;

/// <summary>One treatment for which vials of a lot were opened.</summary>
/// <param name="ChartId">Whose.</param>
/// <param name="Name">Of the person.</param>
/// <param name="Treatment">Number of the treatment's entry.</param>
/// <param name="Date">When it was given.</param>
/// <param name="Number">As it was written down.</param>
/// <param name="Product">Nonproprietary name.</param>
/// <param name="Vials">Opened.</param>
/// <param name="OpenedU">Units in them.</param>
/// <param name="Superseded">A later correction names another lot; whoever recalls a lot wants to know of both.</param>
public sealed record LotPatient(
    string ChartId, string Name, long Treatment, DateOnly Date, string Number, string Product, int Vials, decimal OpenedU, bool Superseded);

/// <summary>A lot that the clinic used.</summary>
public sealed record LotLine(string Number, string Product, DateOnly Expiry, int Vials, int Treatments, DateOnly LastUsed);

/// <summary>Finds who had a lot, and which lots go out of date.</summary>
public sealed class Lots(Practice practice)
{
    /// <summary>Everybody for whom this lot was opened, newest first. Spaces, hyphens and case do not matter.</summary>
    public async Task<IReadOnlyList<LotPatient>> PatientsAsync(string number, string? product = null, CancellationToken cancel = default) =>
    [
        .. (await practice.Charts.QueryAsync<PatientRow>(
            "select u.chart_id as ChartId, coalesce(i.name, '') as Name, u.seq as Seq, u.date as Date, u.number as Number, u.product as Product, " +
            "u.vials as Vials, u.opened_u as OpenedU, u.superseded as Superseded from lot_use u " +
            "left join chart_identity i on i.clinic = u.clinic and i.chart_id = u.chart_id " +
            "where u.clinic = @clinic and u.lot_key = @key order by u.date desc, u.chart_id, u.seq",
            new { key = TreatmentLedger.LotKey(number) }, cancel))
            .Where(r => product is null || r.Product == product)
            .Select(r => new LotPatient(r.ChartId, r.Name, r.Seq, Day(r.Date), r.Number, r.Product, (int)r.Vials, Units(r.OpenedU), r.Superseded != 0)),
    ];

    /// <summary>Lots whose last day lies in a span of days, soonest first.</summary>
    public async Task<IReadOnlyList<LotLine>> ExpiringAsync(DateOnly from, DateOnly to, CancellationToken cancel = default) =>
    [
        .. (await practice.Charts.QueryAsync<LotRow>(
            "select min(number) as Number, product as Product, expiry as Expiry, cast(sum(vials) as bigint) as Vials, count(*) as Treatments, max(date) as LastUsed from lot_use " +
            "where clinic = @clinic and superseded = 0 and expiry >= @from and expiry <= @to group by lot_key, product, expiry order by expiry, lot_key",
            new { from = Text(from), to = Text(to) }, cancel))
            .Select(r => new LotLine(r.Number, r.Product, Day(r.Expiry), (int)r.Vials, (int)r.Treatments, Day(r.LastUsed))),
    ];

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static decimal Units(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    sealed record PatientRow
    {
        public string ChartId { get; init; } = "";

        public string Name { get; init; } = "";

        public long Seq { get; init; }

        public string Date { get; init; } = "";

        public string Number { get; init; } = "";

        public string Product { get; init; } = "";

        public long Vials { get; init; }

        public string OpenedU { get; init; } = "";

        public long Superseded { get; init; }
    }

    sealed record LotRow
    {
        public string Number { get; init; } = "";

        public string Product { get; init; } = "";

        public string Expiry { get; init; } = "";

        public long Vials { get; init; }

        public long Treatments { get; init; }

        public string LastUsed { get; init; } = "";
    }
}

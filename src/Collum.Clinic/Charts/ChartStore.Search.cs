using Dapper;

namespace Collum.Clinic.Charts;

public sealed partial class ChartStore
{
    // Up to here all matches are sorted by name; beyond, the first found are shown, by the word that matched.
    const int Sortable = 1000;

    const string IdentityColumns = "chart_id as ChartId, name as Name, number as Number, birth_date as BirthDate, sex as Sex";

    /// <summary>Charts in which every typed word begins a word of name, number or birth date; case and accents do not matter. Without words, the first by name.</summary>
    /// <param name="limit">1 to 1000.</param>
    public Task<IReadOnlyList<ChartMatch>> SearchAsync(string text, int limit = 20, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Sortable);
        var words = SearchWords.Asked(text);
        return _database.ReadAsync<IReadOnlyList<ChartMatch>>(async connection =>
        {
            var arguments = new DynamicParameters();
            arguments.Add("clinic", _clinic);
            arguments.Add("limit", limit);
            if (words.Count == 0)
                return [.. (await connection.QueryAsync<IdentityRow>($"select {IdentityColumns} from chart_identity where clinic = @clinic order by sort_name, chart_id limit @limit", arguments)).Select(Match)];

            for (var i = 0; i < words.Count; i++)
            {
                arguments.Add($"from{i}", words[i]);
                arguments.Add($"upto{i}", words[i] + "\U0010FFFF");
            }

            // The rarest word leads, the others are looked up chart by chart.
            async Task<(int Word, long Matches)> RarestAsync(int counted) => (await connection.QueryAsync<(int, long)>(string.Join(" union all ", words.Select((_, i) =>
                $"select {i}, count(*) from (select 1 as one from chart_word where clinic = @clinic and word >= @from{i} and word < @upto{i} limit {counted + 1}) as w{i}")), arguments)).MinBy(c => c.Item2);
            var (lead, matches) = await RarestAsync(Sortable);
            // All of them common: counting further is cheaper than walking through the wrong one.
            if (matches > Sortable && words.Count > 1)
                (lead, matches) = await RarestAsync(20 * Sortable);
            var others = string.Concat(words.Select((_, i) => i == lead ? "" :
                $" and exists (select 1 from chart_word as o{i} where o{i}.clinic = @clinic and o{i}.chart_id = w.chart_id and o{i}.word >= @from{i} and o{i}.word < @upto{i})"));
            var led = $"select w.chart_id from chart_word as w where w.clinic = @clinic and w.word >= @from{lead} and w.word < @upto{lead}{others}";
            // The inner limit also keeps SQLite from walking through all words by chart to find each chart but once.
            arguments.Add("most", matches <= Sortable ? Sortable : limit * 3);
            var charts = $"select distinct f.chart_id from ({led} order by w.word limit @most) as f{(matches <= Sortable ? "" : " limit @limit")}";
            // "cross join": SQLite keeps to this order, and does not walk through all charts by name to save itself the sorting of a few.
            var found = $"""
                select i.chart_id as ChartId, i.name as Name, i.number as Number, i.birth_date as BirthDate, i.sex as Sex
                from ({charts}) as m cross join chart_identity as i
                where i.clinic = @clinic and i.chart_id = m.chart_id order by i.sort_name, i.chart_id limit @limit
                """;
            return [.. (await connection.QueryAsync<IdentityRow>(found, arguments)).Select(Match)];
        }, cancel);
    }

    static ChartMatch Match(IdentityRow row) => new(row.ChartId, row.Identity);
}

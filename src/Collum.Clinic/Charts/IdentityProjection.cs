using System.Globalization;
using System.Text.Json;
using Collum.Clinic.Storage;
using Collum.Findings;
using Collum.Patients;
using Dapper;

namespace Collum.Clinic.Charts;

/// <summary>Who each chart is about now, and the words they are found by.</summary>
sealed class IdentityProjection : IProjection
{
    public static readonly IdentityProjection Only = new();

    public string Name => "identity";

    public int Version => 1;

    public IReadOnlyList<Table> Tables { get; } =
    [
        new("chart_identity", "chart_id text not null, name text not null, sort_name text not null, number text, birth_date text, sex text not null", "chart_id", "sort_name, chart_id"),
        new("chart_word", "word text not null, chart_id text not null", "word, chart_id", "chart_id, word"),
    ];

    public IReadOnlyCollection<string> Kinds { get; } = [Identity.Kind];

    public async Task ApplyAsync(Entry entry, ProjectionWriter tables)
    {
        var now = Read(entry);
        foreach (var table in entry.Seq > 1 ? Tables : [])      // nothing stands there yet for a chart's first entry
            await tables.ExecuteAsync($"delete from {table.Name} where clinic = @clinic and chart_id = @ChartId", new { entry.ChartId });
        await tables.ExecuteAsync(
            "insert into chart_identity (clinic, chart_id, name, sort_name, number, birth_date, sex) values (@clinic, @ChartId, @Name, @sort, @Number, @birth, @sex)",
            new { entry.ChartId, now.Name, sort = SearchWords.SortName(now.Name), now.Number, birth = now.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), sex = Word(now.Sex) });
        var words = SearchWords.Of(now).ToArray();
        var arguments = new DynamicParameters(new { entry.ChartId });
        for (var i = 0; i < words.Length; i++)
            arguments.Add($"w{i}", words[i]);
        await tables.ExecuteAsync($"insert into chart_word (clinic, word, chart_id) values {string.Join(", ", words.Select((_, i) => $"(@clinic, @w{i}, @ChartId)"))}", arguments);
    }

    static Identity Read(Entry entry)
    {
        Identity identity;
        try
        {
            identity = entry.Read<Identity>();
        }
        catch (JsonException e)
        {
            throw new InputException(e.Path is { Length: > 1 } path ? $"body{path[1..]}" : "body", $"something that does not name a person", $"name, and optionally number, birth_date, sex", entry.Kind);
        }

        return identity.Name.Trim().Length is > 0 and <= 200 ? identity
            : throw new InputException("name", identity.Name.Length == 0 ? Phrase($"nothing") : Phrase($"{identity.Name.Length} characters"), $"a name of 1 to 200 characters", entry.Kind);
    }

    internal static string Word(Sex sex) => JsonNamingPolicy.KebabCaseLower.ConvertName(sex.ToString());
}

sealed record IdentityRow
{
    public string ChartId { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Number { get; init; }

    public string? BirthDate { get; init; }

    public string Sex { get; init; } = "";

    public Identity Identity => new()
    {
        Name = Name,
        Number = Number,
        BirthDate = BirthDate is null ? null : DateOnly.ParseExact(BirthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        Sex = Enum.Parse<Sex>(Sex, ignoreCase: true),
    };
}

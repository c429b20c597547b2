using System.Globalization;
using System.Text.RegularExpressions;

namespace Collum.Clinic.Storage;

/// <summary>A table in words that both databases understand. <c>clinic</c> is added as first column, in the key and in every index.</summary>
/// <param name="Name">snake_case.</param>
/// <param name="Columns">Comma-separated, <c>name type [not null]</c>, where a type is <c>text</c>, <c>integer</c> (64 bits), <c>real</c> or <c>blob</c>; text compares by code point.</param>
/// <param name="Key">Columns of the primary key after <c>clinic</c>, comma-separated; they must be <c>not null</c>.</param>
/// <param name="Indexes">Each a comma-separated list of columns after <c>clinic</c>.</param>
public sealed partial record Table(string Name, string Columns, string Key, params string[] Indexes)
{
    /// <summary>Further constraints (unique, check, foreign key) that both databases understand.</summary>
    internal IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>SQLite only: rows are small, so the primary key is the table.</summary>
    internal bool SmallRows { get; init; } = true;

    internal IReadOnlyList<(string Name, string Type, bool NotNull)> Parts { get; } =
        [("clinic", "text", true), .. Columns.Split(',', StringSplitOptions.TrimEntries).Select(Part)];

    internal string KeyColumns => "clinic" + (Key.Length > 0 ? ", " + Key : "");

    /// <summary>Statements that create it.</summary>
    internal IEnumerable<string> Create(Dialect dialect)
    {
        var lines = Parts.Select(p => $"{p.Name} {dialect.TypeName(p.Type)}{(p.NotNull ? " not null" : "")}{dialect.TypeCheck(p.Name, p.Type, p.NotNull)}")
            .Append($"primary key ({KeyColumns})").Concat(Constraints);
        yield return $"create table {Name} (\n  {string.Join(",\n  ", lines)}\n){dialect.TableOptions(this)}";
        for (var i = 0; i < Indexes.Length; i++)
            yield return string.Create(CultureInfo.InvariantCulture, $"create index {Name}_{i + 1} on {Name} (clinic, {Indexes[i]})");
    }

    static (string, string, bool) Part(string text) => Form().Match(text) is { Success: true } m
        ? (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Success)
        : throw new ArgumentException($"'{text}' is not 'name type [not null]' with a type of text, integer, real or blob.", nameof(text));

    [GeneratedRegex(@"\A([a-z][a-z0-9_]*) (text|integer|real|blob)( not null)?\z")]
    private static partial Regex Form();
}

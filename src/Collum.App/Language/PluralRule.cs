using System.Globalization;

namespace Collum.App.Language;

/// <summary>Which form of a text a number takes in one language, written as Unicode's CLDR writes it: <c>one: i = 1 and v = 0; few: i % 10 = 2..4 and i % 100 != 12..14</c>.</summary>
/// <remarks>
/// Rules and operands after Unicode Technical Standard 35, part 3, "Language plural rules": n the number, i its whole part, v and w how many digits stand after the sign,
/// f and t those digits as a number. Numbers are shown without zeros at the end, so v = w and f = t. Everything that no rule takes is <c>other</c>.
/// </remarks>
sealed class PluralRule
{
    readonly IReadOnlyList<(string Form, IReadOnlyList<IReadOnlyList<Relation>> AnyOf)> _rules;

    PluralRule(IReadOnlyList<(string, IReadOnlyList<IReadOnlyList<Relation>>)> rules) => _rules = rules;

    /// <summary>Everything is <c>other</c>.</summary>
    public static PluralRule None { get; } = new([]);

    /// <exception cref="FormatException">The rule cannot be read; says which part.</exception>
    public static PluralRule Read(string text) => new([.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(rule =>
    {
        var (form, condition) = rule.Split(':', 2, StringSplitOptions.TrimEntries) is [var f, var c] ? (f, c) : throw new FormatException($"found '{rule}'; expected a rule such as one: i = 1 and v = 0");
        return (form, (IReadOnlyList<IReadOnlyList<Relation>>)[.. condition.Split(" or ").Select(all => (IReadOnlyList<Relation>)[.. all.Split(" and ").Select(Relation.Read)])]);
    })]);

    /// <summary><c>one</c>, <c>few</c>, … or <c>other</c>.</summary>
    public string Of(decimal number)
    {
        foreach (var (form, anyOf) in _rules)
            if (anyOf.Any(all => all.All(r => r.Holds(Math.Abs(number)))))
                return form;
        return "other";
    }

    sealed record Relation(char Operand, decimal? Modulo, bool IsNot, IReadOnlyList<(decimal From, decimal To)> Ranges)
    {
        public static Relation Read(string text)
        {
            var isNot = text.Contains("!=", StringComparison.Ordinal);
            var sides = text.Split(isNot ? "!=" : "=", StringSplitOptions.TrimEntries);
            var left = sides[0].Split('%', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || left.Length > 2 || left[0] is not ("n" or "i" or "v" or "w" or "f" or "t"))
                throw new FormatException($"found '{text}'; expected a condition such as i % 10 = 2..4");
            return new(left[0][0], left.Length == 2 ? Whole(left[1], text) : null, isNot,
                [.. sides[1].Split(',', StringSplitOptions.TrimEntries).Select(r => r.Split("..") is [var from, var to] ? (Whole(from, text), Whole(to, text)) : (Whole(r, text), Whole(r, text)))]);
        }

        public bool Holds(decimal number)
        {
            var whole = decimal.Truncate(number);
            var digits = (number - whole).ToString("0.##########", CultureInfo.InvariantCulture) is { Length: > 2 } shown ? shown[2..] : "";
            var value = Operand switch
            {
                'n' => number,
                'i' => whole,
                'v' or 'w' => digits.Length,
                _ => digits.Length == 0 ? 0 : decimal.Parse(digits, CultureInfo.InvariantCulture),
            };
            if (Modulo is { } m)
                value %= m;
            return Ranges.Any(r => value >= r.From && value <= r.To && (r.From == r.To || decimal.IsInteger(value))) != IsNot;
        }

        static decimal Whole(string digits, string text) =>
            decimal.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw new FormatException($"found '{digits}' in '{text}'; expected a whole number");
    }
}

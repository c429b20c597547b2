using System.Globalization;
using System.Text;
using Collum.Findings;

namespace Collum.App.Language;

/// <summary>One text of a resource file, read once: words, <c>{name}</c>, <c>{count, plural, =0 {none} one {# line} other {# lines}}</c> and <c>{is, select, yes {…} other {…}}</c>.</summary>
/// <remarks>
/// The part of ICU's message syntax that translators' tools know and that is needed here. Inside a plural <c>#</c> is the counted number. An apostrophe before
/// <c>{</c>, <c>}</c> or <c>#</c> takes its meaning away up to the next apostrophe; two apostrophes are one. What belongs to <c>one</c>, <c>few</c> and so on is the language's <see cref="PluralRule"/>.
/// </remarks>
sealed class Message
{
    readonly IReadOnlyList<Part> _parts;
    readonly string? _plain;

    Message(IReadOnlyList<Part> parts)
    {
        _parts = parts;
        _plain = parts.All(p => p is Words) ? string.Concat(parts.Select(p => ((Words)p).Text)) : null;
    }

    /// <exception cref="FormatException">The text cannot be read; says where.</exception>
    public static Message Read(string text)
    {
        var at = 0;
        var parts = Read(text, ref at, isInside: false, isCounted: false);
        return at == text.Length ? new(parts) : throw Wrong(text, at, "a } without its {");
    }

    /// <summary>Names of all values that the text says, in order of their first mention.</summary>
    public IReadOnlyList<string> Names => [.. NamesOf(_parts).Distinct()];

    /// <summary>The text itself where nothing is to be put in.</summary>
    public string Say() => _plain ?? Say([], PluralRule.None, n => n.ToString(CultureInfo.InvariantCulture));

    /// <summary>The text with its values. A value that is not given stays as its name in braces: better to be seen than left out.</summary>
    /// <param name="values">Text, a number, yes or no, or a word of an enumeration, by name.</param>
    /// <param name="rule">Which form a number takes.</param>
    /// <param name="number">How a number is written.</param>
    public string Say(ReadOnlySpan<(string Name, object? Value)> values, PluralRule rule, Func<decimal, string> number)
    {
        if (_plain is not null)
            return _plain;
        var to = new StringBuilder(96);
        Write(_parts, to, values, null, rule, number);
        return to.ToString();
    }

    /// <summary>The text with its values, whose numbers are <see cref="Figure"/>s: written already.</summary>
    public string Say(ReadOnlySpan<(string Name, object? Value)> values, PluralRule rule) => Say(values, rule, n => n.ToString(CultureInfo.InvariantCulture));

    static void Write(IReadOnlyList<Part> parts, StringBuilder to, ReadOnlySpan<(string Name, object? Value)> values, Figure? counted, PluralRule rule, Func<decimal, string> number)
    {
        foreach (var part in parts)
            switch (part)
            {
                case Words words:
                    to.Append(words.Text);
                    break;
                case Counted when counted is { } figure:
                    to.Append(figure.Shown);
                    break;
                case Place place:
                    to.Append(TryFind(values, place.Name, out var value) ? value is null ? "" : FigureOf(value, number)?.Shown ?? value.ToString() : $"{{{place.Name}}}");
                    break;
                case Choice choice:
                    TryFind(values, choice.Name, out var chosen);
                    var count = FigureOf(chosen, number);
                    Write(choice.Of(choice.IsPlural ? count is { } c ? rule.Of(c.Value) : "other" : WordOf(chosen), count?.Value), to, values, choice.IsPlural ? count : counted, rule, number);
                    break;
            }
    }

    static bool TryFind(ReadOnlySpan<(string Name, object? Value)> values, string name, out object? value)
    {
        foreach (var (given, found) in values)
            if (given == name)
            {
                value = found;
                return true;
            }

        value = null;
        return false;
    }

    static string WordOf(object? value) => value switch { true => "yes", false => "no", null => "none", _ => value.ToString() ?? "none" };

    static Figure? FigureOf(object? value, Func<decimal, string> number) => value switch
    {
        Figure figure => figure,
        int n => new(n, number(n)),
        long n => new(n, number(n)),
        decimal n => new(n, number(n)),
        double n when Math.Abs(n) < 1e15 => new((decimal)n, number((decimal)n)),
        _ => null,
    };

    static IEnumerable<string> NamesOf(IReadOnlyList<Part> parts) => parts.SelectMany(p => p switch
    {
        Place place => [place.Name],
        Choice choice => choice.Cases.SelectMany(c => NamesOf(c.Value)).Prepend(choice.Name),
        _ => (IEnumerable<string>)[],
    });

    static List<Part> Read(string text, ref int at, bool isInside, bool isCounted)
    {
        var parts = new List<Part>();
        var words = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '\'' && at + 1 < text.Length && text[at + 1] is '\'' or '{' or '}' or '#')
            {
                if (text[at + 1] == '\'')
                {
                    words.Append('\'');
                    at += 2;
                    continue;
                }

                var end = text.IndexOf('\'', at + 1);
                end = end < 0 ? text.Length : end;
                words.Append(text, at + 1, end - at - 1);
                at = Math.Min(text.Length, end + 1);
            }
            else if (c == '{')
            {
                Flush();
                parts.Add(ReadPlace(text, ref at, isCounted));
            }
            else if (c == '}')
            {
                if (!isInside)
                    throw Wrong(text, at, "a } without its {");
                break;
            }
            else if (c == '#' && isCounted)
            {
                Flush();
                parts.Add(new Counted());
                at++;
            }
            else
            {
                words.Append(c);
                at++;
            }
        }

        Flush();
        return parts;

        void Flush()
        {
            if (words.Length > 0)
                parts.Add(new Words(words.ToString()));
            words.Clear();
        }
    }

    static Part ReadPlace(string text, ref int at, bool isCounted)
    {
        at++;
        var name = Word(text, ref at);
        if (Next(text, ref at) == '}')
        {
            at++;
            return new Place(name);
        }

        Expect(text, ref at, ',');
        var kind = Word(text, ref at);
        if (kind is not ("plural" or "select"))
            throw Wrong(text, at, $"'{kind}', expected plural or select");
        Expect(text, ref at, ',');
        var cases = new Dictionary<string, IReadOnlyList<Part>>(StringComparer.Ordinal);
        while (Next(text, ref at) != '}')
        {
            var isExact = Next(text, ref at) == '=';
            if (isExact)
                at++;
            var word = (isExact ? "=" : "") + Word(text, ref at);
            Expect(text, ref at, '{');
            if (!cases.TryAdd(word, Read(text, ref at, isInside: true, isCounted || kind == "plural")))
                throw Wrong(text, at, $"'{word}' twice");
            Expect(text, ref at, '}');
        }

        at++;
        return cases.ContainsKey("other") ? new Choice(name, kind == "plural", cases) : throw Wrong(text, at, $"no 'other' for {name}");
    }

    static char Next(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length ? text[at] : throw Wrong(text, at, "an end inside braces");
    }

    static void Expect(string text, ref int at, char c)
    {
        if (Next(text, ref at) != c)
            throw Wrong(text, at, $"'{text[at]}', expected '{c}'");
        at++;
    }

    static string Word(string text, ref int at)
    {
        Next(text, ref at);
        var from = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-'))
            at++;
        return at > from ? text[from..at] : throw Wrong(text, at, "no name");
    }

    static FormatException Wrong(string text, int at, string what) => new(string.Create(CultureInfo.InvariantCulture, $"found {what} at {at + 1} of '{text}'"));

    abstract record Part;

    sealed record Words(string Text) : Part;

    sealed record Place(string Name) : Part;

    sealed record Counted : Part;

    sealed record Choice(string Name, bool IsPlural, IReadOnlyDictionary<string, IReadOnlyList<Part>> Cases) : Part
    {
        public IReadOnlyList<Part> Of(string word, decimal? exact) =>
            IsPlural && exact is { } n && Cases.TryGetValue("=" + n.ToString("0.##", CultureInfo.InvariantCulture), out var one) ? one
            : Cases.TryGetValue(word, out var found) ? found : Cases["other"];
    }
}

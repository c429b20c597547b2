using System.Text;

namespace Collum.App.Cli;

/// <summary>Columns for people: left-aligned words, right-aligned numbers, two spaces between, nothing cut off.</summary>
/// <remarks>Where the rows would not fit a terminal, a last column of sentences goes below its row, wrapped.</remarks>
sealed class TextTable(params string[] heads)
{
    /// <summary>Characters across: what every terminal shows.</summary>
    public const int Across = 80;

    // A last column narrower than this is a word or a date, and stays where it is.
    const int Sentence = 20;

    readonly List<string[]> _rows = [];

    public TextTable Row(params object?[] cells)
    {
        _rows.Add([.. cells.Select(Plain)]);
        return this;
    }

    public override string ToString()
    {
        var widths = heads.Select((h, i) => Math.Max(h.Length, _rows.Count == 0 ? 0 : _rows.Max(r => i < r.Length ? r[i].Length : 0))).ToArray();
        var right = heads.Select((_, i) => _rows.Count > 0 && _rows.All(r => i < r.Length && IsNumber(r[i]))).ToArray();
        var text = new StringBuilder();
        var last = heads.Length - 1;
        var below = widths.Sum() + (2 * last) > Across && widths[last] > Sentence && !right[last];
        Line(below ? heads[..last] : heads);
        Line([.. (below ? widths[..last] : widths).Select(w => new string('-', w))]);
        foreach (var row in _rows)
        {
            Line(below && row.Length > last ? row[..last] : row);
            if (below && row.Length > last && row[last].Length > 0)
                text.AppendLine(Wrapped(row[last], 4));
        }

        return text.ToString();

        void Line(string[] cells) => text.AppendLine(string.Join("  ", cells.Select((c, i) =>
            right[i] ? c.PadLeft(widths[i]) : c.PadRight(widths[i]))).TrimEnd());
    }

    /// <summary>The text in lines that fit, each led by so many spaces; a word longer than a line stays whole.</summary>
    /// <param name="text">Sentences.</param>
    /// <param name="indent">Spaces before each line.</param>
    /// <param name="first">What stands before the first line in place of the spaces.</param>
    public static string Wrapped(string text, int indent, string? first = null)
    {
        var lines = new StringBuilder(first ?? new string(' ', indent));
        var at = indent;
        var begun = false;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (begun && at + 1 + word.Length > Across)
            {
                lines.AppendLine().Append(' ', indent);
                (at, begun) = (indent, false);
            }

            lines.Append(begun ? " " : "").Append(word);
            at += word.Length + (begun ? 1 : 0);
            begun = true;
        }

        return lines.ToString();
    }

    static bool IsNumber(string cell) => cell.Length == 0 || cell is "–" || char.IsAsciiDigit(cell[0]) || (cell[0] is '-' or '−' or '+' && cell.Length > 1);

    // A record may hold anything a person typed: control characters never reach the terminal.
    static string Plain(object? cell)
    {
        var text = cell switch
        {
            null => "",
            decimal d => d.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture),
            IFormattable f => f.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => cell.ToString() ?? "",
        };
        return Printable(text);
    }

    public static string Printable(string text) => text.Any(Steers) ? string.Concat(text.Select(c => Steers(c) ? ' ' : c)) : text;

    // Controls, and the marks that turn the direction of what follows: a dose must not read backwards.
    static bool Steers(char c) => char.IsControl(c) || c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}

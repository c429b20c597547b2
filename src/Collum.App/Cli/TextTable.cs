using System.Text;

namespace Collum.App.Cli;

/// <summary>Columns for people: left-aligned words, right-aligned numbers, two spaces between, nothing cut off.</summary>
sealed class TextTable(params string[] heads)
{
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
        Line(heads);
        Line([.. widths.Select(w => new string('-', w))]);
        foreach (var row in _rows)
            Line(row);
        return text.ToString();

        void Line(string[] cells) => text.AppendLine(string.Join("  ", cells.Select((c, i) =>
            right[i] ? c.PadLeft(widths[i]) : c.PadRight(widths[i]))).TrimEnd());
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

    public static string Printable(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0
            ? text
            : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}

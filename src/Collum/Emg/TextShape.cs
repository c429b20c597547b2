using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>What one column of a delimited text is.</summary>
enum ColumnKind
{
    Time,
    Signal,
    Counter,
    Marker,
    Other,
}

/// <summary>One column: what it is, and for a signal which time column counts for it (-1 where none does).</summary>
sealed record TextColumn(ColumnKind Kind, string Label, string Unit, int Time, double RateHz, long? Promised, double OnsetS)
{
    /// <summary>Seconds in one unit of a time column.</summary>
    public double SecondsEach { get; init; } = 1;
}

/// <summary>The shape of a delimited text, found from its first lines: header, delimiter, decimal mark, columns, rates.</summary>
/// <remarks>
/// Delsys: a line "Label: … Sampling frequency: … Unit: …" for each signal, then a time column beside each. OpenSignals: JSON behind "#". Others: a header of any length, then names,
/// perhaps a line of units, then one time column or several; a time column counts for the signals right of it until the next.
/// </remarks>
sealed partial class TextShape
{
    const int MostColumns = 4096;

    public required string Format { get; init; }

    public required byte Delimiter { get; init; }

    public required bool HasDecimalComma { get; init; }

    /// <summary>Lines before the first row.</summary>
    public required int HeaderLines { get; init; }

    public required IReadOnlyList<TextColumn> Columns { get; init; }

    public DateTime? Start { get; init; }

    public string? Recorder { get; init; }

    public static TextShape Find(ReadOnlySpan<byte> start, bool isWhole, ReadOptions options, FindingList findings)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            start = start[3..];
        var zero = start.IndexOf((byte)0);
        if (zero >= 0)
            throw new InputException($"byte {zero}", $"a zero byte", $"text");
        var lines = Lines(start, isWhole);
        var (header, delimiter, comma, width) = FirstRow(lines);
        var split = lines[..header].Select(l => Cells(l, delimiter)).ToList();

        var delsys = lines[..header].Select(l => DelsysLine().Match(l)).Where(m => m.Success).ToList();
        var json = delsys.Count == 0 ? OpenSignals(lines[..header]) : null;
        var names = Names(lines, split, header, width, out var units);
        // A filter's frequency is no rate.
        var headerRate = lines[..header].Where(l => !FilterLine().IsMatch(l)).Select(l => RateLine().Match(l)).Where(m => m.Success)
            .Select(m => Number(m.Groups[1].Value) * (m.Groups[2].Success ? 1000 : 1)).FirstOrDefault(r => r is >= 1e-6 and <= 1e7);

        var columns = new List<TextColumn>();
        if (json is { } open)
            columns = open.Columns(width);
        else
            columns = General(names, units, width, delsys, headerRate ?? options.RateHz);
        if (!columns.Any(c => c.Kind == ColumnKind.Signal))
            throw new InputException($"line {header + 1}", $"no column of samples", $"at least one signal beside the times");

        TimesGiveRates(columns, lines[header..], delimiter, comma, findings);
        if (columns.Find(c => c is { Kind: ColumnKind.Signal, RateHz: <= 0 }) is { } without)
            throw new InputException("header", $"no sampling rate for '{Short(without.Label):typed}', and no times", $"a line such as 'Sampling rate (Hz): 2000', a time column, or the rate stated by hand (--rate)");
        return new()
        {
            Format = delsys.Count > 0 ? "delimited text (Delsys)" : json is not null ? "delimited text (OpenSignals)" : "delimited text",
            Delimiter = delimiter, HasDecimalComma = comma, HeaderLines = header, Columns = columns, Start = json?.Start, Recorder = json?.Device,
        };
    }

    static List<string> Lines(ReadOnlySpan<byte> start, bool isWhole)
    {
        var lines = BytesShown.Text(Whole(start, isWhole), out _).Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    // The last line of a buffer may be cut, even inside a character.
    static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> start, bool isWhole) =>
        isWhole || start.LastIndexOf((byte)'\n') is not (>= 0 and var last) ? start : start[..(last + 1)];

    static (int Header, byte Delimiter, bool Comma, int Width) FirstRow(List<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].StartsWith('#') || string.IsNullOrWhiteSpace(lines[i]))
                continue;
            foreach (var (delimiter, comma) in (ReadOnlySpan<(char, bool)>)[('\t', false), (';', false), ('\t', true), (';', true), (' ', true), (',', false), (' ', false)])
                if (IsRow(lines[i], delimiter, comma, out var width) && (!comma || width > 1) && Follows(lines, i, delimiter, comma, width))
                    return width <= MostColumns ? (i, (byte)delimiter, comma, width)
                        : throw new InputException($"line {i + 1}", $"{width} columns", $"at most {MostColumns}");
        }

        throw new InputException("text", $"no row of numbers in the first {lines.Count} lines", $"rows of numbers parted by tabs, semicolons, commas or blanks, after a header of any length");
    }

    // One line of numbers may still be header ("2000" on its own); the rows go on alike.
    static bool Follows(List<string> lines, int i, char delimiter, bool comma, int width) =>
        lines.Skip(i + 1).Where(l => l.Length > 0).Take(3).All(l => IsRow(l, delimiter, comma, out var w) && w == width);

    static bool IsRow(string line, char delimiter, bool comma, out int width)
    {
        var cells = Cells(line, (byte)delimiter);
        width = cells.Count;
        var (numbers, words) = (0, 0);
        foreach (var cell in cells)
            if (cell.Length > 0)
            {
                if (IsNumber(cell, comma))
                    numbers++;
                else
                    words++;
            }

        // Marker columns hold words now and then; a row of numbers is still mostly numbers and begins with one.
        return numbers > 0 && (words == 0 || (numbers >= 2 * words && cells.Any(c => c.Length > 0) && IsNumber(cells.First(c => c.Length > 0), comma)));
    }

    static bool IsNumber(string cell, bool comma) =>
        (!comma || (!cell.Contains('.', StringComparison.Ordinal) && !cell.EndsWith(','))) && Number(comma ? cell.Replace(',', '.') : cell) is not null;

    internal static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    static List<string> Cells(string line, byte delimiter)
    {
        var cells = new List<string>();
        if (delimiter == ' ')
        {
            cells.AddRange(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
            return cells;
        }

        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
            if (c == '"')
                quoted = !quoted;
            else if (c == delimiter && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
                cell.Append(c);
        cells.Add(cell.ToString().Trim());
        return cells;
    }

    // The last header line as wide as the rows holds the names; if it holds nothing but units, the names stand above it.
    static List<string>? Names(List<string> lines, List<List<string>> split, int header, int width, out List<string>? units)
    {
        units = null;
        List<string>? names = null;
        for (var i = header - 1; i >= 0 && i >= header - 20; i--)
        {
            if (LabelsLine().Match(lines[i]) is { Success: true } labels && Cells(labels.Groups[1].Value, (byte)(labels.Groups[1].Value.Contains('\t') ? '\t' : ',')) is var listed && listed.Count == width)
                return listed;
            var cells = split[i];
            while (cells.Count > width && cells[^1].Length == 0)
                cells.RemoveAt(cells.Count - 1);
            if (cells.Count != width || lines[i].StartsWith('#') || (width == 1 && (cells[0].Length == 0 || cells[0].Contains(':', StringComparison.Ordinal))))
                continue;
            if (names is null && units is null && cells.Any(c => c.Length > 0) && cells.All(c => c.Length == 0 || c.Trim('(', ')', '[', ']') is var bare && (SignalUnit.Parse(bare).IsKnown || bare is "us" or "µs")))
            {
                units = [.. cells.Select(c => c.Trim('(', ')', '[', ']'))];
                continue;
            }

            return cells;
        }

        if (names is null && units is not null)
            (names, units) = (units, null);
        return names;
    }

    static List<TextColumn> General(List<string>? names, List<string>? units, int width, List<Match> delsys, double? rate)
    {
        var columns = new List<TextColumn>(width);
        var (time, signal) = (-1, 0);
        var described = delsys.Where(m => m.Groups[1].Length > 0).ToList();
        for (var c = 0; c < width; c++)
        {
            var name = names?[c] ?? "";
            var match = UnitInName().Match(name);
            var unit = units?[c] is { Length: > 0 } below ? below : match.Success ? match.Groups[2].Value.Trim() : "";
            var bare = match.Success && (unit.Length > 0 || units is not null) ? match.Groups[1].Value.Trim() : name;
            if (TimeName().IsMatch(bare))
            {
                time = c;
                columns.Add(new(ColumnKind.Time, name, unit, -1, 0, null, 0)
                {
                    SecondsEach = unit.ToLowerInvariant() switch { "ms" or "msec" or "millisecond" or "milliseconds" => 1e-3, "us" or "µs" or "microseconds" => 1e-6, "min" => 60, _ => 1 },
                });
            }
            else if (MarkerName().IsMatch(bare))
                columns.Add(new(ColumnKind.Marker, name, "", time, 0, null, 0));
            else if (CounterName().IsMatch(bare))
                columns.Add(new(ColumnKind.Counter, name, "", -1, 0, null, 0));
            else if (described.Find(m => m.Groups[1].Value.Trim() == name) is { } of || (described.Count > signal && described.Count * 2 == width && (of = described[signal]) is not null))
            {
                signal++;
                columns.Add(new(ColumnKind.Signal, of.Groups[1].Value.Trim(), of.Groups[5].Value.Trim(), time, Number(of.Groups[2].Value) is >= 1e-6 and <= 1e7 and var hz ? hz : 0,
                    Number(of.Groups[3].Value) is >= 0 and <= 1e15 and var n ? (long)n : null, Number(of.Groups[4].Value) is >= -1e9 and <= 1e9 and var onset ? onset : 0));
            }
            else
            {
                signal++;
                // Words such as "left" in brackets are part of the name and no unit.
                var isUnit = units is not null || SignalUnit.Parse(unit).IsKnown || unit.Contains('V', StringComparison.Ordinal);
                columns.Add(new(ColumnKind.Signal, (isUnit ? bare : name) is { Length: > 0 } label ? label : $"Column {c + 1}", isUnit ? unit : "", time, rate ?? 0, null, 0));
            }
        }

        return columns;
    }

    static void TimesGiveRates(List<TextColumn> columns, List<string> rows, byte delimiter, bool comma, FindingList findings)
    {
        var rates = new Dictionary<int, double>();
        for (var c = 0; c < columns.Count; c++)
        {
            if (columns[c] is not { Kind: ColumnKind.Signal, RateHz: <= 0, Time: >= 0 } column)
                continue;
            if (!rates.TryGetValue(column.Time, out var rate))
            {
                rates[column.Time] = rate = RateOf(rows, column.Time, columns[column.Time].SecondsEach, delimiter, comma);
                if (rate > 0)
                    findings.Note("EMG-016", $"The file gives no sampling rate; the column '{Short(columns[column.Time].Label):typed}' gives {rate:G9} Hz.");
            }

            columns[c] = column with { RateHz = rate };
        }
    }

    /// <summary>Samples a second by the first rows' times: the usual step, then the longest run without a pause, rounded to a whole number only where the written digits cannot tell it from one.</summary>
    static double RateOf(List<string> rows, int column, double secondsEach, byte delimiter, bool comma)
    {
        var times = new List<double>();
        var grain = double.PositiveInfinity;
        foreach (var row in rows)
            if (Cells(row, delimiter) is var cells && column < cells.Count && (comma ? cells[column].Replace(',', '.') : cells[column]) is var text && Number(text) is { } time)
            {
                times.Add(time * secondsEach);
                grain = Math.Min(grain, TextCells.Grain(Encoding.ASCII.GetBytes(text)) * secondsEach);
            }

        if (times.Count < 2)
            return 0;
        var steps = times.Zip(times.Skip(1), (a, b) => b - a).Order().ToList();
        var usual = steps[steps.Count / 2] is > 0 and var median ? median : steps.Where(s => s >= 0).DefaultIfEmpty(0).Average();
        if (!(usual > 0) || !double.IsFinite(usual))
            return 0;
        var (from, bestFrom, bestTo) = (0, 0, 0);
        for (var i = 1; i <= times.Count; i++)
            if (i == times.Count || times[i] - times[i - 1] > (1.5 * usual) + (2 * grain) || times[i] < times[i - 1] - grain)
            {
                if (i - 1 - from > bestTo - bestFrom)
                    (bestFrom, bestTo) = (from, i - 1);
                from = i;
            }

        var (n, span) = (bestTo - bestFrom, times[bestTo] - times[bestFrom]);
        if (n < 1 || !(span > 0))
            return 0;
        var rate = n / span;
        var whole = Math.Round(rate);
        var result = whole >= 1 && Math.Abs((n / whole) - span) <= grain * 1.01 ? whole : rate;
        return result is >= 1e-6 and <= 1e7 ? result : 0;
    }

    /// <summary>OpenSignals: one JSON object in the header, keyed by device.</summary>
    static OpenSignalsHeader? OpenSignals(List<string> header)
    {
        var line = header.Find(l => l.StartsWith('#') && l.AsSpan(1).TrimStart().StartsWith("{"));
        if (line is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(line.AsMemory(1), new() { MaxDepth = 16 });
            return OpenSignalsHeader.Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Short(string text) => string.Concat((text.Length > 60 ? text[..60] + "…" : text).Select(c => char.IsControl(c) ? ' ' : c));

    [GeneratedRegex(@"^\s*""?Label:\s*(.*?)\s+Sampling frequency:\s*(\S+)\s+Number of points:\s*(\S+)\s+start:\s*(\S+)\s+Unit:\s*(.*?)\s+Domain Unit:\s*(.*?)\s*""?$", RegexOptions.CultureInvariant)]
    private static partial Regex DelsysLine();

    [GeneratedRegex(@"(?:sampl\w*[\s_]*(?:rate|freq\w*)|^\W*frequency|abtastrate)[^0-9]{0,40}?([0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)(\s*kHz)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RateLine();

    [GeneratedRegex(@"filter|pass|cut", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FilterLine();

    [GeneratedRegex(@"^#\s*Labels?\s*:=?\s*(.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LabelsLine();

    [GeneratedRegex(@"^(.*?)[\s,]*(?:[\[(]([^\])]*)[\])]|,\s*(?:[µμu]V|mV|V|s|ms))\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex UnitInName();

    [GeneratedRegex(@"^(?:x|t|time|times|timestamp|zeit|temps|tempo|tiempo)(?:[\s_].*)?$|time series|^elapsed", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TimeName();

    [GeneratedRegex(@"^(?:marker|markers|event|events|annotation|annotations|activity|activities|comment|comments)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MarkerName();

    [GeneratedRegex(@"^(?:nseq|frame|sample|samples|index|#)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CounterName();
}

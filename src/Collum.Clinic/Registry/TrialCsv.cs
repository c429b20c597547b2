using System.Globalization;
using System.Text.Unicode;
using Collum.Findings;
using Collum.Patients;
using CsvHelper;

namespace Collum.Clinic.Registry;

/// <summary>One injection of a trial patient, as far as such a file tells.</summary>
/// <param name="Week">Weeks after the nominal start.</param>
/// <param name="DoseU">Units of the product named by whoever imports; 0 is placebo.</param>
/// <param name="Line">Of the row that named it first.</param>
public sealed record TrialSession(decimal Week, decimal DoseU, long Line);

/// <summary>One TWSTRS total.</summary>
/// <param name="Week">Weeks after the nominal start.</param>
/// <param name="Twstrs">0 to 85.</param>
/// <param name="Line">Of its row.</param>
public sealed record TrialScore(decimal Week, decimal Twstrs, long Line);

/// <summary>One patient of a trial file.</summary>
/// <param name="Key">The patient number, or centre and number: <c>12</c>, <c>3-7</c>.</param>
/// <param name="Arm">The arm in the file's words; null where it has no such column.</param>
/// <param name="Age">Years at entry; null when not given.</param>
/// <param name="Sex">Unknown when not given.</param>
/// <param name="Sessions">By week.</param>
/// <param name="Scores">By week.</param>
public sealed record TrialPatient(string Key, string? Arm, int? Age, Sex Sex, IReadOnlyList<TrialSession> Sessions, IReadOnlyList<TrialScore> Scores);

/// <summary>A row that was not taken.</summary>
/// <param name="Line">In the file; the header is line 1.</param>
/// <param name="Patient">Null where the row does not say.</param>
/// <param name="Reason">What was found, what is expected.</param>
public sealed record RefusedRow(long Line, string? Patient, Sentence Reason);

/// <summary>Reads a CSV of the shape of <c>data/trials/cdystonia.csv</c>, patient by patient.</summary>
/// <remarks>
/// Columns: <c>patient</c>, or <c>site</c> and <c>id</c>; <c>week</c>, <c>dose_u</c>, <c>twstrs</c>; optionally <c>treat</c>, <c>age</c>, <c>sex</c>, and
/// <c>session_week</c> (the week of the injection that <c>dose_u</c> belongs to; without it everybody was injected in week 0). Other columns are left alone.
/// The rows of a patient stand together, so that one patient at a time is held in memory; a file of any length is read in one pass.
/// </remarks>
public static class TrialCsv
{
    const int LargestRecord = 1 << 16;
    const int MostColumns = 200;
    const int MostRowsOfAPatient = 5_000;

    static readonly string[] Needed = ["week", "dose_u", "twstrs"];
    static readonly string[] Optional = ["patient", "site", "id", "treat", "age", "sex", "session_week"];

    /// <summary>The patients in the order of the file. Rows that cannot be taken go to <paramref name="refused"/>, before their patient is given out.</summary>
    /// <param name="stream">UTF-8, with or without byte-order mark.</param>
    /// <param name="document">Named in errors.</param>
    /// <param name="refused">Called once for each row that is not taken.</param>
    /// <exception cref="InputException">The file as a whole is no such table: no header, a column missing or twice, wrong encoding.</exception>
    public static IEnumerable<TrialPatient> Read(Stream stream, string document, Action<RefusedRow> refused)
    {
        using var csv = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = ',', HasHeader = false, TrimWhitespace = true, AllowLineBreaksInQuotes = false, MaxRecordSize = LargestRecord, TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip, FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = bad => refused(new(bad.LineNumber, null, bad.Reason switch
            {
                CsvMalformedReason.FieldCountMismatch => Phrase($"another number of columns than the header"),
                CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.UnterminatedQuote => Phrase($"a quotation mark that is not closed in its line"),
                _ => Phrase($"a quotation mark in the middle of a cell"),
            })),
        }, leaveOpen: false);

        var columns = Header(csv, document);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Gathering? current = null;
        while (Next(csv, document) is { } row)
        {
            if (row.Length == 0)
            {
                refused(new(csv.LineNumber, null, $"bytes that are not UTF-8 text"));
                continue;
            }

            if (Row.Parse(row, columns, csv.LineNumber, out var why) is not { } parsed)
            {
                refused(new(csv.LineNumber, Row.KeyOf(row, columns), why!));
                continue;
            }

            if (current?.Key != parsed.Key)
            {
                if (current?.Finish() is { } whole)
                    yield return whole;
                current = seen.Add(parsed.Key) ? new Gathering(parsed.Key) : Gathering.Nobody(parsed.Key);
            }

            if (current!.Add(parsed) is { } reason)
                refused(new(parsed.Line, parsed.Key, reason));
        }

        if (current?.Finish() is { } last)
            yield return last;
    }

    static Dictionary<string, int> Header(CsvReader csv, string document)
    {
        var header = Next(csv, document) ?? throw new InputException("line 1", $"an empty file", $"a header with columns {Listed(Needed.Select(Code))}", document);
        if (header.Length is 0 or > MostColumns)
            throw new InputException("line 1", header.Length == 0 ? Phrase($"bytes that are not UTF-8 text") : Phrase($"{header.Length} columns"), $"a header of at most {MostColumns} columns", document);
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Length; i++)
        {
            var name = header[i].Trim().ToLowerInvariant();
            if ((Needed.Contains(name) || Optional.Contains(name)) && !columns.TryAdd(name, i))
                throw new InputException("line 1", $"the column '{name:code}' twice", $"each column once", document);
        }

        var missing = Needed.Where(n => !columns.ContainsKey(n)).Select(n => Phrase($"no column {n:code}")).ToList();
        if (!columns.ContainsKey("patient") && !(columns.ContainsKey("site") && columns.ContainsKey("id")))
            missing.Insert(0, $"no column patient (or site and id)");
        if (missing.Count > 0)
            throw new InputException("line 1", header is [var only] && only.Contains(';', StringComparison.Ordinal) ? Phrase($"a header split by semicolons") : Listed(missing),
                $"a header with patient (or site and id), {Listed(Needed.Select(Code))}, split by commas", document);
        return columns;
    }

    // Null is the end of the file, an empty array a row that is no text.
    static string[]? Next(CsvReader csv, string document)
    {
        try
        {
            if (!csv.Read())
                return null;
        }
        catch (CsvFormatException)
        {
            throw new InputException($"near line {csv.LineNumber + 1}", $"a row of more than {LargestRecord} bytes", $"a table with short rows", document);
        }

        if (!Utf8.IsValid(csv.RawRecord))
            return [];
        var row = new string[csv.FieldCount];
        for (var i = 0; i < row.Length; i++)
            row[i] = csv.GetString(i);
        return row;
    }

    sealed record Row(string Key, decimal Week, decimal SessionWeek, decimal DoseU, decimal? Twstrs, string? Arm, int? Age, Sex Sex, long Line)
    {
        public static string? KeyOf(string[] row, Dictionary<string, int> columns)
        {
            var key = columns.ContainsKey("patient") ? Cell(row, columns, "patient")
                : Cell(row, columns, "site") is { Length: > 0 } site && Cell(row, columns, "id") is { Length: > 0 } id ? $"{site}-{id}" : "";
            return key is { Length: > 0 and <= 40 } && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ' ') ? key : null;
        }

        public static Row? Parse(string[] row, Dictionary<string, int> columns, long line, out Sentence? why)
        {
            why = null;
            if (KeyOf(row, columns) is not { } key)
                return Refuse(out why, $"no patient number; 1 to 40 letters, digits, points or hyphens are expected");
            if (!Number(row, columns, "week", 0, 2600, out var week, out why))
                return null;
            if (week is not { } when)
                return Refuse(out why, $"week: nothing; a number is expected");
            if (!Number(row, columns, "dose_u", 0, 100_000, out var dose, out why))
                return null;
            if (dose is not { } units)
                return Refuse(out why, $"dose_u: nothing; a number is expected, 0 for placebo");
            if (!Number(row, columns, "session_week", 0, 2600, out var session, out why))
                return null;
            if (session > when)
                return Refuse(out why, $"session_week: {session}, after week {when}; the injection comes first");
            if (columns.ContainsKey("session_week") && session is null)
                return Refuse(out why, $"session_week: nothing; the week of the injection is expected");
            if (!Number(row, columns, "twstrs", 0, 85, out var twstrs, out why))
                return null;
            if (twstrs is null && when != (session ?? 0))
                return Refuse(out why, $"twstrs: nothing; a number from 0 to 85 is expected at a visit without injection");
            if (!Number(row, columns, "age", 0, 120, out var age, out why))
                return null;
            if (age is { } years && years != decimal.Truncate(years))
                return Refuse(out why, $"age: {years}; whole years are expected");
            var sexWord = Cell(row, columns, "sex") ?? "";
            Sex? sex = sexWord.ToUpperInvariant() switch { "F" or "FEMALE" => Sex.Female, "M" or "MALE" => Sex.Male, "" => Sex.Unknown, _ => null };
            if (sex is null)
                return Refuse(out why, $"sex: '{Short(sexWord):typed}'; F or M is expected");
            var arm = Cell(row, columns, "treat");
            if (arm is not null && (arm.Length > 60 || arm.Any(char.IsControl)))
                return Refuse(out why, $"treat: '{Short(arm):typed}'; at most 60 printable characters are expected");
            return new(key, when, session ?? 0, units, twstrs, string.IsNullOrEmpty(arm) ? null : arm, (int?)age, sex.Value, line);
        }

        static Row? Refuse(out Sentence? why, Sentence reason)
        {
            why = reason;
            return null;
        }

        static string? Cell(string[] row, Dictionary<string, int> columns, string name) =>
            !columns.TryGetValue(name, out var i) ? null : i < row.Length ? row[i] : "";

        static bool Number(string[] row, Dictionary<string, int> columns, string name, decimal low, decimal high, out decimal? value, out Sentence? why)
        {
            (value, why) = (null, null);
            var cell = Cell(row, columns, name);
            if (string.IsNullOrEmpty(cell) || cell is "NA" or "NaN" or ".")
                return true;
            if (decimal.TryParse(cell, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= low && number <= high && decimal.Round(number, 3) == number)
            {
                value = number / 1.0000000000000000000000000000m;
                return true;
            }

            why = $"{name:code}: '{Short(cell):typed}'; a number from {low} to {high} is expected";
            return false;
        }

        static string Short(string cell)
        {
            var shown = new string([.. cell.Take(30).Select(c => char.IsControl(c) ? '\uFFFD' : c)]);
            return cell.Length > 30 ? shown + "…" : shown;
        }
    }

    /// <summary>The rows of one patient, as they come.</summary>
    sealed class Gathering(string key)
    {
        readonly SortedDictionary<decimal, TrialSession> _sessions = [];
        readonly SortedDictionary<decimal, TrialScore> _scores = [];
        Row? _first;
        bool _isNobody;
        int _rows;

        public static Gathering Nobody(string key) => new(key) { _isNobody = true };

        public string Key => key;

        /// <summary>Null when taken, else why not.</summary>
        public Sentence? Add(Row row)
        {
            if (_isNobody)
                return $"patient {key:code} stands in two places of the file; the rows of a patient stand together";
            if (++_rows > MostRowsOfAPatient)
                return $"more than {MostRowsOfAPatient} rows of one patient";
            if (_first is { } first)
            {
                if (row.Age != first.Age)
                    return (row.Age, first.Age) switch
                    {
                        (null, { } then) => Phrase($"age: nothing; line {first.Line} says {then}"),
                        ({ } now, null) => Phrase($"age: {now}; line {first.Line} says nothing"),
                        var (now, then) => Phrase($"age: {now}; line {first.Line} says {then}"),
                    };
                if (row.Sex != first.Sex)
                    return $"sex: {SexWord(row.Sex)}; line {first.Line} says {SexWord(first.Sex)}";
            }

            if (_sessions.TryGetValue(row.SessionWeek, out var session) && session.DoseU != row.DoseU)
                return $"dose_u: {row.DoseU} for the injection of week {row.SessionWeek}; line {session.Line} says {session.DoseU}";
            if (row.Twstrs is not null && _scores.TryGetValue(row.Week, out var score))
                return $"week {row.Week} of patient {key:code} stands twice, first in line {score.Line}";

            _first ??= row;
            _sessions.TryAdd(row.SessionWeek, new(row.SessionWeek, row.DoseU, row.Line));
            if (row.Twstrs is { } twstrs)
                _scores.Add(row.Week, new(row.Week, twstrs, row.Line));
            return null;
        }

        static Sentence SexWord(Sex sex) => sex switch
        {
            Sex.Female => Phrase($"Female"),
            Sex.Male => Phrase($"Male"),
            Sex.Other => Phrase($"Other"),
            _ => Phrase($"Unknown"),
        };

        public TrialPatient? Finish() => _first is not { } first ? null
            : new(key, first.Arm, first.Age, first.Sex, [.. _sessions.Values], [.. _scores.Values]);
    }
}

using System.Globalization;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Clinic.Registry;

/// <summary>What a table does not say of itself.</summary>
public sealed record ImportRequest
{
    /// <summary>Whose units <c>dose_u</c> is in. There is no default product.</summary>
    public required Product Product { get; init; }

    /// <summary>The day that week 0 stands for; nominal, and labelled so.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>Lower-case id that chart ids and keys begin with; the same series again is the same charts.</summary>
    public required string Series { get; init; }

    /// <summary>Before the patient's number in the name: <c>Public trial data, patient</c>.</summary>
    public required string Label { get; init; }

    public OriginKind Kind { get; init; } = OriginKind.Import;

    /// <summary>Citation or file name.</summary>
    public string? Source { get; init; }

    /// <summary>Takes the good rows of a file that has bad ones; otherwise such a file imports nothing.</summary>
    public bool Partial { get; init; }
}

/// <summary>What became of one row.</summary>
public enum RowOutcome
{
    /// <summary>Its facts are in the chart now (or would be, where nothing was imported).</summary>
    Taken,

    /// <summary>An earlier import wrote the same.</summary>
    AlreadyThere,

    Refused,
}

/// <param name="Line">In the file; the header is line 1.</param>
/// <param name="Patient">Null where the row does not say.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it was refused; null otherwise.</param>
public sealed record ImportRow(long Line, string? Patient, RowOutcome Outcome, string? Reason);

/// <summary>What became of a file, row by row.</summary>
/// <param name="Imported">False when nothing was written because rows were refused.</param>
/// <param name="Rows">In the order of the file; the first <see cref="ImportCharts.MostRows"/>, refused ones always before others are left out.</param>
/// <param name="RowsLeftOut">Rows beyond those listed.</param>
/// <param name="Patients">Charts that hold something of the file.</param>
/// <param name="NewCharts">Charts that were opened.</param>
/// <param name="Entries">Entries written.</param>
public sealed record ImportReport(
    bool Imported, long Taken, long AlreadyThere, long Refused, IReadOnlyList<ImportRow> Rows, long RowsLeftOut, long Patients, long NewCharts, long Entries);

/// <summary>Brings a table of the shape of the public trial into the charts: all of it or nothing, in one transaction, the same file twice once.</summary>
public sealed class ImportCharts(Practice practice)
{
    /// <summary>Rows that a report lists; the counts are always whole.</summary>
    public const int MostRows = 10_000;

    /// <param name="open">Opens the file from its start; asked twice or more.</param>
    /// <param name="document">The file, named in errors.</param>
    /// <exception cref="InputException">The file is no such table; nothing was written.</exception>
    public async Task<ImportReport> RunAsync(Func<Stream> open, string document, ImportRequest request, string by, CancellationToken cancel = default)
    {
        var series = ChartId.Require(request.Series);
        var known = (await practice.Charts.IdsAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var report = new Reporting();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);      // chart id to patient key, for every patient of the file
        var clash = new HashSet<string>(StringComparer.Ordinal);
        List<ChartAppend> additions = [];

        foreach (var patient in TrialCsv.Read(open(), document, report.Refuse))
        {
            cancel.ThrowIfCancellationRequested();
            var id = IdOf(series, patient.Key);
            if (!ids.TryAdd(id, patient.Key))
            {
                clash.Add(patient.Key);
                report.Refuse(patient, $"patient {patient.Key:code} and patient {ids[id]:code} would have the same chart, {id:code}");
                continue;
            }

            if (!known.Contains(id))
            {
                report.Take(patient, RowOutcome.Taken);
                continue;
            }

            var wanted = Entries(patient, request, by);
            var there = (await practice.Charts.ReadAsync(id, cancel: cancel)).ToDictionary(e => e.Key, StringComparer.Ordinal);
            if (wanted.Any(w => there.TryGetValue(w.Key, out var e) && CanonicalJson.Of(w.Body) != e.Body) || !there.ContainsKey(wanted[0].Key))
            {
                clash.Add(patient.Key);
                report.Refuse(patient, $"chart {id:code} is there already and says something else");
                continue;
            }

            var missing = wanted.Where(w => !there.ContainsKey(w.Key)).ToList();
            if (missing.Count > 0)
                additions.Add(new(id, missing));
            report.Take(patient, missing.Count > 0 ? RowOutcome.Taken : RowOutcome.AlreadyThere);
        }

        var opens = ids.Keys.LongCount(id => !known.Contains(id));
        if (report.Refused > 0 && !request.Partial)
            return report.Done(false, 0, 0, 0);

        var entries = await practice.Charts.AppendStreamAsync(
            () => TrialCsv.Read(open(), document, _ => { })
                .Where(p => !clash.Contains(p.Key) && !known.Contains(IdOf(series, p.Key)))
                .Select(p => new ChartAppend(IdOf(series, p.Key), Entries(p, request, by), 0)).Concat(additions),
            cancel);
        return report.Done(true, ids.Count - ids.Count(i => clash.Contains(i.Value)), opens, entries);
    }

    static string IdOf(string series, string key)
    {
        var slug = new string([.. key.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        while (slug.Contains("--", StringComparison.Ordinal))
            slug = slug.Replace("--", "-", StringComparison.Ordinal);
        // Numbers sort as they count.
        return int.TryParse(slug, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && slug == number.ToString(CultureInfo.InvariantCulture)
            ? string.Create(CultureInfo.InvariantCulture, $"{series}-{number:000}") : $"{series}-{(slug.Length == 0 ? "x" : slug)}";
    }

    /// <summary>What a chart holds of one patient, in the order of time: the score of a day before its injection.</summary>
    static List<NewEntry> Entries(TrialPatient patient, ImportRequest request, string by)
    {
        var key = $"import:{request.Series}:{patient.Key}";
        var name = $"{request.Label} {patient.Key}";
        List<NewEntry> entries =
        [
            NewEntry.Of(Kinds.Identity, by, new Identity { Name = name, Number = $"{request.Series}-{patient.Key}", Sex = patient.Sex }, key),
            NewEntry.Of(Kinds.Origin, by, new Origin
            {
                Kind = request.Kind,
                Label = name,
                Source = request.Source,
                Note = string.Create(CultureInfo.InvariantCulture,
                    $"Dates are nominal: weeks are counted from {request.Start:yyyy-MM-dd}. Birth date, muscles, points and lots were not recorded."),
                AgeAtEntry = patient.Age,
                EntryDate = request.Start,
                Arm = patient.Arm,
            }, key + ":origin"),
        ];
        var visits = patient.Scores.Select(s => (s.Week, Order: 0, Entry: (Func<NewEntry>)(() => Score(s)))).Concat(
            patient.Sessions.Select(s => (s.Week, Order: 1, Entry: (Func<NewEntry>)(() => Session(s)))));
        foreach (var (_, _, entry) in visits.OrderBy(v => v.Week).ThenBy(v => v.Order))
            entries.Add(entry());
        return entries;

        DateOnly Day(decimal week) => request.Start.AddDays((int)decimal.Round(week * 7));

        NewEntry Score(TrialScore s) => NewEntry.Of(Kinds.Score, by,
            new { Instrument = "twstrs", Date = Day(s.Week), Total = s.Twstrs, s.Week },
            string.Create(CultureInfo.InvariantCulture, $"{key}:{s.Week}:twstrs"));

        NewEntry Session(TrialSession s) => NewEntry.Of(Kinds.Treatment, by,
            new
            {
                Treatment = TreatmentDocument.Shape(new Treatment
                {
                    Date = Day(s.Week), Product = request.Product, TotalOnly = request.Product.Units(s.DoseU), Discarded = request.Product.Units(0),
                    Note = "Sites not recorded" + (patient.Arm is { } arm ? $"; arm {arm}" : ""),
                }),
                s.Week,
            },
            string.Create(CultureInfo.InvariantCulture, $"{key}:{s.Week}:treatment"));
    }

    /// <summary>Counts every row and keeps those a person can read.</summary>
    sealed class Reporting
    {
        readonly List<ImportRow> _refused = [], _others = [];
        long _taken, _there;

        public long Refused { get; private set; }

        public void Refuse(RefusedRow row)
        {
            Refused++;
            if (_refused.Count < MostRows)
                _refused.Add(new(row.Line, row.Patient, RowOutcome.Refused, row.Reason));
        }

        public void Refuse(TrialPatient patient, Sentence reason)
        {
            foreach (var line in Lines(patient))
                Refuse(new RefusedRow(line, patient.Key, reason));
        }

        public void Take(TrialPatient patient, RowOutcome outcome)
        {
            foreach (var line in Lines(patient))
            {
                if (outcome == RowOutcome.Taken)
                    _taken++;
                else
                    _there++;
                if (_others.Count < MostRows)
                    _others.Add(new(line, patient.Key, outcome, null));
            }
        }

        static IEnumerable<long> Lines(TrialPatient patient) =>
            patient.Scores.Select(s => s.Line).Union(patient.Sessions.Select(s => s.Line)).Order();

        public ImportReport Done(bool imported, long patients, long opened, long entries)
        {
            List<ImportRow> rows = [.. _refused.Concat(_others).Take(MostRows).OrderBy(r => r.Line)];
            return new(imported, _taken, _there, Refused, rows, _taken + _there + Refused - rows.Count, patients, opened, entries);
        }
    }
}

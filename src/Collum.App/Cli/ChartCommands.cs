using System.CommandLine;
using System.Globalization;
using Collum.Clinic;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Clinic.Registry;
using Collum.Clinic.Schedule;
using Collum.Clinic.Visits;
using Collum.Clinic.Watch;

namespace Collum.App.Cli;

/// <summary>Reading charts, and bringing tables of them in. Writing is in <see cref="ChartWriting"/>.</summary>
static class ChartCommands
{
    static readonly Argument<string> Chart = new("chart") { Description = "The chart's id." };

    static readonly Argument<string[]> Words = new("words") { Description = "Beginnings of name, chart number or birth date.", Arity = ArgumentArity.ZeroOrMore };

    static readonly Option<int> Limit = new("--limit") { Description = "At most this many.", DefaultValueFactory = _ => 20, HelpName = "N" };

    static readonly Argument<string> Table = Shared.File("table.csv", "Columns patient (or site and id), week, dose_u, twstrs; optionally treat, age, sex, session_week.");

    static readonly Option<string> Product = new("--product") { Description = "Whose units dose_u is in.", Required = true, HelpName = "ID" };

    static readonly Option<string> Start = new("--start") { Description = "The day that week 0 stands for; nominal, and labelled so.", Required = true, HelpName = "DATE" };

    static readonly Option<string> Series = new("--series") { Description = "Lower-case id that chart ids begin with; the same series again is the same charts.", Required = true, HelpName = "ID" };

    static readonly Option<string> Label = new("--label") { Description = "Stands before the patient's number in the name.", DefaultValueFactory = _ => "Imported patient", HelpName = "TEXT" };

    static readonly Option<string?> Origin = new("--source") { Description = "Citation or file the table comes from.", HelpName = "TEXT" };

    static readonly Option<bool> Partial = new("--partial") { Description = "Take the good rows of a file that has bad ones; otherwise such a file imports nothing." };

    public static Noun All() => new("chart",
        "All we keep on one patient: what was asked, measured, decided, planned, given, and what came of it.",
        [
            ChartWriting.New(),
            new Verb("show", "Show a chart as it stands.", "collum chart show chart-017", ShowAsync, Chart, Shared.Data),
            new Verb("list", "List charts by name.", "collum chart list --limit 50", call => SearchAsync(call, []), Limit, Shared.Data),
            new Verb("search", "Find charts by the beginnings of name, number or birth date.", "collum chart search lind 1970", call => SearchAsync(call, call.Value(Words)), Words, Limit, Shared.Data),
            new Verb("history", "List every entry of a chart: who wrote what, when and why, with its fingerprint.", "collum chart history chart-017", HistoryAsync, Chart, Shared.Data),
            new Verb("replay", "Make every check, candidate list, EMG ranking and proposal of a chart again from the record, and compare bit for bit; exit status 3 when one differs.", "collum chart replay chart-017", ReplayAsync, Chart, Shared.Data, Shared.RecordingsFolder),
            new Verb("forecast", "Forecast the course that the chart tells of, as the page Course ahead shows it.", "collum chart forecast --chart chart-017 --json", ForecastAsync, ChartWriting.Chart, Shared.Data),
            .. ChartWriting.Verbs(),
            new Verb("import", "Bring a table of trial patients into charts: all of it or nothing, row by row reported.",
                "collum chart import table.csv --product rimabotulinumtoxinB --start 1998-01-05 --series my-trial --by \"Dr Mara Winter\"", ImportAsync,
                Table, Product, Start, Series, Label, Origin, Partial, ChartWriting.By, Shared.Data),
        ]);

    static async Task<Practice> PracticeAsync(Call call) => call.Composition.Practice(await call.Composition.OpenAsync(call.Value(Shared.Data), call.Cancel));

    static async Task<int> ForecastAsync(Call call)
    {
        var practice = await PracticeAsync(call);
        var chart = call.Value(ChartWriting.Chart)!;
        return new ForecastCourse(practice).Of(await practice.OpenAsync(chart, call.Cancel), practice.Today) is { } document ? ResponseCommands.Answer(call, document)
            : throw CallException.Wrong($"--chart {chart}: found no forecast in it; expected one treatment with a region on record and a score beside it ({string.Join(", ", call.Medicine.Response.Instruments.Keys)}).");
    }

    static async Task<int> ShowAsync(Call call)
    {
        var practice = await PracticeAsync(call);
        var chart = await practice.OpenAsync(call.Value(Chart), call.Cancel);
        return call.Answer(new
        {
            chart = chart.Id, seq = chart.Seq, identity = chart.Identity, origin = chart.Origin, answers_date = chart.AnswersDate,
            weeks_since = chart.WeeksSince(practice.Today), goals = chart.Goals,
            timeline = chart.Timeline, scores = chart.Scores,
            treatments = chart.Treatments.Select(t => new
            {
                id = t.Id,
                first = Treatments.TreatmentDocument.Shape(t.First),
                current = t.Current is { } now ? Treatments.TreatmentDocument.Shape(now) : null,
                amendments = t.Amendments.Select(a => new { a.Why, a.By, withdrawn = a.Corrected is null }),
            }),
            plans = chart.Plans.Select(p => new { p.Seq, p.Date, p.Signed, p.Dropped, p.Treatment, p.KnowledgeVersion, open = p.IsOpen }),
            side_effects = chart.SideEffects.Select(s => new { s.Seq, s.Date, s.Term, s.Level, waiting = s.IsWaiting, s.Answers }),
            open = chart.Open.Select(o => o.Seq),
        }, to =>
        {
            to.WriteLine($"{TextTable.Printable(chart.Identity.Name)}{(chart.Identity.Number is { } number ? $", chart {TextTable.Printable(number)}" : "")}  ({chart.Id}, entry {chart.Seq})");
            if (chart.Origin is { Kind: not OriginKind.Clinic } origin)
                to.WriteLine($"{TextTable.Printable(origin.Label)}. {TextTable.Printable(origin.Note ?? "")} {TextTable.Printable(origin.Source ?? "")}".TrimEnd());
            to.WriteLine(chart.WeeksSince(practice.Today) is { } weeks ? $"{weeks} weeks since the last toxin." : "No toxin on record.");
            to.WriteLine();
            var table = new TextTable("Date", "Entry", "What", "In detail", "By");
            foreach (var item in chart.Timeline)
                table.Row($"{item.Date:yyyy-MM-dd}", item.Seq, item.Title + (item.IsOpen ? " (open)" : ""), item.Fact + (item.Context is { } c ? " · " + c : ""), item.By);
            to.Write(table);
        });
    }

    static async Task<int> SearchAsync(Call call, string[] words)
    {
        var limit = call.Value(Limit);
        if (limit is < 1 or > 1000)
            throw CallException.Wrong($"--limit: found {limit}; expected 1 to 1000.");
        var found = await new ChartLines(await PracticeAsync(call)).SearchAsync(string.Join(' ', words), limit, call.Cancel);
        return call.Answer(new { charts = found }, to =>
        {
            var table = new TextTable("Chart", "Name", "Number", "Born", "Last toxin", "Dose", "Comes from");
            foreach (var line in found)
                table.Row(line.ChartId, line.Name, line.Number, line.BirthDate is { } born ? $"{born:yyyy-MM-dd}" : "", line.LastDate is { } last ? $"{last:yyyy-MM-dd}" : "", line.Dose, line.Label);
            if (found.Count > 0)
                to.Write(table);
            to.WriteLine(found.Count == 0 ? "Nobody found." : found.Count == limit ? $"The first {limit} are shown." : $"{found.Count} found.");
        });
    }

    static async Task<int> HistoryAsync(Call call)
    {
        var practice = await PracticeAsync(call);
        var chart = await practice.OpenAsync(call.Value(Chart), call.Cancel);
        return call.Answer(new
        {
            chart = chart.Id,
            entries = chart.Entries.Select(e => new
            {
                e.Seq, e.Position, e.Kind, e.At, e.By, e.Why, e.Amends, e.KnowledgeVersion, e.ProgramVersion, e.Key, e.PreviousHash, e.Hash,
                body = System.Text.Json.Nodes.JsonNode.Parse(e.Body),
            }),
        }, to =>
        {
            var table = new TextTable("Entry", "Written", "What", "By", "Amends", "Why", "Fingerprint");
            foreach (var e in chart.Entries)
                table.Row(e.Seq, e.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), e.Kind, e.By, e.Amends?.ToString(CultureInfo.InvariantCulture), e.Why, e.Hash[..12]);
            to.Write(table);
        });
    }

    static async Task<int> ReplayAsync(Call call)
    {
        var practice = await PracticeAsync(call);
        var chart = await practice.OpenAsync(call.Value(Chart), call.Cancel);
        var recordings = new RecordRecording(practice, call.Composition.Recordings(call.Composition.Place(call.Value(Shared.Data)), call.Value(Shared.RecordingsFolder)));
        var makers = new Dictionary<string, Func<Medicine, string, string>>(Makers.All, StringComparer.Ordinal) { [Kinds.Recording] = recordings.Again };
        var lines = await new Replayer(practice.Database.Knowledge, makers).ReplayAsync(chart.Entries, call.Cancel);
        var equal = lines.Count(l => l.Outcome == ReplayOutcome.Equal);
        return call.Answer(new { chart = chart.Id, equal, other = lines.Count - equal, program = Collum.Clinic.Storage.DatabaseOptions.Own, documents = lines }, to =>
        {
            foreach (var line in lines)
                to.WriteLine($"{line.Seq,5}  {line.Kind,-18} {(line.Outcome == ReplayOutcome.Equal ? "the same bytes" : TextTable.Printable($"{line.Outcome}: {line.Difference}{(line.ProgramVersion == Collum.Clinic.Storage.DatabaseOptions.Own ? "" : $" (written by program {line.ProgramVersion}, this is {Collum.Clinic.Storage.DatabaseOptions.Own}: other rules, the record itself may be as it was; collum db verify tells)")}"))}  knowledge {line.KnowledgeVersion}");
            to.WriteLine($"{equal} of {lines.Count} documents were made again bit for bit.");
        }, equal == lines.Count ? Exit.Done : Exit.Broken);
    }

    static async Task<int> ImportAsync(Call call)
    {
        var (name, bytes) = await call.ReadAsync(Table);
        var request = new ImportRequest
        {
            Product = Options.Product(call.Value(Product)!, call.Medicine), Start = Options.Day(call.Value(Start), "--start")!.Value,
            Series = call.Value(Series)!, Label = call.Value(Label)!, Source = call.Value(Origin) ?? Path.GetFileName(name), Partial = call.Value(Partial),
        };
        var database = await call.Composition.OpenAsync(call.Value(Shared.Data), call.Cancel);
        var content = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array) ? array : bytes.ToArray();
        var report = await new ImportCharts(call.Composition.Practice(database))
            .RunAsync(() => new MemoryStream(content.Array!, content.Offset, content.Count, writable: false), name, request, call.Value(ChartWriting.By)!, call.Cancel);
        if (!report.Imported)
            call.Say($"{name}: {report.Refused} rows cannot be taken; nothing was imported. Correct them, or take the good rows with --partial.");
        return call.Answer(report, to =>
        {
            foreach (var row in report.Rows.Where(r => r.Outcome == RowOutcome.Refused))
                to.WriteLine($"line {row.Line}{(row.Patient is { } p ? $", patient {TextTable.Printable(p)}" : "")}: {TextTable.Printable(row.Reason ?? "")}");
            if (!report.Imported)
                to.WriteLine($"Nothing was imported. {report.Taken + report.AlreadyThere} rows can be taken, {report.Refused} cannot.");
            else
                to.WriteLine($"{report.Taken} rows taken, {report.AlreadyThere} already there, {report.Refused} refused; {report.NewCharts} charts opened, {report.Entries} entries written.");
        }, report.Imported ? Exit.Done : Exit.WrongInput);
    }
}

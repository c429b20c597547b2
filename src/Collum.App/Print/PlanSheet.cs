using System.Globalization;
using System.Reflection;
using System.Text;
using Collum.Anatomy;
using Collum.App.Pages;
using Collum.Findings;
using Collum.Plans;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.App.Print;

/// <summary>The injection plan on A4: who, product and make-up, lines with volumes and room for what was given, both neck pictures, findings, changes, lots, signature, versions.</summary>
/// <remarks>
/// Pages are counted here, not left to the browser, so that every page carries the name, the side key and its number. Heights are millimetres of the
/// style sheet; a text that runs longer than estimated makes its page taller and never disappears.
/// </remarks>
public sealed class PlanSheet
{
    const int RowsOnFirstPage = 12;
    const double PageMm = 274, GapsMm = 22, HeadMm = 21.5, FootMm = 10, FillMm = 23, TableMm = 13, NoteLineMm = 4.3;

    readonly Words _words;

    PlanSheet(Words words) => _words = words;

    /// <summary>The sheet's style, for pages that may not carry one themselves.</summary>
    public static string Css { get; } = ReadCss();

    /// <summary>A whole HTML page.</summary>
    /// <param name="model">What is printed.</param>
    /// <param name="medicine">For the label, the drawing and the knowledge version.</param>
    /// <param name="styleHref">Address of the style sheet; null writes it into the page, which then stands alone.</param>
    /// <param name="words">Language and country; null for English and no country.</param>
    internal static string Render(PlanSheetModel model, Medicine medicine, string? styleHref = null, Words? words = null) =>
        new PlanSheet(words ?? Words.English).Page(model, medicine, styleHref);

    string Page(PlanSheetModel model, Medicine medicine, string? styleHref)
    {
        var pages = Pages(model, medicine);
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"").Append(Text.Encode(_words.Language)).Append("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Text.Encode(_words.SheetTitle(model.Name ?? _words.NameNotWritten, model.Document.Plan.Date))}</title>\n");
        if (styleHref is null)
            html.Append("<style>\n").Append(Css).Append("</style>\n");
        else
            html.Append(CultureInfo.InvariantCulture, $"<link rel=\"stylesheet\" href=\"{Text.Encode(styleHref)}\">\n");
        html.Append("</head>\n<body class=\"paper\">\n");
        for (var i = 0; i < pages.Count; i++)
        {
            html.Append(i == 0 ? "<main class=\"a4\">\n" : "<section class=\"a4\">\n");
            html.Append(i == 0 ? Head(model) : Continued(model));
            html.Append(pages[i]);
            html.Append(Foot(model, medicine, i + 1, pages.Count));
            html.Append(i == 0 ? "</main>\n" : "</section>\n");
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    List<string> Pages(PlanSheetModel model, Medicine medicine)
    {
        var plan = model.Document.Plan;
        var open = model.Lines.Where(l => l.Dose is null && l.Change != Change.Removed).ToList();
        var rows = Rows(plan, open);
        var findings = new Queue<Item>(model.Findings.OrderByDescending(f => f.Finding.Severity).Select(f => Finding(f, medicine)));
        var changes = new Queue<Item>(Changes(model));
        var isSigned = model.SignedAt is not null;
        var pages = new List<string>();

        // A name that needs more than its line makes every head taller.
        var nameMm = (model.Name?.Length ?? 0) / 34 * 6.0;
        var first = new StringBuilder();
        var left = PageMm - GapsMm - HeadMm - nameMm - FootMm - (isSigned ? FillMm : 0);
        first.Append(Make(plan, model.Document.History, medicine.Toxins[plan.Product], out var makeMm));
        var pictures = Pictures(plan, medicine, out var picturesMm);
        left -= makeMm + picturesMm + TableMm;
        var taken = TakeRows(rows, 0, RowsOnFirstPage, left, out var rowsMm);
        left -= rowsMm;
        first.Append(Table(taken, rows.Count <= taken.Count ? Total(plan) : More(plan, rows.Count - taken.Count)));
        first.Append(pictures);
        first.Append(Notes(findings, changes, model, left, isContinued: false));
        if (isSigned)
            first.Append(Fill(plan));
        pages.Add(first.ToString());

        for (var at = taken.Count; at < rows.Count || findings.Count > 0 || changes.Count > 0;)
        {
            var page = new StringBuilder();
            left = PageMm - FootMm - 26 - nameMm;
            if (at < rows.Count)
            {
                var part = TakeRows(rows, at, int.MaxValue, left - TableMm, out rowsMm);
                at += part.Count;
                page.Append(Table(part, at >= rows.Count ? Total(plan) : More(plan, rows.Count - at)));
                left -= TableMm + rowsMm + 4;
            }

            if (at >= rows.Count && left > 25)
                page.Append(Notes(findings, changes, model, left, isContinued: true));
            pages.Add(page.ToString());
        }

        return pages;
    }

    // A page that does not hold every line says so where the total would stand: nobody may take it for the whole plan.
    string More(Plan plan, int rows) =>
        $"<tfoot><tr><td colspan=\"7\">{T(_words.SheetMoreLines(rows, plan.Total.Units))}</td></tr></tfoot>";

    static List<string> TakeRows(List<PrintedRow> rows, int from, int most, double mm, out double taken)
    {
        var part = new List<string>();
        taken = 0;
        foreach (var row in rows.Skip(from).Take(most))
        {
            if (part.Count > 0 && taken + row.Mm > mm)
                break;
            part.Add(row.Html);
            taken += row.Mm;
        }

        return part;
    }

    sealed record PrintedRow(string Html, double Mm);

    // ---- who ----

    string Head(PlanSheetModel model)
    {
        var (plan, patient) = (model.Document.Plan, model.Document.Patient);
        var facts = new List<string>
        {
            patient.BirthDate is { } born ? _words.BornAged(born, patient.AgeOn(plan.Date) ?? 0) : _words.BirthDateUnknown,
            _words.SexOnSheet(patient.Sex),
            patient.WeightKg is { } kg ? $"{_words.Number(kg)} kg" : _words.WeightNotMeasured,
        };
        var chart = model.ChartNumber is { } number ? $" · {T(_words.ChartOnSheet)} <span class=\"code\">{Text.Encode(number)}</span>" : "";
        return $"""
            <header><div class="who"><p class="doc">{T(_words.InjectionPlan)}{Draft(model)}</p>{Name(model, "h1")}<p>{T(_words.Listed(facts))}{chart}</p></div>
            <dl><div><dt>{T(_words.VisitWord)}</dt><dd>{T(_words.Day(plan.Date))}</dd></div><div><dt>{T(_words.RegionLabel)}</dt><dd>{plan.Region.Code}</dd></div><div><dt>{T(_words.PlannedBy)}</dt><dd>{T(model.PlannedBy ?? _words.NotStated)}</dd></div><div><dt>{T(_words.SignedWord)}</dt><dd>{T(model.SignedAt is { } at ? _words.SignedAt(at, model.SignedBy is { } signer && signer != model.PlannedBy ? signer : null) : _words.NotSignedWord)}</dd></div></dl></header>

            """;
    }

    string Continued(PlanSheetModel model)
    {
        var patient = model.Document.Patient;
        return $"""
            <header class="again"><div class="who"><p class="doc">{T(_words.InjectionPlanContinued)}{Draft(model)}</p>{Name(model, "p")}<p>{T(_words.Listed([patient.BirthDate is { } born ? _words.BornOn(born) : _words.BirthDateUnknown, _words.VisitOn(model.Document.Plan.Date), model.Document.Plan.Product.Brand]))}</p></div><p class="key">{Mark(Side.Right)} {T(_words.PatientsRight)} {Mark(Side.Left)} {T(_words.PatientsLeft)}</p></header>

            """;
    }

    string Draft(PlanSheetModel model) => model.SignedAt is null ? $" <strong class=\"draft\">{T(_words.DraftNotSigned)}</strong>" : "";

    string U(decimal units) => T(_words.Units(units));

    string Ml(decimal ml) => _words.Figure(ml, "0.00##");

    static string T(string text) => Text.Encode(text);

    const string Blank = "<span class=\"blank\"></span>";

    string Name(PlanSheetModel model, string tag) => model.Name is { Length: > 0 } name
        ? $"<{tag} class=\"name{(name.Length > 34 ? " long" : "")}\"><bdi>{Text.Encode(name)}</bdi></{tag}>"
        : $"<{tag} class=\"name unnamed\"><span>{T(_words.NameWord)}</span></{tag}>";

    // ---- product and make-up ----

    string Make(Plan plan, IReadOnlyList<PastToxin> history, Label label, out double heightMm)
    {
        var brand = Text.Encode(plan.Product.Brand);
        var last = history.Where(p => p.Date < plan.Date).MaxBy(p => p.Date);
        var before = T(last is null ? _words.NoEarlierToxin : _words.LastToxinOnSheet(last.Date, (plan.Date.DayNumber - last.Date.DayNumber) / 7m, last.Dose is { } dose ? _words.DoseOf(dose) : _words.AmountNotKnown));
        string makeUp, how, gives, draw;
        if (plan.Preparations.Count == 0)
        {
            (makeUp, how) = ($"{Blank} {T(_words.VialsBlank)} × {Blank} U", T(_words.MakeUpNotDecided));
            (gives, draw) = ($"{Blank} {T(_words.UInTenth)}", T(_words.VolumesFollow));
        }
        else
        {
            makeUp = string.Join("<br>", plan.Preparations.Select(p => T(_words.VialsTimes(p.Vials, p.Dilution.Vial.Content.Units))));
            how = string.Join("<br>", plan.Preparations.Select(p => p.Dilution.Vial.Solution is not null && p.Dilution.Diluent.Millilitres == 0
                ? T(_words.ReadyMade) : T(_words.SalineInEach(Ml(p.Dilution.Diluent.Millilitres), _words.Figure(0.9m, "0.0")))).Distinct());
            if (plan.Dilution is { } dilution)
            {
                var total = dilution.VolumeOf(plan.Total).Millilitres;
                var spare = plan.Content!.Units - plan.Total.Units;
                gives = $"{T(_words.Number(decimal.Round(dilution.UnitsPerMl / 10, 2)))} {T(_words.UInTenth)}";
                draw = spare < 0 ? $"<b>{T(_words.TooLittle(-spare))}</b>"
                    : T(_words.InjectDiscard(Ml(decimal.Round(total, 3)), Ml(decimal.Round(plan.Preparations.Sum(p => p.Volume.Millilitres), 3)), spare, Ml(decimal.Round(spare / dilution.UnitsPerMl, 3))));
            }
            else
            {
                (gives, draw) = (T(_words.VialsDiffer), T(_words.NoVolumePrinted));
            }
        }

        heightMm = 15 + 4.1 * Math.Max(Math.Max(1, plan.Preparations.Count) + 1, 1 + Math.Max(1, (before.Length + 43) / 44));
        return $"""
            <section class="prod"><div><p class="lab">{T(_words.Product)}</p><p class="big">{brand} <span>{Text.Encode(plan.Product.Id)}</span></p><p>{T(_words.UnitsDoNotConvert(plan.Product.Brand))}</p><p>{before}</p></div><div><p class="lab">{T(_words.MakeUp)}</p><p class="big">{makeUp}</p><p>{how}</p></div><div class="eq"><p class="lab">{T(_words.Gives)}</p><p class="big">{gives}</p><p>{draw}</p></div></section>

            """;
    }

    // ---- lines ----

    List<PrintedRow> Rows(Plan plan, List<ProposedLine> open)
    {
        // Right, then left; inside a side in the plan's own order.
        var totals = PlanTotals.Of(plan).Sites;
        var rows = plan.Sites.Select((s, i) => (s.Side, Row: new PrintedRow(Row(s, totals[i]), RowMm(s.Muscle))))
            .Concat(open.Select(l => (l.Side, Row: new PrintedRow(Row(l), RowMm(l.Muscle)))));
        return [.. rows.OrderBy(r => r.Side).Select(r => r.Row)];

        static double RowMm(Muscle muscle) => muscle.Name.Length > 24 ? 9.6 : 7.7;
    }

    string Row(Site site, SiteTotal total) =>
        $"<tr><td>{SideCell(site.Side)}</td><td>{Muscle(site.Muscle)}</td><td class=\"num\"><b>{U(site.Dose.Units)}</b></td><td class=\"num\">{_words.Number(site.Points)}</td>"
        + $"<td class=\"num\">{U(decimal.Round(total.DosePerPointU, 2))}{(total.VolumePerPointMl is { } ml ? $" = <b>{Ml(decimal.Round(ml, 4))} mL</b>" : "")}</td>"
        + $"<td>{(site.Guidance is { } guidance ? T(_words.GuidanceOnSheet(guidance)) : T(_words.NotStated))}</td>{Given}</tr>";

    string Row(ProposedLine line) =>
        $"<tr class=\"open\"><td>{SideCell(line.Side)}</td><td>{Muscle(line.Muscle)}</td><td class=\"num\" colspan=\"3\">{T(_words.NoDoseFigure)}</td>"
        + $"<td>{(line.Guidance is { } guidance ? T(_words.GuidanceOnSheet(guidance)) : "")}</td>{Given}</tr>";

    const string Given = "<td class=\"given\"><i></i> U</td>";

    string Total(Plan plan)
    {
        var totals = PlanTotals.Of(plan);
        var (right, left) = (Sum(Side.Right), Sum(Side.Left));
        return $"<tfoot><tr><td colspan=\"2\">{T(_words.TotalLines(plan.Sites.Count))} <span class=\"sides\">{T(_words.TotalSides(right, left))}</span></td><td class=\"num\">{U(totals.DoseU)}</td><td class=\"num\">{_words.Number(totals.Points)}</td>"
            + $"<td class=\"num\">{(totals.VolumeMl is { } ml ? $"{Ml(decimal.Round(ml, 3))} mL" : "")}</td><td></td>{Given}</tr></tfoot>";

        decimal Sum(Side side) => plan.Sites.Where(s => s.Side == side).Sum(s => s.Dose.Units);
    }

    string Table(List<string> rows, string? total) =>
        $"<section class=\"mid\"><table><thead><tr><th>{T(_words.SideWord)}</th><th>{T(_words.Muscle)}</th><th class=\"num\">{T(_words.DoseU)}</th><th class=\"num\">{T(_words.PointsWord)}</th><th class=\"num\">{T(_words.PerPointOnSheet)}</th><th>{T(_words.GuidanceWord)}</th><th>{T(_words.GivenU)}</th></tr></thead><tbody>"
        + (rows.Count == 0 ? $"<tr><td colspan=\"7\" class=\"none\">{T(_words.NoLinePlanned)}</td></tr>" : string.Concat(rows))
        + $"</tbody>{total}</table></section>\n";

    string Muscle(Muscle muscle) => T(_words.Capital(muscle.Name));

    string SideCell(Side side) => $"<span class=\"sdw\">{Mark(side)}<b>{T(_words.SideName(side))}</b></span>";

    static string Mark(Side side) => $"<span class=\"sd {(side == Side.Right ? "r" : "l")}\" aria-hidden=\"true\">{(side == Side.Right ? "R" : "L")}</span>";

    // ---- pictures ----

    string Pictures(Plan plan, Medicine medicine, out double heightMm)
    {
        var steps = medicine.Planner.Table.StepsOf(plan.Product);
        var marks = plan.Sites.Select(s => new NeckMark(s.Muscle, s.Side, s.Dose.Units, s.Points, steps.ShadeOf(s.Dose.Units))).ToList();
        var hidden = NeckPicture.NotShown(medicine.Neck, marks);
        var note = _words.PictureNote(steps.ShadeU[0], steps.ShadeU[1])
            + (hidden.Count == 0 ? "" : " " + _words.NotDrawn(string.Join("; ", hidden.Select(m => $"{m.Muscle.Name} {_words.SideName(m.Side)} {_words.Number(m.Units)} U"))));
        heightMm = 54 + 4 * (1 + note.Length / 125);
        return $"""
            <section class="pics"><figure><figcaption><span class="sdw">{Mark(Side.Right)}<span>{T(_words.Capital(_words.PatientsRight))}</span></span><b>{T(_words.Capital(_words.FrontWord))}</b><span class="sdw">{Mark(Side.Left)}<span>{T(_words.Capital(_words.PatientsLeft))}</span></span></figcaption>{NeckPicture.Render(medicine.Neck, NeckAspect.Front, marks, words: _words)}</figure>
            <figure><figcaption><span class="sdw">{Mark(Side.Left)}<span>{T(_words.Capital(_words.PatientsLeft))}</span></span><b>{T(_words.Capital(_words.BackWord))}</b><span class="sdw">{Mark(Side.Right)}<span>{T(_words.Capital(_words.PatientsRight))}</span></span></figcaption>{NeckPicture.Render(medicine.Neck, NeckAspect.Back, marks, words: _words)}</figure><p class="legend">{Text.Encode(note)}</p></section>

            """;
    }

    // ---- findings and changes ----

    sealed record Item(string Html, int Characters);

    Item Finding(SheetFinding entry, Medicine medicine)
    {
        var finding = entry.Finding;
        var word = T(_words.SeverityWord(finding.Severity));
        var message = _words.Of(finding.Message);
        if (!message.EndsWith('.') && !message.EndsWith('?'))
            message += ".";
        var waits = finding.Status is { } status && Knowledge.FactStatuses.AwaitsChecking(status)
            && !message.Contains("await", StringComparison.OrdinalIgnoreCase) ? " " + T(_words.AwaitsCheckingSentence) : "";
        var source = medicine.Sources.Sources.ContainsKey(finding.Source) ? finding.Source : "";
        var reason = entry.Reason is { } said
            ? $"<br><q>{Text.Encode(said)}</q> {Text.Encode(entry.By)}{(entry.At is { } at ? ", " + T(_words.Time(at)) : "")}"
            : finding.Severity == Severity.Confirm ? $"<br>{T(_words.ReasonNotWritten)}" : "";
        return new($"<li>{Icon(finding.Severity)}<div><b>{word}</b> <span class=\"code\">{Text.Encode(finding.Code)}</span> {Text.Encode(message)}{waits} <span class=\"src\">{Text.Encode(source)}</span>{reason}</div></li>",
            finding.Code.Length + message.Length + waits.Length + source.Length + 12 + (reason.Length > 0 ? 60 + (entry.Reason?.Length ?? 0) : 0));
    }

    IEnumerable<Item> Changes(PlanSheetModel model)
    {
        foreach (var line in model.Lines.Where(l => l.Change is not (Change.New or Change.Kept)))
        {
            var what = line.Change switch
            {
                Change.Added or Change.SideChanged => line.Dose is { } dose ? T(_words.NewWithDose(dose.Units)) : T(_words.NewLine),
                Change.Removed => T(_words.LeftOutWithDose(line.Before?.Units ?? 0)),
                Change.PointsChanged => T(_words.PointsInstead(line.Points ?? 0, line.PointsBefore ?? 0)),
                _ => $"{(line.DifferenceU is null or 0 ? "±0" : _words.Signed(line.DifferenceU.Value))} U",
            };
            var why = Why(line);
            yield return new($"<li><b>{what}</b> {Text.Encode($"{line.Muscle.Name}, {_words.SideName(line.Side)}: {why}")}</li>", what.Length + line.Muscle.Name.Length + why.Length + 8);
        }
    }

    // The reasons that changed the line; those that describe it stand in the plan itself, and the amount stands before the muscle already.
    string Why(ProposedLine line)
    {
        var reasons = line.Reasons.Where(r => r.Code is not (ReasonCode.Candidate or ReasonCode.DoseFigure or ReasonCode.OtherRegion or ReasonCode.Guidance
            or ReasonCode.Drawable or ReasonCode.Pair or ReasonCode.NoFigure) && (r.Code != ReasonCode.Points || line.Change == Change.PointsChanged)).ToList();
        return string.Join("; ", (reasons.Count > 0 ? reasons : line.Reasons.Take(1)).Select(r => _words.Of(r.Because ?? r.Text).TrimEnd('.'))) + ".";
    }

    string Notes(Queue<Item> findings, Queue<Item> changes, PlanSheetModel model, double leftMm, bool isContinued)
    {
        if (findings.Count == 0 && changes.Count == 0 && isContinued)
            return "";
        var both = changes.Count > 0 || (!isContinued && model.ChangedSince is not null);
        var hadFindings = findings.Count > 0;
        var said = Fill(findings, leftMm, both ? 64 : 112, isContinued);
        var changed = Fill(changes, leftMm, hadFindings || !isContinued ? 53 : 112, isContinued);
        var more = findings.Count + changes.Count;
        var title = model.SignedAt is null ? _words.FindingsWord : _words.FindingsWhenSigned;
        if (isContinued)
            title = _words.Continued(title);
        var changedTitle = model.ChangedSince is { } since ? _words.ChangedSince(since) : _words.ChangedSinceLast;
        return $"<section class=\"two{(both ? "" : " one")}\"><div><h2>{T(title)}</h2>"
            + (said.Count > 0 ? $"<ul>{string.Concat(said)}</ul>" : $"<p>{T(hadFindings ? _words.OnNextPage : isContinued ? _words.SeeFirstPage : _words.NothingAsks)}</p>")
            + (more > 0 && said.Count + changed.Count > 0 ? $"<p class=\"more\">{T(_words.MoreOnNextPage(more))}</p>" : "") + "</div>"
            + (both ? $"<div><h2>{T(isContinued ? _words.Continued(changedTitle) : changedTitle)}</h2>"
                + (changed.Count > 0 ? $"<ul class=\"chgs\">{string.Concat(changed)}</ul>" : $"<p>{T(changes.Count > 0 ? _words.OnNextPage : _words.NothingChanged)}</p>") + "</div>" : "")
            + "</section>\n";
    }

    static List<string> Fill(Queue<Item> items, double mm, int charactersPerLine, bool isAlone)
    {
        var taken = new List<string>();
        var left = mm - 6.5;
        while (items.TryPeek(out var item))
        {
            var height = 1.5 + NoteLineMm * Math.Ceiling(item.Characters / (double)charactersPerLine);
            // A page of its own takes at least one item, however long.
            if (height > left && !(isAlone && taken.Count == 0))
                break;
            left -= height;
            taken.Add(items.Dequeue().Html);
        }

        return taken;
    }

    static string Icon(Severity severity) => severity switch
    {
        Severity.Stop => "<svg class=\"sev\" viewBox=\"0 0 18 18\" aria-hidden=\"true\"><path d=\"M5.6 1h6.8L17 5.6v6.8L12.400 17H5.600L1 12.400V5.600z\" fill=\"#000\"/><path d=\"M5 9h8\" stroke=\"#fff\" stroke-width=\"2.200\"/></svg>",
        Severity.Confirm => "<svg class=\"sev\" viewBox=\"0 0 18 18\" aria-hidden=\"true\"><path d=\"M9 1.500 17.200 16H.8z\" fill=\"#fff\" stroke=\"#000\" stroke-width=\"1.500\" stroke-linejoin=\"round\"/><path d=\"M9 6.500v4.500M9 13.400v.2\" stroke=\"#000\" stroke-width=\"1.900\" stroke-linecap=\"round\"/></svg>",
        _ => "<svg class=\"sev\" viewBox=\"0 0 18 18\" aria-hidden=\"true\"><circle cx=\"9\" cy=\"9\" r=\"7.200\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.300\"/><path d=\"M9 8.300v4M9 5.500v.2\" stroke=\"#000\" stroke-width=\"1.700\" stroke-linecap=\"round\"/></svg>",
    };

    // ---- lots, signature, versions ----

    string Fill(Plan plan)
    {
        var lots = new StringBuilder();
        var vials = Math.Clamp(plan.Preparations.Sum(p => p.Vials), 1, 2);
        for (var i = 1; i <= vials; i++)
            lots.Append(CultureInfo.InvariantCulture, $"<div><span>{T(i == 2 && plan.Preparations.Sum(p => p.Vials) > 2 ? _words.LotVialAndOthers(i) : _words.LotVial(i))}</span></div><div><span>{T(_words.Expires)}</span></div>");
        if (vials == 1)
            lots.Append(CultureInfo.InvariantCulture, $"<div class=\"w\"><span>{T(_words.Remarks)}</span></div>");
        return $"<section class=\"fill\">{lots}<div class=\"w\"><span>{T(_words.GivenBySignature)}</span></div><div><span>{T(_words.TimeWord)}</span></div><div><span>{T(_words.DiscardedOnSheet)}</span></div></section>\n";
    }

    string Foot(PlanSheetModel model, Medicine medicine, int page, int pages) =>
        $"<footer><p>{T(_words.EmergencyOnSheet)}</p>"
        + $"<p class=\"code\">{T(model.PlanId is { } id ? _words.PlanAndKnowledge(id, medicine.Version) : _words.KnowledgeOnSheet(medicine.Version))}<br>Collum {Text.Encode(model.ProgramVersion)} · {T(_words.SheetPage(page, pages))}</p></footer>\n";

    static string ReadCss()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("wwwroot/css/plan-sheet.css")
            ?? throw new InvalidOperationException("plan-sheet.css is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

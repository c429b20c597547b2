using System.Globalization;
using System.Reflection;
using System.Text;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Patients;
using Collum.Plans;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.App.Print;

/// <summary>The injection plan on A4: who, product and make-up, lines with volumes and room for what was given, both neck pictures, findings, changes, lots, signature, versions.</summary>
/// <remarks>
/// Pages are counted here, not left to the browser, so that every page carries the name, the side key and its number. Heights are millimetres of the
/// style sheet; a text that runs longer than estimated makes its page taller and never disappears.
/// </remarks>
public static class PlanSheet
{
    const int RowsOnFirstPage = 12;
    const double PageMm = 274, GapsMm = 22, HeadMm = 21.5, FootMm = 10, FillMm = 23, TableMm = 13, NoteLineMm = 4.3;

    /// <summary>The sheet's style, for pages that may not carry one themselves.</summary>
    public static string Css { get; } = ReadCss();

    /// <summary>A whole HTML page.</summary>
    /// <param name="model">What is printed.</param>
    /// <param name="medicine">For the label, the drawing and the knowledge version.</param>
    /// <param name="styleHref">Address of the style sheet; null writes it into the page, which then stands alone.</param>
    public static string Render(PlanSheetModel model, Medicine medicine, string? styleHref = null)
    {
        var pages = Pages(model, medicine);
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Text.Encode($"Plan sheet, {model.Name ?? "name not written"}, {Text.Date(model.Document.Plan.Date)}")}</title>\n");
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

    static List<string> Pages(PlanSheetModel model, Medicine medicine)
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
    static string More(Plan plan, int rows) =>
        $"<tfoot><tr><td colspan=\"7\">{rows} more {(rows == 1 ? "line" : "lines")} on the next page; {Text.Units(plan.Total.Units)} U in all</td></tr></tfoot>";

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

    static string Head(PlanSheetModel model)
    {
        var (plan, patient) = (model.Document.Plan, model.Document.Patient);
        var facts = new List<string>
        {
            patient.BirthDate is { } born ? $"born {Text.Date(born)} ({patient.AgeOn(plan.Date)} years)" : "birth date not known",
            patient.Sex switch { Sex.Female => "female", Sex.Male => "male", Sex.Other => "sex: other", _ => "sex not known" },
            patient.WeightKg is { } kg ? $"{Text.Units(kg)} kg" : "weight not measured",
        };
        var chart = model.ChartNumber is { } number ? $" · chart <span class=\"code\">{Text.Encode(number)}</span>" : "";
        return $"""
            <header><div class="who"><p class="doc">Injection plan{(model.SignedAt is null ? " <strong class=\"draft\">Draft, not signed</strong>" : "")}</p>{Name(model, "h1")}<p>{Text.Encode(string.Join(", ", facts))}{chart}</p></div>
            <dl><div><dt>Visit</dt><dd>{Text.Date(plan.Date)}</dd></div><div><dt>Region, label</dt><dd>{plan.Region.Code}</dd></div><div><dt>Planned by</dt><dd>{(model.PlannedBy is { } by ? Text.Encode(by) : "not stated")}</dd></div><div><dt>Signed</dt><dd>{(model.SignedAt is { } at ? Text.Encode(at.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + (model.SignedBy is { } signer && signer != model.PlannedBy ? $", {signer}" : "")) : "not signed")}</dd></div></dl></header>

            """;
    }

    static string Continued(PlanSheetModel model)
    {
        var patient = model.Document.Patient;
        return $"""
            <header class="again"><div class="who"><p class="doc">Injection plan, continued{(model.SignedAt is null ? " <strong class=\"draft\">Draft, not signed</strong>" : "")}</p>{Name(model, "p")}<p>{(patient.BirthDate is { } born ? $"born {Text.Date(born)}" : "birth date not known")}, visit {Text.Date(model.Document.Plan.Date)}, {Text.Encode(model.Document.Plan.Product.Brand)}</p></div><p class="key">{Mark(Side.Right)} patient’s right {Mark(Side.Left)} patient’s left</p></header>

            """;
    }

    static string Name(PlanSheetModel model, string tag) => model.Name is { Length: > 0 } name
        ? $"<{tag} class=\"name{(name.Length > 34 ? " long" : "")}\"><bdi>{Text.Encode(name)}</bdi></{tag}>"
        : $"<{tag} class=\"name unnamed\"><span>Name</span></{tag}>";

    // ---- product and make-up ----

    static string Make(Plan plan, IReadOnlyList<PastToxin> history, Label label, out double heightMm)
    {
        var brand = Text.Encode(plan.Product.Brand);
        var last = history.Where(p => p.Date < plan.Date).MaxBy(p => p.Date);
        var before = last is null ? "No earlier toxin on record."
            : $"Last toxin {Text.Date(last.Date)}, {((plan.Date.DayNumber - last.Date.DayNumber) / 7m).ToString("0.0", CultureInfo.InvariantCulture)} weeks ago: {(last.Dose is { } dose ? Text.Encode($"{Text.Units(dose.Units)} U {dose.Product.Brand}") : "amount not known")}.";
        string makeUp, how, gives, draw;
        if (plan.Preparations.Count == 0)
        {
            (makeUp, how) = ("<span class=\"blank\"></span> vials × <span class=\"blank\"></span> U", "Not decided: write down what is made up.");
            (gives, draw) = ("<span class=\"blank\"></span> U in 0.1 mL", "Volumes follow once the dilution is decided.");
        }
        else
        {
            makeUp = string.Join("<br>", plan.Preparations.Select(p => $"{p.Vials} {(p.Vials == 1 ? "vial" : "vials")} × {Text.Units(p.Dilution.Vial.Content.Units)} U"));
            how = string.Join("<br>", plan.Preparations.Select(p => p.Dilution.Vial.Solution is not null && p.Dilution.Diluent.Millilitres == 0
                ? "ready-made solution, nothing is added" : Text.Encode($"{Text.Millilitres(p.Dilution.Diluent.Millilitres)} mL of sodium chloride 0.9 % into each vial")).Distinct());
            if (plan.Dilution is { } dilution)
            {
                var total = dilution.VolumeOf(plan.Total).Millilitres;
                var spare = plan.Content!.Units - plan.Total.Units;
                gives = $"{Text.Units(decimal.Round(dilution.UnitsPerMl / 10, 2))} U in 0.1 mL";
                draw = spare < 0 ? $"<b>{Text.Units(-spare)} U too little is made up.</b>"
                    : $"inject {Text.Millilitres(decimal.Round(total, 3))} mL of {Text.Millilitres(decimal.Round(plan.Preparations.Sum(p => p.Volume.Millilitres), 3))} mL, discard {Text.Units(spare)} U ({Text.Millilitres(decimal.Round(spare / dilution.UnitsPerMl, 3))} mL)";
            }
            else
            {
                (gives, draw) = ("Vials differ in strength", "No volume is printed: make all vials up alike, or write the volumes by hand.");
            }
        }

        heightMm = 15 + 4.1 * Math.Max(Math.Max(1, plan.Preparations.Count) + 1, 1 + Math.Max(1, (before.Length + 43) / 44));
        return $"""
            <section class="prod"><div><p class="lab">Product</p><p class="big">{brand} <span>{Text.Encode(plan.Product.Id)}</span></p><p>{brand} units convert to no other product’s.</p><p>{before}</p></div><div><p class="lab">Make up</p><p class="big">{makeUp}</p><p>{how}</p></div><div class="eq"><p class="lab">Gives</p><p class="big">{gives}</p><p>{draw}</p></div></section>

            """;
    }

    // ---- lines ----

    static List<PrintedRow> Rows(Plan plan, List<ProposedLine> open)
    {
        // Right, then left; inside a side in the plan's own order.
        var totals = PlanTotals.Of(plan).Sites;
        var rows = plan.Sites.Select((s, i) => (s.Side, Row: new PrintedRow(Row(s, totals[i]), RowMm(s.Muscle))))
            .Concat(open.Select(l => (l.Side, Row: new PrintedRow(Row(l), RowMm(l.Muscle)))));
        return [.. rows.OrderBy(r => r.Side).Select(r => r.Row)];

        static double RowMm(Muscle muscle) => muscle.Name.Length > 24 ? 9.6 : 7.7;
    }

    static string Row(Site site, SiteTotal total) =>
        $"<tr><td>{SideCell(site.Side)}</td><td>{Muscle(site.Muscle)}</td><td class=\"num\"><b>{Text.Units(site.Dose.Units)} U</b></td><td class=\"num\">{site.Points}</td>"
        + $"<td class=\"num\">{Text.Units(decimal.Round(total.DosePerPointU, 2))} U{(total.VolumePerPointMl is { } ml ? $" = <b>{Text.Millilitres(decimal.Round(ml, 4))} mL</b>" : "")}</td>"
        + $"<td>{(site.Guidance is { } guidance ? GuidanceWord(guidance) : "not stated")}</td>{Given}</tr>";

    static string Row(ProposedLine line) =>
        $"<tr class=\"open\"><td>{SideCell(line.Side)}</td><td>{Muscle(line.Muscle)}</td><td class=\"num\" colspan=\"3\">no dose proposed: no source gives a figure</td>"
        + $"<td>{(line.Guidance is { } guidance ? GuidanceWord(guidance) : "")}</td>{Given}</tr>";

    const string Given = "<td class=\"given\"><i></i> U</td>";

    static string Total(Plan plan)
    {
        var totals = PlanTotals.Of(plan);
        var (right, left) = (Sum(Side.Right), Sum(Side.Left));
        return $"<tfoot><tr><td colspan=\"2\">Total, {plan.Sites.Count} {(plan.Sites.Count == 1 ? "line" : "lines")} <span class=\"sides\">right {Text.Units(right)} U, left {Text.Units(left)} U</span></td><td class=\"num\">{Text.Units(totals.DoseU)} U</td><td class=\"num\">{totals.Points}</td>"
            + $"<td class=\"num\">{(totals.VolumeMl is { } ml ? $"{Text.Millilitres(decimal.Round(ml, 3))} mL" : "")}</td><td></td>{Given}</tr></tfoot>";

        decimal Sum(Side side) => plan.Sites.Where(s => s.Side == side).Sum(s => s.Dose.Units);
    }

    static string Table(List<string> rows, string? total) =>
        "<section class=\"mid\"><table><thead><tr><th>Side</th><th>Muscle</th><th class=\"num\">Dose</th><th class=\"num\">Points</th><th class=\"num\">Per point</th><th>Guidance</th><th>Given</th></tr></thead><tbody>"
        + (rows.Count == 0 ? "<tr><td colspan=\"7\" class=\"none\">No line is planned.</td></tr>" : string.Concat(rows))
        + $"</tbody>{total}</table></section>\n";

    static string Muscle(Muscle muscle) => Text.Encode(char.ToUpperInvariant(muscle.Name[0]) + muscle.Name[1..]);

    static string SideCell(Side side) => $"<span class=\"sdw\">{Mark(side)}<b>{side.Word()}</b></span>";

    static string Mark(Side side) => $"<span class=\"sd {(side == Side.Right ? "r" : "l")}\" aria-hidden=\"true\">{(side == Side.Right ? "R" : "L")}</span>";

    static string GuidanceWord(Guidance guidance) => guidance switch
    {
        Guidance.Landmarks => "Landmarks", Guidance.Emg => "EMG", Guidance.Ultrasound => "Ultrasound", Guidance.EmgUltrasound => "EMG + ultrasound",
        Guidance.NerveStimulation => "Nerve stimulation", _ => "CT",
    };

    // ---- pictures ----

    static string Pictures(Plan plan, Medicine medicine, out double heightMm)
    {
        var steps = medicine.Planner.Table.StepsOf(plan.Product);
        var marks = plan.Sites.Select(s => new NeckMark(s.Muscle, s.Side, s.Dose.Units, s.Points, steps.ShadeOf(s.Dose.Units))).ToList();
        var hidden = NeckPicture.NotShown(medicine.Neck, marks);
        var note = $"Light to {Text.Units(steps.ShadeU[0])} U, middle to {Text.Units(steps.ShadeU[1])} U, dark above. Dots count points, not places."
            + (hidden.Count == 0 ? "" : $" Not drawn: {string.Join("; ", hidden.Select(m => $"{m.Muscle.Name} {m.Side.Word()} {Text.Units(m.Units)} U"))}.");
        heightMm = 54 + 4 * (1 + note.Length / 125);
        return $"""
            <section class="pics"><figure><figcaption><span class="sdw">{Mark(Side.Right)}<span>Patient’s right</span></span><b>Front</b><span class="sdw">{Mark(Side.Left)}<span>Patient’s left</span></span></figcaption>{NeckPicture.Render(medicine.Neck, NeckAspect.Front, marks)}</figure>
            <figure><figcaption><span class="sdw">{Mark(Side.Left)}<span>Patient’s left</span></span><b>Back</b><span class="sdw">{Mark(Side.Right)}<span>Patient’s right</span></span></figcaption>{NeckPicture.Render(medicine.Neck, NeckAspect.Back, marks)}</figure><p class="legend">{Text.Encode(note)}</p></section>

            """;
    }

    // ---- findings and changes ----

    sealed record Item(string Html, int Characters);

    static Item Finding(SheetFinding entry, Medicine medicine)
    {
        var finding = entry.Finding;
        var word = finding.Severity switch { Severity.Stop => "Stop", Severity.Confirm => "Confirm", _ => "Note" };
        var message = finding.Message.EndsWith('.') || finding.Message.EndsWith('?') ? finding.Message : finding.Message + ".";
        var waits = finding.Status is { } status && Knowledge.FactStatuses.AwaitsChecking(status)
            && !message.Contains("await", StringComparison.OrdinalIgnoreCase) ? " Awaits checking." : "";
        var source = medicine.Sources.Sources.ContainsKey(finding.Source) ? finding.Source : "";
        var reason = entry.Reason is { } said
            ? $"<br><q>{Text.Encode(said)}</q> {Text.Encode(entry.By)}{(entry.At is { } at ? ", " + at.ToString("HH:mm", CultureInfo.InvariantCulture) : "")}"
            : finding.Severity == Severity.Confirm ? "<br>Reason not written yet." : "";
        return new($"<li>{Icon(finding.Severity)}<div><b>{word}</b> <span class=\"code\">{Text.Encode(finding.Code)}</span> {Text.Encode(message)}{waits} <span class=\"src\">{Text.Encode(source)}</span>{reason}</div></li>",
            finding.Code.Length + message.Length + waits.Length + source.Length + 12 + (reason.Length > 0 ? 60 + (entry.Reason?.Length ?? 0) : 0));
    }

    static IEnumerable<Item> Changes(PlanSheetModel model)
    {
        foreach (var line in model.Lines.Where(l => l.Change is not (Change.New or Change.Kept)))
        {
            var what = line.Change switch
            {
                Change.Added or Change.SideChanged => line.Dose is { } dose ? $"new, {Text.Units(dose.Units)} U" : "new",
                Change.Removed => $"left out ({Text.Units(line.Before?.Units ?? 0)} U)",
                Change.PointsChanged => $"{line.Points} instead of {line.PointsBefore} points",
                _ => $"{Text.Signed(line.DifferenceU ?? 0)} U",
            };
            var why = Why(line);
            yield return new($"<li><b>{what}</b> {Text.Encode($"{line.Muscle.Name}, {line.Side.Word()}: {why}")}</li>", what.Length + line.Muscle.Name.Length + why.Length + 8);
        }
    }

    // The reasons that changed the line; those that describe it stand in the plan itself, and the amount stands before the muscle already.
    static string Why(ProposedLine line)
    {
        var reasons = line.Reasons.Where(r => r.Code is not (ReasonCode.Candidate or ReasonCode.DoseFigure or ReasonCode.OtherRegion or ReasonCode.Guidance
            or ReasonCode.Drawable or ReasonCode.Pair or ReasonCode.NoFigure) && (r.Code != ReasonCode.Points || line.Change == Change.PointsChanged)).ToList();
        return string.Join("; ", (reasons.Count > 0 ? reasons : line.Reasons.Take(1)).Select(r => WithoutAmount(r.Text).TrimEnd('.'))) + ".";
    }

    static string WithoutAmount(string text) =>
        (text.StartsWith("Raised by", StringComparison.Ordinal) || text.StartsWith("Lowered by", StringComparison.Ordinal) || text.StartsWith("Left out:", StringComparison.Ordinal)
            || text.StartsWith("Added:", StringComparison.Ordinal))
        && text.IndexOf(": ", StringComparison.Ordinal) is var at and > 0 ? text[(at + 2)..] : text;

    static string Notes(Queue<Item> findings, Queue<Item> changes, PlanSheetModel model, double leftMm, bool isContinued)
    {
        if (findings.Count == 0 && changes.Count == 0 && isContinued)
            return "";
        var both = changes.Count > 0 || (!isContinued && model.ChangedSince is not null);
        var hadFindings = findings.Count > 0;
        var said = Fill(findings, leftMm, both ? 64 : 112, isContinued);
        var changed = Fill(changes, leftMm, hadFindings || !isContinued ? 53 : 112, isContinued);
        var more = findings.Count + changes.Count;
        var title = model.SignedAt is null ? "Findings" : "Findings when signed";
        return $"<section class=\"two{(both ? "" : " one")}\"><div><h2>{title}{(isContinued ? ", continued" : "")}</h2>"
            + (said.Count > 0 ? $"<ul>{string.Concat(said)}</ul>" : $"<p>{(hadFindings ? "On the next page." : isContinued ? "See the first page." : "Nothing asks for attention.")}</p>")
            + (more > 0 && said.Count + changed.Count > 0 ? $"<p class=\"more\">{more} more on the next page.</p>" : "") + "</div>"
            + (both ? $"<div><h2>Changed since {(model.ChangedSince is { } since ? Text.Date(since) : "the last session")}{(isContinued ? ", continued" : "")}</h2>"
                + (changed.Count > 0 ? $"<ul class=\"chgs\">{string.Concat(changed)}</ul>" : $"<p>{(changes.Count > 0 ? "On the next page." : "Nothing changed.")}</p>") + "</div>" : "")
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

    static string Fill(Plan plan)
    {
        var lots = new StringBuilder();
        var vials = Math.Clamp(plan.Preparations.Sum(p => p.Vials), 1, 2);
        for (var i = 1; i <= vials; i++)
            lots.Append(CultureInfo.InvariantCulture, $"<div><span>Lot, vial {i}{(i == 2 && plan.Preparations.Sum(p => p.Vials) > 2 ? " and others" : "")}</span></div><div><span>Expires</span></div>");
        if (vials == 1)
            lots.Append("<div class=\"w\"><span>Remarks</span></div>");
        return $"<section class=\"fill\">{lots}<div class=\"w\"><span>Given by, signature</span></div><div><span>Time</span></div><div><span>Discarded, U</span></div></section>\n";
    }

    static string Foot(PlanSheetModel model, Medicine medicine, int page, int pages) =>
        $"<footer><p>Trouble swallowing, breathing or speaking after the injection is an emergency. Tell the patient, and give the number to call.</p>"
        + $"<p class=\"code\">{(model.PlanId is { } id ? $"Plan {Text.Encode(id)}, " : "")}knowledge {medicine.Version}<br>Collum {Text.Encode(model.ProgramVersion)} · page {page} of {pages}</p></footer>\n";

    static string ReadCss()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("wwwroot/css/plan-sheet.css")
            ?? throw new InvalidOperationException("plan-sheet.css is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

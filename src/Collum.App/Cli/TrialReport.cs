using System.Globalization;
using System.Net;
using System.Text;
using Collum.App.Pages;
using Collum.Findings;
using Collum.Trials;

namespace Collum.App.Cli;

/// <summary>A simulated trial as a page that one file holds: no script, nothing fetched, black on white where it is printed.</summary>
static class TrialReport
{
    const string Style = """
        :root{color-scheme:light}body{font:16px/1.5 system-ui,"Liberation Sans",sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b2326;background:#fff}
        h1{font-size:1.7rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .3rem}p{margin:.4rem 0;max-width:46rem}small,.soft{color:#465156}
        table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.88rem}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #d9d6ce;vertical-align:top}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td .e{color:#465156;white-space:nowrap}.scroll{overflow-x:auto}
        svg{width:100%;height:auto;font:11px system-ui,"Liberation Sans",sans-serif;display:block}svg text{fill:#465156}svg .s{fill:#1b2326;font-weight:600}.g{stroke:#e4e1da}.ax{stroke:#86847b}
        .l{fill:none;stroke-width:2;stroke-linejoin:round}.b{stroke:none;fill-opacity:.18}.w{stroke-width:1.6}
        .panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:0 1.6rem}.panels h3{font-size:.9rem;margin:.8rem 0 0}
        ul{padding:0}li{list-style:none;margin:.4rem 0;padding:.1rem .7rem;border-left:4px solid #3b5680}li.confirm{border-color:#825000}li.stop{border-color:#a3211b}
        @page{size:A4;margin:14mm}@media print{body{margin:0;max-width:none;font-size:10.5pt}section,figure,tr,li{break-inside:avoid}h2{break-after:avoid}}
        figure{margin:0}cite{font-style:inherit}
        """;

    // Told apart by dash and mark as well as by colour (after Okabe and Ito's set for colour-blind readers, darkened for white paper).
    static readonly string[] Colours = ["#0f5b6e", "#b3541e", "#5b4a9c", "#1b2326", "#8a6d00", "#9c2f5b"];
    static readonly string[] Dashes = ["", "7 4", "2 3", "10 3 2 3", "1 4", "12 5"];

    public static byte[] Of(TrialDocument document, IReadOnlyList<ProtocolOutcome> outcomes, IReadOnlyList<Finding> findings, Func<string, string> term, string model, Medicine medicine, DateOnly today, Words? spoken = null)
    {
        var words = spoken ?? Words.English;
        var page = new StringBuilder();
        Put(page, $"""<!doctype html><html lang="{words.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Safe(words.TrialTitle(words.Listed(document.Products.Select(p => p.Brand))))}</title><style>{Style}</style></head><body><main>""");
        Put(page, $"<h1>{Safe(words.TrialTitle(words.Listed(document.Products.Select(p => p.Brand))))}</h1><p class=\"soft\">{Safe(words.TrialLead(document.Patients, document.Sessions, today))}</p>");
        Put(page, $"<p><strong>{Safe(words.NobodyTreated)}</strong> {Safe(words.NobodyTreatedText)}</p>");
        Course(page, outcomes, words);
        Panels(page, document, outcomes, words);
        SideEffects(page, document, outcomes, term, words);
        Table(page, document, outcomes, term, words);
        Put(page, $"<section><h2>{Safe(words.WhatItRestsOn)}</h2><ul>");
        foreach (var finding in findings.OrderByDescending(f => f.Severity))
            Put(page, $"<li class=\"{finding.Severity.ToString().ToLowerInvariant()}\"><strong>{Safe(words.SeverityWord(finding.Severity).ToLowerInvariant())} {Safe(finding.Code)}</strong> {Safe(words.Of(finding.Message))} <small><cite>{Safe(medicine.Sources.Sources.TryGetValue(finding.Source, out var source) ? source.Title : finding.Source)}</cite>{(finding.Status is { } known && Knowledge.FactStatuses.AwaitsChecking(known) ? ", " + Safe(words.AwaitsChecking) : "")}</small></li>");
        Put(page, $"</ul><p><small>{Safe(words.TrialFoot(model, medicine.Version, document.Seed.ToString(CultureInfo.InvariantCulture), Program.Version, words.Figure(document.ReliefPoints, "0.#")))}</small></p></section></main></body></html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    static void Course(StringBuilder page, IReadOnlyList<ProtocolOutcome> outcomes, Words words)
    {
        const double width = 860, height = 320, left = 46, right = 660, top = 14, bottom = 276;
        var weeks = Math.Max(1, outcomes.Max(o => o.Course[^1].Week));
        var low = Math.Min(-5, Math.Floor(outcomes.SelectMany(o => o.Course).Min(p => p.Mean - (2 * Error(p.MonteCarloError))) / 5) * 5);
        double X(double week) => left + ((right - left) * week / weeks);
        double Y(double change) => bottom - ((bottom - top) * (change - low) / -low);
        Put(page, $"<section><h2>{Safe(words.MeanCourse)}</h2><p>{Safe(words.MeanCourseText)}</p>");
        Put(page, $"""<figure><svg viewBox="0 0 {width} {height}" role="img" aria-label="{Safe(words.MeanCourseSays(string.Join(" ", outcomes.Select(Best))))}">""");
        for (var v = 0.0; v >= low; v -= 5)
            Put(page, $"""<path class="g" d="M{left} {Y(v):0.#}H{right}"/><text x="{left - 6}" y="{Y(v) + 4:0.#}" text-anchor="end">{words.Figure(v, "0")}</text>""");
        for (var w = 0; w <= weeks; w += weeks > 30 ? 8 : 4)
            Put(page, $"""<text x="{X(w):0.#}" y="{bottom + 18}" text-anchor="middle">{w}</text>""");
        Put(page, $"""<path class="ax" d="M{left} {bottom}H{right}"/><text x="{(left + right) / 2}" y="{bottom + 36}" text-anchor="middle">{Safe(words.WeeksAfterFirst)}</text>""");
        // The words at the lines' ends step aside from each other.
        var ends = outcomes.Select((o, i) => (Index: i, Y: Y(o.Course[^1].Mean))).OrderBy(e => e.Y).ToArray();
        var at = new double[outcomes.Count];
        var last = double.NegativeInfinity;
        foreach (var (index, y) in ends)
            at[index] = last = Math.Max(y + 4, last + 14);
        for (var i = 0; i < outcomes.Count; i++)
        {
            var course = outcomes[i].Course;
            var upper = string.Join("L", course.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Week):0.#} {Y(p.Mean + (1.96 * Error(p.MonteCarloError))):0.##}")));
            var lower = string.Join("L", course.Reverse().Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Week):0.#} {Y(p.Mean - (1.96 * Error(p.MonteCarloError))):0.##}")));
            Put(page, $"""<path class="b" fill="{Colour(i)}" d="M{upper}L{lower}Z"/><path class="l" stroke="{Colour(i)}" stroke-dasharray="{Dashes[i % Dashes.Length]}" d="M{string.Join("L", course.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Week):0.#} {Y(p.Mean):0.##}")))}"/>""");
            Put(page, $"""<path class="l" stroke="{Colour(i)}" stroke-dasharray="{Dashes[i % Dashes.Length]}" d="M{right + 8} {at[i] - 4:0.#}h22"/><text class="s" x="{right + 36}" y="{at[i]:0.#}">{Safe(Cut(outcomes[i].Id))}</text>""");
        }

        page.Append("</svg></figure></section>");

        string Best(ProtocolOutcome o) => o.Course.MinBy(p => p.Mean) is { } best ? words.BestOf(o.Id, words.Figure(best.Mean, "0.0"), words.Figure(best.Week, "0")) : "";
    }

    static void Panels(StringBuilder page, TrialDocument document, IReadOnlyList<ProtocolOutcome> outcomes, Words words)
    {
        Put(page, $"<section><h2>{Safe(words.OutcomesWord)}</h2><p>{Safe(words.OutcomesText)}</p><div class=\"panels\">");
        var all = outcomes.Select((o, i) => (Outcome: o, Index: i)).ToList();
        IReadOnlyList<(string Title, Func<ProtocolOutcome, Estimate> Of, double Scale, string Unit, string Form, List<(ProtocolOutcome Outcome, int Index)> Shown)> panels =
        [
            (words.ShareWithRelief, o => o.TimeWithRelief, 100, "%", "0.0", all), (words.InjectionsAYear, o => o.InjectionsPerYear, 1, "", "0.00", all),
            .. document.Products.Select(p => (words.UnitsAYear(p.Brand), (Func<ProtocolOutcome, Estimate>)(o => o.UnitsPerYear), 1.0, "U", "#,0", all.Where(a => a.Outcome.Product == p.Id).ToList())),
            .. document.Products.Where(p => document.Protocols.Any(q => q.Product == p && q.Rule is not null))
                .Select(p => (words.UnitsOfLastSession(p.Brand), (Func<ProtocolOutcome, Estimate>)(o => o.LastDoseU), 1.0, "U", "#,0.#", all.Where(a => a.Outcome.Product == p.Id).ToList())),
            (words.WeeksBetween, o => o.IntervalWeeks, 1, "", "0.0", all), (words.NoReliefAfterFirst, o => o.WithoutRelief, 100, "%", "0.0", all),
        ];
        foreach (var (title, of, scale, unit, form, shown) in panels)
            Panel(page, title, [.. shown.Select(s => (s.Outcome.Id, s.Index, of(s.Outcome).Mean * scale, (of(s.Outcome).Mean - (1.96 * Error(of(s.Outcome).MonteCarloError))) * scale, (of(s.Outcome).Mean + (1.96 * Error(of(s.Outcome).MonteCarloError))) * scale))], unit, form, words);
        page.Append("</div></section>");
    }

    static void SideEffects(StringBuilder page, TrialDocument document, IReadOnlyList<ProtocolOutcome> outcomes, Func<string, string> term, Words words)
    {
        var events = outcomes.SelectMany(o => o.SideEffects).Select(e => e.Event).Distinct().ToList();
        if (events.Count == 0)
            return;
        Put(page, $"<section><h2>{Safe(words.SideEffects)}</h2><p>{Safe(words.TrialSideEffectsText)}</p><div class=\"panels\">");
        foreach (var e in events)
        {
            var found = outcomes.Select((o, i) => (o.Id, Index: i, Of: o.SideEffects.First(s => s.Event == e))).ToList();
            var unknown = string.Concat(document.Products.Select(p => (p.Brand, Found: found.Where(f => outcomes[f.Index].Product == p.Id).ToList())).Where(p => p.Found.All(f => f.Of.Chance is null))
                .Select(p => $"<p>{Safe(p.Brand)}: {Safe(p.Found[0].Of.Rates is { Count: > 0 } rates ? words.PublishedRates(string.Join("; ", rates.Select(words.RateOf))) : words.NoFigureOfProduct)}</p>"));
            if (unknown.Length > 0)
                page.Append(CultureInfo.InvariantCulture, $"<div><h3>{Safe(words.Data(term(e)))}</h3>{unknown}</div>");
            if (found.All(f => f.Of.Chance is null))
                continue;
            Panel(page, found.Any(f => f.Of.Chance is { IsBeyondTried: true }) ? words.BeyondTried(words.Data(term(e))) : words.Data(term(e)), [.. found.Where(f => f.Of.Chance is not null).Select(f => (f.Id, f.Index, 100 * f.Of.Chance!.Median, 100 * f.Of.Chance.Q10, 100 * f.Of.Chance.Q90))], "%", "0", words);
        }

        page.Append("</div></section>");
    }

    static void Panel(StringBuilder page, string title, IReadOnlyList<(string Id, int Index, double Value, double Low, double High)> rows, string unit, string form, Words words)
    {
        const double width = 440, left = 168, right = 364;
        var height = 16 + (24 * rows.Count);
        var most = rows.Max(r => r.High) is > 0 and var high ? high * 1.05 : 1;
        double X(double value) => left + ((right - left) * Math.Clamp(value / most, 0, 1));
        Put(page, $"""<div><h3>{Safe(title)}</h3><figure><svg viewBox="0 0 {width} {height}" role="img" aria-label="{Safe(title)}: {Safe(string.Join("; ", rows.Select(r => $"{r.Id} {words.Figure(r.Value, form)} {unit}")))}">""");
        Put(page, $"""<path class="ax" d="M{left} 4V{height - 6}"/>""");
        for (var k = 0; k < rows.Count; k++)
        {
            var (id, index, value, low, upper) = rows[k];
            var y = 18 + (24 * k);
            Put(page, $"""<text class="s" x="{left - 8}" y="{y + 4}" text-anchor="end">{Safe(Cut(id))}</text><path class="g" d="M{left} {y}H{right}"/><path class="w" stroke="{Colour(index)}" d="M{X(low):0.##} {y}H{X(upper):0.##}M{X(low):0.##} {y - 4}v8M{X(upper):0.##} {y - 4}v8"/>{Mark(index, X(value), y)}<text class="s" x="{right + 8}" y="{y + 4}">{words.Figure(value, form)} {unit}</text>""");
        }

        page.Append("</svg></figure></div>");
    }

    static void Table(StringBuilder page, TrialDocument document, IReadOnlyList<ProtocolOutcome> outcomes, Func<string, string> term, Words words)
    {
        Put(page, $"""<section><h2>{Safe(words.InNumbers)}</h2><p>{Safe(words.InNumbersText)}</p><div class="scroll"><table><tr><th>{Safe(words.Protocol)}</th><th>{Safe(words.GivenU)}</th><th class="n">{Safe(words.TimeWithReliefPercent)}</th><th class="n">{Safe(words.InjectionsAYear)}</th><th class="n">{Safe(words.OwnUnitsAYear)}</th><th class="n">{Safe(words.WeeksApart)}</th><th class="n">{Safe(words.NoReliefPercent)}</th><th class="n">{Safe(words.ChangeInWeek4)}</th></tr>""");
        foreach (var (o, p) in outcomes.Zip(document.Protocols))
            Put(page, $"<tr><td>{Safe(o.Id)}</td><td>{Safe(words.ProtocolGiven(p, term))}</td>{Cell(o.TimeWithRelief, 100, "0.0")}{Cell(o.InjectionsPerYear, 1, "0.00")}{Cell(o.UnitsPerYear, 1, "#,0", " U " + Safe(p.Product.Brand))}{Cell(o.IntervalWeeks, 1, "0.0")}{Cell(o.WithoutRelief, 100, "0.0")}{(o.Course.Count > 4 ? Cell(new(o.Course[4].Mean, o.Course[4].MonteCarloError), 1, "0.0") : "<td class=\"n\">–</td>")}</tr>");
        page.Append("</table></div>");
        foreach (var (o, p) in outcomes.Zip(document.Protocols).Where(b => b.Second.Rule is not null))
        {
            Put(page, $"<h3>{Safe(words.DosesGivenBy(o.Id))}</h3><div class=\"scroll\"><table><tr><th class=\"n\">{Safe(words.UnitsOf(p.Product.Brand))}</th><th class=\"n\">{Safe(words.ShareOfSessions)}</th></tr>");
            foreach (var d in o.Doses)
                Put(page, $"<tr><td class=\"n\">{words.Number(d.DoseU)}</td>{Cell(new(d.ShareOfSessions, d.MonteCarloError), 100, "0.0")}</tr>");
            page.Append("</table></div>");
            foreach (var e in o.SideEffects.Where(e => e.Drawn is not null))
                Put(page, $"<p>{Safe(words.AsRuleMetIt(words.Data(term(e.Event)), words.Figure(100 * e.Drawn!.Mean, "0.0"), words.Figure(100 * Error(e.Drawn.MonteCarloError), "0.00")))}</p>");
        }

        page.Append("</section>");

        string Cell(Estimate e, double scale, string form, string unit = "") => $"<td class=\"n\">{words.Figure(e.Mean * scale, form)}{unit} <span class=\"e\">({(double.IsNaN(e.MonteCarloError) ? "–" : words.Figure(e.MonteCarloError * scale, form + (form.Contains('.', StringComparison.Ordinal) ? "0" : ".0")))})</span></td>";
    }

    static string Mark(int index, double x, double y) => (index % 3) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"<circle fill=\"{Colour(index)}\" cx=\"{x:0.##}\" cy=\"{y}\" r=\"4.5\"/>"),
        1 => string.Create(CultureInfo.InvariantCulture, $"<path fill=\"{Colour(index)}\" d=\"M{x - 4:0.##} {y - 4}h8v8h-8z\"/>"),
        _ => string.Create(CultureInfo.InvariantCulture, $"<path fill=\"{Colour(index)}\" d=\"M{x:0.##} {y - 5}l5 9h-10z\"/>"),
    };

    static string Colour(int index) => Colours[index % Colours.Length];

    static double Error(double error) => double.IsNaN(error) ? 0 : error;

    static string Cut(string id) => id.Length <= 25 ? id : id[..24] + "…";

    static void Put(StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture));

    static string Safe(string text) => WebUtility.HtmlEncode(TextTable.Printable(text));
}

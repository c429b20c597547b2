using System.Globalization;
using System.Net;
using System.Text;
using Collum.Anatomy;
using Collum.App.Pages;
using Collum.App.Pages.Visits;
using Collum.Emg;

namespace Collum.App.Cli;

/// <summary>The ranking of one recording as a page that one file holds: no script, nothing fetched.</summary>
static class EmgReport
{
    const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b2430}
        table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #d8dee6;vertical-align:top}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.bar{fill:#1f6f8b}.track{fill:#e6ebf1}small{color:#4a5563}
        .stop{border-left:4px solid #b3261e}.confirm{border-left:4px solid #9a6700}.note{border-left:4px solid #5b6b7b}li{list-style:none;margin:.4rem 0;padding:.1rem .7rem}ul{padding:0}
        .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.pairs{width:auto;border-collapse:separate;border-spacing:2px;position:relative}.pairs td,.pairs th{padding:0;border:0;text-align:center;font-size:12px;line-height:16px;white-space:nowrap}
        .pairs th[scope=row]{text-align:left;padding-right:.6rem;font-weight:400}.pairs th[scope=colgroup],.pairs th[scope=rowgroup]{text-align:left;padding:.3rem .2rem .1rem}.pairs th[scope=colgroup]{border-bottom:1.5px solid #5b6b7b}.pairs .turn{border-left:2px solid #5b6b7b;padding-left:3px}
        .sd{display:inline-grid;place-items:center;width:16px;height:16px;font:700 10px/1 system-ui,sans-serif;border:1.5px solid #1b2430;box-sizing:border-box;margin-right:3px}.sd.r{background:#1b2430;color:#fff;border-radius:4px}.sd.l{border-radius:50%}th[scope=col] .sd{display:grid;margin:0 auto 1px}
        .pairs td>a,.pairs td>span{display:grid;grid-auto-flow:column;place-content:center;min-width:34px;height:26px;border-radius:4px;border:1px solid transparent;color:inherit;text-decoration:none;font-variant-numeric:tabular-nums}.pairs i{font-style:normal;font-size:9px}.k0{background:#f5f6f8}.k1{background:#e9eef2}.k2{background:#dcebee}.k3,.k4{background:#b7d6dc}.above{font-weight:700;border-color:#1b2430!important}.unjudged{background:none;color:#4a5563!important}
        .pair{display:none;break-inside:avoid}.pair.shown,.pair:target{display:block}.pair:target h3{text-decoration:underline;text-underline-offset:4px}h3{margin:1rem 0 .2rem;font-size:1rem}.course{width:100%;max-width:44rem;height:auto;font:11px system-ui,sans-serif}.course text{fill:#4a5563}.course .strong{fill:#1b2430;font-weight:600}.c-grid{stroke:#d8dee6}.c-win{fill:#efeaf6}.c-winl{stroke:#6a4c93;stroke-width:1.5;fill:none}.course .wint{fill:#6a4c93;font-weight:600}
        .lines{font-size:.85rem;color:#4a5563;margin:.2rem 0}.lines span{margin-right:1rem;white-space:nowrap}.c-med{fill:none;stroke:#1f6f8b;stroke-width:1.4;stroke-linejoin:round}.c-beside{stroke:#4a5563;stroke-width:1.6;stroke-dasharray:1.5 3.5;stroke-linecap:round}.c-all{stroke:#1b2430;stroke-width:1.6}.c-pt{fill:#fff;stroke:#1b2430;stroke-width:1.6}.c-pt.new{fill:#1b2430}
        .why{width:45%}div.wide{overflow-x:auto}tr,li{break-inside:avoid}h2{break-after:avoid}
        @page{margin:14mm}@media print{body{font-size:9.5pt;line-height:1.35;margin:0;padding:0;max-width:none}th,td{padding:.2rem .4rem}div.wide{overflow:visible}}
        """;

    /// <summary>Of so many pairs the report holds the picture; the others stand in the matrix by their number.</summary>
    const int MostCurves = 300;

    /// <param name="answer">As ranked.</param>
    /// <param name="name">Of the file.</param>
    /// <param name="measurement">Measured with curves.</param>
    /// <param name="muscles">Their names.</param>
    /// <param name="spoken">Language and country; null for English and no country.</param>
    public static byte[] Of(RankAnswer answer, string name, Measurement measurement, MuscleNames muscles, Words? spoken = null)
    {
        var words = spoken ?? Words.English;
        var (page, recording) = (new StringBuilder(), measurement.Recording);
        page.Append("<!doctype html><html lang=\"").Append(words.Language).Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>").Append(Safe(words.EmgRankingOf(name)))
            .Append("</title><style>").Append(Style).Append("</style></head><body><h1>").Append(Safe(words.EmgRanking)).Append("</h1><p>").Append(Safe(name)).Append(", ").Append(Safe(recording.Format));
        if (recording.Head.Start is { } start)
            page.Append(", ").Append(Safe(words.StartedAt(start)));
        page.Append(". ").Append(Safe(words.BeatsAndSegments(answer.HeartBeats, answer.Segments))).Append("</p>");
        page.Append("<p><strong>").Append(Safe(words.EmgRanks)).Append("</strong></p>");
        Muscles(page, answer, words);
        Pairs(page, CoherencePicture.Of(measurement, answer.KnowledgeVersion), muscles, words);
        page.Append("<h2>").Append(Safe(words.FindingsWord)).Append("</h2><ul>");
        foreach (var finding in answer.Findings.OrderByDescending(f => f.Severity))
            page.Append("<li class=\"").Append(finding.Severity.ToString().ToLowerInvariant()).Append("\"><strong>").Append(Safe(words.SeverityWord(finding.Severity).ToLowerInvariant())).Append(' ').Append(Safe(finding.Code))
                .Append("</strong> ").Append(Safe(words.Of(finding.Message))).Append("</li>");
        page.Append("</ul>");
        Phases(page, answer, words);
        page.Append("<p><small>").Append(Safe(words.WeightsFoot(words.Listed(answer.Weights.Select(w => $"{w.Key} {words.Figure(w.Value, "0.##")}")), answer.KnowledgeVersion))).Append("</small></p></body></html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    static void Phases(StringBuilder page, RankAnswer answer, Words words)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(words.PhasesWord)}</h2><div class=\"wide\"><table><thead><tr><th>{Safe(words.PhaseWordColumn)}</th><th>{Safe(words.CountedAs)}</th><th class=\"n\">{Safe(words.FromSeconds)}</th><th class=\"n\">{Safe(words.ToSeconds)}</th></tr></thead><tbody>");
        foreach (var phase in answer.Phases)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Safe(phase.Name)}</td><td>{Safe(words.PhaseWord(phase.Kind))}</td><td class=\"n\">{words.Figure(phase.FromS, "0.##")}</td><td class=\"n\">{words.Figure(phase.ToS, "0.##")}</td></tr>");
        page.Append("</tbody></table></div>");
    }

    static void Muscles(StringBuilder page, RankAnswer answer, Words words)
    {
        if (answer.Muscles.Count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(words.MusclesStep)}</h2><p>{Safe(words.NothingRanked)}</p>");
            return;
        }

        page.Append(CultureInfo.InvariantCulture,
            $"<h2>{Safe(words.MusclesStep)}</h2><div class=\"wide\"><table><thead><tr><th class=\"n\">{Safe(words.RankWord)}</th><th>{Safe(words.ChannelLabel)}</th><th>{Safe(words.Muscle)}</th><th class=\"n\">{Safe(words.ScoreWord)}</th><th>{Safe(words.SaysWord)}</th><th class=\"n\">{Safe(words.DriveWord)}</th><th class=\"n\">{Safe(words.RmsWord)}</th><th class=\"why\">{Safe(words.WhyColumn)}</th></tr></thead><tbody>");
        foreach (var m in answer.Muscles)
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><td class=\"n\">{m.Rank}</td><td>{Safe(m.Label)}</td><td>{(m.Side is { } side ? Safe(words.SideName(side)) + " " : "")}{Safe(m.MuscleId?.Replace('-', ' ') ?? words.NotKnown)}</td><td class=\"n\">{Number(m.Score, "0.00", words)}{Bar(m.Score, words)}</td><td>{Safe(words.BandWord(m.Band))}</td><td class=\"n\">{Number(m.DPercentMvc, "0.0", words)}</td><td class=\"n\">{Number(m.RmsUv, "0.0", words)}</td><td>{string.Join("<br>", m.Reasons.Select(r => Safe(words.Of(r))))}</td></tr>");
        page.Append("</tbody></table></div>");
    }

    static void Pairs(StringBuilder page, CoherencePicture picture, MuscleNames muscles, Words words)
    {
        page.Append("<h2>").Append(Safe(words.CoherenceBetween(words.Figure(picture.BandHz.Low, "0.#"), words.Figure(picture.BandHz.High, "0.#")))).Append("</h2>");
        if (picture.Pairs.Count == 0)
        {
            page.Append("<p>").Append(Safe(words.NoPairAbove(0))).Append("</p>");
            return;
        }

        var drawing = new CoherenceDrawing(picture, id => muscles.Find(id)?.Name, words);
        var above = picture.Pairs.Count(p => p.Measured.Significant);
        page.Append("<p>").Append(Safe(above == 0 ? words.NoPairAbove(picture.Pairs.Count) : words.PairsAbove(above, picture.Pairs.Count))).Append("</p>");
        var drawn = picture.Pairs.OrderByDescending(p => p.Measured.Significant).ThenByDescending(p => p.Measured.Value).Take(MostCurves).ToHashSet();
        page.Append("<div class=\"wide\">").Append(drawing.Matrix(p => drawn.Contains(p) ? Anchor(p, '#') : null, null)).Append("</div><p class=\"key\"><small>").Append(Safe(words.MatrixKey)).Append(' ').Append(Safe(words.ChosenPairBelow)).Append("</small></p>");
        // Pairs above their limit are always there; another one when its number is chosen.
        foreach (var pair in picture.Pairs.Where(drawn.Contains))
            page.Append(CultureInfo.InvariantCulture, $"<section class=\"pair{(pair.Measured.Significant ? " shown" : "")}\" id=\"{Anchor(pair)}\"><h3>{Safe(drawing.Title(pair))}</h3>{drawing.Curve(pair)}<p>{Safe(drawing.Said(pair))}</p></section>");
    }

    static string Anchor(CoherencePair pair, char? before = null) => string.Create(CultureInfo.InvariantCulture, $"{before}pair-{pair.A}-{pair.B}");

    static string Bar(double? score, Words words) => score is { } s
        ? string.Create(CultureInfo.InvariantCulture, $" <svg width=\"60\" height=\"8\" role=\"img\" aria-label=\"{Safe(words.OfOne(words.Figure(s, "0.00")))}\"><rect class=\"track\" width=\"60\" height=\"8\"/><rect class=\"bar\" width=\"{60 * Math.Clamp(s, 0, 1):0.#}\" height=\"8\"/></svg>")
        : "";

    static string Number(double? value, string form, Words words) => value is { } v ? words.Figure(v, form) : "–";

    static string Safe(string text) => WebUtility.HtmlEncode(TextTable.Printable(text));
}

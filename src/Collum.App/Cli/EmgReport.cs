using System.Globalization;
using System.Net;
using System.Text;
using Collum.Anatomy;
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
        .why{width:45%}div.wide{overflow-x:auto}tr,li{break-inside:avoid}h2{break-after:avoid}
        @page{margin:14mm}@media print{body{font-size:9.5pt;line-height:1.35;margin:0;padding:0;max-width:none}th,td{padding:.2rem .4rem}div.wide{overflow:visible}}
        """;

    public static byte[] Of(RankAnswer answer, string name, Recording recording)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>EMG ranking: ").Append(Safe(name))
            .Append("</title><style>").Append(Style).Append("</style></head><body><h1>EMG ranking</h1><p>").Append(Safe(name)).Append(", ").Append(Safe(recording.Format));
        if (recording.Head.Start is { } start)
            page.Append(", started ").Append(start.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)).Append(" by the recorder's clock");
        page.Append(CultureInfo.InvariantCulture, $". {answer.HeartBeats} heart beats, {answer.Segments} segments behind every coherence.</p>");
        page.Append("<p><strong>EMG ranks candidate muscles; the injector decides.</strong></p>");
        Muscles(page, answer);
        Pairs(page, answer);
        page.Append("<h2>Findings</h2><ul>");
        foreach (var finding in answer.Findings.OrderByDescending(f => f.Severity))
            page.Append("<li class=\"").Append(finding.Severity.ToString().ToLowerInvariant()).Append("\"><strong>").Append(finding.Severity.ToString().ToLowerInvariant()).Append(' ').Append(Safe(finding.Code))
                .Append("</strong> ").Append(Safe(finding.Message)).Append("</li>");
        page.Append("</ul>");
        Phases(page, answer);
        page.Append("<p><small>Weights: ").Append(string.Join(", ", answer.Weights.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key} {w.Value:0.##}"))))
            .Append(". They are a stated choice, not evidence. Knowledge ").Append(Safe(answer.KnowledgeVersion)).Append(".</small></p></body></html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    static void Phases(StringBuilder page, RankAnswer answer)
    {
        page.Append("<h2>Phases</h2><div class=\"wide\"><table><thead><tr><th>Phase</th><th>Counted as</th><th class=\"n\">From, s</th><th class=\"n\">To, s</th></tr></thead><tbody>");
        foreach (var phase in answer.Phases)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Safe(phase.Name)}</td><td>{phase.Kind.ToString().ToLowerInvariant()}</td><td class=\"n\">{phase.FromS:0.##}</td><td class=\"n\">{phase.ToS:0.##}</td></tr>");
        page.Append("</tbody></table></div>");
    }

    static void Muscles(StringBuilder page, RankAnswer answer)
    {
        if (answer.Muscles.Count == 0)
        {
            page.Append("<h2>Muscles</h2><p>Nothing was ranked; the findings say why.</p>");
            return;
        }

        page.Append("<h2>Muscles</h2><div class=\"wide\"><table><thead><tr><th class=\"n\">Rank</th><th>Channel</th><th>Muscle</th><th class=\"n\">Score</th><th>Says</th><th class=\"n\">Drive, % of maximum</th><th class=\"n\">RMS, µV</th><th class=\"why\">Why</th></tr></thead><tbody>");
        foreach (var m in answer.Muscles)
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><td class=\"n\">{m.Rank}</td><td>{Safe(m.Label)}</td><td>{(m.Side is { } side ? Sides.Word(side) + " " : "")}{Safe((m.MuscleId ?? "not known").Replace('-', ' '))}</td><td class=\"n\">{Number(m.Score, "0.00")}{Bar(m.Score)}</td><td>{EmgCommands.Said(m.Band)}</td><td class=\"n\">{Number(m.DPercentMvc, "0.0")}</td><td class=\"n\">{Number(m.RmsUv, "0.0")}</td><td>{string.Join("<br>", m.Reasons.Select(Safe))}</td></tr>");
        page.Append("</tbody></table></div>");
    }

    static void Pairs(StringBuilder page, RankAnswer answer)
    {
        page.Append("<h2>Coherence, 4 to 7 Hz</h2>");
        var above = answer.Coherence.Where(p => p.Significant).ToList();
        if (answer.Coherence.Count == 0)
            page.Append("<p>No pairs were compared.</p>");
        else if (above.Count == 0)
            page.Append(CultureInfo.InvariantCulture, $"<p>None of {answer.Coherence.Count} pairs exceeds its limit.</p>");
        foreach (var p in above)
            page.Append(CultureInfo.InvariantCulture, $"<p>{Safe(p.A)} and {Safe(p.B)}: {p.Value:0.00} at {p.AtHz:0.0} Hz, 95 % interval {p.Interval[0]:0.00} to {p.Interval[1]:0.00}, limit {p.Limit:0.000} for all {answer.Coherence.Count} pairs together.</p>");
    }

    static string Bar(double? score) => score is { } s
        ? string.Create(CultureInfo.InvariantCulture, $" <svg width=\"60\" height=\"8\" role=\"img\" aria-label=\"{s:0.00} of 1\"><rect class=\"track\" width=\"60\" height=\"8\"/><rect class=\"bar\" width=\"{60 * Math.Clamp(s, 0, 1):0.#}\" height=\"8\"/></svg>")
        : "";

    static string Number(double? value, string form) => value is { } v ? v.ToString(form, CultureInfo.InvariantCulture) : "–";

    static string Safe(string text) => WebUtility.HtmlEncode(TextTable.Printable(text));
}

using System.Globalization;
using System.Net;
using System.Text;
using Collum.Anatomy;
using Collum.Emg;

namespace Collum.App.Pages.Visits;

/// <summary>Coherence of every pair as a matrix of muscles, and of one pair over frequency: markup that needs no script and carries no value by colour alone.</summary>
/// <param name="picture">What is drawn.</param>
/// <param name="muscleName">Name of a muscle by its id; null for one that is not known.</param>
/// <param name="words">In which language.</param>
sealed class CoherenceDrawing(CoherencePicture picture, Func<string, string?> muscleName, Words words)
{
    const double Width = 560, Height = 220, Left = 40, Right = 10, Top = 26, Foot = 36;

    /// <summary>A triangle of links, one a pair, the patient's left muscles before the right ones.</summary>
    /// <param name="address">Of the picture of a pair; null for one that is not drawn.</param>
    /// <param name="chosen">The pair that is drawn now.</param>
    public string Matrix(Func<CoherencePair, string?> address, CoherencePair? chosen)
    {
        var leads = picture.Leads;
        var sides = leads.Select(l => l.Side).Distinct().ToList();
        var html = new StringBuilder();
        html.Append("<table class=\"pairs\"><caption class=\"vh\">").Append(Safe(words.MatrixCaption)).Append("</caption><thead><tr><td></td>");
        // The last muscle has no column: each pair stands once, below the diagonal.
        foreach (var side in sides)
            if (leads.SkipLast(1).Count(l => l.Side == side) is > 0 and var count)
                html.Append(CultureInfo.InvariantCulture, $"<th scope=\"colgroup\" colspan=\"{count}\" class=\"{(side == sides[0] ? "" : "turn")}\">{Safe(words.PatientsSide(side))}</th>");
        html.Append("</tr><tr><td></td>");
        foreach (var (i, lead) in leads.SkipLast(1).Index())
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"{Turns(i)}\">{Mark(lead.Side)}<span aria-hidden=\"true\">{i + 1}</span><span class=\"vh\">{Safe(NameOf(lead))}</span></th>");
        html.Append("</tr></thead><tbody>");
        for (var row = 0; row < leads.Count; row++)
        {
            if (row == 0 || leads[row].Side != leads[row - 1].Side)
                html.Append(CultureInfo.InvariantCulture, $"<tr class=\"side\"><th scope=\"rowgroup\" colspan=\"{leads.Count}\">{Safe(words.PatientsSide(leads[row].Side))}</th></tr>");
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Mark(leads[row].Side)}<span class=\"u\">{row + 1}</span> {Safe(ShortNameOf(leads[row]))}</th>");
            for (var column = 0; column < leads.Count - 1; column++)
                html.Append(column >= row ? $"<td class=\"{Turns(column)}\"></td>" : Cell(column, row, address, chosen));
            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    string Turns(int column) => column > 0 && picture.Leads[column].Side != picture.Leads[column - 1].Side ? "turn" : "";

    string Cell(int column, int row, Func<CoherencePair, string?> address, CoherencePair? chosen)
    {
        if (picture.Find(column, row) is not { } pair)
            return $"<td class=\"{Turns(column)}\"><span class=\"none\" title=\"{Safe(words.NotCompared)}\">–<span class=\"vh\">{Safe(words.NotCompared)}</span></span></td>";
        var m = pair.Measured;
        var state = m.Significant ? "above" : m.NotJudged.Count > 0 ? "unjudged" : "below";
        var value = words.Figure(m.Value, m.Value >= 0.995 ? "0.0" : ".00");
        var text = m.Significant ? $"<i aria-hidden=\"true\">◆</i>{value}" : m.NotJudged.Count > 0 ? $"({value})" : value;
        // Five steps of shade repeat what the number says.
        var inside = $"class=\"{state} k{Math.Clamp((int)(m.Value * 10), 0, 4)}\" aria-label=\"{Safe(words.PairLabel(NameOf(picture.Leads[column]), NameOf(picture.Leads[row]), m))}\"";
        return address(pair) is { } href
            ? $"<td class=\"{Turns(column)}\"><a {inside} href=\"{Safe(href)}\"{(pair == chosen ? " aria-current=\"true\"" : "")} data-at=\"{column},{row}\">{text}</a></td>"
            : $"<td class=\"{Turns(column)}\"><span role=\"img\" {inside}>{text}</span></td>";
    }

    /// <summary>One pair: its coherence from 0 to 50 Hz, the limit at one frequency, the limit that holds for all pairs together, and the band that is judged.</summary>
    public string Curve(CoherencePair pair)
    {
        var m = pair.Measured;
        var (low, high) = picture.BandHz;
        var most = Scale(Math.Max(m.Curve.DefaultIfEmpty(0).Max(), m.Limit * 1.3));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"course coherence\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Safe(words.CurveLabel(NameOf(picture.Leads[pair.A]), NameOf(picture.Leads[pair.B])))}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"c-win\" x=\"{X(low):0.#}\" y=\"{Top}\" width=\"{X(high) - X(low):0.#}\" height=\"{Height - Foot - Top}\"/><path class=\"c-winl\" d=\"M{X(low):0.#} {Top}V{Height - Foot}M{X(high):0.#} {Top}V{Height - Foot}\"/><text class=\"wint\" x=\"{X(low):0.#}\" y=\"{Top - 6}\">{Safe(words.TremorBand(low, high))}</text>");
        foreach (var share in (double[])[0, 0.5, 1])
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"c-grid\" d=\"M{Left} {Y(share * most):0.#}H{Width - Right}\"/><text x=\"{Left - 6}\" y=\"{Y(share * most) + 4:0.#}\" text-anchor=\"end\">{words.Figure(share * most, "0.###")}</text>");
        for (var hz = 0; hz <= CoherencePicture.LastHz; hz += 10)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(hz):0.#}\" y=\"{Height - Foot + 15}\" text-anchor=\"{(hz == 50 ? "end" : "middle")}\">{hz}{(hz == 50 ? " Hz" : "")}</text>");
        svg.Append("<path class=\"c-med thin\" d=\"");
        foreach (var (k, value) in m.Curve.Index())
            svg.Append(CultureInfo.InvariantCulture, $"{(k == 0 ? 'M' : 'L')}{X((k + 1) * m.CurveHz):0.#} {Y(value):0.#}");
        svg.Append(CultureInfo.InvariantCulture, $"\"/><path class=\"c-beside\" d=\"M{Left} {Y(m.PointLimit):0.#}H{Width - Right}\"/>");
        // The corrected limit is one for the bins of the band, so it ends with them.
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"c-all\" d=\"M{X(low) - 6:0.#} {Y(m.Limit):0.#}H{X(high) + 6:0.#}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"c-pt{(m.Significant ? " new" : "")}\" cx=\"{X(m.AtHz):0.#}\" cy=\"{Y(m.Value):0.#}\" r=\"4\"/>");
        svg.Append("</svg><p class=\"lines\">");
        foreach (var (line, word) in ((string, string)[])[("c-med thin", words.CurveWord), ("c-all", words.AllLimitWord(m.Limit)), ("c-beside", words.PointLimitWord(m.PointLimit))])
            svg.Append(CultureInfo.InvariantCulture, $"<span><svg width=\"26\" height=\"8\" aria-hidden=\"true\"><path class=\"{line}\" d=\"M1 4H25\"/></svg> {Safe(word)}</span> ");
        return svg.Append("</p>").ToString();

        double X(double hz) => Left + (hz / CoherencePicture.LastHz * (Width - Left - Right));

        double Y(double value) => Height - Foot - (Math.Clamp(value / most, 0, 1) * (Height - Foot - Top));
    }

    /// <summary>The same in words.</summary>
    public string Said(CoherencePair pair) => words.PairSaid(NameOf(picture.Leads[pair.A]), NameOf(picture.Leads[pair.B]), pair.Measured, picture.Pairs.Count);

    public string Title(CoherencePair pair) => words.PairTitle(NameOf(picture.Leads[pair.A]), NameOf(picture.Leads[pair.B]));

    // Sides are said by letter and by shape, as everywhere.
    static string Mark(Side? side) => side is { } s ? $"<span class=\"sd {(s == Side.Right ? "r" : "l")}\" aria-hidden=\"true\">{(s == Side.Right ? "R" : "L")}</span>" : "";

    string ShortNameOf(CoherenceLead lead) => lead.MuscleId is { } id && muscleName(id) is { } name ? words.DataCapital(name) : lead.Label;

    string NameOf(CoherenceLead lead) => lead is { MuscleId: { } id, Side: { } side } && muscleName(id) is { } name ? words.SidedMuscle(side, words.Data(name)) : lead.Label;

    static double Scale(double most) => ((double[])[0.05, 0.1, 0.2, 0.3, 0.5]).FirstOrDefault(s => s >= most, 1);

    static string Safe(string text) => WebUtility.HtmlEncode(text);
}

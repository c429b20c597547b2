using System.Globalization;
using System.Text;

namespace Collum.App.Pages.Visits;

/// <summary>What the stick head follows; degrees and millimetres, right and forward positive, extension positive.</summary>
sealed record StickPose(double Turn, double Tilt, double Nod, double NeckTilt, double NeckNod, double ShiftRight, double ShiftForward);

/// <summary>A head on a neck from the front, from the patient's right and from above: enough to see a sign error at a glance. A sketch of the numbers, not a measurement.</summary>
static class StickHead
{
    public static string Render(StickPose pose, Words words)
    {
        var svg = new StringBuilder("<svg class=\"stick\" viewBox=\"0 0 330 118\" role=\"img\" aria-label=\"").Append(System.Net.WebUtility.HtmlEncode(words.StickSays(pose))).Append("\">");
        // From the front the patient's right is on the left: a tilt to the right leans to the left of the picture.
        View(svg, 55, words.FrontWord, -pose.NeckTilt, -(pose.NeckTilt + pose.Tilt), -pose.ShiftRight * 0.3, turn: -pose.Turn, profile: false);
        // From the patient's right the face looks to the right of the picture; extension leans back.
        View(svg, 165, words.FromRight, -pose.NeckNod, -(pose.NeckNod + pose.Nod), pose.ShiftForward * 0.3, turn: 0, profile: true);
        Above(svg, 275, words.FromAbove, pose.Turn);
        return svg.Append("</svg>").ToString();
    }

    static void View(StringBuilder svg, double x, string word, double neck, double head, double shift, double turn, bool profile)
    {
        var (nx, ny) = (x + (26 * Sin(neck)) + shift, 84 - (26 * Cos(neck)));
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"s-trunk\" d=\"M{x - 34:0.#} 100C{x - 20:0.#} 90 {x - 8:0.#} 90 {x:0.#} 84C{x + 8:0.#} 90 {x + 20:0.#} 90 {x + 34:0.#} 100\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"s-neck\" d=\"M{x:0.#} 88L{nx:0.#} {ny:0.#}\"/><g transform=\"translate({nx:0.#} {ny:0.#}) rotate({head:0.#})\"><ellipse class=\"s-head\" cx=\"0\" cy=\"-20\" rx=\"{(profile ? 19 : 16)}\" ry=\"21\"/>");
        var nose = profile ? 19 : 14 * Sin(turn);
        svg.Append(profile ? "<path class=\"s-nose\" d=\"M17.500 -24l6 6-6 1\"/>" : string.Create(CultureInfo.InvariantCulture, $"<path class=\"s-nose\" d=\"M{nose:0.#} -24l{(turn == 0 ? 0 : Math.Sign(turn) * 3)} 8h{(turn == 0 ? 3 : -Math.Sign(turn) * 3)}\"/><path class=\"s-mid\" d=\"M{nose:0.#} -38V-4\"/>"));
        svg.Append(CultureInfo.InvariantCulture, $"</g><text x=\"{x:0.#}\" y=\"114\" text-anchor=\"middle\">{System.Net.WebUtility.HtmlEncode(word)}</text>");
    }

    // Seen from above the patient faces down the page, so right stays where the front view has it.
    static void Above(StringBuilder svg, double x, string word, double turn) => svg.Append(CultureInfo.InvariantCulture,
        $"<path class=\"s-trunk\" d=\"M{x - 40:0.#} 58C{x - 30:0.#} 40 {x + 30:0.#} 40 {x + 40:0.#} 58\"/><g transform=\"translate({x:0.#} 56) rotate({turn:0.#})\"><ellipse class=\"s-head\" cx=\"0\" cy=\"0\" rx=\"16\" ry=\"19\"/><path class=\"s-nose\" d=\"M-4 18l4 7 4-7\"/></g><text x=\"{x:0.#}\" y=\"114\" text-anchor=\"middle\">{System.Net.WebUtility.HtmlEncode(word)}</text>");

    static double Sin(double degrees) => Math.Sin(degrees * Math.PI / 180);

    static double Cos(double degrees) => Math.Cos(degrees * Math.PI / 180);
}

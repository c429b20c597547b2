using System.Globalization;
using System.Text;
using Collum.Anatomy;
using Collum.App.Pages;

namespace Collum.App.Print;

/// <summary>One muscle of one side as the picture shows it.</summary>
/// <param name="Muscle">As planned.</param>
/// <param name="Side">The patient's own.</param>
/// <param name="Units">Of the plan's product, above 0.</param>
/// <param name="Points">Dots.</param>
/// <param name="Shade">1 light, 2 middle, 3 dark.</param>
public sealed record NeckMark(Muscle Muscle, Side Side, decimal Units, int Points, int Shade);

/// <summary>Draws the neck from front, back and side as SVG; styled by classes alone, so that it stands in a page that allows no inline style.</summary>
public static class NeckPicture
{
    const double LabelGap = 16;

    /// <summary>From the front the patient's right is on the left of the picture; from the back on the right. From a side only that side is seen.</summary>
    /// <param name="drawing">The outlines.</param>
    /// <param name="aspect">From where.</param>
    /// <param name="marks">What to show.</param>
    /// <param name="rank">The marks' numbers are ranks, not units.</param>
    /// <param name="words">Language and country; null for English and no country.</param>
    internal static string Render(NeckDrawing drawing, NeckAspect aspect, IReadOnlyList<NeckMark> marks, bool rank = false, Words? words = null)
    {
        words ??= Words.English;
        var file = drawing.Content;
        var view = aspect switch { NeckAspect.Front => file.Front, NeckAspect.Back => file.Back, _ => file.Side };
        var name = aspect switch { NeckAspect.Front => "front", NeckAspect.Back => "back", NeckAspect.RightSide => "right", _ => "left" };
        Side[] sides = aspect switch { NeckAspect.RightSide => [Side.Right], NeckAspect.LeftSide => [Side.Left], _ => [Side.Right, Side.Left] };
        var mirrored = aspect == NeckAspect.RightSide;
        double[] box = [mirrored ? (2 * file.MidlineX) - view.ViewBox[0] - view.ViewBox[2] : view.ViewBox[0], view.ViewBox[1], view.ViewBox[2], view.ViewBox[3]];
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"neck neck-{name}\" viewBox=\"{box[0]} {box[1]} {box[2]} {box[3]}\" role=\"img\" aria-label=\"{Describe(drawing, view, aspect, [.. marks.Where(m => sides.Contains(m.Side))], rank, words)}\">");
        svg.Append(CultureInfo.InvariantCulture,
            $"<defs><linearGradient id=\"fade-{name}\" x1=\"0\" y1=\"{box[1]}\" x2=\"0\" y2=\"{box[1] + box[3]}\" gradientUnits=\"userSpaceOnUse\"><stop offset=\"0\" stop-color=\"#000\"/><stop offset=\".16\" stop-color=\"#fff\"/><stop offset=\".86\" stop-color=\"#fff\"/><stop offset=\"1\" stop-color=\"#000\"/></linearGradient>"
            + $"<mask id=\"mask-{name}\" maskUnits=\"userSpaceOnUse\" x=\"{box[0] - 36}\" y=\"{box[1] - 4}\" width=\"{box[2] + 72}\" height=\"{box[3] + 14}\"><rect x=\"{box[0] - 36}\" y=\"{box[1] - 4}\" width=\"{box[2] + 72}\" height=\"{box[3] + 14}\" fill=\"url(#fade-{name})\"/></mask></defs>");

        Frame(svg, view.Frame.Where(f => !f.OverMuscles), name, file.MidlineX, mirrored);
        foreach (var muscle in view.Muscles)
            foreach (var side in sides)
                DrawMuscle(svg, muscle, side, On(drawing, view, muscle, side, marks), x => X(file, aspect, side, x));
        Frame(svg, view.Frame.Where(f => f.OverMuscles), name, file.MidlineX, mirrored);
        // From a side, what lies before the neck is labelled in front of it.
        foreach (var side in sides)
            foreach (var isLeftOfPicture in new[] { true, false })
                Labels(svg, drawing, view, marks, side, m => (X(file, aspect, side, m.Label[0]) < file.MidlineX) == isLeftOfPicture, x => X(file, aspect, side, x), isLeftOfPicture, rank, words);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Marks that no picture shows.</summary>
    public static IReadOnlyList<NeckMark> NotShown(NeckDrawing drawing, IReadOnlyList<NeckMark> marks) =>
        [.. marks.Where(m => drawing.Shown(drawing.Content.Front, m.Muscle) is null && drawing.Shown(drawing.Content.Back, m.Muscle) is null)];

    static List<NeckMark> On(NeckDrawing drawing, NeckView view, NeckMuscle muscle, Side side, IReadOnlyList<NeckMark> marks) =>
        [.. marks.Where(m => m.Side == side && drawing.Shown(view, m.Muscle) == muscle)];

    // Seen from the front, the patient's right is left of the midline. A side view is drawn as the left side.
    static double X(NeckFile file, NeckAspect aspect, Side side, double x) => aspect switch
    {
        NeckAspect.LeftSide => x,
        NeckAspect.RightSide => (2 * file.MidlineX) - x,
        _ => file.MidlineX + ((aspect == NeckAspect.Front) == (side == Side.Right) ? -x : x),
    };

    static void Frame(StringBuilder svg, IEnumerable<NeckFrame> frames, string view, double midline, bool mirrored)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<g mask=\"url(#mask-{view})\">");
        foreach (var frame in frames)
        {
            if (!mirrored)
                svg.Append(CultureInfo.InvariantCulture, $"<path class=\"n-{frame.Part}\" d=\"{frame.Path}\"/>");
            if (mirrored || frame.BothSides)
                svg.Append(CultureInfo.InvariantCulture, $"<path class=\"n-{frame.Part}\" transform=\"matrix(-1 0 0 1 {2 * midline} 0)\" d=\"{frame.Path}\"/>");
        }

        svg.Append("</g>");
    }

    static void DrawMuscle(StringBuilder svg, NeckMuscle muscle, Side side, List<NeckMark> marks, Func<double, double> x)
    {
        var shade = marks.Count == 0 ? 0 : marks.Max(m => m.Shade);
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"m{(muscle.Deep ? " is-deep" : "")}{(shade > 0 ? $" shade-{shade}" : "")}\" data-muscle=\"{muscle.MuscleId}\" data-side=\"{side.Word()}\">");
        foreach (var part in muscle.Parts)
        {
            svg.Append("<path class=\"m-shape\" d=\"").Append(Outline(part, x)).Append("\"/>");
            for (var i = 1; i <= part.Fibres; i++)
                svg.Append("<path class=\"m-fibre\" d=\"").Append(Fibre(part, i / (part.Fibres + 1.0), x)).Append("\"/>");
        }

        foreach (var point in muscle.Points.Take(marks.Sum(m => m.Points)))
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"m-point\" cx=\"{x(point[0]):0.#}\" cy=\"{point[1]:0.#}\" r=\"2.6\"/>");
        svg.Append("</g>");
    }

    // Down one edge, round the end, up the other: the ends bulge along the muscle by a third of its width.
    static string Outline(NeckPart part, Func<double, double> x)
    {
        var (a, b) = (part.EdgeA, part.EdgeB);
        var foot = Bulge(a[3], b[3], a[2], b[2]);
        var head = Bulge(a[0], b[0], a[1], b[1]);
        return $"M{P(a[0])}C{P(a[1])} {P(a[2])} {P(a[3])}Q{P(foot)} {P(b[3])}C{P(b[2])} {P(b[1])} {P(b[0])}Q{P(head)} {P(a[0])}Z";

        string P(IReadOnlyList<double> p) => string.Create(CultureInfo.InvariantCulture, $"{x(p[0]):0.#} {p[1]:0.#}");

        static double[] Bulge(IReadOnlyList<double> a, IReadOnlyList<double> b, IReadOnlyList<double> insideA, IReadOnlyList<double> insideB)
        {
            var (mx, my) = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
            var (dx, dy) = (mx - (insideA[0] + insideB[0]) / 2, my - (insideA[1] + insideB[1]) / 2);
            var length = Math.Max(1e-6, Math.Sqrt(dx * dx + dy * dy));
            var reach = Math.Min(7, 0.35 * Math.Sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])));
            return [mx + dx / length * reach, my + dy / length * reach];
        }
    }

    // A curve between the edges, drawn over the middle of its length so that it never touches the outline.
    static string Fibre(NeckPart part, double share, Func<double, double> x)
    {
        var curve = new double[4][];
        for (var i = 0; i < 4; i++)
            curve[i] = [Mix(part.EdgeA[i][0], part.EdgeB[i][0], share), Mix(part.EdgeA[i][1], part.EdgeB[i][1], share)];
        var d = new StringBuilder();
        const int steps = 12;
        for (var i = 0; i <= steps; i++)
        {
            var t = 0.07 + 0.86 * i / steps;
            var (u, px, py) = (1 - t, 0.0, 0.0);
            double[] weight = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
            for (var k = 0; k < 4; k++)
                (px, py) = (px + weight[k] * curve[k][0], py + weight[k] * curve[k][1]);
            d.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x(px):0.#} {py:0.#}");
        }

        return d.ToString();

        static double Mix(double a, double b, double share) => a + share * (b - a);
    }

    static void Labels(StringBuilder svg, NeckDrawing drawing, NeckView view, IReadOnlyList<NeckMark> marks, Side side, Func<NeckMuscle, bool> isHere, Func<double, double> x, bool isLeftOfPicture, bool rank, Words words)
    {
        var labels = view.Muscles.Where(isHere).Select(m => (Muscle: m, Marks: On(drawing, view, m, side, marks))).Where(l => l.Marks.Count > 0)
            .OrderBy(l => l.Muscle.Label[1]).ToList();
        var y = Spread([.. labels.Select(l => l.Muscle.Label[1])], view.ViewBox[1] + 16, view.ViewBox[1] + view.ViewBox[3] - 6);
        for (var i = 0; i < labels.Count; i++)
        {
            var (muscle, on) = labels[i];
            var tx = x(muscle.Label[0]);
            var outward = isLeftOfPicture ? -3 : 3;
            svg.Append(CultureInfo.InvariantCulture,
                $"<path class=\"n-lead\" d=\"M{tx - outward:0.#} {y[i] - 3.5:0.#}L{x(muscle.Label[2]):0.#} {muscle.Label[3]:0.#}\"/>"
                + $"<text class=\"n-tag\" x=\"{tx:0.#}\" y=\"{y[i]:0.#}\" text-anchor=\"{(isLeftOfPicture ? "end" : "start")}\">{Text.Encode(words.Data(drawing.Content.ShortNames[muscle.MuscleId]))} <tspan class=\"n-dose\">{Text.Encode(rank ? words.Number(on.Min(m => m.Units)) : words.Units(on.Sum(m => m.Units)))}</tspan></text>");
        }
    }

    /// <summary>Moves labels apart, top to bottom, and back up where the last one would leave the picture.</summary>
    internal static double[] Spread(double[] wanted, double top, double bottom)
    {
        var y = (double[])wanted.Clone();
        for (var i = 0; i < y.Length; i++)
            y[i] = Math.Max(y[i], i == 0 ? top : y[i - 1] + LabelGap);
        for (var i = y.Length - 1; i >= 0; i--)
            y[i] = Math.Min(y[i], i == y.Length - 1 ? bottom : y[i + 1] - LabelGap);
        return y;
    }

    static string Describe(NeckDrawing drawing, NeckView view, NeckAspect aspect, IReadOnlyList<NeckMark> marks, bool rank, Words words) =>
        Text.Encode($"{words.SeenFrom(aspect)} {string.Join("; ", marks.Where(m => drawing.Shown(view, m.Muscle) is not null).Select(m => rank ? words.MarkRank(words.Data(m.Muscle.Name), m.Side, m.Units) : words.MarkDose(words.Data(m.Muscle.Name), m.Side, m.Units, m.Points)))}");
}

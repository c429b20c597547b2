using System.Globalization;
using System.Net;
using System.Text;
using Collum.Emg;

namespace Collum.App.Pages.Visits;

/// <summary>Envelope and spectrum of one channel as pictures that need no script.</summary>
static class ChannelDrawing
{
    const double Width = 560, Height = 150, Left = 44, Right = 8, Top = 24, Foot = 22;

    const int LastHz = 500;

    public static string Envelope(ChannelPicture picture, Words words, string label)
    {
        var most = Round(picture.EnvelopeUv.Where(double.IsFinite).DefaultIfEmpty(1).Max());
        var end = picture.EnvelopeUv.Count * picture.StepS;
        return Svg(words, words.EnvelopeLane, words.EnvelopeOf(label), 0, most, "µV", end, "s", picture.EnvelopeUv.Select((v, i) => ((i + 0.5) * picture.StepS, v)));
    }

    public static string Spectrum(ChannelPicture picture, Words words, string label)
    {
        var last = Math.Min(LastHz, (picture.DensityUv2.Count - 1) * picture.BinHz);
        var points = picture.DensityUv2.Select((v, k) => (k * picture.BinHz, 10 * Math.Log10(Math.Max(v, 1e-9)))).Where(p => p.Item1 >= 1 && p.Item1 <= last).ToList();
        var (low, high) = points.Count == 0 ? (0, 1) : (10 * Math.Floor(points.Min(p => p.Item2) / 10), 10 * Math.Ceiling((points.Max(p => p.Item2) + 0.1) / 10));
        return Svg(words, words.SpectrumLane, words.SpectrumOf(label), low, high, "dB", last, "Hz", points);
    }

    /// <summary>Share of the power from 20 Hz on in bands that tell muscle from hum and movement.</summary>
    public static IEnumerable<(int From, int To, double Share)> Shares(ChannelPicture picture)
    {
        double Between(int from, int to) => picture.DensityUv2.Where((_, k) => k * picture.BinHz >= from && k * picture.BinHz < to).Sum();
        var all = Between(20, LastHz);
        foreach (var (from, to) in ((int, int)[])[(20, 45), (45, 55), (55, 100), (100, 200), (200, LastHz)])
            yield return (from, to, all > 0 ? Between(from, to) / all : 0);
    }

    static string Svg(Words words, string lane, string label, double low, double high, string yUnit, double end, string xUnit, IEnumerable<(double X, double Y)> points)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"course channel\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\"><text class=\"lane\" x=\"4\" y=\"14\">{WebUtility.HtmlEncode(lane)}</text>");
        foreach (var share in (double[])[0, 0.5, 1])
        {
            var y = Height - Foot - (share * (Height - Foot - Top));
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"c-grid\" d=\"M{Left} {y:0.#}H{Width - Right}\"/><text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{words.Figure(low + (share * (high - low)), "0.##")}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{Height - 6}\" text-anchor=\"end\">{yUnit}</text>");
        foreach (var share in (double[])[0, 0.25, 0.5, 0.75, 1])
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + (share * (Width - Left - Right)):0.#}\" y=\"{Height - 6}\" text-anchor=\"{(share == 1 ? "end" : "middle")}\">{words.Figure(share * end, "0.#")}{(share == 1 ? " " + xUnit : "")}</text>");
        svg.Append("<path class=\"c-med thin\" d=\"");
        var pen = 'M';
        foreach (var (x, y) in points)
        {
            if (!double.IsFinite(y))
            {
                pen = 'M';
                continue;
            }

            svg.Append(CultureInfo.InvariantCulture, $"{pen}{Left + (x / end * (Width - Left - Right)):0.#} {Height - Foot - (Math.Clamp((y - low) / (high - low), 0, 1) * (Height - Foot - Top)):0.#}");
            pen = 'L';
        }

        return svg.Append("\"/></svg>").ToString();
    }

    // 1, 2 or 5 times a power of ten, at least as large.
    static double Round(double most)
    {
        if (!(most > 0))
            return 1;
        var ten = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return ((double[])[1, 2, 5, 10]).First(f => f * ten >= most * 0.999) * ten;
    }
}

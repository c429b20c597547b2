using System.Globalization;
using System.Text;
using Collum.Numerics.Inference;

namespace Collum.Bench;

/// <summary>Rank histograms of a simulation-based calibration: one small picture for each parameter, with the band that 95 of 100 bars of a calibrated inference stay in.</summary>
static class CalibrationDrawing
{
    const int Across = 5, Wide = 176, High = 108, Left = 30, Top = 24, Plot = 62;

    /// <param name="models">Name, number of data sets, and each parameter's counts.</param>
    public static string Of(IReadOnlyList<(string Name, int Sets, IReadOnlyList<(string Name, RankUniformity Ranks)> Parameters)> models)
    {
        var svg = new StringBuilder();
        var height = models.Sum(m => 44 + (High * ((m.Parameters.Count + Across - 1) / Across))) + 10;
        Put(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {(Across * Wide) + 20} {height}" role="img" font-family="system-ui, 'Liberation Sans', sans-serif" font-size="11"><title>Ranks of the truth among posterior draws, for every parameter of both response models</title><desc>{string.Join(" ", models.SelectMany(m => m.Parameters.Select(p => FormattableString.Invariant($"{m.Name} {p.Name}: {string.Join(" ", p.Ranks.Counts)}, p {p.Ranks.P:0.000}."))))}</desc><rect width="100%" height="100%" fill="#fff"/>""");
        svg.Append('\n');
        var y = 10;
        foreach (var (name, sets, parameters) in models)
        {
            var bins = parameters[0].Ranks.Counts.Length;
            var (low, high) = Band(sets, 1.0 / bins);
            var outside = parameters.Sum(p => p.Ranks.Counts.Count(c => c < low || c > high));
            Put(svg, $"""<text x="10" y="{y + 16}" font-size="14" font-weight="600" fill="#1b2326">{name} model</text><text x="10" y="{y + 32}" fill="#465156">{sets} data sets, {bins} bins, {sets / (double)bins:0.#} expected in each; grey: {low} to {high}, where 95 of 100 bars belong. Outside: {outside} of {parameters.Count * bins}.</text>""");
        svg.Append('\n');
            y += 44;
            for (var i = 0; i < parameters.Count; i++)
                One(svg, 10 + (i % Across * Wide), y + (i / Across * High), parameters[i].Name, parameters[i].Ranks, sets, low, high);
            y += High * ((parameters.Count + Across - 1) / Across);
        }

        return svg.Append("</svg>\n").ToString();
    }

    static void One(StringBuilder svg, int x, int y, string name, RankUniformity ranks, int sets, int low, int high)
    {
        var (count, expected) = (ranks.Counts.Length, sets / (double)ranks.Counts.Length);
        double Y(double value) => y + Top + (Plot * (1 - Math.Clamp(value / (2 * expected), 0, 1)));
        var step = (Wide - Left - 14.0) / count;
        Put(svg, $"""<text x="{x + Left}" y="{y + 14}" fill="#1b2326" font-weight="600">{name}<tspan fill="#465156" font-weight="400"> p = {ranks.P:0.00}</tspan></text><rect x="{x + Left}" y="{Y(high):0.#}" width="{step * count:0.#}" height="{Y(low) - Y(high):0.#}" fill="#e4e1da"/><path d="M{x + Left} {Y(expected):0.#}h{step * count:0.#}" stroke="#86847b"/>""");
        for (var b = 0; b < count; b++)
        {
            var isOut = ranks.Counts[b] < low || ranks.Counts[b] > high;
            Put(svg, $"""<rect x="{x + Left + (step * b) + 1.5:0.#}" y="{Y(ranks.Counts[b]):0.#}" width="{step - 3:0.#}" height="{y + Top + Plot - Y(ranks.Counts[b]):0.#}" fill="#0f5b6e" fill-opacity="{(isOut ? 1 : 0.6):0.#}"{(isOut ? " stroke=\"#1b2326\" stroke-width=\"1.5\"" : "")}/>""");
        }

        Put(svg, $"""<path d="M{x + Left} {y + Top + Plot}h{step * count:0.#}" stroke="#86847b"/><text x="{x + Left - 4}" y="{Y(expected) + 4:0.#}" text-anchor="end" fill="#465156">{expected:0.#}</text>""");
        svg.Append('\n');
    }

    /// <summary>The narrowest counts between which a binomial count lies with 95 % or more, 2.5 % at most on each side.</summary>
    internal static (int Low, int High) Band(int sets, double share)
    {
        var (sum, low, high) = (0.0, -1, -1);
        for (var k = 0; k <= sets && high < 0; k++)
        {
            sum += Math.Exp(SpecialFunctions.LogGamma(sets + 1) - SpecialFunctions.LogGamma(k + 1) - SpecialFunctions.LogGamma(sets - k + 1) + (k * Math.Log(share)) + ((sets - k) * Math.Log(1 - share)));
            low = low < 0 && sum > 0.025 ? k : low;
            high = sum >= 0.975 ? k : high;
        }

        return (low, high);
    }

    static void Put(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}

using Collum.Clinic.Watch;
using Collum.Numerics.Inference;

namespace Collum.App.Pages;

/// <summary>Where the shares that held stand on the picture: for each band of weeks three marks, each beside the line that it should reach.</summary>
public sealed class CalibrationPicture
{
    const double Top = 18, Plot = 220;

    public CalibrationPicture(Calibration calibration, double width, Func<CalibrationBand, string> word)
    {
        Width = width;
        IReadOnlyList<CalibrationBand> bands = [.. calibration.Bands, calibration.All];
        var step = (width - Left - 12) / bands.Count;
        Columns = [.. bands.Select((b, i) => new Column(Left + (step * (i + 0.5)), word(b), b.Made, i == bands.Count - 1,
            [.. Levels.Select((l, k) => (l.Of(b), X: Left + (step * (i + 0.5)) + ((k - 1) * Math.Min(22, step / 4)), k)).Where(m => m.Item1 is not null).Select(m => new Mark(m.k, m.X, m.Item1!))]))];
    }

    /// <summary>What each interval should hold.</summary>
    public static IReadOnlyList<(double Level, Func<CalibrationBand, Proportion?> Of)> Levels { get; } = [(0.5, b => b.In50), (0.8, b => b.In80), (0.95, b => b.In95)];

    public double Width { get; }

    public double Height => Top + Plot + 48;

    public double Left => 40;

    public double Bottom => Top + Plot;

    public IReadOnlyList<Column> Columns { get; }

    /// <param name="share">0 to 1.</param>
    public static double Y(double share) => Top + (Plot * (1 - share));

    public sealed record Column(double X, string Word, int Made, bool IsAll, IReadOnlyList<Mark> Marks);

    /// <param name="Which">Of <see cref="Levels"/>.</param>
    public sealed record Mark(int Which, double X, Proportion Share);
}

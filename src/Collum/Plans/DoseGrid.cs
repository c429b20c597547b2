using Collum.Toxins;

namespace Collum.Plans;

/// <summary>The doses that can be drawn up and divided: whole line steps whose points fall on a mark of the syringe.</summary>
sealed class DoseGrid(DoseSteps steps, decimal markMl, Preparation? preparation, decimal? readyUPerMl)
{
    const decimal Tolerance = 0.000_001m;

    public decimal LineU => steps.LineU;

    public DoseSteps Steps => steps;

    /// <summary>The drawable dose nearest to what is wanted, the lower of two equally near; null when there is none in reach.</summary>
    /// <param name="wanted">Units.</param>
    /// <param name="atMost">Units, never passed.</param>
    /// <param name="points">Usual points; more or fewer within the range when the division asks for it.</param>
    public (decimal Units, int Points)? Fit(decimal wanted, decimal atMost, PointRange points, decimal? perPointAtMost)
    {
        var last = decimal.Floor(Math.Min(atMost, wanted + 4 * LineU) / LineU);
        (decimal Units, int Points)? best = null;
        for (var k = Math.Max(1, decimal.Floor(Math.Min(wanted, atMost) / LineU) - 6); k <= last; k++)
        {
            var units = k * LineU;
            if (best is { } b && Math.Abs(units - wanted) >= Math.Abs(b.Units - wanted))
                continue;
            if (PointsFor(units, points, perPointAtMost) is { } divided)
                best = (units, divided);
        }

        return best;
    }

    /// <summary>The number of points nearest to the usual one over which the dose divides; null when none does.</summary>
    public int? PointsFor(decimal units, PointRange points, decimal? perPointAtMost) =>
        Enumerable.Range(points.Least, points.Most - points.Least + 1)
            .OrderBy(p => Math.Abs(p - points.Usual)).ThenByDescending(p => p)
            .Where(p => units / p <= (perPointAtMost ?? decimal.MaxValue) && OnMark(units / p))
            .Select(p => (int?)p).FirstOrDefault();

    bool OnMark(decimal perPoint)
    {
        // The volume is multiplied out before it is divided: 100 U in 3 mL has no exact units per mL, but 5 U of it are 0.15 mL.
        var marks = preparation is { Dilution: var d } ? perPoint * d.PerVial.Millilitres / d.Vial.Content.Units / markMl
            : readyUPerMl is { } ready ? perPoint / ready / markMl
            : perPoint / steps.PointU;
        return Math.Abs(marks - decimal.Round(marks)) < Tolerance;
    }
}

/// <summary>How many points a muscle of one side gets: fewest, usual, most.</summary>
readonly record struct PointRange(int Least, int Usual, int Most)
{
    public static PointRange Of(Anatomy.Muscle muscle, DoseFigure? figure)
    {
        var most = Math.Max(muscle.Points.Max, 1);
        var least = Math.Min(Math.Max(muscle.Points.Min, figure?.LeastPoints ?? 1), most);
        return new(least, Math.Clamp((muscle.Points.Min + muscle.Points.Max) / 2, least, most), most);
    }
}

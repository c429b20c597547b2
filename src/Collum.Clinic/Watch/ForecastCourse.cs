using Collum.Clinic.Charts;
using Collum.Response;
using Collum.Toxins;

namespace Collum.Clinic.Watch;

/// <summary>How earlier forecasts of one person held: of all intervals that should hold 8 of 10 scores, how many did.</summary>
/// <param name="Made">Scores that could be forecast from what was known before them.</param>
/// <param name="Held">Of these, inside the 80 % interval.</param>
public sealed record ForecastsKept(int Made, int Held);

/// <summary>Asks the response model what a chart's course will be. Nothing is written: the answer follows from the record and the model's file.</summary>
public sealed class ForecastCourse(Practice practice)
{
    /// <summary>What the chart tells the model; null where no treatment has toxin, the last that has is without a region on record, or no score stands beside it.</summary>
    /// <param name="chart">Of one person.</param>
    /// <param name="today">The day of asking.</param>
    public ForecastDocument? Of(ChartView chart, DateOnly today)
    {
        var given = chart.Treatments.Where(t => t.Current is { } c && !c.Given.IsZero && c.Date <= today).Select(t => t.Current!).OrderBy(t => t.Date).ToList();
        if (given is not [.., { Region: { } region } last])
            return null;
        // Units never meet: only the unbroken run of sessions with the product of the last one speaks for it. What was given on one day is one session.
        var sessions = given.AsEnumerable().Reverse().TakeWhile(t => t.Product == last.Product).Reverse()
            .GroupBy(t => t.Date).Select(day => (Date: day.Key, Dose: day.Select(t => t.Given).Sum(last.Product))).ToList();
        var from = sessions[0].Date.AddDays(-28);
        var scores = chart.Scores.Where(s => s.Date >= from && s.Date <= today && practice.Medicine.Response.Instruments.ContainsKey(s.Instrument))
            .Select(s => new DatedScore(s.Date, practice.Medicine.Response.Instruments[s.Instrument], s.Value)).ToList();
        return scores.Count == 0 ? null : new()
        {
            Product = last.Product, Region = region, Sessions = sessions, Scores = scores, Today = today,
            // Everything else on record, here and elsewhere: the interval counts from the last of all.
            History = [.. chart.History.Where(h => h.Date <= today && !(h.Clinic is null && h.Product == last.Product && sessions.Any(s => s.Date == h.Date)))],
            WearingOff = practice.Medicine.Response.Forecast.WearingOff[0],
        };
    }

    /// <summary>Each score after the first session, forecast from what was known the day before it.</summary>
    public ForecastsKept Kept(ForecastDocument whole)
    {
        var (made, held) = (0, 0);
        foreach (var score in whole.Scores.Where(s => s.Instrument.Id == "twstrs"))
        {
            var known = whole with
            {
                Sessions = [.. whole.Sessions.Where(s => s.Date < score.Date)], Scores = [.. whole.Scores.Where(s => s.Date < score.Date)], Today = score.Date.AddDays(-1),
            };
            if (known.Sessions.Count == 0 || known.Scores.Count == 0)
                continue;
            var course = practice.Medicine.Forecaster.FirstPaint(known).Course;
            if (course.MinBy(p => Math.Abs(p.Date.DayNumber - score.Date.DayNumber)) is not { } then || Math.Abs(then.Date.DayNumber - score.Date.DayNumber) > 7)
                continue;
            made++;
            if ((double)score.Value >= then.Q10 && (double)score.Value <= then.Q90)
                held++;
        }

        return new(made, held);
    }

    /// <summary>The course with one more session: what another dose on another day might do.</summary>
    public Forecast WhatIf(ForecastDocument document, DateOnly day, Dose dose) =>
        practice.Medicine.Forecaster.Posterior(document with { Sessions = [.. document.Sessions, (day, dose)], Today = day > document.Today ? day : document.Today });
}

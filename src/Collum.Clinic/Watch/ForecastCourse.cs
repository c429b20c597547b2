using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Response;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Clinic.Watch;

/// <summary>Asks the response model what a chart's course will be. Nothing is written: the answer follows from the record and the model's file.</summary>
public sealed class ForecastCourse(Practice practice)
{
    // A forecast costs more the more scores it hears, and each total wants one: charts of decades would take half a minute.
    const int MostPast = 60, MostHeard = 100;

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
        // One score of an instrument a day; a part of the total says nothing beside the total itself, and forms with another range are not heard.
        var known = chart.Scores.Where(s => s.Date >= from && s.Date <= today && s.Variant is null && practice.Medicine.Response.Instruments.ContainsKey(s.Instrument)).ToList();
        var totals = known.Where(s => s.Instrument == Loading.Total.Id).Select(s => s.Date).ToHashSet();
        var scores = known.Where(s => !(totals.Contains(s.Date) && s.Instrument.StartsWith(Loading.Total.Id + "-", StringComparison.Ordinal)))
            .GroupBy(s => (s.Date, s.Instrument)).Select(day => day.Last())
            .Select(s => new DatedScore(s.Date, practice.Medicine.Response.Instruments[s.Instrument], s.Value)).ToList();
        return scores.Count == 0 ? null : new()
        {
            Product = last.Product, Region = region, Sessions = sessions, Scores = scores, Today = today,
            // Everything else on record, here and elsewhere: the interval counts from the last of all.
            History = [.. chart.History.Where(h => h.Date <= today && !(h.Clinic is null && h.Product == last.Product && sessions.Any(s => s.Date == h.Date)))],
            WearingOff = practice.Medicine.Response.Forecast.WearingOff[0],
        };
    }

    /// <summary>
    /// Each TWSTRS total after the first session, forecast from the sessions and scores dated before it; a total without an earlier score has none. Of longer charts the newest 60 totals, each
    /// from the newest 100 scores before it.
    /// </summary>
    public IReadOnlyList<KeptForecast> Kept(ForecastDocument whole) => Kept(whole, practice.Medicine.Forecaster);

    /// <inheritdoc cref="Kept(ForecastDocument)"/>
    public static IReadOnlyList<KeptForecast> Kept(ForecastDocument whole, Forecaster forecaster)
    {
        var kept = new List<KeptForecast>();
        foreach (var score in whole.Scores.Where(s => s.Instrument.Id == Loading.Total.Id).TakeLast(MostPast))
        {
            var known = whole with
            {
                Sessions = [.. whole.Sessions.Where(s => s.Date < score.Date)], Scores = [.. whole.Scores.Where(s => s.Date < score.Date).TakeLast(MostHeard)], Today = score.Date.AddDays(-1),
            };
            if (known.Sessions.Count == 0 || known.Scores.Count == 0)
                continue;
            kept.Add(new(score.Date, (score.Date.DayNumber - known.Sessions[^1].Date.DayNumber) / 7.0, (double)score.Value, forecaster.ScoreOn(known, score.Date)));
        }

        return kept;
    }

    /// <summary>Where trying out a product begins: what was given last of the same one, else its usual session, else the smallest dose that trials counted side effects at; null where no model speaks of it.</summary>
    public Dose? StartOf(ForecastDocument document, Product product)
    {
        var medicine = practice.Medicine;
        if (product == document.Product)
            return document.Sessions[^1].Dose;
        var response = medicine.Response;
        if (response.For(product, response.Models[response.Forecast.Model]) is not { } known)
            return null;
        var units = known.Supposed?.UsualSessionU ?? medicine.SideEffects.Of(product).Select(k => (decimal?)k.Curve?.Lowest).FirstOrDefault(d => d is not null);
        return units is { } u ? product.Units(u) : null;
    }

    /// <summary>The course with one more session: what another dose, product or day might do, and how likely side effects are after it.</summary>
    /// <param name="document">As the chart tells it.</param>
    /// <param name="day">After the last session.</param>
    /// <param name="dose">Of the session's product; another product than the last one starts from what was scored before each session only.</param>
    public WhatIf WhatIf(ForecastDocument document, DateOnly day, Dose dose)
    {
        var last = document.Sessions[^1].Date;
        var isOther = dose.Product != document.Product;
        // Sessions of another product are history to this one: its label's interval counts from them too.
        IReadOnlyList<PastToxin> history = isOther ? [.. document.History, .. document.Sessions.Select(s => new PastToxin(s.Date, document.Product, s.Dose, PastToxin.CervicalDystonia))] : document.History;
        var today = day > document.Today ? day : document.Today;
        var asked = !isOther
            ? document with { Sessions = [.. document.Sessions, (day, dose)], Today = today }
            // Units never meet, and relief by one product says nothing of another: only scores taken before a session, or long after it, tell the person's own level.
            : document with { Product = dose.Product, Sessions = [(day, dose)], Scores = [.. document.Scores.Where(s => IsUntreated(document, s.Date))], Today = today };
        var (allowed, reason, limit) = practice.Medicine.Forecaster.EarliestAfter(last, dose.Product, document.Region, history);
        List<Finding> findings = [];
        if (allowed is not { } from)
            findings.Add(new("RESP-013", Severity.Confirm, reason, "arithmetic"));
        else if (day < from)
            findings.Add(new("RESP-013", Severity.Confirm, $"The label does not allow that day: {reason}", limit!.Source, "weeks") { Status = limit.Status });
        if (isOther)
            findings.Add(new("RESP-014", Severity.Note,
                $"{dose.Product} after {document.Product}: units never convert, so the dose is of {dose.Product} alone, and the course starts from {asked.Scores.Count:# score|# scores} taken before a session, as if earlier relief were gone.", "arithmetic"));
        if (practice.Medicine.Toxins[dose.Product].LimitsIn(document.Region, LimitKind.MaxSession).Where(l => l.DoseU is not null).MinBy(l => l.DoseU) is { DoseU: { } most } label && dose.Units > most)
            findings.Add(new("RESP-016", Severity.Confirm, $"{dose} is more than the {most:0.##} U of the label: {label.Text:data}.", label.Source, "dose") { Status = label.Status });
        var forecast = practice.Medicine.Forecaster.Posterior(asked);
        return new(forecast, day, dose, isOther, forecast.SideEffects, [.. findings, .. forecast.Findings]);
    }

    // On the day of a session or in the week before it, or before the first one.
    static bool IsUntreated(ForecastDocument document, DateOnly day) =>
        document.Sessions.All(s => day <= s.Date) || document.Sessions.Any(s => s.Date.DayNumber - day.DayNumber is >= 0 and <= 7);
}

/// <summary>What one more session might do.</summary>
/// <param name="Forecast">The course after it.</param>
/// <param name="Day">Of the session.</param>
/// <param name="Dose">Of the session.</param>
/// <param name="IsOtherProduct">Not the product of the sessions before.</param>
/// <param name="SideEffects">After the session.</param>
/// <param name="Findings">About the session first, then about its forecast.</param>
public sealed record WhatIf(Forecast Forecast, DateOnly Day, Dose Dose, bool IsOtherProduct, IReadOnlyList<SideEffectAhead> SideEffects, IReadOnlyList<Finding> Findings);

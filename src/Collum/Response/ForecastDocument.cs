using Collum.Findings;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Response;

/// <summary>One score of a forecast document.</summary>
public sealed record DatedScore(DateOnly Date, InstrumentLoading Instrument, decimal Value);

/// <summary>What a forecast is asked of: product, region, sessions and scores with their days.</summary>
public sealed record ForecastDocument
{
    public required Product Product { get; init; }

    public required Region Region { get; init; }

    /// <summary>In order of time, at least one.</summary>
    public required IReadOnlyList<(DateOnly Date, Dose Dose)> Sessions { get; init; }

    public required IReadOnlyList<DatedScore> Scores { get; init; }

    /// <summary>Other toxin known of: any product, any indication, here or elsewhere. The interval counts from it too; the course knows nothing of it.</summary>
    public IReadOnlyList<PastToxin> History { get; init; } = [];

    public required DateOnly Today { get; init; }

    public required WearingOffDefinition WearingOff { get; init; }

    /// <summary>The scores as the model hears them, in order of time: of an instrument whose days in a row count as one, each run is one score, its mean on its mean day. No run goes on beyond a session.</summary>
    public IReadOnlyList<(double Day, double Value, InstrumentLoading Instrument)> Heard()
    {
        var heard = new List<(double Day, double Value, InstrumentLoading Instrument)>();
        foreach (var of in Scores.GroupBy(s => s.Instrument.Id, StringComparer.Ordinal))
        {
            var run = new List<DatedScore>();
            foreach (var score in of.OrderBy(s => s.Date))
            {
                if (run.Count > 0 && (score.Date.DayNumber - run[0].Date.DayNumber >= Math.Max(1, score.Instrument.DaysAsOne) || Sessions.Any(s => s.Date >= run[0].Date && s.Date < score.Date)))
                    End();
                run.Add(score);
            }

            End();

            void End()
            {
                heard.Add((run.Average(s => (double)s.Date.DayNumber), run.Average(s => (double)s.Value), run[0].Instrument));
                run.Clear();
            }
        }

        return [.. heard.OrderBy(h => h.Day)];
    }

    /// <exception cref="InputException">Names the place.</exception>
    public static ForecastDocument Read(InputReader reader, ToxinTable toxins, ResponseTable response)
    {
        var product = reader.OneOf("product", toxins.Plannable);
        var region = reader.OneOf("region", Region.Known);
        var today = reader.Date("today");
        var sessions = reader.List("sessions", r => (Date: Day(r, today.AddYears(2)), Dose: Units(r, product)), 500);
        if (sessions.Count == 0)
            throw new InputException("sessions", $"none", $"at least one session");
        if (sessions.GroupBy(s => s.Date).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException("sessions", $"two sessions on {twice.Key:yyyy-MM-dd}", $"one entry a day, with the day's whole dose");
        var scores = reader.List("scores", r =>
        {
            var instrument = r.OneOf("instrument", response.Instruments);
            var value = r.Number("value");
            if (value < (decimal)instrument.Min || value > (decimal)instrument.Max)
                throw r.Wrong("value", $"{instrument.Min} to {instrument.Max} for {instrument.Id:code}");
            return new DatedScore(Day(r, today), instrument, value);
        }, 5_000);
        var history = reader.List("history", r => Past(r, today, toxins), 1_000);
        var definition = reader.OneOfOrNull("wearing_off", response.WearingOff, out var asked) ? asked : response.Forecast.WearingOff[0];
        var days = sessions.Select(s => s.Date).Concat(scores.Select(s => s.Date)).ToList();
        if (days.Max().DayNumber - days.Min().DayNumber > 50 * 366)
            throw new InputException("sessions", $"days more than 50 years apart", $"one person's sessions and scores");
        return new()
        {
            Product = product, Region = region, Today = today, WearingOff = definition,
            Sessions = [.. sessions.OrderBy(s => s.Date)], Scores = [.. scores.OrderBy(s => s.Date)], History = [.. history.OrderBy(h => h.Date)],
        };
    }

    // In the keys of a plan document's history: only the day is needed.
    static PastToxin Past(InputReader r, DateOnly today, ToxinTable toxins)
    {
        var product = r.TextOrNull("product") is null or "unknown" ? null : r.OneOf("product", toxins.Products);
        var units = r.NumberOrNull("dose_u");
        if (units is <= 0 or > 100_000)
            throw r.Wrong("dose_u", $"above 0, at most 100,000; leave it out when nobody knows");
        return new(Day(r, today), product, product is not null && units is { } u ? product.Units(u) : null, r.TextOrNull("indication"))
        {
            Clinic = r.TextOrNull("clinic"), UnitsOfUnknownProduct = product is null ? units : null,
        };
    }

    static DateOnly Day(InputReader r, DateOnly last) => r.Date("date") is var date && date <= last && date.Year >= 1900 ? date : throw r.Wrong("date", $"a day up to {last:yyyy-MM-dd}");

    static Dose Units(InputReader r, Product product) => r.Number("dose_u") is > 0 and <= 100_000 and var units ? product.Units(units) : throw r.Wrong("dose_u", $"above 0, at most 100,000");
}

using Collum.Findings;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Response;

/// <summary>The score that would be measured on a day.</summary>
public sealed record ForecastPoint(DateOnly Date, double Median, double Q10, double Q90, double Q025, double Q975);

/// <summary>What of this person stands behind an interval; with neither it leans on the population, and on what scores on the other side of the peak say of the same curve.</summary>
/// <param name="Scores">Scores since the last session, as the model hears them, on the side of the curve that the interval is about: up to its peak for the onset, beyond it for wearing off and the window, either for the peak.</param>
/// <param name="Sessions">Earlier sessions with at least one such score of their own.</param>
public sealed record Behind(int Scores, int Sessions);

/// <summary>A day as its posterior tells it.</summary>
public sealed record ForecastDay(DateOnly MedianDate, DateOnly Q10Date, DateOnly Q90Date, double MedianWeeks, double SdWeeks, Behind Behind);

/// <summary>The day of largest relief, and how large it is in points of the total.</summary>
public sealed record ForecastPeak(DateOnly MedianDate, DateOnly Q10Date, DateOnly Q90Date, double ReliefPoints, double ReliefQ10, double ReliefQ90, Behind Behind);

/// <summary>When relief has worn off.</summary>
/// <param name="Definition">In words.</param>
/// <param name="DefinitionId">As asked for.</param>
/// <param name="MedianDate">Half of the posterior lies before.</param>
/// <param name="Q10Date">With <paramref name="Q90Date"/>, the 80 % interval.</param>
/// <param name="Q90Date">See there.</param>
/// <param name="MedianWeeks">After the last session.</param>
/// <param name="SdWeeks">Of the posterior.</param>
/// <param name="ScoresSinceSession">Scores since the last session that stand behind the interval.</param>
/// <param name="WithoutRelief">The chance that there is no relief to wear off.</param>
/// <param name="Behind">See there.</param>
public sealed record ForecastWearingOff(
    Sentence Definition, string DefinitionId, DateOnly MedianDate, DateOnly Q10Date, DateOnly Q90Date, double MedianWeeks, double SdWeeks, int ScoresSinceSession, double WithoutRelief, Behind Behind);

/// <summary>When to inject again; never before the label allows.</summary>
public sealed record Reinjection(DateOnly? EarliestDate, Sentence EarliestReason, DateOnly? SuggestedDate, Sentence SuggestedReason)
{
    /// <summary>Of the suggested day; of the wearing off that it rests on. Null where no day is suggested.</summary>
    public Behind? Behind { get; init; }
}

/// <summary>One person's course as pages, commands and paper show it.</summary>
public sealed record Forecast
{
    public required IReadOnlyList<ForecastPoint> Course { get; init; }

    public required ForecastDay? Onset { get; init; }

    public required ForecastPeak? Peak { get; init; }

    public required ForecastWearingOff? WearingOff { get; init; }

    public required Reinjection Reinjection { get; init; }

    /// <summary>For the patient, in plain words.</summary>
    public required Sentence PatientText { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public required int Scores { get; init; }

    public required int Sessions { get; init; }

    public required string Model { get; init; }

    /// <summary>Of the importance weights; above 0.7, or no number at all, and the intervals cannot be trusted. Null for the first paint.</summary>
    public required double? ShapeK { get; init; }

    public required double EffectiveDraws { get; init; }

    /// <summary>After the last session, at its dose.</summary>
    public required IReadOnlyList<SideEffectAhead> SideEffects { get; init; }

    /// <summary>Whether the draws cover what the scores say.</summary>
    public bool IsCovered => ShapeK is not { } k || Response.Course.Covers(k);
}

/// <summary>Makes forecasts from documents.</summary>
public sealed class Forecaster(ResponseTable response, ToxinTable toxins, Nonresponse nonresponse, SideEffectTable sideEffects)
{
    const int MostPoints = 121;
    const int WeeksAhead = 30;

    /// <summary>The quick answer: a Laplace approximation.</summary>
    public Forecast FirstPaint(ForecastDocument document, FittedModel? model = null) => Make(document, model, (person, request) => person.FirstPaint(request));

    /// <summary>The full posterior.</summary>
    public Forecast Posterior(ForecastDocument document, FittedModel? model = null, ulong seed = 1) =>
        Make(document, model, (person, request) => person.Posterior(request with { Seed = seed }));

    /// <summary>The total that would be measured on one day, from the posterior; nothing but that.</summary>
    public CoursePoint ScoreOn(ForecastDocument document, DateOnly day)
    {
        var (person, _, _, week) = Ask(document, null);
        return person.Posterior(new() { Weeks = [week(day)], ShareLeft = document.WearingOff.ShareLeft, Proposals = 400, Courses = 1000 }).Points[0];
    }

    (Individual Person, FittedModel Model, ProductPrior? Supposed, Func<DateOnly, double> Week) Ask(ForecastDocument document, FittedModel? chosen)
    {
        var model = chosen ?? response.Models[response.Forecast.Model];
        var (population, supposed) = response.For(document.Product, model)
            ?? throw new InputException("product", $"'{document.Product.Id:code}', of which {(chosen is null ? Phrase($"no response model") : Phrase($"the model {model.Id:code}"))} says nothing", $"one of {string.Join(", ", response.ProductsOf(model)):code}");
        var start = document.Sessions[0].Date;
        double Week(DateOnly day) => (day.DayNumber - start.DayNumber) / 7.0;
        return (new Individual(population, [.. document.Sessions.Select(s => new Injection(Week(s.Date), (double)s.Dose.Units))],
            [.. document.Heard().Select(h => new Observation((h.Day - start.DayNumber) / 7.0, h.Value, h.Instrument.ToLoading()))]), model, supposed, Week);
    }

    Forecast Make(ForecastDocument document, FittedModel? chosen, Func<Individual, CourseRequest, Course> compute)
    {
        var (person, model, supposed, week) = Ask(document, chosen);
        var (start, last) = (document.Sessions[0].Date, document.Sessions[^1]);
        var from = document.Scores.Select(s => s.Date).Append(start).Min();
        var days = Days(from, last.Date);
        var course = compute(person, new CourseRequest { Weeks = [.. days.Select(week)], ShareLeft = document.WearingOff.ShareLeft });
        DateOnly After(double weeks) => last.Date.AddDays((int)Math.Round(7 * Math.Min(weeks, Individual.LongestWeeks)));
        var (low, high) = (response.Instruments[model.Instrument].Min, response.Instruments[model.Instrument].Max);
        double Within(double x) => Math.Round(Math.Clamp(x, low, high), 2);
        var (rising, falling, either) = BehindOf(document, course.Peak?.Median ?? double.PositiveInfinity);
        var since = either.Scores;
        var effects = sideEffects.At(last.Dose);
        var wearingOff = course.WearingOff is not { } w ? null : new ForecastWearingOff(
            $"{document.WearingOff.Text:data}", document.WearingOff.Id, After(w.Median), After(w.Q10), After(w.Q90), Math.Round(w.Median, 2), Math.Round(w.Sd, 2), since, Math.Round(course.WithoutRelief, 3), falling);
        var isTrusted = course.IsCovered && course.ShareAsFar >= response.Forecast.Doubt.LeastShare;
        var reinjection = When(document, wearingOff, isTrusted, out var limit);
        return new()
        {
            Course = [.. course.Points.Select((p, i) => new ForecastPoint(days[i], Within(p.Median), Within(p.Q10), Within(p.Q90), Within(p.Q025), Within(p.Q975)))],
            Onset = course.Onset is not { } o ? null : new(After(o.Median), After(o.Q10), After(o.Q90), Math.Round(o.Median, 2), Math.Round(o.Sd, 2), rising),
            Peak = course.Peak is not { } p || course.Relief is not { } r ? null : new(After(p.Median), After(p.Q10), After(p.Q90), Math.Round(r.Median, 1), Math.Round(r.Q10, 1), Math.Round(r.Q90, 1), either),
            WearingOff = wearingOff, Reinjection = reinjection.SuggestedDate is null ? reinjection : reinjection with { Behind = falling }, PatientText = ForPatient(document, wearingOff, isTrusted),
            Findings = [.. Say(document, model, supposed, course, wearingOff, limit, person, since), .. OutsideOf(document, model, supposed, effects)], SideEffects = effects,
            Scores = document.Scores.Count, Sessions = document.Sessions.Count, Model = model.Id, ShapeK = course.ShapeK, EffectiveDraws = Math.Round(course.EffectiveDraws),
        };
    }

    /// <summary>Scores after each session, up to the weeks of the peak and beyond them: of the last session counted, of earlier ones asked for at least one.</summary>
    static (Behind Rising, Behind Falling, Behind Either) BehindOf(ForecastDocument document, double peakWeeks)
    {
        var (rising, falling) = (new int[document.Sessions.Count], new int[document.Sessions.Count]);
        foreach (var (day, _, _) in document.Heard())
        {
            var k = document.Sessions.Count - 1;
            while (k >= 0 && document.Sessions[k].Date.DayNumber >= day)
                k--;
            if (k < 0)
                continue;           // before any session, or on its day
            if ((day - document.Sessions[k].Date.DayNumber) / 7 <= peakWeeks)
                rising[k]++;
            else
                falling[k]++;
        }

        return (new(rising[^1], rising.SkipLast(1).Count(n => n > 0)), new(falling[^1], falling.SkipLast(1).Count(n => n > 0)),
            new(rising[^1] + falling[^1], rising.Zip(falling, (a, b) => a + b).SkipLast(1).Count(n => n > 0)));
    }

    // Week by week; where that would be too many days, only from the last session on, and further apart before it.
    static List<DateOnly> Days(DateOnly from, DateOnly last)
    {
        var (to, days) = (last.AddDays(7 * WeeksAhead), new List<DateOnly>());
        var isLong = to.DayNumber - from.DayNumber > 7 * (MostPoints - 1);
        if (isLong)
            for (var (day, step) = (from, (int)Math.Ceiling((last.DayNumber - from.DayNumber) / (double)(MostPoints - 1 - WeeksAhead))); day < last; day = day.AddDays(step))
                days.Add(day);
        for (var day = isLong ? last : from; day < to; day = day.AddDays(7))
            days.Add(day);
        days.Add(to);
        return days;
    }

    /// <summary>The first day that the labels allow after a session and after every other toxin on record, with the reason; no day where no text read gives an interval.</summary>
    /// <param name="last">The session.</param>
    /// <param name="product">To be given next.</param>
    /// <param name="region">Whose label counts.</param>
    /// <param name="history">Toxin of any product, for anything, here or elsewhere.</param>
    public (DateOnly? Day, Sentence Reason, Limit? Limit) EarliestAfter(DateOnly last, Product product, Region region, IReadOnlyList<PastToxin> history)
    {
        Limit? Longest(Label label) => label.LimitsIn(region, LimitKind.MinInterval).Where(l => l.IntervalWeeks is not null).MaxBy(l => l.IntervalWeeks);
        var limit = Longest(toxins[product]);
        if (limit?.IntervalWeeks is not { } weeks)
            return (null, $"No text read gives a shortest interval for {product} in {region.Called}; none is filled in.", null);

        // A part of a week counts as a whole day more, never less.
        var earliest = last.AddDays((int)decimal.Ceiling(weeks * 7));
        Sentence reason = $"{weeks:0.##} weeks after the session of {last}: {limit.Text:data}.";

        // Toxin of any product, for anything, anywhere counts as well, with the longer interval of the two labels.
        foreach (var past in history)
        {
            var stricter = past.Product is { } its && its != product && toxins.TryLabel(its, out var other) && Longest(other) is { } longest && longest.IntervalWeeks > weeks ? longest : limit;
            var after = past.Date.AddDays((int)decimal.Ceiling(stricter.IntervalWeeks!.Value * 7));
            if (after <= earliest)
                continue;
            earliest = after;
            reason = $"{stricter.IntervalWeeks:0.##} weeks after {Describe(past)}: {stricter.Text:data}.";
        }

        return (earliest, reason, limit);
    }

    Reinjection When(ForecastDocument document, ForecastWearingOff? wearingOff, bool isTrusted, out Limit? limit)
    {
        (var first, var reason, limit) = EarliestAfter(document.Sessions[^1].Date, document.Product, document.Region, document.History);
        if (first is not { } earliest)
            return new(null, reason, null, $"Without a shortest interval no day is suggested.");
        if (!isTrusted)
            return new(earliest, reason, null, $"The forecast is not to be trusted for these scores; it suggests no day.");
        if (wearingOff is null || wearingOff.WithoutRelief > 0.5)
            return new(earliest, reason, null, $"No relief is expected that could wear off; ask why before a day is chosen.");
        var (day, why) = wearingOff.MedianDate > earliest
            ? (wearingOff.MedianDate, Phrase($"As likely as not worn off by then: {wearingOff.Definition}."))
            : (earliest, Phrase($"Relief has most likely worn off before; this is the earliest that the label allows."));
        return day >= document.Today ? new(earliest, reason, day, why)
            : new(earliest, reason, document.Today, $"Open since {day}, which has passed: by then the interval was over and relief at least as likely as not worn off.");
    }

    IEnumerable<Finding> Say(
        ForecastDocument document, FittedModel model, ProductPrior? supposed, Course course, ForecastWearingOff? wearingOff, Limit? limit, Individual person, int since)
    {
        if (since < response.Forecast.LittleData)
            yield return new("RESP-001", Severity.Note, document.Scores.Count == 0
                ? Phrase($"No score of this person is known: the curve is the population's.")
                : Phrase($"{since:# score stands|# scores stand} behind the course since the last session ({document.Heard().Count} in all): the curve leans on the population."), model.Population.Source) { Status = model.Population.Status };
        yield return Finding.From(model.Population, "RESP-002", Severity.Note, $"The population: {model.Population.Text:data}");
        if (supposed is not null)
            yield return Finding.From(supposed, "RESP-003", Severity.Note, $"{document.Product}: {supposed.Text:data}");
        if (!course.IsCovered)
            yield return new("RESP-004", Severity.Confirm, $"The intervals cannot be trusted ({(double.IsFinite(course.ShapeK!.Value) ? Phrase($"Pareto k {course.ShapeK:0.00}, above 0.7") : Phrase($"no Pareto k could be told"))}): the draws do not cover what these scores say.", "psis-2024");
        if (course.ShareAsFar < response.Forecast.Doubt.LeastShare)
            yield return new("RESP-021", Severity.Confirm, $"This forecast is not to be trusted: fewer than {100 * response.Forecast.Doubt.LeastShare:0.##} of 100 people of the population have scores that lie so far from what is expected. Look at days, doses and scores again, and go by what you see.", model.Population.Source, "scores") { Status = model.Population.Status };
        foreach (var instrument in document.Scores.Select(s => s.Instrument).Distinct().Where(i => i.AwaitsChecking))
            yield return Finding.From(instrument, "RESP-005", Severity.Note, $"{instrument.Name:data}: {instrument.Text:data}");
        if (limit is { AwaitsChecking: true })
            yield return Finding.From(limit, "RESP-006", Severity.Note, $"The shortest interval awaits checking: {limit.Text:data}.", "region");
        var unseen = document.History.Where(h => h.Date > document.Sessions[0].Date.AddDays(-7 * response.Forecast.Doubt.WeeksRemembered)).ToList();
        if (unseen.Count > 0)
            yield return new("RESP-020", unseen.Any(h => h.Date > document.Sessions[^1].Date) ? Severity.Confirm : Severity.Note,
                $"The course knows nothing of {Apart(unseen.TakeLast(5).Select(Describe))}{(unseen.Count > 5 ? Phrase($" and {unseen.Count - 5} more") : null)}: units of two products never meet. The interval counts from it.", "arithmetic", "history");
        if (limit is null)
            yield return new("RESP-007", Severity.Confirm, $"No text read gives a shortest interval for {document.Product} in {document.Region.Called}.", "arithmetic", "region");
        if (wearingOff is null || course.WithoutRelief > 0.2)
            yield return new("RESP-008", Severity.Note, $"The chance that this session brings no relief of a point or more is {100 * course.WithoutRelief:0} %; the days speak of the rest.", "arithmetic");
        if (wearingOff is not null && limit?.IntervalWeeks is { } weeks && wearingOff.MedianWeeks < (double)weeks)
            yield return new("RESP-009", Severity.Note, $"Relief most likely wears off {wearingOff.MedianWeeks:0.#} weeks after the session, before the {weeks:0.##} weeks of the label are over.", limit.Source) { Status = limit.Status };
        if (course.Outlasts > 0.1)
            yield return new("RESP-010", Severity.Note, $"With a chance of {100 * course.Outlasts:0} % relief outlasts the {Individual.LongestWeeks:0} weeks that are computed.", "arithmetic");
        if (document.Sessions.Count >= response.Forecast.Doubt.ManySessions)
            yield return new("RESP-022", Severity.Note, $"{document.Sessions.Count} sessions stand behind this course. The model lets people differ, not one person's sessions from each other: its intervals may be narrower than they ought to be.", "arithmetic", "sessions");
        if (document.Sessions.Any(s => s.Date > document.Today))
            yield return new("RESP-011", Severity.Note, $"A session lies after today: what follows it is a what-if.", "arithmetic", "sessions");

        var against = person.AgainstPopulation();
        var unexpected = against.Where(z => z.Z < -1.28).Select(z => z.Session).ToHashSet();
        var lastWithScores = against.Select(z => z.Session).DefaultIfEmpty(-1).Max();
        if (lastWithScores > 0 && unexpected.Contains(lastWithScores) && unexpected.Contains(lastWithScores - 1))
            yield return Finding.From(nonresponse.Rule, "RESP-012", Severity.Confirm,
                $"Two sessions running brought less than nine of ten people have. {nonresponse.Rule.Text:data} Steps: {InTurn(nonresponse.Steps.OrderBy(s => s.Order).Select(s => Phrase($"{s.Order}. {s.Text:data}")))}");
    }

    /// <summary>Where doses lie beyond those that anybody's response or side effects were counted at.</summary>
    static IEnumerable<Finding> OutsideOf(ForecastDocument document, FittedModel model, ProductPrior? supposed, IReadOnlyList<SideEffectAhead> effects)
    {
        var (known, fact) = supposed is null ? (model.DosesU, (Knowledge.Fact)model.Population) : (supposed.DosesU, supposed);
        var tried = known.Where(d => d > 0).ToList();
        var outside = tried.Count == 0 ? [] : document.Sessions.Select(s => s.Dose).Where(d => d.Units < tried.Min() || d.Units > tried.Max()).Distinct().ToList();
        if (outside.Count > 0)
            yield return Finding.From(fact, "RESP-023", Severity.Note, $"{Listed(outside.Take(3).Select(d => d.Say()))}{(outside.Count > 3 ? Phrase($" and {outside.Count - 3} more") : null)}: outside {(tried.Min() == tried.Max() ? Phrase($"the {tried.Min():0.##} U") : Phrase($"{tried.Min():0.##} to {tried.Max():0.##} U"))} that the response to {document.Product} was fitted at; the curve is drawn out from there.", "sessions");
        var dose = document.Sessions[^1].Dose;
        if (effects.Any(e => e.Chance is { IsBeyondTried: true }))
            yield return new("RESP-015", Severity.Note, $"{dose} lies outside the doses that side effects were counted at; the chance there is drawn out from the curve.", "trial-side-effects");
    }

    static Sentence Describe(PastToxin past)
    {
        var toxin = past.Dose?.Say() ?? past.Product?.Say() ?? Phrase($"toxin of an unknown product");
        return $"{toxin} of {past.Date}{(past.Indication is null or PastToxin.CervicalDystonia ? null : Phrase($" for {past.SaidIndication}"))}{(past.Clinic is null ? null : Phrase($" ({past.Clinic:typed})"))}";
    }

    static Sentence ForPatient(ForecastDocument document, ForecastWearingOff? wearingOff, bool isTrusted)
    {
        if (!isTrusted)
            return $"We cannot say when relief will fade this time.";
        if (wearingOff is null || wearingOff.WithoutRelief > 0.5)
            return $"We cannot say yet when relief will fade.";
        var (day, from, to) = (wearingOff.MedianDate, wearingOff.Q10Date, wearingOff.Q90Date);
        var between = from.Year == to.Year ? Phrase($"{from:d MMMM} and {to}") : Phrase($"{from} and {to}");
        return (wearingOff.DefinitionId == "half-lost", day < document.Today) switch
        {
            (true, true) => Phrase($"Most likely your relief had faded by half around {day}; for 8 of 10 people like you that day lies between {between}."),
            (true, false) => Phrase($"Most likely your relief will have faded by half around {day}; for 8 of 10 people like you that day lies between {between}."),
            (false, true) => Phrase($"Most likely your relief had mostly faded around {day}; for 8 of 10 people like you that day lies between {between}."),
            (false, false) => Phrase($"Most likely your relief will have mostly faded around {day}; for 8 of 10 people like you that day lies between {between}."),
        };
    }
}

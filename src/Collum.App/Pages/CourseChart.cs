using System.Globalization;
using System.Text;
using Collum.Clinic.Charts;
using Collum.Response;

namespace Collum.App.Pages;

/// <summary>Where everything of a course stands on the picture: scores over time, and under them the lanes for toxin, side effects and adjuncts.</summary>
/// <remarks>Drawn on the server, in user units that are CSS pixels at full width. A line joins what was measured and claims nothing between the points; where a forecast is given it stands apart, dashed and in bands.</remarks>
public sealed class CourseChart
{
    const double Top = 40, PlotHeight = 216, Strip = 68, Lane = 24, Axis = 26;
    const int DaysAround = 10;

    readonly DateOnly _from, _to;
    readonly double _left, _right;
    readonly decimal _low, _high;
    readonly Words _words;

    CourseChart(CourseInput input, double width, Words words)
    {
        _words = words;
        Width = width;
        (_left, _right) = (width > 500 ? 112 : 34, width - 14);
        var days = input.Scores.Select(s => s.Date).Concat(input.Others.SelectMany(o => o.Scores).Select(s => s.Date)).Concat(input.Marks.SelectMany(m => new[] { m.Date, m.End ?? m.Date })).ToList();
        Forecast = input.Forecast;
        if (Forecast is { } ahead)
            days = [.. days, .. ahead.Points.Select(p => p.Date), .. ahead.Beside.Select(p => p.Date)];
        (_from, _to) = (days.Min().AddDays(-DaysAround), days.Max().AddDays(DaysAround));
        if (_to.DayNumber - _from.DayNumber < 90)
            _to = _from.AddDays(90);
        List<decimal> values = [.. input.Scores.Select(s => s.Value)];
        if (Forecast is { } bands)
            values.AddRange([(decimal)bands.Points.Min(p => p.Q025), (decimal)bands.Points.Max(p => p.Q975)]);
        var (least, most) = (values.Min(), values.Max());

        _low = Math.Max(0, decimal.Floor((least - 2) / 10) * 10);
        _high = Math.Max(_low + 30, decimal.Ceiling((most + 2) / 10) * 10);
        Lanes = [.. input.Marks.Select(m => m.Lane).Distinct().Order()];
        Start = input.WeeksFrom;
        Points = [.. input.Scores.Select((s, i) => new PlotPoint(X(s.Date), Y(s.Value), s.Value, IsTurn(input.Scores, i), i == input.Scores.Count - 1, s.Date)
        {
            IsLow = i > 0 && s.Value < input.Scores[i - 1].Value && (i == input.Scores.Count - 1 || s.Value <= input.Scores[i + 1].Value),
        })];
        Strips = [.. input.Others.Select((o, i) =>
        {
            var top = Bottom + 36 + (i * Strip);
            var bottom = top + Strip - 34;
            return new PlotStrip(o.Instrument, top, bottom, o.Min, o.Max, [.. o.Scores.Select(s => (X(s.Date), bottom - ((bottom - top) * (double)((s.Value - o.Min) / (o.Max - o.Min)))))]);
        })];
        Marks = Place(input.Marks);
        Ticks = [.. MakeTicks()];
    }

    /// <summary>The picture of a course; null when there is neither a total to draw nor a forecast of it.</summary>
    internal static CourseChart? Of(CourseInput input, double width, Words words) => input.Scores.Count == 0 && input.Forecast is not { Points.Count: > 0 } ? null : new(input, width, words);

    public double Width { get; }

    public double Height => Top + PlotHeight + 12 + (Strips.Count * Strip) + (Lanes.Count * Lane) + Axis;

    public double Left => _left;

    public double Right => _right;

    public double Bottom => Top + PlotHeight;

    public IReadOnlyList<MarkLane> Lanes { get; }

    public IReadOnlyList<PlotPoint> Points { get; }

    /// <summary>Other instruments, each on its own range under the total.</summary>
    public IReadOnlyList<PlotStrip> Strips { get; }

    public IReadOnlyList<PlotMark> Marks { get; }

    public IReadOnlyList<(double X, string Text, bool Strong)> Ticks { get; }

    /// <summary>Day 0 where the calendar is nominal; null where it is real.</summary>
    public DateOnly? Start { get; }

    public IEnumerable<(double Y, string Text)> Grid()
    {
        for (var v = _low; v <= _high; v += 10)
            yield return (Y(v), _words.Number(v));
    }

    public string Line
    {
        get
        {
            var path = new StringBuilder();
            foreach (var p in Points)
                path.Append(path.Length == 0 ? 'M' : 'L').Append(N(p.X)).Append(' ').Append(N(p.Y));
            return path.ToString();
        }
    }

    /// <summary>Null where nothing is predicted.</summary>
    public CourseForecast? Forecast { get; }

    /// <summary>The outline between two quantiles, forth along the upper and back along the lower.</summary>
    public string Band(Func<ForecastPoint, double> low, Func<ForecastPoint, double> high)
    {
        var path = new StringBuilder();
        foreach (var p in Forecast!.Points)
            path.Append(path.Length == 0 ? 'M' : 'L').Append(N(X(p.Date))).Append(' ').Append(N(Y((decimal)high(p))));
        foreach (var p in Forecast.Points.Reverse())
            path.Append('L').Append(N(X(p.Date))).Append(' ').Append(N(Y((decimal)low(p))));
        return path.Append('Z').ToString();
    }

    public string Median
    {
        get
        {
            var path = new StringBuilder();
            foreach (var p in Forecast!.Points)
                path.Append(path.Length == 0 ? 'M' : 'L').Append(N(X(p.Date))).Append(' ').Append(N(Y((decimal)p.Median)));
            return path.ToString();
        }
    }

    /// <summary>The course without the session that is tried out; empty where none is.</summary>
    public string Beside
    {
        get
        {
            var path = new StringBuilder();
            foreach (var p in Forecast!.Beside)
                path.Append(path.Length == 0 ? 'M' : 'L').Append(N(X(p.Date))).Append(' ').Append(N(Y((decimal)p.Median)));
            return path.ToString();
        }
    }

    /// <summary>Where a day stands; clipped to the picture.</summary>
    public double At(DateOnly day) => Math.Clamp(X(day), _left, _right);

    public double LaneY(MarkLane lane) => Bottom + 12 + (Strips.Count * Strip) + (Lanes.ToList().IndexOf(lane) * Lane) + (Lane / 2);

    public double AxisY => Height - 9;

    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    double X(DateOnly day) => _left + ((_right - _left) * (day.DayNumber - _from.DayNumber) / (_to.DayNumber - _from.DayNumber));

    double Y(decimal value) => Bottom - (double)((decimal)PlotHeight * (value - _low) / (_high - _low));

    // First, last, and wherever the course turns: those carry their number.
    static bool IsTurn(IReadOnlyList<CourseScore> s, int i) =>
        i == 0 || i == s.Count - 1 || (s[i].Value < s[i - 1].Value && s[i].Value <= s[i + 1].Value) || (s[i].Value > s[i - 1].Value && s[i].Value >= s[i + 1].Value);

    List<PlotMark> Place(IReadOnlyList<CourseMark> marks)
    {
        var placed = new List<PlotMark>();
        foreach (var lane in Lanes)
        {
            var inLane = marks.Where(m => m.Lane == lane).OrderBy(m => m.Date).ToList();
            for (var i = 0; i < inLane.Count; i++)
            {
                var x = X(inLane[i].Date);
                var next = i + 1 < inLane.Count ? X(inLane[i + 1].Date) : _right + 60;
                // About 6.3 units a letter at 11 px; a word that would run into the next mark stays in the table.
                var needs = 14 + (6.3 * inLane[i].Text.Length);
                var before = i > 0 ? X(inLane[i - 1].Date) + 14 : _left;
                var right = x + needs <= Math.Min(next, _right + 8);
                var left = !right && x - needs >= before;
                placed.Add(new(x, inLane[i].End is { } end ? X(end) : null, lane, right || left ? inLane[i].Text : null, inLane[i].Open) { IsTextLeft = left });
            }
        }

        return placed;
    }

    IEnumerable<(double, string, bool)> MakeTicks()
    {
        var days = _to.DayNumber - _from.DayNumber;
        if (Start is { } start)
        {
            var step = days > 400 ? 26 : days > 180 ? 8 : 4;
            for (var week = 0; start.AddDays(week * 7) <= _to; week += step)
                if (start.AddDays(week * 7) >= _from)
                    yield return (X(start.AddDays(week * 7)), week == 0 ? _words.WeekOf(0) : _words.Number(week), week == 0);
            yield break;
        }

        var months = Math.Max(1, (int)Math.Ceiling(days / 30.4 / ((_right - _left) / 48)));
        months = months <= 1 ? 1 : months <= 2 ? 2 : months <= 3 ? 3 : months <= 6 ? 6 : 12;
        var first = new DateOnly(_from.Year, _from.Month, 1).AddMonths(1);
        for (var day = first; day <= _to; day = day.AddMonths(1))
            if ((day.Month - 1) % months == 0)
                yield return (X(day), day.Month == 1 ? day.ToString("yyyy", CultureInfo.InvariantCulture) : _words.Month(day), day.Month == 1);
    }
}

public enum MarkLane { Toxin, SideEffect, Adjunct }

public sealed record CourseScore(DateOnly Date, decimal Value);

/// <param name="Open">Nothing but placebo was given, or it is meant and not given.</param>
public sealed record CourseMark(DateOnly Date, DateOnly? End, MarkLane Lane, string Text, bool Open = false);

/// <summary>What is predicted from the last session on.</summary>
/// <param name="Points">In order of time.</param>
/// <param name="WindowFrom">From when the label allows the next treatment and relief wears off; null where nothing is known.</param>
/// <param name="WindowTo">Until when most people like this one have lost their relief.</param>
/// <param name="Today">The day the forecast was made.</param>
public sealed record CourseForecast(IReadOnlyList<ForecastPoint> Points, DateOnly? WindowFrom, DateOnly? WindowTo, DateOnly Today)
{
    /// <summary>What was predicted before a session was tried out, from its day on.</summary>
    public IReadOnlyList<ForecastPoint> Beside { get; init; } = [];
}

public sealed record CourseInput(IReadOnlyList<CourseScore> Scores, IReadOnlyList<CourseMark> Marks, DateOnly? WeeksFrom)
{
    public CourseForecast? Forecast { get; init; }

    /// <summary>Scores of other instruments that forecasts hear.</summary>
    public IReadOnlyList<CourseStrip> Others { get; init; } = [];

    /// <summary>What a chart holds of a course: TWSTRS totals, scores of other instruments that forecasts hear, sessions, reports and adjuncts.</summary>
    internal static CourseInput Of(ChartView chart, ResponseTable response, Words words)
    {
        var scores = chart.Scores.Where(s => s.Instrument.StartsWith("twstrs", StringComparison.OrdinalIgnoreCase) && !s.Instrument.Contains('-', StringComparison.Ordinal))
            .GroupBy(s => s.Date).Select(g => new CourseScore(g.Key, g.Last().Value)).OrderBy(s => s.Date).ToList();
        var marks = new List<CourseMark>();
        foreach (var treatment in chart.Treatments)
            if (treatment.Current is { } now)
                marks.Add(new(now.Date, null, MarkLane.Toxin, now.Given.IsZero ? words.Placebo : words.Units(now.Given.Units), now.Given.IsZero));
        foreach (var report in chart.SideEffects)
            marks.Add(new(report.Date, report.Answers is [.., var latest] ? latest.Ended : null, MarkLane.SideEffect, report.Term.Replace('-', ' ')));
        foreach (var item in chart.Timeline.Where(i => i.Kind == Kinds.Adjunct))
            marks.Add(new(item.Date, null, MarkLane.Adjunct, words.Of(item.Fact) is { Length: > 40 } fact ? fact[..39] + "…" : words.Of(item.Fact)));
        var others = response.Forecast.Instruments.Where(i => i.Id != Loading.Total.Id)
            .Select(i => new CourseStrip(i.Id, (decimal)i.Min, (decimal)i.Max, [.. chart.Scores.Where(s => s.Instrument == i.Id && s.Variant is null).GroupBy(s => s.Date).Select(g => new CourseScore(g.Key, g.Last().Value)).OrderBy(s => s.Date)]))
            .Where(o => o.Scores.Count > 0).ToList();
        return new(scores, marks, chart.Origin is { Kind: OriginKind.PublicTrial, EntryDate: { } entry } ? entry : null) { Others = others };
    }

    /// <summary>The last cycle only: from the session before the last score on; for narrow screens.</summary>
    public CourseInput LastCycle()
    {
        var sessions = Marks.Where(m => m.Lane == MarkLane.Toxin).Select(m => m.Date).Order().ToList();
        if (sessions.Count < 2)
            return this;
        var from = sessions[^2];
        var scores = Scores.Where(s => s.Date >= from).ToList();
        return scores.Count + Others.Sum(o => o.Scores.Count(s => s.Date >= from)) < 2 ? this : this with
        {
            Scores = scores, Others = [.. Others.Select(o => o with { Scores = [.. o.Scores.Where(s => s.Date >= from)] }).Where(o => o.Scores.Count > 0)], Marks = [.. Marks.Where(m => m.Date >= from)],
            Forecast = Forecast is { } f ? f with { Points = [.. f.Points.Where(p => p.Date >= from)], Beside = [.. f.Beside.Where(p => p.Date >= from)] } : null,
        };
    }
}

/// <summary>Scores of one instrument that is not the total, on its own range.</summary>
public sealed record CourseStrip(string Instrument, decimal Min, decimal Max, IReadOnlyList<CourseScore> Scores);

/// <param name="Top">Where the largest value of the range stands.</param>
/// <param name="Bottom">Where the smallest stands.</param>
public sealed record PlotStrip(string Instrument, double Top, double Bottom, decimal Min, decimal Max, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>A mark of the instrument's own: a diamond for the patient's rating, a cross for a questionnaire, a triangle for a part of the total.</summary>
    public string Mark(double x, double y)
    {
        FormattableString path = Instrument switch
        {
            "patient-rating" => $"M{x:0.#} {y - 5:0.#}l5 5l-5 5l-5 -5z",
            _ when Instrument.StartsWith("twstrs-", StringComparison.Ordinal) => $"M{x:0.#} {y - 5:0.#}l5 9h-10z",
            _ => $"M{x - 4:0.#} {y - 4:0.#}l8 8M{x + 4:0.#} {y - 4:0.#}l-8 8",
        };
        return FormattableString.Invariant(path);
    }
}

public sealed record PlotPoint(double X, double Y, decimal Value, bool IsTurn, bool IsLast, DateOnly Date)
{
    /// <summary>A turn from falling to rising carries its number below, out of the line's way.</summary>
    public bool IsLow { get; init; }
}

/// <param name="Text">Null where it would run into the next mark.</param>
public sealed record PlotMark(double X, double? EndX, MarkLane Lane, string? Text, bool Open)
{
    /// <summary>The words stand before the mark, where there is no room behind it.</summary>
    public bool IsTextLeft { get; init; }
}

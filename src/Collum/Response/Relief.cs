namespace Collum.Response;

/// <summary>What became of relief after the last session; NaN everywhere where there is no relief of a point.</summary>
/// <param name="OnsetWeeks">To half of the largest relief.</param>
/// <param name="PeakWeeks">To the largest relief.</param>
/// <param name="Points">The largest relief, points of the total.</param>
/// <param name="WearingOffWeeks">Until the share asked for is left, at most <see cref="Relief.LongestWeeks"/>.</param>
public readonly record struct ReliefEvents(double OnsetWeeks, double PeakWeeks, double Points, double WearingOffWeeks)
{
    public static ReliefEvents None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);

    public bool IsNone => double.IsNaN(Points);
}

/// <summary>The relief of one person whose parameters are known: (P + a)·(1 − Π(1 − s)) + G·X / (1 + X), equation R14 of <c>docs/methods/response.md</c>.</summary>
/// <param name="p">The population.</param>
/// <param name="logPeak">log weeks, this person's own.</param>
/// <param name="amplitude">a, points: this person's own addition to the common response.</param>
/// <param name="sessions">In order of time, at least one.</param>
public readonly struct Relief(DriftParameters p, double logPeak, double amplitude, IReadOnlyList<Injection> sessions)
{
    /// <summary>Relief is followed for so long after the last session.</summary>
    public const double LongestWeeks = 104;

    const int StepsToPeak = 6, Steps = 24;

    readonly double _peak = Math.Exp(logPeak);
    readonly double _perHalf = Math.Exp(-p.LogHalfDose);

    /// <summary>Points, so many weeks after the last session.</summary>
    public double At(double after)
    {
        var (without, x) = (1.0, 0.0);
        for (var k = sessions.Count - 1; k >= 0; k--)
        {
            var u = after + sessions[^1].Week - sessions[k].Week;
            if (u <= 0)
                continue;
            var log = p.Sharpness * (1 + Math.Log(u / _peak) - (u / _peak));
            if (log < -20)
            {
                if (u > _peak)
                    break;                              // less than 10⁻⁸ of this session is left, and less of those before
                continue;                               // of this one as little works yet; those before may
            }

            var s = Math.Exp(log);
            without *= 1 - s;
            x += sessions[k].DoseU * _perHalf * s;
        }

        return ((p.Common + amplitude) * (1 - without)) + (p.Largest * x / (1 + x));
    }

    /// <param name="share">What is left when relief counts as worn off, above 0 and below 1.</param>
    public ReliefEvents Events(double share)
    {
        // The peak: small steps over four times to peak, then a parabola through the best three.
        var (best, value) = (0.0, double.NegativeInfinity);
        var step = _peak / StepsToPeak;
        for (var i = 1; i <= Steps; i++)
            if (At(i * step) is var b && b > value)
                (best, value) = (i * step, b);
        if (value < 1)
            return ReliefEvents.None;
        var (left, right) = (At(best - step), At(best + step));
        var bend = left - (2 * value) + right;
        if (bend < 0)
            best = Math.Max(0.1 * step, best + (0.5 * step * Math.Clamp((left - right) / bend, -1, 1)));
        value = Math.Max(value, At(best));

        var (low, high) = (0.0, best);
        if (At(0.01) >= value / 2)
            high = 0.01;                                // an earlier session still holds it
        for (var i = 0; i < 18 && high > 0.02; i++)
            if (At(0.5 * (low + high)) < value / 2)
                low = 0.5 * (low + high);
            else
                high = 0.5 * (low + high);
        var onset = high;

        (low, high) = (best, best + (2 * step));
        while (high < LongestWeeks && At(high) > share * value)
            (low, high) = (high, high + (2 * step));
        for (var i = 0; i < 20; i++)
            if (At(0.5 * (low + high)) > share * value)
                low = 0.5 * (low + high);
            else
                high = 0.5 * (low + high);
        return new(onset, best, value, Math.Min(LongestWeeks, high));
    }
}

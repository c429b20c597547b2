namespace Collum.Response;

/// <summary>One draw of the drift model's population, on natural scales.</summary>
/// <remarks>Equations R6 to R10 of <c>docs/methods/response.md</c>.</remarks>
public readonly record struct DriftParameters
{
    /// <summary>Mean severity without treatment, points.</summary>
    public required double Base { get; init; }

    /// <summary>Largest effect of the toxin, points.</summary>
    public required double Largest { get; init; }

    /// <summary>log of the dose with half of it, log units of the one product.</summary>
    public required double LogHalfDose { get; init; }

    /// <summary>Response that comes and goes with any injection, points at its peak.</summary>
    public required double Common { get; init; }

    /// <summary>log of the weeks from injection to peak.</summary>
    public required double LogPeak { get; init; }

    /// <summary>a of <see cref="TimeCourse"/>.</summary>
    public required double Sharpness { get; init; }

    /// <summary>Between people: lasting difference of severity, points.</summary>
    public required double SpreadBase { get; init; }

    /// <summary>Between people: amplitude of the response, points.</summary>
    public required double SpreadAmplitude { get; init; }

    /// <summary>Between people: log of the time scale.</summary>
    public required double SpreadPeak { get; init; }

    /// <summary>From score to score: error of measurement, points.</summary>
    public required double Sigma { get; init; }

    /// <summary>Slow drift of severity within a person, points.</summary>
    public required double SpreadDrift { get; init; }

    /// <summary>Weeks after which two values of the drift correlate by 1/e.</summary>
    public required double DriftWeeks { get; init; }

    /// <summary>Degrees of freedom with which people differ in how much they vary; infinite when they do not.</summary>
    public required double Tails { get; init; }

    /// <summary>Numbers of a point on the scale where everything is unbounded.</summary>
    public const int Unbounded = 13;

    /// <summary>From the unbounded scale, in the order of <see cref="DriftModel"/>'s draws with heavy tails.</summary>
    /// <param name="at"><see cref="Unbounded"/> numbers.</param>
    public static DriftParameters Of(ReadOnlySpan<double> at) => new()
    {
        Base = at[0], Common = at[1], LogPeak = at[2], Sharpness = Math.Exp(at[3]), SpreadBase = Math.Exp(at[4]), SpreadAmplitude = Math.Exp(at[5]),
        SpreadPeak = Math.Exp(at[6]), Sigma = Math.Exp(at[7]), SpreadDrift = Math.Exp(at[8]), DriftWeeks = Math.Exp(at[9]),
        Largest = Math.Exp(at[10]), LogHalfDose = at[11], Tails = Math.Exp(at[12]),
    };

    /// <summary>The two courses that severity falls by, at one week.</summary>
    /// <param name="sessions">In the one product's units.</param>
    /// <param name="week">Of the follow-up.</param>
    /// <param name="logPeak">log of this person's own time to peak.</param>
    /// <returns>
    /// Common: 1 − Π(1 − s), the part that any injection brings, 0 to 1. Toxin: X / (1 + X) with X = Σ dose / half-dose · s, so that sessions that overlap add up before they saturate.
    /// </returns>
    public (double Common, double Toxin) Courses(IReadOnlyList<Injection> sessions, double week, double logPeak)
    {
        var (peak, without, x) = (Math.Exp(logPeak), 1.0, 0.0);
        for (var k = 0; k < sessions.Count; k++)
        {
            var s = TimeCourse.At(week - sessions[k].Week, peak, Sharpness);
            without *= 1 - s;
            if (sessions[k].DoseU > 0)
                x += Math.Exp(Math.Log(sessions[k].DoseU) - LogHalfDose) * s;
        }

        return (1 - without, x / (1 + x));
    }

    /// <summary>Correlation of the drift at two weeks.</summary>
    public double DriftCorrelation(double week, double other) => Math.Exp(-Math.Abs(week - other) / DriftWeeks);
}

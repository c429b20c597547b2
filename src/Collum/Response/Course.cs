namespace Collum.Response;

/// <summary>A quantity as its posterior tells it.</summary>
public sealed record Spread(double Median, double Mean, double Sd, double Q05, double Q10, double Q90, double Q95);

/// <summary>The score of the total that would be measured in one week.</summary>
public sealed record CoursePoint(double Week, double Median, double Q10, double Q90, double Q025, double Q975, double Q25, double Q75);

/// <summary>One person's response over time.</summary>
public sealed record Course
{
    public required IReadOnlyList<CoursePoint> Points { get; init; }

    /// <summary>Weeks from the last session until half of its largest relief is there; null where nearly nobody like this person has relief.</summary>
    public required Spread? Onset { get; init; }

    /// <summary>Weeks from the last session to its largest relief.</summary>
    public required Spread? Peak { get; init; }

    /// <summary>Largest relief after the last session, points of the total.</summary>
    public required Spread? Relief { get; init; }

    /// <summary>Weeks from the last session until the relief left is the share asked for.</summary>
    public required Spread? WearingOff { get; init; }

    /// <summary>The chance that there is no relief to wear off.</summary>
    public required double WithoutRelief { get; init; }

    /// <summary>The chance that relief outlasts what is computed, <see cref="Individual.LongestWeeks"/>.</summary>
    public required double Outlasts { get; init; }

    /// <summary>Of the importance weights; above 0.7, or no number at all, and the intervals cannot be trusted. Null for the first paint.</summary>
    public required double? ShapeK { get; init; }

    /// <summary>Whether the draws cover what the scores say.</summary>
    public bool IsCovered => ShapeK is not { } k || Covers(k);

    /// <summary>0.7 is the most that is trusted (Vehtari 2024); a shape that is no number tells nothing and is not trusted.</summary>
    internal static bool Covers(double shape) => shape <= 0.7;

    /// <summary>Of people of whom the model is true, the share whose scores lie as far from what is expected: all of them of this person's best-fitting course, or the first of the population's.</summary>
    public required double ShareAsFar { get; init; }

    /// <summary>How many equal draws stand behind the intervals.</summary>
    public required double EffectiveDraws { get; init; }
}

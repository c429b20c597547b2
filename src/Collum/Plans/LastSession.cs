using Collum.Anatomy;
using Collum.Patients;

namespace Collum.Plans;

/// <summary>How bad a side effect was. Ordered: the gravest is largest; not stated counts as severe.</summary>
public enum EffectGrade { Mild, Moderate, Severe }

/// <summary>A side effect after the last session.</summary>
/// <param name="Term">An id of <c>data/safety/adverse-events.json</c>, for example <c>dysphagia</c>.</param>
/// <param name="Grade">Null when nobody said; counts as severe.</param>
/// <param name="Muscle">The muscle it is put down to, where somebody could tell.</param>
/// <param name="Side">Of that muscle.</param>
public sealed record ReportedEffect(string Term, EffectGrade? Grade, Muscle? Muscle = null, Side? Side = null)
{
    /// <summary>A clinician has dealt with the report and written down what was done.</summary>
    public bool IsAnswered { get; init; }
}

/// <summary>A muscle as examined or heard on EMG.</summary>
/// <param name="Side">Null when both sides are meant.</param>
public sealed record MuscleSign(Muscle Muscle, Side? Side)
{
    internal bool IsOf(Muscle muscle, Side side) => Muscles.Overlap(Muscle, muscle) && (Side is null || Side == side);
}

/// <summary>A score before treatment and at the peak, of one instrument on which less is better.</summary>
public sealed record ScorePair(decimal Before, decimal Peak)
{
    /// <summary>Percent of the score before; null when that was 0.</summary>
    public decimal? ReliefPercent => Before > 0 ? 100 * (Before - Peak) / Before : null;
}

/// <summary>What was given last, and what came of it. Whatever is null was not recorded and is never filled in.</summary>
public sealed record LastSession
{
    /// <summary>The treatment as it was given, in the shape of a plan.</summary>
    public required Plan Given { get; init; }

    /// <summary>The patient's own relief at the peak, percent.</summary>
    public decimal? ReliefPercent { get; init; }

    public ScorePair? Twstrs { get; init; }

    public decimal? PeakWeek { get; init; }

    /// <summary>Week after injection in which the effect had worn off for the patient.</summary>
    public decimal? WearingOffWeek { get; init; }

    /// <summary>Null when nobody asked; empty when asked and none.</summary>
    public IReadOnlyList<ReportedEffect>? SideEffects { get; init; }

    /// <summary>Reports in words in which no side effect was recognised.</summary>
    public IReadOnlyList<string> ReportedWords { get; init; } = [];

    public IReadOnlyList<MuscleSign> Weak { get; init; } = [];

    public IReadOnlyList<MuscleSign> StillActive { get; init; } = [];

    /// <summary>Sessions without useful effect directly before this one.</summary>
    public int SessionsWithoutEffectBefore { get; init; }

    public Answer AntibodiesSuspected { get; init; }

    /// <summary>What the patient wants most, in their words.</summary>
    public string? Goal { get; init; }

    /// <summary>Relief to decide by: the lower of the patient's figure and the score's; null when neither is known.</summary>
    public decimal? Relief => (ReliefPercent, Twstrs?.ReliefPercent) switch
    {
        ({ } said, { } scored) => Math.Min(said, scored),
        var (said, scored) => said ?? scored,
    };
}

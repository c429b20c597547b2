using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Numerics;

namespace Collum.Postures;

/// <summary>What the posture table says of a muscle in a posture.</summary>
public enum CandidateRole
{
    Primary,
    Secondary,
    Contested,

    /// <summary>No detected posture names the muscle: it is here for its evidence alone.</summary>
    Unlisted,
}

public static class CandidateRoles
{
    public static Sentence Say(this CandidateRole role) => role switch
    {
        CandidateRole.Primary => Phrase($"primary"),
        CandidateRole.Secondary => Phrase($"secondary"),
        CandidateRole.Contested => Phrase($"contested"),
        _ => Phrase($"unlisted"),
    };
}

/// <summary>A muscle that the posture suggests, never an established one.</summary>
/// <param name="Rank">1 is best; the two sides of a muscle that nothing tells apart share a rank, and the next one is left out: 1, 1, 3.</param>
/// <param name="Muscle">Which.</param>
/// <param name="Side">The patient's own.</param>
/// <param name="Role">In the posture that names it.</param>
/// <param name="Score">Direction cosine times the root of the injection frequency, changed by examination; larger is better; no unit.</param>
/// <param name="Reasons">Plain sentences.</param>
/// <param name="Sources">Keys in <c>data/sources.json</c>.</param>
/// <param name="AwaitsChecking">True when an entry it rests on is from memory.</param>
public sealed record Candidate(
    int Rank, Muscle Muscle, Side Side, CandidateRole Role, double Score,
    IReadOnlyList<Sentence> Reasons, IReadOnlyList<string> Sources, bool AwaitsChecking)
{
    /// <summary>The score before any examination or recording.</summary>
    public double PostureScore { get; init; }

    /// <summary>How well the muscle's pull agrees with what was measured, -1 to 1; the sum of <see cref="Contributions"/>.</summary>
    public double Agreement { get; init; }

    /// <summary>What each measured axis adds to or takes from the agreement.</summary>
    public IReadOnlyList<AxisContribution> Contributions { get; init; } = [];

    /// <summary>Postures that name the muscle, and how; empty for an unlisted one.</summary>
    public IReadOnlyList<CandidatePosture> Postures { get; init; } = [];

    /// <summary>What was found in the muscle itself.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>All evidence joined: what it multiplies the odds by; 1 where there is none.</summary>
    public double LikelihoodRatio { get; init; } = 1;

    /// <summary>What would confirm it.</summary>
    public Sentence ConfirmBy { get; init; } = $"";
}

/// <summary>One axis of the measurement: <c>caput rotation</c>.</summary>
public sealed record AxisContribution(Sentence Axis, double Value);

/// <summary>A posture that names a candidate.</summary>
public sealed record CandidatePosture(string PostureId, Side? Side, CandidateRole Role);

/// <summary>Where something known about one muscle comes from.</summary>
public enum EvidenceKind { Examination, Emg, Ultrasound, Imaging, PreviousResponse }

/// <summary>Something found in one muscle of one side that changes the odds that it takes part.</summary>
public sealed record Evidence
{
    /// <param name="kind">How it was found.</param>
    /// <param name="muscleId">A muscle, or a group: then it speaks for each of its members.</param>
    /// <param name="side">The patient's own.</param>
    /// <param name="likelihoodRatio">Above 0; above 1 speaks for the muscle, below 1 against, 1 changes nothing.</param>
    /// <param name="reason">One plain sentence.</param>
    /// <param name="source">Key in <c>data/sources.json</c>.</param>
    public Evidence(EvidenceKind kind, string muscleId, Side side, double likelihoodRatio, Sentence reason, string source) =>
        (Kind, MuscleId, Side, LikelihoodRatio, Reason, Source) = (kind, muscleId, side, Require.Positive(likelihoodRatio), reason, source);

    public EvidenceKind Kind { get; }

    public string MuscleId { get; }

    public Side Side { get; init; }

    public double LikelihoodRatio { get; }

    public Sentence Reason { get; }

    public string Source { get; }

    /// <summary>How well the likelihood ratio is known.</summary>
    public FactStatus Status { get; init; } = FactStatus.Verified;
}

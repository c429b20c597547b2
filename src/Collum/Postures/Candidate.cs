using Collum.Anatomy;

namespace Collum.Postures;

/// <summary>What the posture table says of a muscle in a posture.</summary>
public enum CandidateRole { Primary, Secondary, Contested }

/// <summary>A muscle that the posture suggests, never an established one.</summary>
/// <param name="Rank">1 is best.</param>
/// <param name="Muscle">Which.</param>
/// <param name="Side">The patient's own.</param>
/// <param name="Role">In the posture that names it.</param>
/// <param name="Score">Direction cosine times the root of the injection frequency, changed by examination; larger is better; no unit.</param>
/// <param name="Reasons">Plain sentences.</param>
/// <param name="Sources">Keys in <c>data/sources.json</c>.</param>
/// <param name="AwaitsChecking">True when an entry it rests on is from memory.</param>
public sealed record Candidate(
    int Rank, Muscle Muscle, Side Side, CandidateRole Role, double Score,
    IReadOnlyList<string> Reasons, IReadOnlyList<string> Sources, bool AwaitsChecking);

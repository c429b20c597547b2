using System.Text.Json.Serialization;
using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Postures;

/// <summary>What <c>collum posture candidates</c> answers, key by key.</summary>
public sealed record CandidateAnswer(
    IReadOnlyList<PostureAnswer> Postures, IReadOnlyList<MuscleAnswer> Candidates, IReadOnlyList<Finding> Findings, string KnowledgeVersion)
{
    public static CandidateAnswer Of(CandidateList list, string knowledgeVersion) => new(
        [.. list.Postures.Select(p => new PostureAnswer(p.Entry.Id, p.Side, p.Deg) { LevelKnown = p.LevelKnown, PartOf = p.PartOf?.Entry.Id })],
        [.. list.Candidates.Select(c => new MuscleAnswer(
            c.Rank, c.Muscle.Id, c.Side, c.Role, c.Score, c.Reasons, c.Sources, c.AwaitsChecking)
        {
            Agreement = c.Agreement, Axes = c.Contributions, Postures = c.Postures, LikelihoodRatio = c.LikelihoodRatio, ConfirmBy = c.ConfirmBy,
        })],
        list.Findings, knowledgeVersion);
}

/// <summary>A symmetric posture and a tremor have no side; a posture that was seen and not measured has no degrees: both are written as null.</summary>
public sealed record PostureAnswer(
    string PostureId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Side? Side,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Deg)
{
    /// <summary>False when caput and collis could not be told apart.</summary>
    public bool LevelKnown { get; init; } = true;

    /// <summary>The shift that this posture is part of.</summary>
    public string? PartOf { get; init; }
}

public sealed record MuscleAnswer(
    int Rank, string MuscleId, Side Side, CandidateRole Role, double Score,
    IReadOnlyList<Sentence> Reasons, IReadOnlyList<string> Sources, bool AwaitsChecking)
{
    public double Agreement { get; init; }

    public IReadOnlyList<AxisContribution> Axes { get; init; } = [];

    public IReadOnlyList<CandidatePosture> Postures { get; init; } = [];

    public double LikelihoodRatio { get; init; } = 1;

    public Sentence ConfirmBy { get; init; } = $"";
}

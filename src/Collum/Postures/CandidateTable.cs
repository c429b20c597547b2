using Collum.Anatomy;
using Collum.Knowledge;

namespace Collum.Postures;

public sealed record DegreeFact : Fact
{
    public required double Deg { get; init; }
}

public sealed record MillimetreFact : Fact
{
    public required double Mm { get; init; }
}

public sealed record NumberFact : Fact
{
    public required double Value { get; init; }
}

public sealed record LikelihoodRatioFact : Fact
{
    public required double LikelihoodRatio { get; init; }
}

/// <summary>An estimate for a muscle whose injection frequency nobody published.</summary>
public sealed record AssumedFrequency : Fact
{
    public required string MuscleId { get; init; }

    public required double Percent { get; init; }
}

public sealed record Agreement : Fact
{
    public required double Sensitivity { get; init; }

    public required double Specificity { get; init; }
}

/// <summary>What can be found in a muscle with eyes and fingers.</summary>
public enum ExaminationSign { Contraction, Hypertrophy, Tenderness }

/// <summary>What a sign does to the odds that the muscle takes part; 1 changes nothing.</summary>
public sealed record ExaminationWeight : Fact
{
    public required ExaminationSign Sign { get; init; }

    public required string Text { get; init; }

    public required double LikelihoodRatioYes { get; init; }

    public required double LikelihoodRatioNo { get; init; }
}

public sealed record CandidateFile : KnowledgeFile
{
    public required DegreeFact DetectionThreshold { get; init; }

    public required MillimetreFact ShiftThreshold { get; init; }

    public required NumberFact UncertaintyFactor { get; init; }

    public required DegreeFact SumTolerance { get; init; }

    public required NumberFact ProbabilityKnee { get; init; }

    public required LikelihoodRatioFact DecisiveEvidence { get; init; }

    public required IReadOnlyList<AssumedFrequency> AssumedFrequencies { get; init; }

    public required Agreement Agreement { get; init; }

    public required IReadOnlyList<ExaminationWeight> Examination { get; init; }

    public required TextFact MethodStudy { get; init; }
}

/// <summary>How often a muscle is injected, by publication where there is one, else by estimate.</summary>
/// <param name="Percent">Of treated patients, above 0, at most 100.</param>
/// <param name="Fact">Where the number stands.</param>
public sealed record InjectionFrequency(double Percent, Fact Fact);

/// <summary>The numbers behind the ranking of candidates, checked against the muscle table.</summary>
public sealed class CandidateTable
{
    readonly Dictionary<string, InjectionFrequency> _frequencies = new(StringComparer.Ordinal);
    readonly Dictionary<ExaminationSign, ExaminationWeight> _weights = [];

    public CandidateTable(string file, CandidateFile content, Muscles muscles)
    {
        foreach (var muscle in muscles.Single)
            if (muscle.Injected is { } published)
                _frequencies[muscle.Id] = new(published.Percent, published);
        foreach (var assumed in content.AssumedFrequencies)
        {
            var place = $"assumed_frequencies.{assumed.MuscleId}";
            if (!muscles.TryFind(assumed.MuscleId, out var muscle) || muscle.IsGroup)
                throw new KnowledgeException(file, place, "is no single muscle of anatomy/muscles.json");
            if (!_frequencies.TryAdd(assumed.MuscleId, new(assumed.Percent, assumed)))
                throw new KnowledgeException(file, place, "has a published frequency, or stands twice");
        }

        foreach (var muscle in muscles.Single)
            if (!_frequencies.TryGetValue(muscle.Id, out var frequency))
                throw new KnowledgeException(file, "assumed_frequencies", $"'{muscle.Id}' has neither a published nor an assumed frequency");
            else if (frequency.Percent is not (> 0 and <= 100))
                throw new KnowledgeException(file, $"assumed_frequencies.{muscle.Id}", $"{frequency.Percent} is no percentage above 0");
        foreach (var weight in content.Examination)
        {
            if (!_weights.TryAdd(weight.Sign, weight))
                throw new KnowledgeException(file, $"examination.{weight.Sign}", "the sign stands twice");
            if (weight.LikelihoodRatioYes is not (>= 1 and < 1000) || weight.LikelihoodRatioNo is not (> 0 and <= 1))
                throw new KnowledgeException(file, $"examination.{weight.Sign}", "a likelihood ratio is 1 or above for yes, above 0 and at most 1 for no");
        }

        foreach (var sign in Enum.GetValues<ExaminationSign>())
            if (!_weights.ContainsKey(sign))
                throw new KnowledgeException(file, "examination", $"'{sign}' has no weight");
        Require(content.DetectionThreshold.Deg is > 0 and < 45, "detection_threshold", "is no angle between 0 and 45 degrees");
        Require(content.ShiftThreshold.Mm is > 0 and < 100, "shift_threshold", "is no length between 0 and 100 mm");
        Require(content.UncertaintyFactor.Value is >= 0 and <= 5, "uncertainty_factor", "is not between 0 and 5");
        Require(content.SumTolerance.Deg is > 0 and < 90, "sum_tolerance", "is no angle between 0 and 90 degrees");
        Require(content.ProbabilityKnee.Value is > 0 and < 1, "probability_knee", "is not between 0 and 1");
        Require(content.DecisiveEvidence.LikelihoodRatio > 1, "decisive_evidence", "is not above 1");
        Content = content;

        void Require(bool holds, string place, string problem)
        {
            if (!holds)
                throw new KnowledgeException(file, place, problem);
        }
    }

    public CandidateFile Content { get; }

    public InjectionFrequency FrequencyOf(Muscle muscle) => _frequencies[muscle.Id];

    public ExaminationWeight this[ExaminationSign sign] => _weights[sign];
}

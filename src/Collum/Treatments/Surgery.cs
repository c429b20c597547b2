using Collum.Knowledge;

namespace Collum.Treatments;

public sealed record DeepBrainStimulation
{
    public required TextFact Target { get; init; }

    public required IReadOnlyList<TextFact> Referral { get; init; }

    public required TextFact Trial { get; init; }

    public required TextFact TrialOutcome { get; init; }

    public required IReadOnlyList<TextFact> Cautions { get; init; }
}

public sealed record SurgeryFile : KnowledgeFile
{
    public required DeepBrainStimulation DeepBrainStimulation { get; init; }

    public required TextFact SelectiveDenervation { get; init; }
}

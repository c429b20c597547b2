using Collum.Knowledge;

namespace Collum.Findings;

/// <summary>How well a fact is known, as a part of a sentence.</summary>
public static class FactStatusWords
{
    public static Sentence Say(this FactStatus status) => status switch
    {
        FactStatus.Verified => Phrase($"verified"),
        FactStatus.PartlyVerified => Phrase($"partly verified, awaits checking"),
        FactStatus.Recalled => Phrase($"recalled, awaits checking"),
        FactStatus.Derived => Phrase($"derived"),
        FactStatus.Computed => Phrase($"computed"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}

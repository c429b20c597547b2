using System.Text.Json.Serialization;

namespace Collum.Knowledge;

/// <summary>How well a statement of <c>data/</c> is known.</summary>
public enum FactStatus
{
    /// <summary>Read in the cited source.</summary>
    Verified,

    /// <summary>Parts were read in the cited source, parts are from memory.</summary>
    PartlyVerified,

    /// <summary>From memory: the source is the document to check it against.</summary>
    Recalled,

    /// <summary>Follows from verified facts by reasoning.</summary>
    Derived,

    /// <summary>Computed from verified facts.</summary>
    Computed,
}

/// <summary>How sure the writer of a recalled fact was.</summary>
public enum Confidence { Low, Medium, High }

/// <summary>Anything <c>data/</c> states: where it stands and how well it is known.</summary>
/// <remarks>A recalled fact may tighten a rule, never loosen a verified one; a person always sees that it awaits checking.</remarks>
public abstract record Fact
{
    /// <summary>Key in <c>data/sources.json</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Where in the source, as that source counts (section, table, page).</summary>
    public string? Locator { get; init; }

    public required FactStatus Status { get; init; }

    public Confidence? Confidence { get; init; }

    public string? Note { get; init; }

    /// <summary>Keys of further sources in at least partial agreement.</summary>
    public IReadOnlyList<string> CorroboratedBy { get => field ?? []; init; }

    [JsonIgnore]
    public bool AwaitsChecking => Status.AwaitsChecking();
}

/// <summary>A fact that is a sentence.</summary>
public sealed record TextFact : Fact
{
    public required string Text { get; init; }
}

public static class FactStatuses
{
    public static bool AwaitsChecking(this FactStatus status) => status is FactStatus.Recalled or FactStatus.PartlyVerified;
}

/// <summary>An inclusive range; an absent end is a figure that no source gives.</summary>
public sealed record Range<T> where T : struct
{
    public required T? Min { get; init; }

    public required T? Max { get; init; }
}

using Collum.Knowledge;

namespace Collum.Findings;

/// <summary>What a finding asks of the reader. Ordered: the gravest is largest.</summary>
public enum Severity
{
    /// <summary>Informs.</summary>
    Note,

    /// <summary>Wants a named person's written reason.</summary>
    Confirm,

    /// <summary>Blocks signing.</summary>
    Stop,
}

/// <summary>Anything a check says, about a plan, a file or a fit.</summary>
/// <param name="Code">Never changes its meaning, for example <c>DOSE-012</c>.</param>
/// <param name="Severity">What it asks.</param>
/// <param name="Message">One or two plain sentences that name the thing, with numbers and units.</param>
/// <param name="Source">Key in <c>data/sources.json</c>.</param>
/// <param name="Place">What it is about, as a path into the document checked: <c>sites[2].dose_u</c>.</param>
public sealed record Finding(string Code, Severity Severity, Sentence Message, string Source, string? Place = null)
{
    /// <summary>How well the fact behind it is known; null where it rests on arithmetic or on the input itself.</summary>
    public FactStatus? Status { get; init; }

    /// <summary>Where in the source the fact stands.</summary>
    public string? Locator { get; init; }

    /// <summary>A finding that rests on a fact carries that fact's source, place in it and status.</summary>
    public static Finding From(Fact fact, string code, Severity severity, Sentence message, string? place = null) =>
        new(code, severity, message, fact.Source, place) { Status = fact.Status, Locator = fact.Locator };
}

namespace Collum.Findings;

/// <summary>What was handed in cannot be read: says where, what was found, and what is expected. Nothing was changed.</summary>
public sealed class InputException(string place, Sentence found, Sentence expected, string? document = null)
    : Exception($"{(document is null ? "" : document + ", ")}{place}: found {found}; expected {expected}.")
{
    /// <summary>File or form; null when the reader of a bare value does not know it.</summary>
    public string? Document { get; } = document;

    /// <summary>Path into the document, <c>sites[2].dose_u</c>, or a row and column.</summary>
    public string Place { get; } = place;

    public Sentence Found { get; } = found;

    public Sentence Expected { get; } = expected;

    public InputException In(string name) => new(Place, Found, Expected, name);
}

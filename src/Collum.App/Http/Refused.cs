using Collum.Findings;

namespace Collum.App.Http;

/// <summary>What a page itself refuses, in the words of the reader's language.</summary>
static class Refused
{
    /// <param name="place">Path into the form.</param>
    /// <param name="found">In the reader's language.</param>
    /// <param name="expected">In the reader's language.</param>
    public static InputException At(string place, string found, string expected) => new(place, Sentence.AsWritten(found), Sentence.AsWritten(expected));
}

namespace Collum.Findings.Tests;

/// <summary>Looks into the English of a sentence, as one looks into a text.</summary>
static class SentenceText
{
    public static bool Contains(this Sentence sentence, string words, StringComparison how = StringComparison.Ordinal) => sentence.ToString().Contains(words, how);

    public static bool StartsWith(this Sentence sentence, string words, StringComparison how) => sentence.ToString().StartsWith(words, how);

    public static bool EndsWith(this Sentence sentence, string words, StringComparison how) => sentence.ToString().EndsWith(words, how);
}

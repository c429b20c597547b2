using System.Globalization;
using System.Text;

namespace Collum.Safety;

/// <summary>What people typed, brought to plain lower-case words so that case, accents and punctuation do not matter.</summary>
static class TypedText
{
    /// <summary>Lower-case letters of any script and digits; accents are dropped, everything else parts two words.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in Decomposed(text))
        {
            if (c is 'ß')
                word.Append("ss");
            else if (c is 'μ')                  // the Greek letter, typed for the micro sign
                word.Append('µ');
            else if (char.IsLetter(c) || char.IsAsciiDigit(c))
                word.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c is not ('\'' or '’' or '­') && word.Length > 0)
                Close();
        }

        if (word.Length > 0)
            Close();
        return words;

        void Close()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>The words with one space between them and one at each end, so that a phrase is found by its own words only.</summary>
    public static string Padded(string text) => $" {string.Join(' ', Words(text))} ";

    public static bool Says(string padded, string phrase) => padded.Contains($" {phrase} ", StringComparison.Ordinal);

    static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)      // a lone surrogate: nothing to fold, and the words around it still count
        {
            return text;
        }
    }
}

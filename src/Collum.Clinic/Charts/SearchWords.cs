using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Collum.Clinic.Charts;

/// <summary>The words a person is found by: lower case, without accents, cut at whatever is neither letter nor digit.</summary>
static partial class SearchWords
{
    const int Most = 24;

    /// <summary>Every word under which an identity stands: name and number with their parts joined as well (O'Brien: o, brien, obrien),
    /// German and Nordic vowels both ways (Müller: muller, mueller), the birth date as 1970-05-01.</summary>
    public static IReadOnlySet<string> Of(Identity identity)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in $"{identity.Name} {identity.Number}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            foreach (var spelt in (string[])[Fold(part), Fold(TwoLetters(part))])
            {
                var pieces = Pieces(spelt);
                words.UnionWith(pieces);
                if (pieces.Length > 1)
                    words.Add(string.Concat(pieces));
            }

        if (identity.BirthDate is { } birth)
            words.Add(birth.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return words;
    }

    /// <summary>What somebody typed, as words that must each begin a word of the person's. Dates may be typed 1970-05-01 or 1.5.1970.</summary>
    public static IReadOnlyList<string> Asked(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(Words).Distinct(StringComparer.Ordinal).Take(Most)];

    /// <summary>Sorts names as people expect: without regard to case and accents.</summary>
    public static string SortName(string name) => string.Join(' ', Pieces(Fold(name)));

    static IEnumerable<string> Words(string part)
    {
        if (IsoDate().IsMatch(part))
            return [part];
        if (DottedDate().Match(part) is { Success: true } m)
            return [$"{m.Groups[3].Value}-{m.Groups[2].Value.PadLeft(2, '0')}-{m.Groups[1].Value.PadLeft(2, '0')}"];
        return Pieces(Fold(part));
    }

    static string[] Pieces(string folded) => NotWord().Split(folded).Where(w => w.Length > 0).ToArray();

    static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                continue;
            var lower = Rune.ToLowerInvariant(rune);
            folded.Append(lower.Value switch
            {
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                'ø' => "o",
                'ł' => "l",
                'đ' or 'ð' => "d",
                'þ' => "th",
                'ı' => "i",
                _ => lower.ToString(),
            });
        }

        return folded.ToString();
    }

    static string TwoLetters(string text) => text.Normalize(NormalizationForm.FormC).ToLowerInvariant()
        .Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal)
        .Replace("ø", "oe", StringComparison.Ordinal).Replace("å", "aa", StringComparison.Ordinal);

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex NotWord();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{0,2}(?:-[0-9]{0,2})?\z")]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"\A([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\z")]
    private static partial Regex DottedDate();
}

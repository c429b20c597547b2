namespace Collum.Numerics;

/// <summary>How many single-letter changes turn one word into another.</summary>
public static class EditDistance
{
    /// <summary>Optimal string alignment distance: insert, delete, replace and swap of neighbours cost 1 each.</summary>
    /// <remarks>Damerau, Commun ACM 1964;7:171-176; the restricted form, in which no piece of text is edited twice.</remarks>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        Span<int> before = stackalloc int[Math.Min(b.Length + 1, 256)];
        if (b.Length + 1 > before.Length || a.Length > 255)
            return Math.Max(a.Length, b.Length);        // words of a lexicon are short; longer text is never "close"

        Span<int> above = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            above[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, above[j] + 1), above[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            above.CopyTo(before);
            row.CopyTo(above);
        }

        return above[b.Length];
    }

    /// <summary>The closest of the candidates, if it is close enough to be a slip of the pen (a third of the length, at most 3).</summary>
    public static string? Closest(string word, IEnumerable<string> candidates)
    {
        var allowed = Math.Min(3, Math.Max(1, word.Length / 3));
        string? best = null;
        foreach (var candidate in candidates)
        {
            var distance = Between(word, candidate);
            if (distance <= allowed && (best is null || distance < Between(word, best)))
                best = candidate;
        }

        return best;
    }
}

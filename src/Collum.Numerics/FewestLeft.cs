namespace Collum.Numerics;

/// <summary>Packs of given sizes that hold a wanted amount with the least left over.</summary>
public static class FewestLeft
{
    const int MostSteps = 10_000;

    /// <summary>How many packs of each size, in the order of the sizes; null when no size is given or the amount is beyond 10,000 steps of their common measure.</summary>
    /// <remarks>Exact: fewest packs for every reachable total by dynamic programming, then the smallest total that suffices. Equal leftovers go to fewer packs.</remarks>
    /// <param name="wanted">0 or more.</param>
    /// <param name="sizes">Each above 0, in the same measure, with at most 4 decimal places.</param>
    public static IReadOnlyList<int>? Packs(decimal wanted, IReadOnlyList<decimal> sizes)
    {
        Require.NotNegative(wanted);
        if (sizes.Count == 0)
            return null;

        const decimal scale = 10_000m;
        var whole = sizes.Select(s => (long)(Require.Positive(s) * scale)).ToArray();
        var measure = whole.Aggregate(CommonMeasure);
        var needed = decimal.Ceiling(wanted * scale / measure);
        var steps = whole.Select(w => w / measure).ToArray();
        if (needed + steps.Max() > MostSteps)
            return null;

        // Some total below needed + the smallest pack is reachable: whole numbers of that pack alone.
        var top = (int)needed + (int)steps.Min();
        var packs = new int[top + 1];
        var last = new int[top + 1];
        for (var total = 1; total <= top; total++)
        {
            packs[total] = int.MaxValue;
            for (var i = 0; i < steps.Length; i++)
            {
                var before = total - steps[i];
                if (before >= 0 && packs[before] < int.MaxValue && packs[before] + 1 < packs[total])
                    (packs[total], last[total]) = (packs[before] + 1, i);
            }
        }

        var best = (int)needed;
        while (packs[best] == int.MaxValue)
            best++;

        var counts = new int[sizes.Count];
        for (var total = (long)best; total > 0; total -= steps[last[total]])
            counts[last[total]]++;
        return counts;
    }

    static long CommonMeasure(long a, long b) => b == 0 ? a : CommonMeasure(b, a % b);
}

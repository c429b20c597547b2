namespace Collum.Numerics.Inference;

/// <summary>How far the draws of several chains can be trusted.</summary>
/// <remarks>Vehtari, Gelman, Simpson, Carpenter and Bürkner, Bayesian Anal 2021;16:667-718. Every chain has the same number of draws, at least 4.</remarks>
public static class Diagnostics
{
    /// <summary>Rank-normalised split R̂: the larger of the bulk's and the folded tails'. NaN where no draw differs from another: chains that never moved tell nothing of where they ought to be.</summary>
    public static double RHat(double[][] chains)
    {
        var split = Split(chains);
        if (split.All(c => c.All(x => x == split[0][0])))
            return double.NaN;
        var median = Quantile([.. split.SelectMany(c => c).Order()], 0.5);
        return Math.Max(Plain(RankNormal(split)), Plain(RankNormal([.. split.Select(c => c.Select(x => Math.Abs(x - median)).ToArray())])));
    }

    /// <summary>Effective draws for the middle of the distribution: of the rank-normalised split chains.</summary>
    public static double BulkEss(double[][] chains) => EssOf(RankNormal(Split(chains)));

    /// <summary>Effective draws for the mean: of the split chains as they are.</summary>
    public static double MeanEss(double[][] chains) => EssOf(Split(chains));

    /// <summary>Effective draws for the 5 % and 95 % quantiles, the smaller of the two.</summary>
    public static double TailEss(double[][] chains)
    {
        var split = Split(chains);
        var sorted = split.SelectMany(c => c).Order().ToArray();
        return Math.Min(Of(Quantile(sorted, 0.05)), Of(Quantile(sorted, 0.95)));

        double Of(double limit) => EssOf([.. split.Select(c => c.Select(x => x <= limit ? 1.0 : 0).ToArray())]);
    }

    /// <summary>The quantile of sorted values, by linear interpolation (type 7 of Hyndman and Fan, Am Stat 1996;50:361-365).</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        var h = (sorted.Length - 1) * p;
        var low = (int)Math.Floor(h);
        return low + 1 < sorted.Length ? sorted[low] + ((h - low) * (sorted[low + 1] - sorted[low])) : sorted[^1];
    }

    static double[][] Split(double[][] chains)
    {
        var n = chains[0].Length;
        if (n < 4 || chains.Any(c => c.Length != n))
            throw new ArgumentException($"Chains have {string.Join(", ", chains.Select(c => c.Length))} draws; at least 4, and as many in each, are needed.", nameof(chains));
        var half = n / 2;
        return [.. chains.SelectMany(c => new[] { c[..half], c[(n - half)..] })];
    }

    // Average ranks over all chains, turned into normal quantiles (Blom).
    static double[][] RankNormal(double[][] chains)
    {
        var flat = chains.SelectMany(c => c).ToArray();
        var order = Enumerable.Range(0, flat.Length).ToArray();
        Array.Sort((double[])flat.Clone(), order);
        var normal = new double[flat.Length];
        for (var i = 0; i < order.Length;)
        {
            var j = i;
            while (j + 1 < order.Length && flat[order[j + 1]] == flat[order[i]])
                j++;
            var rank = ((i + j) / 2.0) + 1;
            var z = SpecialFunctions.NormalQuantile((rank - 0.375) / (flat.Length + 0.25));
            for (var k = i; k <= j; k++)
                normal[order[k]] = z;
            i = j + 1;
        }

        var n = chains[0].Length;
        return [.. chains.Select((_, c) => normal[(c * n)..((c + 1) * n)])];
    }

    static double Plain(double[][] chains)
    {
        var n = chains[0].Length;
        var (within, between) = Variances(chains);
        // Each chain stands still: apart they cannot agree; only folded halves of two values stand on one.
        return within == 0 ? between > 0 ? double.PositiveInfinity : 1 : Math.Sqrt((((n - 1.0) / n * within) + (between / n)) / within);
    }

    static (double Within, double Between) Variances(double[][] chains)
    {
        var n = chains[0].Length;
        var means = chains.Select(c => c.Average()).ToArray();
        var grand = means.Average();
        var within = chains.Select((c, i) => c.Sum(x => (x - means[i]) * (x - means[i])) / (n - 1)).Average();
        var between = chains.Length < 2 ? 0 : n * means.Sum(m => (m - grand) * (m - grand)) / (chains.Length - 1);
        return (within, between);
    }

    // Autocorrelations averaged over chains, summed in pairs while they stay positive and made to fall (Geyer 1992).
    static double EssOf(double[][] chains)
    {
        var (m, n) = (chains.Length, chains[0].Length);
        var (within, between) = Variances(chains);
        if (within == 0)
            return double.NaN;          // nothing moved: not one draw is known to be worth anything
        var pooled = ((n - 1.0) / n * within) + (between / n);
        var centred = chains.Select(c => { var mean = c.Average(); return c.Select(x => x - mean).ToArray(); }).ToArray();

        double Correlation(int lag)
        {
            var sum = 0.0;
            foreach (var c in centred)
                for (var i = 0; i + lag < n; i++)
                    sum += c[i] * c[i + lag];
            return 1 - ((within - (sum / (n - 1.0) / m)) / pooled);     // the chains' own n − 1 at every lag
        }

        var (total, last) = (0.0, double.PositiveInfinity);
        for (var lag = 0; lag + 1 < n; lag += 2)
        {
            var pair = (lag == 0 ? 1 : Correlation(lag)) + Correlation(lag + 1);
            if (!(pair > 0))
                break;
            last = Math.Min(last, pair);
            total += last;
        }

        var time = Math.Max((2 * total) - 1, 1 / Math.Log10(m * n));
        return m * n / time;
    }
}

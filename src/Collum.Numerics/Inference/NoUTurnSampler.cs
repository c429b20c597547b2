namespace Collum.Numerics.Inference;

/// <summary>How to sample.</summary>
public sealed record SamplingOptions
{
    /// <summary>Independent chains, 1 or more.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Iterations a chain spends on tuning; not kept.</summary>
    public int Warmup { get; init; } = 1000;

    /// <summary>Iterations a chain keeps.</summary>
    public int Draws { get; init; } = 1000;

    public ulong Seed { get; init; } = 1;

    /// <summary>Wanted mean acceptance, between 0 and 1.</summary>
    public double TargetAcceptance { get; init; } = 0.8;

    /// <summary>A trajectory has at most 2^this steps.</summary>
    public int MostDoublings { get; init; } = 10;

    /// <summary>Chains that run side by side; changes the time, never the numbers.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told the iterations done over all chains, now and then.</summary>
    public Action<int>? Progress { get; init; }
}

/// <summary>Samples from a density by the No-U-Turn sampler.</summary>
/// <remarks>
/// Hoffman and Gelman, JMLR 2014;15:1593-1623, in the multinomial form with the generalised turning criterion of Betancourt, arXiv:1701.02434, appendix A;
/// the criterion is also asked across the seam of each two joined trajectories. Diagonal metric and step size are tuned in <see cref="WarmupWindows"/>.
/// </remarks>
public static class NoUTurnSampler
{
    /// <summary>Draws of all chains. The same seed gives the same numbers whatever the number of threads.</summary>
    /// <param name="density">Makes one instance for each chain.</param>
    /// <param name="start">A first point for a chain; asked again, up to 100 times, while the density there is not finite.</param>
    /// <param name="options">See there.</param>
    /// <param name="cancel">Asked before every iteration.</param>
    /// <exception cref="InvalidOperationException">No start had a finite density.</exception>
    public static Draws Sample(Func<ILogDensity> density, Func<CounterRandom, double[]> start, SamplingOptions options, CancellationToken cancel = default)
    {
        Require.Positive(options.Chains);
        Require.Within(options.Warmup, 0, 1_000_000);
        Require.Within(options.Draws, 1, 1_000_000);
        Require.Within(options.MostDoublings, 1, 20);
        var chains = new ChainDraws[options.Chains];
        var done = 0;
        try
        {
            Parallel.For(0, options.Chains, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads), CancellationToken = cancel },
                c => chains[c] = new NoUTurnChain(density(), new CounterRandom(options.Seed, (ulong)c), options).Run(start, () =>
                {
                    cancel.ThrowIfCancellationRequested();
                    var now = Interlocked.Increment(ref done);
                    if (now % 100 == 0)
                        options.Progress?.Invoke(now);
                }));
        }
        catch (AggregateException e) when (e.InnerExceptions.All(i => i is OperationCanceledException))
        {
            throw new OperationCanceledException(cancel);
        }
        catch (AggregateException e) when (e.InnerException is InvalidOperationException inner)
        {
            throw new InvalidOperationException(inner.Message, e);
        }

        return new Draws(chains);
    }
}

/// <summary>What one chain kept.</summary>
/// <param name="Values">Draw after draw, n numbers each.</param>
/// <param name="Dimension">n.</param>
/// <param name="Divergences">Kept draws whose trajectory lost more than 1000 units of energy.</param>
/// <param name="Saturated">Kept draws whose trajectory reached the most doublings.</param>
/// <param name="StepSize">After warm-up.</param>
/// <param name="Gradients">Evaluations of the density, warm-up included.</param>
/// <param name="Metric">The variances learnt in warm-up.</param>
public sealed record ChainDraws(double[] Values, int Dimension, int Divergences, int Saturated, double StepSize, long Gradients, double[] Metric)
{
    public int Count => Values.Length / Dimension;

    public ReadOnlySpan<double> Draw(int index) => Values.AsSpan(index * Dimension, Dimension);
}

/// <summary>Draws of several chains.</summary>
public sealed class Draws(IReadOnlyList<ChainDraws> chains)
{
    public IReadOnlyList<ChainDraws> Chains { get; } = chains;

    public int Dimension => Chains[0].Dimension;

    /// <summary>Over all chains.</summary>
    public int Count => Chains.Sum(c => c.Count);

    public int Divergences => Chains.Sum(c => c.Divergences);

    public int Saturated => Chains.Sum(c => c.Saturated);

    public long Gradients => Chains.Sum(c => c.Gradients);

    /// <summary>Draw by number over all chains, chain after chain.</summary>
    public ReadOnlySpan<double> Draw(int index)
    {
        foreach (var chain in Chains)
        {
            if (index < chain.Count)
                return chain.Draw(index);
            index -= chain.Count;
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }

    /// <summary>One quantity of every draw, chain by chain, as the diagnostics take it.</summary>
    public double[][] Of(Func<double[], double> quantity)
    {
        var point = new double[Dimension];
        return [.. Chains.Select(c =>
        {
            var values = new double[c.Count];
            for (var i = 0; i < values.Length; i++)
            {
                c.Draw(i).CopyTo(point);
                values[i] = quantity(point);
            }

            return values;
        })];
    }

    public double[][] Of(int coordinate) =>
        [.. Chains.Select(c => Enumerable.Range(0, c.Count).Select(i => c.Values[(i * c.Dimension) + coordinate]).ToArray())];
}

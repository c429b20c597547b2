using Collum.Numerics.Inference;

namespace Collum.Tests.Numerics.Inference;

/// <summary>Posteriors whose answer is known without a sampler.</summary>
public sealed class NoUTurnSamplerTests
{
    static double[] Near0(CounterRandom random, int n) => [.. Enumerable.Range(0, n).Select(_ => (4 * random.NextUniform()) - 2)];

    static Draws Sample(Func<ILogDensity> density, SamplingOptions? options = null) =>
        NoUTurnSampler.Sample(density, r => Near0(r, density().Dimension), options ?? new() { Draws = 2000, Seed = 5 });

    [Fact]
    public void A_normal_is_found_with_its_means_deviations_and_correlation()
    {
        var draws = Sample(() => new Densities.Normal());
        var (a, b, c) = (draws.Of(0), draws.Of(1), draws.Of(2));

        Near(0, 1, a);
        Near(0, 1, b);
        Near(50, 100, c);
        Assert.Equal(0.9, draws.Of(p => p[0] * p[1]).SelectMany(x => x).Average(), 0.1);
        Assert.Equal(0, draws.Divergences);
        foreach (var chains in new[] { a, b, c })
            Assert.True(Diagnostics.RHat(chains) < 1.01, $"R-hat {Diagnostics.RHat(chains)}");
    }

    [Fact]
    public void A_funnel_told_apart_from_its_scale_reaches_into_its_neck()
    {
        var draws = Sample(() => new Densities.Funnel());
        var neck = draws.Of(0);

        Near(0, 3, neck);
        Assert.Equal(0.0228, neck.SelectMany(x => x).Average(v => v < -6 ? 1.0 : 0), 0.01);      // Φ(−2)
        Near(0, Math.Exp(9.0 / 16), draws.Of(p => Math.Exp(p[0] / 4) * p[1]), 0.2);              // var(exp(v/4)·z) = exp(9/8)
    }

    [Fact]
    public void Eight_schools_agree_with_the_integral_over_a_grid()
    {
        var (mean, spread) = Densities.EightSchools.ByGrid();
        var draws = Sample(() => new Densities.EightSchools(), new() { Draws = 4000, Seed = 8, TargetAcceptance = 0.95 });
        var (means, spreads) = (draws.Of(0), draws.Of(p => Math.Exp(p[1])));

        Assert.Equal(mean, means.SelectMany(x => x).Average(), 4 * Deviation(means) / Math.Sqrt(Diagnostics.MeanEss(means)));
        Assert.Equal(spread, spreads.SelectMany(x => x).Average(), 4 * Deviation(spreads) / Math.Sqrt(Diagnostics.MeanEss(spreads)));
        Assert.InRange(spread, 3, 4.5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_draws_whatever_the_threads()
    {
        var options = new SamplingOptions { Warmup = 200, Draws = 100, Seed = 3 };
        var one = Sample(() => new Densities.EightSchools(), options with { Threads = 1 });
        var four = Sample(() => new Densities.EightSchools(), options with { Threads = 4 });
        var other = Sample(() => new Densities.EightSchools(), options with { Seed = 4 });

        Assert.Equal(one.Chains.SelectMany(c => c.Values), four.Chains.SelectMany(c => c.Values));
        Assert.NotEqual(one.Chains[0].Values, other.Chains[0].Values);
        Assert.NotEqual(one.Chains[0].Values, one.Chains[1].Values);
    }

    [Fact]
    public void The_hand_written_gradients_of_these_tests_are_right()
    {
        var random = new CounterRandom(1);
        foreach (ILogDensity density in new ILogDensity[] { new Densities.Normal(), new Densities.Funnel(), new Densities.EightSchools() })
            Assert.InRange(Gradients.LargestError(density, Near0(random, density.Dimension)), 0, 1e-6);
    }

    [Fact]
    public void A_density_that_is_nowhere_finite_and_a_cancelled_run_say_so()
    {
        Assert.Throws<InvalidOperationException>(() => Sample(() => new Nowhere(), new() { Chains = 1, Warmup = 10, Draws = 10 }));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => NoUTurnSampler.Sample(() => new Densities.Funnel(), r => Near0(r, 10), new(), cancelled.Token));
    }

    static void Near(double mean, double deviation, double[][] chains, double relative = 0.1)
    {
        var ess = Diagnostics.MeanEss(chains);
        Assert.Equal(mean, chains.SelectMany(x => x).Average(), 4 * deviation / Math.Sqrt(ess));
        Assert.Equal(1, Deviation(chains) / deviation, relative);
    }

    static double Deviation(double[][] chains)
    {
        var all = chains.SelectMany(x => x).ToArray();
        var mean = all.Average();
        return Math.Sqrt(all.Average(x => (x - mean) * (x - mean)));
    }

    sealed class Nowhere : ILogDensity
    {
        public int Dimension => 2;

        public double LogDensity(ReadOnlySpan<double> at, Span<double> gradient)
        {
            gradient.Clear();
            return double.NaN;
        }
    }
}

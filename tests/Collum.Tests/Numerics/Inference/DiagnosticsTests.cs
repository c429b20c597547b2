using Collum.Numerics.Inference;

namespace Collum.Tests.Numerics.Inference;

public sealed class DiagnosticsTests
{
    static double[][] Autoregressive(double rho, int chains, int n, ulong seed)
    {
        var random = new CounterRandom(seed);
        return [.. Enumerable.Range(0, chains).Select(_ =>
        {
            var x = random.NextNormal();
            return Enumerable.Range(0, n).Select(_ => x = (rho * x) + (Math.Sqrt(1 - (rho * rho)) * random.NextNormal())).ToArray();
        })];
    }

    // An autoregressive series of order 1 has n(1 − ρ)/(1 + ρ) effective draws.
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Effective_draws_of_an_autoregressive_series_are_those_of_theory(double rho)
    {
        var chains = Autoregressive(rho, 4, 20_000, 2);
        var theory = 80_000 * (1 - rho) / (1 + rho);

        Assert.Equal(1, Diagnostics.MeanEss(chains) / theory, 0.1);
        Assert.Equal(1, Diagnostics.BulkEss(chains) / theory, 0.1);
        Assert.InRange(Diagnostics.RHat(chains), 0.99, 1.005);
    }

    [Fact]
    public void Chains_that_disagree_in_place_or_in_width_have_a_large_r_hat()
    {
        var chains = Autoregressive(0, 4, 1000, 3);
        var moved = chains.Select((c, i) => c.Select(x => x + (i == 0 ? 1 : 0)).ToArray()).ToArray();
        var wider = chains.Select((c, i) => c.Select(x => x * (i == 0 ? 3 : 1)).ToArray()).ToArray();

        Assert.True(Diagnostics.RHat(moved) > 1.05);
        Assert.True(Diagnostics.RHat(wider) > 1.05);
        Assert.True(Diagnostics.BulkEss(moved) < 100);
    }

    [Fact]
    public void A_maximum_is_climbed_to_and_its_curvature_is_that_of_the_normal()
    {
        var maximum = Optimiser.Maximise(new Densities.Normal(), [1, -2, 300], 1e-10);
        var laplace = Laplace.At(new Densities.Normal(), maximum.At)!;

        Assert.True(maximum.Converged);
        Assert.Equal([0, 0, 50], maximum.At.Select(x => Math.Round(x, 3)));
        Assert.Equal([1, 1, 10_000], laplace.Variances().Select(v => Math.Round(v, 2)));
        Assert.Equal(Math.Log(Math.Pow(2 * Math.PI, 1.5) * Math.Sqrt(1 - 0.81) * 100), laplace.LogIntegral, 1e-6);
    }

    [Fact]
    public void A_curved_valley_is_followed_to_its_end()
    {
        var maximum = Optimiser.Maximise(new Valley(), [-1.2, 1]);

        Assert.True(maximum.Converged);
        Assert.Equal(1, maximum.At[0], 1e-4);
        Assert.Equal(1, maximum.At[1], 1e-4);
    }

    // Generalised Pareto excesses have a known shape; equal densities need no smoothing.
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.8)]
    public void The_tail_shape_of_pareto_excesses_is_found(double k)
    {
        var random = new CounterRandom(9);
        var excesses = Enumerable.Range(0, 5000).Select(_ => (Math.Pow(random.NextUniform(), -k) - 1) / k).Order().ToArray();

        Assert.Equal(k, ParetoSmoothing.FitTail(excesses).K, 0.06);
    }

    [Fact]
    public void Weights_of_a_wider_proposal_find_the_target_and_those_of_a_narrow_one_warn()
    {
        var random = new CounterRandom(10);
        var wide = Enumerable.Range(0, 4000).Select(_ => 1.5 * random.NextNormal()).ToArray();
        var narrow = Enumerable.Range(0, 4000).Select(_ => 0.3 * random.NextNormal()).ToArray();
        var good = ParetoSmoothing.Smooth([.. wide.Select(x => (-0.5 * x * x) + (0.5 * x * x / 2.25))]);
        var bad = ParetoSmoothing.Smooth([.. narrow.Select(x => (-0.5 * x * x) + (0.5 * x * x / 0.09))]);

        Assert.Equal(1, wide.Zip(good.Weights, (x, w) => w * x * x).Sum(), 0.06);
        Assert.True(good.ShapeK < 0.5, $"k {good.ShapeK}");
        Assert.True(bad.ShapeK > 0.7, $"k {bad.ShapeK}");
        Assert.Equal(1, good.Weights.Sum(), 1e-12);
    }

    [Fact]
    public void Uniform_ranks_pass_and_crowded_ranks_do_not()
    {
        var random = new CounterRandom(12);
        var even = Enumerable.Range(0, 1000).Select(_ => random.NextBelow(100)).ToList();
        var crowded = Enumerable.Range(0, 1000).Select(_ => (random.NextBelow(100) + random.NextBelow(100)) / 2).ToList();

        Assert.InRange(RankUniformity.Of(even, 99, 20).P, 0.001, 1);
        Assert.InRange(RankUniformity.Of(crowded, 99, 20).P, 0, 1e-6);
    }

    /// <summary>Rosenbrock's valley, upside down; its top is at (1, 1).</summary>
    sealed class Valley : ILogDensity
    {
        public int Dimension => 2;

        public double LogDensity(ReadOnlySpan<double> at, Span<double> gradient)
        {
            var (x, y) = (at[0], at[1]);
            gradient[0] = (2 * (1 - x)) + (400 * x * (y - (x * x)));
            gradient[1] = -200 * (y - (x * x));
            return -((1 - x) * (1 - x)) - (100 * (y - (x * x)) * (y - (x * x)));
        }
    }

    [Fact]
    public void Chains_that_never_moved_are_not_said_to_agree()
    {
        double[] Still(double at) => [.. Enumerable.Repeat(at, 100)];

        Assert.True(double.IsNaN(Diagnostics.RHat([Still(3), Still(3)])));
        Assert.True(double.IsNaN(Diagnostics.BulkEss([Still(3), Still(3)])));
        Assert.False(Diagnostics.RHat([Still(3), Still(4)]) <= 1.01);
    }

    [Fact]
    public void Weights_of_which_nothing_can_be_told_have_no_shape_to_trust()
    {
        foreach (var ratios in (double[][])[[.. Enumerable.Repeat(double.NegativeInfinity, 100)], [.. Enumerable.Repeat(double.NaN, 100)], [.. Enumerable.Range(0, 100).Select(i => i == 7 ? 0 : double.NegativeInfinity)]])
        {
            var smoothed = ParetoSmoothing.Smooth(ratios);

            Assert.False(smoothed.ShapeK <= 0.7);
            Assert.False(double.IsNaN(smoothed.ShapeK));
            Assert.Equal(1, smoothed.Weights.Sum(), 1e-9);
        }
    }
}

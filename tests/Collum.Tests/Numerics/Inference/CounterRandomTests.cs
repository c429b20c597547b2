using Collum.Numerics.Inference;

namespace Collum.Tests.Numerics.Inference;

public sealed class CounterRandomTests
{
    // Known answers published with Random123 (Salmon et al., SC11) for Philox 4×32, ten rounds.
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU)]
    [InlineData(0x85a308d3243f6a88UL, 0x0370734413198a2eUL, 0x299f31d0a4093822UL, 0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U)]
    public void Blocks_are_those_of_the_published_generator(ulong low, ulong high, ulong key, uint a, uint b, uint c, uint d) =>
        Assert.Equal((a, b, c, d), CounterRandom.Block(low, high, key));

    [Fact]
    public void A_stream_repeats_itself_and_no_other()
    {
        var (one, again, other) = (new CounterRandom(7, 3), new CounterRandom(7, 3), new CounterRandom(7, 4));
        var numbers = Enumerable.Range(0, 100).Select(_ => one.NextBits()).ToList();

        Assert.Equal(numbers, Enumerable.Range(0, 100).Select(_ => again.NextBits()));
        Assert.Empty(numbers.Intersect(Enumerable.Range(0, 100).Select(_ => other.NextBits())));
    }

    [Fact]
    public void Normals_and_gammas_have_their_moments()
    {
        var random = new CounterRandom(11);
        var normals = Enumerable.Range(0, 200_000).Select(_ => random.NextNormal()).ToArray();
        var gammas = Enumerable.Range(0, 200_000).Select(_ => random.NextGamma(2.5)).ToArray();

        Assert.Equal(0, normals.Average(), 0.01);
        Assert.Equal(1, normals.Average(x => x * x), 0.02);
        Assert.Equal(3, normals.Average(x => x * x * x * x), 0.15);
        Assert.Equal(2.5, gammas.Average(), 0.02);
        Assert.Equal(2.5, gammas.Average(x => (x - 2.5) * (x - 2.5)), 0.05);
    }

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(0.5, 0)]
    public void Normal_quantiles_are_those_of_the_tables(double p, double z)
    {
        Assert.Equal(z, SpecialFunctions.NormalQuantile(p), 1e-9);
        Assert.Equal(p, SpecialFunctions.NormalCdf(z), 1e-12);
    }

    [Fact]
    public void Gamma_functions_agree_with_factorials_and_with_each_other()
    {
        Assert.Equal(Math.Log(24), SpecialFunctions.LogGamma(5), 1e-12);
        Assert.Equal(0.5 * Math.Log(Math.PI), SpecialFunctions.LogGamma(0.5), 1e-12);
        Assert.Equal((SpecialFunctions.LogGamma(2.3 + 1e-5) - SpecialFunctions.LogGamma(2.3 - 1e-5)) / 2e-5, SpecialFunctions.Digamma(2.3), 1e-8);
        Assert.Equal(Math.Exp(-3.0), SpecialFunctions.UpperGamma(1, 3), 1e-14);
    }
}

using System.Numerics;
using Collum.Numerics.Signals;

namespace Collum.Tests.Numerics.Signals;

public sealed class CoherenceTests
{
    // 1 − 0.05^(1/(L−1)), worked out by hand for three numbers of segments.
    [Theory]
    [InlineData(38, 0.0778)]
    [InlineData(100, 0.0298)]
    [InlineData(380, 0.0079)]
    public void The_limit_falls_with_the_number_of_segments(int segments, double limit) =>
        Assert.Equal(limit, Coherence.Limit(segments, 0.05), 5e-5);

    [Fact]
    public void The_interval_holds_the_value_and_narrows_with_more_segments()
    {
        var (low, high) = Coherence.Interval(0.31, 100);
        var (lower, higher) = Coherence.Interval(0.31, 10);

        Assert.True(lower < low && low < 0.31 && 0.31 < high && high < higher);
        Assert.Equal((1, 1), Coherence.Interval(1, 10));
        Assert.Equal(0, Coherence.Interval(0, 10).Low);
    }

    [Fact]
    public void A_signal_is_wholly_coherent_with_itself_and_silence_with_nothing()
    {
        Assert.Equal(1, Coherence.Of(new Complex(0, -6), 4, 9), 1e-12);
        Assert.Equal(0, Coherence.Of(0, 0, 9));
    }

    [Fact]
    public void Records_that_agree_do_not_differ_and_records_that_disagree_do()
    {
        Assert.Equal(0, Coherence.Difference([(0.2, 50), (0.2, 80)]).Statistic, 1e-12);
        Assert.True(Coherence.Difference([(0.05, 100), (0.5, 100)]).Statistic > 10.83);     // 0.1 % point of chi-squared with 1 degree of freedom
        Assert.Equal((0, 0), Coherence.Difference([(0.4, 100)]));
        Assert.Equal(0, Coherence.Difference(0.3, 40, 0.3, 90), 1e-12);
    }

    [Fact]
    public void The_spectrum_interval_is_the_published_constant_over_the_root_of_the_segments() =>
        Assert.Equal(0.0851, Coherence.SpectrumHalfWidth(100), 5e-5);

    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(double.NaN, 0.05)]
    [InlineData(10, 0)]
    [InlineData(10, 1)]
    public void A_limit_that_cannot_be_is_refused(double segments, double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Coherence.Limit(segments, level));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(1, 4)]
    public void A_percentile_is_interpolated_between_neighbours(double share, double value) =>
        Assert.Equal(value, Order.Percentile([4, 1, 3, 2], share), 1e-12);

    [Fact]
    public void No_value_has_no_percentile() => Assert.True(double.IsNaN(Order.Median([])));
}

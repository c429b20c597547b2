using Collum.Numerics.Signals;

namespace Collum.Tests.Numerics.Signals;

public sealed class FilterTests
{
    const double Rate = 2000;

    static readonly Dictionary<string, Sections> Filters = new()
    {
        ["band-4-20-450"] = Butterworth.BandPass(4, 20, 450, Rate),
        ["low-2-6"] = Butterworth.LowPass(2, 6, Rate),
        ["high-4-30"] = Butterworth.HighPass(4, 30, Rate),
        ["low-3-50"] = Butterworth.LowPass(3, 50, Rate),
        ["notch-50-30"] = Butterworth.Notch(50, 30, Rate),
    };

    public static TheoryData<string> Names => [.. Filters.Keys];

    // golden/scipy/response.csv: SciPy 1.10.1.
    [Theory, MemberData(nameof(Names))]
    public void The_gain_is_that_of_the_reference_at_every_frequency(string name)
    {
        var golden = Golden.Table("scipy/response.csv");

        foreach (var (hz, gain) in golden["hz"].Zip(golden[name]))
            Assert.Equal(gain, Filters[name].At(hz, Rate).Magnitude, 1e-9);
    }

    // golden/scipy/zero-phase.csv: SciPy 1.10.1. The input carries an offset of 300 and a slope, so the edges matter.
    [Theory, MemberData(nameof(Names))]
    public void Both_ways_the_result_is_that_of_the_reference_up_to_both_edges(string name)
    {
        var golden = Golden.Table("scipy/zero-phase.csv");
        float[] input = [.. golden["input"].Select(v => (float)v)];
        var frames = Frames.Of(input, new float[input.Length], input);

        new ZeroPhase(Filters[name]).Run(frames);

        var (first, silent, third) = (frames.Lane(0), frames.Lane(1), frames.Lane(2));
        for (var i = 0; i < input.Length; i++)
            Assert.Equal(golden[name][i], first[i], 2e-3);      // of 800: one part in 400,000
        Assert.Equal(first, third);
        Assert.All(silent, v => Assert.Equal(0, v));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void A_Butterworth_filter_has_half_power_at_its_corner_and_the_textbook_slope_beyond(int order)
    {
        var (low, high) = (Butterworth.LowPass(order, 100, Rate), Butterworth.HighPass(order, 100, Rate));

        Assert.Equal(Math.Sqrt(0.5), low.At(100, Rate).Magnitude, 1e-12);
        Assert.Equal(Math.Sqrt(0.5), high.At(100, Rate).Magnitude, 1e-12);
        foreach (var hz in (double[])[1, 20, 300, 900])
        {
            // |H|² = 1 / (1 + (tan(πf/fs) / tan(πf_c/fs))^2n), the bilinear transform of Butterworth's formula.
            var ratio = Math.Tan(Math.PI * hz / Rate) / Math.Tan(Math.PI * 100 / Rate);
            Assert.Equal(1 / Math.Sqrt(1 + Math.Pow(ratio, 2 * order)), low.At(hz, Rate).Magnitude, 1e-11);
            Assert.Equal(1 / Math.Sqrt(1 + Math.Pow(ratio, -2 * order)), high.At(hz, Rate).Magnitude, 1e-11);
        }
    }

    [Fact]
    public void A_notch_takes_out_its_frequency_and_leaves_half_the_power_at_the_edges_of_its_width()
    {
        var notch = Butterworth.Notch(50, 30, Rate);

        Assert.Equal(0, notch.At(50, Rate).Magnitude, 1e-9);
        Assert.Equal(1, notch.At(0, Rate).Magnitude, 1e-12);
        Assert.Equal(Math.Sqrt(0.5), notch.At(50 - (50.0 / 60), Rate).Magnitude, 0.01);
    }

    [Fact]
    public void Each_lane_may_have_a_filter_of_its_own_or_none()
    {
        var random = new Random(3);
        float[] noise = [.. Enumerable.Range(0, 6000).Select(_ => (float)random.NextDouble())];
        var frames = Frames.Of(noise, noise, noise);

        new ZeroPhase([Filters["band-4-20-450"], null, Filters["low-2-6"]]).Run(frames);

        var alone = Frames.Of(noise);
        new ZeroPhase(Filters["low-2-6"]).Run(alone);
        Assert.Equal(noise, frames.Lane(1));
        // Away from the edges, where the longest padding among the lanes counts for all.
        Assert.Equal(alone.Lane(0)[2000..4000], frames.Lane(2)[2000..4000], (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void What_happened_before_a_block_is_no_longer_heard_after_the_time_that_the_filter_says()
    {
        var filter = Filters["band-4-20-450"];
        var reach = filter.Settles(1e-7);
        var random = new Random(4);
        float[] whole = [.. Enumerable.Range(0, 20_000).Select(_ => (float)((random.NextDouble() * 200) - 100))];
        var (all, part) = (Frames.Of(whole), Frames.Of(whole[(8000 - reach)..(12_000 + reach)]));

        new ZeroPhase(filter).Run(all);
        new ZeroPhase(filter).Run(part);

        Assert.InRange(reach, 300, 1000);
        Assert.Equal(all.Lane(0)[8000..12_000], part.Lane(0)[reach..(reach + 4000)], (a, b) => Math.Abs(a - b) < 2e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Fewer_frames_than_the_padding_are_filtered_without_an_error(int count)
    {
        var frames = Frames.Of(Enumerable.Repeat(7f, count).ToArray());

        new ZeroPhase(Filters["low-2-6"]).Run(frames);

        Assert.All(frames.Lane(0), v => Assert.Equal(7, v, 1e-4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(double.NaN)]
    public void A_corner_that_cannot_be_is_refused(double corner) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Butterworth.LowPass(2, corner, Rate));
}

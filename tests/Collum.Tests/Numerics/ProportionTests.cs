using Collum.Numerics.Inference;

namespace Collum.Tests.Numerics;

public sealed class ProportionTests
{
    [Theory]
    [InlineData(0, 10, 0.0, 0.2775)]        // Newcombe, Stat Med 1998;17:857-872, method 3, and by hand: z² / (n + z²)
    [InlineData(81, 263, 0.2553, 0.3662)]   // the same paper's table I
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_interval_is_that_of_the_literature(int count, int total, double low, double high)
    {
        var proportion = Proportion.Of(count, total, 0.95);

        Assert.Equal((low, high), (Math.Round(proportion.Low, 4), Math.Round(proportion.High, 4)));
    }
}

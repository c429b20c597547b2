using Collum.Response;

namespace Collum.Tests.Response;

public sealed class ProductMetaAnalysisTests
{
    static readonly Population People = Shared.Medicine.Response.Models["brashear-1999-drift"].ToPopulation("models");
    static readonly ProductPrior Prior = Shared.Medicine.Response.Forecast.Products.First(p => p.Product == "abobotulinumtoxinA");

    static ArmDifference Arm(double dose, double week, double difference, double error = 0.5) => new("T", "abobotulinumtoxinA", dose, week, difference, error, false);

    [Fact]
    public void A_stronger_effect_means_a_smaller_half_dose_and_a_later_one_a_later_peak()
    {
        var strong = ProductMetaAnalysis.Of(People, Prior, [Arm(500, 4, -14)]);
        var weak = ProductMetaAnalysis.Of(People, Prior, [Arm(500, 4, -4)]);
        var late = ProductMetaAnalysis.Of(People, Prior, [Arm(500, 2, -4), Arm(500, 8, -10), Arm(500, 12, -9)]);
        var early = ProductMetaAnalysis.Of(People, Prior, [Arm(500, 2, -10), Arm(500, 8, -4), Arm(500, 12, -1)]);

        Assert.True(strong.LogRatio.Mean < weak.LogRatio.Mean - 0.5);
        Assert.True(late.LogPeakShift.Mean > early.LogPeakShift.Mean + 0.2);
    }

    [Fact]
    public void An_arm_that_is_left_out_changes_nothing_and_is_predicted_wider_than_one_that_was_weighed()
    {
        ArmDifference other = Arm(500, 4, 30) with { Trial = "U", Error = 2 };
        var (alone, beside) = (ProductMetaAnalysis.Of(People, Prior.Wide(), [Arm(500, 4, -8)]), ProductMetaAnalysis.Of(People, Prior.Wide(), [Arm(500, 4, -8)], leftOut: [other]));

        Assert.Equal(alone.LogRatio, beside.LogRatio);
        Assert.Equal(alone.Expected[0].Median, beside.Predicted[0].Median, 0.5);
        Assert.True(beside.Predicted[0].Sd > Math.Sqrt((alone.Expected[0].Sd * alone.Expected[0].Sd) + 4));
        Assert.Empty(alone.Predicted);
    }

    [Fact]
    public void Without_information_the_prior_stays()
    {
        var nothing = ProductMetaAnalysis.Of(People, Prior, [Arm(500, 4, -8, error: 1000)]);

        Assert.Equal(Prior.LogRatioMean, nothing.LogRatio.Mean, 0.05);
        Assert.Equal(1, nothing.LogRatio.Sd / Prior.LogRatioSd, 0.05);
    }

    [Fact]
    public void Arms_of_another_product_are_refused() =>
        Assert.Throws<ArgumentException>(() => ProductMetaAnalysis.Of(People, Prior, [Arm(500, 4, -8) with { Product = "onabotulinumtoxinA" }]));
}

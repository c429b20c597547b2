using Collum.Numerics.Inference;
using Collum.Response;
using Collum.Toxins;

namespace Collum.Tests.Response;

public sealed class SideEffectTests
{
    static readonly SideEffectArm[] Poewe = [new("Poewe1998", 0, 20, 2), new("Poewe1998", 250, 19, 4), new("Poewe1998", 500, 17, 5), new("Poewe1998", 1000, 18, 7)];

    static readonly SideEffectArm[] TwoTrials =
        [new("Brashear1999", 0, 36, 1), new("Brashear1999", 5000, 36, 4), new("Brashear1999", 10000, 37, 8), new("Brin1999", 0, 38, 2), new("Brin1999", 10000, 39, 11)];

    static SideEffectCurve Curve(string product, string sideEffect) => Shared.Medicine.SideEffects.Content.Curves.Single(c => c.Product == product && c.Event == sideEffect);

    static Dose Units(string product, decimal units) => Shared.Medicine.Toxins.Products[product].Units(units);

    [Fact]
    public void The_gradient_agrees_with_differences()
    {
        var random = new CounterRandom(5);
        foreach (var arms in new[] { Poewe, TwoTrials })
            for (var i = 0; i < 20; i++)
            {
                var model = new SideEffectModel(arms);
                var at = new double[model.Dimension];
                random.FillNormal(at);
                Assert.InRange(Gradients.LargestError(model, at), 0, 1e-6);
            }
    }

    [Fact]
    public void Every_curve_on_file_is_what_a_fit_of_its_own_arms_gives_and_its_summary_holds_the_posterior()
    {
        Assert.Equal(7, Shared.Medicine.SideEffects.Content.Curves.Count);
        foreach (var curve in Shared.Medicine.SideEffects.Content.Curves)
        {
            var fit = SideEffectModel.Fit(curve.Arms, seed: 2);         // another seed than the file's

            Assert.All(fit.Parameters, p => Assert.InRange(p.Rhat, 0, 1.02));
            Assert.InRange(fit.Draws.Divergences, 0, 20);
            foreach (var units in curve.Arms.Select(a => a.DoseU).Distinct())
            {
                var random = new CounterRandom(3);
                var chances = Enumerable.Range(0, fit.Draws.Count).Select(i =>
                {
                    var d = fit.Draws.Draw(i);
                    var trial = Math.Exp(d[3]) * random.NextNormal();
                    return SideEffectModel.Chance(d[2] + trial, units == 0 ? double.NegativeInfinity : d[0] + (Math.Exp(d[1]) * Math.Log(units / fit.ReferenceU)) + trial);
                }).Order().ToArray();
                var told = curve.At(Units(curve.Product, (decimal)units));
                Assert.Equal(Diagnostics.Quantile(chances, 0.5), told.Median, 0.03);
                Assert.Equal(Diagnostics.Quantile(chances, 0.1), told.Q10, 0.03);
                Assert.Equal(Diagnostics.Quantile(chances, 0.9), told.Q90, 0.03);
            }
        }
    }

    [Fact]
    public void Every_arm_lies_within_its_own_counting_error_of_the_curve()
    {
        foreach (var curve in Shared.Medicine.SideEffects.Content.Curves)
            foreach (var arm in curve.Arms)
            {
                var (chance, counted) = (curve.At(Units(curve.Product, (decimal)arm.DoseU)), Proportion.Of(arm.Count, arm.N, 0.95));
                Assert.True(counted.Low <= chance.Q90 && counted.High >= chance.Q10, $"{curve.Product} {curve.Event} {arm}");
            }
    }

    [Fact]
    public void More_of_one_product_never_means_a_smaller_chance()
    {
        foreach (var curve in Shared.Medicine.SideEffects.Content.Curves)
        {
            var chances = Enumerable.Range(0, 20).Select(i => curve.At(Units(curve.Product, (decimal)(curve.Highest * i / 10)))).ToList();
            Assert.True(chances.Zip(chances.Skip(1)).All(p => p.First.Median <= p.Second.Median && p.First.Q10 <= p.Second.Q10 && p.First.Q90 <= p.Second.Q90), curve.Product + " " + curve.Event);
            Assert.All(chances, c => Assert.True(c.Q10 <= c.Median && c.Median <= c.Q90 && c.Q10 >= 0 && c.Q90 <= 1));
        }
    }

    [Fact]
    public void A_dose_beyond_those_that_were_tried_is_said_to_be_so()
    {
        var curve = Curve("incobotulinumtoxinA", "dysphagia");

        Assert.False(curve.At(Units("incobotulinumtoxinA", 200)).IsBeyondTried);
        Assert.True(curve.At(Units("incobotulinumtoxinA", 300)).IsBeyondTried);
        Assert.True(curve.At(Units("incobotulinumtoxinA", 60)).IsBeyondTried);
    }

    [Fact]
    public void A_curve_never_answers_for_another_product() =>
        Assert.Throws<ArgumentException>(() => Curve("incobotulinumtoxinA", "dysphagia").At(Units("onabotulinumtoxinA", 200)));

    [Fact]
    public void A_product_without_two_doses_shows_what_was_published_or_that_nothing_is_known()
    {
        var (ona, daxi) = (Shared.Medicine.SideEffects.Of(Shared.Medicine.Toxins.Products["onabotulinumtoxinA"]), Shared.Medicine.SideEffects.Of(Shared.Medicine.Toxins.Products["daxibotulinumtoxinA"]));

        Assert.All(ona.Concat(daxi), k => Assert.Null(k.Curve));
        Assert.Contains(ona.Single(k => k.Event == "dysphagia").Rates, r => r is { Percent: 19, N: 74, DoseU: null });
        Assert.True(daxi.Single(k => k.Event == "dysphagia").IsNothingKnown);
    }

    [Fact]
    public void Known_arms_give_the_share_they_had_and_little_knowledge_a_wide_interval()
    {
        var (many, few) = (SideEffectModel.Fit([new("T", 0, 4000, 40), new("T", 100, 4000, 400), new("T", 200, 4000, 800)]), SideEffectModel.Fit([new("T", 0, 10, 0), new("T", 100, 10, 1), new("T", 200, 10, 2)]));

        // Odds of 10 % and 20 %, the background of 1 % taken off: a slope of 1.2 in log dose.
        Assert.Equal(1.2, Math.Exp(many.Mean[1]), 0.12);
        Assert.True(few.Parameters[0].Sd > many.Parameters[0].Sd);
    }
}

using Collum.Numerics.Inference;
using Collum.Response;

namespace Collum.Tests.Response;

public sealed class DriftModelTests
{
    public static TheoryData<DriftOptions> Variants => [new DriftOptions(), new DriftOptions { HeavyTails = false }, new DriftOptions { HeavyTails = false, PerDose = true }];

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_gradient_is_that_of_finite_differences(DriftOptions options)
    {
        var model = new DriftModel(TrialOfTypeB.FollowUps, options);
        var random = new CounterRandom(31);
        for (var i = 0; i < 3; i++)
            Assert.InRange(Gradients.LargestError(model.Density(), model.Start(random)), 0, 1e-5);
    }

    [Fact]
    public void The_gradient_holds_for_sessions_that_overlap()
    {
        var scores = Enumerable.Range(0, 19).Select(i => new Measured(2 * i, 45 - (5 * Math.Sin(i)))).ToArray();
        var model = new DriftModel([new("a", [new(0, 5000), new(9, 7500), new(22, 2500)], scores), new("b", [new(0, 0)], scores[..3])]);

        Assert.InRange(Gradients.LargestError(model.Density(), model.Start(new CounterRandom(32))), 0, 1e-5);
    }

    // Posterior means of the normal variant with one amplitude a dose, on the training part of the first fold, by an independent sampler (mean, sd).
    static readonly Dictionary<string, (double Mean, double Sd)> FirstFold = new()
    {
        ["base"] = (46.3, 1.0), ["a_5000"] = (5.6, 1.7), ["a_10000"] = (8.3, 1.7), ["p_common"] = (5.3, 1.3), ["ltp"] = (1.26, 0.08), ["la"] = (0.15, 0.21),
        ["w_base"] = (5.6, 2.5), ["w_amp"] = (6.0, 0.9), ["w_tp"] = (0.32, 0.14), ["sigma"] = (4.25, 0.37), ["s_drift"] = (7.7, 1.7), ["ltau"] = (3.4, 0.6),
    };

    [Fact]
    public void The_posterior_of_the_variant_with_one_amplitude_a_dose_agrees_with_an_independent_sampler()
    {
        var fit = PopulationFit.Of(new DriftModel(TrialOfTypeB.FollowUps, new() { HeavyTails = false, PerDose = true }), new() { Seed = 2, Warmup = 400, Draws = 400 });

        foreach (var parameter in fit.Parameters)
        {
            var (mean, sd) = FirstFold[parameter.Name];
            // The other sampler saw four fifths of these people, so the two posteriors need not be equal, only near.
            Assert.True(Math.Abs(parameter.Mean - mean) < 0.75 * sd, $"{parameter.Name} mean {parameter.Mean}; reference {mean}");
            Assert.InRange(parameter.Sd / sd, 0.7, 1.45);
        }
    }

    [Fact]
    public void The_posterior_of_the_default_is_the_one_that_was_written_down()
    {
        var written = Shared.Medicine.Response.Models["brashear-1999-drift"];
        var fit = PopulationFit.Of(new DriftModel(TrialOfTypeB.FollowUps), new() { Seed = 3, Warmup = 500, Draws = 500 });

        foreach (var (now, then) in fit.Parameters.Zip(written.Parameters))
        {
            Assert.Equal(then.Name, now.Name);
            Assert.True(Math.Abs(now.Mean - then.Mean) < 4 * then.Sd * Math.Sqrt((1 / now.Ess) + (1 / then.Ess)), $"{now.Name}: {now.Mean} now, {then.Mean} written down");
        }
    }

    [Fact]
    public void A_prediction_is_the_conditional_of_the_joint_normal()
    {
        var model = new DriftModel([new("a", [new(0, 0)], [new(0, 60)])], new() { HeavyTails = false });
        var at = model.Start(new CounterRandom(1));
        (at[0], at[4], at[7], at[8], at[9]) = (45, Math.Log(6), Math.Log(4), Math.Log(8), Math.Log(10));
        var (mean, variance) = (new double[1], new double[1]);
        // A week before any injection: only base, level, drift and error.
        model.Predict(at, 0, [-10], mean, variance);

        var (total, shared) = (36 + 64 + 16, 36 + (64 * Math.Exp(-1)));
        Assert.Equal(45 + (shared / total * 15), mean[0], 1e-9);
        Assert.Equal(total - (shared * shared / total), variance[0], 1e-9);
    }
}

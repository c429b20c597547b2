using Collum.Numerics.Inference;
using Collum.Response;

namespace Collum.Tests.Response;

public sealed class ReferenceModelTests
{
    [Fact]
    public void The_gradient_is_that_of_finite_differences()
    {
        var model = new ReferenceModel(TrialOfTypeB.FollowUps);
        var random = new CounterRandom(21);
        for (var i = 0; i < 3; i++)
            Assert.InRange(Gradients.LargestError(model.Density(), model.Start(random)), 0, 1e-5);
    }

    [Fact]
    public void The_gradient_holds_for_sessions_that_overlap()
    {
        var scores = Enumerable.Range(0, 19).Select(i => new Measured(2 * i, 45 - (5 * Math.Sin(i)))).ToArray();
        var model = new ReferenceModel([new("a", [new(0, 5000), new(9, 7500), new(22, 2500)], scores), new("b", [new(0, 0)], scores[..3])]);

        Assert.InRange(Gradients.LargestError(model.Density(), model.Start(new CounterRandom(22))), 0, 1e-5);
    }

    // Posterior of an independent sampler (Stan 2.21, 4 chains of 1000 draws): mean and deviation of each parameter.
    static readonly Dictionary<string, (double Mean, double Sd)> Reference = new()
    {
        ["base"] = (44.93, 1.09), ["emax"] = (0.635, 0.077), ["ld50"] = (9.451, 0.331), ["ltp"] = (1.159, 0.127), ["la"] = (0.613, 0.269),
        ["placebo"] = (0.001, 0.016), ["w_base"] = (10.11, 0.79), ["w_d50"] = (1.654, 0.339), ["w_tp"] = (0.217, 0.098), ["sigma"] = (5.628, 0.190),
    };

    [Fact]
    public void The_posterior_agrees_with_that_of_an_independent_sampler()
    {
        var fit = PopulationFit.Of(new ReferenceModel(TrialOfTypeB.FollowUps), new() { Seed = 1, Draws = 2000 });

        Assert.Equal(0, fit.Draws.Divergences);
        foreach (var parameter in fit.Parameters)
        {
            var (mean, sd) = Reference[parameter.Name];
            var error = sd * Math.Sqrt((1 / parameter.Ess) + (1 / 419.0));
            Assert.True(Math.Abs(parameter.Mean - mean) < (0.1 * sd) + (2 * error), $"{parameter.Name} mean {parameter.Mean}; reference {mean}");
            Assert.True(Math.Abs((parameter.Sd / sd) - 1) < 0.10 + 0.05, $"{parameter.Name} sd {parameter.Sd}; reference {sd}");
            Assert.True(parameter.Rhat <= 1.01, $"{parameter.Name} R-hat {parameter.Rhat}");
        }
    }

    [Fact]
    public void A_prediction_at_a_score_that_was_seen_lies_between_the_score_and_the_population()
    {
        var model = new ReferenceModel([new("a", [new(0, 0)], [new(0, 60), new(4, 60)])]);
        var at = model.Start(new CounterRandom(1));
        (at[0], at[5], at[6], at[9]) = (45, 0, Math.Log(10), Math.Log(5));
        var (mean, variance) = (new double[1], new double[1]);
        model.Predict(at, 0, [8], mean, variance);

        // Two scores of 60, each with error 5, against N(45, 10²): 45 + 15·200/225; variance 25 + 100·25/225.
        Assert.Equal(45 + (15 * 200 / 225.0), mean[0], 1e-9);
        Assert.Equal(25 + (2500 / 225.0), variance[0], 1e-9);
    }
}

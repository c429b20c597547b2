using Collum.Response;

namespace Collum.Tests.Response;

public sealed class CalibrationTests
{
    // 60 data sets see gross errors only; `bench -- response-calibration` asks the same of 500.
    [Fact]
    public void Ranks_of_truths_from_the_prior_are_even_for_the_reference_model()
    {
        var ranks = SimulationBasedCalibration.Run(new ReferenceSimulation(), sets: 60, seed: 4, threads: 2, warmup: 300, draws: 396);

        Assert.Equal(10, ranks.Count);
        Assert.All(ranks, r => Assert.True(r.Uniformity.P > 1e-4, $"{r.Name}: p {r.Uniformity.P}, {string.Join(" ", r.Uniformity.Counts)}"));
    }
}

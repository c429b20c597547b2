using Collum.Response;

namespace Collum.Tests.Response;

/// <summary>Log densities against numbers made elsewhere: <c>tests/golden/response/density.py</c>, plain Python with dense covariances.</summary>
public sealed class DensityTests
{
    static readonly DriftParameters People = new()
    {
        Base = 46, Common = 5.5, LogPeak = 1.2, Sharpness = 1.4, SpreadBase = 6, SpreadAmplitude = 5, SpreadPeak = 0.4, Sigma = 3.8, SpreadDrift = 6.5, DriftWeeks = 30,
        Largest = 18, LogHalfDose = Math.Log(9000), Tails = 8,
    };

    static readonly Injection[] Sessions = [new(0, 5000), new(9.5, 7500)];

    static readonly Loading Rating = new("patient-rating", 1.18, 20, 2.5);

    static readonly Observation[] Scores =
    [
        new(-1, 52, Loading.Total), new(2, 40, Loading.Total), new(2, 70, Rating), new(6.5, 38, Loading.Total), new(9.5, 47, Loading.Total),
        new(9.5, 66, Rating), new(13, 31, Loading.Total), new(21, 44, Loading.Total), new(21, 58, Rating),
    ];

    [Fact]
    public void The_filter_over_two_instruments_gives_the_density_of_the_dense_multivariate_t()
    {
        var person = new Individual(Shared.Medicine.Response.Models["brashear-1999-drift"].ToPopulation("models"), Sessions, Scores);

        Assert.Equal(-29.65685575205157 + (4.5 * Math.Log(Math.PI)), person.LogLikelihood(People, People.LogPeak + (0.5 * People.SpreadPeak)), 1e-10);
    }

    [Fact]
    public void The_density_of_the_population_is_that_of_the_page_with_its_priors_and_their_Jacobians()
    {
        var model = new DriftModel(
        [
            new("a", Sessions, [.. Scores.Where(s => s.Loading == Loading.Total).Select(s => new Measured(s.Week, s.Value))]),
            new("b", [new(0, 0)], [new(0, 55), new(4, 50), new(12, 57)]),
        ]);
        // The deviates stand by number of sessions: b before a.
        double[] at =
        [
            46, 5.5, 1.2, Math.Log(1.4), Math.Log(6), Math.Log(5), Math.Log(0.4), Math.Log(3.8), Math.Log(6.5), Math.Log(30), Math.Log(18), Math.Log(9000), Math.Log(8), -1.1, 0.5,
        ];

        Assert.Equal(-12.627300360931232, model.Density().LogDensity(at, new double[15]), 1e-9);
    }
}

using Collum.Numerics.Inference;

namespace Collum.Response;

/// <summary>One parameter of a population as its posterior tells it.</summary>
/// <param name="Name">As in <c>docs/methods/response.md</c>.</param>
/// <param name="Mean">Of all draws.</param>
/// <param name="Sd">Of all draws.</param>
/// <param name="Q025">2.5 % quantile.</param>
/// <param name="Q975">97.5 % quantile.</param>
/// <param name="Ess">Effective draws: the smallest for mean, bulk and tails.</param>
/// <param name="Rhat">Rank-normalised split R̂.</param>
public sealed record ParameterSummary(string Name, double Mean, double Sd, double Q025, double Q975, double Ess, double Rhat)
{
    public static ParameterSummary Of(string name, double[][] chains)
    {
        var sorted = chains.SelectMany(c => c).Order().ToArray();
        var mean = sorted.Average();
        var sd = Math.Sqrt(sorted.Sum(x => (x - mean) * (x - mean)) / (sorted.Length - 1));
        var ess = new[] { Diagnostics.MeanEss(chains), Diagnostics.BulkEss(chains), Diagnostics.TailEss(chains) }.Min();
        return new(name, mean, sd, Diagnostics.Quantile(sorted, 0.025), Diagnostics.Quantile(sorted, 0.975), ess, Diagnostics.RHat(chains));
    }
}

/// <summary>The posterior of a population.</summary>
public sealed record PopulationFit(IPopulationModel Model, Draws Draws, IReadOnlyList<ParameterSummary> Parameters)
{
    /// <summary>Samples the posterior and sums it up.</summary>
    public static PopulationFit Of(IPopulationModel model, SamplingOptions options, CancellationToken cancel = default)
    {
        var draws = NoUTurnSampler.Sample(model.Density, model.Start, options, cancel);
        var count = model.Parameters.Count;
        var natural = new double[count];
        return new(model, draws, [.. model.Parameters.Select((name, i) => ParameterSummary.Of(name, draws.Of(point =>
        {
            model.Natural(point, natural);
            return natural[i];
        })))]);
    }

    /// <summary>Every draw of the population's parameters on their own scales.</summary>
    public double[][] Population() => [.. Enumerable.Range(0, Draws.Count).Select(i =>
    {
        var natural = new double[Model.Parameters.Count];
        Model.Natural(Draws.Draw(i), natural);
        return natural;
    })];
}

using Collum.Numerics.Inference;

namespace Collum.Response;

/// <summary>A model of a population, tied to the follow-ups it is fitted to.</summary>
public interface IPopulationModel
{
    /// <summary>As given to <c>--model</c>.</summary>
    string Name { get; }

    /// <summary>Names of the population's parameters, in the order of <see cref="Natural"/>.</summary>
    IReadOnlyList<string> Parameters { get; }

    /// <summary>A new instance of the log posterior; one for each chain.</summary>
    ILogDensity Density();

    /// <summary>A point near the middle of the prior.</summary>
    double[] Start(CounterRandom random);

    /// <summary>The population's parameters on their own scales.</summary>
    /// <param name="at">A point of the density.</param>
    /// <param name="parameters">Written.</param>
    void Natural(ReadOnlySpan<double> at, Span<double> parameters);

    /// <summary>What a score of one person would be at given weeks, given the draw and the scores that the model was fitted to: a t distribution for each week.</summary>
    /// <param name="at">A draw of the density.</param>
    /// <param name="person">Position among the follow-ups.</param>
    /// <param name="weeks">When.</param>
    /// <param name="mean">Written: points.</param>
    /// <param name="variance">Written: the square of the scale, points², measurement error included.</param>
    /// <returns>Degrees of freedom; infinite for a normal.</returns>
    double Predict(ReadOnlySpan<double> at, int person, ReadOnlySpan<double> weeks, Span<double> mean, Span<double> variance);
}

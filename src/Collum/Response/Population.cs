using Collum.Numerics;
using Collum.Numerics.Inference;

namespace Collum.Response;

/// <summary>What is known of a population before anything is known of one person: a normal over the drift model's parameters on the unbounded scale.</summary>
/// <remarks>The posterior of the fit, summed up by its mean and covariance; equation R13 of <c>docs/methods/response.md</c>.</remarks>
public sealed class Population
{
    const int N = DriftParameters.Unbounded;
    const int LogPeak = 2, LogHalfDose = 11;

    readonly double[] _mean, _covariance, _factor;

    /// <param name="mean">13 numbers.</param>
    /// <param name="covariance">13 × 13, row after row, positive definite.</param>
    public Population(IReadOnlyList<double> mean, IReadOnlyList<double> covariance)
    {
        if (mean.Count != N || covariance.Count != N * N)
            throw new ArgumentException($"A population has {N} means and {N * N} covariances; found {mean.Count} and {covariance.Count}.", nameof(covariance));
        (_mean, _covariance) = ([.. mean.Select(m => Require.Finite(m))], [.. covariance.Select(c => Require.Finite(c))]);
        _factor = (double[])_covariance.Clone();
        if (!SymmetricMatrix.Factor(_factor, N))
            throw new ArgumentException("The covariance of a population is not positive definite.", nameof(covariance));
    }

    /// <summary>The draws of a fit, summed up.</summary>
    public static Population Of(Draws draws)
    {
        var (mean, covariance) = (new double[N], new double[N * N]);
        for (var i = 0; i < draws.Count; i++)
            for (var a = 0; a < N; a++)
                mean[a] += draws.Draw(i)[a] / draws.Count;
        for (var i = 0; i < draws.Count; i++)
        {
            var draw = draws.Draw(i);
            for (var a = 0; a < N; a++)
                for (var b = 0; b < N; b++)
                    covariance[(a * N) + b] += (draw[a] - mean[a]) * (draw[b] - mean[b]) / (draws.Count - 1);
        }

        return new(mean, covariance);
    }

    public IReadOnlyList<double> Mean => _mean;

    public IReadOnlyList<double> Covariance => _covariance;

    /// <summary>The same people with another product: its own half-dose in its own units, unrelated to any other, and its own time to peak.</summary>
    /// <param name="logHalfDose">Mean and deviation of the log half-dose in the product's own units.</param>
    /// <param name="logPeakShift">Mean and deviation of what is added to the log time to peak.</param>
    public Population WithProduct((double Mean, double Sd) logHalfDose, (double Mean, double Sd) logPeakShift)
    {
        var (mean, covariance) = ((double[])_mean.Clone(), (double[])_covariance.Clone());
        mean[LogHalfDose] = logHalfDose.Mean;
        mean[LogPeak] += logPeakShift.Mean;
        for (var i = 0; i < N; i++)
            covariance[(LogHalfDose * N) + i] = covariance[(i * N) + LogHalfDose] = 0;
        covariance[(LogHalfDose * N) + LogHalfDose] = Require.Positive(logHalfDose.Sd) * logHalfDose.Sd;
        covariance[(LogPeak * N) + LogPeak] += logPeakShift.Sd * logPeakShift.Sd;
        return new(mean, covariance);
    }

    /// <summary>Parameters at standard deviates: 0 everywhere is the mean.</summary>
    /// <param name="deviates">13 numbers.</param>
    public DriftParameters At(ReadOnlySpan<double> deviates)
    {
        Span<double> point = stackalloc double[N];
        for (var i = 0; i < N; i++)
        {
            var sum = _mean[i];
            for (var k = 0; k <= i; k++)
                sum += _factor[(i * N) + k] * deviates[k];
            point[i] = sum;
        }

        return DriftParameters.Of(point);
    }
}

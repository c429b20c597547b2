namespace Collum.Numerics.Inference;

/// <summary>A density replaced by the normal that shares its peak and its curvature there.</summary>
/// <remarks>Tierney and Kadane, J Am Stat Assoc 1986;81:82-86. The curvature is taken from central differences of the gradient.</remarks>
public sealed class Laplace
{
    readonly double[] _factor;       // L with −Hessian = L·Lᵀ
    readonly int _n;

    Laplace(double[] mode, double[] factor, double logDensity) =>
        (Mode, _factor, _n, LogDensityAtMode) = (mode, factor, mode.Length, logDensity);

    public double[] Mode { get; }

    public double LogDensityAtMode { get; }

    /// <summary>Log of ∫ exp(log density), by the approximation.</summary>
    public double LogIntegral => LogDensityAtMode + (0.5 * _n * Math.Log(2 * Math.PI)) - SymmetricMatrix.HalfLogDeterminant(_factor, _n);

    /// <summary>Null when the curvature at the point is not that of a peak.</summary>
    public static Laplace? At(ILogDensity density, ReadOnlySpan<double> mode, double step = 1e-4)
    {
        var n = density.Dimension;
        var (point, above, below, curvature) = (mode.ToArray(), new double[n], new double[n], new double[n * n]);
        var value = density.LogDensity(point, above);
        for (var i = 0; i < n; i++)
        {
            var kept = point[i];
            point[i] = kept + step;
            density.LogDensity(point, above);
            point[i] = kept - step;
            density.LogDensity(point, below);
            point[i] = kept;
            for (var j = 0; j < n; j++)
                curvature[(i * n) + j] = -(above[j] - below[j]) / (2 * step);
        }

        for (var i = 0; i < n; i++)
            for (var j = 0; j < i; j++)
                curvature[(i * n) + j] = 0.5 * (curvature[(i * n) + j] + curvature[(j * n) + i]);
        return double.IsFinite(value) && SymmetricMatrix.Factor(curvature, n) ? new(point, curvature, value) : null;
    }

    /// <summary>A log density by its values alone.</summary>
    public delegate double Density(ReadOnlySpan<double> at);

    /// <summary>The same from values alone, for densities without a gradient. Null when the curvature at the point is not that of a peak.</summary>
    public static Laplace? OfValues(Density density, ReadOnlySpan<double> mode, double step = 2e-3)
    {
        var n = mode.Length;
        var (point, above, curvature) = (mode.ToArray(), new double[n], new double[n * n]);
        var value = density(point);
        for (var i = 0; i < n; i++)
        {
            point[i] = mode[i] - step;
            var below = density(point);
            point[i] = mode[i] + step;
            above[i] = density(point);
            point[i] = mode[i];
            curvature[(i * n) + i] = -(above[i] - (2 * value) + below) / (step * step);
        }

        for (var i = 0; i < n; i++)
            for (var j = 0; j < i; j++)
            {
                (point[i], point[j]) = (mode[i] + step, mode[j] + step);
                curvature[(i * n) + j] = -(density(point) - above[i] - above[j] + value) / (step * step);
                (point[i], point[j]) = (mode[i], mode[j]);
            }

        return double.IsFinite(value) && SymmetricMatrix.Factor(curvature, n) ? new(point, curvature, value) : null;
    }

    /// <summary>The normal with a given mean and covariance, in place of a peak and its curvature; null when the covariance is not positive definite.</summary>
    public static Laplace? OfMoments(ReadOnlySpan<double> mean, ReadOnlySpan<double> covariance)
    {
        var n = mean.Length;
        var (factor, precision, column) = (covariance.ToArray(), new double[n * n], new double[n]);
        if (!SymmetricMatrix.Factor(factor, n))
            return null;
        for (var i = 0; i < n; i++)
        {
            Array.Clear(column);
            column[i] = 1;
            SymmetricMatrix.Solve(factor, n, column);
            column.CopyTo(precision, i * n);
        }

        return SymmetricMatrix.Factor(precision, n) ? new(mean.ToArray(), precision, 0) : null;
    }

    /// <summary>Variance of a linear function with the given coefficients.</summary>
    public double VarianceAlong(ReadOnlySpan<double> coefficients)
    {
        Span<double> solved = stackalloc double[_n];
        coefficients.CopyTo(solved);
        SymmetricMatrix.SolveLower(_factor, _n, solved);
        var sum = 0.0;
        foreach (var x in solved)
            sum += x * x;
        return sum;
    }

    /// <summary>One draw.</summary>
    /// <param name="random">Source of the draw.</param>
    /// <param name="at">Written.</param>
    /// <param name="spread">Deviations are multiplied by this.</param>
    public void Draw(CounterRandom random, Span<double> at, double spread = 1)
    {
        random.FillNormal(at);
        SymmetricMatrix.SolveUpper(_factor, _n, at);
        for (var i = 0; i < _n; i++)
            at[i] = Mode[i] + (spread * at[i]);
    }

    /// <summary>Log density at a point of the multivariate t with this mode and curvature, normalised.</summary>
    /// <param name="at">The point.</param>
    /// <param name="freedom">Degrees of freedom, above 0.</param>
    public double LogStudent(ReadOnlySpan<double> at, double freedom)
    {
        var square = 0.0;
        for (var j = 0; j < _n; j++)
        {
            var sum = 0.0;
            for (var i = j; i < _n; i++)
                sum += _factor[(i * _n) + j] * (at[i] - Mode[i]);
            square += sum * sum;
        }

        return SpecialFunctions.LogGamma((freedom + _n) / 2) - SpecialFunctions.LogGamma(freedom / 2) - (0.5 * _n * Math.Log(freedom * Math.PI))
            + SymmetricMatrix.HalfLogDeterminant(_factor, _n) - (0.5 * (freedom + _n) * Math.Log(1 + (square / freedom)));
    }

    /// <summary>Variances of the coordinates.</summary>
    public double[] Variances()
    {
        var variances = new double[_n];
        var column = new double[_n];
        for (var i = 0; i < _n; i++)
        {
            Array.Clear(column);
            column[i] = 1;
            SymmetricMatrix.SolveLower(_factor, _n, column);
            foreach (var x in column)
                variances[i] += x * x;
        }

        return variances;
    }
}

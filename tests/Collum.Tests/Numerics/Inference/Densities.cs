using Collum.Numerics.Inference;

namespace Collum.Tests.Numerics.Inference;

/// <summary>Densities whose moments are known.</summary>
static class Densities
{
    /// <summary>Two correlated normals (0.9) and a third on another scale (deviation 100, mean 50).</summary>
    public sealed class Normal : ILogDensity
    {
        public int Dimension => 3;

        public double LogDensity(ReadOnlySpan<double> at, Span<double> gradient)
        {
            const double r = 0.9;
            var (a, b, c) = (at[0], at[1], (at[2] - 50) / 100);
            gradient[0] = -(a - (r * b)) / (1 - (r * r));
            gradient[1] = -(b - (r * a)) / (1 - (r * r));
            gradient[2] = -c / 100;
            return -0.5 * ((((a * a) - (2 * r * a * b) + (b * b)) / (1 - (r * r))) + (c * c));
        }
    }

    /// <summary>Neal's funnel with nine arms, told apart from its scale: x = exp(v / 2)·z.</summary>
    public sealed class Funnel : ILogDensity
    {
        public int Dimension => 10;

        public double LogDensity(ReadOnlySpan<double> at, Span<double> gradient)
        {
            gradient[0] = -at[0] / 9;
            var value = -at[0] * at[0] / 18;
            for (var i = 1; i < 10; i++)
            {
                value -= 0.5 * at[i] * at[i];
                gradient[i] = -at[i];
            }

            return value;
        }
    }

    /// <summary>Eight schools (Rubin, J Educ Stat 1981;6:377-401): θ = μ + τ·z, μ ~ N(0, 5), τ ~ half-Cauchy(0, 5).</summary>
    public sealed class EightSchools : ILogDensity
    {
        public static readonly double[] Effect = [28, 8, -3, 7, -1, 1, 18, 12];
        public static readonly double[] Error = [15, 10, 16, 11, 9, 11, 10, 18];

        public int Dimension => 10;

        public double LogDensity(ReadOnlySpan<double> at, Span<double> gradient)
        {
            var (mean, spread) = (at[0], Math.Exp(at[1]));
            var value = (-mean * mean / 50) - Math.Log(1 + (spread * spread / 25)) + at[1];
            gradient.Clear();
            gradient[0] = -mean / 25;
            gradient[1] = 1 - (2 * spread * spread / (25 + (spread * spread)));
            for (var j = 0; j < 8; j++)
            {
                var z = at[2 + j];
                var off = (Effect[j] - mean - (spread * z)) / (Error[j] * Error[j]);
                value -= (0.5 * z * z) + (0.5 * off * off * Error[j] * Error[j]);
                gradient[0] += off;
                gradient[1] += off * spread * z;
                gradient[2 + j] = (off * spread) - z;
            }

            return value;
        }

        /// <summary>Means of μ and τ with the schools integrated out, summed over a fine grid.</summary>
        public static (double Mean, double Spread) ByGrid()
        {
            var (weight, mean, spread) = (0.0, 0.0, 0.0);
            for (var logSpread = -9.0; logSpread < 5.5; logSpread += 0.02)
                for (var m = -20.0; m < 30; m += 0.1)
                {
                    var t = Math.Exp(logSpread);
                    var log = (-m * m / 50) - Math.Log(1 + (t * t / 25)) + logSpread;
                    for (var j = 0; j < 8; j++)
                    {
                        var variance = (Error[j] * Error[j]) + (t * t);
                        log -= (0.5 * Math.Log(variance)) + ((Effect[j] - m) * (Effect[j] - m) / (2 * variance));
                    }

                    var w = Math.Exp(log + 40);
                    weight += w;
                    mean += w * m;
                    spread += w * t;
                }

            return (mean / weight, spread / weight);
        }
    }
}

namespace Collum.Numerics.Inference;

/// <summary>Functions that densities and tests are made of.</summary>
public static class SpecialFunctions
{
    static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>log Γ(x) for x above 0, to about 14 digits (Lanczos, SIAM J Numer Anal 1964;1:86-96, g = 7, nine terms).</summary>
    public static double LogGamma(double x)
    {
        Require.Positive(x);
        if (x < 0.5)
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        x -= 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
            sum += Lanczos[i] / (x + i);
        var t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>d/dx log Γ(x) for x above 0: recurrence up to 6, then the asymptotic series (Abramowitz and Stegun 6.3.18).</summary>
    public static double Digamma(double x)
    {
        Require.Positive(x);
        var sum = 0.0;
        for (; x < 6; x++)
            sum -= 1 / x;
        var f = 1 / (x * x);
        return sum + Math.Log(x) - (0.5 / x) - (f * ((1.0 / 12) - (f * ((1.0 / 120) - (f * ((1.0 / 252) - (f * ((1.0 / 240) - (f * (1.0 / 132))))))))));
    }

    /// <summary>Q(s, x) = Γ(s, x) / Γ(s): the chance that a gamma variable of shape s exceeds x.</summary>
    /// <remarks>Series below s + 1, continued fraction above (Abramowitz and Stegun 6.5.29 and 6.5.31).</remarks>
    public static double UpperGamma(double s, double x)
    {
        Require.Positive(s);
        Require.NotNegative(x);
        if (x == 0)
            return 1;
        var front = Math.Exp((s * Math.Log(x)) - x - LogGamma(s));
        if (x < s + 1)
        {
            var (term, sum) = (1 / s, 1 / s);
            for (var n = 1; n < 10_000 && Math.Abs(term) > 1e-16 * sum; n++)
                sum += term *= x / (s + n);
            return 1 - (front * sum);
        }

        var b = x + 1 - s;
        var (c, d) = (1e300, 1 / b);
        var h = d;
        for (var n = 1; n < 10_000; n++)
        {
            var a = -n * (n - s);
            b += 2;
            d = 1 / ((a * d) + b);
            c = b + (a / c);
            var factor = c * d;
            h *= factor;
            if (Math.Abs(factor - 1) < 1e-15)
                break;
        }

        return front * h;
    }

    /// <summary>The chance that an F variable exceeds a value.</summary>
    /// <remarks>The regularised incomplete beta function by its continued fraction (Abramowitz and Stegun 26.6.2 and 26.5.8), evaluated as Lentz does (Appl Opt 1976;15:668-671).</remarks>
    /// <param name="x">Not negative.</param>
    /// <param name="over">Degrees of freedom of the numerator, above 0.</param>
    /// <param name="under">Of the denominator, above 0.</param>
    public static double UpperF(double x, double over, double under)
    {
        Require.NotNegative(x);
        Require.Positive(over);
        Require.Positive(under);
        var share = under / (under + (over * x));
        return share >= 1 ? 1 : share <= 0 ? 0
            : share < ((0.5 * under) + 1) / ((0.5 * (under + over)) + 2) ? Beta(share, 0.5 * under, 0.5 * over) : 1 - Beta(1 - share, 0.5 * over, 0.5 * under);

        static double Beta(double x, double a, double b)
        {
            var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x))) / a;
            var (h, c, d) = (1.0, 1.0, 0.0);
            for (var n = 1; n < 10_000; n++)
            {
                var m = n / 2;
                var term = n % 2 == 0 ? m * (b - m) * x / ((a + n - 1) * (a + n)) : -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n));
                d = 1 + (term * d);
                d = 1 / (Math.Abs(d) < 1e-300 ? 1e-300 : d);
                c = 1 + (term / c);
                c = Math.Abs(c) < 1e-300 ? 1e-300 : c;
                h *= c * d;
                if (Math.Abs((c * d) - 1) < 1e-15)
                    break;
            }

            return front / h;
        }
    }

    /// <summary>Φ(x), by the incomplete gamma function.</summary>
    public static double NormalCdf(double x) => x == 0 ? 0.5 : x > 0 ? 1 - (0.5 * UpperGamma(0.5, x * x / 2)) : 0.5 * UpperGamma(0.5, x * x / 2);

    /// <summary>Φ⁻¹(p) for 0 &lt; p &lt; 1.</summary>
    /// <remarks>Starts from the rational approximation 26.2.23 of Abramowitz and Stegun; three Halley steps on Φ bring it to the last digits.</remarks>
    public static double NormalQuantile(double p)
    {
        if (!(p > 0 && p < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, $"p is {p}; it must be above 0 and below 1.");
        var tail = Math.Min(p, 1 - p);
        var t = Math.Sqrt(-2 * Math.Log(tail));
        var x = t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308)))))));
        for (var i = 0; i < 3; i++)
        {
            var error = NormalCdf(-x) - tail;
            var slope = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
            var u = error / slope;
            x += u / (1 - (0.5 * x * u));
        }

        return p < 0.5 ? -x : x;
    }
}

namespace Collum.Response;

/// <summary>Log densities of priors, added to a value and to a gradient.</summary>
static class Priors
{
    /// <summary>x ~ Normal(mean, deviation).</summary>
    public static void Normal(double x, double mean, double deviation, ref double value, ref double gradient)
    {
        var z = (x - mean) / deviation;
        value -= 0.5 * z * z;
        gradient -= z / deviation;
    }

    /// <summary>exp(x) ~ Normal(mean, deviation) above 0, the Jacobian included.</summary>
    public static void HalfNormalOfLog(double x, double deviation, ref double value, ref double gradient, double mean = 0)
    {
        var w = Math.Exp(x);
        var z = (w - mean) / deviation;
        value += x - (0.5 * z * z);
        gradient += 1 - (z * w / deviation);
    }
}

using Collum.Numerics;

namespace Collum.Response;

/// <summary>The shape of the response to one injection over time.</summary>
/// <remarks>s(u) = (u / t)^a · exp(a·(1 − u / t)), equation R1 of <c>docs/methods/response.md</c>: 0 at the injection, 1 at the peak t, then falling.</remarks>
public static class TimeCourse
{
    /// <summary>0 to 1, no unit.</summary>
    /// <param name="weeks">u since the injection; 0 or less gives 0.</param>
    /// <param name="peak">t > 0, weeks.</param>
    /// <param name="sharpness">a > 0, no unit.</param>
    public static double At(double weeks, double peak, double sharpness)
    {
        Require.Finite(weeks);
        Require.Positive(peak);
        Require.Positive(sharpness);
        return weeks <= 0 ? 0 : Math.Exp(sharpness * (1 + Math.Log(weeks / peak) - (weeks / peak)));
    }

    /// <summary>The week after the peak at which a share of it is left.</summary>
    /// <param name="share">Above 0, below 1.</param>
    /// <param name="peak">t > 0, weeks.</param>
    /// <param name="sharpness">a > 0.</param>
    public static double WeekOfShare(double share, double peak, double sharpness)
    {
        Require.Positive(share);
        Require.Positive(peak);
        Require.Positive(sharpness);
        if (share >= 1)
            return peak;

        // v − log v = 1 − log(share)/a for v = u / t above 1; v ↦ c + log v contracts there.
        var c = 1 - (Math.Log(share) / sharpness);
        var v = c + Math.Log(c);
        for (var i = 0; i < 60; i++)
        {
            var next = v - ((v - Math.Log(v) - c) / (1 - (1 / v)));
            if (!(next > 1) || Math.Abs(next - v) < 1e-13 * v)
                break;
            v = next;
        }

        return v * peak;
    }
}

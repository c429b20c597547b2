using Collum.Numerics.Inference;

namespace Collum.Response;

/// <summary>The posterior of one side effect's chance by the dose of one product.</summary>
/// <remarks>
/// Equations R19 to R21 of <c>docs/methods/response.md</c>: count ~ Binomial(n, p); 1 − p = (1 − logistic(b + η))·(1 − logistic(a + β·log(dose / reference) + η)), a background and the toxin acting apart
/// (Abbott, J Econ Entomol 1925;18:265-267); η ~ N(0, τ) for each trial, which asked in its own way.
/// </remarks>
public sealed class SideEffectModel(IReadOnlyList<SideEffectArm> arms) : ILogDensity
{
    /// <summary>a, log β, b; log τ and a deviate for each trial follow.</summary>
    internal const int Shared = 3;

    const int Level = 0, LogSlope = 1, Background = 2, LogBetween = 3, FirstTrial = 4;

    readonly string[] _trials = [.. arms.Select(a => a.Trial).Distinct()];

    public static IReadOnlyList<string> Parameters { get; } = ["level", "log_slope", "background", "log_between"];

    /// <summary>Geometric mean of the doses that were tried, placebo apart.</summary>
    public double ReferenceU { get; } = Math.Exp(arms.Where(a => a.DoseU > 0).Average(a => Math.Log(a.DoseU)));

    public int Dimension => FirstTrial + _trials.Length;

    /// <summary>Logits of background and toxin, each acting apart.</summary>
    internal static double Chance(double background, double toxin) => 1 - Math.Exp(-Softplus(background) - Softplus(toxin));

    /// <summary>Samples the posterior and sums it up as the knowledge holds it.</summary>
    /// <param name="arms">Of one product and one side effect, at least one with a dose.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    public static SideEffectFit Fit(IReadOnlyList<SideEffectArm> arms, ulong seed = 1)
    {
        var draws = NoUTurnSampler.Sample(() => new SideEffectModel(arms), random => Start(arms, random), new() { Seed = seed, Draws = 2000, TargetAcceptance = 0.95 });
        var (mean, covariance) = (new double[Shared], new double[Shared * Shared]);
        for (var i = 0; i < draws.Count; i++)
            for (var a = 0; a < Shared; a++)
                mean[a] += draws.Draw(i)[a] / draws.Count;
        for (var i = 0; i < draws.Count; i++)
            for (var a = 0; a < Shared; a++)
                for (var b = 0; b < Shared; b++)
                    covariance[(a * Shared) + b] += (draws.Draw(i)[a] - mean[a]) * (draws.Draw(i)[b] - mean[b]) / (draws.Count - 1);
        return new(new SideEffectModel(arms).ReferenceU, mean, covariance, Math.Sqrt(draws.Of(LogBetween).SelectMany(c => c).Average(x => Math.Exp(2 * x))), draws, [.. Parameters.Select((name, i) => ParameterSummary.Of(name, draws.Of(i)))]);
    }

    static double[] Start(IReadOnlyList<SideEffectArm> arms, CounterRandom random)
    {
        var point = new double[new SideEffectModel(arms).Dimension];
        for (var i = 0; i < point.Length; i++)
            point[i] = 0.3 * random.NextNormal();
        (point[Level], point[Background], point[LogBetween]) = (point[Level] - 2, point[Background] - 3, point[LogBetween] - 1);
        return point;
    }

    public double LogDensity(ReadOnlySpan<double> at, Span<double> gradient)
    {
        gradient.Clear();
        var value = 0.0;
        Priors.Normal(at[Level], -2, 1.5, ref value, ref gradient[Level]);
        Priors.Normal(at[LogSlope], 0, 0.5, ref value, ref gradient[LogSlope]);
        Priors.Normal(at[Background], -3, 1, ref value, ref gradient[Background]);
        Priors.HalfNormalOfLog(at[LogBetween], 0.5, ref value, ref gradient[LogBetween]);
        for (var t = 0; t < _trials.Length; t++)
            Priors.Normal(at[FirstTrial + t], 0, 1, ref value, ref gradient[FirstTrial + t]);

        var (slope, between) = (Math.Exp(at[LogSlope]), Math.Exp(at[LogBetween]));
        foreach (var arm in arms)
        {
            var trial = FirstTrial + Array.IndexOf(_trials, arm.Trial);
            var shift = between * at[trial];
            var background = at[Background] + shift;
            var logDose = arm.DoseU > 0 ? Math.Log(arm.DoseU / ReferenceU) : double.NegativeInfinity;
            var toxin = arm.DoseU > 0 ? at[Level] + (slope * logDose) + shift : double.NegativeInfinity;
            var logSpared = -Softplus(background) - Softplus(toxin);
            value += ((arm.N - arm.Count) * logSpared) + (arm.Count == 0 ? 0 : arm.Count * Math.Log(1 - Math.Exp(logSpared)));
            var bySpared = arm.N - arm.Count + (arm.Count == 0 ? 0 : arm.Count / (1 - Math.Exp(-logSpared)));
            var (byBackground, byToxin) = (-bySpared * Logistic(background), arm.DoseU > 0 ? -bySpared * Logistic(toxin) : 0);
            gradient[Background] += byBackground;
            gradient[trial] += (byBackground + byToxin) * between;
            gradient[LogBetween] += (byBackground + byToxin) * shift;
            if (arm.DoseU > 0)
            {
                gradient[Level] += byToxin;
                gradient[LogSlope] += byToxin * slope * logDose;
            }
        }

        return value;
    }

    static double Softplus(double x) => x > 0 ? x + Log1p(Math.Exp(-x)) : Log1p(Math.Exp(x));

    static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    // log(1 + x) for 0 ≤ x ≤ 1 without losing small x (Kahan).
    static double Log1p(double x) => 1 + x is var u && u == 1 ? x : Math.Log(u) * x / (u - 1);
}

/// <summary>A side effect's posterior.</summary>
/// <param name="ReferenceU">The dose at which the level is told.</param>
/// <param name="Mean">Of level, log slope and background.</param>
/// <param name="Covariance">Row after row.</param>
/// <param name="Between">Spread between trials, root mean square.</param>
/// <param name="Draws">All that was sampled.</param>
/// <param name="Parameters">Each with its diagnostics.</param>
public sealed record SideEffectFit(double ReferenceU, double[] Mean, double[] Covariance, double Between, Draws Draws, IReadOnlyList<ParameterSummary> Parameters);

using Collum.Response;
using Collum.Toxins;

namespace Collum.Trials;

/// <summary>A number with the 80 % interval of what is not known; no Monte Carlo error, for it is computed and not drawn.</summary>
public sealed record Computed(double Median, double Q10, double Q90);

/// <summary>One side effect of one protocol.</summary>
/// <param name="Event">As in <c>data/safety/adverse-events.json</c>.</param>
/// <param name="Chance">After one session, over the doses that were given; null where no curve of the product is known.</param>
/// <param name="SessionsPerYear">Sessions a year that it follows: the chance times the sessions a year.</param>
/// <param name="Rates">What was published without a second dose beside it.</param>
/// <param name="Drawn">Share of sessions that it followed, where a dose rule asked for it and it was drawn; else null.</param>
public sealed record ProtocolSideEffect(string Event, SideEffectChance? Chance, Computed? SessionsPerYear, IReadOnlyList<SideEffectRate> Rates, Estimate? Drawn)
{
    /// <param name="table">Curves by product.</param>
    /// <param name="doses">Of one product, each with the share of sessions that it was given in; 0 is placebo, after which the background is left.</param>
    /// <param name="sessionsPerYear">Of the protocol.</param>
    /// <param name="drawn">What a dose rule drew, by event.</param>
    public static IReadOnlyList<ProtocolSideEffect> Of(SideEffectTable table, IReadOnlyList<(Dose Dose, double Share)> doses, double sessionsPerYear, IReadOnlyDictionary<string, Estimate> drawn) =>
    [
        .. table.Of(doses[0].Dose.Product).Select(k => (Known: k, Chance: k.Curve?.Over(doses))).Select(e => new ProtocolSideEffect(
            e.Known.Event, e.Chance, e.Chance is { } c ? new(c.Median * sessionsPerYear, c.Q10 * sessionsPerYear, c.Q90 * sessionsPerYear) : null, e.Known.Rates, drawn.GetValueOrDefault(e.Known.Event))),
    ];
}

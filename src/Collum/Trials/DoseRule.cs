using Collum.Findings;
using Collum.Response;
using Collum.Toxins;

namespace Collum.Trials;

/// <summary>How a protocol changes the dose from one session to the next: a step up after poor relief, a step down after a side effect, within a range of the one product's own units.</summary>
/// <remarks>A side effect comes before poor relief: after both the dose goes down. Relief is seen as a clinic sees it: a score at its best against the one before the first session, each with its error of measurement, and the drift between them.</remarks>
public sealed record DoseRule
{
    const int MostRungs = 200;

    /// <summary>Doses that may be given, rising: the starting dose, whole steps from it, and the two ends of the range.</summary>
    public required IReadOnlyList<Dose> Ladder { get; init; }

    /// <summary>Where on the ladder the first session stands.</summary>
    public required int Start { get; init; }

    public required Dose Step { get; init; }

    /// <summary>The next dose is a step higher when the relief seen at its best is smaller, points of the total; null never raises.</summary>
    public required double? RaiseBelowPoints { get; init; }

    /// <summary>The next dose is a step lower after any of these; empty never lowers.</summary>
    public required IReadOnlyList<SideEffectCurve> LowerAfter { get; init; }

    /// <param name="r">Of the protocol.</param>
    /// <param name="dose">Of the first session.</param>
    /// <param name="region">Whose label's session limit the range keeps to; null where none was named.</param>
    /// <param name="label">Of the product.</param>
    /// <param name="sideEffects">Curves by product.</param>
    /// <exception cref="InputException">Names the place.</exception>
    internal static DoseRule Read(InputReader r, Dose dose, Region? region, Label label, SideEffectTable sideEffects)
    {
        var product = dose.Product;
        if (dose.IsZero)
            throw r.Wrong("step_u", $"a rule for doses above 0: placebo has nothing to raise");
        var step = Units("step_u") ?? throw r.Wrong("step_u", $"units of {product} above 0");
        var raise = r.NumberOrNull("raise_below_points") switch { null => (double?)null, > 0 and <= 85 and var points => (double)points, _ => throw r.Wrong("raise_below_points", $"above 0, at most 85") };
        var known = sideEffects.Of(product).Where(k => k.Curve is not null).ToDictionary(k => k.Event, k => k.Curve!, StringComparer.Ordinal);
        var lower = r.Texts("lower_after").Select((e, i) => known.TryGetValue(e, out var curve) ? curve : throw new InputException(
            $"{r.Place}.lower_after[{i}]", $"'{(e.Length <= 40 ? e : e[..40]):typed}', of which no chance by dose is known for {product}", known.Count == 0 ? Phrase($"no side effect: none of this product has been counted at two doses") : Phrase($"one of {string.Join(", ", known.Keys):code}"))).Distinct().ToList();
        if (raise is null && lower.Count == 0)
            throw r.Wrong("raise_below_points", $"raise_below_points, lower_after or both: what changes the dose");

        var most = region is null ? null : label.LimitsIn(region, LimitKind.MaxSession).Where(l => l.DoseU is not null).MinBy(l => l.DoseU);
        var highest = Units("highest_u") ?? (raise is null ? dose : most is null
            ? throw r.Wrong("highest_u", $"the highest dose that the rule may reach{(region is null ? Phrase($", or a region whose label gives one") : Phrase($": no text read gives a session limit for {product} in {region.Called}"))}") : product.Units(most.DoseU!.Value));
        if (most is not null && highest.Units > most.DoseU)
            throw r.Wrong("highest_u", $"at most {most.DoseU:0.##}, the label's limit of a session in {region!.Called}: {most.Text:data}");
        if (highest < dose)
            throw r.Wrong("highest_u", $"dose_u ({dose.Units:0.##}) or more");
        var lowest = Units("lowest_u") ?? (lower.Count == 0 ? dose : throw r.Wrong("lowest_u", $"the lowest dose that the rule may reach"));
        if (lowest > dose)
            throw r.Wrong("lowest_u", $"dose_u ({dose.Units:0.##}) or less");
        if ((highest.Units - lowest.Units) / step.Units > MostRungs)
            throw r.Wrong("step_u", $"at most {MostRungs} steps between {lowest.Units:0.##} and {highest.Units:0.##} U");

        var rungs = new SortedSet<decimal> { lowest.Units, dose.Units, highest.Units };
        for (var units = dose.Units + step.Units; units < highest.Units; units += step.Units)
            rungs.Add(units);
        for (var units = dose.Units - step.Units; units > lowest.Units; units -= step.Units)
            rungs.Add(units);
        r.Done();
        return new() { Ladder = [.. rungs.Select(product.Units)], Start = rungs.Count(u => u < dose.Units), Step = step, RaiseBelowPoints = raise, LowerAfter = lower };

        Dose? Units(string key) => r.NumberOrNull(key) switch { null => null, > 0 and <= 100_000 and var units => product.Units(units), _ => throw r.Wrong(key, $"units of {product} above 0, at most 100,000") };
    }
}

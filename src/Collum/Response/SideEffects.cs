using System.Text.Json.Serialization;
using Collum.Knowledge;
using Collum.Numerics.Inference;
using Collum.Toxins;

namespace Collum.Response;

/// <summary>How many people of one arm had a side effect.</summary>
/// <param name="Trial">Arms of one trial were asked in one way.</param>
/// <param name="DoseU">Units of the product; 0 is placebo.</param>
/// <param name="N">People.</param>
/// <param name="Count">Of these, with the side effect.</param>
public sealed record SideEffectArm(string Trial, double DoseU, int N, int Count);

/// <summary>A share that somebody published without enough doses beside it for a curve.</summary>
public sealed record SideEffectRate : Fact
{
    public required string Product { get; init; }

    /// <summary>As in <c>data/safety/adverse-events.json</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Null where the source read does not give it.</summary>
    public double? DoseU { get; init; }

    public int? N { get; init; }

    public required double Percent { get; init; }
}

/// <summary>How the chance of one side effect grows with the dose of one product: its trials' arms and the curve fitted to them.</summary>
public sealed record SideEffectCurve : Fact
{
    internal const int Draws = 4_000;

    (double Background, double Toxin, double Slope)[]? _draws;

    public required string Product { get; init; }

    /// <summary>As in <c>data/safety/adverse-events.json</c>.</summary>
    public required string Event { get; init; }

    /// <summary>What the trials called it.</summary>
    public required string Called { get; init; }

    public required IReadOnlyList<SideEffectArm> Arms { get; init; }

    /// <summary>Around which the curve's level is told: the geometric mean of the doses.</summary>
    public required double ReferenceU { get; init; }

    /// <summary>Of level, log slope and background, as <see cref="SideEffectModel"/> numbers them.</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>3 × 3, row after row.</summary>
    public required IReadOnlyList<double> Covariance { get; init; }

    /// <summary>Spread between trials, logits: root mean square of the posterior.</summary>
    public required double Between { get; init; }

    /// <summary>The smallest dose that was tried; placebo is none.</summary>
    [JsonIgnore]
    public double Lowest => Arms.Where(a => a.DoseU > 0).Min(a => a.DoseU);

    [JsonIgnore]
    public double Highest => Arms.Max(a => a.DoseU);

    /// <summary>The chance in a clinic that is none of the trials', at one dose.</summary>
    /// <param name="dose">Of this product; 0 is placebo.</param>
    public SideEffectChance At(Dose dose) => Over([(dose, 1)]);

    /// <summary>The same for sessions of several doses: of each draw of what is not known the mean over the sessions.</summary>
    /// <param name="doses">Of this product, with the share of sessions that each was given in.</param>
    public SideEffectChance Over(IReadOnlyList<(Dose Dose, double Share)> doses)
    {
        var given = doses.Where(d => d.Share > 0).ToList();
        if (given.FirstOrDefault(d => d.Dose.Product.Id != Product) is { Dose: { } foreign })
            throw new ArgumentException($"The curve is of {Product}, the dose of {foreign.Product.Id}: units never convert.", nameof(doses));
        var chances = new double[Draws];
        foreach (var (dose, share) in given)
            for (var i = 0; i < chances.Length; i++)
                chances[i] += share * ChanceOf(i, (double)dose.Units);
        Array.Sort(chances);
        return new(Diagnostics.Quantile(chances, 0.5), chances.Average(), Diagnostics.Quantile(chances, 0.1), Diagnostics.Quantile(chances, 0.9),
            given.Any(d => d.Dose.Units > 0 && ((double)d.Dose.Units < Lowest || (double)d.Dose.Units > Highest)));
    }

    /// <summary>The chance by one draw of what is not known.</summary>
    /// <param name="draw">0 to <see cref="Draws"/> − 1.</param>
    /// <param name="units">Of this product; 0 is placebo.</param>
    internal double ChanceOf(int draw, double units)
    {
        var (background, toxin, slope) = (_draws ??= Draw())[draw];
        return SideEffectModel.Chance(background, units == 0 ? double.NegativeInfinity : toxin + (slope * Math.Log(units / ReferenceU)));
    }

    /// <exception cref="KnowledgeException">The numbers cannot be a curve's.</exception>
    internal void Verify(string file)
    {
        if (Arms.Where(a => a.DoseU > 0).Select(a => a.DoseU).Distinct().Count() < 2 || Arms.Any(a => a.DoseU < 0 || a.N < 1 || a.Count < 0 || a.Count > a.N))
            throw new KnowledgeException(file, $"curves.{Product}.{Event}", "needs arms of at least two doses, with no more people affected than there were");
        var factor = Covariance.ToArray();
        if (!(ReferenceU > 0) || !(Between > 0) || Mean.Count != SideEffectModel.Shared || factor.Length != SideEffectModel.Shared * SideEffectModel.Shared || !SymmetricMatrix.Factor(factor, SideEffectModel.Shared))
            throw new KnowledgeException(file, $"curves.{Product}.{Event}", "needs a reference dose, a spread between trials, 3 means and a positive definite 3 × 3 covariance");
    }

    (double, double, double)[] Draw()
    {
        const int n = SideEffectModel.Shared;
        var factor = Covariance.ToArray();
        SymmetricMatrix.Factor(factor, n);
        var random = new CounterRandom(1, 7);
        var (deviates, point, draws) = (new double[n], new double[n], new (double, double, double)[Draws]);
        for (var i = 0; i < Draws; i++)
        {
            random.FillNormal(deviates);
            for (var a = 0; a < n; a++)
            {
                point[a] = Mean[a];
                for (var b = 0; b <= a; b++)
                    point[a] += factor[(a * n) + b] * deviates[b];
            }

            // The arms say little of the spread between trials: half-normal as its prior, its size as the posterior's.
            var trial = Between * Math.Abs(random.NextNormal()) * random.NextNormal();
            draws[i] = (point[2] + trial, point[0] + trial, Math.Exp(point[1]));
        }

        return draws;
    }
}

/// <summary>The chance of a side effect after one session.</summary>
/// <param name="Median">Half of the posterior lies below.</param>
/// <param name="Mean">Of the posterior.</param>
/// <param name="Q10">With <paramref name="Q90"/>, the 80 % interval.</param>
/// <param name="Q90">See there.</param>
/// <param name="IsBeyondTried">The dose lies outside the doses that were tried: the curve is drawn out further than its arms.</param>
public sealed record SideEffectChance(double Median, double Mean, double Q10, double Q90, bool IsBeyondTried);

/// <summary>What is known of one side effect of one product.</summary>
/// <param name="Event">As in <c>data/safety/adverse-events.json</c>.</param>
/// <param name="Curve">Null where no two doses were tried beside each other.</param>
/// <param name="Rates">Published without a dose beside another; they stand beside the curve or in its place.</param>
public sealed record SideEffectKnowledge(string Event, SideEffectCurve? Curve, IReadOnlyList<SideEffectRate> Rates)
{
    public bool IsNothingKnown => Curve is null && Rates.Count == 0;
}

/// <summary>One side effect after one session: the chance by the curve, or what was published in its place.</summary>
/// <param name="Event">As in <c>data/safety/adverse-events.json</c>.</param>
/// <param name="Chance">Null where no two doses were tried beside each other.</param>
/// <param name="TriedFromU">With <paramref name="TriedToU"/>, the doses behind the curve.</param>
/// <param name="TriedToU">See there.</param>
/// <param name="People">Behind the curve, placebo included.</param>
/// <param name="Rates">Published without a second dose beside them.</param>
public sealed record SideEffectAhead(string Event, SideEffectChance? Chance, double? TriedFromU, double? TriedToU, int People, IReadOnlyList<SideEffectRate> Rates)
{
    public bool IsNothingKnown => Chance is null && Rates.Count == 0;
}

/// <summary>Side effects by dose, product by product: <c>data/response/side-effects.json</c>, written by <c>collum response side-effects</c>.</summary>
public sealed record SideEffectFile : KnowledgeFile
{
    /// <summary>The side effects that are asked about, as in <c>data/safety/adverse-events.json</c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    public required IReadOnlyList<SideEffectCurve> Curves { get; init; }

    public required IReadOnlyList<SideEffectRate> Rates { get; init; }

    public required long Seed { get; init; }

    /// <summary>Fits every product and side effect of which two doses were tried; everything else stands as it was published.</summary>
    /// <param name="arms">Dosed arms and the placebo arms of their trials.</param>
    /// <param name="rates">Published without a second dose beside them.</param>
    /// <param name="events">See <see cref="Events"/>.</param>
    /// <param name="read">The day of the fit.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="fitted">Told of each fit.</param>
    public static SideEffectFile Of(
        IReadOnlyList<ReportedSideEffect> arms, IReadOnlyList<SideEffectRate> rates, IReadOnlyList<string> events, DateOnly read, long seed, Action<SideEffectCurve, SideEffectFit>? fitted = null)
    {
        var curves = new List<SideEffectCurve>();
        foreach (var group in arms.GroupBy(a => (a.Product, a.Event)).OrderBy(g => g.Key.Product, StringComparer.Ordinal).ThenBy(g => events.ToList().IndexOf(g.Key.Event)))
        {
            IReadOnlyList<SideEffectArm> own = [.. group.Select(a => a.Arm).OrderBy(a => a.Trial, StringComparer.Ordinal).ThenBy(a => a.DoseU)];
            if (own.Where(a => a.DoseU > 0).Select(a => a.DoseU).Distinct().Count() < 2)
                continue;
            var fit = SideEffectModel.Fit(own, (ulong)seed);
            var curve = new SideEffectCurve
            {
                Product = group.Key.Product, Event = group.Key.Event, Called = string.Join(", ", group.Select(a => a.Called).Distinct()), Arms = own, ReferenceU = Math.Round(fit.ReferenceU, 4),
                Mean = [.. fit.Mean.Select(x => Math.Round(x, 5))], Covariance = [.. fit.Covariance.Select(x => Math.Round(x, 6))], Between = Math.Round(fit.Between, 4),
                Source = "trial-side-effects", Locator = "collum response side-effects data/trials/trials.csv", Status = FactStatus.Computed, CorroboratedBy = [.. group.Select(a => a.Source).Distinct()],
            };
            fitted?.Invoke(curve, fit);
            curves.Add(curve);
        }

        return new()
        {
            Title = "Side effects by dose: the chance of a side effect after one session, product by product", Read = read, NeedsClinicalSignOff = true, Events = events, Curves = curves, Rates = rates, Seed = seed,
        };
    }
}

/// <summary>An arm of a published trial with its product and side effect.</summary>
/// <param name="Product">Of the trial's dosed arms, also where the arm is placebo.</param>
/// <param name="Event">As in <c>data/safety/adverse-events.json</c>.</param>
/// <param name="Called">By the trial.</param>
/// <param name="Source">Key in <c>data/sources.json</c>.</param>
/// <param name="Arm">Who had it.</param>
public sealed record ReportedSideEffect(string Product, string Event, string Called, string Source, SideEffectArm Arm);

/// <summary>The chance of side effects at a dose.</summary>
public sealed class SideEffectTable
{
    public SideEffectTable(string file, SideEffectFile content)
    {
        Content = content;
        foreach (var curve in content.Curves)
            curve.Verify(file);
        if (content.Rates.FirstOrDefault(r => r.Percent is not (>= 0 and <= 100) || r.N < 1 || r.DoseU <= 0) is { } wrong)
            throw new KnowledgeException(file, $"rates.{wrong.Product}.{wrong.Event}", "needs 0 to 100 %, of at least one person, at a dose above 0 where there is one");
        if (content.Curves.GroupBy(c => (c.Product, c.Event)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new KnowledgeException(file, $"curves.{twice.Key.Product}.{twice.Key.Event}", "stands twice");
        if (content.Curves.Select(c => c.Event).Concat(content.Rates.Select(r => r.Event)).FirstOrDefault(e => !content.Events.Contains(e)) is { } unknown)
            throw new KnowledgeException(file, "events", $"'{unknown}' is not among them");
    }

    public SideEffectFile Content { get; }

    /// <summary>Every side effect that is asked about, known or not.</summary>
    public IReadOnlyList<SideEffectKnowledge> Of(Product product) =>
    [
        .. Content.Events.Select(e => new SideEffectKnowledge(
            e, Content.Curves.FirstOrDefault(c => c.Product == product.Id && c.Event == e), [.. Content.Rates.Where(r => r.Product == product.Id && r.Event == e)])),
    ];

    /// <summary>Every side effect that is asked about, after a session of so much.</summary>
    public IReadOnlyList<SideEffectAhead> At(Dose dose) =>
        [.. Of(dose.Product).Select(k => new SideEffectAhead(k.Event, k.Curve?.At(dose), k.Curve?.Lowest, k.Curve?.Highest, k.Curve?.Arms.Sum(a => a.N) ?? 0, k.Rates))];
}

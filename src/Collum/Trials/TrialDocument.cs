using Collum.Findings;
using Collum.Response;
using Collum.Toxins;

namespace Collum.Trials;

/// <summary>One way to treat, in a simulated trial.</summary>
/// <param name="Id">Names it in the answer.</param>
/// <param name="Dose">Of each session, or of the first where a rule changes it; 0 is placebo. Its product is the protocol's.</param>
/// <param name="IntervalWeeks">Between sessions; for a flexible protocol the shortest.</param>
/// <param name="LongestWeeks">Flexible: the next session comes when relief has worn off, at the latest after so long; null is a fixed interval.</param>
public sealed record Protocol(string Id, Dose Dose, double IntervalWeeks, double? LongestWeeks)
{
    /// <summary>Null gives the same dose in every session.</summary>
    public DoseRule? Rule { get; init; }

    public Product Product => Dose.Product;

    /// <summary>Doses that may be given.</summary>
    public IReadOnlyList<Dose> Ladder => Rule?.Ladder ?? [Dose];
}

/// <summary>A trial to simulate.</summary>
public sealed record TrialDocument
{
    public const int MostPatients = 10_000_000;

    public required int Patients { get; init; }

    /// <summary>Of each patient.</summary>
    public required int Sessions { get; init; }

    public required long Seed { get; init; }

    /// <summary>Relief of at least so many points of the total counts as time with relief.</summary>
    public required double ReliefPoints { get; init; }

    public required IReadOnlyList<Protocol> Protocols { get; init; }

    /// <summary>Whose labels dose rules keep to; null where none was named.</summary>
    public Region? Region { get; init; }

    /// <summary>Of the protocols, each once, in their order.</summary>
    public IReadOnlyList<Product> Products => [.. Protocols.Select(p => p.Product).Distinct()];

    /// <exception cref="InputException">Names the place.</exception>
    public static TrialDocument Read(InputReader reader, ToxinTable toxins, SideEffectTable sideEffects)
    {
        var product = reader.OneOfOrNull("product", toxins.Plannable, out var common) ? common : null;
        var region = reader.OneOfOrNull("region", Region.Known, out var named) ? named : null;
        var protocols = reader.List("protocols", r => ReadProtocol(r, product, region, toxins, sideEffects), 50);
        if (protocols.Count == 0)
            throw new InputException("protocols", $"none", $"at least one protocol");
        if (protocols.GroupBy(p => p.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException("protocols", $"'{twice.Key:typed}' twice", $"each id once");
        return new()
        {
            Protocols = protocols, Region = region,
            Patients = Within(reader, "patients", 2, MostPatients, null), Sessions = Within(reader, "sessions", 1, 40, null), Seed = Within(reader, "seed", 0, int.MaxValue, 1),
            ReliefPoints = reader.NumberOrNull("relief_points") switch
            {
                null => 8, > 0 and <= 85 and var points => (double)points, _ => throw reader.Wrong("relief_points", $"above 0, at most 85"),
            },
        };
    }

    static Protocol ReadProtocol(InputReader r, Product? common, Region? region, ToxinTable toxins, SideEffectTable sideEffects)
    {
        var product = common is null || r.Has("product") ? r.OneOf("product", toxins.Plannable) : common;
        var id = r.Text("id");
        if (id.Length is 0 or > 60 || id.Any(char.IsControl))
            throw r.Wrong("id", $"1 to 60 characters");
        var dose = r.Number("dose_u") is >= 0 and <= 100_000 and var units ? product.Units(units) : throw r.Wrong("dose_u", $"0 to 100,000");
        var interval = r.Number("interval_weeks") is >= 4 and <= 104 and var weeks ? (double)weeks : throw r.Wrong("interval_weeks", $"4 to 104");
        var longest = r.NumberOrNull("longest_weeks");
        if (longest is { } most && (most < (decimal)interval || most > 104))
            throw r.Wrong("longest_weeks", $"interval_weeks to 104");
        return new(id, dose, interval, (double?)longest) { Rule = r.ObjectOrNull("dose_rule") is { } rule ? DoseRule.Read(rule, dose, region, toxins[product], sideEffects) : null };
    }

    static int Within(InputReader reader, string key, int low, int high, int? otherwise) =>
        reader.WholeOrNull(key) is not { } value ? otherwise ?? throw reader.Wrong(key, $"{low} to {high}") : value >= low && value <= high ? value : throw reader.Wrong(key, $"{low} to {high}");
}

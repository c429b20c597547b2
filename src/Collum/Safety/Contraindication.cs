using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>How much stands against treating. Ordered: the strictest is largest.</summary>
public enum Grade
{
    /// <summary>Told to the patient on request.</summary>
    Information,

    /// <summary>Said and recorded.</summary>
    Caution,

    /// <summary>A named clinician's reason is asked for.</summary>
    Relative,

    /// <summary>The plan is stopped.</summary>
    Absolute,
}

/// <summary>Where the answer to an item comes from.</summary>
public enum AnsweredBy { Asked, BirthDate, Body, History, Plan, Medications, RedFlags, OnRequest }

/// <summary>A reference without words of its own.</summary>
public sealed record Evidence : Fact
{
    /// <summary>The product whose own text this is; null for texts about all.</summary>
    public string? Product { get; init; }
}

/// <summary>What one product's label says in some regions.</summary>
public sealed record LabelGrade : RegionalFact
{
    public required string Product { get; init; }

    public required Grade Grade { get; init; }
}

public sealed record GradeFact : Fact
{
    public required Grade Grade { get; init; }
}

public sealed record WindowFact : Fact
{
    public required int Days { get; init; }
}

/// <summary>Ages in completed years.</summary>
public sealed record AgeFact : Fact
{
    public int? BelowYears { get; init; }

    /// <summary>The age below which no reason suffices.</summary>
    public int? NeverBelowYears { get; init; }

    public int? AboveYears { get; init; }
}

public sealed record WeightFact : Fact
{
    public required decimal BelowKg { get; init; }
}

/// <summary>A reason not to treat, or to treat with care, and the question that finds it.</summary>
public sealed record Contraindication
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Category { get; init; }

    public required Grade DefaultGrade { get; init; }

    public required AnsweredBy AnsweredBy { get; init; }

    /// <summary>One plain question whose yes means that the item holds.</summary>
    public required string Question { get; init; }

    /// <summary>What to find out while asking.</summary>
    public required IReadOnlyList<string> Asks { get; init; }

    /// <summary>Product ids; empty speaks for all.</summary>
    public required IReadOnlyList<string> AppliesTo { get; init; }

    public required IReadOnlyList<LabelGrade> ByLabel { get; init; }

    public GradeFact? WhereNoLabelWasRead { get; init; }

    public required string Action { get; init; }

    public required IReadOnlyList<Evidence> Evidence { get; init; }

    public required IReadOnlyList<TextFact> Notes { get; init; }

    /// <summary>Sexes whom the question cannot concern.</summary>
    public IReadOnlyList<Patients.Sex> NotAskedOf { get => field ?? []; init; }

    public WindowFact? Window { get; init; }

    public AgeFact? Age { get; init; }

    /// <summary>The age above which a written reason is wanted, whatever the item's grade.</summary>
    public AgeFact? GreatAge { get; init; }

    public WeightFact? Weight { get; init; }

    public bool Concerns(Product product) => AppliesTo.Count == 0 || AppliesTo.Contains(product.Id);

    /// <summary>The strictest of the default and what the label of this product says in this region, with the fact it rests on.</summary>
    public (Grade Grade, Fact Basis) GradeFor(Product product, Region region)
    {
        // The product's own text before one about all, either before another product's.
        Fact own = Evidence.OrderBy(e => e.AwaitsChecking).ThenBy(e => e.Product == product.Id ? 0 : e.Product is null ? 1 : 2).First();
        var rows = ByLabel.Where(r => r.Product == product.Id && region.IsIn(r.Regions)).ToList();
        if (rows.Count == 0)
            return WhereNoLabelWasRead is { } unread && unread.Grade > DefaultGrade ? (unread.Grade, unread) : (DefaultGrade, own);

        var strictest = rows.MaxBy(r => r.Grade)!;
        return strictest.Grade >= DefaultGrade ? (strictest.Grade, strictest) : (DefaultGrade, own);
    }
}

public sealed record ContraindicationFile : KnowledgeFile
{
    public required IReadOnlyDictionary<string, string> Grades { get; init; }

    public required TextFact Rule { get; init; }

    public required IReadOnlyList<Contraindication> Items { get; init; }
}

/// <summary>The items by id, checked.</summary>
public sealed class Contraindications
{
    readonly Dictionary<string, Contraindication> _byId = new(StringComparer.Ordinal);

    public Contraindications(string file, ContraindicationFile content)
    {
        foreach (var item in content.Items)
        {
            if (!_byId.TryAdd(item.Id, item))
                throw new KnowledgeException(file, item.Id, "the id stands twice");
            if (item.Evidence.Count == 0)
                throw new KnowledgeException(file, $"{item.Id}.evidence", "is empty; an item rests on at least one source");
            if (item.AnsweredBy == AnsweredBy.BirthDate && item.Age?.BelowYears is null)
                throw new KnowledgeException(file, $"{item.Id}.age", "is missing; an item answered by the birth date needs below_years");
            if (item.AnsweredBy == AnsweredBy.History && item.Window is null)
                throw new KnowledgeException(file, $"{item.Id}.window", "is missing; an item answered by the history needs its days");
            if (item.Age is { BelowYears: { } below, NeverBelowYears: { } never } && never > below)
                throw new KnowledgeException(file, $"{item.Id}.age", $"never_below_years {never} is above below_years {below}");
        }

        (Rule, All) = (content.Rule, content.Items);
    }

    public TextFact Rule { get; }

    public IReadOnlyList<Contraindication> All { get; }

    public IReadOnlyDictionary<string, Contraindication> ById => _byId;

    public Contraindication this[string id] => _byId.TryGetValue(id, out var item) ? item : throw new KeyNotFoundException($"No contraindication '{id}'.");
}

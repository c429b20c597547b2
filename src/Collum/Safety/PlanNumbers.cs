using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>One figure of the house: how far off is a slip, from where on something is said.</summary>
public sealed record NumberFact : Fact
{
    public required decimal Value { get; init; }

    public required string Text { get; init; }
}

/// <summary>What published practice spans; an absent end is open.</summary>
public sealed record SpanFact : Fact
{
    public required decimal? Min { get; init; }

    public required decimal? Max { get; init; }

    public required string Text { get; init; }

    public bool Holds(decimal value) => !(value < Min || value > Max);
}

/// <summary>The scale on which one product's numbers lie, in its own units.</summary>
public sealed record ProductScale
{
    public required string Product { get; init; }

    public required SpanFact SessionU { get; init; }

    /// <summary>One muscle of one side.</summary>
    public required SpanFact LineU { get; init; }

    public required SpanFact PointU { get; init; }

    public required SpanFact ConcentrationUPerMl { get; init; }
}

/// <summary>The figures of the plan rules that no label gives.</summary>
public sealed record HouseNumbers
{
    public required NumberFact ChangeRatio { get; init; }

    public required NumberFact FirstSessionShare { get; init; }

    public required NumberFact LineExcess { get; init; }

    public required NumberFact LineShortfall { get; init; }

    public required NumberFact ScmShare { get; init; }

    public required NumberFact CumulativeWindowDays { get; init; }

    public required NumberFact UnseenGapDays { get; init; }

    public required NumberFact KnowledgeAgeDays { get; init; }

    public required NumberFact LinesMax { get; init; }

    public required NumberFact PointsFactor { get; init; }

    public required NumberFact SwallowingNote { get; init; }

    public required NumberFact SwallowingConfirm { get; init; }

    public required NumberFact AsymmetryRatio { get; init; }

    public required NumberFact DecimalSlipFactor { get; init; }

    public required NumberFact PointMlMin { get; init; }

    public required NumberFact PointMlNote { get; init; }

    public required NumberFact PointMlMax { get; init; }

    public required NumberFact SyringeStepMl { get; init; }

    public required NumberFact SessionMlMax { get; init; }

    public required NumberFact WasteShare { get; init; }
}

/// <summary><c>data/safety/plan-rules.json</c>.</summary>
public sealed record PlanNumbers : KnowledgeFile
{
    public required IReadOnlyList<ProductScale> Products { get; init; }

    public required HouseNumbers Numbers { get; init; }

    public ProductScale? ScaleOf(Product product) => Products.FirstOrDefault(p => p.Product == product.Id);
}

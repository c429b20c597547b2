using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>One figure of the house: how far off is a slip, from where on something is said.</summary>
public sealed record HouseFigure : Fact
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

    /// <summary>One muscle of one side that usually takes one or two points.</summary>
    public required SpanFact SmallLineU { get; init; }

    public required SpanFact PointU { get; init; }

    public required SpanFact ConcentrationUPerMl { get; init; }
}

/// <summary>The figures of the plan rules that no label gives.</summary>
public sealed record HouseNumbers
{
    public required HouseFigure ChangeRatio { get; init; }

    public required HouseFigure FirstSessionShare { get; init; }

    public required HouseFigure ScmShare { get; init; }

    public required HouseFigure CumulativeWindowDays { get; init; }

    public required HouseFigure UnseenGapDays { get; init; }

    public required HouseFigure KnowledgeAgeDays { get; init; }

    public required HouseFigure LinesMax { get; init; }

    public required HouseFigure PointsFactor { get; init; }

    public required HouseFigure SwallowingNote { get; init; }

    public required HouseFigure SwallowingConfirm { get; init; }

    public required HouseFigure AsymmetryRatio { get; init; }

    public required HouseFigure DecimalSlipFactor { get; init; }

    public required HouseFigure PointMlMin { get; init; }

    public required HouseFigure PointMlNote { get; init; }

    public required HouseFigure PointMlMax { get; init; }

    public required HouseFigure SyringeStepMl { get; init; }

    public required HouseFigure SessionMlMax { get; init; }

    public required HouseFigure WasteShare { get; init; }
}

/// <summary><c>data/safety/plan-rules.json</c>.</summary>
public sealed record PlanNumbers : KnowledgeFile
{
    public required IReadOnlyList<ProductScale> Products { get; init; }

    public required HouseNumbers Numbers { get; init; }

    /// <summary>Refuses a product that no label defines, a label without a scale, and a span that ends before it starts.</summary>
    public void Verify(string file, ToxinTable toxins)
    {
        foreach (var scale in Products)
        {
            if (!toxins.Plannable.ContainsKey(scale.Product))
                throw new KnowledgeException(file, $"products.{scale.Product}", "is no product with a label");
            foreach (var span in (SpanFact[])[scale.SessionU, scale.LineU, scale.SmallLineU, scale.PointU, scale.ConcentrationUPerMl])
                if (span.Min > span.Max)
                    throw new KnowledgeException(file, $"products.{scale.Product}", FormattableString.Invariant($"{span.Min} to {span.Max} is no range"));
        }

        foreach (var label in toxins.Labels)
            if (Products.Count(p => p.Product == label.Id) != 1)
                throw new KnowledgeException(file, "products", $"{label.Id} needs one scale");
    }

    public ProductScale? ScaleOf(Product product) => Products.FirstOrDefault(p => p.Product == product.Id);
}

using System.Diagnostics.CodeAnalysis;
using Collum.Knowledge;

namespace Collum.Toxins;

/// <summary>A toxin without a confirmed cervical dystonia indication: known by name so that a history can hold it.</summary>
public sealed record OtherToxin : Fact
{
    public required string Id { get; init; }

    public required IReadOnlyList<string> Brands { get; init; }

    public required bool? CdIndication { get; init; }

    public required string Text { get; init; }

    /// <summary>The product whose units these are; null when they are a product of their own.</summary>
    public string? CountsAs { get; init; }
}

public sealed record DoseRatio : Fact
{
    public required string Text { get; init; }

    public required string UseInProgram { get; init; }
}

public sealed record OtherToxinFile : KnowledgeFile
{
    public required IReadOnlyList<OtherToxin> Products { get; init; }

    /// <summary>For display only: nothing computes with them.</summary>
    public required IReadOnlyList<DoseRatio> LiteratureDoseRatios { get; init; }
}

/// <summary>Every product the program knows, with the labels of those that have one for cervical dystonia.</summary>
public sealed class ToxinTable
{
    readonly Dictionary<string, Label> _labels = new(StringComparer.Ordinal);
    readonly Dictionary<string, Product> _products = new(StringComparer.Ordinal);

    public ToxinTable(IEnumerable<(string File, Label Label)> labels, OtherToxinFile others)
    {
        foreach (var (file, label) in labels)
        {
            if (!_labels.TryAdd(label.Id, label))
                throw new KnowledgeException(file, "id", $"'{label.Id}' stands in two files");
            if (label.Brands.Count == 0)
                throw new KnowledgeException(file, "brands", "is empty; a product needs a name");
            _products[label.Id] = new Product(label.Id, label.Brands[0].Name);
        }

        foreach (var other in others.Products)
            if (other.CountsAs is { } id)
                _products[other.Id] = _products.TryGetValue(id, out var same) ? same
                    : throw new KnowledgeException("toxins/others.json", $"{other.Id}.counts_as", $"'{id}' is no product");
            else
                _products[other.Id] = new Product(other.Id, other.Brands[0]);
        Others = others;
    }

    public OtherToxinFile Others { get; }

    /// <summary>Products that may be planned, in order of their id.</summary>
    public IEnumerable<Label> Labels => _labels.Values.OrderBy(l => l.Id, StringComparer.Ordinal);

    /// <summary>Every known product by id, those without an indication too.</summary>
    public IReadOnlyDictionary<string, Product> Products => _products;

    /// <summary>Products that have a label for cervical dystonia, by id.</summary>
    public IReadOnlyDictionary<string, Product> Plannable => _labels.Keys.ToDictionary(id => id, id => _products[id], StringComparer.Ordinal);

    public Label this[Product product] => _labels.TryGetValue(product.Id, out var label) ? label
        : throw new KeyNotFoundException($"{product.Id} has no cervical dystonia label.");

    public bool TryLabel(Product product, [NotNullWhen(true)] out Label? label) => _labels.TryGetValue(product.Id, out label);
}

using Collum.Findings;
using Collum.Numerics;

namespace Collum.Toxins;

/// <summary>A botulinum toxin product by its nonproprietary name. Equal by id; its units are its own and convert to nothing.</summary>
public sealed record Product(string Id, string Brand) : ISayable
{
    /// <summary>An amount in this product's own units.</summary>
    /// <param name="units">0 or more.</param>
    public Dose Units(decimal units) => new(this, Require.NotNegative(units));

    public bool Equals(Product? other) => other?.Id == Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    public Sentence Say() => Sentence.Data(Brand);

    public override string ToString() => Brand;
}

using Collum.Findings;

namespace Collum.Toxins;

/// <summary>An amount of one product, in that product's own units.</summary>
/// <remarks>Units belong to a product's own potency assay and do not convert, so doses of two products never add, subtract or compare.</remarks>
public sealed record Dose : IComparable<Dose>, ISayable
{
    internal Dose(Product product, decimal units) => (Product, Units) = (product, units);   // from botox.Units(120)

    public Product Product { get; }

    /// <summary>0 or more.</summary>
    public decimal Units { get; }

    public bool IsZero => Units == 0;

    public static Dose operator +(Dose a, Dose b) => new(Shared(a, b), a.Units + b.Units);

    /// <summary>Throws where the answer would be below 0: an amount is never negative.</summary>
    public static Dose operator -(Dose a, Dose b) => Shared(a, b).Units(a.Units - b.Units);

    public static Dose operator *(Dose dose, decimal factor) => dose.Product.Units(dose.Units * factor);

    public static Dose operator /(Dose dose, int parts) => dose.Product.Units(dose.Units / Numerics.Require.Positive(parts));

    public static bool operator >(Dose a, Dose b) => a.CompareTo(b) > 0;

    public static bool operator <(Dose a, Dose b) => a.CompareTo(b) < 0;

    public static bool operator >=(Dose a, Dose b) => a.CompareTo(b) >= 0;

    public static bool operator <=(Dose a, Dose b) => a.CompareTo(b) <= 0;

    public int CompareTo(Dose? other) => other is null ? 1 : Shared(this, other) is var _ ? Units.CompareTo(other.Units) : 0;

    /// <summary><c>120 U BOTOX</c>.</summary>
    public Sentence Say() => $"{Units:0.##} U {Product}";

    public override string ToString() => Say();

    static Product Shared(Dose a, Dose b) => a.Product == b.Product ? a.Product : throw new ProductMismatchException(a, b);
}

/// <summary>Somebody tried to compute with the units of two products.</summary>
public sealed class ProductMismatchException(Dose a, Dose b)
    : InvalidOperationException($"{a} and {b} are units of two products; they do not convert, add or compare.");

public static class Doses
{
    /// <summary>The sum; zero of the product when there is nothing.</summary>
    public static Dose Sum(this IEnumerable<Dose> doses, Product product) => doses.Aggregate(product.Units(0), (a, b) => a + b);
}

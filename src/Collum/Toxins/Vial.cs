using Collum.Findings;
using Collum.Numerics;

namespace Collum.Toxins;

/// <summary>A vial size of one product.</summary>
/// <param name="Content">What the vial holds, above 0.</param>
/// <param name="Solution">The volume of a ready-made solution; null for a powder.</param>
public sealed record Vial(Dose Content, Volume? Solution = null) : ISayable
{
    public Product Product => Content.Product;

    public Sentence Say() => $"vial of {Content}";

    public override string ToString() => Say();
}

/// <summary>One vial size brought into solution: how many units a millilitre holds.</summary>
public sealed record Dilution
{
    /// <param name="vial">What is dissolved or diluted.</param>
    /// <param name="diluent">Added to each vial; above 0 for a powder, 0 or more for a ready-made solution.</param>
    public Dilution(Vial vial, Volume diluent)
    {
        (Vial, Diluent) = (vial, diluent);
        Require.Positive(PerVial.Millilitres, "volume per vial");
    }

    public Vial Vial { get; }

    public Volume Diluent { get; }

    public Volume PerVial => Diluent + (Vial.Solution ?? new Volume(0));

    /// <summary>Units of the product per mL.</summary>
    public decimal UnitsPerMl => Vial.Content.Units / PerVial.Millilitres;

    /// <summary>The volume that holds a dose. Throws <see cref="ProductMismatchException"/> for another product's dose.</summary>
    public Volume VolumeOf(Dose dose)
    {
        _ = dose.CompareTo(Vial.Content);
        return new Volume(dose.Units / UnitsPerMl);
    }

    /// <summary>The dose that a volume holds.</summary>
    public Dose DoseIn(Volume volume) => Vial.Product.Units(volume.Millilitres * UnitsPerMl);
}

/// <summary>What is made up for a session: so many vials of one size, each diluted alike.</summary>
/// <param name="Dilution">How each vial is made up.</param>
/// <param name="Vials">1 or more.</param>
public sealed record Preparation(Dilution Dilution, int Vials)
{
    /// <summary>The lot printed on the vials; null while they are not in hand.</summary>
    public Lot? Lot { get; init; }

    /// <summary>The product that the vials themselves name (a scan, or read aloud); null when nobody looked.</summary>
    public Product? ProductOnVial { get; init; }

    public Dose Content => Dilution.Vial.Content * Vials;

    public Volume Volume => new(Dilution.PerVial.Millilitres * Vials);
}

/// <summary>A manufacturer's lot.</summary>
/// <param name="Product">Whose units it holds.</param>
/// <param name="Number">As printed.</param>
/// <param name="Expiry">Last day of use.</param>
public sealed record Lot(Product Product, string Number, DateOnly Expiry)
{
    public bool IsExpiredOn(DateOnly day) => day > Expiry;
}

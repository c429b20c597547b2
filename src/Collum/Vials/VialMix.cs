using Collum.Numerics;
using Collum.Toxins;

namespace Collum.Vials;

/// <summary>So many vials of one size.</summary>
public sealed record VialCount(decimal VialU, int Vials);

/// <summary>The vials to open for a dose, from those sold in the region, that waste least; equal waste goes to fewer vials.</summary>
/// <param name="Vials">Sizes that are used, smallest first.</param>
/// <param name="ContentU">All vials together.</param>
/// <param name="WasteU">What stays behind.</param>
public sealed record VialMix(IReadOnlyList<VialCount> Vials, decimal ContentU, decimal WasteU)
{
    /// <summary>Null when nothing is planned, or no vial size of the region is on file.</summary>
    public static VialMix? FewestWaste(Label label, Region region, Dose dose)
    {
        var sizes = label.VialsIn(region).Select(v => v.Content.Units).ToList();
        if (dose.IsZero || FewestLeft.Packs(dose.Units, sizes) is not { } counts)
            return null;

        var content = sizes.Zip(counts, (size, count) => size * count).Sum();
        return new VialMix(
            [.. sizes.Zip(counts, (size, count) => new VialCount(size, count)).Where(v => v.Vials > 0)], content, content - dose.Units);
    }

    public override string ToString() =>
        FormattableString.Invariant($"{string.Join(" + ", Vials.Select(v => FormattableString.Invariant($"{v.Vials} × {v.VialU:0.##} U")))}, {WasteU:0.##} U left");
}

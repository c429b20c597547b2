using Collum.Findings;
using Collum.Numerics;

namespace Collum.Toxins;

/// <summary>A volume of fluid, mL; 0 or more.</summary>
public readonly record struct Volume : IComparable<Volume>, ISayable
{
    public Volume(decimal millilitres) => Millilitres = Require.NotNegative(millilitres);

    public decimal Millilitres { get; }

    public static Volume operator +(Volume a, Volume b) => new(a.Millilitres + b.Millilitres);

    public static Volume operator -(Volume a, Volume b) => new(a.Millilitres - b.Millilitres);

    public static Volume operator /(Volume volume, int parts) => new(volume.Millilitres / Require.Positive(parts));

    public static bool operator >(Volume a, Volume b) => a.Millilitres > b.Millilitres;

    public static bool operator <(Volume a, Volume b) => a.Millilitres < b.Millilitres;

    public static bool operator >=(Volume a, Volume b) => a.Millilitres >= b.Millilitres;

    public static bool operator <=(Volume a, Volume b) => a.Millilitres <= b.Millilitres;

    public int CompareTo(Volume other) => Millilitres.CompareTo(other.Millilitres);

    public Sentence Say() => $"{Millilitres:0.###} mL";

    public override string ToString() => Say();
}

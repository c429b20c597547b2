using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.Plans;

/// <summary>What the texts of one product give one muscle of one side, in that product's units.</summary>
/// <param name="Low">The least that the texts give.</param>
/// <param name="Typical">The median, or the middle of the range.</param>
/// <param name="High">The most; a verified text is never widened by a recalled one.</param>
/// <param name="Row">The row shown as the source.</param>
/// <param name="IsOtherRegion">True when the region's own text is silent and another region's text of the same product speaks.</param>
/// <param name="Group">The group that shares the figure; null when the figure is the muscle's own.</param>
/// <param name="LeastPoints">Fewest points the texts ask for.</param>
sealed record DoseFigure(decimal Low, decimal Typical, decimal High, MuscleDose Row, bool IsOtherRegion, string? Group, int LeastPoints)
{
    /// <summary>The row that speaks for any muscle besides the first two.</summary>
    const string AnyThird = "any-third-muscle";

    /// <summary>Null when no text of the product gives a figure.</summary>
    /// <param name="paired">Both sides are proposed together: rows written for both sides are preferred, otherwise rows for one.</param>
    public static DoseFigure? Find(PlannerTable table, Label label, Region region, Muscle muscle, bool paired)
    {
        var own = Matching(table, label.MuscleDoses.Where(r => region.IsIn(r.Regions)), muscle, anyThird: !paired);
        var rows = own.Count > 0 ? own : Matching(table, label.MuscleDoses, muscle, anyThird: false);
        if (rows.Count == 0)
            return null;

        if (rows.Where(r => r.DoseScope is not null == paired).ToList() is { Count: > 0 } fitting)
            rows = fitting;
        if (rows.Where(r => r.Status == FactStatus.Verified).ToList() is { Count: > 0 } read)
            rows = read;

        var row = rows[0];
        return new(rows.Min(r => Low1(r)), rows.Min(r => Typical1(r)), rows.Max(r => High1(r)), row, own.Count == 0,
            row.Muscle == muscle.Id || row.Muscle == AnyThird ? null : row.Muscle, rows.Min(r => r.Sites?.Min ?? 1));
    }

    public bool IsForAnyThird => Row.Muscle == AnyThird;

    public Sentence Text(Product product)
    {
        var range = Low == High ? Phrase($"{Low:#,0.##} U") : Phrase($"{Low:#,0.##} to {High:#,0.##} U");
        var whose = IsOtherRegion ? Phrase($"Text for {string.Join(", ", Row.Regions):code}, {Row.Basis:data}") : Data(Row.Basis);
        var median = Row.MedianDoseU is { } units ? Phrase($", median {units:#,0.##} U") : null;
        return Group is null
            ? Phrase($"{whose}: {range} {product}{median}, one side.")
            : Phrase($"{whose}: {range} {product}{median} for the muscle group, one side.");
    }

    // A muscle's own rows come before those of a group that holds it, those before the row for any third muscle.
    static List<MuscleDose> Matching(PlannerTable table, IEnumerable<MuscleDose> rows, Muscle muscle, bool anyThird)
    {
        var all = rows.ToList();
        if (all.Where(r => r.Muscle == muscle.Id).ToList() is { Count: > 0 } own)
            return own;
        if (all.Where(r => table.Muscles.TryFind(r.Muscle, out var group) && group.Members.Contains(muscle.Id)).ToList() is { Count: > 0 } grouped)
            return grouped;
        // "Any third muscle (for example trapezius or levator scapulae)" is not read as a deep one or one near the pharynx.
        return !anyThird || muscle.Depth?.IsDeep != false || muscle.Risk.Dysphagia >= RiskLevel.High ? [] : [.. all.Where(r => r.Muscle == AnyThird)];
    }

    static decimal Low1(MuscleDose r) => PerSide(r, r.DoseU.Min ?? r.MedianDoseU ?? r.DoseU.Max ?? 0);

    static decimal High1(MuscleDose r) => PerSide(r, r.DoseU.Max ?? r.MedianDoseU ?? r.DoseU.Min ?? 0);

    static decimal Typical1(MuscleDose r) => r.MedianDoseU is { } median ? PerSide(r, median) : (Low1(r) + High1(r)) / 2;

    static decimal PerSide(MuscleDose r, decimal units) => r.DoseScope is SideScope.BothSidesTotal or SideScope.Total ? units / 2 : units;
}

using Collum.Findings;
using Collum.Scales;

namespace Collum.Postures;

/// <summary>A score that the measured posture proposes for one item; a person confirms it.</summary>
public sealed record ItemSuggestion(ScaleItem Item, int Score, Sentence Reason, string Source, bool AwaitsChecking);

/// <summary>What a posture proposes for an instrument, and which items remain to be judged.</summary>
public sealed record ItemSuggestions(IReadOnlyList<ItemSuggestion> Proposed, IReadOnlyList<ScaleItem> Remaining)
{
    /// <summary>
    /// Grades the items that measure degrees or a shift. Angles are rounded to whole degrees, as thresholds are printed; an angle beyond the last bound takes the
    /// highest score. An angle of one level alone grades nothing.
    /// </summary>
    /// <remarks>The scale asks for the greatest excursion without effort to correct it; whether the posture was measured so, only the rater knows.</remarks>
    public static ItemSuggestions For(Instrument instrument, Posture posture, ColCap colCap)
    {
        var detected = colCap.Classify(posture).Postures;
        var proposed = new List<ItemSuggestion>();
        foreach (var item in instrument.AllItems)
            if (item.Measure is { } measure && Propose(item, measure, posture, detected) is { } suggestion)
                proposed.Add(suggestion);
        return new(proposed, [.. instrument.AllItems.Where(i => proposed.All(p => p.Item.Code != i.Code))]);
    }

    static ItemSuggestion? Propose(ScaleItem item, PostureMeasure measure, Posture posture, IReadOnlyList<DetectedPosture> detected) => measure switch
    {
        PostureMeasure.HeadRotation => Graded(item, posture, PosturePlane.Transverse),
        PostureMeasure.HeadLateral => Graded(item, posture, PosturePlane.Coronal),
        PostureMeasure.LateralShift => Shifted(item, posture, PosturePlane.Coronal, posture.LateralShiftRightMm, detected),
        PostureMeasure.SagittalShift => Shifted(item, posture, PosturePlane.Sagittal, posture.SagittalShiftAnteriorMm, detected),
        _ => null,
    };

    static ItemSuggestion? Graded(ScaleItem item, Posture posture, PosturePlane plane)
    {
        if (posture.WholeHead(plane) is not { } measured || item.ThresholdsDeg.Count == 0)
            return null;
        var whole = (int)Math.Round(Math.Abs(measured), MidpointRounding.AwayFromZero);
        var fit = item.ThresholdsDeg.FirstOrDefault(t => whole >= (t.Deg.Min ?? 0) && whole <= (t.Deg.Max ?? int.MaxValue))
            ?? item.ThresholdsDeg.MaxBy(t => t.Score)!;
        var reason = (plane, whole == 0 ? 0 : Math.Sign(measured)) switch
        {
            (PosturePlane.Transverse, > 0) => Phrase($"Head turned {whole} degrees to the right, rounded to whole degrees."),
            (PosturePlane.Transverse, < 0) => Phrase($"Head turned {whole} degrees to the left, rounded to whole degrees."),
            (PosturePlane.Transverse, _) => Phrase($"Head turned {whole} degrees, rounded to whole degrees."),
            (_, > 0) => Phrase($"Head tilted {whole} degrees to the right, rounded to whole degrees."),
            (_, < 0) => Phrase($"Head tilted {whole} degrees to the left, rounded to whole degrees."),
            _ => Phrase($"Head tilted {whole} degrees, rounded to whole degrees."),
        };
        return new(item, fit.Score, reason, item.Source, item.AwaitsChecking);
    }

    static ItemSuggestion? Shifted(ScaleItem item, Posture posture, PosturePlane plane, double? mm, IReadOnlyList<DetectedPosture> detected)
    {
        if (detected.FirstOrDefault(p => p.Entry.Kind == PostureKind.Shift && p.Entry.Plane == plane) is { } shift)
            return new(item, 1, $"The measurement shows a {shift}; its threshold is a working value.", item.Source, true);
        var looked = mm is not null || (posture.Angle(PostureLevel.Caput, plane) is not null && posture.Angle(PostureLevel.Collis, plane) is not null);
        return looked ? new(item, 0, $"Measured, and no shift was found; the threshold is a working value.", item.Source, true) : null;
    }
}

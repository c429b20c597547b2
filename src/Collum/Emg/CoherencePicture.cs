using Collum.Anatomy;

namespace Collum.Emg;

/// <summary>A channel in a picture of coherence.</summary>
/// <param name="Label">Of the channel.</param>
/// <param name="MuscleId">Null where nobody says which muscle it is.</param>
/// <param name="Side">The patient's; null where nobody says.</param>
public sealed record CoherenceLead(string Label, string? MuscleId, Side? Side);

/// <summary>Two channels of a picture, in its order.</summary>
/// <param name="A">Index of the first.</param>
/// <param name="B">Index of the second, above <paramref name="A"/>.</param>
/// <param name="Measured">What was measured between them; its curve goes up to <see cref="CoherencePicture.LastHz"/>.</param>
public sealed record CoherencePair(int A, int B, LeadPair Measured);

/// <summary>Every pair of channels by its coherence in the posture, for the eye: the patient's left muscles first, then the right ones, then channels of no known side.</summary>
/// <param name="Leads">In the order of the picture.</param>
/// <param name="Pairs">Those that were compared; channels of different rates are not.</param>
/// <param name="BandHz">Where coherence is judged, Hz.</param>
/// <param name="Segments">Disjoint segments behind every coherence.</param>
/// <param name="KnowledgeVersion">With which it was measured.</param>
public sealed record CoherencePicture(IReadOnlyList<CoherenceLead> Leads, IReadOnlyList<CoherencePair> Pairs, (double Low, double High) BandHz, int Segments, string KnowledgeVersion)
{
    /// <summary>Where curves end, Hz.</summary>
    public const double LastHz = 50;

    /// <param name="measurement">Measured with <see cref="MeasureOptions.KeepCurves"/>.</param>
    /// <param name="knowledgeVersion">Said with the picture.</param>
    public static CoherencePicture Of(Measurement measurement, string knowledgeVersion)
    {
        var order = measurement.Leads.Select((l, i) => (l.Lead, Index: i)).OrderBy(l => l.Lead.Side switch { Side.Left => 0, Side.Right => 1, _ => 2 }).ThenBy(l => l.Index).ToList();
        var places = new int[order.Count];
        for (var i = 0; i < order.Count; i++)
            places[order[i].Index] = i;
        return new(
            [.. order.Select(l => new CoherenceLead(l.Lead.Channel.Label, l.Lead.Muscle?.Id, l.Lead.Side))],
            [.. measurement.Pairs.Select(p => new CoherencePair(Math.Min(places[p.A], places[p.B]), Math.Max(places[p.A], places[p.B]), p)).OrderBy(p => p.A).ThenBy(p => p.B)],
            measurement.BandHz, measurement.Segments, knowledgeVersion);
    }

    /// <summary>The pair of two channels; null when they were not compared.</summary>
    public CoherencePair? Find(int a, int b) => Pairs.FirstOrDefault(p => p.A == Math.Min(a, b) && p.B == Math.Max(a, b));

    /// <summary>The pair to look at first: the most coherent of those above their limit, else the most coherent of those that are judged, else the most coherent; null without pairs.</summary>
    public CoherencePair? First => Pairs.OrderByDescending(p => p.Measured.Significant).ThenBy(p => p.Measured.NotJudged.Count > 0).ThenByDescending(p => p.Measured.Value).FirstOrDefault();
}

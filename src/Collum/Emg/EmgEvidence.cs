using Collum.Anatomy;
using Collum.Findings;
using Collum.Postures;

namespace Collum.Emg;

/// <summary>What a ranking says of single muscles, as evidence that moves the candidates of a posture.</summary>
/// <remarks>
/// One likelihood ratio a band (<c>data/emg/measures.json</c>, ranking): working values, because no study gives them. All together they stay within the bounds of decisive
/// evidence, so EMG orders muscles within what the posture table allows and never moves one out of it by itself. What is doubtful counts for nothing, and is said.
/// </remarks>
public static class EmgEvidence
{
    /// <summary>One for each muscle and side that was ranked.</summary>
    public static IReadOnlyList<Evidence> Of(RankAnswer answer, EmgTable table, Muscles muscles) =>
        [.. from m in answer.Muscles
            where m is { Band: not ActivityBand.NotRanked, MuscleId: not null, Side: not null } && muscles.TryFind(m.MuscleId, out _)
            group m by (m.MuscleId, m.Side!.Value) into channels
            select One(channels.Key.MuscleId, channels.Key.Value, [.. channels], answer.Muscles.Count, table)];

    static Evidence One(string muscle, Side side, IReadOnlyList<RankedMuscle> channels, int all, EmgTable table)
    {
        var first = channels[0];
        var number = Ratio(first.Band, table.Ranking);
        var doubt = channels.Count > 1 ? Phrase($"Several channels are given as this muscle.")
            : first.Flags.Contains("surface-on-deep") ? Phrase($"The muscle lies deep and nothing says that the electrode does too.")
            : first.Band is ActivityBand.Likely or ActivityBand.Possible && first.Flags.Contains("mvc-submaximal") ? Phrase($"Its contraction was not maximal, so its percent are too high.")
            : first.Flags.Contains("heart-beats") ? Phrase($"Heart beats were left in.")
            : null;
        Sentence said = $"EMG: {Said(first.Band)}, {first.Rank} of {all}{(first.DPercentMvc is { } drive ? Phrase($", drive {drive:0.#} % of maximum") : null)}.";
        return new(EvidenceKind.Emg, muscle, side, doubt is null ? number : 1, doubt is null ? said : InTurn([said, doubt]), number.Source) { Status = number.Status };
    }

    static MethodNumber Ratio(ActivityBand band, RankingNumbers numbers) => band switch
    {
        ActivityBand.Likely => numbers.RatioLikely, ActivityBand.Possible => numbers.RatioPossible,
        ActivityBand.Compensating => numbers.RatioCompensating, _ => numbers.RatioUnlikely,
    };

    static Sentence Said(ActivityBand band) => band switch
    {
        ActivityBand.Likely => Phrase($"likely dystonic"), ActivityBand.Possible => Phrase($"possibly dystonic"), ActivityBand.Compensating => Phrase($"compensating"), _ => Phrase($"unlikely"),
    };
}

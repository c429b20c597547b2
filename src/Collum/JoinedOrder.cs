using System.Text.Json.Serialization;
using Collum.Anatomy;
using Collum.Emg;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Postures;

namespace Collum;

/// <summary>Muscles in one order from posture, examination and EMG: the order that the muscles page shows, that a proposal starts from, and that stays with a signed plan.</summary>
/// <remarks>
/// Each finding in a muscle multiplies its odds by its likelihood ratio (docs/methods/candidates.md, docs/methods/emg.md). EMG alone stays within the bounds of decisive evidence:
/// it orders muscles within what the posture table allows. Coherence has no ratio of its own. What disagrees is said.
/// </remarks>
/// <param name="Evidence">Every likelihood ratio from EMG that went in.</param>
/// <param name="Postures">As the posture was named.</param>
/// <param name="Candidates">Best first.</param>
/// <param name="Findings">Of the posture, and where EMG and posture disagree.</param>
/// <param name="KnowledgeVersion">With which it was joined.</param>
public sealed record JoinedOrder(
    IReadOnlyList<JoinedEvidence> Evidence, IReadOnlyList<PostureAnswer> Postures, IReadOnlyList<MuscleAnswer> Candidates, IReadOnlyList<Finding> Findings, string KnowledgeVersion)
{
    /// <param name="posture">With what examination found.</param>
    /// <param name="emg">Of the same visit; null leaves the order to posture and examination.</param>
    public static CandidateList Rank(Posture posture, RankAnswer? emg, Medicine medicine)
    {
        if (emg is null)
            return medicine.Candidates.Rank(posture);
        var list = medicine.Candidates.Rank(posture, EmgEvidence.Of(emg, medicine.Emg, medicine.Muscles));
        return list with { Findings = [.. list.Findings, .. Disagreements(list, emg, medicine)] };
    }

    /// <summary>The order with its likelihood ratios, from a document with <c>posture</c> and <c>emg</c>; other keys say where these come from and change nothing.</summary>
    /// <exception cref="InputException">Names the place.</exception>
    public static JoinedOrder Of(string document, ReadOnlyMemory<byte> utf8, Medicine medicine) => InputReader.Parse(document, utf8, reader =>
    {
        var emg = EmgDocument.Read(reader.Object("emg"), medicine.Muscles);
        var posture = PostureDocument.Read("posture", System.Text.Encoding.UTF8.GetBytes(reader.Raw("posture") ?? throw reader.Wrong("posture", $"a measured posture")), medicine.Muscles);
        reader.Has("date");
        reader.Done();
        var answer = CandidateAnswer.Of(Rank(posture, emg, medicine), medicine.Version);
        return new JoinedOrder([.. EmgEvidence.Of(emg, medicine.Emg, medicine.Muscles).Select(e => new JoinedEvidence(e.MuscleId, e.Side, e.LikelihoodRatio, e.Reason, e.Source, e.Status))],
            answer.Postures, answer.Candidates, answer.Findings, medicine.Version);
    });

    static IEnumerable<Finding> Disagreements(CandidateList list, RankAnswer emg, Medicine medicine)
    {
        var named = list.Candidates.Where(c => c.Role is CandidateRole.Primary or CandidateRole.Secondary).ToList();
        if (Names(named.Where(c => From(c) is { LikelihoodRatio: < 1 })) is { } against)
            yield return new("PROP-020", Severity.Note, $"EMG and posture disagree: the posture names {against}, and EMG hears no dystonic activity there. EMG lowers them in the order and takes no line away by itself; look again before injecting.", "emg-arithmetic", "emg");
        if (Names(named.Where(c => From(c) is { LikelihoodRatio: < 1 } && c.Evidence.Any(e => e is { Kind: EvidenceKind.Examination, LikelihoodRatio: > 1 }))) is { } felt)
            yield return new("PROP-021", Severity.Note, $"EMG and examination disagree: a contraction was felt in {felt}, and EMG hears no dystonic activity there. Check the electrode's place.", "emg-arithmetic", "emg");
        if (Names(list.Candidates.Where(c => c.Role == CandidateRole.Unlisted && From(c) is { LikelihoodRatio: > 1 })) is { } alone)
            yield return new("PROP-022", Severity.Note, $"Active in the EMG and named by no measured posture: {alone}. EMG alone proposes no line; look again, and add it by hand if you agree.", "emg-arithmetic", "emg");
        var doubtful = EmgEvidence.Of(emg, medicine.Emg, medicine.Muscles).Where(e => e.LikelihoodRatio == 1).ToList();
        if (doubtful.Count > 0)
            yield return new("PROP-023", Severity.Note, $"EMG counts for nothing in {And(doubtful.Select(e => Phrase($"{e.Side.Say()} {medicine.Muscles[e.MuscleId]}")))}: the recording of {doubtful.Count:it is|them is} doubtful, and the reason stands with {doubtful.Count:it|each}.", "emg-arithmetic", "emg");

        static Evidence? From(Candidate c) => c.Evidence.FirstOrDefault(e => e.Kind == EvidenceKind.Emg && e.LikelihoodRatio != 1);

        static Sentence? Names(IEnumerable<Candidate> which) => which.Select(c => Phrase($"{c.Side.Say()} {c.Muscle}")).ToList() is { Count: > 0 } names ? And(names) : null;
    }

    public string Write() => OutputJson.Write(this);
}

/// <summary>What EMG multiplied the odds of a muscle by.</summary>
public sealed record JoinedEvidence(string MuscleId, Side Side, double LikelihoodRatio, Sentence Reason, string Source, FactStatus Status)
{
    [JsonPropertyOrder(-1)]
    public EvidenceKind Kind => EvidenceKind.Emg;
}

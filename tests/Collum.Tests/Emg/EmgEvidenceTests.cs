using Collum.Anatomy;
using Collum.Emg;
using Collum.Postures;

namespace Collum.Tests.Emg;

public sealed class EmgEvidenceTests(NeckFixture neck) : IClassFixture<NeckFixture>
{
    static readonly Posture TurnedLeft = new() { CaputRotationRightDeg = -25 };

    RankAnswer Answer(MeasureOptions? options = null)
    {
        var measured = options is null ? neck.Measured : neck.Measure(options);
        return RankAnswer.Of(measured, NeckFixture.Rank(measured), "x");
    }

    static IReadOnlyList<Evidence> Of(RankAnswer answer) => EmgEvidence.Of(answer, Shared.Medicine.Emg, Shared.Medicine.Muscles);

    [Fact]
    public void A_muscle_that_is_active_rises_in_the_joined_order_and_a_silent_one_falls()
    {
        var alone = Shared.Medicine.Candidates.Rank(TurnedLeft).Candidates;
        var joined = Shared.Medicine.Candidates.Rank(TurnedLeft, Of(Answer())).Candidates;

        Candidate In(IReadOnlyList<Candidate> list, string muscle, Side side) => list.First(c => c.Muscle.Id == muscle && c.Side == side);
        Assert.True(In(joined, "splenius-capitis", Side.Left).Score > In(alone, "splenius-capitis", Side.Left).Score);
        Assert.True(In(joined, "obliquus-capitis-inferior", Side.Left).Score < In(alone, "obliquus-capitis-inferior", Side.Left).Score);
        Assert.Contains(In(joined, "splenius-capitis", Side.Left).Reasons, r => r.StartsWith("EMG: likely dystonic", StringComparison.Ordinal) && r.Contains("Odds times 4", StringComparison.Ordinal));
        Assert.True(In(joined, "splenius-capitis", Side.Left).AwaitsChecking);
    }

    [Fact]
    public void A_muscle_that_no_posture_names_joins_the_end_of_the_order()
    {
        var joined = Shared.Medicine.Candidates.Rank(TurnedLeft, Of(Answer())).Candidates;

        var levator = joined.Single(c => c.Muscle.Id == "levator-scapulae" && c.Side == Side.Right);
        Assert.Equal(CandidateRole.Unlisted, levator.Role);
        Assert.All(joined.Where(c => c.Role is CandidateRole.Primary or CandidateRole.Secondary), c => Assert.True(c.Rank < levator.Rank));
    }

    [Fact]
    public void EMG_with_a_contraction_that_is_felt_stays_within_what_the_posture_table_allows() =>
        Assert.All(Of(Answer()), e => Assert.InRange(e.LikelihoodRatio, 0.25, 4));

    [Fact]
    public void A_skin_electrode_over_a_deep_muscle_counts_for_nothing_and_says_why()
    {
        var evidence = Of(Answer(new() { Electrodes = ElectrodePlace.Surface }));

        Assert.Equal(1, evidence.Single(e => e.MuscleId == "splenius-capitis" && e.Side == Side.Left).LikelihoodRatio);
        Assert.Contains(evidence, e => e.Reason.Contains("lies deep", StringComparison.Ordinal));
        Assert.Equal(4, evidence.Single(e => e.MuscleId == "sternocleidomastoid" && e.Side == Side.Right).LikelihoodRatio);
    }

    [Fact]
    public void A_contraction_that_was_not_maximal_speaks_for_nothing()
    {
        var answer = Answer();
        var weak = answer with { Muscles = [answer.Muscles[0] with { Flags = ["mvc-submaximal"] }, answer.Muscles[^1] with { Flags = ["mvc-submaximal"], Band = ActivityBand.Unlikely }] };

        Assert.Equal([1.0, 0.5], Of(weak).Select(e => e.LikelihoodRatio));
        Assert.Contains("not maximal", Of(weak)[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_ranked_or_is_given_twice_counts_for_nothing()
    {
        var answer = Answer();
        var twice = answer with { Muscles = [.. answer.Muscles, answer.Muscles[0] with { Band = ActivityBand.Unlikely }, answer.Muscles[1] with { MuscleId = null }] };

        Assert.Equal(1, Of(twice).Single(e => e.MuscleId == answer.Muscles[0].MuscleId && e.Side == answer.Muscles[0].Side).LikelihoodRatio);
        Assert.Empty(Of(answer with { Muscles = [answer.Muscles[0] with { Band = ActivityBand.NotRanked }] }));
    }
}

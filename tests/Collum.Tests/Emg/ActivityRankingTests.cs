using Collum.Anatomy;
using Collum.Bench.Emg;
using Collum.Emg;
using Collum.Findings;

namespace Collum.Tests.Emg;

public sealed class ActivityRankingTests(NeckFixture neck) : IClassFixture<NeckFixture>
{
    static string Label(Activity a) => a.Measures.Lead.Channel.Label;

    [Fact]
    public void The_four_muscles_that_drive_the_posture_come_first_and_are_called_likely()
    {
        var ranking = NeckFixture.Rank(neck.Measured);

        Assert.Equal(SyntheticNeck.Dystonic.Order(), ranking.Muscles.Take(4).Select(Label).Order());
        Assert.All(ranking.Muscles.Take(4), m => Assert.Equal(ActivityBand.Likely, m.Band));
        Assert.All(ranking.Muscles.Skip(4), m => Assert.True(m.Band is ActivityBand.Unlikely or ActivityBand.Compensating));
        Assert.Equal(Enumerable.Range(1, 16), ranking.Muscles.Select(m => m.Rank));
        Assert.All(ranking.Muscles, m => Assert.NotEmpty(m.Reasons));
    }

    [Fact]
    public void Every_heart_beat_is_found_and_nothing_else()
    {
        var found = neck.Measured.HeartBeatsS;

        // The first and last half second have no room for a whole template.
        Assert.All(neck.Beats.Where(b => b is > 0.5 and < 119.5), beat => Assert.Contains(found, f => Math.Abs(f - beat) < 0.01));
        Assert.All(found, f => Assert.Contains(neck.Beats, beat => Math.Abs(f - beat) < 0.01));
        Assert.All(neck.Measured.Leads, l => Assert.InRange(l.HeartBeatUv, 80, 320));
    }

    [Fact]
    public void Exactly_the_one_shared_drive_is_significant()
    {
        var significant = neck.Measured.Pairs.Where(p => p.Significant).Select(p => (neck.Measured.Leads[p.A].Lead.Channel.Label, neck.Measured.Leads[p.B].Lead.Channel.Label));

        Assert.Equal([SyntheticNeck.Coupled], significant);
        Assert.Equal(120, neck.Measured.Pairs.Count);
    }

    [Fact]
    public void A_compensating_muscle_is_told_from_one_that_drives_and_from_one_that_is_always_active()
    {
        var muscles = NeckFixture.Rank(neck.Measured).Muscles.ToDictionary(Label);

        Assert.Equal(ActivityBand.Compensating, muscles[SyntheticNeck.Compensating].Band);
        Assert.Equal(ActivityBand.Unlikely, muscles[SyntheticNeck.NormallyActive].Band);
        Assert.InRange(muscles["R-SCM"].DrivePercentMvc!.Value, 24, 36);
        Assert.True(muscles["R-SCM"].MidlineFallPercentMvc > 10);
        Assert.True(muscles["R-SCM"].RightShare > 0.9);
    }

    [Fact]
    public void With_heart_beats_left_in_no_pair_is_judged_and_the_reader_is_told()
    {
        var measured = neck.Measure(new() { Heart = HeartRemoval.None });

        Assert.DoesNotContain(measured.Pairs, p => p.Significant);
        Assert.All(measured.Pairs, p => Assert.Contains("heart-beats", p.NotJudged));
        Assert.Contains(measured.Findings, f => f.Code == "EMG-109" && f.Severity == Severity.Confirm);
    }

    [Fact]
    public void Without_heart_beat_removal_silent_channels_look_coherent()
    {
        var measured = neck.Measure(new() { Heart = HeartRemoval.None });

        // What the gates hold back: pairs above the limit although both muscles are silent.
        Assert.True(measured.Pairs.Count(p => p.Value > p.Limit) > 5);
    }

    [Fact]
    public void Without_a_posture_phase_nothing_is_ranked()
    {
        var ranking = NeckFixture.Rank(neck.Measure(new() { Phases = [new(PhaseKind.Neutral, "neutral", 7, 11), new(PhaseKind.Mvc, "mvc", 0, 7)] }));

        Assert.Empty(ranking.Muscles);
        Assert.Contains(ranking.Findings, f => f.Code == "EMG-101" && f.Severity == Severity.Stop);
    }

    [Fact]
    public void Without_a_maximal_contraction_muscles_are_listed_and_not_ranked()
    {
        var ranking = NeckFixture.Rank(neck.Measure(new() { Phases = [new(PhaseKind.Neutral, "neutral", 7, 11), new(PhaseKind.Posture, "posture", 12, 60)] }));

        Assert.Equal(16, ranking.Muscles.Count);
        Assert.All(ranking.Muscles, m => Assert.Null(m.Score));
        Assert.Contains(ranking.Findings, f => f.Code == "EMG-103");
    }

    static readonly Phase Still = new(PhaseKind.Neutral, "neutral", 7, 11), Own = new(PhaseKind.Posture, "posture", 12, 100);

    [Fact]
    public void A_contraction_of_another_muscle_is_no_maximum_of_this_one()
    {
        // Only the sternocleidomastoids contracted; a splenius at a few microvolts must not pass for one at its maximum.
        var ranking = NeckFixture.Rank(neck.Measure(new() { Phases = [new(PhaseKind.Mvc, "mvc SCM", 0.2, 0.8), Still, Own] }));

        var muscles = ranking.Muscles.ToDictionary(Label);
        Assert.Equal(ActivityBand.Likely, muscles["R-SCM"].Band);
        Assert.All(["L-SPL", "R-OCI"], m => Assert.Equal((ActivityBand.NotRanked, null), (muscles[m].Band, muscles[m].Score)));
        Assert.Contains("no-mvc", muscles["L-SPL"].Flags);
        Assert.Contains(ranking.Findings, f => f.Code == "EMG-126" && f.Message.Contains("splenius", StringComparison.Ordinal));
    }

    [Fact]
    public void A_contraction_in_which_nothing_was_heard_ranks_nothing()
    {
        // The contraction is stated where all rest: its few microvolts are the instrument's.
        var ranking = NeckFixture.Rank(neck.Measure(new() { Phases = [new(PhaseKind.Mvc, "mvc", 8, 9), Still, Own] }));

        Assert.All(ranking.Muscles.Where(m => m.Measures.ContractionUv < 10), m => Assert.Equal((ActivityBand.NotRanked, true), (m.Band, m.Flags.Contains("mvc-silent"))));
        Assert.Contains(ranking.Muscles, m => m.Flags.Contains("mvc-silent"));
    }

    [Fact]
    public void A_contraction_that_was_not_maximal_is_said_in_words()
    {
        var ranking = NeckFixture.Rank(neck.Measure(new() { Phases = [new(PhaseKind.Mvc, "mvc", 12, 20), Still, new(PhaseKind.Posture, "posture", 20, 100)] }));

        var loud = ranking.Muscles.First(m => Label(m) == "L-SPL");
        Assert.Contains("mvc-submaximal", loud.Flags);
        Assert.Contains(loud.Reasons, r => r.Contains("not maximal", StringComparison.Ordinal));
        Assert.Contains(ranking.Findings, f => f.Code == "EMG-125" && f.Severity == Severity.Confirm && f.Message.Contains("left splenius", StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_that_leave_nothing_to_go_by_rank_nothing()
    {
        var ranking = NeckFixture.Rank(neck.Measure(new() { Phases = [new(PhaseKind.Mvc, "mvc", 0, 7), Still, Own] }), new Dictionary<RankedMeasure, double> { [RankedMeasure.Midline] = 1 });

        Assert.All(ranking.Muscles.Where(m => !m.Flags.Contains("no-rise")), m => Assert.Equal((ActivityBand.NotRanked, null), (m.Band, m.Score)));
    }

    [Fact]
    public void No_moment_of_the_posture_counts_twice()
    {
        var plain = neck.Measure(new() { Phases = [new(PhaseKind.Mvc, "mvc", 0, 7), Still, Own] });
        var twice = neck.Measure(new() { Phases = [new(PhaseKind.Mvc, "mvc", 0, 7), Still, Own, new(PhaseKind.Posture, "tremor", 30, 90), Own] });

        Assert.Equal(plain.Segments, twice.Segments);
        Assert.Equal(plain.Pairs.Select(p => p.Value), twice.Pairs.Select(p => p.Value));
        Assert.Equal([12.0, 60.0], Phase.Once([new(PhaseKind.Posture, "b", 40, 80), new(PhaseKind.Posture, "a", 12, 60)]).OrderBy(p => p.FromS).Select(p => p.FromS));
    }

    [Fact]
    public void Phases_of_two_tasks_at_one_time_are_asked_about()
    {
        var measured = neck.Measure(new() { Phases = [new(PhaseKind.Mvc, "mvc", 0, 7), new(PhaseKind.Neutral, "neutral", 7, 40), Own] });

        Assert.Contains(measured.Findings, f => f.Code == "EMG-123" && f.Severity == Severity.Confirm);
        Assert.DoesNotContain(neck.Measured.Findings, f => f.Code is "EMG-123" or "EMG-124" or "EMG-127");
    }

    [Fact]
    public void A_posture_outside_the_recording_stops_the_ranking()
    {
        var ranking = NeckFixture.Rank(neck.Measure(new() { Phases = [new(PhaseKind.Mvc, "mvc", 0, 7), Still, new(PhaseKind.Posture, "posture", 600, 700)] }));

        Assert.Contains(ranking.Findings, f => f.Code == "EMG-127" && f.Severity == Severity.Stop);
        Assert.All(ranking.Muscles, m => Assert.Contains("no-posture", m.Flags));
    }

    [Fact]
    public void Annotations_that_name_no_task_are_asked_about_and_very_many_are_not_all_measured()
    {
        Annotation[] spikes = [.. Enumerable.Range(0, 300).Select(i => new Annotation(12 + (i * 0.3), 0.25, "spike"))];

        var phases = Phase.Of(spikes, 120);

        Assert.Equal(300, phases.Count);
        Assert.Contains(neck.Measure(new() { Phases = phases }).Findings, f => f.Code == "EMG-128");
    }

    [Fact]
    public void A_phase_without_a_duration_lasts_until_the_next_later_one()
    {
        var phases = Phase.Of([new(0, null, "mvc"), new(5, null, "neutral"), new(5, null, "calm"), new(20, null, "posture"), new(20, 0, "tremor")], 60);

        Assert.Equal([(0.0, 5.0), (5.0, 20.0), (5.0, 20.0), (20.0, 60.0), (20.0, 60.0)], phases.Select(p => (p.FromS, p.ToS)));
    }

    [Fact]
    public void A_silent_muscle_lent_a_shared_drive_is_not_promoted_by_it()
    {
        // The pair is made significant by hand; its second muscle has no activity of its own.
        var silent = neck.Measured.Leads.Index().First(l => l.Item.Lead.Channel.Label == "L-TRP").Index;
        var pairs = neck.Measured.Pairs.Select(p => p.B == silent || p.A == silent ? p with { Value = 0.9, NotJudged = [] } : p).ToList();

        var muscle = NeckFixture.Rank(neck.Measured with { Pairs = pairs }).Muscles.First(m => Label(m) == "L-TRP");

        Assert.Equal(ActivityBand.Unlikely, muscle.Band);
    }

    [Fact]
    public void Weights_can_be_set_and_are_shown()
    {
        var ranking = NeckFixture.Rank(neck.Measured, new Dictionary<RankedMeasure, double> { [RankedMeasure.Drive] = 1 });

        Assert.Equal(1, ranking.Weights.Single(w => w.Measure == RankedMeasure.Drive).Weight);
        Assert.All(ranking.Muscles.Where(m => m.Score > 0), m => Assert.Equal(Math.Clamp((m.DrivePercentMvc!.Value - 5) / 35, 0, 1), m.Score!.Value, 1e-9));
        Assert.Throws<ArgumentException>(() => NeckFixture.Rank(neck.Measured, new Dictionary<RankedMeasure, double> { [RankedMeasure.Drive] = 0.4 }));
    }

    [Fact]
    public void Electrodes_on_the_skin_over_deep_muscles_are_doubted()
    {
        Assert.DoesNotContain(neck.Measured.Findings, f => f.Code == "EMG-111");           // the file says fine wire

        var surface = neck.Measure(new() { Electrodes = ElectrodePlace.Surface });

        Assert.Contains(surface.Findings, f => f.Code == "EMG-111" && f.Message.Contains("semispinalis", StringComparison.Ordinal));
        Assert.DoesNotContain(surface.Findings, f => f.Code == "EMG-111" && f.Message.Contains("sternocleidomastoid", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_file_gives_the_same_answer_to_the_last_digit()
    {
        static string Json(Measurement m) => RankAnswer.Of(m, NeckFixture.Rank(m), "x").Json();

        Assert.Equal(Json(neck.Measured), Json(neck.Measure(MeasureOptions.Default)));
    }

    [Fact]
    public void The_answer_written_by_hand_is_the_answer_that_the_serializer_would_write()
    {
        var answer = RankAnswer.Of(neck.Measured, NeckFixture.Rank(neck.Measured), "x");

        using var own = System.Text.Json.JsonDocument.Parse(answer.Json());
        using var other = System.Text.Json.JsonDocument.Parse(OutputJson.Write(answer));

        Assert.True(System.Text.Json.JsonElement.DeepEquals(other.RootElement, own.RootElement));
    }

    [Fact]
    public void Hum_is_taken_out_where_it_stands_out_and_hardly_any_is_left()
    {
        Assert.True(neck.Measured.Leads.Count(l => l.MainsHz.Contains(50)) >= 8);
        Assert.All(neck.Measured.Leads.Where(l => SyntheticNeck.Dystonic.Contains(l.Lead.Channel.Label)), l => Assert.InRange(l.MainsShare, 0, 0.05));
    }

    [Theory]
    [InlineData("R-SCM", "sternocleidomastoid", Side.Right)]
    [InlineData("EMG LSPL", "splenius-capitis", Side.Left)]
    [InlineData("Splenius capitis left", "splenius-capitis", Side.Left)]
    [InlineData("levator scapulae (R)", "levator-scapulae", Side.Right)]
    [InlineData("SCMr", "sternocleidomastoid", Side.Right)]
    [InlineData("m. semispinalis capitis dx", "semispinalis-capitis", Side.Right)]
    [InlineData("EMG 1", null, null)]
    public void A_label_says_which_muscle_it_means_or_nothing(string label, string? muscle, Side? side)
    {
        var read = NeckFixture.Montage.Read(label);

        Assert.Equal((muscle, side), (read.Muscle?.Id, read.Side));
    }
}

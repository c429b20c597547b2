using Collum.Numerics.Inference;
using Collum.Response;

namespace Collum.Tests.Response;

public sealed class IndividualTests
{
    static readonly Population People = Shared.Medicine.Response.Models["brashear-1999-drift"].ToPopulation("models/brashear-1999-drift.json");

    static CourseRequest Weekly(int weeks) => new() { Weeks = [.. Enumerable.Range(0, weeks + 1).Select(w => (double)w)] };

    [Fact]
    public void A_time_course_peaks_at_its_peak_and_the_week_of_half_is_where_half_is_left()
    {
        Assert.Equal(1, TimeCourse.At(4, 4, 1.5), 1e-12);
        Assert.Equal(0, TimeCourse.At(0, 4, 1.5));
        Assert.Equal(0.5, TimeCourse.At(TimeCourse.WeekOfShare(0.5, 4, 1.5), 4, 1.5), 1e-9);
        Assert.True(TimeCourse.WeekOfShare(0.2, 4, 1.5) > TimeCourse.WeekOfShare(0.5, 4, 1.5));
    }

    [Fact]
    public void Without_a_score_the_course_is_the_populations()
    {
        var course = new Individual(People, [new(0, 10_000)], []).Posterior(Weekly(16));

        // The trial's own arm of 10,000 U: 46.9 before, 34.8 in week 4, 48.9 in week 16, deviations about 10.
        Assert.InRange(course.Points[0].Median, 43, 50);
        Assert.InRange(course.Points[4].Median, 30, 38);
        Assert.InRange(course.Points[16].Median, 40, 49);
        Assert.InRange(course.Points[4].Q90 - course.Points[4].Q10, 22, 44);
        Assert.True(course.WearingOff!.Q90 - course.WearingOff.Q10 > 4);
    }

    [Fact]
    public void Scores_pull_the_course_and_make_it_narrower_and_later_scores_pull_more()
    {
        Observation[] scores = [new(0, 60, Loading.Total), new(4, 40, Loading.Total), new(8, 45, Loading.Total), new(12, 58, Loading.Total)];
        var none = new Individual(People, [new(0, 10_000)], []).Posterior(Weekly(16));
        var some = new Individual(People, [new(0, 10_000)], scores).Posterior(Weekly(16));

        Assert.True(some.Points[14].Median > none.Points[14].Median + 5);
        Assert.True(some.Points[6].Q90 - some.Points[6].Q10 < none.Points[6].Q90 - none.Points[6].Q10);
        Assert.True(some.Relief!.Median > none.Relief!.Median);
        Assert.InRange(some.ShapeK!.Value, -10, 0.7);
    }

    [Fact]
    public void The_same_seed_gives_the_same_course_and_the_first_paint_is_near_it()
    {
        Observation[] scores = [.. Enumerable.Range(0, 24).Select(i => new Observation(i * 2, 46 - (12 * TimeCourse.At((i * 2) % 12, 4, 1.4)), Loading.Total))];
        var person = new Individual(People, [new(0, 10_000), new(12, 10_000), new(24, 10_000), new(36, 10_000)], scores);
        var (one, again, first) = (person.Posterior(Weekly(60)), person.Posterior(Weekly(60)), person.FirstPaint(Weekly(60)));

        Assert.Equal(one.Points, again.Points);
        Assert.InRange(Math.Abs(first.WearingOff!.Median - one.WearingOff!.Median) / one.WearingOff.Sd, 0, 0.35);
        Assert.InRange(first.WearingOff.Sd / one.WearingOff.Sd, 0.6, 1.4);
        Assert.All(Enumerable.Range(0, 60), i => Assert.InRange(first.Points[i].Median - one.Points[i].Median, -4, 4));
    }

    [Fact]
    public void A_diary_of_another_instrument_sharpens_the_same_curve_though_less()
    {
        var rating = new Loading("patient-rating", 1.18, 20, 2.5);
        Observation[] scores = [new(0, 46, Loading.Total), new(4, 36, Loading.Total)];
        Observation[] diary = [.. scores, .. Enumerable.Range(0, 16).Select(i => new Observation(i, 60 - (1.18 * 12 * TimeCourse.At(i, 3.5, 1.4)), rating))];
        var (without, with) = (new Individual(People, [new(0, 10_000)], scores).Posterior(Weekly(16)), new Individual(People, [new(0, 10_000)], diary).Posterior(Weekly(16)));

        Assert.True(with.WearingOff!.Sd < without.WearingOff!.Sd);
    }

    [Fact]
    public void What_has_not_begun_to_work_hides_nothing_of_the_session_before_it()
    {
        var sharp = People.At(new double[DriftParameters.Unbounded]) with { Sharpness = 6, LogPeak = Math.Log(8) };
        var relief = new Relief(sharp, sharp.LogPeak, 0, [new(0, 10_000), new(8, 10_000)]);

        // A tenth of a week after the second session the first is at its peak: s of the second is below 10⁻⁸.
        Assert.True(relief.At(0.1) > 10);
    }

    [Fact]
    public void A_session_counts_as_weak_for_no_more_than_one_of_ten_people_whatever_is_open_of_the_product()
    {
        var wide = People.WithProduct((Math.Log(7500), 1.0), (0.1, 0.3));
        foreach (var population in new[] { People, wide })
        {
            var z = Enumerable.Range(0, 800).Select(i => SimulatedPerson.Draw(population, new CounterRandom(78, (ulong)i), sessions: 2, perSession: 3).Person.AgainstPopulation())
                .SelectMany(found => found.Where(f => f.Session == 0)).Select(f => f.Z).ToList();

            // One score in weeks 2 to 8 of each first session, or two of which the better counts.
            Assert.InRange(z.Count, 700, 800);
            Assert.InRange(z.Count(x => x < -1.28) / (double)z.Count, 0.02, 0.13);
        }
    }

    [Fact]
    public void A_chart_of_forty_sessions_is_met_by_the_draws()
    {
        Observation[] scores = [.. Enumerable.Range(0, 40).SelectMany(k => new[] { 2, 4, 6, 8, 10, 11.5 }.Select((u, i) => new Observation((12 * k) + u, 45 - (u == 4 ? 8 : 0) + (k * 7 % 5), Loading.Total)))];
        var course = new Individual(People, [.. Enumerable.Range(0, 40).Select(k => new Injection(12 * k, 10_000))], scores).Posterior(Weekly(4));

        Assert.InRange(course.ShapeK!.Value, -10, 0.7);
    }

    // Truth drawn from the population, scores simulated from the truth: intervals must hold as often as they say.
    [Fact]
    public void Intervals_of_wearing_off_hold_as_often_as_they_say()
    {
        const int people = 300;
        var (held90, held80, count) = (0, 0, 0);
        for (var i = 0; i < people; i++)
        {
            var (person, truth) = SimulatedPerson.Draw(People, new CounterRandom(77, (ulong)i), sessions: 4, perSession: 5);
            var course = person.Posterior(Weekly(4) with { Seed = (ulong)i, Proposals = 500, Courses = 20 });
            if (truth.IsNone || course.WearingOff is not { } off)
                continue;
            count++;
            held90 += truth.WearingOffWeeks >= off.Q05 && truth.WearingOffWeeks <= off.Q95 ? 1 : 0;
            held80 += truth.WearingOffWeeks >= off.Q10 && truth.WearingOffWeeks <= off.Q90 ? 1 : 0;
        }

        // Three standard errors of a share of 300: 0.052 and 0.07.
        Assert.InRange(held90 / (double)count, 0.845, 0.955);
        Assert.InRange(held80 / (double)count, 0.73, 0.87);
    }
}

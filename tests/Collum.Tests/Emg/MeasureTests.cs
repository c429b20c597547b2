using System.Runtime.Intrinsics;
using Collum.Emg;
using Collum.Numerics.Signals;

namespace Collum.Tests.Emg;

public sealed class MeasureTests
{
    const double Rate = 2000;

    static WindowMeasures Sine(double amplitude, double hz, double turn = 100, double step = 20)
    {
        var follower = new WindowFollower((float)turn, (float)step);
        var frames = Enumerable.Range(0, (int)Rate).Select(i => Vector512.Create((float)(amplitude * Math.Sin(2 * Math.PI * hz * i / Rate)))).ToArray();
        follower.Begin(frames[0]);
        return follower.Follow(frames);
    }

    [Fact]
    public void The_measures_of_a_sine_are_those_of_the_textbook()
    {
        var m = Sine(200, 50);

        Assert.Equal(200 / Math.Sqrt(2), Math.Sqrt(m.Square[3]), 0.01);
        Assert.Equal(2 * 200 / Math.PI, m.Size[3], 0.3);
        Assert.Equal(400, m.Most[3] - m.Least[3], 0.1);
        // Two turns a period, each of the whole peak to peak; the first and last may fall outside.
        Assert.InRange(m.Turns[3], 99, 100);
        Assert.Equal(400, m.Excursion[3] / m.Turns[3], 5.0);
    }

    [Fact]
    public void Excursions_below_the_threshold_are_no_turns()
    {
        Assert.Equal(0, Sine(49, 50).Turns[0]);
        Assert.InRange(Sine(51, 50).Turns[0], 98, 100);
    }

    [Fact]
    public void Steps_between_samples_count_where_they_exceed_the_threshold()
    {
        // The steps of A sin(2πft) are 2A sin(πf/fs) cos(…): here up to 29.7 µV, above 20 for 2/π · acos(20/29.7) of the time.
        var largest = 2 * 200 * Math.Sin(Math.PI * 47.3 / Rate);
        Assert.Equal(Rate * Math.Acos(20 / largest) * 2 / Math.PI, Sine(200, 47.3).Steps[0], 20.0);
        Assert.Equal(0, Sine(100, 47.3).Steps[0]);
    }

    [Fact]
    public void Independent_noise_exceeds_the_limit_of_coherence_in_five_percent_of_cases()
    {
        const int Length = 128, Segments = 60;
        var random = new Random(11);
        var (above, all) = (0, 0);
        for (var round = 0; round < 8; round++)
        {
            var noise = new Frames(Length * Segments);
            foreach (ref var v in noise.Values)
                v = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            var spectra = new SegmentSpectra(Length, 1, new Bins(3, 60), new Bins(3, 60));
            for (var s = 0; s < Segments; s++)
                spectra.Add([noise], s * Length);
            var total = new SpectraTotal(spectra, 1000);
            total.Add(spectra);
            var limit = Coherence.Limit(total.Segments, 0.05);
            for (var a = 0; a < 16; a++)
                for (var b = a + 1; b < 16; b++)
                    for (var k = 3; k <= 60; k++)
                        foreach (var rectified in (bool[])[false, true])
                        {
                            all++;
                            if (total.Coherence(a, b, k, rectified) > limit)
                                above++;
                        }
        }

        Assert.InRange((double)above / all, 0.045, 0.055);
    }

    [Fact]
    public void The_spectrum_of_a_sine_holds_its_power_and_pooling_keeps_a_coherence()
    {
        const int Length = 256;
        var random = new Random(2);
        var frames = new Frames(Length * 50);
        for (var i = 0; i < frames.Count; i++)
        {
            var shared = random.NextDouble() - 0.5;
            frames[i][0] = (float)((3 * Math.Sin(2 * Math.PI * 32 * i / Length)) + (0.001 * shared));
            frames[i][1] = (float)shared;
            frames[i][2] = (float)(shared + random.NextDouble() - 0.5);
        }

        var spectra = new SegmentSpectra(Length, 1, new Bins(1, 100), new Bins(1, 100));
        for (var s = 0; s < 50; s++)
            spectra.Add([frames], s * Length);
        var total = new SpectraTotal(spectra, Length);
        total.Add(spectra);

        Assert.Equal(4.5, total.Power(0, new(25, 40), rectified: false), 0.02);
        // Half of the second signal's power is the first: coherence 0.5 everywhere.
        Assert.Equal(0.5, Enumerable.Range(5, 90).Average(k => total.Coherence(1, 2, k, rectified: false)), 0.03);
        var pooled = total.Empty();
        pooled.AddScaled(total, [1, 2, 3], [1, 2, 3]);
        pooled.AddScaled(total, [2, 4, 6], [1, 2, 3]);
        Assert.Equal(100, pooled.Segments);
        Assert.Equal(total.Coherence(1, 2, 20, rectified: false), pooled.Coherence(1, 2, 20, rectified: false), 1e-9);
    }

    [Fact]
    public void Products_are_sums_of_products()
    {
        var random = new Random(9);
        var frames = new Frames(1500);
        foreach (ref var v in frames.Values)
            v = (float)random.NextDouble();
        var products = new Products();

        products.Add(frames.Vectors(), frames.Vectors());

        Assert.Equal(Enumerable.Range(0, 1500).Sum(i => (double)frames[i][2] * frames[i][13]), products[2, 13], 1e-2);
        Assert.Equal(products[2, 13], products[13, 2], 1e-2);
    }

    static byte[] Spoilt(Func<int, int, int> sample)
    {
        const int Seconds = 40;
        var random = new Random(3);
        EdfWriter.Signal Signal(string label, int lane) => new(label, [.. Enumerable.Range(0, Seconds * 1000).Select(i => sample(lane, i) is var v && v == int.MinValue ? random.Next(-600, 600) : v)], 1000);
        return new EdfWriter
        {
            Plus = 'C', Signals = [Signal("R-SCM", 0), Signal("L-SPL", 1)],
            Lists = [.. Enumerable.Range(0, Seconds).Select(s => EdfWriter.At($"{s}", s == 0 ? EdfWriter.Note("0", "mvc", "4") + EdfWriter.Note("5", "neutral", "5") + EdfWriter.Note("10", "posture", "30") : ""))],
        }.Bytes();
    }

    [Fact]
    public void Saturated_and_flat_stretches_are_left_out_and_said()
    {
        // Lane 0 stands at the rail from 20 to 23 s; lane 1 does not move from 12 to 27 s.
        var measured = NeckFixture.Measure(Spoilt((lane, i) => lane == 0 && i is >= 20_000 and < 23_000 ? 32767 : lane == 1 && i is >= 12_000 and < 27_000 ? 7 : int.MinValue), MeasureOptions.Default);

        Assert.Equal(3.2 / 30, measured.Leads[0].InvalidShare, 0.01);
        Assert.Equal(15.2 / 30, measured.Leads[1].InvalidShare, 0.01);
        Assert.InRange(measured.Leads[0].In(PhaseKind.Posture)!.RmsUv, 15, 40);
        var last = NeckFixture.Rank(measured).Muscles[^1];
        Assert.Equal("L-SPL", last.Measures.Lead.Channel.Label);
        Assert.Contains("invalid-data", last.Flags);
        Assert.Equal(2, measured.Findings.Count(f => f.Code == "EMG-106"));
    }

    [Fact]
    public void Where_no_heart_is_heard_none_is_found()
    {
        var measured = NeckFixture.Measure(Spoilt((_, _) => int.MinValue), MeasureOptions.Default);

        Assert.Empty(measured.HeartBeatsS);
        Assert.DoesNotContain(measured.Findings, f => f.Code == "EMG-109");
    }

    [Fact]
    public void One_signal_in_two_channels_is_flagged_as_cross_talk_and_not_judged()
    {
        var random = new Random(8);
        int[] same = [.. Enumerable.Range(0, 40_000).Select(_ => random.Next(-900, 900))];
        var measured = NeckFixture.Measure(Spoilt((_, i) => same[i]), MeasureOptions.Default);

        var pair = Assert.Single(measured.Pairs);
        Assert.True(pair.CrossTalk);
        Assert.Equal(1, pair.RawCorrelation, 1e-3);
        Assert.False(pair.Significant);
    }

    [Fact]
    public void Phases_come_from_annotations_with_a_duration_and_marks_of_a_moment_are_none()
    {
        var phases = Phase.Of([new(1, 3, "MVC SCM"), new(10, 20, "neutral"), new(40, null, "cough"), new(50, 30, "head turned left"), new(85, 10, "geste"), new(96, 500, "Midline held")], 120);

        Assert.Equal([PhaseKind.Mvc, PhaseKind.Neutral, PhaseKind.Posture, PhaseKind.Trick, PhaseKind.Midline], phases.Select(p => p.Kind));
        Assert.Equal(120, phases[^1].ToS);
    }

    [Fact]
    public void Where_no_annotation_has_a_duration_each_lasts_until_the_next()
    {
        var phases = Phase.Of([new(0, null, "mvc"), new(5, null, "neutral"), new(20, null, "own posture")], 60);

        Assert.Equal([(0.0, 5.0), (5.0, 20.0), (20.0, 60.0)], phases.Select(p => (p.FromS, p.ToS)));
    }

    [Fact]
    public void More_than_sixteen_signals_are_crossed_with_one_another_too()
    {
        const int Length = 64;
        var random = new Random(4);
        var (first, second) = (new Frames(Length * 20), new Frames(Length * 20));
        foreach (ref var v in first.Values)
            v = (float)random.NextDouble();
        first.Values.CopyTo(second.Values);
        var spectra = new SegmentSpectra(Length, 2, new Bins(1, 20), new Bins(1, 20));
        for (var s = 0; s < 20; s++)
            spectra.Add([first, second], s * Length);
        var total = new SpectraTotal(spectra, 1000);
        total.Add(spectra);
        var pooled = total.Empty();
        pooled.AddScaled(total, [.. Enumerable.Range(1, 32).Select(i => (double)i)], [.. Enumerable.Range(1, 32).Select(i => (double)i)]);

        Assert.Equal(1, total.Coherence(3, 19, 7, rectified: true), 1e-6);
        Assert.Equal(total.Coherence(3, 5, 7, rectified: false), total.Coherence(19, 5, 7, rectified: false), 1e-6);
        Assert.Equal(total.Coherence(3, 5, 7, rectified: false), pooled.Coherence(19, 21, 7, rectified: false), 1e-6);
    }

    [Fact]
    public void A_pause_parts_a_phase_and_nothing_is_measured_across_it()
    {
        var random = new Random(12);
        var samples = Enumerable.Range(0, 20_000).Select(_ => random.Next(-700, 700)).ToArray();
        // Twenty records of a second; after the tenth the recorder pauses for half an hour.
        var file = new EdfWriter
        {
            Plus = 'D', Signals = [new("R-SCM", samples, 1000)],
            Lists = [.. Enumerable.Range(0, 20).Select(s => EdfWriter.At($"{(s < 10 ? s : s + 1800)}", s == 0 ? EdfWriter.Note("0", "posture", "1900") : ""))],
        }.Bytes();

        var measured = NeckFixture.Measure(file, MeasureOptions.Default);

        Assert.Equal(2, measured.Recording.Segments.Count);
        Assert.Equal(20, measured.Leads[0].In(PhaseKind.Posture)!.ValidS, 1e-6);
        Assert.Equal(18, measured.Segments);        // nine of 1.024 s on each side, none across
    }
}

using Collum.Emg;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Emg;

public sealed class PyramidTests
{
    static (Pyramid Pyramid, Recording Recording, byte[] File) Made(EdfWriter edf)
    {
        var file = edf.Bytes();
        var to = new MemoryStream();
        var recording = Pyramid.Write(Recordings.Open(new MemoryStream(file), "test"), to);
        return (new(to), recording, file);
    }

    static EdfWriter Ramp(int seconds, int rate, params string[] labels) =>
        new() { Signals = [.. labels.Select(l => EdfWriter.Ramp(l, seconds, rate))] };

    [Fact]
    public void A_window_holds_the_least_and_most_of_the_samples_under_it()
    {
        var (pyramid, _, file) = Made(Ramp(60, 512, "A", "B"));
        var reader = Recordings.Open(new MemoryStream(file), "test");
        var all = new List<float>();
        while (reader.Next())
        {
            var block = new float[reader.Stretch(0).Count];
            reader.Microvolts(0, block);
            all.AddRange(block);
        }

        // Steps of whole narrow stretches: exact.
        var window = pyramid.Window(0, 60, 60 * 512 / Pyramid.Narrowest);
        for (var p = 0; p < window.Length / 4; p++)
        {
            var part = all.GetRange(p * Pyramid.Narrowest, Pyramid.Narrowest);
            Assert.Equal(part.Min(), window[2 * p]);
            Assert.Equal(part.Max(), window[(2 * p) + 1]);
        }

        Assert.Equal(all.Min(), pyramid.Window(0, 60, 1)[0]);
        Assert.Equal(all.Max(), pyramid.Window(0, 60, 1)[1]);
    }

    [Fact]
    public void A_line_between_samples_goes_on_from_one_block_of_the_file_into_the_next()
    {
        var (pyramid, _, file) = Made(Ramp(3, 64, "A"));

        var window = pyramid.Fine(Recordings.Open(new MemoryStream(file), "test"), 0.9, 1.1, 200);

        Assert.DoesNotContain(window, float.IsNaN);
    }

    [Fact]
    public void Nothing_is_drawn_in_a_pause()
    {
        var edf = Ramp(20, 256, "A") with
        {
            Plus = 'D', Lists = [.. Enumerable.Range(0, 20).Select(i => EdfWriter.At((i < 10 ? i : i + 30).ToString(System.Globalization.CultureInfo.InvariantCulture)))],
        };
        var (pyramid, recording, file) = Made(edf);
        Assert.Equal(2, recording.Segments.Count);
        foreach (var window in (float[][])[pyramid.Window(0, 50, 50), pyramid.Fine(Recordings.Open(new MemoryStream(file), "test"), 0, 50, 50)])
            for (var s = 0; s < 50; s++)
                Assert.Equal(s is >= 10 and < 40, float.IsNaN(window[2 * s]));
    }

    [Fact]
    public void Close_up_the_samples_themselves_are_drawn()
    {
        var (pyramid, _, file) = Made(Ramp(4, 256, "A"));
        Assert.True(pyramid.IsCoarse(1, 1.5, 500));
        var window = pyramid.Fine(Recordings.Open(new MemoryStream(file), "test"), 1, 1.5, 128);
        Assert.DoesNotContain(window, float.IsNaN);
        var reader = Recordings.Open(new MemoryStream(file), "test");
        reader.Next();
        reader.Next();
        var second = new float[256];
        reader.Microvolts(0, second);
        for (var i = 0; i < 127; i++)
            Assert.InRange(second[i], window[2 * i], window[(2 * i) + 1]);
    }

    [Fact]
    public void Any_window_is_within_what_the_recording_holds()
    {
        var (pyramid, _, _) = Made(Ramp(30, 200, "A"));
        var whole = pyramid.Window(0, 30, 1);
        Prop.ForAll(ArbMap.Default.ArbFor<(double, double, int)>(), asked =>
        {
            var from = double.IsFinite(asked.Item1) ? Math.Clamp(asked.Item1, -1e6, 1e6) : 0;
            var span = double.IsFinite(asked.Item2) ? Math.Clamp(Math.Abs(asked.Item2), 1e-6, 1e6) : 1;
            return pyramid.Window(from, from + span, 1 + (Math.Abs(asked.Item3 % 500))).All(v => float.IsNaN(v) || (v >= whole[0] && v <= whole[1]));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_pyramid_that_is_cut_short_is_not_read()
    {
        var to = new MemoryStream();
        Pyramid.Write(Recordings.Open(new MemoryStream(Ramp(10, 256, "A").Bytes()), "test"), to);
        var bytes = to.ToArray();
        foreach (var length in (int[])[0, 8, 15, 16, 20, 40, bytes.Length - 1])
            Assert.ThrowsAny<Exception>(() => new Pyramid(new MemoryStream(bytes, 0, length)));
    }
}

using Collum.Anatomy;
using Collum.Bench.Emg;
using Collum.Emg;
using Collum.Numerics.Signals;

namespace Collum.Tests.Emg;

public sealed class CoherencePictureTests(NeckFixture neck) : IClassFixture<NeckFixture>
{
    [Fact]
    public void Keeping_curves_for_a_picture_changes_no_measure()
    {
        var kept = neck.Measure(MeasureOptions.Default with { KeepCurves = true });

        Assert.Equal(Answer(neck.Measured), Answer(kept));

        static string Answer(Measurement m) => RankAnswer.Of(m, NeckFixture.Rank(m), "now").Json();
    }

    [Fact]
    public void A_curve_has_the_largest_value_of_its_pair_where_the_pair_says_and_ends_at_50_Hz()
    {
        var picture = Picture();

        Assert.Equal(SyntheticNeck.Channels * (SyntheticNeck.Channels - 1) / 2, picture.Pairs.Count);
        Assert.All(picture.Pairs, p =>
        {
            var at = (int)Math.Round(p.Measured.AtHz / p.Measured.CurveHz) - 1;
            Assert.Equal(p.Measured.Value, p.Measured.Curve[at], 1e-12);
            Assert.InRange(p.Measured.Curve.Count * p.Measured.CurveHz, 49, 50);
            Assert.All(p.Measured.Curve, v => Assert.InRange(v, 0, 1));
            // One frequency is an easier limit to exceed than all bins of all pairs.
            Assert.InRange(p.Measured.PointLimit, 1e-6, p.Measured.Limit);
            Assert.Equal(Coherence.Limit(picture.Segments, 0.05), p.Measured.PointLimit, 1e-12);
        });
    }

    [Fact]
    public void The_patients_left_muscles_stand_before_the_right_ones_and_the_true_pair_is_looked_at_first()
    {
        var picture = Picture();

        Assert.Equal([.. Enumerable.Repeat(Side.Left, 8), .. Enumerable.Repeat(Side.Right, 8)], picture.Leads.Select(l => l.Side!.Value));
        var first = picture.First!;
        Assert.Equal([SyntheticNeck.Coupled.A, SyntheticNeck.Coupled.B], new[] { picture.Leads[first.A].Label, picture.Leads[first.B].Label }.OrderDescending());
        Assert.True(first.Measured.Significant);
        Assert.Same(first, picture.Find(first.B, first.A));
        Assert.Null(picture.Find(0, 0));
    }

    CoherencePicture Picture() => CoherencePicture.Of(neck.Measure(MeasureOptions.Default with { KeepCurves = true }), "now");
}

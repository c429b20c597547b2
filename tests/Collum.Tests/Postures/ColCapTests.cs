using Collum.Anatomy;
using Collum.Postures;

namespace Collum.Tests.Postures;

public sealed class ColCapTests
{
    static readonly ColCap ColCap = Shared.Medicine.Candidates.ColCap;

    [Fact]
    public void Laterocollis_with_laterocaput_to_the_other_side_is_a_lateral_shift_named_after_the_collis() =>
        Assert.Equal("lateral shift to the left", Named(new Posture { CollisLateralRightDeg = -12, CaputLateralRightDeg = 10 })[0]);

    [Fact]
    public void Laterocollis_and_laterocaput_to_one_side_are_two_postures_and_no_shift() =>
        Assert.Equal(["laterocaput to the right", "laterocollis to the right"], Named(new Posture { CollisLateralRightDeg = 12, CaputLateralRightDeg = 10 }));

    [Fact]
    public void Retrocollis_with_anterocaput_is_a_posterior_shift() =>
        Assert.Equal("posterior sagittal shift", Named(new Posture { CollisExtensionDeg = 12, CaputExtensionDeg = -10 })[0]);

    [Fact]
    public void A_shift_keeps_its_parts_behind_it()
    {
        var found = ColCap.Classify(new Posture { CollisLateralRightDeg = 12, CaputLateralRightDeg = -10, CaputRotationRightDeg = 20 }).Postures;

        Assert.Equal(["lateral-shift", "torticaput", "laterocaput", "laterocollis"], found.Select(p => p.Entry.Id));
        Assert.Equal([null, null, "lateral-shift", "lateral-shift"], found.Select(p => p.PartOf?.Entry.Id));
    }

    [Theory]
    [InlineData(4.9, 0)]
    [InlineData(5, 1)]
    [InlineData(-5, 1)]
    public void A_component_counts_from_the_threshold_on(double deg, int postures) =>
        Assert.Equal(postures, ColCap.Classify(new Posture { CaputRotationRightDeg = deg }).Postures.Count);

    [Fact]
    public void A_displacement_in_millimetres_shows_a_shift_that_the_angles_do_not()
    {
        var found = ColCap.Classify(TypicalPosture.Straight with { SagittalShiftAnteriorMm = 30 });

        Assert.Equal("sagittal-shift-anterior", Assert.Single(found.Postures).Entry.Id);
        Assert.Contains(found.Findings, f => f.Code == "POST-007");
    }

    [Fact]
    public void Angles_and_displacement_that_disagree_are_said_and_the_angles_count()
    {
        var found = ColCap.Classify(new Posture { CollisLateralRightDeg = 12, CaputLateralRightDeg = -10, LateralShiftRightMm = -25 });

        Assert.Equal(Side.Right, found.Postures[0].Side);
        Assert.Contains(found.Findings, f => f.Code == "POST-007" && f.Place == "lateral_shift_right_mm");
    }

    [Fact]
    public void Shoulder_and_tremor_are_postures_without_degrees()
    {
        var found = ColCap.Classify(TypicalPosture.Straight with { ShoulderElevation = Side.Left, ShoulderLevel = false, Tremor = Tremor.YesYes }).Postures;

        Assert.Equal([("shoulder-elevation", Side.Left, null), ("tremor-yes-yes", (Side?)null, (double?)null)], found.Select(p => (p.Entry.Id, p.Side, p.Deg)));
    }

    [Fact]
    public void An_angle_beyond_what_a_neck_does_asks_for_a_look_at_the_sign() =>
        Assert.Contains(ColCap.Classify(new Posture { CaputLateralRightDeg = 40, CollisLateralRightDeg = 40 }).Findings, f => f.Code == "POST-011");

    static List<string> Named(Posture posture) => [.. ColCap.Classify(posture).Postures.Select(p => p.ToString())];
}

using System.Text;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Patients;
using Collum.Postures;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Postures;

public sealed class PostureDocumentTests
{
    [Fact]
    public void Every_key_of_the_format_is_read()
    {
        var posture = Read("""
            { "caput_rotation_right_deg": 20, "caput_lateral_right_deg": -3.5, "caput_extension_deg": 0,
              "collis_rotation_right_deg": 10, "collis_lateral_right_deg": null, "collis_extension_deg": -4,
              "lateral_shift_right_mm": 12, "sagittal_shift_anterior_mm": -8, "shoulder_elevation": "left", "tremor": "no-no", "duration": "constant",
              "uncertainty_deg": 3, "range_of_motion": { "rotation_right_deg": 70, "rotation_left_deg": 30 },
              "sensory_trick": { "helps": "yes", "text": "hand at the chin" },
              "examination": [ { "muscle_id": "splenius-capitis", "side": "right", "hypertrophy": "yes", "contraction": "no" } ] }
            """);

        Assert.Equal(20, posture.CaputRotationRightDeg);
        Assert.Equal(-3.5, posture.CaputLateralRightDeg);
        Assert.Null(posture.CollisLateralRightDeg);
        Assert.Equal((12, -8), (posture.LateralShiftRightMm, posture.SagittalShiftAnteriorMm));
        Assert.Equal((Side.Left, false, Tremor.NoNo, "constant"), (posture.ShoulderElevation, posture.ShoulderLevel, posture.Tremor, posture.Duration));
        Assert.Equal(30, posture.RangeOfMotion?.RotationLeftDeg);
        Assert.Equal(new SensoryTrick(Answer.Yes, "hand at the chin"), posture.SensoryTrick);
        Assert.Equal((Answer.Yes, Answer.No, Answer.Unknown), (posture.Examination[0].Hypertrophy, posture.Examination[0].Contraction, posture.Examination[0].Tenderness));
    }

    [Fact]
    public void Level_shoulders_and_no_tremor_are_answers_of_their_own()
    {
        var looked = Read("""{ "shoulder_elevation": "none", "tremor": "none" }""");
        var not = Read("""{ "shoulder_elevation": null, "tremor": null }""");

        Assert.Equal((null, true, Tremor.None), (looked.ShoulderElevation, looked.ShoulderLevel, looked.Tremor));
        Assert.Equal((null, false, null), (not.ShoulderElevation, not.ShoulderLevel, (Tremor?)not.Tremor));
    }

    [Theory]
    [InlineData("""{ "caput_rotation_right_deg": 181 }""", "caput_rotation_right_deg")]
    [InlineData("""{ "caput_rotation_right_deg": "20" }""", "caput_rotation_right_deg")]
    [InlineData("""{ "caput_rotation_right_deg": 1e400 }""", "caput_rotation_right_deg")]
    [InlineData("""{ "caput_rotation_right_deg": NaN }""", "line 1, byte 31")]
    [InlineData("""{ "caput_rotation_left_deg": 20 }""", "caput_rotation_left_deg")]
    [InlineData("""{ "lateral_shift_right_mm": 4000 }""", "lateral_shift_right_mm")]
    [InlineData("""{ "shoulder_elevation": "both" }""", "shoulder_elevation")]
    [InlineData("""{ "tremor": "nono" }""", "tremor")]
    [InlineData("""{ "uncertainty_deg": -1 }""", "uncertainty_deg")]
    [InlineData("""{ "duration": true }""", "duration")]
    [InlineData("""{ "range_of_motion": { "flexion_deg": -5 } }""", "range_of_motion.flexion_deg")]
    [InlineData("""{ "examination": [ { "muscle_id": "splenius", "side": "right" } ] }""", "examination[0].muscle_id")]
    [InlineData("""{ "examination": [ { "muscle_id": "splenius-capitis", "side": "both" } ] }""", "examination[0].side")]
    [InlineData("""[]""", "$")]
    [InlineData("""{ "caput_extension_deg": 1, "caput_extension_deg": 2 }""", "caput_extension_deg")]
    public void Broken_input_is_refused_by_its_place(string json, string place) =>
        Assert.Equal(place, Assert.Throws<InputException>(() => Read(json)).Place);

    [Fact]
    public void Written_and_read_again_it_is_the_same_text() =>
        Prop.ForAll(Gen.Choose(-1800, 1800).ArrayOf(4).ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(), (n, k) =>
        {
            var posture = new Posture
            {
                CaputRotationRightDeg = n[0] / 10.0, CollisExtensionDeg = n[1] / 10.0, LateralShiftRightMm = n[2] / 100.0, HeadLateralRightDeg = k == 0 ? null : n[3] / 10.0,
                ShoulderLevel = k == 1, ShoulderElevation = k == 2 ? Side.Right : null, Tremor = (Tremor)k, Duration = k == 0 ? null : "3",
                SensoryTrick = new(Answer.Yes, "finger “cheek”"), RangeOfMotion = new() { FlexionDeg = 40 },
                Examination = [new("scaleni", Side.Left) { Tenderness = Answer.Yes }, new("levator-scapulae", Side.Right) { Contraction = Answer.No }],
            };
            var text = PostureDocument.Write(posture);
            return PostureDocument.Write(Read(text)) == text && PostureDocument.Write(Read(text).Mirror().Mirror()) == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_not_measured_is_left_out_of_the_text() =>
        Assert.Equal("""{"caput_rotation_right_deg":20}""", PostureDocument.Write(new Posture { CaputRotationRightDeg = 20 }));

    [Fact]
    public void Head_and_levels_that_disagree_are_said()
    {
        var list = Shared.Medicine.Candidates.Rank(Read(
            """{ "head_rotation_right_deg": -30, "caput_rotation_right_deg": 20, "collis_rotation_right_deg": 10 }"""));

        Assert.Contains(list.Findings, f => f.Code == "POST-006" && f.Place == "head_rotation_right_deg");
        Assert.All(list.Postures, p => Assert.Equal(Side.Right, p.Side));
    }

    static Posture Read(string json) => PostureDocument.Read("POSTURE.json", Encoding.UTF8.GetBytes(json), Shared.Medicine.Muscles);
}

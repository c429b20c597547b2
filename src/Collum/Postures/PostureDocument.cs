using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Numerics;
using Collum.Patients;

namespace Collum.Postures;

/// <summary>A posture as JSON: the format of <c>collum posture candidates</c>, and the text that a chart keeps.</summary>
public static class PostureDocument
{
    const double MostDeg = 180;
    const double MostMm = 300;         // no head is displaced by more; a larger number is another unit

    static readonly Dictionary<string, Side?> Shoulders =
        new(StringComparer.Ordinal) { ["left"] = Side.Left, ["right"] = Side.Right, ["none"] = null };

    static readonly Dictionary<string, Tremor> Tremors =
        new(StringComparer.Ordinal) { ["no-no"] = Tremor.NoNo, ["yes-yes"] = Tremor.YesYes, ["none"] = Tremor.None };

    static readonly (string Key, Func<Posture, double?> Of)[] Measures =
    [
        ("caput_rotation_right_deg", p => p.CaputRotationRightDeg), ("caput_lateral_right_deg", p => p.CaputLateralRightDeg),
        ("caput_extension_deg", p => p.CaputExtensionDeg),
        ("collis_rotation_right_deg", p => p.CollisRotationRightDeg), ("collis_lateral_right_deg", p => p.CollisLateralRightDeg),
        ("collis_extension_deg", p => p.CollisExtensionDeg),
        ("head_rotation_right_deg", p => p.HeadRotationRightDeg), ("head_lateral_right_deg", p => p.HeadLateralRightDeg),
        ("head_extension_deg", p => p.HeadExtensionDeg),
        ("lateral_shift_right_mm", p => p.LateralShiftRightMm), ("sagittal_shift_anterior_mm", p => p.SagittalShiftAnteriorMm),
    ];

    static readonly (string Key, Func<RangeOfMotion, double?> Of)[] Ranges =
    [
        ("rotation_right_deg", r => r.RotationRightDeg), ("rotation_left_deg", r => r.RotationLeftDeg),
        ("lateral_right_deg", r => r.LateralRightDeg), ("lateral_left_deg", r => r.LateralLeftDeg),
        ("extension_deg", r => r.ExtensionDeg), ("flexion_deg", r => r.FlexionDeg),
    ];

    /// <exception cref="InputException">Names the document, the place, what was found and what is expected.</exception>
    public static Posture Read(string document, ReadOnlyMemory<byte> utf8, Muscles muscles) =>
        InputReader.Parse(document, utf8, root =>
        {
            var posture = Read(root, muscles);
            root.Done();
            return posture;
        });

    /// <summary>Reads the posture's keys from an object that may hold others too; the caller ends with <see cref="InputReader.Done"/>.</summary>
    public static Posture Read(InputReader r, Muscles muscles)
    {
        var looked = r.OneOfOrNull("shoulder_elevation", Shoulders, out var raised);
        return new Posture
        {
            CaputRotationRightDeg = Within(r, "caput_rotation_right_deg", -MostDeg, MostDeg),
            CaputLateralRightDeg = Within(r, "caput_lateral_right_deg", -MostDeg, MostDeg),
            CaputExtensionDeg = Within(r, "caput_extension_deg", -MostDeg, MostDeg),
            CollisRotationRightDeg = Within(r, "collis_rotation_right_deg", -MostDeg, MostDeg),
            CollisLateralRightDeg = Within(r, "collis_lateral_right_deg", -MostDeg, MostDeg),
            CollisExtensionDeg = Within(r, "collis_extension_deg", -MostDeg, MostDeg),
            HeadRotationRightDeg = Within(r, "head_rotation_right_deg", -MostDeg, MostDeg),
            HeadLateralRightDeg = Within(r, "head_lateral_right_deg", -MostDeg, MostDeg),
            HeadExtensionDeg = Within(r, "head_extension_deg", -MostDeg, MostDeg),
            LateralShiftRightMm = Within(r, "lateral_shift_right_mm", -MostMm, MostMm),
            SagittalShiftAnteriorMm = Within(r, "sagittal_shift_anterior_mm", -MostMm, MostMm),
            ShoulderElevation = raised,
            ShoulderLevel = looked && raised is null,
            Tremor = r.OneOfOrNull("tremor", Tremors, out var tremor) ? tremor : null,
            Duration = Words(r, "duration"),
            UncertaintyDeg = Within(r, "uncertainty_deg", 0, 90),
            RangeOfMotion = r.ObjectOrNull("range_of_motion") is { } range ? ReadRange(range) : null,
            SensoryTrick = ReadTrick(r),
            Examination = ReadExamination(r, muscles),
        };
    }

    /// <summary>One line of JSON with keys in a fixed order, what was not measured left out, and examined muscles by id, right before left: equal postures are equal text.</summary>
    public static string Write(Posture posture)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = OutputJson.Options.Encoder }))
            Write(writer, posture);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Write(Utf8JsonWriter w, Posture p)
    {
        w.WriteStartObject();
        foreach (var (key, of) in Measures)
            Number(w, key, of(p));
        if (p.ShoulderElevation is { } side)
            w.WriteString("shoulder_elevation", side.Word());
        else if (p.ShoulderLevel)
            w.WriteString("shoulder_elevation", "none");
        if (p.Tremor is { } tremor)
            w.WriteString("tremor", Tremors.First(t => t.Value == tremor).Key);
        if (p.Duration is { } duration)
            w.WriteString("duration", duration);
        Number(w, "uncertainty_deg", p.UncertaintyDeg);
        if (p.RangeOfMotion is { } range)
        {
            w.WriteStartObject("range_of_motion");
            foreach (var (key, of) in Ranges)
                Number(w, key, of(range));
            w.WriteEndObject();
        }

        if (p.SensoryTrick is { } trick)
        {
            w.WriteStartObject("sensory_trick");
            w.WriteString("helps", trick.Helps.Word());
            if (trick.Text is { } text)
                w.WriteString("text", text);
            w.WriteEndObject();
        }

        if (p.Examination.Count > 0)
        {
            w.WriteStartArray("examination");
            foreach (var e in p.Examination.OrderBy(e => e.MuscleId, StringComparer.Ordinal).ThenBy(e => e.Side))
            {
                w.WriteStartObject();
                w.WriteString("muscle_id", e.MuscleId);
                w.WriteString("side", e.Side.Word());
                w.WriteString("contraction", e.Contraction.Word());
                w.WriteString("hypertrophy", e.Hypertrophy.Word());
                w.WriteString("tenderness", e.Tenderness.Word());
                w.WriteEndObject();
            }

            w.WriteEndArray();
        }

        w.WriteEndObject();
    }

    static void Number(Utf8JsonWriter w, string key, double? value)
    {
        if (value is { } number)
            w.WriteNumber(key, number == 0 ? 0 : number);      // minus zero is zero
    }

    static double? Within(InputReader r, string key, double least, double most)
    {
        if (r.NumberOrNull(key) is not { } number)
            return null;
        var value = (double)number;
        return value >= least && value <= most ? value == 0 ? 0 : value
            : throw r.Wrong(key, $"{least} to {most}");
    }

    // Words, or the grade of a scale: both are kept as text, because nothing computes with them.
    static string? Words(InputReader r, string key)
    {
        if (r.Raw(key) is not { } raw)
            return null;
        var text = raw[0] == '"' ? r.Text(key).Trim() : r.Number(key).ToString("0.####", CultureInfo.InvariantCulture);
        return text.Length is > 0 and <= 200 ? text : throw r.Wrong(key, $"1 to 200 characters, or a number");
    }

    static RangeOfMotion ReadRange(InputReader r)
    {
        var range = new RangeOfMotion
        {
            RotationRightDeg = Within(r, "rotation_right_deg", 0, MostDeg), RotationLeftDeg = Within(r, "rotation_left_deg", 0, MostDeg),
            LateralRightDeg = Within(r, "lateral_right_deg", 0, MostDeg), LateralLeftDeg = Within(r, "lateral_left_deg", 0, MostDeg),
            ExtensionDeg = Within(r, "extension_deg", 0, MostDeg), FlexionDeg = Within(r, "flexion_deg", 0, MostDeg),
        };
        r.Done();
        return range;
    }

    // Either the answer alone, or an object with the answer and the trick in words.
    static SensoryTrick? ReadTrick(InputReader r)
    {
        if (r.Raw("sensory_trick") is not { } raw)
            return null;
        if (raw[0] == '"')
            return new SensoryTrick(r.OneOf("sensory_trick", Answers.Words));
        var inner = r.Object("sensory_trick");
        var trick = new SensoryTrick(inner.OneOf("helps", Answers.Words), inner.TextOrNull("text"));
        inner.Done();
        return trick;
    }

    static IReadOnlyList<MuscleExamination> ReadExamination(InputReader r, Muscles muscles)
    {
        var seen = new HashSet<(string, Side)>();
        return r.List("examination", e =>
        {
            var id = e.Text("muscle_id");
            if (!muscles.TryFind(id, out _))
            {
                var close = EditDistance.Closest(id, muscles.ById.Keys);
                throw e.Wrong("muscle_id", close is null ? Phrase($"the id of a muscle") : Phrase($"the id of a muscle (did you mean '{close:code}'?)"));
            }

            var found = new MuscleExamination(id, e.OneOf("side", Sides.Words))
            {
                Contraction = Answered(e, "contraction"), Hypertrophy = Answered(e, "hypertrophy"), Tenderness = Answered(e, "tenderness"),
            };
            return seen.Add((id, found.Side)) ? found : throw e.Wrong("muscle_id", $"each muscle of a side once");
        }, most: 200);
    }

    static Answer Answered(InputReader r, string key) => r.OneOfOrNull(key, Answers.Words, out var answer) ? answer : Answer.Unknown;
}

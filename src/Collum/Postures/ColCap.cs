using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;

namespace Collum.Postures;

/// <summary>A posture of the table that this measurement shows.</summary>
/// <param name="Entry">What the table says of it.</param>
/// <param name="Side">Where it points; null for a symmetric posture and for a tremor.</param>
/// <param name="Deg">Size without sign, degrees; of a shift the part at collis; null for what is seen and not measured in degrees.</param>
public sealed record DetectedPosture(PostureEntry Entry, Side? Side, double? Deg) : ISayable
{
    /// <summary>False when only the whole head was measured: this posture and the one of the other level cannot be told apart.</summary>
    public bool LevelKnown { get; init; } = true;

    /// <summary>The shift that explains this posture; null for a posture of its own.</summary>
    public DetectedPosture? PartOf { get; init; }

    /// <summary>A shift known from its displacement alone.</summary>
    public bool FromMillimetres { get; init; }

    /// <summary><c>torticaput to the right</c>.</summary>
    public Sentence Say() => Side is not { } side ? Data(Entry.Name) : Entry.Kind == PostureKind.Shoulder
        ? Phrase($"{Entry.Name:data} on the {side.Say()}") : Phrase($"{Entry.Name:data} to the {side.Say()}");

    public override string ToString() => Say();
}

/// <summary>What a measurement shows, shifts first, and what it cannot show.</summary>
public sealed record Classification(IReadOnlyList<DetectedPosture> Postures, IReadOnlyList<Finding> Findings);

/// <summary>Names the postures of the collis-caput scheme from measured angles.</summary>
/// <remarks>
/// Reichel, Stenner and Jahn, Fortschr Neurol Psychiatr 2009;77:272-277, for the levels and the shifts. The thresholds are working values of
/// <c>data/anatomy/candidates.json</c>. An angle that was not measured is said, never guessed.
/// </remarks>
public sealed class ColCap(PostureTable table, CandidateTable numbers, Biomechanics biomechanics)
{
    static readonly PosturePlane[] Planes = [PosturePlane.Transverse, PosturePlane.Coronal, PosturePlane.Sagittal];

    public Classification Classify(Posture posture)
    {
        var findings = new List<Finding>();
        var pure = Pure(posture, findings);
        var shifts = Shifts(posture, pure, findings);
        for (var i = 0; i < pure.Count; i++)
            if (shifts.FirstOrDefault(s => IsPart(pure[i], s)) is { } shift)
                pure[i] = pure[i] with { PartOf = shift };
        var seen = Seen(posture);

        var all = (List<DetectedPosture>)[.. shifts, .. pure.Where(p => p.PartOf is null), .. seen, .. pure.Where(p => p.PartOf is not null)];
        NotMeasured(posture, findings);
        if (all.Count == 0)
            findings.Add(Note("POST-004", numbers.Content.DetectionThreshold, $"Nothing measured reaches {numbers.Content.DetectionThreshold.Deg} degrees or was seen: no posture is named and no muscle is suggested."));
        else if (pure.Count > 0)
            findings.Add(Note("POST-003", numbers.Content.DetectionThreshold, $"A component counts from {numbers.Content.DetectionThreshold.Deg} degrees; that threshold is a working value and awaits checking."));
        return new(all, findings);
    }

    /// <summary>Degrees from which a component counts: the working threshold, or more where the measurement is less certain.</summary>
    internal double LimitFor(Posture posture) =>
        Math.Max(numbers.Content.DetectionThreshold.Deg, numbers.Content.UncertaintyFactor.Value * (posture.UncertaintyDeg ?? 0));

    List<DetectedPosture> Pure(Posture posture, List<Finding> findings)
    {
        var found = new List<DetectedPosture>();
        var limit = LimitFor(posture);
        foreach (var plane in Planes)
        {
            var (caput, collis, head) = (posture.Angle(PostureLevel.Caput, plane), posture.Angle(PostureLevel.Collis, plane), posture.Angle(PostureLevel.Both, plane));
            if (caput is null && collis is null)
            {
                if (head is { } whole && Counts(whole, PostureLevel.Both, plane))
                    found.AddRange([.. Named(PostureLevel.Caput, plane, whole, known: false), .. Named(PostureLevel.Collis, plane, whole, known: false)]);
            }
            else
            {
                if (caput is { } c && Counts(c, PostureLevel.Caput, plane))
                    found.AddRange(Named(PostureLevel.Caput, plane, c, known: true));
                if (collis is { } n && Counts(n, PostureLevel.Collis, plane))
                    found.AddRange(Named(PostureLevel.Collis, plane, n, known: true));
                if (head is { } h && caput is { } a && collis is { } b && Math.Abs(h - a - b) > numbers.Content.SumTolerance.Deg)
                    findings.Add(Note("POST-006", numbers.Content.SumTolerance, $"{Word(plane).Start()} of the whole head is {h} degrees, but caput and collis together make {a + b}: the two levels were used; check the measurement.",
                        Key(PostureLevel.Both, plane)));
            }

            Unusual(posture, plane, findings);
        }

        return found;

        bool Counts(double deg, PostureLevel level, PosturePlane plane)
        {
            var size = Math.Abs(deg);
            if (size >= limit)
                return true;
            if (size >= numbers.Content.DetectionThreshold.Deg)
                findings.Add(Note("POST-005", numbers.Content.UncertaintyFactor, $"{Word(level).Start()} {Word(plane).Start()} of {size} degrees lies inside its error ({limit} degrees, {numbers.Content.UncertaintyFactor.Value} standard uncertainties): it names no posture.",
                    Key(level, plane)));
            return false;
        }
    }

    IEnumerable<DetectedPosture> Named(PostureLevel level, PosturePlane plane, double deg, bool known) =>
        from entry in table.All
        where entry.Level == level && entry.Plane == plane
        where entry.Kind == PostureKind.Sided
            || (entry.Kind == PostureKind.Flexion && deg < 0) || (entry.Kind == PostureKind.Extension && deg > 0)
        select new DetectedPosture(entry, entry.Kind == PostureKind.Sided ? SideOf(deg) : null, Math.Abs(deg)) { LevelKnown = known };

    List<DetectedPosture> Shifts(Posture posture, List<DetectedPosture> pure, List<Finding> findings)
    {
        var found = new List<DetectedPosture>();
        foreach (var plane in (PosturePlane[])[PosturePlane.Coronal, PosturePlane.Sagittal])
        {
            var limit = numbers.Content.ShiftThreshold;
            var (mm, key) = plane == PosturePlane.Coronal
                ? (posture.LateralShiftRightMm, "lateral_shift_right_mm") : (posture.SagittalShiftAnteriorMm, "sagittal_shift_anterior_mm");
            var byAngle = table.All.Where(e => e.Kind == PostureKind.Shift && e.Plane == plane).Select(e => ByAngle(e, pure)).FirstOrDefault(s => s is not null);
            var byLength = mm is { } length && Math.Abs(length) >= limit.Mm
                ? table.All.Where(e => e.Kind == PostureKind.Shift && e.Plane == plane).Select(e => ByLength(e, length)).FirstOrDefault(s => s is not null) : null;

            if (byAngle is not null && mm is { } measured && (byLength is null || byLength.Entry != byAngle.Entry || byLength.Side != byAngle.Side))
                findings.Add(Note("POST-007", limit, $"The angles show a {byAngle}, the displacement of {measured} mm does not: the angles were used; check the measurement.", key));
            if (byAngle is null && byLength is not null)
                findings.Add(Note("POST-007", limit, OpposingLevel(posture, byLength) is { } level
                    ? Phrase($"The displacement of {mm} mm shows a {byLength}, the {Direction.Named(level, plane)} of {posture.Angle(level, plane)} degrees points the other way: both were kept; check the measurement.")
                    : Phrase($"The {byLength} rests on its displacement of {mm} mm, from a working threshold of {limit.Mm} mm; its angles do not show it or were not measured."), key));
            if ((byAngle ?? byLength) is { } shift)
                found.Add(shift);
        }

        return found;
    }

    DetectedPosture? ByAngle(PostureEntry shift, List<DetectedPosture> pure)
    {
        var (collis, caput) = (table.Part(shift, PostureLevel.Collis), table.Part(shift, PostureLevel.Caput));
        var neck = pure.FirstOrDefault(p => p.LevelKnown && p.Entry == collis.Entry);
        var head = pure.FirstOrDefault(p => p.LevelKnown && p.Entry == caput.Entry);
        return neck is not null && head is not null && (neck.Side is not { } side || head.Side == On(side, caput.Side))
            ? new DetectedPosture(shift, neck.Side, neck.Deg) : null;
    }

    DetectedPosture? ByLength(PostureEntry shift, double mm)
    {
        var collis = table.Part(shift, PostureLevel.Collis).Entry;
        return collis.Kind switch
        {
            PostureKind.Sided => new(shift, SideOf(mm), null) { FromMillimetres = true },
            PostureKind.Flexion when mm > 0 => new(shift, null, null) { FromMillimetres = true },
            PostureKind.Extension when mm < 0 => new(shift, null, null) { FromMillimetres = true },
            _ => null,
        };
    }

    /// <summary>Direction of a shift's part: +1 to the right or into extension, -1 to the left or into flexion.</summary>
    internal int SignOf(DetectedPosture shift, PostureLevel level)
    {
        var (entry, side) = table.Part(shift.Entry, level);
        return entry.Kind switch
        {
            PostureKind.Extension => 1,
            PostureKind.Flexion => -1,
            _ => On(shift.Side!.Value, side) == Side.Right ? 1 : -1,
        };
    }

    PostureLevel? OpposingLevel(Posture posture, DetectedPosture shift)
    {
        foreach (var level in (PostureLevel[])[PostureLevel.Collis, PostureLevel.Caput])
            if (posture.Angle(level, shift.Entry.Plane) is { } deg && Math.Abs(deg) >= LimitFor(posture) && Math.Sign(deg) != SignOf(shift, level))
                return level;
        return null;
    }

    bool IsPart(DetectedPosture pure, DetectedPosture shift) =>
        pure.LevelKnown && shift.Entry.ComposedOf.FirstOrDefault(p => p.PostureId == pure.Entry.Id) is { } part
        && (shift.Side is not { } side || pure.Side == On(side, part.Side));

    IEnumerable<DetectedPosture> Seen(Posture posture)
    {
        if (posture.ShoulderElevation is { } raised)
            foreach (var entry in table.All.Where(e => e.Kind == PostureKind.Shoulder))
                yield return new(entry, raised, null);
        var plane = posture.Tremor switch { Tremor.NoNo => PosturePlane.Transverse, Tremor.YesYes => PosturePlane.Sagittal, _ => (PosturePlane?)null };
        foreach (var entry in table.All.Where(e => e.Kind == PostureKind.Tremor && e.Plane == plane))
            yield return new(entry, null, null);
    }

    void NotMeasured(Posture posture, List<Finding> findings)
    {
        var missing = new List<Sentence>();
        var wholeOnly = new List<PosturePlane>();
        foreach (var plane in Planes)
        {
            var (caput, collis, head) = (posture.Angle(PostureLevel.Caput, plane), posture.Angle(PostureLevel.Collis, plane), posture.Angle(PostureLevel.Both, plane));
            if (caput is null && collis is null && head is not null)
                wholeOnly.Add(plane);
            else if (caput is null && collis is null)
                missing.Add(Word(plane));
            else if (caput is null || collis is null)
                missing.Add(Direction.Named(caput is null ? PostureLevel.Caput : PostureLevel.Collis, plane));
        }

        if (wholeOnly.Count > 0)
        {
            var study = numbers.Content.MethodStudy;
            var said = new List<Sentence> { $"Only the whole head was measured for {Listed(wholeOnly.Select(Word))}: caput and collis cannot be told apart, so candidates of both levels are given." };
            if (wholeOnly.Contains(PosturePlane.Sagittal))
                said.Add($"A sagittal shift, flexion at one level and extension at the other, cancels out in the whole head and stays invisible.");
            if (wholeOnly.Contains(PosturePlane.Coronal))
                said.Add($"A lateral shift cancels out in the same way.");
            findings.Add(Note("POST-002", study, InTurn([.. said, Data(study.Text)])));
        }

        if (posture.LateralShiftRightMm is null)
            missing.Add($"lateral displacement");
        if (posture.SagittalShiftAnteriorMm is null)
            missing.Add($"sagittal displacement");
        if (posture.ShoulderElevation is null && !posture.ShoulderLevel)
            missing.Add($"shoulder height");
        if (posture.Tremor is null)
            missing.Add($"tremor");
        if (missing.Count > 0)
            findings.Add(new Finding("POST-001", Severity.Note,
                $"Not measured, and not guessed: {Listed(missing)}. Postures that show only there are not in this list.", "clinical-proposal"));
    }

    void Unusual(Posture posture, PosturePlane plane, List<Finding> findings)
    {
        if (posture.WholeHead(plane) is not { } whole)
            return;
        var usual = biomechanics.UsualRange;
        var most = plane switch
        {
            PosturePlane.Transverse => usual.Rotation,
            PosturePlane.Coronal => usual.Lateral,
            _ => whole < 0 ? usual.Flexion : usual.Extension,
        };
        if (Math.Abs(whole) > most)
            findings.Add(Note("POST-011", usual, $"{Word(plane).Start()} of the head on the trunk is {Math.Abs(whole)} degrees, beyond the usual {most}: check sign and measurement."));
    }

    internal static Side On(Side posture, RelativeSide part) => part == RelativeSide.Contralateral ? posture.Mirror() : posture;

    static Side SideOf(double rightPositive) => rightPositive > 0 ? Side.Right : Side.Left;

    static Finding Note(string code, Fact fact, Sentence message, string? place = null) => Finding.From(fact, code, Severity.Note, message, place);

    static Sentence Word(PosturePlane plane) => plane switch
    {
        PosturePlane.Transverse => Phrase($"rotation"),
        PosturePlane.Coronal => Phrase($"tilt"),
        _ => Phrase($"extension"),
    };

    static Sentence Word(PostureLevel level) => level switch
    {
        PostureLevel.Caput => Phrase($"caput"),
        PostureLevel.Collis => Phrase($"collis"),
        _ => Phrase($"whole-head"),
    };

    static string Key(PostureLevel level, PosturePlane plane) =>
        (level switch { PostureLevel.Caput => "caput_", PostureLevel.Collis => "collis_", _ => "head_" })
        + (plane switch { PosturePlane.Transverse => "rotation_right_deg", PosturePlane.Coronal => "lateral_right_deg", _ => "extension_deg" });
}

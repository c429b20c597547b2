using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Postures;

/// <summary>Where a measured posture points, axis by axis, and how well one muscle's pull agrees with it.</summary>
/// <remarks>
/// Equations C1 to C3 of <c>docs/methods/candidates.md</c>. Sums run over the axes in one fixed order and a mirrored posture changes the signs of both
/// factors of a product, so the mirrored muscle gets the same bits.
/// </remarks>
sealed class Direction
{
    static readonly Sentence[] Names =
    [
        $"caput rotation", $"caput tilt", $"caput extension", $"collis rotation", $"collis tilt", $"collis extension",
        $"head rotation", $"head tilt", $"head extension",
    ];

    /// <summary><c>caput rotation</c>.</summary>
    public static Sentence Named(PostureLevel level, PosturePlane plane) => Names[(level switch { PostureLevel.Caput => 0, PostureLevel.Collis => 3, _ => 6 }) + (int)plane];

    readonly double?[] _deg = new double?[9];
    readonly Side? _raised;
    readonly PosturePlane? _tremor;
    readonly double _seenWeight;
    readonly double _length;
    readonly double _weight;

    /// <param name="posture">As measured.</param>
    /// <param name="postures">What was detected in it.</param>
    /// <param name="colCap">Knows which way the parts of a shift point.</param>
    /// <param name="seenWeight">Degrees that stand for what was seen and not measured in degrees.</param>
    public Direction(Posture posture, IReadOnlyList<DetectedPosture> postures, ColCap colCap, double seenWeight)
    {
        _seenWeight = seenWeight;
        foreach (var plane in Enum.GetValues<PosturePlane>())
        {
            var (caput, collis) = (posture.Angle(PostureLevel.Caput, plane), posture.Angle(PostureLevel.Collis, plane));
            (_deg[(int)plane], _deg[3 + (int)plane]) = (caput, collis);
            if (caput is null && collis is null)
                _deg[6 + (int)plane] = posture.Angle(PostureLevel.Both, plane);
        }

        foreach (var shift in postures.Where(p => p.FromMillimetres))
            foreach (var (level, at) in ((PostureLevel, int)[])[(PostureLevel.Caput, 0), (PostureLevel.Collis, 3)])
            {
                var plane = (int)shift.Entry.Plane;
                _deg[6 + plane] = null;
                if (_deg[at + plane] is not { } deg || Math.Abs(deg) < seenWeight)
                    _deg[at + plane] = colCap.SignOf(shift, level) * seenWeight;
            }

        _raised = posture.ShoulderElevation;
        _tremor = postures.FirstOrDefault(p => p.Entry.Kind == PostureKind.Tremor)?.Entry.Plane;
        _length = Math.Sqrt(_deg.Sum(d => d * d ?? 0));
        _weight = _length + (_raised is null ? 0 : seenWeight) + (_tremor is null ? 0 : seenWeight);
    }

    /// <summary>Contribution of each axis; their sum is the agreement, -1 to 1. Empty when the model does not hold the muscle.</summary>
    public IReadOnlyList<AxisContribution> Of(Muscle muscle, Side side, Biomechanics biomechanics)
    {
        if (_weight == 0 || !biomechanics.TryFind(muscle.Id, out var mechanics))
            return [];

        var pull = Pull(mechanics.DeflectionFullActivationDeg, side);
        double squares = 0;
        for (var i = 0; i < 9; i++)
            squares += _deg[i] is null ? 0 : pull[i] * pull[i];
        var strength = Math.Sqrt(squares);

        var found = new List<AxisContribution>();
        for (var i = 0; i < 9; i++)
            if (_deg[i] is { } deg && deg != 0)
                found.Add(new(Names[i], strength == 0 ? 0 : deg * pull[i] / (strength * _weight)));
        if (_raised is { } raised)
            found.Add(new($"shoulder", (muscle.Action?.ShoulderElevation ?? 0) * (raised == side ? 1 : -1) * _seenWeight / _weight));
        if (_tremor is { } plane)
            found.Add(new($"tremor", TremorShare(mechanics.DeflectionFullActivationDeg, plane) * _seenWeight / _weight));
        return found;
    }

    /// <summary>-1 to 1: the sum of the contributions in their order.</summary>
    public static double Agreement(IReadOnlyList<AxisContribution> contributions)
    {
        double sum = 0;
        foreach (var c in contributions)
            sum += c.Value;
        return sum;
    }

    static double[] Pull(Deflections d, Side side)
    {
        var mirror = side == Side.Right ? 1 : -1;
        double[] pull =
        [
            mirror * d.CaputRotation, mirror * d.CaputLateral, d.CaputExtension,
            mirror * d.CollisRotation, mirror * d.CollisLateral, d.CollisExtension, 0, 0, 0,
        ];
        for (var i = 0; i < 3; i++)
            pull[6 + i] = pull[i] + pull[3 + i];
        return pull;
    }

    // An oscillation has no direction: only how much of the muscle's pull lies about the axis counts, on either side.
    static double TremorShare(Deflections d, PosturePlane plane)
    {
        var strength = Math.Sqrt(
            d.CaputRotation * d.CaputRotation + d.CaputLateral * d.CaputLateral + d.CaputExtension * d.CaputExtension
            + d.CollisRotation * d.CollisRotation + d.CollisLateral * d.CollisLateral + d.CollisExtension * d.CollisExtension);
        var along = Math.Abs(plane switch { PosturePlane.Transverse => d.CaputRotation, PosturePlane.Coronal => d.CaputLateral, _ => d.CaputExtension });
        return strength == 0 ? 0 : along / strength;
    }
}

using Collum.Anatomy;
using Collum.Knowledge;

namespace Collum.Postures;

/// <summary>Caput is skull to C2, collis C2 to T1.</summary>
public enum PostureLevel { Caput, Collis, Both, Shoulder }

public enum PosturePlane { Transverse, Coronal, Sagittal }

/// <summary>How a posture is told from what was measured.</summary>
public enum PostureKind
{
    /// <summary>A turn or tilt: named after the side it points to.</summary>
    Sided,

    /// <summary>Symmetric, extension negative.</summary>
    Flexion,

    /// <summary>Symmetric, extension positive.</summary>
    Extension,

    /// <summary>Composed of one posture at collis and the opposite one at caput.</summary>
    Shift,

    /// <summary>Seen, not measured in degrees: a raised shoulder.</summary>
    Shoulder,

    /// <summary>Seen, not measured in degrees: oscillation in the posture's plane.</summary>
    Tremor,
}

/// <summary>Side of a muscle as a posture names it.</summary>
public enum RelativeSide { Ipsilateral, Contralateral, Bilateral }

/// <summary>One muscle that the table names for a posture.</summary>
public sealed record PostureMuscle : Fact
{
    public required string MuscleId { get; init; }

    public required RelativeSide Side { get; init; }

    public required CandidateRole Role { get; init; }

    /// <summary>The patient's sides for a posture that points to <paramref name="side"/>; a symmetric posture points nowhere and means both.</summary>
    public IEnumerable<Side> On(Side? side) => (Side, side) switch
    {
        (RelativeSide.Bilateral, _) or (_, null) => [Anatomy.Side.Right, Anatomy.Side.Left],
        (RelativeSide.Contralateral, { } s) => [s.Mirror()],
        (_, { } s) => [s],
    };
}

public sealed record Prevalence : Fact
{
    public required string What { get; init; }

    public required double Percent { get; init; }
}

public sealed record PostureFrequency : Fact
{
    public required string What { get; init; }

    public required double? Value { get; init; }

    public required double? Sd { get; init; }

    public required string Unit { get; init; }

    public IReadOnlyList<double> Ratio { get => field ?? []; init; }
}

/// <summary>How an angle is defined, and what a camera sees of it.</summary>
public sealed record AngleDefinition : Fact
{
    public required string Id { get; init; }

    public required string Definition { get; init; }

    public required string CameraProxy { get; init; }

    /// <summary>What was validated; null when nothing was.</summary>
    public required string? Validated { get; init; }
}

public sealed record PosturePart
{
    public required string PostureId { get; init; }

    public required RelativeSide Side { get; init; }
}

/// <summary>One posture of the collis-caput (Col-Cap) scheme, a shift, a raised shoulder or a head tremor.</summary>
public sealed record PostureEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required PostureLevel Level { get; init; }

    public required PosturePlane Plane { get; init; }

    public required PostureKind Kind { get; init; }

    public required TextFact Definition { get; init; }

    public required IReadOnlyList<string> LandmarkSigns { get; init; }

    public required string Angle { get; init; }

    public required string Sign { get; init; }

    public required IReadOnlyList<Prevalence> Prevalence { get; init; }

    public required IReadOnlyList<PosturePart> ComposedOf { get; init; }

    public required IReadOnlyList<PostureMuscle> Muscles { get; init; }

    /// <summary>Where sources disagree, or what must be told apart first.</summary>
    public required IReadOnlyList<string> Conflicts { get; init; }

    /// <summary>To be shown with every candidate list of this posture.</summary>
    public required TextFact? Caution { get; init; }
}

public sealed record PostureFile : KnowledgeFile
{
    public required string SideConvention { get; init; }

    public required string OriginNote { get; init; }

    public required IReadOnlyList<PostureFrequency> Frequencies { get; init; }

    public required IReadOnlyList<AngleDefinition> Angles { get; init; }

    public required IReadOnlyList<PostureEntry> Postures { get; init; }
}

/// <summary>The posture table, by id, in the order of the file.</summary>
public sealed class PostureTable
{
    readonly Dictionary<string, PostureEntry> _byId = new(StringComparer.Ordinal);

    public PostureTable(string file, PostureFile content, Muscles muscles)
    {
        foreach (var posture in content.Postures)
        {
            var place = $"postures.{posture.Id}";
            if (!_byId.TryAdd(posture.Id, posture))
                throw new KnowledgeException(file, place, "the id stands twice");
            foreach (var m in posture.Muscles)
                if (!muscles.TryFind(m.MuscleId, out var muscle) || muscle.IsGroup)
                    throw new KnowledgeException(file, $"{place}.muscles", $"'{m.MuscleId}' is no single muscle of anatomy/muscles.json");
            if (posture.Muscles.GroupBy(m => (m.MuscleId, m.Side)).Any(g => g.Count() > 1))
                throw new KnowledgeException(file, $"{place}.muscles", "a muscle stands twice for one side");
            if (posture.Muscles.All(m => m.Role != CandidateRole.Primary))
                throw new KnowledgeException(file, $"{place}.muscles", "no muscle is primary");
            if (posture.Muscles.Any(m => m.Role == CandidateRole.Unlisted))
                throw new KnowledgeException(file, $"{place}.muscles", "'unlisted' is no role of this table");
            if ((posture.Kind == PostureKind.Shift) != (posture.ComposedOf.Count == 2))
                throw new KnowledgeException(file, $"{place}.composed_of", "a shift has two parts, every other posture none");
        }

        foreach (var posture in content.Postures)
            foreach (var part in posture.ComposedOf)
                if (!_byId.TryGetValue(part.PostureId, out var entry) || entry.Kind is PostureKind.Shift or PostureKind.Shoulder or PostureKind.Tremor)
                    throw new KnowledgeException(file, $"postures.{posture.Id}.composed_of", $"'{part.PostureId}' is no pure posture of this table");
        foreach (var shift in content.Postures.Where(p => p.Kind == PostureKind.Shift))
            if (shift.ComposedOf.Count(p => _byId[p.PostureId].Level == PostureLevel.Collis) != 1
                || shift.ComposedOf.Count(p => _byId[p.PostureId].Level == PostureLevel.Caput) != 1)
                throw new KnowledgeException(file, $"postures.{shift.Id}.composed_of", "a shift has one part at caput and one at collis");

        (Content, All) = (content, content.Postures);
    }

    public PostureFile Content { get; }

    public IReadOnlyList<PostureEntry> All { get; }

    public IReadOnlyDictionary<string, PostureEntry> ById => _byId;

    public PostureEntry this[string id] => _byId.TryGetValue(id, out var posture) ? posture : throw new KeyNotFoundException($"No posture '{id}'.");

    /// <summary>The part of a shift at one level.</summary>
    public (PostureEntry Entry, RelativeSide Side) Part(PostureEntry shift, PostureLevel level)
    {
        var part = shift.ComposedOf.Single(p => _byId[p.PostureId].Level == level);
        return (_byId[part.PostureId], part.Side);
    }
}

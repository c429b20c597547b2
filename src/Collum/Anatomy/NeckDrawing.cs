using Collum.Knowledge;

namespace Collum.Anatomy;

/// <summary>A line of the drawing that is no muscle: body, face, ear, hair, bones.</summary>
public sealed record NeckFrame
{
    /// <summary>One of <c>body</c>, <c>face</c>, <c>ear</c>, <c>hair</c>, <c>line</c>, <c>soft</c>.</summary>
    public required string Part { get; init; }

    public required bool OverMuscles { get; init; }

    /// <summary>Also drawn as its mirror.</summary>
    public required bool BothSides { get; init; }

    /// <summary>SVG path, midline at <see cref="NeckFile.MidlineX"/>.</summary>
    public required string Path { get; init; }
}

/// <summary>The area between two cubic curves of four points each; x is the distance from the midline.</summary>
public sealed record NeckPart
{
    public required IReadOnlyList<IReadOnlyList<double>> EdgeA { get; init; }

    public required IReadOnlyList<IReadOnlyList<double>> EdgeB { get; init; }

    public required int Fibres { get; init; }
}

public sealed record NeckMuscle
{
    public required string MuscleId { get; init; }

    public required bool Deep { get; init; }

    public required IReadOnlyList<NeckPart> Parts { get; init; }

    /// <summary>Where injection points may stand, in order.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Points { get; init; }

    /// <summary>Text x, text y, leader end x, leader end y.</summary>
    public required IReadOnlyList<double> Label { get; init; }
}

public sealed record NeckView
{
    public required IReadOnlyList<double> ViewBox { get; init; }

    public required IReadOnlyList<NeckFrame> Frame { get; init; }

    /// <summary>Deepest first.</summary>
    public required IReadOnlyList<NeckMuscle> Muscles { get; init; }
}

public sealed record NeckFile : KnowledgeFile
{
    public required string About { get; init; }

    public required double MidlineX { get; init; }

    public required IReadOnlyDictionary<string, string> ShortNames { get; init; }

    public required NeckView Front { get; init; }

    public required NeckView Back { get; init; }

    /// <summary>The patient's left side, face to the left; x is that of the picture.</summary>
    public required NeckView Side { get; init; }
}

/// <summary>From where the neck is seen; sides are the patient's own.</summary>
public enum NeckAspect
{
    Front,
    Back,
    RightSide,
    LeftSide,
}

/// <summary>Our own drawing of the neck; schematic, not for measuring.</summary>
public sealed class NeckDrawing
{
    readonly Muscles _muscles;

    public NeckDrawing(string file, NeckFile content, Muscles muscles)
    {
        (Content, _muscles) = (content, muscles);
        foreach (var (name, view) in new[] { ("front", content.Front), ("back", content.Back), ("side", content.Side) })
        {
            if (view.ViewBox.Count != 4)
                throw new KnowledgeException(file, $"{name}.view_box", "four numbers are expected");
            foreach (var muscle in view.Muscles)
            {
                if (!muscles.TryFind(muscle.MuscleId, out _))
                    throw new KnowledgeException(file, $"{name}.{muscle.MuscleId}", "is no muscle of the table");
                if (!content.ShortNames.ContainsKey(muscle.MuscleId))
                    throw new KnowledgeException(file, $"short_names.{muscle.MuscleId}", "is missing");
                if (muscle.Label.Count != 4 || muscle.Points.Concat(muscle.Parts.SelectMany(p => p.EdgeA.Concat(p.EdgeB))).Any(p => p.Count != 2)
                    || muscle.Parts.Any(p => p.EdgeA.Count != 4 || p.EdgeB.Count != 4))
                    throw new KnowledgeException(file, $"{name}.{muscle.MuscleId}", "a curve has four points of two numbers, a label four numbers");
            }
        }
    }

    public NeckFile Content { get; }

    /// <summary>The drawn muscle that shows this one: itself, or the group that holds it; null when the view does not show it.</summary>
    public NeckMuscle? Shown(NeckView view, Muscle muscle) =>
        view.Muscles.FirstOrDefault(m => m.MuscleId == muscle.Id)
        ?? view.Muscles.FirstOrDefault(m => Muscles.Overlap(_muscles[m.MuscleId], muscle));
}

using System.Text.Json;
using Collum.Knowledge;

namespace Collum.Anatomy;

/// <summary>What a muscle is called and how deep it lies: all that a label on an electrode is about.</summary>
/// <param name="Id">As in <see cref="Muscle.Id"/>.</param>
/// <param name="Abbreviation">As clinicians write it.</param>
/// <param name="Name">English.</param>
/// <param name="Latin">Latin.</param>
/// <param name="Layer">As in <see cref="MuscleDepth.Layer"/>; null where it is not recorded.</param>
public sealed record MuscleName(string Id, string Abbreviation, string Name, string Latin, string? Layer)
{
    /// <summary>An electrode on the skin hears it well.</summary>
    public bool IsSuperficial => Layer is { } layer && !layer.Contains("intermediate", StringComparison.Ordinal)
        && (layer.StartsWith("superficial", StringComparison.Ordinal) || layer.StartsWith("subcutaneous", StringComparison.Ordinal));
}

/// <summary>The names of the single muscles, without the groups.</summary>
public sealed class MuscleNames(IReadOnlyList<MuscleName> all)
{
    public IReadOnlyList<MuscleName> All { get; } = all;

    public static MuscleNames Of(Muscles muscles) => new([.. muscles.Single.Select(m => new MuscleName(m.Id, m.Abbreviation, m.Name, m.Latin, m.Depth?.Layer))]);

    /// <summary>Reads the names alone, for a program that must start fast; whether the file is right as a whole is checked where it is read as a whole.</summary>
    public static MuscleNames Read(string file, ReadOnlyMemory<byte> utf8)
    {
        using var document = KnowledgeWalk.Parse(file, utf8);
        var names = new List<MuscleName>();
        foreach (var muscle in document.RootElement.GetProperty("muscles").EnumerateArray())
            if (muscle.GetProperty("members").GetArrayLength() == 0)
                names.Add(new(Text(muscle, "id"), Text(muscle, "abbreviation"), Text(muscle, "name"), Text(muscle, "latin"),
                    muscle.TryGetProperty("depth", out var depth) && depth.ValueKind == JsonValueKind.Object ? KnowledgeWalk.TextOf(depth, "layer") : null));
        return new(names);

        string Text(JsonElement muscle, string key) => KnowledgeWalk.TextOf(muscle, key) ?? throw new KnowledgeException(file, "muscles", $"an entry has no {key}");
    }

    public MuscleName? Find(string id)
    {
        foreach (var name in All)
            if (name.Id == id)
                return name;
        return null;
    }
}

using System.Diagnostics.CodeAnalysis;
using Collum.Knowledge;

namespace Collum.Anatomy;

/// <summary>The muscle table, by id.</summary>
public sealed class Muscles
{
    readonly Dictionary<string, Muscle> _byId = new(StringComparer.Ordinal);

    public Muscles(string file, MuscleFile content)
    {
        foreach (var muscle in content.Muscles)
        {
            if (!_byId.TryAdd(muscle.Id, muscle))
                throw new KnowledgeException(file, muscle.Id, "the id stands twice");
            if (muscle.Points.Min < 1 || muscle.Points.Max < muscle.Points.Min)
                throw new KnowledgeException(file, $"{muscle.Id}.points", $"{muscle.Points.Min} to {muscle.Points.Max} is no range of 1 or more points");
        }

        foreach (var group in content.Muscles.Where(m => m.IsGroup))
            foreach (var member in group.Members)
                if (!_byId.TryGetValue(member, out var muscle) || muscle.IsGroup)
                    throw new KnowledgeException(file, $"{group.Id}.members", $"'{member}' is no single muscle of this table");

        All = [.. content.Muscles];
    }

    public IReadOnlyList<Muscle> All { get; }

    /// <summary>Single muscles, without the groups.</summary>
    public IEnumerable<Muscle> Single => All.Where(m => !m.IsGroup);

    public IReadOnlyDictionary<string, Muscle> ById => _byId;

    public Muscle this[string id] => _byId.TryGetValue(id, out var muscle) ? muscle : throw new KeyNotFoundException($"No muscle '{id}'.");

    public bool TryFind(string id, [NotNullWhen(true)] out Muscle? muscle) => _byId.TryGetValue(id, out muscle);

    /// <summary>Whether two names share muscle tissue: the same muscle, or a group and its member, or groups that overlap.</summary>
    public static bool Overlap(Muscle a, Muscle b) =>
        a.Id == b.Id || a.Members.Contains(b.Id) || b.Members.Contains(a.Id) || a.Members.Intersect(b.Members).Any();
}

using Collum.Anatomy;
using Collum.Findings;
using Collum.Plans;
using Collum.Treatments;

namespace Collum.Safety;

/// <summary>What was meant and what was given in one muscle of one side; either may be absent.</summary>
/// <param name="Muscle">Which.</param>
/// <param name="Side">The patient's own.</param>
/// <param name="Planned">Null where the plan did not name it.</param>
/// <param name="Given">Null where it was not injected.</param>
/// <param name="Index">Place of the given line in the treatment; null where it was not injected.</param>
public sealed record ComparedLine(Muscle Muscle, Side Side, Site? Planned, Injection? Given, int? Index) : ISayable
{
    /// <summary>The other side of the same muscle was planned and not given, this side was given and not planned.</summary>
    public bool IsSwapped { get; init; }

    public Sentence Say() => $"{Side.Say()} {Muscle}";

    public override string ToString() => Say();
}

/// <summary>A treatment beside its plan, line by line.</summary>
public static class TreatmentComparison
{
    /// <summary>Planned lines in the plan's order, then what was given besides. Lines of one muscle and side count together.</summary>
    public static IReadOnlyList<ComparedLine> Of(Plan plan, Treatment treatment)
    {
        var given = treatment.Lines.Select((line, index) => (line, index))
            .GroupBy(x => (x.line.Muscle, x.line.Side))
            .ToDictionary(g => g.Key, g => (Line: Together([.. g.Select(x => x.line)]), g.First().index));
        var planned = plan.Sites.GroupBy(s => (s.Muscle, s.Side)).Select(g => Together([.. g])).ToList();

        List<ComparedLine> lines = [];
        foreach (var site in planned)
        {
            var match = given.Remove((site.Muscle, site.Side), out var found) ? found : default;
            lines.Add(new(site.Muscle, site.Side, site, match.Line, match.Line is null ? null : match.index));
        }

        foreach (var (line, index) in given.Values.OrderBy(g => g.index))
            lines.Add(new(line.Muscle, line.Side, null, line, index)
            {
                IsSwapped = lines.Any(l => l.Muscle == line.Muscle && l.Side == line.Side.Mirror() && l.Given is null),
            });
        return lines;
    }

    static Injection Together(IReadOnlyList<Injection> lines) => lines.Count == 1 ? lines[0] : lines[0] with
    {
        Dose = lines.Select(l => l.Dose).Aggregate((a, b) => a + b), Points = lines.Sum(l => l.Points),
    };

    static Site Together(IReadOnlyList<Site> sites) => sites.Count == 1 ? sites[0] : sites[0] with
    {
        Dose = sites.Select(s => s.Dose).Aggregate((a, b) => a + b), Points = sites.Sum(s => s.Points),
    };
}

using Collum.Findings;

namespace Collum.Safety;

public sealed class PointsOfLabel() : PlanRule("SITE-006", "H-03", "Are there as many points as the label asks for?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var (site, place) in c.Sites)
        {
            var rows = c.Label.MuscleDoses.Where(m => m.Muscle == site.Muscle.Id && c.Plan.Region.IsIn(m.Regions) && m.Sites?.Min is not null).ToList();

            // A single point is right up to the lowest dose of the table; several rows for several postures: the most lenient one speaks.
            if (rows.MinBy(m => m.Sites!.Min) is { } row && site.Points < row.Sites!.Min && site.Dose.Units > rows.Min(m => m.DoseU.Min))
                yield return By(row, Severity.Note,
                    $"{site.Points} point in the {site} for {site.Dose}; the label's table gives {row.Sites.Min} or more.", $"{place}.points");
        }
    }
}

using Collum.Findings;

namespace Collum.Safety;

public sealed class PointsUsual(PlanNumbers numbers) : PlanRule("SITE-005", "H-06", "Is the number of points usual for the muscle?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        foreach (var (site, place) in c.Sites)
        {
            var usual = site.Muscle.Points;
            if (site.Points >= usual.Min && site.Points <= usual.Max)
                continue;

            var far = site.Points > usual.Max * numbers.Numbers.PointsFactor.Value;
            yield return By(usual, far ? Severity.Confirm : Severity.Note,
                $"{site.Points} points in the {site}; usual are {usual.Min} to {usual.Max}.", $"{place}.points");
        }
    }
}

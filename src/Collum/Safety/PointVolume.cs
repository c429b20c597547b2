using Collum.Findings;

namespace Collum.Safety;

public sealed class PointVolume(PlanNumbers numbers) : PlanRule("MIX-005", "H-07", "Can the volume of each point be drawn and placed?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (c.Plan.Dilution is not { } dilution)
            yield break;

        var house = numbers.Numbers;
        foreach (var (site, place) in c.Sites)
        {
            var volume = dilution.VolumeOf(site.PerPoint);
            if (volume.Millilitres > house.PointMlMax.Value)
                yield return By(house.PointMlMax, Severity.Confirm, $"{volume} at each point of the {site}: more than {house.PointMlMax.Value:0.##} mL spreads far beyond the point. More points, or less diluent?", $"{place}.points");
            else if (volume.Millilitres < house.PointMlMin.Value)
                yield return By(house.PointMlMin, Severity.Confirm, $"{volume} at each point of the {site}: less than {house.PointMlMin.Value:0.##} mL cannot be drawn and placed exactly.", $"{place}.points");
            else if (volume.Millilitres > house.PointMlNote.Value)
                yield return By(house.PointMlNote, Severity.Note, $"{volume} at each point of the {site}: a volume above {house.PointMlNote.Value:0.##} mL spreads further.", $"{place}.points");
        }
    }
}

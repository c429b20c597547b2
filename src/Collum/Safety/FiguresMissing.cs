using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>A limit that the label does not give is said to be missing; it is never taken as no limit.</summary>
public sealed class FiguresMissing() : PlanRule("LABEL-002", "H-12", "Which limits does the label not give?")
{
    public override IEnumerable<Finding> Check(PlanCase c)
    {
        if (!c.Label.Covers(c.Plan.Region) || c.Plan.Sites.Count == 0)
            yield break;

        List<Sentence> missing = [];
        Fact? basis = null;
        foreach (var (kind, words) in Kinds(c))
        {
            var rows = c.Label.LimitsIn(c.Plan.Region, kind).ToList();
            if (kind == LimitKind.MaxPerMuscle)
                rows.RemoveAll(l => l.Muscle != Muscle.SternocleidomastoidId);
            if (rows.Any(l => l.DoseU is not null || l.IntervalWeeks is not null))
                continue;

            missing.Add(words);
            basis ??= rows.FirstOrDefault();
        }

        if (missing.Count == 0)
            yield break;

        Sentence message = $"What was read of {c.Plan.Product} for {c.Plan.Region.Called} gives no figure for {Listed(missing)}. That is not the same as no limit.";
        yield return basis is null
            ? new Finding(Code, Severity.Note, message, "clinical-proposal", "product")
            : By(basis, Severity.Note, message, "product");
    }

    static IEnumerable<(LimitKind Kind, Sentence Words)> Kinds(PlanCase c)
    {
        yield return (LimitKind.MaxSession, $"the dose of a session");
        if (c.Plan.Population == Population.Naive)
            yield return (LimitKind.MaxFirstSession, $"the dose of a first session");
        yield return (LimitKind.MaxPerSite, $"the dose of one point");
        if (!c.Plan.TotalTo(Muscle.SternocleidomastoidId).IsZero)
            yield return (LimitKind.MaxPerMuscle, $"the dose to the sternocleidomastoid");
        yield return (LimitKind.MaxCumulative, $"the sum over three months");
        yield return (LimitKind.MinInterval, $"the interval");
    }
}

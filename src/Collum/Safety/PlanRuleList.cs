using Collum.Anatomy;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>The rules about the plan itself; those about the person stand beside them.</summary>
public static class PlanRuleList
{
    public static IEnumerable<IPlanRule> Of(PlanNumbers numbers, Muscles muscles, ToxinTable toxins) => [];
}

using Collum.Findings;

namespace Collum.Safety;

/// <summary>One question asked of every plan: one rule, one class, one code.</summary>
public interface IPlanRule
{
    /// <summary>Never changes its meaning.</summary>
    string Code { get; }

    /// <summary>Row of <c>docs/hazards.md</c>, for example <c>H-03</c>.</summary>
    string Hazard { get; }

    /// <summary>What the rule asks, in one plain sentence; shown by <c>collum knowledge show</c>.</summary>
    string Question { get; }

    IEnumerable<Finding> Check(PlanCase c);
}

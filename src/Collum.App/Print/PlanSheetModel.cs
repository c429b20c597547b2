using Collum.Findings;
using Collum.Plans;

namespace Collum.App.Print;

/// <summary>A finding on paper, with the reason that somebody wrote to it.</summary>
/// <param name="Finding">What the check says.</param>
/// <param name="Reason">Written for a confirm; null while nobody wrote one.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="At">When.</param>
public sealed record SheetFinding(Finding Finding, string? Reason = null, string? By = null, DateTimeOffset? At = null);

/// <summary>Everything that stands on the printed plan; the sheet computes sums and volumes from the plan and nothing else.</summary>
public sealed record PlanSheetModel
{
    public required PlanDocument Document { get; init; }

    /// <summary>Null leaves a line to write the name on.</summary>
    public string? Name { get; init; }

    public string? ChartNumber { get; init; }

    public string? PlannedBy { get; init; }

    /// <summary>Null prints "Draft, not signed" and no signature field.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    public string? SignedBy { get; init; }

    public IReadOnlyList<SheetFinding> Findings { get; init; } = [];

    /// <summary>Lines of the proposal, for what changed and for muscles without a dose; empty when the plan was not proposed.</summary>
    public IReadOnlyList<ProposedLine> Lines { get; init; } = [];

    /// <summary>The session that <see cref="Lines"/> compare with.</summary>
    public DateOnly? ChangedSince { get; init; }

    /// <summary>What this plan is called in the chart.</summary>
    public string? PlanId { get; init; }

    public required string ProgramVersion { get; init; }
}

using Collum.Anatomy;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;
using Collum.Postures;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Plans;

/// <summary>Everything a proposal rests on.</summary>
public sealed record PlannerRequest
{
    public required Region Region { get; init; }

    public required Product Product { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>First session with any toxin; null when nobody knows, which counts as first unless <see cref="History"/> or <see cref="Last"/> says otherwise.</summary>
    public bool? FirstSession { get; init; }

    public required Patient Patient { get; init; }

    public IReadOnlyList<PastToxin> History { get; init; } = [];

    /// <summary>Best first; empty when no posture was measured.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];

    /// <summary>Ids of the postures that the candidates come from, for example <c>anterocollis</c>.</summary>
    public IReadOnlyList<string> Postures { get; init; } = [];

    /// <summary>What the clinic has and likes to use; null leaves it to the muscle's advice.</summary>
    public Guidance? PreferredGuidance { get; init; }

    /// <summary>How vials are made up, where that is decided; the number of vials follows the proposal.</summary>
    public Preparation? Preparation { get; init; }

    /// <summary>What was given last and how it went; null proposes a plan of its own.</summary>
    public LastSession? Last { get; init; }

    /// <summary>Everything given before: the history, and the last session where the history does not hold it.</summary>
    public IReadOnlyList<PastToxin> Given => Last is not { Given: var given } || History.Any(p => p.Date == given.Date && (p.Product is null || p.Product == given.Product))
        ? History
        : [.. History, new PastToxin(given.Date, given.Product, given.Total, PastToxin.CervicalDystonia)
        {
            Lines = [.. given.Sites.Select(s => new PastLine(s.Muscle, s.Side, s.Dose))],
        }];
}

/// <summary>Why a line is as it is. Codes never change their meaning.</summary>
public enum ReasonCode
{
    Candidate, DoseFigure, OtherRegion, NoFigure, Share, LowEnd, CautiousStart, EarlierDose, Reduced, Pair, Limit, SessionStep, Drawable, Points, Guidance,
    TooLittleRelief, Weakness, SwallowingTrouble, NewPosture, NoLongerCandidate, WoreOffEarly, NonResponse, AntibodiesSuspected,
    ResponseNotKnown, GoodResponse, SideEffect, StillActive, ProductChange, PostureNotMeasured, Emg,
}

/// <summary>One reason for one line.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Text">One plain sentence with its numbers and units.</param>
/// <param name="Source">Key in <c>data/sources.json</c>.</param>
public sealed record Reason(ReasonCode Code, Sentence Text, string Source)
{
    /// <summary>How well the fact behind it is known; null where it rests on what was measured or recorded.</summary>
    public FactStatus? Status { get; init; }

    public string? Locator { get; init; }

    /// <summary>The clause of <see cref="Text"/> that says why, without what was done and by how much; null where the text is all there is.</summary>
    public Sentence? Because { get; init; }

    internal static Reason From(Fact fact, ReasonCode code, Sentence text) =>
        new(code, text, fact.Source) { Status = fact.Status, Locator = fact.Locator };
}

/// <summary>What became of a line since the last session.</summary>
public enum Change { New, Kept, Raised, Lowered, Removed, Added, PointsChanged, SideChanged }

/// <summary>One line of a proposal: the muscle, what is proposed for it, what it was, and why.</summary>
public sealed record ProposedLine
{
    public required Muscle Muscle { get; init; }

    public required Side Side { get; init; }

    /// <summary>Null when no source gives a figure: the clinician decides. Zero when the line is removed.</summary>
    public Dose? Dose { get; init; }

    public int? Points { get; init; }

    public Guidance? Guidance { get; init; }

    public required Change Change { get; init; }

    /// <summary>The dose of the last session, same product; null where there was none.</summary>
    public Dose? Before { get; init; }

    public int? PointsBefore { get; init; }

    /// <summary>Never empty.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>Units above (+) or below (−) the last session; null when either is not known.</summary>
    public decimal? DifferenceU => Dose is { } now && Before is { } before ? now.Units - before.Units : null;

    public decimal? DifferencePercent => DifferenceU is { } difference && Before is { IsZero: false } before
        ? decimal.Round(100 * difference / before.Units, 1) : null;
}

/// <summary>A plan with the reason of every line; a suggestion that the clinician changes freely.</summary>
/// <param name="Plan">The lines that have a dose.</param>
/// <param name="Lines">All lines, also those left without a dose and those removed.</param>
/// <param name="Findings">What the proposal itself has to say; the rules check the plan besides.</param>
public sealed record Proposal(Plan Plan, IReadOnlyList<ProposedLine> Lines, IReadOnlyList<Finding> Findings);

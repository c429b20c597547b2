using Collum.Anatomy;
using Collum.Postures;
using Collum.Toxins;

namespace Collum.Plans;

/// <summary>A line while it is being worked out.</summary>
sealed class Draft(Muscle muscle, Side side)
{
    public Muscle Muscle => muscle;

    public Side Side => side;

    public Candidate? Candidate { get; init; }

    public DoseFigure? Figure { get; init; }

    /// <summary>The same muscle of the other side, when both get the same dose.</summary>
    public Draft? Partner { get; set; }

    /// <summary>Null while no source gives a figure.</summary>
    public decimal? Units { get; private set; }

    public int Points { get; private set; }

    public Guidance? Guidance { get; set; }

    public decimal? UnitsBefore { get; init; }

    public int? PointsBefore { get; init; }

    public Change? Change { get; set; }

    public PointRange Range { get; set; } = PointRange.Of(muscle, null);

    public List<Reason> Reasons { get; } = [];

    public bool IsScm => Muscle.Id == Muscle.SternocleidomastoidId;

    /// <summary>Sets both sides of a pair.</summary>
    public void Set(decimal units, int points)
    {
        (Units, Points) = (units, points);
        if (Partner is { } partner)
            (partner.Units, partner.Points) = (units, points);
    }

    public void Say(Reason reason)
    {
        foreach (var draft in Partner is null ? [this] : new[] { this, Partner })
            if (!draft.Reasons.Contains(reason))
                draft.Reasons.Add(reason);
    }

    public ProposedLine Line(Product product) => new()
    {
        Muscle = Muscle, Side = Side, Guidance = Units is 0 ? null : Guidance,
        Dose = Units is { } units ? product.Units(units) : null,
        Points = Units is > 0 ? Points : null,
        Before = UnitsBefore is { } before ? product.Units(before) : null, PointsBefore = PointsBefore,
        Change = Change ?? Became(), Reasons = Reasons,
    };

    Change Became() => (UnitsBefore, Units) switch
    {
        (null, _) => Plans.Change.New,
        (_, 0) => Plans.Change.Removed,
        var (before, now) when now > before => Plans.Change.Raised,
        var (before, now) when now < before => Plans.Change.Lowered,
        _ => Points == PointsBefore ? Plans.Change.Kept : Plans.Change.PointsChanged,
    };
}

using System.Text.Json;
using Collum.Anatomy;
using Collum.Knowledge;
using Collum.Postures;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Plans;

/// <summary>Muscles injected per patient in published practice.</summary>
public sealed record MuscleCount : Fact
{
    public required decimal Mean { get; init; }

    public required decimal Sd { get; init; }

    /// <summary>No proposal has more lines: mean and one standard deviation, rounded down.</summary>
    public int Most => (int)decimal.Floor(Mean + Sd);

    /// <summary>Secondary muscles fill up to here: the mean, rounded down.</summary>
    public int Usual => (int)decimal.Floor(Mean);
}

/// <summary>How many muscles a label starts with.</summary>
public sealed record StartingMuscles : RegionalFact
{
    public required string Product { get; init; }

    public required int Min { get; init; }

    public required int Max { get; init; }

    public required string Text { get; init; }
}

/// <summary>A label that divides the total into equal parts.</summary>
public sealed record EqualShares : RegionalFact
{
    public required string Product { get; init; }

    public required string Text { get; init; }
}

/// <summary>The smallest steps in which a product's doses are proposed.</summary>
public sealed record DoseSteps : Fact
{
    public required string Product { get; init; }

    /// <summary>Units between one dose of a line and the next.</summary>
    public required decimal LineU { get; init; }

    /// <summary>Units per point between one mark of the syringe and the next, while the dilution is not known.</summary>
    public required decimal PointU { get; init; }

    /// <summary>Units up to which a muscle is drawn light, and up to which in a middle tone; above, dark.</summary>
    public required IReadOnlyList<decimal> ShadeU { get; init; }

    /// <summary>1 light, 2 middle, 3 dark.</summary>
    public int ShadeOf(decimal units) => 1 + ShadeU.Count(s => units > s);
}

public sealed record VolumeStep : Fact
{
    public required decimal VolumeMl { get; init; }
}

/// <summary>Who starts with less than the low end.</summary>
public sealed record CautiousStart : Fact
{
    public required int AgeAboveYears { get; init; }

    public required decimal WeightBelowKg { get; init; }

    public required decimal SharePercent { get; init; }

    public required IReadOnlyList<string> AnswerIds { get; init; }
}

/// <summary>Muscles that get a share of their dose when a posture or an answer says so.</summary>
public sealed record MuscleShare : Fact
{
    public IReadOnlyList<string> AnswerIds { get => field ?? []; init; }

    public IReadOnlyList<string> Postures { get => field ?? []; init; }

    public required IReadOnlyList<string> Muscles { get; init; }

    public required decimal SharePercent { get; init; }
}

public sealed record PercentFact : Fact
{
    public required decimal Percent { get; init; }
}

/// <summary>Relief at the peak, percent.</summary>
public sealed record ReliefThresholds
{
    public required PercentFact UsefulPercent { get; init; }

    public required PercentFact EnoughPercent { get; init; }
}

/// <summary>By how much a line changes from one session to the next, percent of its last dose.</summary>
public sealed record LineSteps
{
    public required PercentFact Raise { get; init; }

    public required PercentFact WeaknessMild { get; init; }

    public required PercentFact WeaknessModerate { get; init; }

    public required PercentFact WeaknessSevere { get; init; }

    public required PercentFact SwallowingMild { get; init; }

    public required PercentFact SwallowingModerate { get; init; }
}

/// <summary>The largest rise of the session total where the label gives none.</summary>
public sealed record SessionStep : RegionalFact
{
    public required string Product { get; init; }

    public required decimal StepU { get; init; }
}

public sealed record SessionCount : Fact
{
    public required int Sessions { get; init; }
}

/// <summary>Side effects that ask for a change, and the muscles that they may come from.</summary>
public sealed record EffectTerms : Fact
{
    public required IReadOnlyList<string> Terms { get; init; }

    public IReadOnlyList<string> Muscles { get => field ?? []; init; }

    public RiskLevel? LeastRisk { get; init; }
}

public sealed record PlannerFile : KnowledgeFile
{
    public required MuscleCount MuscleCount { get; init; }

    public required IReadOnlyList<StartingMuscles> FirstSessionMuscles { get; init; }

    public required IReadOnlyList<EqualShares> EqualShares { get; init; }

    public required IReadOnlyList<DoseSteps> DoseGrids { get; init; }

    public required VolumeStep SyringeStep { get; init; }

    public required CautiousStart CautiousStart { get; init; }

    public required MuscleShare SmallNeck { get; init; }

    public required MuscleShare Anterocollis { get; init; }

    public required ReliefThresholds Relief { get; init; }

    public required LineSteps Steps { get; init; }

    public required IReadOnlyList<SessionStep> SessionSteps { get; init; }

    public required SessionCount NonResponse { get; init; }

    public required EffectTerms Swallowing { get; init; }

    public required EffectTerms Weakness { get; init; }

    public required EffectTerms EmergencyTerms { get; init; }

    public required TextFact SwallowingGuidance { get; init; }

    public required TextFact Antibodies { get; init; }

    public required TextFact Units { get; init; }

    public required TextFact Symmetry { get; init; }

    public required TextFact Examination { get; init; }

    public required TextFact UnknownResponse { get; init; }

    public required TextFact GoodResponse { get; init; }

    public required TextFact NewPosture { get; init; }

    public required TextFact Interval { get; init; }
}

/// <summary>What the planner may lean on beyond the labels, looked up by product and region.</summary>
public sealed class PlannerTable
{
    const string File = "plans/planner.json";

    readonly double _decisiveRatio;

    /// <param name="content">The file.</param>
    /// <param name="decisiveRatio">The likelihood ratio, above 1, from which evidence in a muscle outweighs the posture table.</param>
    public PlannerTable(PlannerFile content, ToxinTable toxins, Muscles muscles, Nonresponse checklist, double decisiveRatio)
    {
        Facts = content;
        (Toxins, Muscles, Checklist, _decisiveRatio) = (toxins, muscles, checklist, decisiveRatio);

        foreach (var product in content.FirstSessionMuscles.Select(r => r.Product).Concat(content.EqualShares.Select(r => r.Product))
                     .Concat(content.DoseGrids.Select(r => r.Product)).Concat(content.SessionSteps.Select(r => r.Product)))
            if (!toxins.Plannable.ContainsKey(product))
                throw new KnowledgeException(File, product, "is no product with a label");
        foreach (var label in toxins.Labels)
            if (content.DoseGrids.Count(g => g.Product == label.Id && g.LineU > 0 && g.PointU > 0 && g.ShadeU.Count == 2) != 1)
                throw new KnowledgeException(File, $"dose_grids.{label.Id}", "each product needs one row with steps above 0 and two shades");
        foreach (var id in content.SmallNeck.Muscles.Concat(content.Anterocollis.Muscles).Concat(content.Weakness.Muscles))
            if (!muscles.TryFind(id, out _))
                throw new KnowledgeException(File, id, "is no muscle of the table");
        if (content.SyringeStep.VolumeMl <= 0)
            throw new KnowledgeException(File, "syringe_step.volume_ml", "must be above 0");
    }

    public PlannerFile Facts { get; }

    /// <summary>What is checked when toxin does too little.</summary>
    public Nonresponse Checklist { get; }

    internal ToxinTable Toxins { get; }

    internal Muscles Muscles { get; }

    /// <summary>Primary in the table, or carried by decisive evidence.</summary>
    public bool IsMain(Candidate candidate) =>
        !IsSpokenAgainst(candidate) && !WorksAgainst(candidate) && (candidate.Role == CandidateRole.Primary || candidate.LikelihoodRatio >= _decisiveRatio);

    /// <summary>Worth proposing at all: a contested or unlisted muscle only on decisive evidence.</summary>
    public bool IsProposable(Candidate candidate) =>
        IsMain(candidate) || (candidate.Role == CandidateRole.Secondary && !IsSpokenAgainst(candidate) && !WorksAgainst(candidate));

    /// <summary>Usual in one component and, on balance, pulling against the posture as a whole: weakening it would let the others win.</summary>
    /// <remarks>Decisive evidence that it is active outweighs the geometry.</remarks>
    public bool WorksAgainst(Candidate candidate) => candidate.Score < 0 && candidate.LikelihoodRatio < _decisiveRatio;

    /// <summary>Does not pull against the posture; what was heard in it put it there.</summary>
    internal bool IsOutvoted(Candidate candidate) =>
        (WorksAgainst(candidate) && candidate.PostureScore >= 0 || IsSpokenAgainst(candidate)) && candidate.Evidence.Any(e => e is { Kind: EvidenceKind.Emg, LikelihoodRatio: < 1 });

    bool IsSpokenAgainst(Candidate candidate) => candidate.LikelihoodRatio <= 1 / _decisiveRatio;

    public DoseSteps StepsOf(Product product) => Facts.DoseGrids.Single(g => g.Product == product.Id);

    public StartingMuscles? StartingMusclesOf(Product product, Region region) =>
        Facts.FirstSessionMuscles.FirstOrDefault(r => r.Product == product.Id && region.IsIn(r.Regions));

    /// <summary>The region's own row first, otherwise another region's row of the same product.</summary>
    public EqualShares? EqualSharesOf(Product product, Region region) =>
        Facts.EqualShares.Where(r => r.Product == product.Id).OrderByDescending(r => region.IsIn(r.Regions)).FirstOrDefault();

    /// <summary>The largest usual rise of a session total, from the label where it has one; the smaller end of a range. Null when neither gives one.</summary>
    public (decimal Units, Fact Fact)? SessionStepOf(Product product, Region region)
    {
        foreach (var range in Toxins[product].RecommendedRange.Where(r => r.StepU is not null).OrderByDescending(r => region.IsIn(r.Regions)))
            if (SmallerEnd(range.StepU!.Value) is { } units)
                return (units, range);
        return Facts.SessionSteps.FirstOrDefault(s => s.Product == product.Id && region.IsIn(s.Regions)) is { } step ? (step.StepU, step) : null;
    }

    static decimal? SmallerEnd(JsonElement step) => step.ValueKind switch
    {
        JsonValueKind.Number => step.GetDecimal(),
        JsonValueKind.Object when step.TryGetProperty("min", out var min) && min.ValueKind == JsonValueKind.Number => min.GetDecimal(),
        _ => null,
    };
}

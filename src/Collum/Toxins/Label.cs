using System.Text.Json;
using System.Text.Json.Serialization;
using Collum.Knowledge;

namespace Collum.Toxins;

/// <summary>A fact that holds in some regions only; an empty list speaks for all.</summary>
public abstract record RegionalFact : Fact
{
    public required IReadOnlyList<string> Regions { get; init; }
}

/// <summary>First session with any toxin (naive), or not. Unknown history counts as naive.</summary>
public enum Population { Any, Naive, Experienced }

public enum LimitKind
{
    MaxCumulative, MaxSession, UsualMaxSession, MaxFirstSession, MinSession, MaxPerMuscle, MaxPerSite, BilateralMuscle, MinInterval,
}

/// <summary>What a limit asks for when it is passed (proposals that await clinical sign-off).</summary>
public enum LimitAction { Warn, OverrideWithReason, HardStop }

public enum LimitScope { CdSession, AllIndicationsSession, AllIndicationsAllSites, AllIndicationsAllProducts }

public enum SideScope { NotStated, Total, PerSide, BothSidesTotal }

/// <summary>One limit of one label. A null <see cref="DoseU"/> is a figure that no source gives: it is said to be missing, never filled in.</summary>
public sealed record Limit : RegionalFact
{
    public required string Id { get; init; }

    public required LimitKind Kind { get; init; }

    public required LimitAction Action { get; init; }

    public required string Text { get; init; }

    /// <summary>Units of this product.</summary>
    public decimal? DoseU { get; init; }

    public Range<int>? WindowDays { get; init; }

    public LimitScope? Scope { get; init; }

    /// <summary>Muscle id, for limits per muscle.</summary>
    public string? Muscle { get; init; }

    public SideScope? SideScope { get; init; }

    /// <summary>How the program counts sides where the source is silent.</summary>
    public SideScope? ProgramSideScope { get; init; }

    public bool? BilateralAllowed { get; init; }

    public decimal? IntervalWeeks { get; init; }

    public decimal? UsualIntervalWeeks { get; init; }

    public Population Population { get; init; }
}

public sealed record Brand
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Regions { get; init; }

    public string? Note { get; init; }
}

public sealed record UnitFact : Fact
{
    public required string Code { get; init; }

    public required string Display { get; init; }

    public string? LabelNameUs { get; init; }

    public string? LabelNameEu { get; init; }

    public required bool Interchangeable { get; init; }

    public required string Conversion { get; init; }

    public required string Text { get; init; }
}

public sealed record Indication : RegionalFact
{
    public required string Text { get; init; }

    public int? AgeMinYears { get; init; }
}

public sealed record VialFact : RegionalFact
{
    public required decimal VialU { get; init; }

    /// <summary>Volume of a ready-made solution; null for a powder.</summary>
    public decimal? VialMl { get; init; }
}

public sealed record Excipient : Fact
{
    public required string Name { get; init; }
}

public sealed record Diluent : Fact
{
    public required string Name { get; init; }

    public required decimal ConcentrationPercent { get; init; }

    public Range<int>? NeedleGauge { get; init; }
}

/// <summary>A volume of diluent that the label tables for a vial.</summary>
public sealed record Reconstitution : RegionalFact
{
    public required decimal VialU { get; init; }

    public required decimal DiluentMl { get; init; }

    [JsonPropertyName("dose_u_per_0_1_ml")]
    public required decimal DoseUPerTenthMl { get; init; }

    public required decimal ConcentrationUPerMl { get; init; }
}

public sealed record RecommendedDilution : RegionalFact
{
    [JsonPropertyName("dose_u_per_0_1_ml")]
    public required Range<decimal> DoseUPerTenthMl { get; init; }

    public required string Text { get; init; }
}

public sealed record StartingDose : RegionalFact
{
    public required Population Population { get; init; }

    public required Range<decimal>? DoseU { get; init; }

    public decimal? MedianDoseU { get; init; }

    public required string Text { get; init; }
}

public sealed record RecommendedRange : RegionalFact
{
    public required Range<decimal>? DoseU { get; init; }

    public string? Text { get; init; }

    /// <summary>The size of a usual change of dose: one number, or a range.</summary>
    public JsonElement? StepU { get; init; }

    public IReadOnlyList<TextFact> Facts { get => field ?? []; init; }
}

/// <summary>What a label or trial gives one muscle of one side (unless <see cref="DoseScope"/> says otherwise).</summary>
public sealed record MuscleDose : RegionalFact
{
    /// <summary>Muscle or group id, or <c>any-third-muscle</c>.</summary>
    public required string Muscle { get; init; }

    public required string Basis { get; init; }

    public required Range<decimal> DoseU { get; init; }

    public decimal? MedianDoseU { get; init; }

    public Range<int>? Sites { get; init; }

    public SideScope? DoseScope { get; init; }
}

/// <summary>The muscles that a label names.</summary>
public sealed record LabelMuscles : Fact
{
    public required IReadOnlyList<string> Muscles { get; init; }
}

/// <summary>What a dose modifier turns on; only those that a rule reads have a name.</summary>
public enum DoseModifierKind { AnterocollisScm, LevatorScapulae, SymmetricPosterior, SmallNeckOrBilateralScm, OlderFirstSession }

public sealed record DoseModifier : Fact
{
    public DoseModifierKind? Kind { get; init; }

    public required string When { get; init; }

    public required string Action { get; init; }
}

public sealed record Needle : Fact
{
    public required string Text { get; init; }

    public required IReadOnlyList<int> SuperficialGauge { get; init; }

    public required IReadOnlyList<int> DeepGauge { get; init; }
}

public sealed record ReadyToUse : Fact
{
    public required decimal ConcentrationUPerMl { get; init; }

    [JsonPropertyName("ready_to_use")]
    public required bool IsReadyToUse { get; init; }
}

public sealed record EvidenceLevel : Fact
{
    public required string Level { get; init; }
}

/// <summary>One product's file: everything the labels and papers read say about it, by region.</summary>
public sealed record Label : KnowledgeFile
{
    /// <summary>The nonproprietary name.</summary>
    public required string Id { get; init; }

    public required IReadOnlyList<Brand> Brands { get; init; }

    public string? LabelSuffix { get; init; }

    public required string Serotype { get; init; }

    public required UnitFact Unit { get; init; }

    public required IReadOnlyList<Indication> Indication { get; init; }

    public required string Presentation { get; init; }

    public ReadyToUse? PresentationFact { get; init; }

    public required IReadOnlyList<VialFact> Vials { get; init; }

    public required IReadOnlyList<Excipient> Excipients { get; init; }

    public required IReadOnlyList<string> AllergyRelevance { get; init; }

    /// <summary>Shelf life and temperatures, shown as they stand.</summary>
    public required JsonElement Storage { get; init; }

    public required Diluent Diluent { get; init; }

    public required IReadOnlyList<Reconstitution> Reconstitution { get; init; }

    public string? ReconstitutionNote { get; init; }

    public required IReadOnlyList<RecommendedDilution> RecommendedDilution { get; init; }

    public required IReadOnlyList<StartingDose> StartingDose { get; init; }

    public required IReadOnlyList<RecommendedRange> RecommendedRange { get; init; }

    public required IReadOnlyList<Limit> Limits { get; init; }

    public required IReadOnlyList<MuscleDose> MuscleDoses { get; init; }

    public LabelMuscles? LabelMusclesUs { get; init; }

    public required IReadOnlyList<DoseModifier> DoseModifiers { get; init; }

    public required IReadOnlyList<Needle> Needle { get; init; }

    public required IReadOnlyList<TextFact> Guidance { get; init; }

    public TextFact? Paediatric { get; init; }

    public TextFact? Geriatric { get; init; }

    public TextFact? Pregnancy { get; init; }

    public TextFact? Lactation { get; init; }

    /// <summary>Published times to onset, peak and re-treatment, shown as they stand.</summary>
    public required IReadOnlyList<JsonElement> ResponseTimeCourse { get; init; }

    public EvidenceLevel? EvidenceLevel { get; init; }

    /// <summary>Whether this label has limits for the region: without them nothing may be planned there.</summary>
    public bool Covers(Region region) => Limits.Any(l => region.IsIn(l.Regions));

    public IEnumerable<Limit> LimitsIn(Region region, LimitKind kind) =>
        Limits.Where(l => l.Kind == kind && region.IsIn(l.Regions));

    public IEnumerable<Vial> VialsIn(Region region) =>
        Vials.Where(v => region.IsIn(v.Regions)).OrderBy(v => v.VialU).Select(v => VialOf(v.VialU)).Distinct();

    /// <summary>A vial of this size, sold or not: a powder, or the label's ready-made solution in the volume that holds so much.</summary>
    public Vial VialOf(decimal units) => new(
        new Product(Id, Brands[0].Name).Units(units),
        Vials.FirstOrDefault(v => v.VialU == units && v.VialMl is not null)?.VialMl is { } ml ? new Volume(ml)
            : PresentationFact is { IsReadyToUse: true } ready ? new Volume(units / ready.ConcentrationUPerMl) : null);
}

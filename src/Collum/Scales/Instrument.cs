using Collum.Findings;
using Collum.Knowledge;

namespace Collum.Scales;

/// <summary>How an instrument's total comes from its items.</summary>
public enum Computation
{
    /// <summary>Each item times its weight, summed.</summary>
    WeightedSum,

    /// <summary>(A × B) + C + D.</summary>
    Tsui,

    /// <summary>The sum of numbered items, stretched to 0 to 100.</summary>
    Linear,

    /// <summary>One item, which is the total.</summary>
    Single,

    /// <summary>Ranges were not read: items are kept, no total is made.</summary>
    None,
}

/// <summary>What of a measured posture an item grades.</summary>
public enum PostureMeasure { HeadRotation, HeadLateral, LateralShift, SagittalShift }

/// <summary>Whole degrees that earn a score; an open upper end takes everything above.</summary>
public sealed record DegreeThreshold
{
    public required int Score { get; init; }

    public required Range<int> Deg { get; init; }
}

public sealed record ItemLevel
{
    public required int Score { get; init; }

    public required string Rule { get; init; }
}

/// <summary>One item: its code, a short name and its range, never its wording.</summary>
public sealed record ScaleItem : Fact
{
    public required string Code { get; init; }

    public required string ShortName { get; init; }

    public required Range<decimal> Score { get; init; }

    /// <summary>What the item is multiplied with in its sum.</summary>
    public required decimal Weight { get; init; }

    /// <summary>Largest weighted value.</summary>
    public required decimal ContributesMax { get; init; }

    /// <summary>Distance of allowed values; null = every number in the range.</summary>
    public required decimal? Step { get; init; }

    /// <summary>Items that share this word are alternatives: one of them is scored.</summary>
    public string? OneOf { get; init; }

    public PostureMeasure? Measure { get; init; }

    public IReadOnlyList<DegreeThreshold> ThresholdsDeg { get => field ?? []; init; }

    public IReadOnlyList<ItemLevel> Levels { get => field ?? []; init; }

    internal bool Allows(decimal value) =>
        value >= (Score.Min ?? value) && value <= (Score.Max ?? value) && (Step is not { } step || (value - (Score.Min ?? 0)) % step == 0);

    internal Sentence Expected => Step switch
    {
        null => Phrase($"{Score.Min} to {Score.Max}"),
        1 => Phrase($"{Score.Min} to {Score.Max}, a whole number"),
        { } step => Phrase($"{Score.Min} to {Score.Max}, in steps of {step}"),
    };
}

public sealed record Subscale : Fact
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required Range<decimal> Score { get; init; }

    public string? Formula { get; init; }

    /// <summary>Empty when nobody read which items belong to it.</summary>
    public required IReadOnlyList<ScaleItem> Items { get; init; }
}

/// <summary>Items that have a number for a name, all of one range.</summary>
public sealed record NumberedItems : Fact
{
    public required int Count { get; init; }

    public required Range<decimal> Score { get; init; }
}

public sealed record ScoreRange : Fact
{
    public required decimal? Min { get; init; }

    public required decimal? Max { get; init; }

    public string? Unit { get; init; }
}

/// <summary>A form of the instrument whose scores are never mixed with those of another.</summary>
public sealed record Variant : Fact
{
    public required string Id { get; init; }

    public required string Text { get; init; }

    /// <summary>Null = the range of the instrument.</summary>
    public Range<decimal>? Total { get; init; }
}

/// <summary>The smallest change that mattered, in one population by one anchor: a fact to read, never a cut-off.</summary>
public sealed record Mcid : Fact
{
    public decimal? Points { get; init; }

    public Range<decimal>? Ci95 { get; init; }

    public string? Direction { get; init; }

    public string? Anchor { get; init; }

    public string? Population { get; init; }

    public string? Text { get; init; }
}

/// <summary>One scale or questionnaire: its items by code and range, how its total is made, and what is known of it.</summary>
public sealed record Instrument : KnowledgeFile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Rater { get; init; }

    public required string Direction { get; init; }

    public required Computation Computation { get; init; }

    /// <summary>True when items beyond the listed ones exist and may be kept under their own codes.</summary>
    public required bool OpenItems { get; init; }

    public required bool VariantRequired { get; init; }

    public required IReadOnlyList<Variant> Variants { get; init; }

    /// <summary>Null ends mean that the range was not read: no total.</summary>
    public required ScoreRange Total { get; init; }

    public required IReadOnlyList<Subscale> Subscales { get; init; }

    /// <summary>Items outside subscales.</summary>
    public required IReadOnlyList<ScaleItem> Items { get; init; }

    public NumberedItems? NumberedItems { get; init; }

    public TextFact? Formula { get; init; }

    /// <summary>Forms known to exist that cannot be recorded here.</summary>
    public required IReadOnlyList<TextFact> KnownVariants { get; init; }

    public required IReadOnlyList<Mcid> Mcid { get; init; }

    public required IReadOnlyList<TextFact> Facts { get; init; }

    public required TextFact Licence { get; init; }

    public string? Note { get; init; }

    /// <summary>All items in the order of the form.</summary>
    public IReadOnlyList<ScaleItem> AllItems => field ??=
    [
        .. Subscales.SelectMany(s => s.Items), .. Items,
        .. NumberedItems is { } n ? Enumerable.Range(1, n.Count).Select(i => new ScaleItem
        {
            Code = FormattableString.Invariant($"{i}"), ShortName = FormattableString.Invariant($"item {i}"), Score = n.Score,
            Weight = 1, Step = 1, ContributesMax = n.Score.Max ?? 0, Source = n.Source, Status = n.Status, Confidence = n.Confidence,
        }) : [],
    ];

    public bool HasTotal => Computation != Computation.None && Total is { Min: not null, Max: not null };

    public bool Equals(Instrument? other) => other?.Id == Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    /// <summary>Range of a total of one variant; null ends when it was not read.</summary>
    public Range<decimal> RangeOf(string? variant) =>
        Variants.FirstOrDefault(v => v.Id == variant)?.Total ?? new Range<decimal> { Min = Total.Min, Max = Total.Max };

    /// <summary>True for a variant whose items this file does not hold: only a total can be recorded.</summary>
    public bool TotalsOnly(string? variant) => Computation != Computation.Single && Variants.Any(v => v.Id == variant && v.Total is not null);
}

/// <summary>Every instrument, by id.</summary>
public sealed class InstrumentTable
{
    readonly Dictionary<string, Instrument> _byId = new(StringComparer.Ordinal);

    public InstrumentTable(IEnumerable<(string File, Instrument Instrument)> instruments)
    {
        foreach (var (file, instrument) in instruments)
        {
            Check(file, instrument);
            if (!_byId.TryAdd(instrument.Id, instrument))
                throw new KnowledgeException(file, "id", $"'{instrument.Id}' stands in two files");
        }
    }

    /// <summary>In order of their id.</summary>
    public IEnumerable<Instrument> All => _byId.Values.OrderBy(i => i.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Instrument> ById => _byId;

    public Instrument this[string id] => _byId.TryGetValue(id, out var instrument) ? instrument : throw new KeyNotFoundException($"No instrument '{id}'.");

    static void Check(string file, Instrument instrument)
    {
        if (file != $"scales/{instrument.Id}.json")
            throw Broken("id", $"'{instrument.Id}' does not match the name of the file");
        if (instrument.AllItems.GroupBy(i => i.Code, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Broken(twice.Key, "the code stands twice");
        if (instrument.Variants.GroupBy(v => v.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } variant)
            throw Broken($"variants.{variant.Key}", "the id stands twice");
        if (instrument.VariantRequired && instrument.Variants.Count == 0)
            throw Broken("variants", "is empty, but a variant is required");
        foreach (var item in instrument.AllItems)
        {
            if (item.Score is not { Min: { } low, Max: { } high } || low >= high)
                throw Broken(item.Code, "its range has no two ends in order");
            if (item.Step is <= 0 || item.Weight <= 0)
                throw Broken(item.Code, "step and weight are above 0");
            if (instrument.Computation is Computation.WeightedSum && item.Weight * high != item.ContributesMax)
                throw Broken(item.Code, FormattableString.Invariant($"contributes {item.ContributesMax}, but weight times largest score is {item.Weight * high}"));
            if (item.ThresholdsDeg.Any(t => !item.Allows(t.Score)))
                throw Broken($"{item.Code}.thresholds_deg", "a score lies outside the item's range");
        }

        foreach (var subscale in instrument.Subscales.Where(s => s.Items.Count > 0 && s.Score.Max is not null))
            if (MostOf(subscale.Items) != subscale.Score.Max)
                throw Broken(subscale.Id, FormattableString.Invariant($"goes to {subscale.Score.Max}, but its items make {MostOf(subscale.Items)}"));
        switch (instrument.Computation)
        {
            case Computation.WeightedSum when MostOf(instrument.AllItems) != instrument.Total.Max:
                throw Broken("total", FormattableString.Invariant($"goes to {instrument.Total.Max}, but the items make {MostOf(instrument.AllItems)}"));
            case Computation.Linear when instrument.NumberedItems is null || instrument.Total is not { Min: 0, Max: 100 }:
                throw Broken("total", "a linear total runs from 0 to 100 over numbered items");
            case Computation.Single when instrument.AllItems.Count != 1:
                throw Broken("items", "a single total has one item");
            case Computation.Tsui when !TsuiItems.All(c => instrument.AllItems.Any(i => i.Code == c)):
                throw Broken("items", $"the formula needs {string.Join(", ", TsuiItems)}");
        }

        KnowledgeException Broken(string place, string problem) => new(file, place, problem);
    }

    internal static string[] TsuiItems { get; } = ["A1", "A2", "A3", "B", "C", "D1", "D2"];

    // Alternatives count once.
    static decimal MostOf(IEnumerable<ScaleItem> items) => items.GroupBy(i => i.OneOf ?? i.Code, StringComparer.Ordinal).Sum(g => g.Max(i => i.ContributesMax));
}

using Collum.Findings;
using Collum.Knowledge;
using Collum.Numerics;

namespace Collum.Scales;

/// <summary>One subscale of a score.</summary>
/// <param name="Id">As the instrument names it.</param>
/// <param name="Value">Null while items are left, or when it is not known which items belong to it.</param>
/// <param name="Left">Items still to be answered.</param>
public sealed record Subtotal(string Id, decimal? Value, int Left);

/// <summary>What one instrument said on one day. There is no total from an incomplete scale.</summary>
public sealed record Score : ISayable
{
    readonly SortedDictionary<string, decimal> _items;

    Score(Instrument instrument, string? variant, DateOnly? date, SortedDictionary<string, decimal> items, decimal? recorded, Subtotal? part = null) =>
        (Instrument, Variant, Date, _items, RecordedTotal, RecordedPart) = (instrument, variant, date, items, recorded, part);

    public Instrument Instrument { get; }

    /// <summary>Null = the instrument as published.</summary>
    public string? Variant { get; }

    public DateOnly? Date { get; init; }

    /// <summary>Answered items by code; empty when only a total was recorded.</summary>
    public IReadOnlyDictionary<string, decimal> Items => _items;

    /// <summary>A total that was handed in without its items.</summary>
    public decimal? RecordedTotal { get; }

    /// <summary>One subscale that was handed in without its items, and nothing of the rest.</summary>
    public Subtotal? RecordedPart { get; }

    public bool ItemsRecorded => _items.Count > 0;

    /// <summary>Items still to be answered before there is a total; 0 for what was recorded without its items.</summary>
    public int Left => RecordedTotal is not null || RecordedPart is not null ? 0 : LeftOf(Instrument.AllItems);

    /// <summary>Null while items are left, and for an instrument whose ranges are not known.</summary>
    public decimal? Total => RecordedTotal ?? (Instrument.HasTotal && RecordedPart is null && Left == 0 ? Computed() : null);

    /// <summary>Subscales that have items here; each complete on its own.</summary>
    public IReadOnlyList<Subtotal> Subtotals => RecordedPart is { } part ? [part] :
    [
        .. Instrument.Subscales.Where(_ => RecordedTotal is null).Select(s => s.Items.Count == 0 ? new Subtotal(s.Id, null, 0)
            : new Subtotal(s.Id, Instrument.HasTotal && LeftOf(s.Items) == 0 ? Sum(s.Items) : null, LeftOf(s.Items))),
    ];

    /// <summary>Checks item by item and keeps what was answered; an absent item is not answered.</summary>
    /// <exception cref="InputException">An unknown item, a value outside its range, both of two alternatives, an unknown or missing variant; the place is <c>items.CODE</c>.</exception>
    public static Score Of(Instrument instrument, IReadOnlyDictionary<string, decimal> items, string? variant = null, DateOnly? date = null)
    {
        CheckVariant(instrument, variant);
        if (instrument.TotalsOnly(variant))
            throw new InputException("items", $"items of the variant '{variant:code}'", $"a total: the items of this variant are not known here");
        var kept = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (code, value) in items)
        {
            var place = $"items.{code}";
            if (instrument.AllItems.FirstOrDefault(i => i.Code == code) is not { } item)
            {
                if (!instrument.OpenItems || code.Length is 0 or > 40)
                    throw new InputException(place, $"an item that is not known here", Closest(instrument, code));
                if (value is < 0 or > 1000)
                    throw new InputException(place, $"{value}", $"a number from 0 to 1000");
            }
            else if (instrument.Computation == Computation.Single && instrument.RangeOf(variant) is { } range && !(value >= range.Min && value <= range.Max && item.Allows(value)))
                throw new InputException(place, $"{value}", item.Step == 1 ? Phrase($"{range.Min} to {range.Max}, a whole number") : Phrase($"{range.Min} to {range.Max}"));
            else if (!item.Allows(value))
                throw new InputException(place, $"{value}", item.Expected);
            kept[code] = value;
        }

        foreach (var group in instrument.AllItems.Where(i => i.OneOf is not null).GroupBy(i => i.OneOf!, StringComparer.Ordinal))
            if (group.Count(i => kept.TryGetValue(i.Code, out var v) && v > 0) > 1)
                throw new InputException($"items.{group.Last().Code}", $"{group.Select(i => Data(i.ShortName)).Aggregate((a, b) => Phrase($"{a} and {b}"))} both scored", $"one of them only");
        return new Score(instrument, variant, date, kept, null);
    }

    /// <summary>A total whose items were not recorded, such as in a published trial.</summary>
    /// <exception cref="InputException">The instrument has no known range, or the total lies outside it.</exception>
    public static Score OfTotal(Instrument instrument, decimal total, string? variant = null, DateOnly? date = null)
    {
        CheckVariant(instrument, variant);
        if (!instrument.HasTotal || instrument.RangeOf(variant) is not { Min: { } low, Max: { } high })
            throw new InputException("total", $"{total}", $"items: the range of {instrument.Name:data} was not read, so no total can be checked");
        if (total < low || total > high)
            throw new InputException("total", $"{total}", $"{low} to {high}");
        return new Score(instrument, variant, date, [], total);
    }

    /// <summary>One subscale whose items were not recorded, without the rest of the instrument: there is no total.</summary>
    /// <exception cref="InputException">No such subscale, one whose range was not read, or a value outside it.</exception>
    public static Score OfPart(Instrument instrument, string subscale, decimal value, string? variant = null, DateOnly? date = null)
    {
        CheckVariant(instrument, variant);
        var known = instrument.TotalsOnly(variant) ? [] : instrument.Subscales.Where(s => s.Score is { Min: not null, Max: not null }).ToList();
        if (known.FirstOrDefault(s => s.Id == subscale) is not { } part)
            throw new InputException("subscale", $"'{subscale:typed}'", known.Count == 0 ? Phrase($"no subscale: none of {instrument.Name:data} has a range that was read") : Phrase($"one of {string.Join(", ", known.Select(s => s.Id)):code}"));
        if (value < part.Score.Min || value > part.Score.Max)
            throw new InputException("total", $"{value}", $"{part.Score.Min} to {part.Score.Max}");
        return new Score(instrument, variant, date, [], null, new(part.Id, value, 0));
    }

    /// <summary>Codes of the items that are still to be answered; of alternatives the first.</summary>
    public IReadOnlyList<string> Missing => RecordedTotal is not null || RecordedPart is not null ? [] : [.. Open(Instrument.AllItems).Select(g => g.First().Code)];

    /// <summary>What a reader of this score must know.</summary>
    public IEnumerable<Finding> Findings()
    {
        var source = Instrument.Total;
        if (RecordedPart is { } part)
            yield return Note("SCALE-008", source, $"{Instrument.Name:data}: only {part.Id.Replace('_', ' '):data} was recorded, without its items; there is no total.");
        else if (RecordedTotal is not null)
            yield return Note("SCALE-002", source, $"{Instrument.Name:data}: the total was recorded, its items were not.");
        else if (!Instrument.HasTotal)
            yield return Note("SCALE-005", source, $"{Instrument.Name:data}: items are kept; its ranges were not read, so there is no total.");
        else if (Left > 0)
            yield return Note("SCALE-001", source, $"{Instrument.Name:data}: {Left} of {Instrument.AllItems.GroupBy(i => i.OneOf ?? i.Code).Count()} items are not answered, so there is no total.");
        if (Instrument.HasTotal && RecordedTotal is null && RecordedPart is null && Instrument.Subscales.Where(s => s.Items.Count == 0).ToList() is { Count: > 0 } unknown)
            yield return Note("SCALE-003", unknown[0], $"{Instrument.Name:data}: which items make {Listed(unknown.Select(s => Data(s.Name)))} is not known here; only the total is computed.");
        if (Total is not null && RecordedTotal is null && (Instrument.Formula?.AwaitsChecking == true || Instrument.AllItems.Any(i => i.AwaitsChecking)))
            yield return Note("SCALE-004", Instrument.Formula is { AwaitsChecking: true } formula ? formula : Instrument.AllItems.First(i => i.AwaitsChecking),
                $"{Instrument.Name:data}: the total rests on ranges or a formula that await checking.");
        foreach (var other in Instrument.KnownVariants)
            yield return Note("SCALE-006", other, $"{Instrument.Name:data}: {other.Text:data}");
    }

    public bool Equals(Score? other) =>
        other is not null && Instrument == other.Instrument && Variant == other.Variant && Date == other.Date
        && RecordedTotal == other.RecordedTotal && RecordedPart == other.RecordedPart && _items.SequenceEqual(other._items);

    public override int GetHashCode() => HashCode.Combine(Instrument, Variant, Date, RecordedTotal, RecordedPart, _items.Count);

    /// <summary><c>TWSTRS 42</c>.</summary>
    public Sentence Say() => Total is { } total ? Phrase($"{Instrument.Name:data} {total:0.####}") : Phrase($"{Instrument.Name:data}, no total");

    public override string ToString() => Say();

    decimal Computed() => Instrument.Computation switch
    {
        Computation.WeightedSum => Sum(Instrument.AllItems),
        Computation.Tsui => (V("A1") + V("A2") + V("A3")) * V("B") + V("C") + V("D1") * V("D2"),        // (A × B) + C + D; Tsui 1986
        Computation.Linear => Linear(Instrument.NumberedItems!),
        _ => V(Instrument.AllItems[0].Code),
    };

    decimal Linear(NumberedItems n)
    {
        var (low, high) = (n.Score.Min!.Value, n.Score.Max!.Value);
        return Math.Round(100 * (Sum(Instrument.AllItems) - n.Count * low) / (n.Count * (high - low)), 4);
    }

    decimal Sum(IEnumerable<ScaleItem> items) => items.Sum(i => i.Weight * V(i.Code));

    decimal V(string code) => _items.GetValueOrDefault(code);

    int LeftOf(IEnumerable<ScaleItem> items) => Open(items).Count();

    IEnumerable<IGrouping<string, ScaleItem>> Open(IEnumerable<ScaleItem> items) =>
        items.GroupBy(i => i.OneOf ?? i.Code, StringComparer.Ordinal).Where(g => !g.Any(i => _items.ContainsKey(i.Code)) && !IsIdle(g.First().Code));

    // Without any deviation its duration has no meaning, and without tremor neither has the tremor's.
    bool IsIdle(string code) => Instrument.Computation == Computation.Tsui && code switch
    {
        "B" => IsZero("A1") && IsZero("A2") && IsZero("A3"),
        "D2" => IsZero("D1"),
        _ => false,
    };

    bool IsZero(string code) => _items.TryGetValue(code, out var value) && value == 0;

    static void CheckVariant(Instrument instrument, string? variant)
    {
        if (variant is null ? instrument.VariantRequired : instrument.Variants.All(v => v.Id != variant))
            throw new InputException("variant", variant is null ? Phrase($"nothing") : Phrase($"'{variant:typed}'"), Expected());

        Sentence Expected()
        {
            if (instrument.Variants.Count == 0)
                return $"no variant";
            var ids = string.Join(", ", instrument.Variants.Select(v => v.Id));
            return instrument.VariantRequired ? Phrase($"one of {ids:code}: {instrument.Name:data} has forms that must not be mixed") : Phrase($"one of {ids:code}, or nothing");
        }
    }

    static Sentence Closest(Instrument instrument, string code)
    {
        var codes = instrument.AllItems.Select(i => i.Code).ToList();
        return EditDistance.Closest(code, codes) is { } close ? Phrase($"'{close:code}'?") : Phrase($"one of {string.Join(", ", codes):code}");
    }

    static Finding Note(string code, Fact fact, Sentence message) => Finding.From(fact, code, Severity.Note, message);
}

/// <summary>From one score to a later one of the same instrument and variant.</summary>
public sealed record ScoreChange
{
    ScoreChange(Score earlier, Score later) => (Earlier, Later) = (earlier, later);

    public Score Earlier { get; }

    public Score Later { get; }

    /// <summary>Later minus earlier; null when one of them has no total.</summary>
    public decimal? Points => Later.Total - Earlier.Total;

    /// <exception cref="InstrumentMismatchException">Two instruments, or two variants of one.</exception>
    public static ScoreChange Between(Score earlier, Score later) =>
        earlier.Instrument == later.Instrument && earlier.Variant == later.Variant
            ? new(earlier, later) : throw new InstrumentMismatchException(earlier, later);

    /// <summary>The change beside each published smallest change that mattered, with its population; no verdict.</summary>
    public IEnumerable<Finding> BesidePublished()
    {
        if (Points is not { } points)
            yield break;
        var name = Earlier.Instrument.Name;
        var moved = points switch
        {
            < 0 => Phrase($"{name:data} fell by {-points:0.##} points."),
            > 0 => Phrase($"{name:data} rose by {points:0.##} points."),
            _ => Phrase($"{name:data} did not change points."),
        };
        foreach (var fact in Earlier.Instrument.Mcid.Where(m => m.Points is not null))
        {
            var range = fact.Ci95 is { Min: { } low, Max: { } high } ? Phrase($" ({low} to {high})") : null;
            var direction = fact.Direction is { } stated ? Data(stated) : Phrase($"change");
            yield return Finding.From(fact, "SCALE-007", Severity.Note,
                $"{moved} {fact.Points} points{range}, {direction}, mattered in: {fact.Population:data}; anchor: {fact.Anchor:data}.{(fact.Note is { } note ? Phrase($" {note:data}.") : null)}");
        }
    }
}

/// <summary>Somebody tried to compare scores of two instruments, or of two variants of one.</summary>
public sealed class InstrumentMismatchException(Score a, Score b)
    : InvalidOperationException($"{a.Instrument.Name} ({a.Variant ?? "as published"}) and {b.Instrument.Name} ({b.Variant ?? "as published"}) do not compare.");

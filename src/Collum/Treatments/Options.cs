using Collum.Findings;
using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.Treatments;

public enum OptionKind { Toxin, OralDrug, Physiotherapy, Surgery, Nothing }

public sealed record OptionEvidence : Fact
{
    public required string Level { get; init; }
}

/// <summary>One way to go on, as it is told to the patient.</summary>
public sealed record Option
{
    public required string Id { get; init; }

    public required OptionKind Kind { get; init; }

    public required string Name { get; init; }

    public required string What { get; init; }

    public required IReadOnlyList<TextFact> Benefits { get; init; }

    public required IReadOnlyList<TextFact> Burdens { get; init; }

    /// <summary>Null when no level was read.</summary>
    public OptionEvidence? Evidence { get; init; }

    /// <summary>Id of <c>oral-drugs.json</c>.</summary>
    public string? Drug { get; init; }

    /// <summary>Product id.</summary>
    public string? Product { get; init; }

    /// <summary>Why it is not offered here; null when it is.</summary>
    public Sentence? NotHere { get; init; }
}

public sealed record ToxinOption
{
    public required string What { get; init; }

    public required IReadOnlyList<TextFact> Benefits { get; init; }

    public required IReadOnlyList<TextFact> Burdens { get; init; }
}

public sealed record OptionFile : KnowledgeFile
{
    public required TextFact FirstLine { get; init; }

    /// <summary>What every toxin product shares.</summary>
    public required ToxinOption Toxin { get; init; }

    public required IReadOnlyList<Option> Options { get; init; }
}

/// <summary>The options side by side, with their evidence.</summary>
/// <remarks>Levels come from different guidelines and trials: they are shown, never ranked, and side effects of products are not compared.</remarks>
public sealed class Options
{
    readonly OptionFile _content;
    readonly ToxinTable _toxins;

    public Options(string file, OptionFile content, ToxinTable toxins, OralDrugs drugs)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in content.Options)
        {
            if (!ids.Add(option.Id))
                throw new KnowledgeException(file, option.Id, "the id stands twice");
            if (option.Drug is { } drug && !drugs.ById.ContainsKey(drug))
                throw new KnowledgeException(file, $"{option.Id}.drug", $"'{drug}' is no oral drug");
        }

        (_content, _toxins) = (content, toxins);
        Ids = [.. toxins.Labels.Select(l => l.Id), .. content.Options.Select(o => o.Id)];
    }

    public TextFact FirstLine => _content.FirstLine;

    /// <summary>Every id a decision may name: products, and the other options.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Toxin products first (those without limits for the region say so), then the others.</summary>
    public IReadOnlyList<Option> For(Region region) =>
    [
        .. _toxins.Labels.Select(label => new Option
        {
            Id = label.Id, Kind = OptionKind.Toxin, Name = $"{label.Brands[0].Name} ({label.Id})", Product = label.Id,
            What = _content.Toxin.What, Benefits = _content.Toxin.Benefits, Burdens = _content.Toxin.Burdens,
            Evidence = label.EvidenceLevel is { } level
                ? new OptionEvidence { Level = level.Level, Source = level.Source, Status = level.Status, Locator = level.Locator, Note = level.Note }
                : null,
            NotHere = label.Covers(region) ? null : Phrase($"no limits of a {region.Called} label were read, so it cannot be planned here"),
        }).OrderBy(o => o.NotHere is not null),
        .. _content.Options,
    ];
}

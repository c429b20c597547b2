using Collum.Findings;
using Collum.Knowledge;

namespace Collum.Treatments;

/// <summary>A daily dose for orientation; an absent end is not known and never filled in.</summary>
public sealed record DailyDose : Fact
{
    public decimal? MinMgPerDay { get; init; }

    public decimal? MaxMgPerDay { get; init; }
}

/// <summary>A reason for care with an oral drug, and what in a person makes it apply; any one of its conditions suffices.</summary>
public sealed record OralDrugCaution : Fact
{
    public required string Text { get; init; }

    public required Severity Severity { get; init; }

    public int? AboveYears { get; init; }

    /// <summary>Question ids whose yes makes it apply.</summary>
    public IReadOnlyList<string> WithAnswers { get => field ?? []; init; }

    /// <summary>Interaction classes taken beside it.</summary>
    public IReadOnlyList<string> WithInteractions { get => field ?? []; init; }

    /// <summary>Kinds of drugs taken beside it.</summary>
    public IReadOnlyList<string> WithKinds { get => field ?? []; init; }

    /// <summary>Substances taken beside it.</summary>
    public IReadOnlyList<string> WithNames { get => field ?? []; init; }
}

/// <summary>An oral drug as it is talked over and recorded; the program never prescribes.</summary>
public sealed record OralDrug
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Class { get; init; }

    public required DailyDose StartDose { get; init; }

    public required DailyDose UsualDose { get; init; }

    public required DailyDose MaxDose { get; init; }

    public required IReadOnlyList<TextFact> WatchFor { get; init; }

    public required IReadOnlyList<OralDrugCaution> Cautions { get; init; }

    public required TextFact WithToxin { get; init; }

    public required IReadOnlyList<TextFact> EvidenceSummary { get; init; }

    public required IReadOnlyList<OralDrugEvidence> Evidence { get; init; }

    public string? Note { get; init; }
}

public sealed record OralDrugEvidence : Fact;

/// <summary>A question that only matters for an oral drug.</summary>
public sealed record OralDrugQuestion
{
    public required string Id { get; init; }

    public required string Question { get; init; }
}

public sealed record OralDrugFile : KnowledgeFile
{
    public required IReadOnlyList<TextFact> Rules { get; init; }

    public required TextFact Titration { get; init; }

    public required IReadOnlyList<OralDrugQuestion> Questions { get; init; }

    public required IReadOnlyList<OralDrug> Drugs { get; init; }
}

/// <summary>The oral drugs by id, checked.</summary>
public sealed class OralDrugs
{
    readonly Dictionary<string, OralDrug> _byId = new(StringComparer.Ordinal);

    public OralDrugs(string file, OralDrugFile content)
    {
        foreach (var drug in content.Drugs)
            if (!_byId.TryAdd(drug.Id, drug))
                throw new KnowledgeException(file, drug.Id, "the id stands twice");
        (Content, All) = (content, content.Drugs);
    }

    public OralDrugFile Content { get; }

    public IReadOnlyList<OralDrug> All { get; }

    public IReadOnlyDictionary<string, OralDrug> ById => _byId;

    public OralDrug this[string id] => _byId.TryGetValue(id, out var drug) ? drug : throw new KeyNotFoundException($"No oral drug '{id}'.");
}

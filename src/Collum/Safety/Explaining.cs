using Collum.Anatomy;
using Collum.Knowledge;
using Collum.Plans;
using Collum.Toxins;

namespace Collum.Safety;

/// <summary>An injected muscle that may explain a side effect.</summary>
public sealed record Explanation(Muscle Muscle, Side Side, Dose Dose, ExplainingWeight How, string Why, string Source, FactStatus Status);

/// <summary>Which muscles and doses of a treatment may explain a term.</summary>
public sealed class Explaining
{
    readonly Dictionary<string, ExplainingTerm> _terms = new(StringComparer.Ordinal);

    public Explaining(string file, ExplainingFile content, AdverseEvents events, Muscles muscles)
    {
        foreach (var term in content.Terms)
        {
            if (!events.ById.ContainsKey(term.Term))
                throw new KnowledgeException(file, term.Term, "is no side effect");
            if (!_terms.TryAdd(term.Term, term))
                throw new KnowledgeException(file, term.Term, "stands twice");
            if (term.Muscles.FirstOrDefault(m => !muscles.ById.ContainsKey(m.Muscle)) is { } unknown)
                throw new KnowledgeException(file, term.Term, $"'{unknown.Muscle}' is no muscle");
        }

        Rule = content.Rule;
    }

    public TextFact Rule { get; }

    /// <summary>Likely muscles first, then the larger dose; empty when the term is not known to come from any muscle given.</summary>
    public IReadOnlyList<Explanation> For(string term, IReadOnlyList<Site> sites) => !_terms.TryGetValue(term, out var known) ? [] :
    [
        .. from site in sites
           where !site.Dose.IsZero
           let row = known.Muscles.FirstOrDefault(m => m.Muscle == site.Muscle.Id) ?? known.Muscles.FirstOrDefault(m => site.Muscle.Members.Contains(m.Muscle))
           where row is not null
           orderby row.How descending, site.Dose.Units descending, site.Muscle.Id, site.Side
           select new Explanation(site.Muscle, site.Side, site.Dose, row.How, row.Why, row.Source, row.Status),
    ];
}

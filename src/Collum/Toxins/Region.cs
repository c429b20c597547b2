using Collum.Findings;

namespace Collum.Toxins;

/// <summary>The region whose label applies. There is no default region.</summary>
public sealed record Region : ISayable
{
    Region(string code, Sentence called) => (Code, Called) = (code, called);

    public string Code { get; }

    public Sentence Called { get; }

    public string Name => Called;

    public static IReadOnlyDictionary<string, Region> Known { get; } = new[]
    {
        new Region("US", Phrase($"United States")), new Region("EU", Phrase($"European Union")), new Region("UK", Phrase($"United Kingdom")),
        new Region("IE", Phrase($"Ireland")), new Region("CA", Phrase($"Canada")), new Region("AU", Phrase($"Australia")), new Region("NZ", Phrase($"New Zealand")),
        new Region("CH", Phrase($"Switzerland")), new Region("MX", Phrase($"Mexico")), new Region("CN", Phrase($"China")),
    }.ToDictionary(r => r.Code, StringComparer.Ordinal);

    /// <summary>Whether a row of <c>data/</c> speaks for this region: an empty list speaks for all, EU includes IE.</summary>
    public bool IsIn(IReadOnlyList<string> regions) =>
        regions.Count == 0 || regions.Contains(Code) || regions.Contains("ANY") || (Code == "IE" && regions.Contains("EU"));

    public Sentence Say() => Sentence.Code(Code);

    public override string ToString() => Code;
}

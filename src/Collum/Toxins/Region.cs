using Collum.Findings;

namespace Collum.Toxins;

/// <summary>The region whose label applies. There is no default region.</summary>
public sealed record Region : ISayable
{
    Region(string code, string name) => (Code, Name) = (code, name);

    public string Code { get; }

    public string Name { get; }

    public static IReadOnlyDictionary<string, Region> Known { get; } = new[]
    {
        new Region("US", "United States"), new Region("EU", "European Union"), new Region("UK", "United Kingdom"),
        new Region("IE", "Ireland"), new Region("CA", "Canada"), new Region("AU", "Australia"), new Region("NZ", "New Zealand"),
        new Region("CH", "Switzerland"), new Region("MX", "Mexico"), new Region("CN", "China"),
    }.ToDictionary(r => r.Code, StringComparer.Ordinal);

    /// <summary>Whether a row of <c>data/</c> speaks for this region: an empty list speaks for all, EU includes IE.</summary>
    public bool IsIn(IReadOnlyList<string> regions) =>
        regions.Count == 0 || regions.Contains(Code) || regions.Contains("ANY") || (Code == "IE" && regions.Contains("EU"));

    public Sentence Say() => Sentence.Code(Code);

    public override string ToString() => Code;
}

using System.Text.RegularExpressions;
using Collum.Safety;

namespace Collum.Tests.Safety;

/// <summary>docs/hazards.md says what the program does.</summary>
public sealed partial class HazardTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(HouseTests.Root, "docs", "hazards.md"));

    [Fact]
    public void Every_rule_stands_under_its_hazard()
    {
        IEnumerable<(string Code, string Hazard)> rules =
        [
            .. Shared.Medicine.PlanRules.All.Select(r => (r.Code, r.Hazard)),
            .. TreatmentRules.All.Select(r => (r.Code, r.Hazard)),
        ];

        Assert.Empty(rules.Where(r => !Row(r.Hazard).Contains(r.Code, StringComparison.Ordinal) && !InRange(Row(r.Hazard), r.Code)));
    }

    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var tests = string.Join('\n', Directory.EnumerateFiles(Path.Combine(HouseTests.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var named = TestName().Matches(Page).Select(m => m.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Where(name => !tests.Contains($" {name}(", StringComparison.Ordinal)));
    }

    static string Row(string hazard) => Page.Split('\n').FirstOrDefault(l => l.StartsWith($"| {hazard} ", StringComparison.Ordinal)) ?? "";

    // "DRUG-001 to DRUG-009 without DRUG-007" names a run of codes.
    static bool InRange(string row, string code) => Run().Matches(row).Any(m =>
        code.StartsWith(m.Groups[1].Value, StringComparison.Ordinal)
        && string.CompareOrdinal(code, m.Groups[1].Value + m.Groups[2].Value) >= 0
        && string.CompareOrdinal(code, m.Groups[1].Value + m.Groups[3].Value) <= 0);

    [GeneratedRegex(@"`([A-Z][A-Za-z]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"([A-Z]+-)(\d+) to \1(\d+)")]
    private static partial Regex Run();
}

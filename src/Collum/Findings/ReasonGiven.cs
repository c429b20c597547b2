namespace Collum.Findings;

/// <summary>A named person's written reason to go on in spite of a <see cref="Severity.Confirm"/>.</summary>
/// <param name="Code">Of the finding.</param>
/// <param name="Place">Of the finding; null answers every finding of the code.</param>
/// <param name="Text">In the person's own words.</param>
/// <param name="By">Who takes responsibility.</param>
public sealed record ReasonGiven(string Code, string? Place, string Text, string By)
{
    public bool Answers(Finding finding) =>
        finding.Code == Code && (Place is null || Place == finding.Place) && Text.Trim().Length >= 3 && By.Trim().Length > 0;

    public static ReasonGiven Read(InputReader reader) =>
        new(reader.Text("code"), reader.TextOrNull("place"), reader.Text("text"), reader.Text("by"));
}

public static class Signing
{
    /// <summary>What stands between a document and its signature: every stop, and every confirm that nobody gave a reason for.</summary>
    public static IReadOnlyList<Finding> Blocking(this IReadOnlyList<Finding> findings, IReadOnlyList<ReasonGiven> reasons) =>
        [.. findings.Where(f => f.Severity == Severity.Stop || (f.Severity == Severity.Confirm && !reasons.Any(r => r.Answers(f))))];
}

using Collum.Findings;

namespace Collum.Safety;

/// <summary>All rules that are asked of every plan.</summary>
public sealed class PlanRules
{
    /// <summary>Throws when two rules share a code: a code names one question for good.</summary>
    public PlanRules(IEnumerable<IPlanRule> rules)
    {
        All = [.. rules.OrderBy(r => r.Code, StringComparer.Ordinal)];
        if (All.Zip(All.Skip(1)).FirstOrDefault(p => p.First.Code == p.Second.Code) is { First: { } twice })
            throw new ArgumentException($"Two rules have the code {twice.Code}.", nameof(rules));
    }

    /// <summary>In order of their codes.</summary>
    public IReadOnlyList<IPlanRule> All { get; }

    /// <summary>Everything the rules say, gravest first, then in the order of the document.</summary>
    public IReadOnlyList<Finding> Check(PlanCase c) =>
        [.. All.SelectMany(r => r.Check(c)).OrderByDescending(f => f.Severity).ThenBy(f => f.Place ?? "", PlaceOrder.Instance).ThenBy(f => f.Code, StringComparer.Ordinal)];

    /// <summary>Paths into a document, in which <c>sites[10]</c> follows <c>sites[2]</c>.</summary>
    sealed class PlaceOrder : IComparer<string>
    {
        public static PlaceOrder Instance { get; } = new();

        public int Compare(string? x, string? y)
        {
            var (a, b) = (x ?? "", y ?? "");
            var (i, j) = (0, 0);
            while (i < a.Length && j < b.Length)
            {
                if (char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]))
                {
                    var (m, n) = (Number(a, ref i), Number(b, ref j));
                    if (m != n)
                        return m.CompareTo(n);
                }
                else if (a[i] != b[j])
                {
                    return a[i].CompareTo(b[j]);
                }
                else
                {
                    (i, j) = (i + 1, j + 1);
                }
            }

            return (a.Length - i).CompareTo(b.Length - j);
        }

        static long Number(string text, ref int at)
        {
            var n = 0L;
            for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
                n = Math.Min(n * 10 + (text[at] - '0'), int.MaxValue);
            return n;
        }
    }
}

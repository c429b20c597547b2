using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collum.Clinic.Charts;

namespace Collum.Clinic.Audit;

/// <summary>The two chains that make a lost or changed entry visible: one along each chart, one along everything the clinic wrote.</summary>
/// <remarks>
/// Chart: h₀ = SHA-256("collum-chart-1", clinic, chart); hₙ = SHA-256("collum-entry-1", clinic, chart, seq, kind, at, by, why, amends, body,
/// knowledge version, program version, key, hₙ₋₁). Clinic (the ledger): l₀ = SHA-256("collum-ledger-1", clinic); lₘ = SHA-256(lₘ₋₁ ‖ h of the entry
/// at position m). Each text goes in as its length in bytes, a colon and its UTF-8 bytes, an absent one as a hyphen, so no two entries run together into the same bytes.
/// </remarks>
static class EntryHash
{
    public const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static byte[] ChartStart(string clinic, string chartId) => Sum(["collum-chart-1", clinic, chartId], []);

    public static byte[] LedgerStart(string clinic) => Sum(["collum-ledger-1", clinic], []);

    public static byte[] Ledger(byte[] previous, byte[] entry) => SHA256.HashData([.. previous, .. entry]);

    public static byte[] Of(string clinic, Entry e) =>
        Sum(["collum-entry-1", clinic, e.ChartId, Number(e.Seq), e.Kind, Time(e.At), e.By, e.Why, e.Amends is { } a ? Number(a) : null,
            e.Body, e.KnowledgeVersion, e.ProgramVersion, e.Key], Convert.FromHexString(e.PreviousHash));

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    static string Number(long n) => n.ToString(CultureInfo.InvariantCulture);

    static byte[] Sum(ReadOnlySpan<string?> parts, ReadOnlySpan<byte> tail)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            if (part is null)
            {
                hash.AppendData("-"u8);
                continue;
            }

            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
            hash.AppendData(bytes);
        }

        hash.AppendData(tail);
        return hash.GetHashAndReset();
    }
}

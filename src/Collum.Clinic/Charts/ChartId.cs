using System.Text.RegularExpressions;
using Collum.Findings;

namespace Collum.Clinic.Charts;

/// <summary>The names charts go by: lower-case letters, digits and single hyphens, at most 64 characters.</summary>
public static partial class ChartId
{
    const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";       // Crockford's base 32: no i, l, o, u to misread

    /// <summary>A new one: 26 characters that sort by the time they were made.</summary>
    public static string New()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var number = new UInt128(BitConverter.ToUInt64([.. bytes[..8].ToArray().Reverse()]), BitConverter.ToUInt64([.. bytes[8..].ToArray().Reverse()]));
        Span<char> text = stackalloc char[26];
        for (var i = 25; i >= 0; i--, number >>= 5)
            text[i] = Digits[(int)(number & 31)];
        return new(text);
    }

    public static bool IsValid(string id) => id.Length <= 64 && Form().IsMatch(id);

    /// <summary>The id itself, or <see cref="InputException"/>.</summary>
    public static string Require(string id) => IsValid(id) ? id
        : throw new InputException("chart", $"'{(id.Length <= 70 ? id : id[..70] + "…"):typed}'", $"lower-case letters, digits and single hyphens, at most 64 characters, such as chart-017");

    [GeneratedRegex(@"\A[a-z0-9]+(?:-[a-z0-9]+)*\z")]
    private static partial Regex Form();
}

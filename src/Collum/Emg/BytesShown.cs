using System.Text;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>Bytes of a file as words of a message: what can be printed in quotes, and the bytes themselves where that would hide something.</summary>
static class BytesShown
{
    static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>UTF-8, as the standards have it, else Latin-1, as many recorders write.</summary>
    public static string Text(ReadOnlySpan<byte> bytes, out bool wasLatin)
    {
        wasLatin = false;
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            wasLatin = true;
            return Encoding.Latin1.GetString(bytes);
        }
    }

    public static Sentence Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return $"nothing";
        var cut = bytes[..Math.Min(40, bytes.Length)];
        var plain = cut.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0;
        var all = plain ? cut : cut[..Math.Min(16, cut.Length)];
        var more = all.Length < bytes.Length ? "…" : "";
        return plain ? Phrase($"'{Encoding.ASCII.GetString(all):typed}'{more:code}") : Phrase($"bytes {Convert.ToHexString(all) + more:code}");
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Collum.App.Print;

/// <summary>How words stand on paper.</summary>
static class Text
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Safe inside HTML. Control characters and marks that turn the direction of writing are left out: they could hide or reorder what is printed.</summary>
    public static string Encode(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            plain.Append(Rune.IsControl(rune) || IsDirection(rune.Value) ? " " : rune.ToString());
        return Encoder.Encode(plain.ToString().Trim());
    }

    static bool IsDirection(int c) => c is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x200E or 0x200F or 0x061C or 0xFEFF;
}

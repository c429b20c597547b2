using System.Globalization;
using Collum.Toxins;

namespace Collum.App.Cli;

/// <summary>Reads what stands behind an option, and says in one line what was found and what is expected.</summary>
static class Options
{
    public static DateOnly? Day(string? text, string option) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw CallException.Wrong($"{option}: found '{Short(text)}'; expected a date such as 2026-11-20.");

    public static Product Product(string text, Medicine medicine) => medicine.Toxins.Products.TryGetValue(text, out var product) ? product
        : throw CallException.Wrong($"--product: found '{Short(text)}'; expected one of {string.Join(", ", medicine.Toxins.Products.Keys.Order(StringComparer.Ordinal))}.");

    public static Region Region(string text) => Toxins.Region.Known.TryGetValue(text, out var region) ? region
        : throw CallException.Wrong($"--region: found '{Short(text)}'; expected one of {string.Join(", ", Toxins.Region.Known.Keys)}.");

    public static string Short(string text) => TextTable.Printable(text.Length > 60 ? text[..60] + "…" : text);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Collum.App.Language;

/// <summary>How a country writes dates, times and numbers. The words come from the <see cref="Texts"/>; commands, documents and stored entries know no country.</summary>
/// <remarks>
/// From the CLDR figures in the machine's ICU library. Where CLDR has no form of the language for the country (Japan and English), the dates take the language's
/// form for the world, and signs and hours are those that most of the country's own languages have.
/// </remarks>
sealed partial class Country
{
    Country(string? code, string name, string longDate, string time, string decimalSign, string groupSign, int[] groups)
    {
        (Code, Name, LongDate, Time, DecimalSign) = (code, name, longDate, time, decimalSign);
        DayAndMonth = Year().Replace(longDate, "");
        DayOfYear = $"dddd{(longDate.StartsWith('M') ? "," : "")} {DayAndMonth}";
        ShortDate = longDate.Replace("MMMM", "MMM", StringComparison.Ordinal);
        Numbers = NumberFormatInfo.ReadOnly(new() { NumberDecimalSeparator = decimalSign, NumberGroupSeparator = groupSign, NumberGroupSizes = groups, NegativeSign = "\u2212" });
        Fields = NumberFormatInfo.ReadOnly(new() { NumberDecimalSeparator = decimalSign, NumberGroupSeparator = "", NegativeSign = "-" });
    }

    /// <summary>No country: 20 November 2026, 14:05, 1,234.5.</summary>
    public static Country None { get; } = new(null, "none", "d MMMM yyyy", "HH:mm", ".", ",", [3]);

    /// <summary>Whether the machine knows any country: without an ICU library it knows none.</summary>
    public static bool AreKnown => Codes.Count > 0;

    /// <summary>Every code that <see cref="Find"/> takes.</summary>
    public static IReadOnlyList<string> Codes => [.. All.Value.Keys.Order(StringComparer.Ordinal)];

    /// <summary>ISO 3166-1, two letters; null for none.</summary>
    public string? Code { get; }

    public string Name { get; }

    /// <summary>Day, month in letters, year.</summary>
    public string LongDate { get; }

    public string ShortDate { get; }

    /// <summary>Day of the week, day and month.</summary>
    public string DayOfYear { get; }

    /// <summary>Day and month in letters.</summary>
    public string DayAndMonth { get; }

    /// <summary>Hour and minute, of 12 or of 24 hours.</summary>
    public string Time { get; }

    public string DecimalSign { get; }

    /// <summary>Numbers to be read: thousands in groups, a real minus.</summary>
    public NumberFormatInfo Numbers { get; }

    /// <summary>Numbers to be typed: no groups, the keyboard's minus.</summary>
    public NumberFormatInfo Fields { get; }

    /// <summary>The form of a country; null when the code is none or the machine knows no countries.</summary>
    /// <param name="code">ISO 3166-1, two letters, in any case.</param>
    /// <param name="language">Of the texts.</param>
    public static Country? Find(string code, string language)
    {
        code = code.ToUpperInvariant();
        if (!All.Value.TryGetValue(code, out var own))
            return null;
        var main = language.Split('-')[0];
        var exact = own.FirstOrDefault(c => c.Name == $"{main}-{code}");
        var dates = exact ?? CultureInfo.GetCultureInfo(main == "en" ? "en-001" : main);
        var time = exact?.DateTimeFormat.ShortTimePattern ?? (Most(own, c => c.DateTimeFormat.ShortTimePattern.Contains('H') ? "HH:mm" : "h:mm tt"));
        return new(code, new RegionInfo(code).EnglishName, WithoutWeekday(dates.DateTimeFormat.LongDatePattern), time,
            exact is not null ? Sign(exact.NumberFormat.NumberDecimalSeparator) : Most(own, c => Sign(c.NumberFormat.NumberDecimalSeparator)),
            exact is not null ? exact.NumberFormat.NumberGroupSeparator : Most(own, c => c.NumberFormat.NumberGroupSeparator),
            exact?.NumberFormat.NumberGroupSizes ?? [3]);

        // Arabic and Persian signs belong to digits that these texts are not written in.
        static string Sign(string sign) => sign == "," ? "," : ".";
    }

    /// <summary>The code that was probably meant: of a country named in English, or of one that is often written otherwise.</summary>
    public static string? Suggested(string typed) => typed.ToUpperInvariant() is "UK" or "ENGLAND" or "SCOTLAND" or "WALES" ? "GB for the United Kingdom"
        : Codes.FirstOrDefault(c => new RegionInfo(c).EnglishName.Equals(typed.Trim(), StringComparison.OrdinalIgnoreCase) || new RegionInfo(c).ThreeLetterISORegionName.Equals(typed.Trim(), StringComparison.OrdinalIgnoreCase)) is { } code
            ? $"{code} for {new RegionInfo(code).EnglishName}" : null;

    /// <summary>The number that was typed; null when it is none.</summary>
    /// <param name="text">Comma and point both part the decimals.</param>
    /// <param name="doubt">What to type instead, where the text could be read as two numbers and is therefore read as neither.</param>
    /// <remarks>
    /// 1,500 is one and a half to one reader and fifteen hundred to another: a dose is not guessed. A sign before exactly three digits is only read as the decimal
    /// sign where the country writes it so and the digits do not end in a zero, which this program never writes there.
    /// </remarks>
    public decimal? Read(string text, out TypedDoubt? doubt)
    {
        doubt = null;
        var plain = text.Trim().Replace('\u2212', '-');
        if (Grouped().Match(plain) is { Success: true } found)
        {
            var (sign, whole, mark, tail) = (found.Groups["sign"].Value, found.Groups["whole"].Value, found.Groups["mark"], found.Groups["tail"].Value);
            var isOne = mark.Captures.Count == 1 && tail.Length == 0 && mark.Value is "." or ",";
            if (!isOne || mark.Value != DecimalSign || whole[^1] == '0')
            {
                var decimals = isOne ? whole[^3..].TrimEnd('0') : "";
                doubt = new(sign + Mark().Replace(whole, "") + (tail.Length > 0 ? DecimalSign + tail[1..] : ""),
                    !isOne ? null : sign + whole[..^4] + (decimals.Length > 0 ? DecimalSign + decimals : ""));
                return null;
            }
        }

        return decimal.TryParse(plain.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // "dddd, d MMMM yyyy" without its "dddd, ".
    static string WithoutWeekday(string pattern) => Weekday().Replace(pattern, "").Trim(' ', ',', '،', '.', '-');

    static T Most<T>(IReadOnlyList<CultureInfo> cultures, Func<CultureInfo, T> of) => cultures.GroupBy(of).OrderByDescending(g => g.Count()).First().Key;

    // CLDR has cultures for places that ISO gives no code to, such as Diego Garcia.
    static bool IsCountry(string code)
    {
        try
        {
            return new RegionInfo(code).TwoLetterISORegionName == code;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<CultureInfo>>> All = new(() => CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Where(c => Ending().IsMatch(c.Name)).GroupBy(c => c.Name[^2..], StringComparer.Ordinal).Where(g => IsCountry(g.Key)).ToDictionary(g => g.Key, g => (IReadOnlyList<CultureInfo>)[.. g], StringComparer.Ordinal));

    [GeneratedRegex("-[A-Z]{2}$")]
    private static partial Regex Ending();

    [GeneratedRegex(@"\s*dddd\W*|\W*dddd$")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\W*y+$|^y+\W*")]
    private static partial Regex Year();

    [GeneratedRegex(@"^(?<sign>[+-]?)(?<whole>[1-9][0-9]{0,2}(?:(?<mark>[.,'’ \u00A0\u202F\u2009])[0-9]{3})+)(?<tail>[.,][0-9]+)?$")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"[.,'’ \u00A0\u202F\u2009]")]
    private static partial Regex Mark();
}

/// <summary>A number that was typed with a sign that may part thousands or decimals.</summary>
/// <param name="WithThousands">What to type if thousands were meant.</param>
/// <param name="WithDecimals">What to type if decimals were meant; null where they cannot have been.</param>
sealed record TypedDoubt(string WithThousands, string? WithDecimals);

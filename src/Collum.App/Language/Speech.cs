using System.Globalization;
using Collum.Findings;

namespace Collum.App.Language;

/// <summary>Says sentences of the rules in a language, with numbers and days as a country writes them.</summary>
sealed class Speech(Texts texts, Country country, CultureInfo culture) : ISpeech
{
    public string Number(IFormattable number, string? format) => number.ToString(format, country.Numbers);

    public string Day(DateOnly day, string? format) => day.ToString(format switch { null or "d MMMM yyyy" => country.LongDate, "yyyy-MM-dd" => country.ShortDate, "d MMMM" => country.DayAndMonth, _ => format }, culture);

    public string Time(TimeOnly time) => time.ToString(country.Time, culture).ToLower(culture);

    public string Say(string template, ReadOnlySpan<(string Name, object? Value)> values) => texts.SaySentence(template, values);

    public string Data(string words) => texts.Data(words);

    public string Start(string text) => text.Length == 0 ? text : char.ToUpper(text[0], culture) + text[1..];
}

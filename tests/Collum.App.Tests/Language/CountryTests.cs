using System.Globalization;
using Collum.App.Language;
using Collum.App.Pages;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.App.Tests.Language;

/// <summary>Dates and numbers as the clinic's country writes them, and typed numbers that are read back and never guessed.</summary>
public class CountryTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 20, 14, 5, 0, TimeSpan.Zero);

    static Words In(string? code) => new(Texts.English, code is null ? Country.None : Country.Find(code, "en") ?? throw new ArgumentException(code));

    // As CLDR has them for English in these countries; Japan has no English of its own: the world's order, and the country's signs.
    [Theory]
    [InlineData(null, "20 November 2026", "20 Nov 2026", "14:05", "−1,234.5")]
    [InlineData("US", "November 20, 2026", "Nov 20, 2026", "2:05 pm", "−1,234.5")]
    [InlineData("GB", "20 November 2026", "20 Nov 2026", "14:05", "−1,234.5")]
    [InlineData("AT", "20 November 2026", "20 Nov 2026", "14:05", "−1.234,5")]
    [InlineData("CH", "20 November 2026", "20 Nov 2026", "14:05", "−1’234.5")]
    [InlineData("SE", "20 November 2026", "20 Nov 2026", "14:05", "−1\u00A0234,5")]
    [InlineData("JP", "20 November 2026", "20 Nov 2026", "14:05", "−1,234.5")]
    public void Dates_times_and_numbers_are_written_as_the_country_does(string? code, string day, string shortDay, string time, string number)
    {
        Assert.SkipUnless(code is null || Country.AreKnown, "This machine has no ICU library.");
        var words = In(code);
        Assert.Equal([day, shortDay, time, number], [words.Day(new(2026, 11, 20)), words.ShortDay(new(2026, 11, 20)), words.Time(Noon).Replace('\u202F', ' '), words.Number(-1234.5m)]);
    }

    [Theory]
    [InlineData(null, "Friday 20 November", "en")]
    [InlineData("US", "Friday, November 20", "en-US")]
    [InlineData("AT", "Friday 20 November", "en-AT")]
    public void A_heading_has_its_day_of_the_week_and_the_page_says_its_country(string? code, string heading, string language)
    {
        Assert.SkipUnless(code is null || Country.AreKnown, "This machine has no ICU library.");
        Assert.Equal((heading, language), (In(code).TodayHeading(new(2026, 11, 20)), In(code).Language));
    }

    [Fact]
    public void What_a_field_shows_is_read_back_as_the_same_number_in_every_country()
    {
        var countries = Country.Codes.Select(c => In(c)).Append(In(null)).ToArray();
        Prop.ForAll(Gen.Choose(0, countries.Length - 1).ToArbitrary(), Gen.Choose(int.MinValue / 2, int.MaxValue / 2).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), (at, digits, places) =>
        {
            var number = digits / (decimal)Math.Pow(10, places);
            var shown = countries[at].Field(number);
            return (countries[at].Country.Read(shown, out var doubt) == number && doubt is null).Label($"{countries[at].Country.Code}: {shown}");
        }).QuickCheckThrowOnFailure();
        foreach (var words in countries)
            foreach (var number in (decimal[])[0, 1.125m, 1.5m, 1.001m, 999.999m, 1000, 1500, 0.125m, -2.125m, 123456.7891m])
                Assert.Equal(number, words.Country.Read(words.Field(number), out _));
    }

    [Fact]
    public void Comma_and_point_both_part_decimals_in_every_country()
    {
        foreach (var words in Country.Codes.Select(c => In(c)).Append(In(null)))
            foreach (var typed in (string[])["2,5", "2.5", " 2,50 ", "2.5000"])
                Assert.Equal(2.5m, words.Country.Read(typed, out _));
    }

    [Theory]
    [InlineData("AT", "1.500", "1500", "1,5")]
    [InlineData("AT", "1.125", "1125", "1,125")]
    [InlineData("AT", "1,500", "1500", "1,5")]
    [InlineData("US", "1,500", "1500", "1.5")]
    [InlineData("US", "1,125", "1125", "1.125")]
    [InlineData("US", "-1,125", "-1125", "-1.125")]
    [InlineData(null, "1,125", "1125", "1.125")]
    [InlineData("SE", "1 500", "1500", null)]
    [InlineData("CH", "1’500", "1500", null)]
    [InlineData("CH", "1'500.5", "1500.5", null)]
    [InlineData("AT", "1.234.567", "1234567", null)]
    [InlineData("AT", "1.234,5", "1234,5", null)]
    [InlineData("JP", "12,000", "12000", "12")]
    public void A_number_that_could_be_thousands_is_refused_and_both_ways_to_type_it_are_said(string? code, string typed, string thousands, string? decimals)
    {
        Assert.SkipUnless(code is null || Country.AreKnown, "This machine has no ICU library.");
        var words = In(code);

        Assert.Null(words.Country.Read(typed, out var doubt));
        Assert.Equal(new TypedDoubt(thousands, decimals), doubt);
        Assert.NotNull(words.Country.Read(thousands, out _));
        Assert.True(decimals is null || words.Country.Read(decimals, out _) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("much")]
    [InlineData("1e9")]
    [InlineData("1,2,3")]
    [InlineData("٣")]
    [InlineData("--1")]
    public void What_is_no_number_is_none_and_in_no_doubt(string typed)
    {
        Assert.Null(Country.None.Read(typed, out var doubt));
        Assert.Null(doubt);
    }

    [Theory]
    [InlineData("QQ")]
    [InlineData("AUT")]
    [InlineData("")]
    public void A_code_that_is_no_country_is_found_nowhere(string code) => Assert.Null(Country.Find(code, "en"));

    [Fact]
    public void Every_country_writes_dates_without_the_weekday_and_numbers_with_a_comma_or_a_point()
    {
        foreach (var code in Country.Codes)
        {
            var country = Country.Find(code, "en")!;
            Assert.True(country.DecimalSign is "," or "." && country.Numbers.NumberGroupSeparator != country.DecimalSign, code);
            Assert.DoesNotContain("dddd", country.LongDate);
            Assert.Equal(new DateOnly(2026, 2, 3), DateOnly.ParseExact(In(code).Day(new(2026, 2, 3)), country.LongDate, CultureInfo.InvariantCulture));
        }
    }
}

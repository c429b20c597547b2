using System.Globalization;
using Collum.App.Language;

namespace Collum.App.Tests.Language;

public class MessageTests
{
    static readonly PluralRule English = PluralRule.Read("one: i = 1 and v = 0");

    static string Say(string text, params (string Name, object? Value)[] values) => Message.Read(text).Say(values, English, n => n.ToString("#,0.##", CultureInfo.InvariantCulture));

    [Fact]
    public void Values_stand_at_their_names() => Assert.Equal("Splenius capitis, 1,500 U", Say("{muscle}, {units} U", ("units", 1500m), ("muscle", "Splenius capitis")));

    [Theory]
    [InlineData(0, "no line")]
    [InlineData(1, "1 line")]
    [InlineData(2, "2 lines")]
    [InlineData(1200, "1,200 lines")]
    public void A_count_takes_its_form(int count, string said) => Assert.Equal(said, Say("{n, plural, =0 {no line} one {# line} other {# lines}}", ("n", count)));

    [Fact]
    public void A_form_may_hold_other_values_and_other_forms() =>
        Assert.Equal("2 stops, 1 waits in A", Say("{stops, plural, other {# stops}}, {open, plural, one {# waits in {where}} other {# wait}}", ("stops", 2), ("open", 1), ("where", "A")));

    [Fact]
    public void Yes_no_nothing_and_words_of_an_enumeration_are_chosen_by_their_names()
    {
        Assert.Equal("late", Say("{is, select, yes {late} other {early}}", ("is", true)));
        Assert.Equal("nobody", Say("{by, select, none {nobody} other {{by}}}", ("by", null)));
        Assert.Equal("Anna", Say("{by, select, none {nobody} other {{by}}}", ("by", "Anna")));
        Assert.Equal("it is Monday", Say("{day, select, Monday {it is Monday} other {another}}", ("day", DayOfWeek.Monday)));
    }

    [Fact]
    public void A_value_that_is_not_given_is_seen() => Assert.Equal("of {units} U", Say("of {units} U"));

    [Fact]
    public void Apostrophes_take_the_meaning_from_braces() => Assert.Equal("the patient's {own} # it's", Say("the patient's '{own}' # it''s"));

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("a {n, plural, one {x}}")]
    [InlineData("{n, plural, one {x} one {y} other {z}}")]
    [InlineData("{n, often, other {z}}")]
    [InlineData("{n, plural, other {z}")]
    [InlineData("{n other}")]
    public void What_cannot_be_read_names_its_place(string text) => Assert.StartsWith("found ", Assert.Throws<FormatException>(() => Message.Read(text)).Message);

    // Forms as Unicode's CLDR 45 gives them for these numbers (charts/45/supplemental/language_plural_rules.html), written down by hand.
    [Theory]
    [InlineData("one: i = 1 and v = 0", "1", "one")]
    [InlineData("one: i = 1 and v = 0", "1.5", "other")]
    [InlineData("one: i = 1 and v = 0", "0", "other")]
    [InlineData("one: i = 0,1", "1.5", "one")]
    [InlineData("one: i = 1 and v = 0; few: v = 0 and i % 10 = 2..4 and i % 100 != 12..14; many: v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14", "22", "few")]
    [InlineData("one: i = 1 and v = 0; few: v = 0 and i % 10 = 2..4 and i % 100 != 12..14; many: v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14", "12", "many")]
    [InlineData("one: i = 1 and v = 0; few: v = 0 and i % 10 = 2..4 and i % 100 != 12..14; many: v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14", "1.5", "other")]
    [InlineData("zero: n = 0; one: n = 1; two: n = 2; few: n % 100 = 3..10; many: n % 100 = 11..99", "103", "few")]
    [InlineData("zero: n = 0; one: n = 1; two: n = 2; few: n % 100 = 3..10; many: n % 100 = 11..99", "3.5", "other")]
    public void A_language_brings_its_own_rule(string rule, string number, string form) => Assert.Equal(form, PluralRule.Read(rule).Of(decimal.Parse(number, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("one")]
    [InlineData("one: q = 1")]
    [InlineData("one: i = a")]
    [InlineData("one: i % x = 1")]
    public void A_rule_that_cannot_be_read_is_named(string rule) => Assert.Contains("expected", Assert.Throws<FormatException>(() => PluralRule.Read(rule)).Message);
}

using System.Globalization;
using Collum.Findings;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Findings;

public class SentenceTests
{
    // The reader's own way: everything is shown to have gone through it.
    sealed class Loud : ISpeech
    {
        public string Number(IFormattable number, string? format) => $"<{number.ToString(format, CultureInfo.InvariantCulture)}>";

        public string Day(DateOnly day, string? format) => $"<{day:yyyyMMdd}>";

        public string Time(TimeOnly time) => $"<{time:HHmm}>";

        public string Say(string template, ReadOnlySpan<(string Name, object? Value)> values)
        {
            foreach (var (name, value) in values)
                template = template.Replace($"{{{name}}}", (value as Figure)?.Shown ?? value?.ToString(), StringComparison.Ordinal);
            return $"[{template}]";
        }

        public string Data(string words) => words.ToUpperInvariant();

        public string Start(string text) => "^" + text;
    }

    [Fact]
    public void The_English_is_that_of_the_interpolated_string()
    {
        var (dose, day, name) = (12.50m, new DateOnly(2026, 11, 20), "splenius capitis");
        Sentence sentence = $"{dose:0.##} U to the {name:data} on {day}, {3:# point|# points}.";
        Assert.Equal("12.5 U to the splenius capitis on 20 November 2026, 3 points.", sentence.ToString());
    }

    [Theory]
    [InlineData(1, "1 line follows")]
    [InlineData(0, "0 lines follow")]
    [InlineData(2, "2 lines follow")]
    public void The_number_decides_the_form(int lines, string english) =>
        Assert.Equal(english, Sentence.Phrase($"{lines:# line follows|# lines follow}").ToString());

    [Fact]
    public void A_language_gets_the_template_and_each_value_in_its_own_form()
    {
        Sentence inner = $"{2.5m:0.0} mL";
        Sentence sentence = $"{inner} of {"saline":data}, '{"as typed":typed}', {new DateOnly(2026, 1, 2)}, {new TimeOnly(14, 5)}";
        Assert.Equal("2.5 mL of saline, 'as typed', 2 January 2026, 14:05", sentence.ToString());
        Assert.Equal("[[<2.5> mL] of SALINE, ''as typed', <20260102>, <1405>]", sentence.In(new Loud()));
    }

    [Fact]
    public void A_part_that_is_not_there_says_nothing()
    {
        Sentence? more = null;
        Assert.Equal("Kept.", Sentence.Phrase($"Kept{more}.").ToString());
        Assert.Equal("[Kept.]", Sentence.Phrase($"Kept{more}.").In(new Loud()));
    }

    [Fact]
    public void Words_over_two_lines_are_one_template()
    {
        Sentence sentence = $"It's '{1}' "
            + $"and {{2}}: 'quoted'.";
        Assert.Equal("It's '1' and {2}: 'quoted'.", sentence.ToString());
        Assert.Equal("It's ''{0}' and '{'2'}': 'quoted'.", sentence.Template);
    }

    [Fact]
    public void A_large_first_letter_is_put_on_in_the_reader_s_language()
    {
        var start = Sentence.Data("levator").Start();
        Assert.Equal("Levator: kept", Sentence.Phrase($"{start}: kept").ToString());
        Assert.Equal("[^LEVATOR: kept]", Sentence.Phrase($"{start}: kept").In(new Loud()));
    }

    [Fact]
    public void Lists_are_parts_of_the_sentence()
    {
        Sentence[] three = [$"a", $"b", $"c"];
        Assert.Equal("a, b, c", Sentence.Listed(three).ToString());
        Assert.Equal("a; b; c", Sentence.Apart(three).ToString());
        Assert.Equal("a, b and c", Sentence.And(three).ToString());
        Assert.Equal("a", Sentence.And(three[..1]).ToString());
        Assert.Equal("", Sentence.Listed([]).ToString());
    }

    [Fact]
    public void Two_sentences_are_equal_when_they_read_alike() =>
        Assert.Equal(Sentence.Phrase($"{2} points"), Sentence.AsWritten("2 points"));

    [Fact]
    public void In_JSON_it_is_its_English_and_is_read_back_as_it_was_written()
    {
        var finding = new Finding("X-1", Severity.Note, $"{1.50m:0.##} mL", "arithmetic");
        var json = OutputJson.Write(finding);
        Assert.Contains("\"message\":\"1.5 mL\"", json, StringComparison.Ordinal);
        Assert.Equal(finding, System.Text.Json.JsonSerializer.Deserialize<Finding>(json, OutputJson.Options));
    }

    [Fact]
    public void A_number_that_is_none_is_said_and_breaks_nothing() =>
        Assert.Equal("[<NaN> and <Infinity>]", Sentence.Phrase($"{double.NaN} and {double.PositiveInfinity}").In(new Loud()));

    [Fact]
    public void Whatever_a_person_types_stands_in_the_sentence_as_typed() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), typed =>
        {
            Sentence sentence = $"Found '{typed.Get:typed}'; expected {3} letters.";
            return sentence.ToString() == $"Found '{typed.Get}'; expected 3 letters." && sentence.Template == "Found ''{0}'; expected {1} letters.";
        }).QuickCheckThrowOnFailure();
}

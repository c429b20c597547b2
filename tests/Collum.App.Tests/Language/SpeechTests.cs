using System.Globalization;
using System.Text;
using Collum.App.Language;
using Collum.App.Pages;
using Collum.Clinic.Registry;
using Collum.Findings;
using Collum.Plans;

namespace Collum.App.Tests.Language;

/// <summary>What the rules say, in a language and as a country writes numbers and days.</summary>
public sealed class SpeechTests
{
    static Words Polish(params (string English, string Own)[] sentences) => new(
        new Texts("pl", new Dictionary<string, string>(Texts.English.Source) { [Texts.RuleKey] = "one: i = 1 and v = 0; few: v = 0 and i % 10 = 2..4 and i % 100 != 12..14; many: v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14" },
            sentences.ToDictionary(s => s.English, s => s.Own), new Dictionary<string, string> { ["Trapezius."] = "Mięsień czworoboczny.", ["levator"] = "dźwigacz" }), Country.Find("PL", "pl") ?? Country.None);

    [Fact]
    public void English_without_a_country_is_what_the_record_holds() =>
        Assert.Equal("-1.5 mL on 2 January 2026", Words.English.Of($"{-1.5m:0.##} mL on {new DateOnly(2026, 1, 2)}"));

    [Fact]
    public void English_of_a_country_has_its_signs_and_order()
    {
        Assert.SkipUnless(Country.AreKnown, "This machine has no ICU library.");
        Sentence sentence = $"{1234.5m:#,0.##} mL on {new DateOnly(2026, 1, 2)}";
        Assert.Equal("Jan 2, 2026, 2:05 pm", new Words(Texts.English, Country.Find("US", "en")!).Of($"{new DateOnly(2026, 1, 2):yyyy-MM-dd}, {new TimeOnly(14, 5)}").Replace('\u202F', ' '));
        Assert.Equal("1,234.5 mL on January 2, 2026", new Words(Texts.English, Country.Find("US", "en")!).Of(sentence));
        Assert.Equal("1.234,5 mL on 2 January 2026", new Words(Texts.English, Country.Find("AT", "en")!).Of(sentence));
    }

    [Theory]
    [InlineData(1, "1 wiersz")]
    [InlineData(3, "3 wiersze")]
    [InlineData(12, "12 wierszy")]
    public void The_number_takes_the_form_that_the_language_has_for_it(int lines, string own) =>
        Assert.Equal(own, Polish(("{0, plural, one {# line} other {# lines}}", "{0, plural, one {# wiersz} few {# wiersze} other {# wierszy}}")).Of($"{lines:# line|# lines}"));

    [Fact]
    public void A_language_may_choose_a_form_where_English_has_none() =>
        Assert.Equal("1,50 punkt", Polish(("{0} points", "{0, plural, one {# punkty} other {# punkt}}")).Of($"{1.5m:0.00} points").Replace('.', ','));

    [Fact]
    public void Values_stand_where_the_translation_puts_them() =>
        Assert.Equal("B, potem A", Polish(("{0} before {1}", "{1}, potem {0}")).Of($"{"A":code} before {"B":code}"));

    [Fact]
    public void What_is_not_translated_is_said_in_English()
    {
        Assert.Equal("2 lines left", Polish().Of($"{2:# line|# lines} left"));
        Assert.Equal("'{x}' isn't '#1', it's the label's {a}", Polish().Of($"'{"{x}":typed}' isn't '#{"1":code}', it's the label's {{a}}"));
    }

    [Fact]
    public void Words_of_the_knowledge_are_translated_within_a_sentence_and_without_their_stop()
    {
        Assert.Equal("Dźwigacz: kept, Mięsień czworoboczny", Polish().Of($"{Sentence.Data("levator").Start()}: kept, {"Trapezius":data}"));
        Assert.Equal("'levator'", Polish().Of($"'{"levator":typed}'"));
    }

    [Fact]
    public void A_file_of_a_translation_may_hold_keys_that_differ_in_capitals_alone()
    {
        var read = Texts.ReadResx(new MemoryStream(Encoding.UTF8.GetBytes("""<root><data name="EMG"><value>das EMG</value></data><data name="emg"><value>mit EMG</value></data></root>""")));
        Assert.Equal(("das EMG", "mit EMG"), (read["EMG"], read["emg"]));
        Assert.Contains("'emg' twice", Assert.Throws<FormatException>(() => Texts.ReadResx(new MemoryStream(Encoding.UTF8.GetBytes("""<root><data name="emg"/><data name="emg"/></root>""")))).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Texts.ReadResx(new MemoryStream("no file of texts"u8.ToArray())));
    }

    [Fact]
    public void What_cannot_be_read_is_named_with_its_file_and_key()
    {
        var wrong = Assert.Throws<FormatException>(() => new Texts("de", Texts.English.Source, new Dictionary<string, string> { ["{0} lines"] = "{0, plural, one {Zeile}}" }));
        Assert.StartsWith("Sentences.de.resx, {0} lines: ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_within_a_sentence_keeps_the_capital_that_its_language_gives_it() =>
        Assert.Equal("Muskelrelaxanzien", new Words(new Texts("de", Texts.English.Source, null, new Dictionary<string, string> { ["Muscle relaxants"] = "Muskelrelaxanzien" }), Country.None).Of(Sentence.Data("muscle relaxants")));

    [Fact]
    public void Months_have_the_names_of_the_country()
    {
        Assert.SkipUnless(Country.AreKnown, "This machine has no ICU library.");
        Sentence day = $"{new DateOnly(2026, 1, 2)}";
        Assert.Equal("2. Jänner 2026", new Words(new Texts("de", Texts.English.Source), Country.Find("AT", "de")!).Of(day));
        Assert.Equal("2. Januar 2026", new Words(new Texts("de", Texts.English.Source), Country.Find("DE", "de")!).Of(day));
    }

    [Fact]
    public async Task Everything_that_charts_and_forecasts_say_is_in_the_file_of_sentences()
    {
        await using var clinic = await TestClinic.OpenAsync();
        await new SyntheticCharts(clinic.Practice, 6).WriteAsync(TestContext.Current.CancellationToken);
        var (file, said) = (SentenceSource.All.Select(s => s.Template).Append("").ToHashSet(StringComparer.Ordinal), new Heard());
        foreach (var id in await clinic.Database.Charts.IdsAsync())
        {
            var chart = await clinic.Practice.OpenAsync(id);
            foreach (var item in chart.Timeline)
                said.Hear(item.Title, item.Fact, item.Context);
            foreach (var plan in chart.Plans)
                said.Hear([.. PlanCheck.Of(PlanDocument.Read("plan", Encoding.UTF8.GetBytes(plan.Document), TestClinic.Knowledge.Muscles, TestClinic.Knowledge.Toxins), TestClinic.Knowledge).Findings.Select(f => f.Message)]);
        }

        Assert.True(said.Templates.Count > 20, $"Only {said.Templates.Count} sentences were said.");
        Assert.Empty(said.Templates.Except(file));
    }

    sealed class Heard : ISpeech
    {
        public HashSet<string> Templates { get; } = new(StringComparer.Ordinal);

        public void Hear(params Sentence?[] sentences)
        {
            foreach (var sentence in sentences)
                sentence?.In(this);
        }

        public string Number(IFormattable number, string? format) => number.ToString(format, CultureInfo.InvariantCulture);

        public string Day(DateOnly day, string? format) => day.ToString(format, CultureInfo.InvariantCulture);

        public string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

        public string Say(string template, ReadOnlySpan<(string Name, object? Value)> values)
        {
            Templates.Add(template);
            return template;
        }

        public string Data(string words) => words;

        public string Start(string text) => text;
    }
}

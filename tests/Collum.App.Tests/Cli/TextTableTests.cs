using Collum.App.Cli;

namespace Collum.App.Tests.Cli;

/// <summary>What people read must fit an ordinary terminal.</summary>
public sealed class TextTableTests
{
    static readonly string Sentences = string.Join(' ', Enumerable.Repeat("A reason of some words stands here.", 12));

    [Fact]
    public void A_long_last_column_goes_below_its_row_and_no_line_is_wider_than_a_terminal()
    {
        var text = new TextTable("Rank", "Muscle", "Why").Row(1, "splenius capitis", Sentences).Row(2, "levator scapulae", "").ToString();

        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= TextTable.Across, line));
        Assert.DoesNotContain("Why", text, StringComparison.Ordinal);
        Assert.Equal(Sentences, string.Join(' ', text.Split('\n')[3..^2].Select(l => l.Trim())));
    }

    [Fact]
    public void A_table_that_fits_stays_as_it_is() =>
        Assert.Contains("Why", new TextTable("Rank", "Why").Row(1, "short").ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_word_longer_than_a_line_stays_whole() =>
        Assert.Contains(new string('x', 100), TextTable.Wrapped($"a {new string('x', 100)} b", 4), StringComparison.Ordinal);

    [Theory]
    [InlineData('\u001b')]
    [InlineData('\u202e')]
    [InlineData('\u2066')]
    public void Marks_that_steer_a_terminal_do_not_reach_it(char mark) =>
        Assert.Equal("40 U", TextTable.Printable($"40{mark}U"));
}

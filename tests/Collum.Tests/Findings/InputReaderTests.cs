using System.Text;
using Collum.Findings;

namespace Collum.Tests.Findings;

public sealed class InputReaderTests
{
    [Fact]
    public void A_misspelt_key_is_refused_with_the_key_that_was_meant()
    {
        var problem = Refused("""{ "medicatons": [] }""", r => r.Texts("medications"));

        Assert.Equal("medicatons", problem.Place);
        Assert.Contains("medications", problem.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void The_place_of_a_wrong_value_is_a_path()
    {
        var problem = Refused("""{ "sites": [ { "dose_u": 1 }, { "dose_u": "forty" } ] }""", r => r.List("sites", s => s.Number("dose_u")));

        Assert.Equal("sites[1].dose_u", problem.Place);
        Assert.Equal("\"forty\"", problem.Found);
    }

    [Fact]
    public void What_is_wrong_with_a_number_is_said_as_it_is()
    {
        Assert.Equal("a number, not in quotes", Refused("""{ "a": "40" }""", r => r.Number("a")).Expected);
        Assert.Equal("a number", Refused("""{ "a": true }""", r => r.Number("a")).Expected);
        Assert.Equal("a number of at most 1,000,000,000", Refused("""{ "a": 1e300 }""", r => r.Number("a")).Expected);
    }

    [Fact]
    public void Nesting_beyond_the_bound_is_called_by_its_name() =>
        Assert.Contains("deep", Refused("{\"a\":" + new string('[', 40) + new string(']', 40) + "}", r => r.Texts("a")).Found, StringComparison.Ordinal);

    [Fact]
    public void A_key_that_stands_twice_is_refused() =>
        Assert.Equal("date", Refused("""{ "date": "2026-11-20", "date": "2026-11-21" }""", r => r.Date("date")).Place);

    [Fact]
    public void Text_that_is_not_json_names_line_and_byte() =>
        Assert.StartsWith("line 2", Refused("{\n \"a\": nope }", r => r.TextOrNull("a")).Place, StringComparison.Ordinal);

    [Fact]
    public void A_missing_value_says_what_is_expected() =>
        Assert.Equal("a date such as 2026-11-20", Refused("{}", r => r.Date("date")).Expected);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"a\":1e999}")]
    [InlineData("{\"a\":{\"a\":{\"a\":{}}}}")]
    public void Broken_documents_are_refused_and_nothing_else_is_thrown(string text) =>
        Assert.Equal("test.json", Refused(text, r => r.Number("a")).Document);

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var random = new Random(20261120);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes("""{ "a": 12.5, "b": [ { "c": "2026-11-20" } ] }""");
            for (var k = random.Next(1, 4); k > 0; k--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                InputReader.Parse("test.json", bytes, r =>
                {
                    r.NumberOrNull("a");
                    r.List("b", x => x.DateOrNull("c"));
                    r.Done();
                    return 0;
                });
            }
            catch (InputException)
            {
                // Refused with its place: what is wanted.
            }
        }
    }

    static InputException Refused<T>(string json, Func<InputReader, T> read) =>
        Assert.Throws<InputException>(() => InputReader.Parse("test.json", Encoding.UTF8.GetBytes(json), r =>
        {
            var value = read(r);
            r.Done();
            return value;
        }));
}

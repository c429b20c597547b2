using System.Text;
using System.Text.Json;
using Collum.Clinic.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.App.Tests.Storage;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData(""" { "b" : 1.50, "a" : [ true , null ] } """, """{"b":1.50,"a":[true,null]}""")]
    [InlineData("""{"a":"\u00e9\/\u003c"}""", """{"a":"é/<"}""")]
    public void White_space_and_escapes_go_and_order_and_numbers_stay(string given, string canonical) =>
        Assert.Equal(canonical, CanonicalJson.Of(given));

    [Fact]
    public void Writing_it_twice_changes_nothing_and_the_text_is_the_same() =>
        Prop.ForAll<NonNull<string>, decimal>((text, number) =>
        {
            var sound = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
            var once = CanonicalJson.Of(JsonSerializer.Serialize(new { sound, number }));
            using var back = JsonDocument.Parse(once);
            return CanonicalJson.Of(once) == once && back.RootElement.GetProperty("sound").GetString() == sound;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_chart_id_is_new_each_time_and_later_ones_sort_after()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => ChartId.New()).ToList();

        Assert.Equal(1000, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(ChartId.IsValid(id) && id.Length == 26));
    }
}

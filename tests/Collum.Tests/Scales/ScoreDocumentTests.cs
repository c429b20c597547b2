using System.Text;
using Collum.Findings;
using Collum.Scales;

namespace Collum.Tests.Scales;

public sealed class ScoreDocumentTests
{
    static readonly InstrumentTable Instruments = Shared.Medicine.Instruments;

    [Theory]
    [InlineData("""{"instrument":"twstrs","date":"2026-11-20","total":32}""")]
    [InlineData("""{"instrument":"tsui","items":{"A1":2,"B":1}}""")]
    [InlineData("""{"instrument":"vas","variant":"pain","date":"2026-11-20","items":{"mm":41.5}}""")]
    [InlineData("""{"instrument":"twstrs-2","items":{"rotation":2}}""")]
    [InlineData("""{"instrument":"twstrs","date":"2026-11-20","subscale":"severity","total":18}""")]
    [InlineData("""{"instrument":"patient-rating","date":"2026-11-20","total":55}""")]
    public void Written_and_read_again_it_is_the_same_text(string json)
    {
        Assert.Equal(json, ScoreDocument.Write(Read(json)));
        Assert.Equal(Read(json), Read(ScoreDocument.Write(Read(json))));
    }

    [Fact]
    public void Version_is_another_word_for_variant() =>
        Assert.Equal("severity", Read("""{"instrument":"cgi","version":"severity","items":{"grade":4}}""").Variant);

    [Theory]
    [InlineData("""{"instrument":"twstr","total":3}""", "instrument")]
    [InlineData("""{"instrument":"twstrs"}""", "items")]
    [InlineData("""{"instrument":"twstrs","items":{}}""", "items")]
    [InlineData("""{"instrument":"twstrs","items":{"I.A.1":5}}""", "items.I.A.1")]
    [InlineData("""{"instrument":"twstrs","items":{"I.A.1":"2"}}""", "items.I.A.1")]
    [InlineData("""{"instrument":"twstrs","total":2,"items":{"I.A.1":2}}""", "total")]
    [InlineData("""{"instrument":"gds-neck","total":2,"items":{"grade":3}}""", "total")]
    [InlineData("""{"instrument":"twstrs","total":-1}""", "total")]
    [InlineData("""{"instrument":"twstrs","variant":"twstrs-3","total":1}""", "variant")]
    [InlineData("""{"instrument":"cgi","total":1}""", "variant")]
    [InlineData("""{"instrument":"cgi","variant":"severity","version":"change","total":1}""", "version")]
    [InlineData("""{"instrument":"twstrs","date":"20.11.2026","total":1}""", "date")]
    [InlineData("""{"instrument":"twstrs","totl":1}""", "items")]
    [InlineData("""{"instrument":"twstrs","total":1,"score":1}""", "score")]
    public void Broken_input_is_refused_by_its_place(string json, string place) =>
        Assert.Equal(place, Assert.Throws<InputException>(() => Read(json)).Place);

    [Fact]
    public void One_part_without_its_items_is_that_part_and_no_total()
    {
        var score = Read("""{"instrument":"twstrs","subscale":"severity","total":18}""");

        Assert.Null(score.Total);
        Assert.Equal(new Subtotal("severity", 18, 0), Assert.Single(score.Subtotals));
        Assert.Contains(score.Findings(), f => f.Code == "SCALE-008");
    }

    [Theory]
    [InlineData("""{"instrument":"twstrs","subscale":"severity","total":36}""", "total")]
    [InlineData("""{"instrument":"twstrs","subscale":"mood","total":3}""", "subscale")]
    [InlineData("""{"instrument":"twstrs","subscale":"severity"}""", "items")]
    [InlineData("""{"instrument":"twstrs","subscale":"severity","total":2,"items":{"I.A.1":2}}""", "subscale")]
    [InlineData("""{"instrument":"patient-rating","days":[]}""", "days")]
    [InlineData("""{"instrument":"patient-rating","days":[{"date":"2026-11-02","total":5},{"date":"2026-11-02","total":6}]}""", "days")]
    [InlineData("""{"instrument":"patient-rating","days":[{"date":"2026-11-02","total":5},{"date":"2026-11-03","total":101}]}""", "days[1].total")]
    [InlineData("""{"instrument":"patient-rating","days":[{"date":"2 November","total":5}]}""", "days[0].date")]
    public void A_part_or_a_diary_that_cannot_be_is_refused_by_its_place(string json, string place) =>
        Assert.Equal(place, Assert.Throws<InputException>(() => ScoreDocument.ReadAll("score.json", Encoding.UTF8.GetBytes(json), Instruments)).Place);

    [Fact]
    public void A_diary_is_one_score_for_each_day_in_order_of_time()
    {
        var days = ScoreDocument.ReadAll("score.json", Encoding.UTF8.GetBytes("""{"instrument":"patient-rating","days":[{"date":"2026-11-03","total":50},{"date":"2026-11-02","total":55.5}]}"""), Instruments);

        Assert.Equal([(new DateOnly(2026, 11, 2), 55.5m), (new DateOnly(2026, 11, 3), 50m)], days.Select(d => (d.Date!.Value, d.Total!.Value)));
    }

    [Fact]
    public void A_sites_wording_stands_in_for_short_names()
    {
        var wording = ItemWording.Read("wording.json", Encoding.UTF8.GetBytes(
            """{"instrument":"gds-neck","language":"en","permission":"our licence 7","items":{"grade":"How bad is it?"}}"""), Instruments);

        Assert.Equal("How bad is it?", wording.Of(Instruments["gds-neck"].AllItems[0]));
    }

    [Fact]
    public void A_wording_for_an_item_that_does_not_exist_is_refused() =>
        Assert.Equal("items.grad", Assert.Throws<InputException>(() => ItemWording.Read("wording.json", Encoding.UTF8.GetBytes(
            """{"instrument":"gds-neck","language":"en","permission":"ours","items":{"grad":"?"}}"""), Instruments)).Place);

    [Fact]
    public void No_instrument_file_holds_the_wording_of_an_item() =>
        Assert.All(Instruments.All.SelectMany(i => i.AllItems), i => Assert.True(i.ShortName.Length <= 45, i.Code));

    static Score Read(string json) => ScoreDocument.Read("SCORE.json", Encoding.UTF8.GetBytes(json), Instruments);
}

using Collum.Findings;
using Collum.Scales;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Scales;

public sealed class ScoreTests
{
    static readonly InstrumentTable Instruments = Shared.Medicine.Instruments;
    static readonly Instrument Twstrs = Instruments["twstrs"];
    static readonly Instrument Tsui = Instruments["tsui"];

    [Fact]
    public void The_worst_possible_TWSTRS_is_35_for_severity_30_for_disability_20_for_pain_and_85_in_all()
    {
        var worst = Score.Of(Twstrs, Twstrs.AllItems.Where(i => i.Code != "I.A.3a").ToDictionary(i => i.Code, i => i.Score.Max!.Value));

        Assert.Equal([35, 30, 20], worst.Subtotals.Select(s => s.Value));
        Assert.Equal(85, worst.Total);
    }

    [Fact]
    public void Duration_counts_twice_in_the_severity_of_TWSTRS()
    {
        var items = TwstrsItems();
        var less = Score.Of(Twstrs, items);

        items["I.B"] += 1;

        Assert.Equal(2, Score.Of(Twstrs, items).Total - less.Total);
    }

    [Fact]
    public void Severity_of_pain_is_worst_and_best_and_twice_usual_over_four_without_rounding()
    {
        var items = TwstrsItems();
        (items["III.A.worst"], items["III.A.best"], items["III.A.usual"], items["III.B"], items["III.C"]) = (7, 2, 4, 3, 1);

        Assert.Equal((7 + 2 + 2 * 4) / 4m + 3 + 1, Score.Of(Twstrs, items).Subtotals.Single(s => s.Id == "pain").Value);
    }

    [Fact]
    public void Anterocollis_and_retrocollis_are_not_both_scored()
    {
        var items = TwstrsItems();
        (items["I.A.3a"], items["I.A.3b"]) = (1, 2);

        Assert.Equal("items.I.A.3b", Assert.Throws<InputException>(() => Score.Of(Twstrs, items)).Place);
    }

    [Fact]
    public void One_of_anterocollis_and_retrocollis_is_enough()
    {
        var items = TwstrsItems();
        items.Remove("I.A.3a");
        items["I.A.3b"] = 2;

        Assert.NotNull(Score.Of(Twstrs, items).Total);
    }

    [Fact]
    public void An_incomplete_scale_has_no_total_and_says_how_many_items_are_left() =>
        Prop.ForAll(Gen.Elements(Twstrs.AllItems.Where(i => i.OneOf is null).Select(i => i.Code).ToArray()).NonEmptyListOf().ToArbitrary(), gone =>
        {
            var items = TwstrsItems();
            foreach (var code in gone)
                items.Remove(code);
            var score = Score.Of(Twstrs, items);
            return score.Total is null && score.Left == gone.Distinct().Count() && score.Missing.ToHashSet().SetEquals(gone)
                && score.Findings().Any(f => f.Code == "SCALE-001" && f.Message.Contains($"{score.Left} of 21", StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_complete_subscale_has_its_own_total_while_others_are_open()
    {
        var score = Score.Of(Twstrs, TwstrsItems().Where(i => i.Key.StartsWith("II.", StringComparison.Ordinal)).ToDictionary());

        Assert.Equal([null, 6, null], score.Subtotals.Select(s => s.Value));
        Assert.Equal([10, 0, 5], score.Subtotals.Select(s => s.Left));
        Assert.Null(score.Total);
    }

    [Fact]
    public void Every_total_lies_in_the_range_of_its_instrument() =>
        Prop.ForAll(Gen.Elements(Instruments.All.Where(i => i.HasTotal).ToArray()).ToArbitrary(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (instrument, seed) =>
        {
            var random = new Random(seed);
            var variant = instrument.VariantRequired ? instrument.Variants[0].Id : null;
            var items = instrument.AllItems.Where(i => i.OneOf is null || i.Code.EndsWith('a'))
                .ToDictionary(i => i.Code, i => (instrument.Computation == Computation.Single ? instrument.RangeOf(variant) : i.Score) is { } r ? random.Next((int)r.Min!, (int)r.Max! + 1) : 0m);
            var total = Score.Of(instrument, items, variant).Total;
            return total >= instrument.RangeOf(variant).Min && total <= instrument.RangeOf(variant).Max;
        }).QuickCheckThrowOnFailure();

    // The published check of the formula: 9 x 2 + 3 + 4 = 25.
    [Fact]
    public void Tsui_is_amplitude_times_duration_plus_shoulder_plus_tremor()
    {
        Assert.Equal(25, Score.Of(Tsui, Of(("A1", 3), ("A2", 3), ("A3", 3), ("B", 2), ("C", 3), ("D1", 2), ("D2", 2))).Total);
        Assert.Equal((2 + 1 + 0) * 1 + 1 + 0, Score.Of(Tsui, Of(("A1", 2), ("A2", 1), ("A3", 0), ("B", 1), ("C", 1), ("D1", 0))).Total);
    }

    [Fact]
    public void Tsui_needs_no_duration_of_what_is_absent()
    {
        Assert.Equal(0, Score.Of(Tsui, Of(("A1", 0), ("A2", 0), ("A3", 0), ("C", 0), ("D1", 0))).Total);
        Assert.Equal(["B", "D2"], Score.Of(Tsui, Of(("A1", 1), ("A2", 0), ("A3", 0), ("C", 0), ("D1", 1))).Missing);
    }

    [Fact]
    public void CDQ_24_is_the_share_of_the_largest_sum_in_percent_and_its_subscales_are_not_made_up()
    {
        var score = Score.Of(Instruments["cdq-24"], Enumerable.Range(1, 24).ToDictionary(i => $"{i}", i => i <= 12 ? 4m : 0m));

        Assert.Equal(50, score.Total);
        Assert.All(score.Subtotals, s => Assert.Null(s.Value));
        Assert.Contains(score.Findings(), f => f.Code == "SCALE-003");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 50)]
    [InlineData(5, 100)]
    public void CDIP_58_runs_from_0_to_100(int everywhere, int total) =>
        Assert.Equal(total, Score.Of(Instruments["cdip-58"], Enumerable.Range(1, 58).ToDictionary(i => $"{i}", _ => (decimal)everywhere)).Total);

    [Theory]
    [InlineData("twstrs-2")]
    [InlineData("twstrs-psych")]
    public void An_instrument_whose_ranges_were_not_read_keeps_items_and_has_no_total(string id)
    {
        var score = Score.Of(Instruments[id], Of(("rotation", 2), ("something-else", 3)));

        Assert.Null(score.Total);
        Assert.Equal(2, score.Items.Count);
        Assert.Contains(score.Findings(), f => f.Code == "SCALE-005");
        Assert.Throws<InputException>(() => Score.OfTotal(Instruments[id], 12));
    }

    [Theory]
    [InlineData("twstrs", "I.A.1", 5)]
    [InlineData("twstrs", "I.A.1", 1.5)]
    [InlineData("twstrs", "I.A.1", -1)]
    [InlineData("twstrs", "I.A.9", 1)]
    [InlineData("tsui", "B", 0)]
    [InlineData("gds-neck", "grade", 11)]
    [InlineData("udrs-neck", "duration", 1.3)]
    public void An_item_out_of_range_is_refused_by_its_place(string instrument, string code, double value) =>
        Assert.Equal($"items.{code}", Assert.Throws<InputException>(() => Score.Of(Instruments[instrument], Of((code, (decimal)value)))).Place);

    [Theory]
    [InlineData("cgi")]
    [InlineData("pgi-c")]
    [InlineData("vas")]
    public void An_instrument_of_many_forms_wants_the_form_named(string id) =>
        Assert.Equal("variant", Assert.Throws<InputException>(() => Score.OfTotal(Instruments[id], 2)).Place);

    [Fact]
    public void The_form_of_a_global_impression_decides_its_range()
    {
        Assert.Equal(-2, Score.Of(Instruments["cgi"], Of(("grade", -2)), "change").Total);
        Assert.Throws<InputException>(() => Score.Of(Instruments["cgi"], Of(("grade", -2)), "severity"));
        Assert.Throws<InputException>(() => Score.Of(Instruments["cgi"], Of(("grade", 5)), "change"));
    }

    [Fact]
    public void A_total_without_items_is_marked_as_such()
    {
        var score = Score.OfTotal(Twstrs, 43);

        Assert.False(score.ItemsRecorded);
        Assert.Equal((43m, 0), (score.Total, score.Left));
        Assert.Contains(score.Findings(), f => f.Code == "SCALE-002");
        Assert.Throws<InputException>(() => Score.OfTotal(Twstrs, 86));
    }

    [Fact]
    public void A_total_on_the_form_of_87_is_not_a_total_on_the_form_of_85()
    {
        var other = Score.OfTotal(Twstrs, 86, "total-87");

        Assert.Throws<InstrumentMismatchException>(() => ScoreChange.Between(Score.OfTotal(Twstrs, 43), other));
        Assert.Throws<InputException>(() => Score.Of(Twstrs, TwstrsItems(), "total-87"));
    }

    [Fact]
    public void Scores_of_two_instruments_do_not_compare() =>
        Assert.Throws<InstrumentMismatchException>(() => ScoreChange.Between(Score.OfTotal(Twstrs, 20), Score.OfTotal(Tsui, 20)));

    [Fact]
    public void A_change_stands_beside_the_published_ones_and_their_populations()
    {
        var change = ScoreChange.Between(Score.OfTotal(Twstrs, 43), Score.OfTotal(Twstrs, 33));

        Assert.Equal(-10, change.Points);
        Assert.Contains(change.BesidePublished(), f => f.Source == "dashtipour-2019" && f.Message.Contains("fell by 10 points. 8 points", StringComparison.Ordinal) && f.Message.Contains("n=479", StringComparison.Ordinal));
        Assert.Contains(change.BesidePublished(), f => f.Source == "espay-2018" && f.Message.Contains("misleads", StringComparison.Ordinal));
    }

    [Fact]
    public void A_total_whose_formula_is_from_memory_says_so() =>
        Assert.Contains(Score.Of(Tsui, Of(("A1", 0), ("A2", 0), ("A3", 0), ("C", 0), ("D1", 0))).Findings(), f => f.Code == "SCALE-004");

    static Dictionary<string, decimal> TwstrsItems() =>
        Twstrs.AllItems.Where(i => i.Code != "I.A.3b").ToDictionary(i => i.Code, _ => 1m);

    static Dictionary<string, decimal> Of(params (string Code, decimal Value)[] items) => items.ToDictionary(i => i.Code, i => i.Value);
}

using Collum.Postures;
using Collum.Scales;

namespace Collum.Tests.Postures;

public sealed class ItemSuggestionsTests
{
    static readonly Instrument Twstrs = Shared.Medicine.Instruments["twstrs"];
    static readonly ColCap ColCap = Shared.Medicine.Candidates.ColCap;

    // The printed bounds of the form: 1-22, 23-45, 46-67, 68-90 degrees; what lies beyond takes the highest score.
    [Theory]
    [InlineData(0.4, 0)]
    [InlineData(0.5, 1)]
    [InlineData(22.4, 1)]
    [InlineData(22.5, 2)]
    [InlineData(-45.4, 2)]
    [InlineData(45.5, 3)]
    [InlineData(67.5, 4)]
    [InlineData(120, 4)]
    public void A_turn_is_graded_in_whole_degrees(double deg, int score) =>
        Assert.Equal(score, Propose(new Posture { HeadRotationRightDeg = deg }, "I.A.1")?.Score);

    [Theory]
    [InlineData(15, 1)]
    [InlineData(16, 2)]
    [InlineData(36, 3)]
    [InlineData(170, 3)]
    public void A_tilt_is_graded_over_both_levels_together(double deg, int score) =>
        Assert.Equal(score, Propose(new Posture { CaputLateralRightDeg = deg - 10, CollisLateralRightDeg = 10 }, "I.A.2")?.Score);

    [Fact]
    public void One_level_alone_grades_nothing() =>
        Assert.Null(Propose(new Posture { CaputRotationRightDeg = 30 }, "I.A.1"));

    [Fact]
    public void A_shift_is_proposed_where_it_was_looked_for()
    {
        var shifted = new Posture { CollisLateralRightDeg = 12, CaputLateralRightDeg = -12 };

        Assert.Equal(1, Propose(shifted, "I.A.4")?.Score);
        Assert.Equal(0, Propose(new Posture { LateralShiftRightMm = 2 }, "I.A.4")?.Score);
        Assert.Null(Propose(shifted, "I.A.5"));
    }

    [Fact]
    public void Items_that_no_angle_grades_remain_to_be_judged()
    {
        var suggestions = ItemSuggestions.For(Twstrs, TypicalPosture.Straight, ColCap);

        Assert.Equal(["I.A.1", "I.A.2", "I.A.4", "I.A.5"], suggestions.Proposed.Select(p => p.Item.Code));
        Assert.Equal(Twstrs.AllItems.Count - 4, suggestions.Remaining.Count);
        Assert.Contains(suggestions.Remaining, i => i.Code == "I.A.3b");
    }

    static ItemSuggestion? Propose(Posture posture, string code) =>
        ItemSuggestions.For(Twstrs, posture, ColCap).Proposed.SingleOrDefault(p => p.Item.Code == code);
}

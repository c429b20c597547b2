using Collum.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Numerics;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("gentamicin", "gentamycin", 1)]
    [InlineData("warfarin", "wafrarin", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Known_distances(string a, string b, int distance) => Assert.Equal(distance, EditDistance.Between(a, b));

    [Fact]
    public void Distance_is_symmetric_and_zero_only_to_itself() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(), (a, b) =>
            EditDistance.Between(a.Get, b.Get) == EditDistance.Between(b.Get, a.Get)
            && (EditDistance.Between(a.Get, b.Get) == 0) == (a.Get == b.Get)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_word_far_from_all_has_no_closest() =>
        Assert.Null(EditDistance.Closest("paracetamol", ["warfarin", "gentamicin"]));
}

using Collum.Anatomy;

namespace Collum.Tests.Anatomy;

public sealed class MuscleTests
{
    static readonly Muscles Table = Shared.Medicine.Muscles;

    [Fact]
    public void The_table_holds_23_muscles_and_4_groups()
    {
        Assert.Equal(23, Table.Single.Count());
        Assert.Equal(4, Table.All.Count(m => m.IsGroup));
    }

    [Fact]
    public void A_group_overlaps_its_members_and_nothing_else()
    {
        var scalenes = Table["scaleni"];

        Assert.True(Muscles.Overlap(scalenes, Table["scalenus-medius"]));
        Assert.True(Muscles.Overlap(Table["splenius-capitis-and-cervicis"], Table["splenius-or-semispinalis-capitis"]));
        Assert.False(Muscles.Overlap(scalenes, Table["levator-scapulae"]));
    }

    [Fact]
    public void A_group_is_as_risky_as_its_riskiest_member() =>
        Assert.All(Table.All.Where(m => m.IsGroup), g =>
            Assert.Equal(g.Members.Max(m => Table[m].Risk.Dysphagia), g.Risk.Dysphagia));

    [Fact]
    public void The_mirror_of_the_mirror_is_the_same_side()
    {
        Assert.Equal(Side.Left, Side.Right.Mirror());
        Assert.Equal(Side.Right, Side.Right.Mirror().Mirror());
    }
}

using System.Globalization;
using System.Xml.Linq;
using Collum.Anatomy;
using Collum.App.Print;

namespace Collum.App.Tests.Print;

public sealed class NeckPictureTests
{
    static readonly NeckDrawing Drawing = Sheets.Medicine.Neck;

    static NeckMark Mark(string muscle, Side side, decimal units = 30, int points = 2) => new(Sheets.Medicine.Muscles[muscle], side, units, points, 2);

    static XElement Draw(bool front, params NeckMark[] marks) => Draw(front ? NeckAspect.Front : NeckAspect.Back, marks);

    static XElement Draw(NeckAspect aspect, params NeckMark[] marks) => XElement.Parse(NeckPicture.Render(Drawing, aspect, marks));

    static IEnumerable<double> PointsX(XElement svg) =>
        svg.Descendants("circle").Where(c => (string?)c.Attribute("class") == "m-point").Select(c => double.Parse((string)c.Attribute("cx")!, CultureInfo.InvariantCulture));

    [Fact]
    public void From_the_front_the_patients_right_is_left_of_the_midline() =>
        Assert.All(PointsX(Draw(true, Mark("sternocleidomastoid", Side.Right))), x => Assert.True(x < Drawing.Content.MidlineX));

    [Fact]
    public void From_the_back_the_patients_right_is_right_of_the_midline() =>
        Assert.All(PointsX(Draw(false, Mark("splenius-capitis", Side.Right))), x => Assert.True(x > Drawing.Content.MidlineX));

    [Fact]
    public void From_a_side_only_that_side_is_drawn_and_the_right_side_is_the_mirror_of_the_left()
    {
        NeckMark[] marks = [Mark("sternocleidomastoid", Side.Right), Mark("sternocleidomastoid", Side.Left), Mark("splenius-capitis", Side.Right)];
        var (right, left) = (Draw(NeckAspect.RightSide, marks), Draw(NeckAspect.LeftSide, marks));

        Assert.All(right.Descendants("g").Select(g => (string?)g.Attribute("data-side")).OfType<string>(), side => Assert.Equal("right", side));
        Assert.All(left.Descendants("g").Select(g => (string?)g.Attribute("data-side")).OfType<string>(), side => Assert.Equal("left", side));
        Assert.Contains("Splenius 30 U", right.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Splenius", left.Value, StringComparison.Ordinal);
        Assert.StartsWith("The patient’s right side", (string)right.Attribute("aria-label")!, StringComparison.Ordinal);
        Assert.Equal(PointsX(left).Select(x => Math.Round((2 * Drawing.Content.MidlineX) - x, 1)), PointsX(Draw(NeckAspect.RightSide, marks[0])).Select(x => Math.Round(x, 1)));
    }

    [Fact]
    public void Left_is_the_exact_mirror_of_right()
    {
        var right = PointsX(Draw(false, Mark("trapezius-descendens", Side.Right, points: 3)));
        var left = PointsX(Draw(false, Mark("trapezius-descendens", Side.Left, points: 3)));

        Assert.Equal(right.Select(x => Math.Round(2 * Drawing.Content.MidlineX - x, 1)), left.Select(x => Math.Round(x, 1)));
    }

    [Fact]
    public void A_muscle_of_a_drawn_group_shows_in_the_group_and_doses_of_one_group_add_up()
    {
        var svg = Draw(true, Mark("scalenus-anterior", Side.Left, 10, 1), Mark("scalenus-medius", Side.Left, 15, 1));

        Assert.Contains(svg.Descendants("text"), t => t.Value == "Scalenes 25 U");
    }

    [Fact]
    public void What_the_pictures_do_not_hold_is_named() =>
        Assert.Single(NeckPicture.NotShown(Drawing, [Mark("rectus-capitis-posterior-major", Side.Left), Mark("splenius-capitis", Side.Left)]));

    [Fact]
    public void Labels_never_touch_each_other_and_stay_in_the_picture()
    {
        var all = Drawing.Content.Front.Muscles.Concat(Drawing.Content.Back.Muscles).Select(m => m.MuscleId).Distinct()
            .SelectMany(m => new[] { Mark(m, Side.Right), Mark(m, Side.Left) }).ToArray();

        foreach (var front in new[] { true, false })
        {
            var box = (front ? Drawing.Content.Front : Drawing.Content.Back).ViewBox;
            foreach (var side in Draw(front, all).Descendants("text").GroupBy(t => (string)t.Attribute("text-anchor")!))
            {
                var y = side.Select(t => double.Parse((string)t.Attribute("y")!, CultureInfo.InvariantCulture)).Order().ToList();
                Assert.All(y.Zip(y.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 15.9));
                Assert.InRange(y[0], box[1], box[1] + box[3]);
                Assert.InRange(y[^1], box[1], box[1] + box[3]);
            }
        }
    }

    [Fact]
    public void The_picture_is_well_formed_and_tells_screen_readers_what_it_shows()
    {
        var svg = Draw(true, Mark("sternocleidomastoid", Side.Left, 40));

        Assert.Contains("sternocleidomastoid, patient’s left: 40 U in 2 points", (string)svg.Attribute("aria-label")!, StringComparison.Ordinal);
        Assert.DoesNotContain(svg.DescendantsAndSelf(), e => e.Attribute("style") is not null);
    }
}

using System.Globalization;
using Collum.Patients;

namespace Collum.Tests.Patients;

public sealed class AnswerTests
{
    static readonly Answer[] All = [Answer.Yes, Answer.No, Answer.Unknown];

    [Fact]
    public void Unknown_is_not_no()
    {
        Assert.Equal(Answer.Unknown, Answer.Unknown.Not());
        Assert.Equal(Answer.Unknown, Answer.No.Or(Answer.Unknown));
        Assert.Equal(Answer.Unknown, Answer.Yes.And(Answer.Unknown));
    }

    [Fact]
    public void One_yes_decides_an_or_and_one_no_decides_an_and()
    {
        foreach (var other in All)
        {
            Assert.Equal(Answer.Yes, Answer.Yes.Or(other));
            Assert.Equal(Answer.No, Answer.No.And(other));
        }
    }

    [Fact]
    public void Or_and_and_commute_and_associate()
    {
        foreach (var a in All)
            foreach (var b in All)
                foreach (var c in All)
                {
                    Assert.Equal(a.Or(b), b.Or(a));
                    Assert.Equal(a.And(b), b.And(a));
                    Assert.Equal(a.Or(b).Or(c), a.Or(b.Or(c)));
                    Assert.Equal(a.And(b).And(c), a.And(b.And(c)));
                }
    }

    [Fact]
    public void A_question_that_nobody_asked_is_unknown() =>
        Assert.Equal(Answer.Unknown, new Patient().AnswerTo("pregnancy"));

    [Theory]
    [InlineData("1970-05-01", "2026-04-30", 55)]
    [InlineData("1970-05-01", "2026-05-01", 56)]
    [InlineData("2008-02-29", "2026-02-28", 18)]
    public void Age_counts_completed_years(string birth, string day, int years) =>
        Assert.Equal(years, new Patient { BirthDate = DateOnly.Parse(birth, CultureInfo.InvariantCulture) }.AgeOn(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void Age_without_a_birth_date_is_not_known() =>
        Assert.Null(new Patient().AgeOn(new DateOnly(2026, 11, 20)));
}

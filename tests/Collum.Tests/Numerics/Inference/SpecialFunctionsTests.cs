using Collum.Numerics.Inference;

namespace Collum.Tests.Numerics.Inference;

public sealed class SpecialFunctionsTests
{
    // Upper percentage points as printed in every table of the F distribution.
    [Theory]
    [InlineData(4.9646, 1, 10, 0.05)]
    [InlineData(5.6363, 5, 10, 0.01)]
    public void The_tail_of_F_is_that_of_the_tables(double x, double over, double under, double chance)
    {
        Assert.Equal(chance, SpecialFunctions.UpperF(x, over, under), 2e-5);
        Assert.Equal(1 - SpecialFunctions.UpperF(x, over, under), SpecialFunctions.UpperF(1 / x, under, over), 1e-12);
    }

    [Fact]
    public void The_tail_of_F_with_two_degrees_has_a_closed_form()
    {
        foreach (var under in new[] { 0.7, 3, 9.94, 250 })
            foreach (var x in new[] { 0, 1e-6, 0.4, 1, 7, 300 })
                Assert.Equal(Math.Pow(1 + (2 * x / under), -under / 2), SpecialFunctions.UpperF(x, 2, under), 1e-10);
    }
}

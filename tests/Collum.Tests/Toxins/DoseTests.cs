using Collum.Toxins;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Toxins;

public sealed class DoseTests
{
    static readonly Product Botox = Shared.Medicine.Toxins.Products["onabotulinumtoxinA"];
    static readonly Product Dysport = Shared.Medicine.Toxins.Products["abobotulinumtoxinA"];

    [Fact]
    public void Doses_of_different_products_never_add_up() =>
        Assert.Throws<ProductMismatchException>(() => Botox.Units(100) + Dysport.Units(100));

    [Fact]
    public void Doses_of_different_products_never_compare() =>
        Assert.Throws<ProductMismatchException>(() => Botox.Units(100) > Dysport.Units(100));

    [Fact]
    public void Doses_of_different_products_are_never_equal() =>
        Assert.NotEqual(Botox.Units(100), Dysport.Units(100));

    [Fact]
    public void A_dose_is_never_negative() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Botox.Units(1) - Botox.Units(2));

    [Fact]
    public void Adding_doses_of_one_product_commutes_and_associates() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNegativeInt>(), ArbMap.Default.ArbFor<NonNegativeInt>(), ArbMap.Default.ArbFor<NonNegativeInt>(),
            (a, b, c) =>
            {
                var (x, y, z) = (Botox.Units(a.Get / 4m), Botox.Units(b.Get / 4m), Botox.Units(c.Get / 4m));
                return x + y == y + x && (x + y) + z == x + (y + z) && x + Botox.Units(0) == x;
            }).QuickCheckThrowOnFailure();
}

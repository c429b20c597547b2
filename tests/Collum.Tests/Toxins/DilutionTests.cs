using Collum.Toxins;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Toxins;

public sealed class DilutionTests
{
    static readonly Product Botox = Shared.Medicine.Toxins.Products["onabotulinumtoxinA"];
    static readonly Product Dysport = Shared.Medicine.Toxins.Products["abobotulinumtoxinA"];
    static readonly Product Myobloc = Shared.Medicine.Toxins.Products["rimabotulinumtoxinB"];

    [Fact]
    public void A_hundred_units_in_two_millilitres_are_five_units_in_a_tenth()
    {
        var dilution = new Dilution(new Vial(Botox.Units(100)), new Volume(2));

        Assert.Equal(50, dilution.UnitsPerMl);
        Assert.Equal(Botox.Units(5), dilution.DoseIn(new Volume(0.1m)));
    }

    [Fact]
    public void A_ready_made_solution_needs_no_diluent()
    {
        var dilution = new Dilution(new Vial(Myobloc.Units(5000), new Volume(1)), new Volume(0));

        Assert.Equal(new Volume(0.5m), dilution.VolumeOf(Myobloc.Units(2500)));
    }

    [Fact]
    public void A_powder_without_diluent_is_no_solution() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dilution(new Vial(Botox.Units(100)), new Volume(0)));

    [Fact]
    public void A_dose_of_another_product_has_no_volume_in_this_vial() =>
        Assert.Throws<ProductMismatchException>(() => new Dilution(new Vial(Botox.Units(100)), new Volume(2)).VolumeOf(Dysport.Units(100)));

    [Fact]
    public void Volume_and_dose_are_each_others_inverse() =>
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), Gen.Elements(0.5m, 1m, 2m, 4m, 8m).ToArbitrary(), (units, diluent) =>
        {
            var dilution = new Dilution(new Vial(Botox.Units(100)), new Volume(diluent));
            var dose = Botox.Units(units.Get);
            return dilution.DoseIn(dilution.VolumeOf(dose)) == dose;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Twice_the_diluent_is_twice_the_volume_for_the_same_dose() =>
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), units =>
        {
            var vial = new Vial(Botox.Units(100));
            var one = new Dilution(vial, new Volume(1)).VolumeOf(Botox.Units(units.Get));
            var two = new Dilution(vial, new Volume(2)).VolumeOf(Botox.Units(units.Get));
            return one + one == two;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_dose_split_over_points_adds_up_again() =>
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), Gen.Choose(1, 8).ToArbitrary(), (units, points) =>
        {
            var dose = Botox.Units(units.Get);
            return Math.Abs((dose / points).Units * points - dose.Units) < 1e-18m * dose.Units;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_lot_may_be_used_on_its_last_day_and_not_after()
    {
        var lot = new Lot(Botox, "C1234", new DateOnly(2026, 11, 30));

        Assert.False(lot.IsExpiredOn(new DateOnly(2026, 11, 30)));
        Assert.True(lot.IsExpiredOn(new DateOnly(2026, 12, 1)));
    }

    [Fact]
    public void Units_of_the_cosmetic_brand_count_as_the_same_product() =>
        Assert.Equal(Botox, Shared.Medicine.Toxins.Products["botox-cosmetic"]);

    [Fact]
    public void A_product_without_an_indication_is_known_but_cannot_be_planned()
    {
        Assert.Contains("prabotulinumtoxinA", Shared.Medicine.Toxins.Products.Keys);
        Assert.DoesNotContain("prabotulinumtoxinA", Shared.Medicine.Toxins.Plannable.Keys);
    }

    [Fact]
    public void Ireland_reads_the_european_rows_and_the_United_Kingdom_does_not()
    {
        Assert.True(Region.Known["IE"].IsIn(["EU"]));
        Assert.False(Region.Known["UK"].IsIn(["EU"]));
        Assert.True(Region.Known["UK"].IsIn(["EU", "UK"]));
        Assert.True(Region.Known["US"].IsIn([]));
    }
}

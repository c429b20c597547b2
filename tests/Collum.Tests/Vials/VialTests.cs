using Collum.Numerics;
using Collum.Plans;
using Collum.Toxins;
using Collum.Vials;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Vials;

public sealed class VialTests
{
    [Fact]
    public void The_mix_wastes_least_and_then_opens_fewest_vials()
    {
        Assert.Equal([1, 0, 1], FewestLeft.Packs(240, [50, 100, 200]));
        Assert.Equal([0, 0, 1], FewestLeft.Packs(200, [50, 100, 200]));
        Assert.Equal([2, 0], FewestLeft.Packs(550, [300, 500]));
        Assert.Equal([0, 0], FewestLeft.Packs(0, [300, 500]));
        Assert.Null(FewestLeft.Packs(10, []));
        Assert.Null(FewestLeft.Packs(100_000_000, [50]));
    }

    [Fact]
    public void No_other_mix_wastes_less() =>
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), wanted =>
        {
            decimal[] sizes = [50, 100, 200];
            var amount = wanted.Get % 700;
            var content = FewestLeft.Packs(amount, sizes)!.Zip(sizes, (n, s) => n * s).Sum();
            var best = (from a in Enumerable.Range(0, 16) from b in Enumerable.Range(0, 9) from c in Enumerable.Range(0, 5)
                        let all = (a * 50) + (b * 100) + (c * 200) where all >= amount select all).Min();
            return content == best;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_mix_uses_only_sizes_sold_in_the_region()
    {
        var label = Shared.Medicine.Toxins.Labels.Single(l => l.Id == "onabotulinumtoxinA");

        Assert.Equal("1 × 50 U + 1 × 100 U, 0 U left", VialMix.FewestWaste(label, Region.Known["EU"], Ona(150))!.ToString());
        Assert.Equal("1 × 200 U, 50 U left", VialMix.FewestWaste(label, Region.Known["US"], Ona(150))!.ToString());
        Assert.Null(VialMix.FewestWaste(label, Region.Known["CN"], Ona(150)));
    }

    [Fact]
    public void The_dilution_table_gives_the_label_s_rows_with_this_plan_s_volumes()
    {
        var plan = PlanOf("onabotulinumtoxinA", "US", 40, 2);

        var row = DilutionTable.For(plan, Shared.Medicine.Toxins[plan.Product]).Single(r => r is { VialU: 100, DiluentMl: 2 });

        Assert.Equal(50, row.ConcentrationUPerMl);
        Assert.Equal(5, row.DoseUPerTenthMl);
        Assert.True(row.Recommended);
        Assert.Equal(0.8m, row.VolumeMl);
        Assert.Equal(0.4m, row.PerPointMaxMl);
    }

    [Fact]
    public void A_ready_made_solution_stands_in_the_table_without_diluent()
    {
        var plan = PlanOf("rimabotulinumtoxinB", "US", 2500, 2);

        var rows = DilutionTable.For(plan, Shared.Medicine.Toxins[plan.Product]);

        Assert.Equal([2500m, 5000m, 10000m], rows.Select(r => r.VialU));
        Assert.All(rows, r => Assert.Equal((0m, 5000m), (r.DiluentMl, r.ConcentrationUPerMl)));
    }

    [Fact]
    public void The_recipe_adds_nothing_to_a_ready_made_solution()
    {
        var plan = PlanOf("rimabotulinumtoxinB", "US", 2500, 2);
        var label = Shared.Medicine.Toxins[plan.Product];
        plan = plan with { Preparation = new Preparation(new Dilution(label.VialOf(5000), new Volume(0)), 1) };

        var recipe = DrawUp.For(plan, label)!;

        Assert.Contains("nothing is added", recipe.Steps[0], StringComparison.Ordinal);
        Assert.Equal(0.5m, recipe.Lines[0].Volume.Millilitres);
        Assert.Contains("2500 U MYOBLOC stay behind", recipe.Steps[^1], StringComparison.Ordinal);
    }

    static Dose Ona(decimal units) => Shared.Medicine.Toxins.Products["onabotulinumtoxinA"].Units(units);

    static Plan PlanOf(string id, string region, decimal units, int points)
    {
        var product = Shared.Medicine.Toxins.Products[id];
        return new Plan
        {
            Date = new(2026, 11, 20),
            Region = Region.Known[region],
            Product = product,
            Sites = [new Site(Shared.Medicine.Muscles["splenius-capitis"], Collum.Anatomy.Side.Left, product.Units(units), points, null)],
        };
    }
}

using System.Diagnostics;
using System.Globalization;
using Collum.Clinic;
using Collum.Clinic.Charts;
using Collum.Clinic.Stock;
using Collum.Clinic.Treatments;
using Collum.Clinic.Visits;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.App.Tests.Stock;

public sealed class LotsTests(ITestOutputHelper output)
{
    static readonly Product Botox = TestClinic.Knowledge.Toxins.Products["onabotulinumtoxinA"];

    static Treatment Given(string lot, DateOnly day, DateOnly expiry) => new()
    {
        Date = day, Product = Botox, TotalOnly = Botox.Units(180), Discarded = Botox.Units(20), GivenBy = "Dr A", Consent = new(ConsentForm.Written, "Dr A", day),
        Lots = [new LotUse(new Lot(Botox, lot, expiry), new Vial(Botox.Units(100)), 2, new Volume(1))],
        Reasons = [new("GIVE-013", null, "Plan on paper", "Dr A")],
    };

    static async Task<(string Chart, long Treatment)> TreatedAsync(Practice practice, string name, string lot)
    {
        var chart = await new NewChart(practice).RunAsync(new Identity { Name = name }, new Writer("Dr A"));
        var outcome = await new RecordTreatment(practice).RunAsync(chart, Given(lot, practice.Today, practice.Today.AddDays(30)), new Writer("Dr A"));
        Assert.True(outcome.IsDone, string.Join(" | ", outcome.Blocking));
        return (chart, outcome.Entry!.Seq);
    }

    [Fact]
    public async Task Everybody_of_a_lot_is_found_however_the_number_is_spelt()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var (chart, _) = await TreatedAsync(clinic.Practice, "Ada Quill", "C-4417 c3");
        await TreatedAsync(clinic.Practice, "Bo Reed", "C9999");

        foreach (var spelt in (string[])["C4417C3", "c-4417-C3", " C 4417 C3 "])
        {
            var found = Assert.Single(await new Lots(clinic.Practice).PatientsAsync(spelt));
            Assert.Equal((chart, "Ada Quill", 2, 200m), (found.ChartId, found.Name, found.Vials, found.OpenedU));
        }

        Assert.Empty(await new Lots(clinic.Practice).PatientsAsync("C4417C3", "abobotulinumtoxinA"));
    }

    [Fact]
    public async Task A_corrected_lot_is_found_under_both_numbers_and_the_first_is_marked()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var (chart, treatment) = await TreatedAsync(clinic.Practice, "Ada Quill", "C1");
        var corrected = Given("C2", clinic.Practice.Today, clinic.Practice.Today.AddDays(30));

        await new AmendTreatment(clinic.Practice).RunAsync(
            chart, new Amendment(treatment.ToString(CultureInfo.InvariantCulture), corrected, "Read the vial again", "Dr A"), new Writer("Dr A"));

        Assert.True((await new Lots(clinic.Practice).PatientsAsync("C1")).Single().Superseded);
        Assert.False((await new Lots(clinic.Practice).PatientsAsync("C2")).Single().Superseded);
        Assert.Equal(["C2"], (await new Lots(clinic.Practice).ExpiringAsync(clinic.Practice.Today, clinic.Practice.Today.AddDays(40))).Select(l => l.Number));
    }

    [Fact]
    public async Task The_tables_beside_the_charts_are_made_again_from_the_charts()
    {
        await using var clinic = await TestClinic.OpenAsync();
        var (chart, treatment) = await TreatedAsync(clinic.Practice, "Ada Quill", "C1");
        await new AmendTreatment(clinic.Practice).RunAsync(chart, new Amendment(treatment.ToString(CultureInfo.InvariantCulture), null, "Wrong patient", "Dr A"), new Writer("Dr A"));
        var before = await new Lots(clinic.Practice).PatientsAsync("C1");

        await clinic.Database.RebuildAsync();

        Assert.Equal(before, await new Lots(clinic.Practice).PatientsAsync("C1"));
        Assert.True(before.Single().Superseded);
    }

    [Fact]
    public async Task All_patients_of_a_lot_are_found_among_four_thousand_treatments()
    {
        await using var clinic = await TestClinic.OpenAsync();
        await clinic.Practice.Charts.AppendStreamAsync(() => Enumerable.Range(0, 4_000).Select(i => new ChartAppend($"chart-{i}",
        [
            NewEntry.Of(Kinds.Identity, "Dr A", new Identity { Name = $"Person {i}" }, $"i{i}"),
            new NewEntry { Kind = Kinds.Treatment, By = "Dr A", Key = $"t{i}", Body = $$"""{"treatment":{{TreatmentDocument.Write(Given($"L{i % 50}", clinic.Practice.Today, clinic.Practice.Today.AddDays(30)))}}}""" },
        ], 0)));

        var watch = Stopwatch.StartNew();
        var found = await new Lots(clinic.Practice).PatientsAsync("l7");

        output.WriteLine($"{found.Count} patients of a lot among 4,000 treatments in {watch.Elapsed.TotalMilliseconds:0.0} ms");
        Assert.Equal(80, found.Count);
    }
}

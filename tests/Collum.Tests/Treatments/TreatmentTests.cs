using System.Text;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;
using Collum.Treatments;
using FsCheck;
using FsCheck.Fluent;

namespace Collum.Tests.Treatments;

public sealed class TreatmentTests
{
    static readonly Medicine Medicine = Shared.Medicine;
    static readonly Product Botox = Medicine.Toxins.Products["onabotulinumtoxinA"];
    static readonly Product Dysport = Medicine.Toxins.Products["abobotulinumtoxinA"];

    internal const string Example = """
        { "date": "2026-11-20", "time": "14:30", "product": "onabotulinumtoxinA", "plan": "p1",
          "lines": [ { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 80, "points": 3, "guidance": "emg" },
                     { "muscle_id": "sternocleidomastoid", "side": "left", "dose_u": 37.5, "points": 2 } ],
          "lots": [ { "number": "C1234", "expiry": "2027-06-30", "vial_u": 100, "vials": 2, "diluent_ml": 1 } ],
          "discarded_u": 82.5, "consent": { "form": "written", "taken_by": "Dr Mara Winter", "date": "2026-11-20" },
          "complications": [ { "what": "small haematoma", "done": "pressure" } ], "given_by": "Dr Mara Winter",
          "reasons": [ { "code": "GIVE-010", "text": "on file", "by": "Dr Mara Winter" } ], "note": "sat upright" }
        """;

    internal static Treatment Read(string json) => InputReader.Parse("treatment", Encoding.UTF8.GetBytes(json), r =>
    {
        var read = TreatmentDocument.Read(r, Medicine.Muscles, Medicine.Toxins);
        r.Done();
        return read;
    });

    [Fact]
    public void A_treatment_written_and_read_again_is_the_same_text()
    {
        var once = TreatmentDocument.Write(Read(Example));

        Assert.Equal(once, TreatmentDocument.Write(Read(once)));
        Assert.Contains("\"dose_u\":37.5", once, StringComparison.Ordinal);
    }

    [Fact]
    public void A_total_without_muscles_is_kept_as_such()
    {
        var treatment = Read("""{ "date": "2000-01-03", "product": "rimabotulinumtoxinB", "total_only_u": 5000 }""");

        Assert.False(treatment.MusclesRecorded);
        Assert.Equal(5000, treatment.Given.Units);
        Assert.Equal(5000, Read(TreatmentDocument.Write(treatment)).Given.Units);
    }

    [Theory]
    [InlineData("""{ "date": "2026-11-20", "product": "botox" }""", "product")]
    [InlineData("""{ "date": "2026-11-20", "product": "onabotulinumtoxinA", "total_only_u": 5, "lines": [ { "muscle_id": "trapezius-descendens", "side": "left", "dose_u": 1, "points": 1 } ] }""", "total_only_u")]
    [InlineData("""{ "date": "2026-11-20", "product": "onabotulinumtoxinA", "discarded_u": -1 }""", "discarded_u")]
    [InlineData("""{ "date": "2026-11-20", "product": "onabotulinumtoxinA", "discarded_u": 0.0001 }""", "discarded_u")]
    [InlineData("""{ "date": "2026-11-20", "product": "onabotulinumtoxinA", "discarded_u": 1e308 }""", "discarded_u")]
    [InlineData("""{ "date": "2026-11-20", "product": "onabotulinumtoxinA", "lots": [ { "number": "", "expiry": "2027-01-01", "vial_u": 100, "vials": 1 } ] }""", "lots[0].number")]
    [InlineData("""{ "date": "2026-11-20", "product": "onabotulinumtoxinA", "lots": [ { "number": "A", "expiry": "2027-02-30", "vial_u": 100, "vials": 1 } ] }""", "lots[0].expiry")]
    [InlineData("""{ "date": "2026-11-20", "product": "onabotulinumtoxinA", "lots": [ { "number": "A", "expiry": "2027-02-20", "vial_u": 100, "vials": 0 } ] }""", "lots[0].vials")]
    [InlineData("""{ "date": "2026-11-20", "product": "onabotulinumtoxinA", "consent": { "form": "maybe", "taken_by": "x", "date": "2026-11-20" } }""", "consent.form")]
    [InlineData("""{ "date": "2026-11-20", "product": "onabotulinumtoxinA", "discard_u": 1 }""", "discard_u")]
    public void What_cannot_be_a_treatment_is_refused_by_its_place(string json, string place) =>
        Assert.Equal(place, Assert.Throws<InputException>(() => Read(json)).Place);

    [Fact]
    public void Vials_opened_equal_given_and_discarded_to_the_thousandth() =>
        Prop.ForAll(
            Gen.Choose(1, 8).ToArbitrary(), Gen.Choose(1, 1000).NonEmptyListOf().ToArbitrary(), Gen.Choose(-3, 3).ToArbitrary(),
            (vials, thousandths, slip) =>
            {
                var lines = thousandths.Take(20).Select(t => t * 0.013m).ToList();
                var opened = vials * 1000m;
                var discarded = opened - lines.Sum() + slip * 0.001m;
                var treatment = Read(Example) with
                {
                    Lines = [.. lines.Select(u => new Injection(Medicine.Muscles["trapezius-descendens"], Side.Left, Botox.Units(u), 1, null))],
                    Lots = [new LotUse(new Lot(Botox, "A", new(2027, 1, 1)), new Vial(Botox.Units(1000)), vials, null)],
                    Discarded = Botox.Units(discarded),
                };

                return treatment.Balance.Balances == (slip == 0) && treatment.Balance.DifferenceU == -slip * 0.001m;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Vials_of_another_product_never_count_into_the_balance()
    {
        var treatment = Read(Example) with { Lots = [new LotUse(new Lot(Dysport, "D", new(2027, 1, 1)), new Vial(Dysport.Units(500)), 1, null)] };

        Assert.True(treatment.Balance.Opened.IsZero);
    }

    [Fact]
    public void An_amendment_leaves_the_first_text_and_says_what_reads_differently()
    {
        var first = Read(Example);
        var corrected = first with { Discarded = Botox.Units(72.5m), Lines = [first.Lines[0] with { Dose = Botox.Units(90) }, first.Lines[1]] };
        var whole = new AmendedTreatment("t1", first, [new Amendment("t1", corrected, "Syringe read again", "Dr Mara Winter")]);

        Assert.Equal(117.5m, whole.First.Given.Units);
        Assert.Equal(127.5m, whole.AsPastToxin()!.Dose!.Units);
        Assert.Equal(["right splenius capitis", "discarded"], TreatmentChange.Between(first, corrected).Select(c => c.Place.ToString().ToLowerInvariant()));
    }

    [Fact]
    public void Every_change_is_said_in_words()
    {
        var first = Read(Example);
        var corrected = first with
        {
            Time = null, Lines = [first.Lines[0] with { Points = 1, Guidance = null }, first.Lines[1], first.Lines[1] with { Dose = Botox.Units(5), Guidance = Guidance.EmgUltrasound }],
            Lots = [first.Lots[0] with { Vials = 1, Diluent = null }], Consent = first.Consent! with { Form = ConsentForm.NotTaken },
            Complications = [new("bruise", null)], Note = "lay down",
        };

        Assert.Equal(
        [
            "time: 14:30 → ",
            "right splenius capitis: 80 U in 3 points, emg → 80 U in 1 point, guidance not recorded",
            "left sternocleidomastoid: 37.5 U in 2 points, guidance not recorded → 37.5 U in 2 points, guidance not recorded + 5 U in 2 points, emg-ultrasound",
            "lot C1234: onabotulinumtoxinA, 2 × 100 U, expires 2027-06-30, 1 mL a vial → onabotulinumtoxinA, 1 × 100 U, expires 2027-06-30, diluent not recorded",
            "consent: written, Dr Mara Winter, 2026-11-20 → not-taken, Dr Mara Winter, 2026-11-20",
            "complication: small haematoma; pressure → bruise",
            "note: sat upright → lay down",
        ], TreatmentChange.Between(first, corrected).Select(c => $"{c.Place}: {c.Before} → {c.After}"));
    }

    [Fact]
    public void A_withdrawn_treatment_is_no_history()
    {
        var whole = new AmendedTreatment("t1", Read(Example), [new Amendment("t1", null, "Wrong patient", "Dr Mara Winter")]);

        Assert.Null(whole.AsPastToxin());
    }

    [Fact]
    public void Placebo_is_no_history()
    {
        var placebo = Read("""{ "date": "2000-01-03", "product": "rimabotulinumtoxinB", "total_only_u": 0 }""");

        Assert.Null(new AmendedTreatment("t", placebo, []).AsPastToxin());
    }

    [Fact]
    public void An_amendment_either_corrects_or_withdraws()
    {
        static Amendment Parse(string json) => InputReader.Parse("amendment", Encoding.UTF8.GetBytes(json), r => Amendment.Read(r, Medicine.Muscles, Medicine.Toxins));

        Assert.Null(Parse("""{ "of": "t1", "why": "Wrong patient", "by": "Dr A", "withdrawn": true }""").Corrected);
        Assert.Equal("treatment", Assert.Throws<InputException>(() => Parse("""{ "of": "t1", "why": "Typo", "by": "Dr A" }""")).Place);
        var written = Amendment.Write(new Amendment("t1", Read(Example), "Typo", "Dr A"));
        Assert.Equal(written, Amendment.Write(Parse(written)));
    }
}

using System.Globalization;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Treatments;

/// <summary>A treatment as JSON, read and written; both directions keep every key.</summary>
/// <remarks>
/// <code>
/// { "date": "2026-11-20", "time": "14:30", "product": "onabotulinumtoxinA", "plan": "ENTRY",
///   "lines": [ { "muscle_id": "splenius-capitis", "side": "right", "dose_u": 80, "points": 3, "guidance": "emg" } ],
///   "lots": [ { "number": "C1234", "expiry": "2027-06-30", "vial_u": 100, "vials": 2, "diluent_ml": 1 } ],
///   "discarded_u": 20, "consent": { "form": "written", "taken_by": "Dr Mara Winter", "date": "2026-11-20" },
///   "complications": [], "given_by": "Dr Mara Winter", "reasons": [] }
/// </code>
/// A lot's <c>product</c> may be absent: then it is the treatment's. <c>total_only_u</c> stands in place of <c>lines</c> where the muscles were not recorded.
/// </remarks>
public static class TreatmentDocument
{
    const int Most = 200;

    /// <param name="muscles">Muscles a line may name.</param>
    /// <param name="toxins">Products a treatment and its lots may name.</param>
    public static Treatment Read(InputReader reader, Muscles muscles, ToxinTable toxins)
    {
        var product = reader.OneOf("product", toxins.Products);
        var treatment = new Treatment
        {
            Date = reader.Date("date"),
            Time = Time(reader),
            Product = product,
            Region = reader.OneOfOrNull("region", Region.Known, out var region) ? region : null,
            Plan = reader.TextOrNull("plan"),
            Lines = reader.List("lines", line => ReadLine(line, product, muscles), Most),
            TotalOnly = reader.NumberOrNull("total_only_u") is { } total ? product.Units(Units(reader, "total_only_u", total)) : null,
            Lots = reader.List("lots", lot => ReadLot(lot, product, toxins), Most),
            Discarded = product.Units(Units(reader, "discarded_u", reader.NumberOrNull("discarded_u") ?? 0)),
            Consent = reader.ObjectOrNull("consent") is { } consent ? ReadConsent(consent) : null,
            Complications = reader.List("complications", c => new Complication(c.Text("what"), c.TextOrNull("done")), Most),
            GivenBy = reader.TextOrNull("given_by"),
            Reasons = reader.List("reasons", ReasonGiven.Read, Most),
            Note = reader.TextOrNull("note"),
        };

        if (treatment is { TotalOnly: not null, Lines.Count: > 0 })
            throw reader.Wrong("total_only_u", $"either lines or a total, not both");
        return treatment;
    }

    static Injection ReadLine(InputReader line, Product product, Muscles muscles)
    {
        var muscle = line.OneOf("muscle_id", muscles.ById);
        var points = line.Whole("points");
        if (points is < 1 or > 100)
            throw line.Wrong("points", $"1 to 100");
        return new(muscle, line.OneOf("side", Sides.Words), product.Units(Units(line, "dose_u", line.Number("dose_u"))), points,
            line.OneOfOrNull("guidance", Guidances.Words, out var guidance) ? guidance : null);
    }

    static LotUse ReadLot(InputReader lot, Product product, ToxinTable toxins)
    {
        var of = lot.OneOfOrNull("product", toxins.Products, out var own) ? own : product;
        var size = Units(lot, "vial_u", lot.Number("vial_u"));
        if (size == 0)
            throw lot.Wrong("vial_u", $"units above 0");
        var vials = lot.Whole("vials");
        if (vials is < 1 or > 1000)
            throw lot.Wrong("vials", $"1 to 1000");
        var number = lot.Text("number").Trim();
        if (number.Length is 0 or > 60)
            throw lot.Wrong("number", $"the number printed on the vial, 1 to 60 characters");
        return new(new Lot(of, number, lot.Date("expiry")),
            new Vial(of.Units(size), Millilitres(lot, "vial_ml")), vials, Millilitres(lot, "diluent_ml"));
    }

    static Consent ReadConsent(InputReader consent)
    {
        var read = new Consent(consent.OneOf("form", Consent.Words), consent.Text("taken_by"), consent.Date("date"));
        consent.Done();
        return read;
    }

    static Volume? Millilitres(InputReader reader, string key) => reader.NumberOrNull(key) switch
    {
        null => null,
        >= 0 and <= 1000 and var ml => new Volume(ml),
        _ => throw reader.Wrong(key, $"0 to 1000 mL"),
    };

    // Thousandths are finer than any syringe; more digits would let a sum round where it must be exact.
    static decimal Units(InputReader reader, string key, decimal units) =>
        units is >= 0 and <= 1_000_000 && decimal.Round(units, 3) == units ? units
            : throw reader.Wrong(key, $"units, 0 or above, with at most three decimals");

    static TimeOnly? Time(InputReader reader) => reader.TextOrNull("time") is not { } text ? null
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : throw reader.Wrong("time", $"a time such as 14:30");

    public static string Write(Treatment t) => OutputJson.Write(Shape(t));

    /// <summary>The same as an object, to stand inside a larger document.</summary>
    public static object Shape(Treatment t) => new
    {
        t.Date,
        Time = t.Time?.ToString("HH:mm", CultureInfo.InvariantCulture),
        Product = t.Product.Id,
        Region = t.Region?.Code,
        t.Plan,
        Lines = t.MusclesRecorded ? t.Lines.Select(l => new
        {
            MuscleId = l.Muscle.Id, Side = l.Side.Word(), DoseU = l.Dose.Units, l.Points, Guidance = l.Guidance?.Word(),
        }) : null,
        TotalOnlyU = t.TotalOnly?.Units,
        Lots = t.Lots.Select(l => new
        {
            Product = l.Lot.Product == t.Product ? null : l.Lot.Product.Id, l.Lot.Number, l.Lot.Expiry,
            VialU = l.Vial.Content.Units, VialMl = l.Vial.Solution?.Millilitres, l.Vials, DiluentMl = l.Diluent?.Millilitres,
        }),
        DiscardedU = t.Discarded.Units,
        Consent = t.Consent is { } c ? new { Form = Consent.Words.First(w => w.Value == c.Form).Key, c.TakenBy, c.Date } : null,
        Complications = t.Complications.Select(c => new { c.What, c.Done }),
        t.GivenBy,
        Reasons = t.Reasons.Select(r => new { r.Code, r.Place, r.Text, r.By }),
        t.Note,
    };
}

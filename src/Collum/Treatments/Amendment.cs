using Collum.Anatomy;
using Collum.Findings;
using Collum.Toxins;

namespace Collum.Treatments;

/// <summary>A later correction of a signed treatment. The first text stays; both are shown.</summary>
/// <param name="Of">Entry id of the treatment corrected.</param>
/// <param name="Corrected">The whole treatment as it should have read; null withdraws it (entered for the wrong patient, never given).</param>
/// <param name="Why">In the writer's own words.</param>
/// <param name="By">Who corrects.</param>
public sealed record Amendment(string Of, Treatment? Corrected, string Why, string By)
{
    public static Amendment Read(InputReader reader, Muscles muscles, ToxinTable toxins)
    {
        var why = reader.Text("why").Trim();
        if (why.Length < 3)
            throw reader.Wrong("why", $"a reason in words");

        var withdrawn = reader.FlagOrNull("withdrawn") ?? false;
        Treatment? corrected = null;
        if (reader.ObjectOrNull("treatment") is { } inner)
        {
            corrected = TreatmentDocument.Read(inner, muscles, toxins);
            inner.Done();
        }

        return withdrawn == corrected is null
            ? new(reader.Text("of"), corrected, why, reader.Text("by"))
            : throw reader.Wrong("treatment", $"either the corrected treatment or \"withdrawn\": true");
    }

    public static string Write(Amendment a) => OutputJson.Write(new
    {
        a.Of, a.Why, a.By, Withdrawn = a.Corrected is null ? true : (bool?)null,
        Treatment = a.Corrected is null ? null : TreatmentDocument.Shape(a.Corrected),
    });
}

/// <summary>A signed treatment with everything that was corrected since.</summary>
/// <param name="Id">Entry id of the signed treatment.</param>
/// <param name="First">As signed; never changes.</param>
/// <param name="Amendments">Oldest first.</param>
public sealed record AmendedTreatment(string Id, Treatment First, IReadOnlyList<Amendment> Amendments)
{
    /// <summary>What counts now; null when the treatment was withdrawn.</summary>
    public Treatment? Current => Amendments.Count == 0 ? First : Amendments[^1].Corrected;

    /// <summary>As a history holds it; null when withdrawn, or when nothing but placebo was given.</summary>
    public PastToxin? AsPastToxin() => Current is { } now && !now.Given.IsZero
        ? new(now.Date, now.Product, now.Given, PastToxin.CervicalDystonia)
        {
            Lines = [.. now.Lines.Select(l => new PastLine(l.Muscle, l.Side, l.Dose))],
        }
        : null;
}

/// <summary>One thing that reads differently in two versions of a treatment.</summary>
/// <param name="Place">What it is, in words.</param>
/// <param name="Before">Null where it was absent.</param>
/// <param name="After">Null where it is gone.</param>
public sealed record TreatmentChange(Sentence Place, Sentence? Before, Sentence? After) : ISayable
{
    public Sentence Say() => (Before, After) switch
    {
        (null, { } now) => Phrase($"{Place}: nothing → {now}"),
        ({ } then, null) => Phrase($"{Place}: {then} → nothing"),
        var (then, now) => Phrase($"{Place}: {then} → {now}"),
    };

    /// <summary>Everything that differs, in the order of the document.</summary>
    public static IReadOnlyList<TreatmentChange> Between(Treatment before, Treatment after)
    {
        var (a, b) = (Texts(before), Texts(after));
        return [.. a.Select(x => x.Place).Concat(b.Select(x => x.Place)).Distinct()
            .Select(place => new TreatmentChange(place, Find(a, place), Find(b, place)))
            .Where(c => !Equals(c.Before, c.After))];

        static Sentence? Find(List<(Sentence Place, Sentence Text)> texts, Sentence place)
        {
            var found = texts.Where(t => t.Place.Equals(place)).Select(t => t.Text).ToList();
            return found.Count == 0 ? null : found.Aggregate((all, next) => $"{all} + {next}");
        }
    }

    static List<(Sentence Place, Sentence Text)> Texts(Treatment t)
    {
        List<(Sentence, Sentence)> texts = [($"date", $"{t.Date:yyyy-MM-dd}"), ($"product", Code(t.Product.Id))];
        if (t.Region is { } region)
            texts.Add(($"region", region.Say()));
        if (t.Time is { } time)
            texts.Add(($"time", $"{time}"));
        if (t.TotalOnly is { } total)
            texts.Add(($"total dose", total.Say()));
        foreach (var line in t.Lines)
            texts.Add((line.Say(), $"{line.Dose.Units:0.###} U in {line.Points:# point|# points}, {line.Guidance?.Say() ?? Phrase($"guidance not recorded")}"));
        foreach (var lot in t.Lots)
            texts.Add(($"lot {lot.Lot.Number:typed}", lot.Diluent is { } diluent
                ? Phrase($"{lot.Lot.Product.Id:code}, {lot.Vials} × {lot.Vial.Content.Units:0.###} U, expires {lot.Lot.Expiry:yyyy-MM-dd}, {diluent} a vial")
                : Phrase($"{lot.Lot.Product.Id:code}, {lot.Vials} × {lot.Vial.Content.Units:0.###} U, expires {lot.Lot.Expiry:yyyy-MM-dd}, diluent not recorded")));
        texts.Add(($"discarded", t.Discarded.Say()));
        if (t.Consent is { } c)
            texts.Add(($"consent", $"{Agreed(c.Form)}, {c.TakenBy:typed}, {c.Date:yyyy-MM-dd}"));
        foreach (var complication in t.Complications)
            texts.Add(($"complication", complication.Done is null ? Typed(complication.What) : Phrase($"{complication.What:typed}; {complication.Done:typed}")));
        if (t.GivenBy is { } by)
            texts.Add(($"given by", Typed(by)));
        if (t.Plan is { } plan)
            texts.Add(($"plan", Code(plan)));
        if (t.Note is { } note)
            texts.Add(($"note", Typed(note)));
        return texts;
    }

    static Sentence Agreed(ConsentForm form) => form switch
    {
        ConsentForm.Written => Phrase($"written"),
        ConsentForm.Oral => Phrase($"oral"),
        _ => Phrase($"not-taken"),
    };
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Patients;
using Collum.Postures;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Plans;

/// <summary>A plan, the person it is for, and the toxin given before: what <c>collum plan check</c> reads, and what a chart keeps.</summary>
/// <remarks><see cref="Write"/> gives one text for one content, so that a stored document can be read and checked again, bit for bit.</remarks>
public sealed record PlanDocument(Plan Plan, Patient Patient, IReadOnlyList<PastToxin> History)
{
    /// <summary>As measured; null when the plan does not carry it.</summary>
    public Posture? Posture { get; init; }

    // What any hand could mean: beyond these a number is a slip of the pen, whatever the product.
    const decimal LeastUnits = 0.01m, MostUnits = 100_000m, LeastMl = 0.01m, MostMl = 100m;
    const int MostSites = 200, MostPast = 1_000, MostPoints = 50, MostVials = 100;
    static readonly DateOnly Earliest = new(1900, 1, 1), Latest = new(2199, 12, 31);

    static readonly Dictionary<string, Sex> SexWords = new(StringComparer.Ordinal)
    {
        ["female"] = Sex.Female, ["male"] = Sex.Male, ["other"] = Sex.Other, ["unknown"] = Sex.Unknown,
    };

    /// <summary>Throws <see cref="InputException"/> naming the place, what was found, and what is expected.</summary>
    /// <param name="document">The file or form, named in messages.</param>
    /// <param name="utf8">JSON.</param>
    /// <param name="muscles">The muscle table.</param>
    /// <param name="toxins">The products.</param>
    /// <param name="questions">Ids that <c>patient.answers</c> may hold; null accepts any.</param>
    public static PlanDocument Read(
        string document, ReadOnlyMemory<byte> utf8, Muscles muscles, ToxinTable toxins, IReadOnlyCollection<string>? questions = null) =>
        InputReader.Parse(document, utf8, reader => Read(reader, muscles, toxins, questions));

    /// <summary>The same, from an object inside another document.</summary>
    public static PlanDocument Read(InputReader reader, Muscles muscles, ToxinTable toxins, IReadOnlyCollection<string>? questions = null)
    {
        var read = ReadOpen(reader, muscles, toxins, questions);
        reader.Done();
        return read;
    }

    /// <summary>The same, from an object that holds other keys too; the caller ends with <see cref="InputReader.Done"/>.</summary>
    internal static PlanDocument ReadOpen(InputReader reader, Muscles muscles, ToxinTable toxins, IReadOnlyCollection<string>? questions = null)
    {
        var region = reader.OneOf("region", Region.Known);
        var product = ReadProduct(reader, toxins);
        var date = Day(reader, "date");
        var plan = new Plan
        {
            Date = date,
            Region = region,
            Product = product,
            FirstSession = reader.FlagOrNull("first_session"),
            Sites = reader.List("sites", site => ReadSite(site, product, muscles), MostSites),
            Preparations = ReadPreparations(reader, toxins[product], toxins),
        };
        return new PlanDocument(plan, ReadPatient(reader, date, questions), reader.List("history", past => ReadPast(past, muscles, toxins), MostPast))
        {
            Posture = ReadPosture(reader, muscles),
        };
    }

    /// <summary>The document as JSON on one line.</summary>
    public string Write() => OutputJson.Write(PlanText.Of(this));

    // No guess at a product: a name two letters away is another drug.
    static Product ReadProduct(InputReader reader, ToxinTable toxins)
    {
        var plannable = toxins.Plannable;
        if (reader.TextOrNull("product") is { } typed && !plannable.ContainsKey(typed))
        {
            var same = plannable.Keys.FirstOrDefault(id => id.Equals(typed, StringComparison.OrdinalIgnoreCase))
                ?? toxins.Labels.FirstOrDefault(l => l.Brands.Any(b => b.Name.Equals(typed, StringComparison.OrdinalIgnoreCase)))?.Id;
            var more = same is not null ? Phrase($" (write {same:code})")
                : toxins.Products.ContainsKey(typed) ? Phrase($"; {typed:typed} has no label for cervical dystonia on file") : null;
            throw reader.Wrong("product", $"one of {string.Join(", ", plannable.Keys.Order(StringComparer.Ordinal)):code}{more}");
        }

        return reader.OneOf("product", plannable);
    }

    static Posture? ReadPosture(InputReader reader, Muscles muscles)
    {
        if (reader.ObjectOrNull("posture") is not { } inner)
            return null;

        var posture = PostureDocument.Read(inner, muscles);
        inner.Done();
        return posture;
    }

    static Site ReadSite(InputReader reader, Product product, Muscles muscles) => new(
        reader.OneOf("muscle_id", muscles.ById),
        reader.OneOf("side", Sides.Words),
        Units(reader, "dose_u", product),
        Whole(reader, "points", 1, MostPoints),
        reader.OneOfOrNull("guidance", Guidances.Words, out var guidance) ? guidance : null);

    static IReadOnlyList<Preparation> ReadPreparations(InputReader reader, Label label, ToxinTable toxins)
    {
        var one = reader.ObjectOrNull("preparation");
        var several = reader.List("preparations", r => ReadPreparation(r, label, toxins), MostVials);
        if (one is null)
            return several;
        if (several.Count > 0)
            throw reader.Wrong("preparations", $"nothing beside 'preparation': one of the two");

        var preparation = ReadPreparation(one, label, toxins);
        one.Done();
        return [preparation];
    }

    static Preparation ReadPreparation(InputReader reader, Label label, ToxinTable toxins)
    {
        var vial = label.VialOf(Within(reader, "vial_u", LeastUnits, MostUnits));
        var diluent = vial.Solution is null
            ? Within(reader, "diluent_ml", LeastMl, MostMl)
            : reader.Has("diluent_ml") ? Within(reader, "diluent_ml", 0, MostMl) : 0;
        var named = reader.OneOfOrNull("product", toxins.Products, out var onVial) ? onVial : null;
        var lot = reader.TextOrNull("lot");
        var expiry = DayOrNull(reader, "expiry");
        if (lot is null != expiry is null)
            throw reader.Wrong(lot is null ? "lot" : "expiry", $"lot and expiry together, or neither");

        return new Preparation(new Dilution(vial, new Volume(diluent)), Whole(reader, "vials", 1, MostVials))
        {
            Lot = lot is null ? null : new Lot(named ?? vial.Product, lot, expiry!.Value),
            ProductOnVial = named,
        };
    }

    static Patient ReadPatient(InputReader reader, DateOnly date, IReadOnlyCollection<string>? questions)
    {
        if (reader.ObjectOrNull("patient") is not { } patient)
            return new Patient();

        var birth = DayOrNull(patient, "birth_date");
        if (birth > date)
            throw patient.Wrong("birth_date", $"a day before the plan's {date:yyyy-MM-dd}");

        var read = new Patient
        {
            BirthDate = birth,
            Sex = patient.OneOfOrNull("sex", SexWords, out var sex) ? sex : Sex.Unknown,
            WeightKg = patient.Has("weight_kg") ? Within(patient, "weight_kg", 1, 500) : null,
            Answers = ReadAnswers(patient, questions),
            Medications = patient.Texts("medications"),
            Allergies = patient.Texts("allergies"),
        };
        patient.Done();
        return read;
    }

    static SortedDictionary<string, Answer> ReadAnswers(InputReader patient, IReadOnlyCollection<string>? questions)
    {
        var answers = new SortedDictionary<string, Answer>(StringComparer.Ordinal);
        if (patient.ObjectOrNull("answers") is not { } reader)
            return answers;

        var known = questions?.ToDictionary(q => q, q => q, StringComparer.Ordinal);
        foreach (var (id, _) in patient.Map("answers"))
        {
            if (known?.ContainsKey(id) == false)
            {
                var close = Numerics.EditDistance.Closest(id, known.Keys);
                throw new InputException($"{reader.Place}.{id}", $"a question that is not known here",
                    $"one of {string.Join(", ", known.Keys):code}{(close is null ? null : Phrase($" (did you mean '{close:code}'?)"))}");
            }

            answers[id] = reader.OneOf(id, Answers.Words);
        }

        return answers;
    }

    static PastToxin ReadPast(InputReader reader, Muscles muscles, ToxinTable toxins)
    {
        var product = reader.TextOrNull("product") is null or "unknown" ? null : reader.OneOf("product", toxins.Products);
        decimal? units = reader.Has("dose_u") ? Within(reader, "dose_u", LeastUnits, MostUnits) : null;
        var lines = product is not null ? reader.List("lines", line => ReadLine(line, product, muscles), MostSites)
            : reader.Has("lines") ? throw reader.Wrong("lines", $"a known product beside the lines") : [];
        if (product is not null && units is { } told && lines.Count > 0 && lines.Select(l => l.Dose).Sum(product).Units is var sum && sum != told)
            throw reader.Wrong("dose_u", $"{sum:0.##}, the sum of the lines");
        if (product is not null && units is null && lines.Count > 0)
            units = lines.Select(l => l.Dose).Sum(product).Units;

        return new PastToxin(Day(reader, "date"), product, product is not null && units is { } u ? product.Units(u) : null, reader.TextOrNull("indication"))
        {
            Clinic = reader.TextOrNull("clinic"),
            UnitsOfUnknownProduct = product is null ? units : null,
            Lines = lines,
        };
    }

    static PastLine ReadLine(InputReader reader, Product product, Muscles muscles) => new(
        reader.OneOf("muscle_id", muscles.ById), reader.OneOf("side", Sides.Words), Units(reader, "dose_u", product));

    static Dose Units(InputReader reader, string key, Product product) => product.Units(Within(reader, key, LeastUnits, MostUnits));

    static decimal Within(InputReader reader, string key, decimal least, decimal most) => reader.Number(key) is var n && n >= least && n <= most ? n
        : throw reader.Wrong(key, $"{least} to {most}");

    static int Whole(InputReader reader, string key, int least, int most) => reader.Whole(key) is var n && n >= least && n <= most ? n
        : throw reader.Wrong(key, $"a whole number, {least} to {most}");

    static DateOnly Day(InputReader reader, string key) => Known(reader, key, reader.Date(key));

    static DateOnly? DayOrNull(InputReader reader, string key) => reader.DateOrNull(key) is { } day ? Known(reader, key, day) : null;

    static DateOnly Known(InputReader reader, string key, DateOnly day) => day >= Earliest && day <= Latest ? day
        : throw reader.Wrong(key, $"a date from 1900 to 2199");
}

/// <summary>The keys of the document, in the order in which they are written.</summary>
sealed record PlanText(
    DateOnly Date, string Region, string Product, bool? FirstSession, PatientText Patient, IReadOnlyList<PastText>? History, JsonElement? Posture,
    PreparationText? Preparation, IReadOnlyList<PreparationText>? Preparations, IReadOnlyList<SiteText> Sites)
{
    public static PlanText Of(PlanDocument document) => new(
        document.Plan.Date,
        document.Plan.Region.Code,
        document.Plan.Product.Id,
        document.Plan.FirstSession,
        PatientText.Of(document.Patient),
        document.History.Count == 0 ? null : [.. document.History.Select(PastText.Of)],
        document.Posture is { } posture ? JsonElement.Parse(PostureDocument.Write(posture)) : null,
        document.Plan.Preparation is { } one ? PreparationText.Of(one) : null,
        document.Plan.Preparations.Count > 1 ? [.. document.Plan.Preparations.Select(PreparationText.Of)] : null,
        [.. document.Plan.Sites.Select(s => new SiteText(s.Muscle.Id, s.Side.Word(), s.Dose.Units, s.Points, s.Guidance?.Word()))]);
}

sealed record PatientText(
    DateOnly? BirthDate, string? Sex, decimal? WeightKg, IReadOnlyDictionary<string, string>? Answers,
    IReadOnlyList<string>? Medications, IReadOnlyList<string>? Allergies)
{
    public static PatientText Of(Patient patient) => new(
        patient.BirthDate,
        patient.Sex == Patients.Sex.Unknown ? null : patient.Sex.ToString().ToLowerInvariant(),
        patient.WeightKg,
        patient.Answers.Count == 0 ? null : new SortedDictionary<string, string>(patient.Answers.ToDictionary(a => a.Key, a => a.Value.Word()), StringComparer.Ordinal),
        patient.Medications.Count == 0 ? null : patient.Medications,
        patient.Allergies.Count == 0 ? null : patient.Allergies);
}

sealed record PastText(
    DateOnly Date, string Product, decimal? DoseU, string? Indication, string? Clinic, IReadOnlyList<LineText>? Lines)
{
    public static PastText Of(PastToxin past) => new(
        past.Date,
        past.Product?.Id ?? "unknown",
        past.Dose?.Units ?? past.UnitsOfUnknownProduct,
        past.Indication,
        past.Clinic,
        past.Lines.Count == 0 ? null : [.. past.Lines.Select(l => new LineText(l.Muscle.Id, l.Side.Word(), l.Dose.Units))]);
}

sealed record PreparationText(
    decimal VialU, int Vials, [property: JsonPropertyName("diluent_ml")] decimal DiluentMl, string? Product, string? Lot, DateOnly? Expiry)
{
    public static PreparationText Of(Preparation preparation) => new(
        preparation.Dilution.Vial.Content.Units,
        preparation.Vials,
        preparation.Dilution.Diluent.Millilitres,
        preparation.ProductOnVial?.Id,
        preparation.Lot?.Number,
        preparation.Lot?.Expiry);
}

sealed record LineText(string MuscleId, string Side, decimal DoseU);

sealed record SiteText(string MuscleId, string Side, decimal DoseU, int Points, string? Guidance);

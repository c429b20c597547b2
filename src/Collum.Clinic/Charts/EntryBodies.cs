using System.Text;
using System.Text.Json;
using Collum.Findings;
using Collum.Patients;
using Collum.Treatments;

namespace Collum.Clinic.Charts;

/// <summary>The facts about a person that an entry of kind <c>answers</c> holds, in the keys of a plan document's <c>patient</c>.</summary>
/// <param name="WeightKg">Null when it was not asked.</param>
/// <param name="Answers">By question id.</param>
/// <param name="Medications">As typed.</param>
/// <param name="Allergies">As typed.</param>
public sealed record AnswersBody(decimal? WeightKg, IReadOnlyDictionary<string, Answer> Answers, IReadOnlyList<string> Medications, IReadOnlyList<string> Allergies)
{
    internal static AnswersBody Of(JsonElement document)
    {
        if (!document.TryGetProperty("patient", out var patient) || patient.ValueKind != JsonValueKind.Object)
            return new(null, new Dictionary<string, Answer>(), [], []);
        return new(
            patient.TryGetProperty("weight_kg", out var kg) && kg.ValueKind == JsonValueKind.Number ? kg.GetDecimal() : null,
            patient.TryGetProperty("answers", out var answers) && answers.ValueKind == JsonValueKind.Object
                ? new SortedDictionary<string, Answer>(answers.EnumerateObject().ToDictionary(a => a.Name, a => Patients.Answers.Words.GetValueOrDefault(a.Value.GetString() ?? "")), StringComparer.Ordinal)
                : new SortedDictionary<string, Answer>(StringComparer.Ordinal),
            Texts(patient, "medications"), Texts(patient, "allergies"));
    }

    static IReadOnlyList<string> Texts(JsonElement patient, string key) =>
        patient.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(t => t.GetString() ?? "")] : [];
}

/// <summary>Body of an entry of kind <c>toxin-elsewhere</c>, in the keys of a plan document's <c>history</c>.</summary>
public static class ToxinElsewhereBody
{
    /// <summary>Null when the entry takes an earlier one back.</summary>
    internal static PastToxin? Read(Entry entry, Medicine medicine) =>
        InputReader.Parse($"entry {entry.Seq}", Encoding.UTF8.GetBytes(entry.Body), reader => Read(reader, medicine));

    /// <summary>Reads <c>{date, product?, dose_u?, indication?, clinic?}</c> or <c>{withdrawn: true}</c>, which gives null.</summary>
    /// <exception cref="InputException">Names the place, what was found and what is expected.</exception>
    public static PastToxin? Read(InputReader reader, Medicine medicine)
    {
        if (reader.FlagOrNull("withdrawn") == true)
            return null;
        var product = reader.TextOrNull("product") is null or "unknown" ? null : reader.OneOf("product", medicine.Toxins.Products);
        var units = reader.NumberOrNull("dose_u");
        if (units is <= 0 or > 100_000)
            throw reader.Wrong("dose_u", $"units above 0; leave it out when nobody knows");
        return new(reader.Date("date"), product, product is not null && units is { } u ? product.Units(u) : null, reader.TextOrNull("indication"))
        {
            Clinic = reader.TextOrNull("clinic"), UnitsOfUnknownProduct = product is null ? units : null,
        };
    }

    internal static string Write(PastToxin past) => OutputJson.Write(new
    {
        past.Date, Product = past.Product?.Id ?? "unknown", DoseU = past.Dose?.Units ?? past.UnitsOfUnknownProduct, past.Indication, past.Clinic,
    });
}

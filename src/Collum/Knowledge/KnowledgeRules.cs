using System.Globalization;
using System.Text.Json;

namespace Collum.Knowledge;

/// <summary>The ids that files may name.</summary>
public sealed record KnownIds(IReadOnlySet<string> Sources, IReadOnlySet<string> Regions, IReadOnlySet<string> Muscles, IReadOnlySet<string> Products);

/// <summary>What must hold in every file of <c>data/</c> whatever its shape: sources, ids and regions exist, numbers are possible, ids stand once.</summary>
/// <remarks>The strict records refuse unknown and missing keys; this refuses values that cannot be, also inside parts that are shown as they stand.</remarks>
public static class KnowledgeRules
{
    static readonly HashSet<string> Statuses = new(["verified", "partly-verified", "recalled", "derived", "computed"], StringComparer.Ordinal);

    // Key suffix, least, most. A dose above 100,000 U or a volume above 1 L is a slip of the decimal point in any product.
    static readonly (string Suffix, decimal Least, decimal Most, string Says)[] Ranges =
    [
        ("_u_per_0_1_ml", 0, 100_000, "a concentration"), ("_u_per_ml", 0, 1_000_000, "a concentration"), ("_mg_per_day", 0, 100_000, "a dose"),
        ("_u", 0, 100_000, "a dose"), ("_ml", 0, 1_000, "a volume"), ("_kg", 0, 500, "a weight"), ("percent", 0, 100, "a percentage"),
        ("_deg", -180, 180, "an angle"), ("_years", 0, 130, "an age"), ("_weeks", 0, 520, "weeks"), ("_days", 0, 3_660, "days"),
        ("_hours", 0, 8_760, "hours"), ("_minutes", 0, 525_600, "minutes"),
    ];

    /// <summary>Throws <see cref="KnowledgeException"/> with file and place at the first value that cannot be.</summary>
    public static void Require(string file, ReadOnlyMemory<byte> utf8, KnownIds known)
    {
        using var document = KnowledgeWalk.Parse(file, utf8);
        Walk(file, new Spot(null, null), "", document.RootElement, known);
    }

    // Where the walk is; put into words only when something is wrong there.
    sealed record Spot(Spot? Above, string? Key, JsonElement List = default, int Index = 0)
    {
        public override string ToString()
        {
            var above = Above?.ToString() ?? "";
            return Key is not null ? KnowledgeWalk.Join(above, Key)
                : List.ValueKind == JsonValueKind.Array ? KnowledgeWalk.Entries(above, List).ElementAt(Index).Place
                : above;
        }
    }

    static void Walk(string file, Spot place, string key, JsonElement element, KnownIds known)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Fact(file, place, element);
                Pairs(file, place, element);
                foreach (var property in element.EnumerateObject())
                {
                    var name = property.Name;
                    var at = new Spot(place, name);
                    Id(file, at, name, property.Value, known);
                    // The ends of a range are of the kind that its own key names.
                    Walk(file, at, name is "min" or "max" && key.Length > 0 ? key : name, property.Value, known);
                }

                break;

            case JsonValueKind.Array:
                HashSet<string>? ids = null;
                var index = 0;
                foreach (var entry in element.EnumerateArray())
                {
                    if (KnowledgeWalk.TextOf(entry, "id") is { } id && !(ids ??= new(StringComparer.Ordinal)).Add(id))
                        throw new KnowledgeException(file, $"{place}/{id}", "the id stands twice");
                    Walk(file, new Spot(place, null, element, index++), key, entry, known);
                }

                break;

            case JsonValueKind.Number:
                Number(file, place, key, element);
                break;
        }
    }

    static void Fact(string file, Spot place, JsonElement element)
    {
        var (source, status) = (KnowledgeWalk.TextOf(element, "source"), KnowledgeWalk.TextOf(element, "status"));
        if (source is not null && status is null)
            throw new KnowledgeException(file, Or(place.ToString()), "has a source but no status");
        if (source is null && status is not null && Statuses.Contains(status))
            throw new KnowledgeException(file, Or(place.ToString()), "has a status but no source");
        if (source is not null && !Statuses.Contains(status!))
            throw new KnowledgeException(file, $"{place}/status", $"'{status}' is none of {string.Join(", ", Statuses)}");
    }

    static void Id(string file, Spot place, string key, JsonElement value, KnownIds known)
    {
        switch (key)
        {
            case "source":
            case "corroborated_by":
                Named(known.Sources, "is no source of sources.json");
                break;
            case "regions":
                Named(known.Regions, "is no region", "ANY", "other");
                break;
            case "muscle" or "muscle_id" or "muscles" or "muscle_ids" or "members":
                Named(known.Muscles, "is no muscle of anatomy/muscles.json", "any-third-muscle");
                break;
            case "product" or "product_id" or "applies_to" or "with_product" or "counts_as":
                Named(known.Products, "is no product of toxins/");
                break;
        }

        void Named(IReadOnlySet<string> ids, string problem, params ReadOnlySpan<string> also)
        {
            if (value.ValueKind == JsonValueKind.String)
                One(value.GetString()!, also);
            else if (value.ValueKind == JsonValueKind.Array)
                foreach (var entry in value.EnumerateArray())
                    if (entry.ValueKind == JsonValueKind.String)
                        One(entry.GetString()!, also);

            void One(string id, ReadOnlySpan<string> others)
            {
                if (!ids.Contains(id) && !others.Contains(id))
                    throw new KnowledgeException(file, place.ToString(), $"'{id}' {problem}");
            }
        }
    }

    static void Number(string file, Spot place, string key, JsonElement element)
    {
        if (!element.TryGetDecimal(out var value))
            throw new KnowledgeException(file, place.ToString(), $"{element.GetRawText()} is out of all range");
        foreach (var (suffix, least, most, says) in Ranges)
        {
            if (!key.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            if (value < least || value > most)
                throw new KnowledgeException(file, place.ToString(), string.Create(CultureInfo.InvariantCulture, $"{value} cannot be {says} ({least} to {most})"));
            break;
        }

        if (key.EndsWith("interval_weeks", StringComparison.Ordinal) && value <= 0)
            throw new KnowledgeException(file, place.ToString(), "an interval is above 0 weeks");
        if (key == "tier" && value is not (1 or 2 or 3))
            throw new KnowledgeException(file, place.ToString(), "a tier is 1, 2 or 3");
    }

    // min and max, and pairs such as min_weeks and max_weeks.
    static void Pairs(string file, Spot place, JsonElement element)
    {
        foreach (var property in element.EnumerateObject())
            if (property.Name.StartsWith("min", StringComparison.Ordinal) && property.Value.ValueKind == JsonValueKind.Number
                && element.TryGetProperty("max" + property.Name[3..], out var max) && max.ValueKind == JsonValueKind.Number
                && property.Value.GetDouble() > max.GetDouble())
                throw new KnowledgeException(file, Or(place.ToString()), $"{property.Name} {property.Value.GetRawText()} is above max{property.Name[3..]} {max.GetRawText()}");
    }

    static string Or(string place) => place.Length == 0 ? "$" : place;
}

using System.Globalization;
using System.Text.Json;

namespace Collum.Clinic.Audit;

/// <summary>The first place where two JSON documents part.</summary>
static class JsonDifference
{
    public static string First(string then, string now)
    {
        using var a = JsonDocument.Parse(then);
        using var b = JsonDocument.Parse(now);
        return Find("$", a.RootElement, b.RootElement) ?? "$: the same values, written differently";
    }

    static string? Find(string place, JsonElement then, JsonElement now)
    {
        if (then.ValueKind != now.ValueKind)
            return Say(place, then, now);
        switch (then.ValueKind)
        {
            case JsonValueKind.Object:
                var (olds, news) = (then.EnumerateObject().ToList(), now.EnumerateObject().ToList());
                for (var i = 0; i < Math.Max(olds.Count, news.Count); i++)
                {
                    var old = i < olds.Count ? olds[i].Name : null;
                    var @new = i < news.Count ? news[i].Name : null;
                    if (old != @new)
                        return $"{place}: then the key {old ?? "(none)"}, now {@new ?? "(none)"}";
                    if (Find($"{place}.{old}", olds[i].Value, news[i].Value) is { } inside)
                        return inside;
                }

                return null;
            case JsonValueKind.Array:
                var (before, after) = (then.EnumerateArray().ToList(), now.EnumerateArray().ToList());
                for (var i = 0; i < Math.Min(before.Count, after.Count); i++)
                    if (Find(string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]"), before[i], after[i]) is { } inside)
                        return inside;
                return before.Count == after.Count ? null : string.Create(CultureInfo.InvariantCulture, $"{place}: then {before.Count} items, now {after.Count}");
            default:
                return then.GetRawText() == now.GetRawText() ? null : Say(place, then, now);
        }
    }

    static string Say(string place, JsonElement then, JsonElement now) => $"{place}: then {Short(then)}, now {Short(now)}";

    static string Short(JsonElement e) => e.GetRawText() is { Length: <= 80 } text ? text : e.GetRawText()[..80] + "…";
}

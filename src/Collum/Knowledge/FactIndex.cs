using System.Text.Json;
using System.Text.Json.Serialization;
using Collum.Numerics;

namespace Collum.Knowledge;

/// <summary>One fact of <c>data/</c> as it is listed: what it says, where it stands, what it rests on.</summary>
/// <param name="Id">File without its ending, then the place in it: <c>toxins/onabotulinumtoxinA/limits/ona.us.max_session_program</c>.</param>
/// <param name="File">Below <c>data/</c>.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Value">What it says, numbers with their units.</param>
/// <param name="Unit">Of its one number; null when it has none or several.</param>
/// <param name="Source">Key in <c>data/sources.json</c>.</param>
/// <param name="Tier">Of that source.</param>
/// <param name="Locator">Where in the source.</param>
/// <param name="Status">How well it is known.</param>
/// <param name="Confidence">Of the writer, for recalled facts.</param>
/// <param name="Read">The day the file's facts were read.</param>
/// <param name="Regions">Empty speaks for all.</param>
/// <param name="Note">Limits of the fact.</param>
public sealed record ListedFact(
    string Id, string File, string Title, string Value, string? Unit, string Source, int Tier, string? Locator,
    FactStatus Status, Confidence? Confidence, DateOnly Read, IReadOnlyList<string> Regions, string? Note)
{
    public bool AwaitsChecking => Status.AwaitsChecking();

    /// <summary><see cref="Title"/> in pieces.</summary>
    [JsonIgnore]
    public IReadOnlyList<FactPart> TitleParts { get; init; } = [];

    /// <summary><see cref="Value"/> in pieces.</summary>
    [JsonIgnore]
    public IReadOnlyList<FactPart> ValueParts { get; init; } = [];
}

/// <summary>A piece of what a fact says.</summary>
/// <param name="Text">In English.</param>
/// <param name="IsWords">Words, which another language has words of its own for; otherwise figures, signs and ids.</param>
public readonly record struct FactPart(string Text, bool IsWords)
{
    public static implicit operator FactPart(string signs) => new(signs, false);

    internal static FactPart Words(string text) => new(text, true);
}

/// <summary>Which facts to list; every part that is set must fit.</summary>
public sealed record FactFilter
{
    /// <summary>The id starts with this: a folder, a file or a place.</summary>
    public string? Under { get; init; }

    /// <summary>Appears in id, title, value or note, whatever the case.</summary>
    public string? Text { get; init; }

    public string? Source { get; init; }

    public FactStatus? Status { get; init; }

    /// <summary>Recalled and partly verified facts only, or all others only.</summary>
    public bool? AwaitsChecking { get; init; }

    /// <summary>Facts that speak for this region code, those without regions included.</summary>
    public string? Region { get; init; }

    public int? Tier { get; init; }
}

/// <summary>A label that was not read whole, and how much rests on it.</summary>
public sealed record UnreadLabel(string Source, string Title, int Facts);

/// <summary>The state of <c>data/</c>.</summary>
/// <param name="Files">How many.</param>
/// <param name="Facts">How many.</param>
/// <param name="ByStatus">Counts.</param>
/// <param name="AwaitChecking">Recalled and partly verified.</param>
/// <param name="ByTier">Counts by the tier of the source.</param>
/// <param name="SourcesNeverUsed">Keys that no fact names.</param>
/// <param name="VerifiedWithoutLocator">Ids of verified facts that do not say where in the source they stand.</param>
/// <param name="OnTier3">Ids of facts that rest on a weak source or a proposal.</param>
/// <param name="NeedSignOff">Files that no clinician has signed off.</param>
/// <param name="UnreadLabels">Most facts first.</param>
public sealed record KnowledgeState(
    int Files, int Facts, IReadOnlyDictionary<FactStatus, int> ByStatus, int AwaitChecking, IReadOnlyDictionary<int, int> ByTier,
    IReadOnlyList<string> SourcesNeverUsed, IReadOnlyList<string> VerifiedWithoutLocator, IReadOnlyList<string> OnTier3,
    IReadOnlyList<string> NeedSignOff, IReadOnlyList<UnreadLabel> UnreadLabels);

/// <summary>Every fact of every file, for people who check what the program rests on.</summary>
public sealed class FactIndex
{
    // What a fact is, beside what it says.
    static readonly HashSet<string> About = new(
        ["source", "locator", "status", "confidence", "note", "corroborated_by", "regions", "id", "title"], StringComparer.Ordinal);

    static readonly (string Suffix, string Unit)[] Units =
    [
        ("_u_per_0_1_ml", "U/0.1 mL"), ("_u_per_ml", "U/mL"), ("_mg_per_day", "mg/day"), ("_u", "U"), ("_ml", "mL"), ("_kg", "kg"), ("_percent", "%"),
        ("_deg", "°"), ("_mm", "mm"), ("_cm2", "cm²"), ("_years", "years"), ("_weeks", "weeks"), ("_days", "days"), ("_hours", "hours"), ("_minutes", "minutes"),
        ("_hz", "Hz"), ("_c", "°C"), ("_points", "points"), ("_s", "s"), ("_uv", "µV"),
    ];

    readonly Dictionary<string, ListedFact> _byId = new(StringComparer.Ordinal);
    readonly HashSet<string> _used = new(StringComparer.Ordinal);
    readonly List<string> _unsigned = [];
    readonly SourceFile _sources;
    readonly int _files;

    /// <param name="files">All files below <c>data/</c>, checked before.</param>
    /// <param name="sources">What the facts name.</param>
    public FactIndex(IReadOnlyDictionary<string, byte[]> files, SourceFile sources)
    {
        _sources = sources;
        foreach (var (file, content) in files.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal) && !f.Key.StartsWith("trials/", StringComparison.Ordinal))
                     .OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            using var document = KnowledgeWalk.Parse(file, content);
            var root = document.RootElement;
            _files++;
            if (root.TryGetProperty("needs_clinical_sign_off", out var unsigned) && unsigned.ValueKind == JsonValueKind.True)
                _unsigned.Add(file);
            var read = KnowledgeWalk.TextOf(root, "read") is { } day && DateOnly.TryParseExact(day, "yyyy-MM-dd", out var date) ? date : default;
            // The title says what the file is about before its first colon.
            var subject = KnowledgeWalk.TextOf(root, "id") ?? KnowledgeWalk.TextOf(root, "title")?.Split(':')[0] ?? file;
            Walk(new(file, file[..^5], read), "", subject, root);
        }
    }

    public IReadOnlyCollection<ListedFact> All => _byId.Values;

    public ListedFact? Show(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The id somebody may have meant.</summary>
    public string? Closest(string id) =>
        _byId.Keys.FirstOrDefault(k => k.EndsWith("/" + id, StringComparison.Ordinal))
        ?? EditDistance.Closest(id, _byId.Keys)
        ?? (EditDistance.Closest(id, _byId.Keys.Select(LastPart)) is { } part ? _byId.Keys.First(k => LastPart(k) == part) : null)
        ?? _byId.Keys.FirstOrDefault(k => StartsAWord(k, id));

    static string LastPart(string key) => key[(key.LastIndexOf('/') + 1)..];

    // "splenius" is meant by anatomy/muscles/splenius-capitis; "nope" is not meant by storage/unopened.
    static bool StartsAWord(string key, string id)
    {
        for (var at = key.IndexOf(id, StringComparison.OrdinalIgnoreCase); at >= 0; at = key.IndexOf(id, at + 1, StringComparison.OrdinalIgnoreCase))
            if (at == 0 || !char.IsAsciiLetterOrDigit(key[at - 1]))
                return true;
        return false;
    }

    public IReadOnlyList<ListedFact> List(FactFilter filter) =>
    [
        .. _byId.Values.Where(f =>
            (filter.Under is null || f.Id.StartsWith(filter.Under, StringComparison.Ordinal))
            && (filter.Text is null || Says(f, filter.Text))
            && (filter.Source is null || f.Source == filter.Source)
            && (filter.Status is null || f.Status == filter.Status)
            && (filter.AwaitsChecking is null || f.AwaitsChecking == filter.AwaitsChecking)
            && (filter.Tier is null || f.Tier == filter.Tier)
            && (filter.Region is null || f.Regions.Count == 0 || f.Regions.Contains(filter.Region) || f.Regions.Contains("ANY")
                || (filter.Region == "IE" && f.Regions.Contains("EU")))),
    ];

    public KnowledgeState Check()
    {
        var facts = _byId.Values;
        return new(
            _files, facts.Count, Enum.GetValues<FactStatus>().ToDictionary(s => s, s => facts.Count(f => f.Status == s)), facts.Count(f => f.AwaitsChecking),
            new[] { 1, 2, 3 }.ToDictionary(t => t, t => facts.Count(f => f.Tier == t)),
            [.. _sources.Sources.Keys.Where(k => !_used.Contains(k)).Order(StringComparer.Ordinal)],
            [.. facts.Where(f => f.Status == FactStatus.Verified && f.Locator is null).Select(f => f.Id)],
            [.. facts.Where(f => f.Tier == 3).Select(f => f.Id)],
            _unsigned,
            [
                .. _sources.Sources.Where(s => s.Value.Kind == "label_not_read")
                    .Select(s => new UnreadLabel(s.Key, s.Value.Title, facts.Count(f => f.Source == s.Key)))
                    .Where(l => l.Facts > 0).OrderByDescending(l => l.Facts).ThenBy(l => l.Source, StringComparer.Ordinal),
            ]);
    }

    static bool Says(ListedFact fact, string text) =>
        new[] { fact.Id, fact.Title, fact.Value, fact.Note ?? "" }.Any(t => t.Contains(text, StringComparison.OrdinalIgnoreCase));

    sealed record Place(string File, string Root, DateOnly Read);

    void Walk(Place at, string place, string subject, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var (to, entry) in KnowledgeWalk.Entries(place, element))
                Walk(at, to, subject, entry);
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;

        foreach (var key in (ReadOnlySpan<string>)["source", "corroborated_by"])
            if (element.TryGetProperty(key, out var named))
                foreach (var id in named.ValueKind == JsonValueKind.Array ? named.EnumerateArray().Select(e => e.GetString()) : [named.GetString()])
                    if (id is not null)
                        _used.Add(id);

        var own = (ReadOnlySpan<string>)["name", "term", "question", "id"];
        foreach (var key in own)
            if (place.Length > 0 && KnowledgeWalk.TextOf(element, key) is { } name)
            {
                subject = name;
                break;
            }

        if (KnowledgeWalk.IsFact(element))
            Add(at, place, subject, element);
        foreach (var property in element.EnumerateObject())
            Walk(at, KnowledgeWalk.Join(place, property.Name), subject, property.Value);
    }

    void Add(Place at, string place, string subject, JsonElement element)
    {
        var source = KnowledgeWalk.TextOf(element, "source")!;
        var parts = new List<FactPart>();
        var units = new List<string>();
        foreach (var property in element.EnumerateObject().Where(p => !About.Contains(p.Name)))
            if (Value(property.Name, property.Value) is { } said)
            {
                if (parts.Count > 0)
                    parts.Add("; ");
                parts.AddRange(property.Name == "text" ? said.Parts : [FactPart.Words(Plain(property.Name)), " ", .. said.Parts]);
                if (said.Unit is { } unit)
                    units.Add(unit);
            }

        if (parts.Count == 0)
            parts.Add(FactPart.Words("reference"));
        var id = place.Length == 0 ? at.Root : $"{at.Root}/{place}";
        var kind = place.Split('/').LastOrDefault(p => p.Length > 0 && !char.IsAsciiDigit(p[0])) ?? "";
        List<FactPart> title = [FactPart.Words(subject)];
        if (kind.Length > 0 && kind != subject)
            title.AddRange([": ", new(kind.Replace('_', ' '), IsKey(kind))]);
        _byId.TryAdd(id, new(
            id, at.File, Joined(title), Joined(parts), units.Count == 1 ? units[0] : null,
            source, _sources.Sources.TryGetValue(source, out var known) ? known.Tier : 3, KnowledgeWalk.TextOf(element, "locator"),
            KnowledgeWalk.TextOf(element, "status") switch
            {
                "verified" => FactStatus.Verified,
                "partly-verified" => FactStatus.PartlyVerified,
                "derived" => FactStatus.Derived,
                "computed" => FactStatus.Computed,
                _ => FactStatus.Recalled,
            },
            KnowledgeWalk.TextOf(element, "confidence") switch
            {
                "high" => Confidence.High, "medium" => Confidence.Medium, "low" => Confidence.Low, _ => null,
            },
            at.Read,
            element.TryGetProperty("regions", out var regions) && regions.ValueKind == JsonValueKind.Array ? [.. regions.EnumerateArray().Select(r => r.GetString() ?? "")] : [],
            KnowledgeWalk.TextOf(element, "note")) { TitleParts = title, ValueParts = parts });
    }

    static string Joined(List<FactPart> parts) => string.Concat(parts.Select(p => p.Text));

    // One value in words; facts inside it are listed on their own.
    static (List<FactPart> Parts, string? Unit)? Value(string key, JsonElement value)
    {
        var unit = Units.FirstOrDefault(u => key.EndsWith(u.Suffix, StringComparison.Ordinal)).Unit ?? (key is "percent" ? "%" : key is "days" ? "days" : null);
        // Weeks are a word, mg/day is a unit.
        FactPart[] after = unit is null ? [] : [" ", new(unit, unit.Length > 3 && unit.All(char.IsAsciiLetterLower))];
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return unit is null ? null : ([FactPart.Words("no figure given")], null);
            case JsonValueKind.Number:
                return ([value.GetRawText(), .. after], unit);
            case JsonValueKind.True:
                return ([FactPart.Words("yes")], null);
            case JsonValueKind.False:
                return ([FactPart.Words("no")], null);
            case JsonValueKind.String:
                return ([FactPart.Words(value.GetString()!)], null);
            case JsonValueKind.Array:
                var entries = value.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    .SelectMany(e => (FactPart[])[", ", e.ValueKind == JsonValueKind.String ? FactPart.Words(e.GetString()!) : e.GetRawText()]).Skip(1).ToList();
                return entries.Count == 0 ? null : ([.. entries, .. after], unit);
            case JsonValueKind.Object when KnowledgeWalk.IsFact(value):
                return null;
            case JsonValueKind.Object when value.TryGetProperty("min", out var min) && value.TryGetProperty("max", out var max):
                if (min.ValueKind == JsonValueKind.Null && max.ValueKind == JsonValueKind.Null)
                    return ([FactPart.Words("no figure given")], unit);
                FactPart[] range = min.ValueKind == JsonValueKind.Null ? [FactPart.Words("up to"), " ", max.GetRawText()]
                    : max.ValueKind == JsonValueKind.Null ? [FactPart.Words("from"), " ", min.GetRawText()]
                    : min.GetRawText() == max.GetRawText() ? [min.GetRawText()] : [min.GetRawText(), " ", FactPart.Words("to"), " ", max.GetRawText()];
                return ([.. range, .. after], unit);
            case JsonValueKind.Object:
                var inner = value.EnumerateObject().Select(p => (p.Name, Said: Value(p.Name, p.Value))).Where(p => p.Said is not null)
                    .SelectMany(p => (FactPart[])[", ", FactPart.Words(Plain(p.Name)), " ", .. p.Said!.Value.Parts]).Skip(1).ToList();
                return inner.Count == 0 ? null : (inner, null);
            default:
                return null;
        }
    }

    // An id has a point or figures of its own; whether a small word is one, the files know.
    static bool IsKey(string name) => name.All(c => char.IsAsciiLetterLower(c) || c is '_' or '-' || char.IsAsciiDigit(c) && name.Contains('_', StringComparison.Ordinal));

    static string Plain(string key)
    {
        foreach (var (suffix, _) in Units)
            if (key.EndsWith(suffix, StringComparison.Ordinal))
                return key[..^suffix.Length].Replace('_', ' ');
        return key.Replace('_', ' ');
    }
}

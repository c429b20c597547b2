using Collum.Findings;
using System.Globalization;
using System.Text.Json;
using Collum.Treatments;

namespace Collum.Clinic.Charts;

/// <summary>One line of fact and one of context for each kind of entry.</summary>
static class EntryText
{
    public static (Sentence Fact, Sentence? Context) Answers(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var read = AnswersBody.Of(document);
        var yes = read.Answers.Where(a => a.Value == Patients.Answer.Yes).Select(a => a.Key).ToList();
        var fact = $"{read.Answers.Count(a => a.Value != Patients.Answer.Unknown)} questions answered" + (yes.Count > 0 ? $"; yes: {string.Join(", ", yes)}" : "");
        return (fact, read.Medications.Count > 0 ? "Medication: " + string.Join(", ", read.Medications) : null);
    }

    public static (Sentence Fact, Sentence? Context) Decision(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var chosen = Texts(document, "chosen");
        return (chosen.Count > 0 ? "Chosen: " + string.Join(", ", chosen.Select(c => c.Replace('-', ' '))) : "Nothing chosen yet",
            Text(document, "matters") ?? Text(document, "reason"));
    }

    public static (Sentence Fact, Sentence? Context) Posture(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var found = output is { } o && o.TryGetProperty("postures", out var postures) && postures.ValueKind == JsonValueKind.Array
            ? postures.EnumerateArray().Select(p => string.Join(' ', new[] { Text(p, "side"), Text(p, "posture_id") }.OfType<string>())
                + (p.TryGetProperty("deg", out var deg) && deg.ValueKind == JsonValueKind.Number ? $" {deg.GetDouble().ToString("0.#", CultureInfo.InvariantCulture)}°" : "")).ToList()
            : [];
        var measured = document.ValueKind != JsonValueKind.Object ? [] : document.EnumerateObject()
            .Where(p => p.Value.ValueKind == JsonValueKind.Number && p.Value.GetDouble() != 0 && p.Name.EndsWith("_deg", StringComparison.Ordinal) && p.Name != "uncertainty_deg")
            .Select(p => $"{p.Name[..^4].Replace('_', ' ')} {p.Value.GetDouble().ToString("0.#", CultureInfo.InvariantCulture)}°").ToList();
        var words = string.Join(", ", measured);
        return found.Count > 0 ? (string.Join(", ", found), words) : (words.Length > 0 ? words : "No deviation measured", null);
    }

    public static (Sentence Fact, Sentence? Context) Adjunct(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var what = Text(document, "kind") == "oral-drug"
            ? $"{Text(document, "drug")}{(Number(document, "dose_mg_per_day") is { } mg ? $", {Plain(mg)} mg a day" : "")}"
            : "Physiotherapy" + (Number(document, "sessions_per_week") is { } often ? $", {Plain(often)} a week" : "") + (Number(document, "weeks") is { } weeks ? $" for {Plain(weeks)} weeks" : "");
        return (what + (Text(document, "end_date") is { } end ? $", until {end}" : ""), Text(document, "text") ?? (Texts(document, "exercises") is { Count: > 0 } e ? string.Join(", ", e) : null));
    }

    public static (Sentence Fact, Sentence? Context) Response(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var words = new[]
        {
            Number(document, "relief_percent") is { } relief ? $"{Plain(relief)} % relief at best" : null,
            Number(document, "wearing_off_week") is { } week ? $"wore off in week {Plain(week)}" : null,
        }.OfType<string>().ToList();
        return (words.Count > 0 ? string.Join(", ", words) : "How it went", Text(document, "goal"));
    }

    public static (Sentence Fact, Sentence? Context) Recording(RecordingBody body, Medicine medicine)
    {
        var first = body.Ranking.Muscles.Where(m => m.Band is Emg.ActivityBand.Likely or Emg.ActivityBand.Possible && m.MuscleId is not null && m.Side is not null).Take(4)
            .Select(m => $"{Anatomy.Sides.Word(m.Side!.Value)} {(medicine.Muscles.TryFind(m.MuscleId!, out var muscle) ? muscle.Name : m.MuscleId)}").ToList();
        return (first.Count > 0 ? "Most active in the posture: " + string.Join(", ", first)
            : body.Ranking.Muscles.Count > 0 ? "No muscle stands out in the posture" : "Recorded; muscles not ranked", body.Name);
    }

    /// <summary>The total; where there is none, every subscale that is whole.</summary>
    public static IReadOnlyList<ScorePoint> Score(long seq, DateOnly date, JsonElement document, JsonElement? output)
    {
        if (Text(document, "instrument") is not { } instrument)
            return [];
        var parts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (output is { } computed && computed.TryGetProperty("subtotals", out var list) && list.ValueKind == JsonValueKind.Array)
            foreach (var part in list.EnumerateArray())
                if (Text(part, "id") is { } id && Number(part, "value") is { } value)
                    parts[id] = value;
        var (variant, withoutItems) = (Text(document, "variant") ?? Text(document, "version"), !document.TryGetProperty("items", out _));
        ScorePoint Point(string id, decimal value, Dictionary<string, decimal> of) => new(date, seq, id, value, of, withoutItems) { Variant = variant };
        return Number(output ?? document, "total") is { } total ? [Point(instrument, total, parts)] : [.. parts.Select(p => Point($"{instrument}-{p.Key}", p.Value, []))];
    }

    public static (Sentence Fact, Sentence? Context) ScoreWords(IReadOnlyList<ScorePoint> points, JsonElement document, Medicine medicine)
    {
        var instrument = Text(document, "instrument");
        var name = instrument is not null ? medicine.Instruments.ById.TryGetValue(instrument, out var known) ? known.Name : instrument : "Score";
        if (points is not [var point, ..])
            return ($"{name}, not complete", null);
        if (point.Instrument != instrument)
            return ($"{name}: {string.Join(", ", points.Select(p => $"{p.Instrument[(instrument!.Length + 1)..].Replace('_', ' ')} {Plain(p.Value)}"))}", point.TotalOnly ? Phrase($"Items not recorded; no total") : Phrase($"Not complete: no total"));
        var parts = point.Parts.Count > 0 ? string.Join(", ", point.Parts.Select(p => $"{p.Key} {Plain(p.Value)}")) : null;
        return ($"{name} {point.Value:0.##}", instrument is not null && medicine.Instruments.ById.TryGetValue(instrument, out var one) && one.Computation == Scales.Computation.Single ? null : point.TotalOnly ? "Total only; items not recorded" : parts);
    }

    public static (Sentence Fact, Sentence? Context) Plan(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var product = Text(document, "product");
        var sites = document.TryGetProperty("sites", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
        var units = sites.Sum(s => Number(s, "dose_u") ?? 0);
        var findings = output is { } o && o.TryGetProperty("findings", out var f) && f.ValueKind == JsonValueKind.Array ? f.EnumerateArray().Select(x => Text(x, "severity")).ToList() : [];
        var stops = findings.Count(s => s == "stop");
        var confirms = findings.Count(s => s == "confirm");
        return ($"{units:0.##} U {Brand(product, medicine)} in {sites.Count} {sites.Count:muscle|muscles}",
            stops + confirms == 0 ? null : Phrase($"{stops} stop, {confirms} confirm"));
    }

    public static Sentence Given(Treatment t) => t.MusclesRecorded
        ? Phrase($"{t.Given} in {t.Lines.Count} {t.Lines.Count:muscle|muscles}")
        : t.Given.IsZero ? Phrase($"Placebo for {t.Product}; muscles not recorded") : Phrase($"{t.Given}; muscles not recorded");

    public static Sentence? Behind(Treatment t) => t.Lots.Count > 0
        ? "Lot " + string.Join(", ", t.Lots.Select(l => l.Lot.Number)) + (t.Complications.Count > 0 ? "; " + string.Join("; ", t.Complications.Select(c => c.What)) : "")
        : t.Note;

    /// <summary>What was reported and how urgent the triage found it.</summary>
    public static (string Term, string? Level) SideEffect(JsonElement document, JsonElement? output) =>
        (Text(Report(document), "term") ?? Text(Report(document), "words") ?? "something unwanted", output is { } o ? Text(o, "level") : null);

    public static (Sentence Fact, Sentence? Context) SideEffectWords(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var (term, level) = SideEffect(document, output);
        var name = medicine.Safety.AdverseEvents.ById.TryGetValue(term, out var known) ? known.Term : term;
        var fact = string.Join(", ", new[] { name, Text(Report(document), "severity"), Text(Report(document), "course") }.OfType<string>().Where(w => w != "unknown"));
        return (fact, level is null ? null : "Triage: " + level.Replace('-', ' '));
    }

    static JsonElement Report(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("report", out var report) ? report : document;

    public static string Brand(string? product, Medicine medicine) =>
        product is not null && medicine.Toxins.Products.TryGetValue(product, out var known) ? known.Brand : product ?? "";

    public static string? Text(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static decimal? Number(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    public static IReadOnlyList<string> Texts(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)] : [];

    static string Plain(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Treatments;

namespace Collum.Clinic.Charts;

/// <summary>One line of fact and one of context for each kind of entry.</summary>
static class EntryText
{
    public static (Sentence Fact, Sentence? Context) Answers(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var read = AnswersBody.Of(document);
        var yes = read.Answers.Where(a => a.Value == Patients.Answer.Yes).Select(a => a.Key).ToList();
        var count = read.Answers.Count(a => a.Value != Patients.Answer.Unknown);
        return (yes.Count > 0 ? Phrase($"{count:# question|# questions} answered; yes: {Listed(yes.Select(Code))}") : Phrase($"{count:# question|# questions} answered"),
            read.Medications.Count > 0 ? Phrase($"Medication: {Listed(read.Medications.Select(Typed))}") : null);
    }

    public static (Sentence Fact, Sentence? Context) Decision(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var chosen = Texts(document, "chosen");
        return (chosen.Count > 0 ? Phrase($"Chosen: {Listed(chosen.Select(c => Data(c.Replace('-', ' '))))}") : Phrase($"Nothing chosen yet"),
            TypedOrNull(document, "matters") ?? TypedOrNull(document, "reason"));
    }

    public static (Sentence Fact, Sentence? Context) Posture(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var found = output is { } o && o.TryGetProperty("postures", out var postures) && postures.ValueKind == JsonValueKind.Array
            ? postures.EnumerateArray().Select(Found).ToList() : [];
        var measured = document.ValueKind != JsonValueKind.Object ? [] : document.EnumerateObject()
            .Where(p => p.Value.ValueKind == JsonValueKind.Number && p.Value.GetDouble() != 0 && p.Name.EndsWith("_deg", StringComparison.Ordinal) && p.Name != "uncertainty_deg")
            .Select(p => Phrase($"{Angle(p.Name[..^4])} {p.Value.GetDouble():0.#}°")).ToList();
        return found.Count > 0 ? (Listed(found), Listed(measured)) : (measured.Count > 0 ? Listed(measured) : Phrase($"No deviation measured"), null);

        static Sentence Found(JsonElement posture)
        {
            var name = Data(Text(posture, "posture_id") ?? "");
            if (Text(posture, "side") is { } side)
                name = Sides.Words.TryGetValue(side, out var known) ? Phrase($"{known.Say()} {name}") : Phrase($"{side:code} {name}");
            return posture.TryGetProperty("deg", out var deg) && deg.ValueKind == JsonValueKind.Number ? Phrase($"{name} {deg.GetDouble():0.#}°") : name;
        }

        static Sentence Angle(string key) => key switch
        {
            "caput_rotation_right" => Phrase($"caput rotation right"),
            "caput_lateral_right" => Phrase($"caput lateral right"),
            "caput_extension" => Phrase($"caput extension"),
            "collis_rotation_right" => Phrase($"collis rotation right"),
            "collis_lateral_right" => Phrase($"collis lateral right"),
            "collis_extension" => Phrase($"collis extension"),
            "head_rotation_right" => Phrase($"head rotation right"),
            "head_lateral_right" => Phrase($"head lateral right"),
            "head_extension" => Phrase($"head extension"),
            _ => Code(key.Replace('_', ' ')),
        };
    }

    public static (Sentence Fact, Sentence? Context) Adjunct(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var what = Text(document, "kind") != "oral-drug" ? Programme(Number(document, "sessions_per_week"), Number(document, "weeks"))
            : Number(document, "dose_mg_per_day") is { } mg ? Phrase($"{Text(document, "drug"):typed}, {mg:0.##} mg a day") : Typed(Text(document, "drug") ?? "");
        if (Text(document, "end_date") is { } end)
            what = DateOnly.TryParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Phrase($"{what}, until {day:yyyy-MM-dd}") : Phrase($"{what}, until {end:typed}");
        return (what, TypedOrNull(document, "text") ?? (Texts(document, "exercises") is { Count: > 0 } e ? Listed(e.Select(Typed)) : null));

        static Sentence Programme(decimal? often, decimal? weeks) => (often, weeks) switch
        {
            ({ } a, { } w) => Phrase($"Physiotherapy, {a:0.##} a week for {w:# week|# weeks}"),
            ({ } a, null) => Phrase($"Physiotherapy, {a:0.##} a week"),
            (null, { } w) => Phrase($"Physiotherapy for {w:# week|# weeks}"),
            _ => Phrase($"Physiotherapy"),
        };
    }

    public static (Sentence Fact, Sentence? Context) Response(JsonElement document, JsonElement? output, Medicine medicine)
    {
        Sentence fact = (Number(document, "relief_percent"), Number(document, "wearing_off_week")) switch
        {
            ({ } relief, { } week) => Phrase($"{relief:0.##} % relief at best, wore off in week {week:0.##}"),
            ({ } relief, null) => Phrase($"{relief:0.##} % relief at best"),
            (null, { } week) => Phrase($"wore off in week {week:0.##}"),
            _ => Phrase($"How it went"),
        };
        return (fact, TypedOrNull(document, "goal"));
    }

    public static (Sentence Fact, Sentence? Context) Recording(RecordingBody body, Medicine medicine)
    {
        var first = body.Ranking.Muscles.Where(m => m.Band is Emg.ActivityBand.Likely or Emg.ActivityBand.Possible && m.MuscleId is not null && m.Side is not null).Take(4)
            .Select(m => medicine.Muscles.TryFind(m.MuscleId!, out var muscle) ? Phrase($"{m.Side!.Value.Say()} {muscle}") : Phrase($"{m.Side!.Value.Say()} {m.MuscleId:code}")).ToList();
        return (first.Count > 0 ? Phrase($"Most active in the posture: {Listed(first)}")
            : body.Ranking.Muscles.Count > 0 ? Phrase($"No muscle stands out in the posture") : Phrase($"Recorded; muscles not ranked"), Typed(body.Name));
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
        var known = instrument is not null && medicine.Instruments.ById.TryGetValue(instrument, out var found) ? found : null;
        var name = known is not null ? Data(known.Name) : instrument is not null ? Code(instrument) : Phrase($"Score");
        if (points is not [var point, ..])
            return ($"{name}, not complete", null);
        if (point.Instrument != instrument)
            return ($"{name}: {Listed(points.Select(p => Phrase($"{p.Instrument[(instrument!.Length + 1)..].Replace('_', ' '):data} {p.Value:0.##}")))}",
                point.TotalOnly ? Phrase($"Items not recorded; no total") : Phrase($"Not complete: no total"));
        return ($"{name} {point.Value:0.##}", known?.Computation == Scales.Computation.Single ? null
            : point.TotalOnly ? Phrase($"Total only; items not recorded")
            : point.Parts.Count > 0 ? Listed(point.Parts.Select(p => Phrase($"{p.Key:data} {p.Value:0.##}"))) : null);
    }

    public static (Sentence Fact, Sentence? Context) Plan(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var (product, units, muscles) = Planned(document);
        var findings = output is { } o && o.TryGetProperty("findings", out var f) && f.ValueKind == JsonValueKind.Array ? f.EnumerateArray().Select(x => Text(x, "severity")).ToList() : [];
        var stops = findings.Count(s => s == "stop");
        var confirms = findings.Count(s => s == "confirm");
        return (InMuscles(units, Brand(product, medicine), muscles), stops + confirms == 0 ? null : Phrase($"{stops} stop, {confirms} confirm"));
    }

    /// <summary>How much of what a plan document holds, in how many muscles.</summary>
    public static (string? Product, decimal Units, int Muscles) Planned(JsonElement document)
    {
        var sites = document.TryGetProperty("sites", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
        return (Text(document, "product"), sites.Sum(s => Number(s, "dose_u") ?? 0), sites.Count);
    }

    public static Sentence Given(Treatment t) => Given(t.Given.Units, t.Product.Say(), t.MusclesRecorded ? t.Lines.Count : null);

    /// <param name="muscles">Null where they were not recorded.</param>
    public static Sentence Given(decimal units, Sentence brand, int? muscles) =>
        muscles is { } count ? InMuscles(units, brand, count)
        : units == 0 ? Phrase($"Placebo for {brand}; muscles not recorded") : Phrase($"{units:0.##} U {brand}; muscles not recorded");

    static Sentence InMuscles(decimal units, Sentence brand, int muscles) => $"{units:0.##} U {brand} in {muscles:# muscle|# muscles}";

    public static Sentence? Behind(Treatment t) => t.Lots.Count > 0
        ? Apart([Phrase($"Lot {Listed(t.Lots.Select(l => Typed(l.Lot.Number)))}"), .. t.Complications.Select(c => Typed(c.What))])
        : t.Note is { } note ? Typed(note) : null;

    /// <summary>What was reported and how urgent the triage found it.</summary>
    public static (string? Term, string? Level) SideEffect(JsonElement document, JsonElement? output) =>
        (Text(Report(document), "term") ?? Text(Report(document), "words"), output is { } o ? Text(o, "level") : null);

    public static (Sentence Fact, Sentence? Context) SideEffectWords(JsonElement document, JsonElement? output, Medicine medicine)
    {
        var (term, urgency) = SideEffect(document, output);
        var name = term is null ? Phrase($"something unwanted")
            : medicine.Safety.AdverseEvents.ById.TryGetValue(term, out var known) ? Data(known.Term) : Typed(term);
        var fact = Listed(new[] { name, Severity(Text(Report(document), "severity")), Course(Text(Report(document), "course")) }.OfType<Sentence>());
        return (fact, urgency is null ? null : Triage(urgency));

        static Sentence? Severity(string? word) => word switch
        {
            "mild" => Phrase($"mild"),
            "moderate" => Phrase($"moderate"),
            "severe" => Phrase($"severe"),
            null or "unknown" => null,
            _ => Code(word),
        };

        static Sentence? Course(string? word) => word switch
        {
            "ongoing" => Phrase($"ongoing"),
            "improving" => Phrase($"improving"),
            "worsening" => Phrase($"worsening"),
            "resolved" => Phrase($"resolved"),
            "resolved-with-sequelae" => Phrase($"resolved-with-sequelae"),
            null or "unknown" => null,
            _ => Code(word),
        };

        static Sentence Triage(string level) => level switch
        {
            "emergency-now" => Phrase($"Triage: emergency now"),
            "same-day" => Phrase($"Triage: same day"),
            "routine" => Phrase($"Triage: routine"),
            "self-care" => Phrase($"Triage: self care"),
            _ => Phrase($"Triage: {level.Replace('-', ' '):code}"),
        };
    }

    static JsonElement Report(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("report", out var report) ? report : document;

    public static Sentence Brand(string? product, Medicine medicine) =>
        product is not null && medicine.Toxins.Products.TryGetValue(product, out var known) ? known.Say() : Code(product ?? "");

    static Sentence? TypedOrNull(JsonElement element, string key) => Text(element, key) is { } text ? Typed(text) : null;

    public static string? Text(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static decimal? Number(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    public static IReadOnlyList<string> Texts(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)] : [];
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collum.App.Tests.Cli;

/// <summary>One patient through the whole loop by the program's commands, as a clinic's scripts would do it.</summary>
public sealed class LoopByCommandsTests : IDisposable
{
    const string Doctor = "Dr Mara Winter";

    readonly string _folder = Directory.CreateTempSubdirectory("collum-loop-").FullName;
    readonly TestClinic.StillClock _clock = new(new(2026, 1, 12));

    [Fact]
    public async Task Three_sessions_with_a_side_effect_and_an_amendment_replay_bit_for_bit()
    {
        await DoneAsync(["db", "init"]);
        var chart = (await DoneAsync(["chart", "new", "-", "--by", Doctor], """{ "name": "Ada Quill", "number": "Q-1", "birth_date": "1971-03-04", "sex": "female" }"""))
            .GetProperty("chart").GetString()!;
        await WriteAsync("note", chart, $$"""{ "date": "{{Today}}", "goals": ["to drive again"] }""");
        await WriteAsync("toxin-elsewhere", chart, """{ "date": "2025-06-02", "product": "onabotulinumtoxinA", "dose_u": 155, "indication": "migraine", "clinic": "Elsewhere" }""");
        await AnswersAsync(chart);
        await WriteAsync("decide", chart, $$"""{ "date": "{{Today}}", "discussed": ["onabotulinumtoxinA", "physiotherapy"], "chosen": ["onabotulinumtoxinA"], "reason": "wants to drive", "by": "{{Doctor}}" }""");

        var first = await SessionAsync(chart, "A1001");

        _clock.Today = new(2026, 1, 22);
        var report = await DoneAsync(["chart", "side-effect", "-", "--chart", chart, "--by", Doctor],
            """{ "date": "2026-01-22", "term": "dysphagia", "onset_date": "2026-01-21", "severity": "mild", "words": "solid food sticks" }""");
        Assert.NotEqual("self-care", report.GetProperty("level").GetString());
        await DoneAsync(["chart", "answer", "-", "--chart", chart, "--by", Doctor, "--report", Text(report.GetProperty("seq").GetInt64())],
            """{ "date": "2026-01-22", "done": "Phoned; soft food; no red flag", "course": "gone after nine days", "ended": "2026-01-30" }""");

        // The syringe log shows ten units less in the first line; the first text stays.
        var treatment = (await DoneAsync(["chart", "show", chart])).GetProperty("treatments")[0];
        var corrected = JsonNode.Parse(treatment.GetProperty("first").GetRawText())!.AsObject();
        corrected["lines"]![0]!["dose_u"] = corrected["lines"]![0]!["dose_u"]!.GetValue<decimal>() - 10;
        corrected["discarded_u"] = corrected["discarded_u"]!.GetValue<decimal>() + 10;
        var amendment = new JsonObject { ["of"] = Text(first), ["why"] = "Syringe log read again", ["by"] = Doctor, ["treatment"] = corrected };
        await SignedAsync(["chart", "amend", "-", "--chart", chart, "--by", Doctor], amendment, reasons => corrected["reasons"] = reasons);

        foreach (var (day, lot) in new (DateOnly, string)[] { (new(2026, 4, 13), "A1002"), (new(2026, 7, 13), "A1003") })
        {
            _clock.Today = day;
            var last = (await DoneAsync(["chart", "show", chart])).GetProperty("treatments").EnumerateArray().Last().GetProperty("id").GetString()!;
            await WriteAsync("response", chart, $$"""{ "date": "{{Today}}", "treatment": {{last}}, "relief_percent": 50, "peak_week": 4, "wearing_off_week": 11, "side_effects_asked": true }""");
            await AnswersAsync(chart);
            await SessionAsync(chart, lot);
        }

        await WriteAsync("adjunct", chart, $$"""{ "kind": "physiotherapy", "date": "{{Today}}", "goals": ["range"], "sessions_per_week": 2, "weeks": 6 }""");

        var whole = await DoneAsync(["chart", "show", chart]);
        Assert.Equal(3, whole.GetProperty("treatments").GetArrayLength());
        Assert.Equal(1, whole.GetProperty("treatments")[0].GetProperty("amendments").GetArrayLength());
        Assert.Equal(6, whole.GetProperty("scores").GetArrayLength());
        Assert.Equal(0, whole.GetProperty("open").GetArrayLength());
        Assert.Equal(chart, (await DoneAsync(["lot", "patients", "a 1002"])).GetProperty("patients")[0].GetProperty("chart_id").GetString());
        Assert.Equal(chart, (await DoneAsync(["chart", "search", "quill"])).GetProperty("charts")[0].GetProperty("chart_id").GetString());

        // Somebody who saw an older chart writes nothing.
        var late = await CallAsync(["chart", "note", "-", "--chart", chart, "--by", "Dr Ben Ash", "--expect", "3"], $$"""{ "date": "{{Today}}", "text": "sat upright" }""");
        Assert.Equal(2, late.Exit);
        Assert.Contains("Nothing was written", late.Error, StringComparison.Ordinal);

        var replay = await DoneAsync(["chart", "replay", chart]);
        Assert.True(replay.GetProperty("equal").GetInt32() > 15, replay.ToString());
        Assert.Equal(0, replay.GetProperty("other").GetInt32());
        Assert.True((await DoneAsync(["db", "verify"])).GetProperty("sound").GetBoolean());

        // A copy, brought back elsewhere, replays the same.
        var copy = Path.Combine(_folder, "copy.db");
        await DoneAsync(["db", "backup", copy]);
        var elsewhere = Path.Combine(_folder, "elsewhere");
        Assert.Equal(0, (await Calls.InProcessAsync(["db", "restore", copy, "--data", elsewhere, "--json"], clock: _clock)).Exit);
        Assert.Equal(0, (await Calls.InProcessAsync(["chart", "replay", chart, "--data", elsewhere], clock: _clock)).Exit);
    }

    // Posture, score, proposal kept as draft, a preparation, signature with reasons, treatment, score after four weeks.
    async Task<long> SessionAsync(string chart, string lot)
    {
        var day = _clock.Today;
        await WriteAsync("posture", chart, $$"""
            { "date": "{{Today}}", "caput_rotation_right_deg": 25, "caput_lateral_right_deg": 0, "caput_extension_deg": 0,
              "collis_rotation_right_deg": 5, "collis_lateral_right_deg": 0, "collis_extension_deg": 0 }
            """);
        await WriteAsync("score", chart, $$"""{ "date": "{{Today}}", "instrument": "twstrs", "total": 42 }""");

        var proposed = await CallAsync(["chart", "propose", "--chart", chart, "--date", Today, "--product", "onabotulinumtoxinA", "--region", "US", "--save", "--by", Doctor]);
        Assert.True(proposed.Exit is 0 or 1, proposed.ToString());
        var draft = proposed.Json.GetProperty("seq").GetInt64();
        var plan = JsonNode.Parse(proposed.Json.GetProperty("plan").GetRawText())!.AsObject();
        var lines = plan["sites"]!.AsArray();
        Assert.NotEmpty(lines);
        var total = lines.Sum(l => l!["dose_u"]!.GetValue<decimal>());
        var vials = (int)Math.Ceiling(total / 100);
        plan["preparation"] = new JsonObject { ["vial_u"] = 100, ["vials"] = vials, ["diluent_ml"] = 1 };
        var changed = await CallAsync(["chart", "plan", "-", "--chart", chart, "--by", Doctor, "--corrects", Text(draft)], plan.ToJsonString());
        Assert.True(changed.Exit is 0 or 1, changed.ToString());

        var signed = await SignedAsync(["chart", "sign", "-", "--chart", chart, "--by", Doctor], new JsonObject { ["reasons"] = new JsonArray() }, null);
        var treatment = new JsonObject
        {
            ["date"] = Today, ["product"] = "onabotulinumtoxinA", ["plan"] = Text(signed), ["lines"] = lines.DeepClone(),
            ["lots"] = new JsonArray(new JsonObject { ["number"] = lot, ["expiry"] = "2027-06-30", ["vial_u"] = 100, ["vials"] = vials, ["diluent_ml"] = 1 }),
            ["discarded_u"] = (vials * 100) - total, ["consent"] = new JsonObject { ["form"] = "written", ["taken_by"] = Doctor, ["date"] = Today }, ["given_by"] = Doctor,
        };
        var given = await SignedAsync(["chart", "treat", "-", "--chart", chart, "--by", Doctor], treatment, null);

        _clock.Today = day.AddDays(28);
        await WriteAsync("score", chart, $$"""{ "date": "{{Today}}", "instrument": "twstrs", "total": 30 }""");
        _clock.Today = day;
        return given;
    }

    async Task AnswersAsync(string chart)
    {
        var answers = new JsonObject();
        foreach (var id in TestClinic.Knowledge.Safety.AnswerIds)
            answers[id] = "no";
        await WriteAsync("answers", chart, new JsonObject
        {
            ["date"] = Today, ["product"] = "onabotulinumtoxinA", ["region"] = "US", ["weight_kg"] = 68, ["answers"] = answers, ["medications"] = new JsonArray("paracetamol"),
        }.ToJsonString());
    }

    /// <summary>Signs; where findings ask for a reason, gives one to each and signs again.</summary>
    async Task<long> SignedAsync(string[] call, JsonObject document, Action<JsonArray>? put)
    {
        var called = await CallAsync(call, document.ToJsonString());
        if (called.Exit == 2)
        {
            var reasons = new JsonArray([.. called.Json.GetProperty("blocking").EnumerateArray().Select(f => (JsonNode)new JsonObject
            {
                ["code"] = f.GetProperty("code").GetString(), ["text"] = "Talked over with the patient", ["by"] = Doctor,
            })]);
            if (put is not null)
                put(reasons);
            else
                document["reasons"] = reasons;
            called = await CallAsync(call, document.ToJsonString());
        }

        Assert.True(called.Exit == 0 && called.Json.GetProperty("written").GetBoolean(), called.ToString());
        return called.Json.GetProperty("seq").GetInt64();
    }

    async Task WriteAsync(string verb, string chart, string document)
    {
        var called = await CallAsync(["chart", verb, "-", "--chart", chart, "--by", Doctor], document);
        Assert.True(called.Exit is 0 or 1 && called.Json.GetProperty("written").GetBoolean(), called.ToString());
    }

    async Task<JsonElement> DoneAsync(string[] call, string? document = null)
    {
        var called = await CallAsync(call, document);
        Assert.True(called.Exit == 0, $"{string.Join(' ', call)}\n{called}");
        return called.Json;
    }

    Task<Called> CallAsync(string[] call, string? document = null) =>
        Calls.InProcessAsync([.. call, "--json", "--data", Path.Combine(_folder, "clinic")], document is null ? null : Encoding.UTF8.GetBytes(document), _clock);

    string Today => _clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

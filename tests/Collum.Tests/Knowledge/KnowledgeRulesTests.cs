using System.Text;
using System.Text.Json.Nodes;
using Collum.Knowledge;

namespace Collum.Tests.Knowledge;

/// <summary>Whatever is wrong in <c>data/</c>, the program refuses to start and says in which file and at which place.</summary>
public sealed class KnowledgeRulesTests
{
    const string Ona = "toxins/onabotulinumtoxinA.json";

    static KnowledgeException Refused(Dictionary<string, byte[]> files) => Assert.Throws<KnowledgeException>(() => new Medicine(files));

    static Dictionary<string, byte[]> With(string file, Action<JsonObject> change)
    {
        var files = Shared.Files();
        var root = JsonNode.Parse(files[file])!.AsObject();
        change(root);
        files[file] = Encoding.UTF8.GetBytes(root.ToJsonString());
        return files;
    }

    static JsonObject At(JsonNode node, params object[] path) =>
        path.Aggregate(node, (n, key) => key is int index ? n.AsArray()[index]! : n.AsObject()[(string)key]!).AsObject();

    public static TheoryData<string, string, object[], string, object?, string> Corruptions => new()
    {
        // what is wrong, file, path to the object, key, new value (null removes it), what the place or problem must say
        { "unknown key", Ona, ["limits", 0], "dose_v", 1, "dose_v" },
        { "missing source", Ona, ["limits", 0], "source", null, "source" },
        { "source that nothing defines", Ona, ["limits", 0], "source", "botox-us-pl", "botox-us-pl" },
        { "corroborating source that nothing defines", Ona, ["limits", 0], "corroborated_by", new[] { "nobody" }, "nobody" },
        { "missing status", Ona, ["limits", 0], "status", null, "status" },
        { "status that is none", Ona, ["limits", 0], "status", "guessed", "status" },
        { "negative dose", Ona, ["muscle_doses", 0, "dose_u"], "min", -5, "cannot be a dose" },
        { "range upside down", Ona, ["muscle_doses", 0, "dose_u"], "min", 90_000, "above max" },
        { "decimal slip in a dose", Ona, ["vials", 0], "vial_u", 1_000_000, "vial_u" },
        { "interval of nothing", Ona, ["limits", 0], "interval_weeks", 0, "interval" },
        { "region that nothing defines", Ona, ["limits", 0], "regions", new[] { "USA" }, "USA" },
        { "muscle that nothing defines", Ona, ["muscle_doses", 0], "muscle", "sternocleidomastoideus", "sternocleidomastoideus" },
        { "word instead of a number", Ona, ["vials", 0], "vial_u", "100", "vial_u" },
        { "percentage above 100", "safety/adverse-events.json", ["events", 1, "frequency", 0], "percent", 190, "cannot be a percentage" },
        { "product that nothing defines", "safety/adverse-events.json", ["events", 1, "frequency", 0], "product", "botox", "is no product" },
        { "day window upside down", "safety/adverse-events.json", ["events", 1, "onset", "watch_window"], "min", 99, "above max" },
        { "red flag that nothing defines", "safety/adverse-events.json", ["events", 1, "triage", "escalate", 0], "red_flags", new[] { "q-none" }, "q-none" },
        { "term that nothing defines", "safety/adverse-events.json", ["events", 1, "triage", "escalate", 0], "with_terms", new[] { "cough" }, "cough" },
        { "step-down that an answer shows", "safety/adverse-events.json", ["events", 1, "triage", "escalate", 0], "direction", "lower", "step-down" },
        { "side effect that nothing defines", "safety/explaining.json", ["terms", 0], "term", "dysphagie", "dysphagie" },
        { "interaction that nothing defines", "safety/medications.json", ["medications", 0], "interactions", new[] { "aminoglycoside" }, "gentamicin" },
        { "drug name that two drugs carry", "safety/medications.json", ["medications", 0], "also", new[] { "warfarin" }, "warfarin" },
        { "answer that nothing asks for", "safety/interactions.json", ["items", 3, "asks_more"], "with_answer", "myasthenia", "myasthenia" },
        { "ingredient of no product", "safety/allergens.json", ["allergens", 3], "excipients", new[] { "human albumen" }, "human albumen" },
        { "item without a source", "safety/contraindications.json", ["items", 0], "evidence", Array.Empty<string>(), "hypersensitivity.evidence" },
        { "question that nothing defines", "adjuncts/oral-drugs.json", ["drugs", 0, "cautions", 1], "with_answers", new[] { "cognition" }, "cognition" },
        { "drug that no option knows", "adjuncts/options.json", ["options", 1], "drug", "artane", "artane" },
        { "tier of its own", "sources.json", ["sources", "botox-us-pi"], "tier", 4, "tier" },
    };

    [Theory]
    [MemberData(nameof(Corruptions))]
    public void A_wrong_value_is_refused_with_file_and_place(string what, string file, object[] path, string key, object? value, string says)
    {
        var files = With(file, root =>
        {
            var target = At(root, path);
            if (value is null)
                target.Remove(key);
            else
                target[key] = value is string[] texts ? new JsonArray([.. texts.Select(t => JsonValue.Create(t))]) : JsonValue.Create(value);
        });

        var refused = Refused(files);

        Assert.True(refused.Message.Contains(says, StringComparison.Ordinal), $"{what}: {refused.Message}");
        Assert.NotEmpty(refused.Place);
        Assert.DoesNotContain("System.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_and_the_place_are_those_of_the_wrong_value()
    {
        var refused = Refused(With(Ona, root => At(root, "limits", 0)["source"] = "nobody"));

        Assert.Equal(Ona, refused.File);
        Assert.Matches("^limits/ona[.].+/source$", refused.Place);
    }

    [Fact]
    public void An_id_that_stands_twice_is_refused()
    {
        var refused = Refused(With(Ona, root =>
        {
            var limits = root["limits"]!.AsArray();
            limits.Add(limits[0]!.DeepClone());
        }));

        Assert.Contains("twice", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_stands_twice_is_refused()
    {
        var files = Shared.Files();
        var text = Encoding.UTF8.GetString(files["safety/red-flags.json"]);
        files["safety/red-flags.json"] = Encoding.UTF8.GetBytes(text.Replace("\"severity\": \"note\"", "\"severity\": \"stop\", \"severity\": \"note\"", StringComparison.Ordinal));

        Assert.Contains("the key 'severity' stands twice", Refused(files).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_nothing_reads_is_refused_outside_trials()
    {
        var files = Shared.Files();
        files["toxin/typo.json"] = "{}"u8.ToArray();
        Assert.Equal("toxin/typo.json", Refused(files).File);

        files.Remove("toxin/typo.json");
        files["trials/anything.csv"] = "a,b"u8.ToArray();
        Assert.NotEqual(Shared.Medicine.Version, new Medicine(files).Version);
    }

    [Fact]
    public void A_missing_file_is_refused_by_name()
    {
        var files = Shared.Files();
        files.Remove("safety/adverse-events.json");

        Assert.Equal("safety/adverse-events.json", Refused(files).File);
    }

    [Fact]
    public void Every_file_cut_short_anywhere_is_refused_by_name()
    {
        foreach (var file in Shared.Files().Keys.Where(f => f.EndsWith(".json", StringComparison.Ordinal) && !f.StartsWith("trials/", StringComparison.Ordinal)))
        {
            var files = Shared.Files();
            files[file] = files[file][..(files[file].Length / 2)];

            Assert.Equal(file, Refused(files).File);
        }
    }
}

using System.Text;
using System.Text.Json.Nodes;

namespace Collum.App.Tests.Cli;

/// <summary>Broken documents: whatever comes in, one line goes out.</summary>
public sealed class HostileTests
{
    static readonly (string[] Call, string Document)[] Commands =
    [
        (["plan", "check", "-", "--json"], Calls.Plan), (["posture", "candidates", "-", "--json"], Calls.Posture),
        (["scale", "score", "-", "--json"], Calls.Score), (["triage", "-", "--json"], Calls.Report),
        (["plan", "propose", "-", "--json"], $$"""{ "date": "2026-11-20", "region": "EU", "product": "incobotulinumtoxinA", "posture": {{Calls.Posture}} }"""),
    ];

    static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1e9", "1e400", "0.0000000000000000000000001", "99999999999999999999", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"2026-02-30\"",
        "[]", "{}", "[[[[[]]]]]", "\"unknown\"", "\"left\"", "2147483648", "\"NaN\"", "\"../../etc/passwd\"", "[1,2,3]", "{\"a\":1}", "\"0001-01-01\"", "\"9999-12-31\"",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Mutated_documents_never_end_in_a_trace(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 250; i++)
        {
            var (call, document) = Commands[random.Next(Commands.Length)];
            var bytes = Mutate(document, random);

            var called = await Calls.InProcessAsync(call, bytes);

            Assert.True(called.Exit is 0 or 1 or 2, $"{Encoding.UTF8.GetString(bytes)}\n{called}");
            Assert.DoesNotContain("   at ", called.Error, StringComparison.Ordinal);
            if (called.Exit == 2)
            {
                Assert.Equal("", called.Out);
                Assert.Single(called.Error.TrimEnd().Split('\n'));
            }
            else
            {
                _ = called.Json;
            }
        }
    }

    [Fact]
    public async Task Hostile_arguments_never_end_in_a_trace()
    {
        string[] words = ["", "-", "--", "@/etc/passwd", "\0", "[suggest]", "--data", "--help=1", "-😀", "collum", "--json=maybe", new string('x', 5000), "../..", "plan", "check", "chart", "show", "Ω"];
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var call = Enumerable.Range(0, random.Next(1, 5)).Select(_ => words[random.Next(words.Length)]).ToList();
            if (call.Contains("serve") || call.Contains("demo"))
                continue;

            var called = await Calls.InProcessAsync(call);

            Assert.True(called.Exit is 0 or 1 or 2, $"{string.Join('|', call)}\n{called}");
            Assert.DoesNotContain("   at ", called.Error, StringComparison.Ordinal);
        }
    }

    static byte[] Mutate(string document, Random random)
    {
        switch (random.Next(4))
        {
            case 0:                                                                  // a cut, a stray byte, a doubled piece
                var bytes = Encoding.UTF8.GetBytes(document).ToList();
                for (var n = random.Next(1, 4); n > 0; n--)
                    switch (random.Next(3))
                    {
                        case 0: bytes.RemoveRange(random.Next(bytes.Count), 1); break;
                        case 1: bytes.Insert(random.Next(bytes.Count), (byte)random.Next(256)); break;
                        default: bytes = [.. bytes.Take(random.Next(1, bytes.Count))]; break;
                    }
                return [.. bytes];
            default:                                                                 // well-formed and wrong
                var root = JsonNode.Parse(document)!;
                for (var n = random.Next(1, 3); n > 0; n--)
                    Change(root, random);
                return Encoding.UTF8.GetBytes(root.ToJsonString().Replace("\"@@", "").Replace("@@\"", "").Replace("\\\\", "\\").Replace("\\u0022", "\""));
        }
    }

    static void Change(JsonNode root, Random random)
    {
        var places = new List<(JsonObject Holder, string Key)>();
        Collect(root);
        var (holder, key) = places[random.Next(places.Count)];
        switch (random.Next(4))
        {
            case 0: holder.Remove(key); break;
            case 1: holder[key + "x"] = 1; break;
            default: holder[key] = JsonValue.Create("@@" + Values[random.Next(Values.Length)] + "@@"); break;
        }

        void Collect(JsonNode? node)
        {
            if (node is JsonObject o)
                foreach (var (name, value) in o)
                {
                    places.Add((o, name));
                    Collect(value);
                }
            else if (node is JsonArray a)
                foreach (var item in a)
                    Collect(item);
        }
    }
}

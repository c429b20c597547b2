using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Findings;

namespace Collum.App.Tests.Storage;

public sealed class ReplayerTests : IAsyncDisposable
{
    readonly SqlitePlaces _places = new();

    public ValueTask DisposeAsync() => _places.DisposeAsync();

    static string Count(Medicine medicine, string input) => $$"""{ "muscles": {{medicine.Muscles.All.Count}}, "of": {{input}}, "version": "{{medicine.Version}}" }""";

    [Fact]
    public async Task A_derived_document_is_made_again_bit_for_bit_or_the_first_difference_is_named()
    {
        await using var database = await Places.BeginAsync(await _places.NewAsync());
        await database.Knowledge.SaveAsync(Some.Medicine);
        var version = Some.Medicine.Version;
        var input = """{ "z": 1.50, "a": "é" }""";
        var right = Count(Some.Medicine, input);
        await database.Charts.CreateAsync("a",
        [
            Some.Note("a plain fact"),
            Entry("count", new Derived("count", input, right).Body, version),
            Entry("count", new Derived("count", input, right.Replace("1.50", "1.5", StringComparison.Ordinal)).Body, version),
            Entry("riddle", new Derived("riddle", input, right).Body, version),
            Entry("count", new Derived("count", input, right).Body, null),
            Entry("count", new Derived("count", "{}", "{}").Body, version),
            Entry("visit", $$"""{"text":"two at once","derived":[{{new Derived("count", "1", Count(Some.Medicine, "1")).Item}},{{new Derived("count", "2", Count(Some.Medicine, "1")).Item}}]}""", version),
        ]);
        var replayer = new Replayer(database.Knowledge, new Dictionary<string, Func<Medicine, string, string>>
        {
            ["count"] = (medicine, i) => i == "{}" ? throw new InputException("$", $"nothing", $"something") : Count(medicine, i),
        });

        var lines = await replayer.ReplayAsync(await database.Charts.ReadAsync("a"));

        Assert.Equal(
        [
            (2, ReplayOutcome.Equal, null),
            (3, ReplayOutcome.Different, "$.of.z: then 1.5, now 1.50"),
            (4, ReplayOutcome.NotReplayable, "nothing here makes a 'riddle'"),
            (5, ReplayOutcome.NotReplayable, "the entry names no knowledge version"),
            (6, ReplayOutcome.NotReplayable, "$: found nothing; expected something."),
            (7, ReplayOutcome.Equal, null),
            (7, ReplayOutcome.Different, "$.of: then 1, now 2"),
        ], lines.Select(l => (l.Seq, l.Outcome, l.Difference)));
    }

    [Fact]
    public async Task A_replay_uses_the_version_of_then_not_of_now()
    {
        await using var database = await Places.BeginAsync(await _places.NewAsync());
        var files = new Dictionary<string, byte[]>(Some.Knowledge) { ["trials/then.txt"] = "then"u8.ToArray() };
        var then = new Medicine(files);
        await database.Knowledge.SaveAsync(then);
        await database.Knowledge.SaveAsync(Some.Medicine);
        await database.Charts.CreateAsync("a", [Entry("count", new Derived("count", "1", Count(then, "1")).Body, then.Version)]);

        var replayer = new Replayer(database.Knowledge, new Dictionary<string, Func<Medicine, string, string>> { ["count"] = Count });

        Assert.NotEqual(then.Version, Some.Medicine.Version);
        Assert.Equal(ReplayOutcome.Equal, Assert.Single(await replayer.ReplayAsync(await database.Charts.ReadAsync("a"))).Outcome);
    }

    static NewEntry Entry(string kind, string body, string? version) =>
        new() { Kind = kind, By = "Dr Lee", Body = body, Key = NewEntry.NewKey(), KnowledgeVersion = version };
}

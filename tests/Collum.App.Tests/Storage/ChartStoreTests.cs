using System.Globalization;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Findings;
using Collum.Patients;

namespace Collum.App.Tests.Storage;

public sealed class ChartStoreOnSqlite() : ChartStoreTests(new SqlitePlaces());

[Collection("postgres")]
public sealed class ChartStoreOnPostgres(PostgresServer server) : ChartStoreTests(new PostgresPlaces(server));

public abstract class ChartStoreTests(Places places) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return places.DisposeAsync();
    }

    async Task<Database> NewAsync(DatabaseOptions? options = null) => await Places.BeginAsync(await places.NewAsync(), options);

    [Fact]
    public async Task What_is_written_is_read_back_with_who_when_what_and_why()
    {
        var time = new Clock(new(2026, 3, 4, 10, 30, 0, TimeSpan.FromHours(1)));
        await using var database = await NewAsync(new() { Time = time, ProgramVersion = "9.9" });
        var written = await database.Charts.CreateAsync("chart-1",
            [Some.Person("Zoë"), Some.Note("line one\nß 漢字 😀 \u0001 \"") with { Why = "asked by phone" }]);

        var read = await database.Charts.ReadAsync("chart-1");

        Assert.Equal(written, read);
        Assert.Equal([1L, 2], read.Select(e => e.Seq));
        var note = read[1];
        Assert.Equal(("note", "Dr Lee", "asked by phone", "9.9"), (note.Kind, note.By, note.Why, note.ProgramVersion));
        Assert.Equal(time.Now, note.At);
        Assert.Equal("line one\nß 漢字 😀 \u0001 \"", note.Read<Dictionary<string, string>>()["text"]);
        Assert.Equal(read[0].Hash, note.PreviousHash);
        Assert.Equal(new ChartHead("chart-1", 2, note.Hash), await database.Charts.HeadAsync("chart-1"));
        Assert.Equal(note, Assert.Single(await database.Charts.ReadAsync("chart-1", afterSeq: 1)));
    }

    [Fact]
    public async Task The_same_key_again_gives_the_first_outcome()
    {
        await using var database = await NewAsync();
        NewEntry[] asked = [Some.Person("A"), Some.Note("n")];
        var first = await database.Charts.CreateAsync("chart-1", asked);
        await database.Charts.AppendAsync("chart-1", [Some.Note("later")]);

        Assert.Equal(first, await database.Charts.CreateAsync("chart-1", asked));
        Assert.Equal(3, (await database.Charts.HeadAsync("chart-1"))!.Seq);
    }

    [Fact]
    public async Task A_key_never_stands_for_two_things()
    {
        await using var database = await NewAsync();
        var note = Some.Note("120 units");
        await database.Charts.CreateAsync("chart-1", [note]);
        await database.Charts.CreateAsync("chart-2", [Some.Person("B")]);

        await Assert.ThrowsAsync<KeyReusedException>(() => database.Charts.AppendAsync("chart-1", [Some.Note("210 units", key: note.Key)]));
        await Assert.ThrowsAsync<KeyReusedException>(() => database.Charts.AppendAsync("chart-2", [note]));
        await Assert.ThrowsAsync<KeyReusedException>(() => database.Charts.AppendAsync("chart-1", [note, Some.Note("more")]));
        Assert.Single(await database.Charts.ReadAsync("chart-1"));
    }

    [Fact]
    public async Task Two_people_who_change_one_chart_get_a_clear_conflict()
    {
        await using var database = await NewAsync();
        await database.Charts.CreateAsync("chart-1", [Some.Person("A")]);
        await database.Charts.AppendAsync("chart-1", [Some.Note("dose raised", by: "Dr Roy")], expectedSeq: 1);

        var conflict = await Assert.ThrowsAsync<ChartConflictException>(() => database.Charts.AppendAsync("chart-1", [Some.Note("dose lowered")], expectedSeq: 1));

        Assert.Equal(("chart-1", 1, 2), (conflict.ChartId, conflict.ExpectedSeq, conflict.Seq));
        var since = Assert.Single(conflict.Since);
        Assert.Equal(("Dr Roy", "note"), (since.By, since.Kind));
        Assert.Contains("changed by Dr Roy (note, ", conflict.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await database.Charts.ReadAsync("chart-1")).Count);
    }

    [Fact]
    public async Task A_chart_is_created_once_and_must_be_there_to_be_added_to()
    {
        await using var database = await NewAsync();
        await database.Charts.CreateAsync("chart-1", [Some.Person("A")]);

        await Assert.ThrowsAsync<ChartConflictException>(() => database.Charts.CreateAsync("chart-1", [Some.Person("B")]));
        await Assert.ThrowsAsync<ChartNotFoundException>(() => database.Charts.AppendAsync("chart-2", [Some.Note("n")]));
        Assert.Empty(await database.Charts.ReadAsync("chart-2"));
        Assert.Null(await database.Charts.HeadAsync("chart-2"));
    }

    [Fact]
    public async Task An_amendment_names_an_earlier_entry_and_the_first_text_stays()
    {
        await using var database = await NewAsync();
        await database.Charts.CreateAsync("chart-1", [Some.Person("A"), Some.Note("left")]);
        await database.Charts.AppendAsync("chart-1", [Some.Note("right") with { Amends = 2, Why = "sides mixed up" }]);

        await Assert.ThrowsAsync<InputException>(() => database.Charts.AppendAsync("chart-1", [Some.Note("x") with { Amends = 4 }]));
        Assert.Equal(["""{"text":"left"}""", """{"text":"right"}"""], (await database.Charts.ReadAsync("chart-1", 1)).Select(e => e.Body));
    }

    [Theory]
    [InlineData("Chart 1", "note", "Dr Lee", "{}")]
    [InlineData("chart-1", "Note", "Dr Lee", "{}")]
    [InlineData("chart-1", "note", " ", "{}")]
    [InlineData("chart-1", "note", "Dr\0Lee", "{}")]
    [InlineData("chart-1", "note", "Dr Lee", "[]")]
    [InlineData("chart-1", "note", "Dr Lee", "{")]
    [InlineData("chart-1", "note", "Dr Lee", """{"a":1,"a":2}""")]
    [InlineData("chart-1", "note", "Dr Lee", """{"a":"\ud800"}""")]
    [InlineData("chart-1", "identity", "Dr Lee", """{"number":"7"}""")]
    [InlineData("chart-1", "identity", "Dr Lee", """{"name":""}""")]
    public async Task What_is_not_well_formed_is_refused_and_nothing_is_written(string chart, string kind, string by, string body)
    {
        await using var database = await NewAsync();

        await Assert.ThrowsAsync<InputException>(() => database.Charts.CreateAsync(chart, [Some.Note("good"), new() { Kind = kind, By = by, Body = body, Key = "k" }]));
        Assert.Empty(await database.Charts.IdsAsync());
    }

    [Fact]
    public async Task A_knowledge_version_must_be_kept_before_an_entry_names_it()
    {
        await using var database = await NewAsync();
        var note = Some.Note("n") with { KnowledgeVersion = Some.Medicine.Version };

        await Assert.ThrowsAsync<InputException>(() => database.Charts.CreateAsync("chart-1", [note]));
        await database.Knowledge.SaveAsync(Some.Medicine);
        await database.Knowledge.SaveAsync(Some.Medicine);
        await database.Charts.CreateAsync("chart-1", [note]);

        var kept = await database.Knowledge.LoadAsync(Some.Medicine.Version);
        Assert.Equal(Some.Medicine.Version, Medicine.VersionOf(kept!));
        Assert.Equal([Some.Medicine.Version], await database.Knowledge.VersionsAsync());
        Assert.Null(await database.Knowledge.LoadAsync("000000000000"));
    }

    [Fact]
    public async Task Many_charts_are_written_all_or_none()
    {
        await using var database = await NewAsync();
        ChartAppend[] good = [.. Enumerable.Range(0, 300).Select(i => new ChartAppend($"chart-{i}", [Some.Person($"Person {i}")], 0))];

        await Assert.ThrowsAsync<ChartNotFoundException>(() => database.Charts.AppendManyAsync([.. good, new("nobody", [Some.Note("n")])]));
        Assert.Empty(await database.Charts.IdsAsync());
        Assert.Equal(300, (await database.Charts.AppendManyAsync(good)).Count);
        Assert.Equal(300, (await database.Charts.IdsAsync()).Count);
    }

    [Fact]
    public async Task Eight_writers_lose_no_update()
    {
        await using var database = await NewAsync();
        await database.Charts.CreateAsync("counter", [Some.Note("0")]);
        const int each = 25;

        var conflicts = (await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            var met = 0;
            for (var done = 0; done < each;)
            {
                var chart = await database.Charts.ReadAsync("counter");
                var next = int.Parse(chart[^1].Read<Dictionary<string, string>>()["text"], CultureInfo.InvariantCulture) + 1;
                try
                {
                    await database.Charts.AppendAsync("counter", [Some.Note($"{next}", by: $"writer {writer}")], expectedSeq: chart[^1].Seq);
                    done++;
                }
                catch (ChartConflictException)
                {
                    met++;
                }
            }

            return met;
        }))).Sum();

        var last = (await database.Charts.ReadAsync("counter"))[^1];
        Assert.Equal($$"""{"text":"{{8 * each}}"}""", last.Body);
        Assert.Equal(8 * each + 1, last.Seq);
        Assert.True(conflicts > 0, "the writers never met, so nothing was tried");
        Assert.True((await database.VerifyAsync()).Sound);
    }

    [Fact]
    public async Task One_refused_write_touches_no_other_that_waits_with_it()
    {
        await using var database = await NewAsync();
        await database.Charts.CreateAsync("chart-1", [Some.Person("A")]);

        var writes = Enumerable.Range(0, 200).Select(i => database.Charts.AppendAsync("chart-1", [Some.Note($"{i}")], i % 10 == 0 ? 999 : null)).ToList();
        await Task.WhenAll(writes.Select(w => w.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.All(writes.Index(), w => Assert.Equal(w.Index % 10 == 0, w.Item.IsFaulted));
        Assert.Equal(181, (await database.Charts.HeadAsync("chart-1"))!.Seq);
        Assert.True((await database.VerifyAsync()).Sound);
    }

    [Fact]
    public async Task A_write_is_withdrawn_before_it_begins_and_never_half_way()
    {
        await using var database = await NewAsync();
        await database.Charts.CreateAsync("chart-1", [Some.Person("A")]);
        using var cancel = new CancellationTokenSource();

        var writes = Enumerable.Range(0, 300).Select(i =>
        {
            if (i == 150)
                cancel.Cancel();
            return database.Charts.AppendAsync("chart-1", [Some.Note($"{i}-a"), Some.Note($"{i}-b")], cancel: cancel.Token);
        }).ToList();
        await Task.WhenAll(writes.Select(w => w.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.All(writes, w => Assert.True(w.IsCompletedSuccessfully || w.IsCanceled));
        Assert.Contains(writes, w => w.IsCanceled);
        Assert.Equal(1 + 2 * writes.Count(w => w.IsCompletedSuccessfully), (await database.Charts.ReadAsync("chart-1")).Count);
    }

    [Fact]
    public async Task People_are_found_by_the_beginnings_of_words()
    {
        await using var database = await NewAsync();
        await database.Charts.CreateAsync("c-1", [Some.Person("Zoë Müller", "A-17", new(1970, 5, 1))]);
        await database.Charts.CreateAsync("c-2", [Some.Person("Seán O'Brien", "B-200", new(1981, 12, 24))]);
        await database.Charts.CreateAsync("c-3", [Some.Person("Łukasz Muller-Groß")]);

        async Task<string> FindAsync(string text) => string.Join(' ', (await database.Charts.SearchAsync(text)).Select(m => m.ChartId));

        Assert.Equal("c-1", await FindAsync("zoe"));
        Assert.Equal("c-3 c-1", await FindAsync("MULL"));
        Assert.Equal("c-1", await FindAsync("mueller"));
        Assert.Equal("c-1", await FindAsync("mull z"));
        Assert.Equal("", await FindAsync("mull o"));
        Assert.Equal("c-2", await FindAsync("obri"));
        Assert.Equal("c-2", await FindAsync("o'br sean"));
        Assert.Equal("c-3", await FindAsync("gross luk"));
        Assert.Equal("c-1", await FindAsync("a17"));
        Assert.Equal("c-2", await FindAsync("b-200"));
        Assert.Equal("c-1", await FindAsync("1970-05-01"));
        Assert.Equal("c-1", await FindAsync("1.5.1970"));
        Assert.Equal("c-2", await FindAsync("1981 brien"));
        Assert.Equal("c-3 c-2 c-1", await FindAsync("  "));
        Assert.Equal("", await FindAsync("zoe'; drop table entry; --"));
        Assert.Equal(3, (await database.Charts.IdsAsync()).Count);
    }

    [Fact]
    public async Task Search_shows_the_identity_that_counts_now()
    {
        await using var database = await NewAsync();
        await database.Charts.CreateAsync("c-1", [Some.Person("Anna Bell")]);
        await database.Charts.AppendAsync("c-1", [NewEntry.Of(Identity.Kind, "Dr Lee", new Identity { Name = "Anna Carter", Sex = Sex.Female }) with { Amends = 1, Why = "married" }]);

        Assert.Empty(await database.Charts.SearchAsync("bell"));
        var match = Assert.Single(await database.Charts.SearchAsync("carter"));
        Assert.Equal(new Identity { Name = "Anna Carter", Sex = Sex.Female }, match.Identity);
        Assert.Equal(match.Identity, await database.Charts.IdentityAsync("c-1"));
        Assert.Null(await database.Charts.IdentityAsync("c-2"));
    }

    [Fact]
    public async Task Common_beginnings_still_find_up_to_the_limit()
    {
        await using var database = await NewAsync();
        await database.Charts.AppendManyAsync([.. Enumerable.Range(0, 1500).Select(i => new ChartAppend($"c-{i}", [Some.Person($"Anna Andersen {(i % 2 == 0 ? "Even" : "Odd")}")], 0))]);

        Assert.Equal(25, (await database.Charts.SearchAsync("an", 25)).Count);
        Assert.All(await database.Charts.SearchAsync("an odd", 25), m => Assert.EndsWith("Odd", m.Identity.Name, StringComparison.Ordinal));
        Assert.Empty(await database.Charts.SearchAsync("an even odd"));
    }

    [Fact]
    public async Task Entries_come_in_the_order_they_were_written_across_charts()
    {
        await using var database = await NewAsync();
        await database.Charts.CreateAsync("b", [Some.Note("1")]);
        await database.Charts.CreateAsync("a", [Some.Note("2")]);
        await database.Charts.AppendAsync("b", [Some.Note("3"), Some.Note("4")]);

        List<Entry> all = [];
        await foreach (var entry in database.Charts.AllAsync())
            all.Add(entry);

        Assert.Equal([("b", 1L, 1L), ("a", 1, 2), ("b", 2, 3), ("b", 3, 4)], all.Select(e => (e.ChartId, e.Seq, e.Position)));
    }

    [Fact]
    public async Task Clinics_in_one_database_do_not_see_each_other()
    {
        var location = await places.NewAsync();
        await using var north = await Places.BeginAsync(location, new() { Clinic = "north" });
        await using var south = await Places.BeginAsync(location, new() { Clinic = "south" });
        var same = Some.Person("Anna");
        await north.Charts.CreateAsync("chart-1", [same]);
        await south.Charts.CreateAsync("chart-1", [same]);
        await south.Charts.CreateAsync("chart-2", [Some.Person("Anna")]);

        Assert.Single(await north.Charts.SearchAsync("anna"));
        Assert.Equal(2, (await south.Charts.IdsAsync()).Count);
        Assert.NotEqual((await north.Charts.HeadAsync("chart-1"))!.Hash, (await south.Charts.HeadAsync("chart-1"))!.Hash);
        Assert.True((await north.VerifyAsync()).Sound);
    }

    [Fact]
    public async Task Two_programs_write_to_one_database_at_once()
    {
        var location = await places.NewAsync();
        await using var a = await Places.BeginAsync(location);
        await using var b = await Places.BeginAsync(location);
        await a.Charts.CreateAsync("chart-1", [Some.Person("A")]);

        await Task.WhenAll(from database in (Database[])[a, b] from i in Enumerable.Range(0, 100) select database.Charts.AppendAsync("chart-1", [Some.Note($"{i}")]));

        Assert.Equal(201, (await b.Charts.ReadAsync("chart-1")).Count);
        Assert.True((await a.VerifyAsync()).Sound);
    }

    sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

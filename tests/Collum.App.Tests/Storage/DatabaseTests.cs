using System.Data.Common;
using System.Text;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Findings;
using Dapper;

namespace Collum.App.Tests.Storage;

public sealed class DatabaseOnSqlite() : DatabaseTests(new SqlitePlaces());

[Collection("postgres")]
public sealed class DatabaseOnPostgres(PostgresServer server) : DatabaseTests(new PostgresPlaces(server));

public abstract class DatabaseTests(Places places) : IAsyncDisposable
{
    static readonly DatabaseOptions WithLots = new() { Projections = [new LotTable()] };

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return places.DisposeAsync();
    }

    string FileName(string name)
    {
        var folder = places.Folder();
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }

    /// <summary>Three charts, written in turn, ten entries in all.</summary>
    static async Task FillAsync(Database database)
    {
        await database.Knowledge.SaveAsync(Some.Medicine);
        await database.Charts.CreateAsync("a", [Some.Person("Anna Álvarez", "1", new(1960, 1, 2))]);
        await database.Charts.CreateAsync("b", [Some.Person("Ben Öz", "2"), Some.Note("first") with { KnowledgeVersion = Some.Medicine.Version }]);
        await database.Charts.CreateAsync("c", [Some.Person("Çelik 😀", "3")]);
        await database.Charts.AppendAsync("b", [LotTable.Entry("L-7", 120.5), Some.Note("third"), Some.Note("fourth") with { Amends = 2, Why = "a slip" }]);
        await database.Charts.AppendAsync("a", [LotTable.Entry("L-7", 80)]);
        await database.Charts.AppendAsync("c", [Some.Note("x"), Some.Note("y")]);
    }

    async Task<(string Location, Database Database)> FilledAsync()
    {
        var location = await places.NewAsync();
        var database = await Places.BeginAsync(location, WithLots);
        await FillAsync(database);
        return (location, database);
    }

    static async Task<List<Entry>> AllAsync(Database database)
    {
        List<Entry> all = [];
        await foreach (var entry in database.Charts.AllAsync())
            all.Add(entry);
        return all;
    }

    [Fact]
    public async Task A_sound_database_is_found_sound()
    {
        var (_, database) = await FilledAsync();
        await using var _1 = database;

        var found = await database.VerifyAsync();

        Assert.Empty(found.Faults);
        Assert.Equal((3, 10), (found.Charts, found.Entries));
        Assert.Equal(10, Assert.Single(found.Heads).Position);
    }

    [Theory]
    [InlineData("update entry set kind = 'plan' where clinic = 'clinic'")]
    [InlineData("delete from entry where chart_id = 'c'")]
    [InlineData("update knowledge set program_version = 'x'")]
    [InlineData("delete from knowledge")]
    public async Task The_database_itself_refuses_to_change_what_was_written(string sql)
    {
        var (location, database) = await FilledAsync();
        await using var _1 = database;
        await using var raw = await places.RawAsync(location);

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => raw.ExecuteAsync(sql));
        Assert.Contains("only ever added", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string?, long?, string[]> Tampering() => new()
    {
        { "was changed after it was written", "b", 2, ["update entry set body = '{\"text\":\"forged\"}' where chart_id = 'b' and seq = 2"] },
        { "was changed after it was written", "b", 2, ["update entry set by_whom = 'Dr Nobody' where chart_id = 'b' and seq = 2"] },
        { "was changed after it was written", "b", 2, ["update entry set at = '2020-01-01T00:00:00.000000Z' where chart_id = 'b' and seq = 2"] },
        { "time was changed", "b", 2, ["update entry set at = 'yesterday' where chart_id = 'b' and seq = 2"] },
        { "was changed after it was written", "b", 2, ["update entry set kind = 'plan' where chart_id = 'b' and seq = 2"] },
        { "was changed after it was written", "b", 2, ["update entry set key = 'k' where chart_id = 'b' and seq = 2"] },
        { "was changed after it was written", "b", 2, ["update entry set knowledge_version = null where chart_id = 'b' and seq = 2"] },
        { "was changed after it was written", "b", 2, ["update entry set program_version = 'x' where chart_id = 'b' and seq = 2"] },
        { "was changed after it was written", "b", 5, ["update entry set why = null where chart_id = 'b' and seq = 5"] },
        { "was changed after it was written", "b", 5, ["update entry set amends = 1 where chart_id = 'b' and seq = 5"] },
        { "3 before it is missing", "b", 4, ["delete from entry where chart_id = 'b' and seq = 3"] },
        { "was changed after it was written", "b", 3,
            ["update entry set seq = 33 where chart_id = 'b' and seq = 3", "update entry set seq = 3 where chart_id = 'b' and seq = 4", "update entry set seq = 4 where chart_id = 'b' and seq = 33"] },
        { "it stands after entry 4", "b", 3,
            ["update entry set position = 55 where position = 5", "update entry set position = 5 where position = 6", "update entry set position = 6 where position = 55"] },
        { "the chart ends here, but it stood at entry 5", "b", 4, ["delete from entry where chart_id = 'b' and seq = 5"] },
        // Somebody who knows the tables and mends the chart's own head as well.
        { "at position 7 is missing", null, null,
            ["delete from entry where chart_id = 'b' and seq = 5", "update chart set seq = 4, hash = (select hash from entry where chart_id = 'b' and seq = 4) where id = 'b'"] },
        { "all its 3 entries are missing", "c", null, ["delete from entry where chart_id = 'c'"] },
        { "are missing", null, null, ["delete from entry where chart_id = 'b'", "delete from chart where id = 'b'"] },
        { "at position 10 is missing", null, null, ["update entry set position = 11 where position = 10"] },
        { "the chart's head does not follow", "a", 2, ["update chart set hash = (select hash from entry where chart_id = 'b' and seq = 4) where id = 'a'"] },
        { "has entries but no place", "a", null, ["delete from chart where id = 'a'"] },
        { "does not follow from what was written before it", "a", 2, ["update entry set ledger_hash = hash where chart_id = 'a' and seq = 2"] },
        { "table chart_identity does not follow", "a", null, ["update chart_identity set name = 'Anna Alias' where chart_id = 'a'"] },
        { "table chart_word does not follow", "a", null, ["delete from chart_word where chart_id = 'a' and word = 'anna'"] },
        { "table test_lot_use does not follow", "b", null, ["update test_lot_use set units = 12.05 where chart_id = 'b'"] },
        { "knowledge version", null, null, ["update knowledge set files = (select hash from chart where id = 'a')"] },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task Whatever_was_changed_behind_the_programs_back_is_named(string what, string? chart, long? seq, string[] statements)
    {
        var (location, database) = await FilledAsync();
        await using var _1 = database;
        await using (var raw = await places.RawAsync(location))
        {
            await places.UnguardAsync(raw);
            foreach (var statement in statements)
                await raw.ExecuteAsync(statement);
        }

        var found = await database.VerifyAsync();

        Assert.False(found.Sound);
        Assert.Contains(found.Faults, f => f.What.Contains(what, StringComparison.Ordinal) && f.ChartId == chart && f.Seq == seq);
    }

    [Fact]
    public async Task A_tail_that_was_taken_away_with_all_its_traces_is_missed_only_without_a_witness()
    {
        var (location, database) = await FilledAsync();
        await using var _1 = database;
        var witness = (await database.VerifyAsync()).Heads;
        await using (var raw = await places.RawAsync(location))
        {
            await places.UnguardAsync(raw);
            await raw.ExecuteAsync("delete from entry where position = 10");
            await raw.ExecuteAsync("update chart set seq = 2, hash = (select hash from entry where chart_id = 'c' and seq = 2) where id = 'c'");
            await raw.ExecuteAsync("update clinic set position = 9, ledger_hash = (select ledger_hash from entry where position = 9)");
        }

        Assert.True((await database.VerifyAsync()).Sound);
        Assert.Contains((await database.VerifyAsync(witness)).Faults, f => f.What.Contains("later entries were taken away", StringComparison.Ordinal));

        await database.Charts.AppendAsync("c", [Some.Note("another past")]);
        Assert.Contains((await database.VerifyAsync(witness)).Faults, f => f.What.Contains("once had another past", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tables_that_follow_from_the_entries_are_made_again()
    {
        var (location, database) = await FilledAsync();
        await using var _1 = database;
        await using (var raw = await places.RawAsync(location))
        {
            await raw.ExecuteAsync("delete from chart_word");
            await raw.ExecuteAsync("update test_lot_use set units = 1");
        }

        await database.RebuildAsync();

        Assert.Empty((await database.VerifyAsync()).Faults);
        Assert.Equal([("a", 80d), ("b", 120.5)], await database.Charts.QueryAsync<(string, double)>("select chart_id, units from test_lot_use where clinic = @clinic and lot = @lot order by chart_id", new { lot = "L-7" }));
    }

    [Fact]
    public async Task A_projection_that_is_new_or_newer_is_filled_by_a_migration_after_a_backup()
    {
        var location = await places.NewAsync();
        await using (var first = await Places.BeginAsync(location))
            await FillAsync(first);

        await using (var behind = Database.Open(location, WithLots))
        {
            var refusal = await Assert.ThrowsAsync<StorageException>(() => behind.Charts.ReadAsync("a"));
            Assert.Contains("db migrate", refusal.WhatToDo, StringComparison.Ordinal);
            var done = await behind.MigrateAsync(FileName("before.db"));
            Assert.Equal(["lots-of-tests"], done.Rebuilt);
            Assert.True(File.Exists(done.Backup));
            Assert.Empty((await behind.VerifyAsync()).Faults);
        }

        await using (var newer = Database.Open(location, new() { Projections = [new LotTable(2, l => l.ToLowerInvariant())] }))
        {
            await newer.MigrateAsync(FileName("before.db"));
            Assert.Equal(["l-7", "l-7"], await newer.Charts.QueryAsync<string>("select lot from test_lot_use where clinic = @clinic"));
            Assert.Null((await newer.MigrateAsync()).Backup);
        }

        await using var older = Database.Open(location, WithLots);
        var newest = await Assert.ThrowsAsync<StorageException>(() => older.Charts.AppendAsync("a", [Some.Note("n")]));
        Assert.Equal("Use the newer program.", newest.WhatToDo);
    }

    [Fact]
    public async Task An_older_schema_is_raised_and_a_newer_one_refused()
    {
        var (location, database) = await FilledAsync();
        await database.DisposeAsync();
        var tomorrow = WithLots with { Migrations = [.. WithLots.Migrations, _ => ["create table room (clinic text not null, name text not null, primary key (clinic, name))"]] };

        await using (var next = Database.Open(location, tomorrow))
        {
            await Assert.ThrowsAsync<StorageException>(() => next.InitAsync());
            Assert.Equal((1, 2), await next.MigrateAsync(FileName("before.db")) is var done ? (done.From, done.To) : default);
            Assert.Equal(10, (await AllAsync(next)).Count);
        }

        await using var today = Database.Open(location, WithLots);
        foreach (var act in (Func<Task>[])[() => today.InitAsync(), () => today.MigrateAsync(), () => today.Charts.ReadAsync("a"), () => today.Charts.AppendAsync("a", [Some.Note("n")])])
            Assert.Contains("newer program", (await Assert.ThrowsAsync<StorageException>(act)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_fails_changes_nothing()
    {
        var (location, database) = await FilledAsync();
        await database.DisposeAsync();
        await using (var next = Database.Open(location, WithLots with { Migrations = [.. WithLots.Migrations, _ => ["create table room (name text)", "insert into nowhere values (1)"]] }))
            await Assert.ThrowsAsync<StorageException>(() => next.MigrateAsync(FileName("before.db")));

        await using var today = Database.Open(location, WithLots);
        Assert.True((await today.VerifyAsync()).Sound);
    }

    [Fact]
    public async Task A_backup_taken_while_others_write_is_whole_and_comes_back_the_same()
    {
        var (_, database) = await FilledAsync();
        await using var _1 = database;
        await database.Charts.AppendManyAsync([.. Enumerable.Range(0, 400).Select(i => new ChartAppend($"many-{i}", [Some.Person($"Person {i}"), Some.Note(new string('x', 2000))], 0))]);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await database.Charts.AppendAsync("a", [Some.Note($"{i}"), Some.Note($"{i} too")]);
                Interlocked.Increment(ref written);
            }
        });
        var file = FileName("copy");

        // Writing goes on before, during and after, however slow the machine is.
        await WrittenAfterAsync(0);
        var backup = await database.BackupAsync(file);
        await WrittenAfterAsync(Volatile.Read(ref written));
        await stop.CancelAsync();
        await writing;

        Assert.Equal(backup.Sha256, Backup.ReadManifest(file)!.Sha256);
        var target = await places.NewAsync();
        var restored = await Database.RestoreAsync(file, target, WithLots);
        Assert.True(restored.Verification!.Sound);
        await using var again = Database.Open(target, WithLots);
        var (was, now) = (await AllAsync(database), await AllAsync(again));
        Assert.Equal(was.Take(now.Count), now);
        Assert.Equal(backup.Clinics[0].Position, now.Count);
        Assert.True((await database.VerifyAsync(backup.Heads())).Sound);
        Assert.True(was.Count > now.Count, "nobody wrote beside the backup, so nothing was tried");

        async Task WrittenAfterAsync(int count)
        {
            while (Volatile.Read(ref written) <= count && !writing.IsCompleted)
                await Task.Delay(5);
        }
    }

    [Fact]
    public async Task A_backup_never_replaces_a_file_and_a_cancelled_one_leaves_none()
    {
        var (_, database) = await FilledAsync();
        await using var _1 = database;
        var file = FileName("copy");
        await database.BackupAsync(file);

        await Assert.ThrowsAsync<InputException>(() => database.BackupAsync(file));
        var other = FileName("other");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.BackupAsync(other, cancel: new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(other)!));
    }

    [Fact]
    public async Task A_restore_refuses_to_replace_charts_unless_told_and_then_puts_them_aside()
    {
        var (_, database) = await FilledAsync();
        await using var _1 = database;
        var file = FileName("copy");
        await database.BackupAsync(file);
        var target = await places.NewAsync();
        await using (var there = await Places.BeginAsync(target, WithLots))
            await there.Charts.CreateAsync("other", [Some.Person("Other")]);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => Database.RestoreAsync(file, target, WithLots));
        Assert.Contains("holds charts already", refusal.What, StringComparison.Ordinal);
        await using (var there = Database.Open(target, WithLots))
            Assert.Equal(["other"], await there.Charts.IdsAsync());

        var restored = await Database.RestoreAsync(file, target, WithLots, replace: true);
        Assert.NotNull(restored.Replaced);
        await using (var there = Database.Open(target, WithLots))
            Assert.Equal(["a", "b", "c"], await there.Charts.IdsAsync());
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_leaves_everything_as_it_was()
    {
        var (_, database) = await FilledAsync();
        await using var _1 = database;
        var file = FileName("copy");
        await database.BackupAsync(file);
        await using (var content = new FileStream(file, FileMode.Open))
        {
            content.Position = content.Length / 2;
            content.Write("damaged"u8);
        }

        var target = await places.NewAsync();
        var refusal = await Assert.ThrowsAsync<StorageException>(() => Database.RestoreAsync(file, target, WithLots));
        Assert.Contains("manifest", refusal.What, StringComparison.Ordinal);
        await using var there = Database.Open(target, WithLots);
        await Assert.ThrowsAsync<StorageException>(() => there.Charts.IdsAsync());
    }

    [Fact]
    public async Task An_export_fills_either_database_with_the_same_hashes()
    {
        var (_, database) = await FilledAsync();
        await using var _1 = database;
        var file = FileName("all.ndjson");
        await using (var output = File.Create(file))
            await database.ExportAsync(output);

        foreach (var target in (string[])[await places.NewAsync(), places.Folder()])
        {
            await using (var fresh = await Places.BeginAsync(target, WithLots))
            {
                await fresh.ImportAsync(file);
                Assert.Equal(await AllAsync(database), await AllAsync(fresh));
                Assert.Equal((await database.VerifyAsync()).Heads, (await fresh.VerifyAsync()).Heads);
                Assert.Empty((await fresh.VerifyAsync()).Faults);
                Assert.Equal("a", Assert.Single(await fresh.Charts.SearchAsync("alvarez")).ChartId);
                Assert.NotNull(await fresh.Knowledge.LoadAsync(Some.Medicine.Version));
                await fresh.ImportAsync(file);      // once more changes nothing
                await fresh.Charts.AppendAsync("a", [Some.Note("goes on")]);
                await Assert.ThrowsAsync<StorageException>(() => fresh.ImportAsync(file));
                Assert.Empty((await fresh.VerifyAsync()).Faults);
            }
        }
    }

    [Fact]
    public async Task A_backup_is_the_same_file_after_it_was_restored_so_it_can_be_restored_again()
    {
        await using var small = await Places.BeginAsync(places.Folder(), WithLots);
        await FillAsync(small);
        var file = FileName("kept.db");
        await small.BackupAsync(file);
        var before = await File.ReadAllBytesAsync(file);

        _ = await Database.RestoreAsync(file, await places.NewAsync(), WithLots);

        Assert.Equal(before, await File.ReadAllBytesAsync(file));
        Assert.True((await Database.RestoreAsync(file, await places.NewAsync(), WithLots)).Verification!.Sound);
    }

    [Fact]
    public async Task A_SQLite_backup_is_restored_into_this_database_too()
    {
        await using var small = await Places.BeginAsync(places.Folder(), WithLots);
        await FillAsync(small);
        var file = FileName("small.db");
        await small.BackupAsync(file);

        var target = await places.NewAsync();
        var restored = await Database.RestoreAsync(file, target, WithLots);

        Assert.True(restored.Verification!.Sound);
        await using var there = Database.Open(target, WithLots);
        Assert.Equal(await AllAsync(small), await AllAsync(there));
    }

    [Fact]
    public async Task An_export_that_was_cut_off_or_changed_fills_nothing()
    {
        var (_, database) = await FilledAsync();
        await using var _1 = database;
        using var memory = new MemoryStream();
        await database.ExportAsync(memory);
        var lines = Encoding.UTF8.GetString(memory.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await using var fresh = await Places.BeginAsync(await places.NewAsync(), WithLots);

        string[][] broken =
        [
            lines[..^1],
            lines[..^3],
            [.. lines[..4], .. lines[5..]],
            [.. lines.Select(l => l.Replace("third", "turd", StringComparison.Ordinal))],
            [.. lines.Select(l => l.Replace("Dr Lee", "Dr Mee", StringComparison.Ordinal))],
            [lines[0], lines[1], lines[3], lines[2], .. lines[4..]],
            ["{}", .. lines[1..]],
            ["[1]"],
            [.. lines, lines[2]],
            [.. lines[..3], "{", .. lines[3..]],
            [],
        ];
        foreach (var (number, bad) in broken.Index())
        {
            var file = FileName($"{number}.ndjson");
            await File.WriteAllTextAsync(file, string.Join('\n', bad));
            await Assert.ThrowsAsync<InputException>(() => fresh.ImportAsync(file));
        }

        Assert.Empty(await fresh.Charts.IdsAsync());
        Assert.True((await fresh.VerifyAsync()).Sound);
    }

    [Fact]
    public async Task Looking_into_a_place_without_charts_makes_nothing_there()
    {
        var location = await places.NewAsync();
        await using var database = Database.Open(location);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => database.Charts.ReadAsync("a"));
        Assert.Contains("holds no charts", refusal.What, StringComparison.Ordinal);
        Assert.False(Directory.Exists(location));
    }
}

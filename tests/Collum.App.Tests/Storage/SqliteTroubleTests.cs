using System.Diagnostics;
using Collum.Clinic.Storage;
using Collum.Findings;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Collum.App.Tests.Storage;

/// <summary>What goes wrong with folders, disks and files is one clear sentence each.</summary>
public sealed class SqliteTroubleTests : IAsyncDisposable
{
    readonly SqlitePlaces _places = new();

    public ValueTask DisposeAsync() => _places.DisposeAsync();

    [Fact]
    public async Task Only_the_owner_may_enter_the_folder_and_read_the_file()
    {
        var folder = _places.Folder();
        await using var database = await Places.BeginAsync(folder);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "collum.db")));
        }
    }

    [Fact]
    public async Task The_file_keeps_its_promises_WAL_and_strict_tables()
    {
        var folder = _places.Folder();
        await using var database = await Places.BeginAsync(folder);
        await using var raw = await _places.RawAsync(folder);

        Assert.Equal("wal", await raw.ExecuteScalarAsync<string>("pragma journal_mode"));
        var loose = await Assert.ThrowsAnyAsync<SqliteException>(() => raw.ExecuteAsync("insert into chart (clinic, id, seq, hash) values ('clinic', 'x', 'many', x'00')"));
        Assert.Equal(19, loose.SqliteErrorCode);
    }

    [Fact]
    public async Task Replacing_a_row_is_refused_like_changing_it()
    {
        await using var database = await Places.BeginAsync(_places.Folder());
        await database.Charts.CreateAsync("a", [Some.Person("A")]);

        await Assert.ThrowsAnyAsync<StorageException>(() => database.WriteAsync(c => c.ExecuteAsync("insert or replace into entry select * from entry"), default));
    }

    [Fact]
    public async Task Another_programs_database_is_left_alone()
    {
        var folder = _places.Folder();
        Directory.CreateDirectory(folder);
        await using (var raw = new SqliteConnection($"Data Source={folder}/collum.db;Pooling=false"))
        {
            await raw.OpenAsync();
            await raw.ExecuteAsync("create table theirs (a int)");
        }

        await using var database = Database.Open(folder);
        Assert.Contains("not Collum's", (await Assert.ThrowsAsync<StorageException>(() => database.InitAsync())).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        var folder = _places.Folder();
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "collum.db"), new string('x', 5000));

        await using var database = Database.Open(folder);
        foreach (var act in (Func<Task>[])[() => database.InitAsync(), () => database.Charts.IdsAsync(), () => database.VerifyAsync()])
            Assert.Contains("is not a Collum database", (await Assert.ThrowsAsync<StorageException>(act)).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_named()
    {
        var file = _places.Folder();
        await File.WriteAllTextAsync(file, "x");
        try
        {
            await using var database = Database.Open(file);
            Assert.Contains(file, (await Assert.ThrowsAsync<StorageException>(() => database.InitAsync())).What, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_database_that_somebody_holds_is_waited_for_and_then_named()
    {
        var folder = _places.Folder();
        await using var database = await Places.BeginAsync(folder, new() { Patience = TimeSpan.FromSeconds(2) });
        await database.Charts.CreateAsync("a", [Some.Person("A")]);
        await using var other = await _places.RawAsync(folder);
        await other.ExecuteAsync("begin immediate transaction");
        var note = Some.Note("n");

        var refusal = await Assert.ThrowsAsync<StorageException>(() => database.Charts.AppendAsync("a", [note]));
        Assert.Contains("in use by another program", refusal.What, StringComparison.Ordinal);

        var waiting = database.Charts.AppendAsync("a", [note]);
        await Task.Delay(300);
        await other.ExecuteAsync("rollback transaction");
        Assert.Equal(2, Assert.Single(await waiting).Seq);
    }

    [Fact]
    public async Task A_damaged_page_is_found_and_named()
    {
        var folder = _places.Folder();
        await using (var database = await Places.BeginAsync(folder))
            await database.Charts.AppendManyAsync([.. Enumerable.Range(0, 500).Select(i => new Clinic.Charts.ChartAppend($"c-{i}", [Some.Person($"P {i}"), Some.Note(new string('x', 500))], 0))]);
        await using (var file = new FileStream(Path.Combine(folder, "collum.db"), FileMode.Open))
        {
            for (var page = 30; page < 60; page++)
            {
                file.Position = page * 4096;
                file.Write(new byte[4096]);
            }
        }

        await using var damaged = Database.Open(folder);
        var found = await damaged.VerifyAsync();

        Assert.False(found.Sound);
        Assert.All(found.Faults, f => Assert.DoesNotContain("   at ", f.What, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_disk_is_named_and_loses_nothing_acknowledged()
    {
        var folder = _places.Folder();
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder) != 0)
            Assert.Skip("Only root may mount the small disk that this test fills.");
        try
        {
            long kept = 0;
            await using (var database = await Places.BeginAsync(folder))
            {
                await database.Charts.CreateAsync("a", [Some.Person("A")]);
                var refusal = await Assert.ThrowsAsync<StorageException>(async () =>
                {
                    for (var i = 0; i < 1000; i++)
                        kept = (await database.Charts.AppendAsync("a", [Some.Note(new string('x', 20_000))]))[0].Seq;
                });
                Assert.Contains("full", refusal.What, StringComparison.Ordinal);
                Assert.Equal(kept, (await database.Charts.HeadAsync("a"))!.Seq);
                var copy = await Assert.ThrowsAsync<StorageException>(() => database.BackupAsync(Path.Combine(folder, "copy")));
                Assert.Contains("full", copy.What, StringComparison.Ordinal);
                Assert.Empty(Directory.GetFiles(folder, "copy*"));
            }

            await using var again = Database.Open(folder);
            Assert.Equal(kept, (await again.Charts.HeadAsync("a"))!.Seq);
            Assert.True((await again.VerifyAsync()).Sound);
        }
        finally
        {
            Run("umount", folder);
        }
    }

    [Fact]
    public async Task A_read_only_disk_is_named()
    {
        var folder = _places.Folder();
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder) != 0)
            Assert.Skip("Only root may mount the disk that this test makes read-only.");
        try
        {
            await using (var database = await Places.BeginAsync(folder))
                await database.Charts.CreateAsync("a", [Some.Person("A")]);
            Assert.Equal(0, Run("mount", "-o", "remount,ro", folder));

            await using var fixedDisk = Database.Open(folder);
            Assert.Contains(folder, (await Assert.ThrowsAsync<StorageException>(() => fixedDisk.Charts.AppendAsync("a", [Some.Note("n")]))).What, StringComparison.Ordinal);
        }
        finally
        {
            Run("umount", folder);
        }
    }

    [Fact]
    public async Task A_restore_waits_for_nobody_who_still_has_the_charts_open()
    {
        var folder = _places.Folder();
        await using var open = await Places.BeginAsync(folder);
        await open.Charts.CreateAsync("a", [Some.Person("A")]);
        var copy = Path.Combine(_places.Folder(), "copy");
        await open.BackupAsync(copy);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => Database.RestoreAsync(copy, folder, replace: true));
        Assert.Contains("in use by another program", refusal.What, StringComparison.Ordinal);
        Assert.Equal(["a"], await open.Charts.IdsAsync());
        Assert.Empty(Directory.GetDirectories(folder));
    }

    [Theory]
    [InlineData("postgres://")]
    [InlineData("Host=;Database=x")]
    [InlineData("Host=a;Prot=7")]
    [InlineData("")]
    public void An_address_that_cannot_be_read_is_refused(string location) =>
        Assert.Throws<InputException>(() => Database.Open(location));

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_its_password()
    {
        await using var database = Database.Open("postgres://lee:secret@127.0.0.1:1/charts", new() { Patience = TimeSpan.FromMilliseconds(100) });

        foreach (var act in (Func<Task>[])[() => database.InitAsync(), () => database.Charts.IdsAsync()])
        {
            var refusal = await Assert.ThrowsAsync<StorageException>(act);
            Assert.Contains("127.0.0.1:1/charts cannot be reached", refusal.What, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        }
    }

    static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}

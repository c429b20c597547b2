using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Collum.Clinic.Storage;
using Collum.Writing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Collum.App.Tests.Storage;

public sealed class KillOnSqlite() : KillTests(new SqlitePlaces(), kills: 200)
{
    [Fact]
    public async Task The_SQLite_of_the_package_will_do_where_the_system_has_none_and_columns_keep_their_types()
    {
        var location = await Where.NewAsync();
        var kept = await KillAsync(location, "old", 50, Until.Writing, sqlite: "bundled");

        await using var database = Database.Open(location);
        foreach (var wish in kept)
            Assert.Equal(wish.Entries[0].Key, (await database.Charts.AppendAsync(wish.ChartId, wish.Entries))[0].Key);
        Assert.Empty((await database.VerifyAsync()).Faults);
        await using var raw = await Where.RawAsync(location);
        Assert.Contains("typeof(seq) = 'integer'", await raw.ExecuteScalarAsync<string>("select sql from sqlite_master where name = 'entry'"), StringComparison.Ordinal);
        var loose = await Assert.ThrowsAsync<SqliteException>(() => raw.ExecuteAsync("insert into chart (clinic, id, seq, hash) values ('clinic', 'x', 'many', x'00')"));
        Assert.Equal(19, loose.SqliteErrorCode);
    }
}

[Collection("postgres")]
public sealed class KillOnPostgres(PostgresServer server) : KillTests(new PostgresPlaces(server), kills: 20)
{
    readonly PostgresServer _server = server;

    [Fact]
    public async Task A_server_that_crashes_and_comes_back_loses_nothing_and_repeats_nothing()
    {
        await using var database = await Places.BeginAsync(await Where.NewAsync());
        await database.Charts.CreateAsync("a", [Some.Person("A")]);
        using var stop = new CancellationTokenSource();
        var kept = new ConcurrentBag<string>();
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                kept.Add((await database.Charts.AppendAsync("a", [Some.Note($"{w} {i}", key: $"{w}-{i}")]))[0].Key);
        })).ToList();
        for (var crash = 0; crash < 2; crash++)
        {
            await Task.Delay(300);
            await Task.Run(_server.CrashAndRestart);
        }

        await Task.Delay(500);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        var chart = await database.Charts.ReadAsync("a");
        Assert.Equal(kept.Order(StringComparer.Ordinal), chart.Skip(1).Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.True((await database.VerifyAsync()).Sound);
    }
}

/// <summary>Real processes, killed in the middle of their writes.</summary>
public abstract class KillTests(Places places, int kills) : IAsyncDisposable
{
    const int Seed = 20260301;
    const int AtOnce = 4;

    protected Places Where => places;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return places.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_half_written_when_writers_are_killed()
    {
        var location = await places.NewAsync();
        await using var database = await Places.BeginAsync(location);
        var random = new Random(Seed);
        var plans = Enumerable.Range(0, kills).Select(i => (Name: $"w{i}", AfterMs: random.Next(0, 80), Until: i % 5 == 0 ? Until.Ready : Until.Writing)).ToList();
        var acknowledged = new ConcurrentBag<Wish>();

        await Parallel.ForEachAsync(plans, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (plan, _) =>
        {
            foreach (var wish in await KillAsync(location, plan.Name, plan.AfterMs, plan.Until))
                acknowledged.Add(wish);
        });

        var stored = await KeysAsync(database);
        Assert.True(acknowledged.Count >= kills * 4 / 5, $"only {acknowledged.Count} writes were acknowledged, so little was tried");
        Assert.DoesNotContain(acknowledged.SelectMany(w => w.Entries), e => !stored.ContainsKey(e.Key));
        var halves = stored.Keys.Where(k => k.EndsWith("-a", StringComparison.Ordinal) && !stored.ContainsKey(k[..^1] + "b"))
            .Concat(stored.Keys.Where(k => k.EndsWith("-b", StringComparison.Ordinal) && !stored.ContainsKey(k[..^1] + "a")));
        Assert.Empty(halves);
        Assert.Empty((await database.VerifyAsync()).Faults);

        // Whatever was under way, kept or not, is asked for again and stands there once.
        var next = acknowledged.GroupBy(w => (w.Writer, w.Line)).Select(g => g.MaxBy(w => w.Number)!).Select(w => w with { Number = w.Number + 1 }).ToList();
        var alreadyKept = next.Count(w => stored.ContainsKey(w.Entries[0].Key));
        await Task.WhenAll(next.Select(w => database.Charts.AppendAsync(w.ChartId, w.Entries)));
        var after = await KeysAsync(database);
        Assert.Equal(stored.Count + 2 * (next.Count - alreadyKept), after.Count);
        Assert.All(after.Values, count => Assert.Equal(1, count));
        Assert.Empty((await database.VerifyAsync()).Faults);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{kills} kills: {acknowledged.Count} acknowledged writes, {stored.Count} entries stored; of {next.Count} writes under way {alreadyKept} had been kept");
    }

    [Fact]
    public async Task A_program_killed_while_it_makes_the_database_can_begin_again()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 8; i++)
        {
            var location = await places.NewAsync();
            await KillAsync(location, "w", random.Next(20, 400), Until.Started);

            await using var database = await Places.BeginAsync(location);
            await database.Charts.CreateAsync("a", [Some.Person("A")]);
            Assert.True((await database.VerifyAsync()).Sound);
        }
    }

    static async Task<Dictionary<string, int>> KeysAsync(Database database)
    {
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var entry in database.Charts.AllAsync())
            if (entry.By != "first")
                keys[entry.Key] = keys.GetValueOrDefault(entry.Key) + 1;
        return keys;
    }

    // From its own folder: there it has the libraries that the server's framework holds for these tests.
    static readonly string Writer = Path.Combine(AppContext.BaseDirectory.Replace("Collum.App.Tests", "Collum.Writer", StringComparison.Ordinal), "Collum.Writer.dll");

    protected enum Until { Started, Ready, Writing }

    /// <summary>Starts a writer, lets it come so far and then some time more, kills it, and tells what it had acknowledged.</summary>
    protected static async Task<IReadOnlyList<Wish>> KillAsync(string location, string name, int afterMs, Until until, string sqlite = "")
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Writer, location, name])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcServer"] = "0", ["COLLUM_SQLITE"] = sqlite },
        };
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        var said = "";
        for (var line = 0; line < (int)until; line++)
            if (await process.StandardOutput.ReadLineAsync() is { } text)
                said += text + "\n";
            else
                Assert.Fail($"the writer ended by itself: {await complaint}");
        await Task.Delay(afterMs);
        process.Kill();     // SIGKILL: it cannot put anything in order

        said += await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await complaint);
        return [.. said.Split('\n')[..^1].Where(l => l != "ready").Select(l => l.Split(' ')).Select(p => new Wish(name, int.Parse(p[0], CultureInfo.InvariantCulture), int.Parse(p[1], CultureInfo.InvariantCulture)))];
    }
}

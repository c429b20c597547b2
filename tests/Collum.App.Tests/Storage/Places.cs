using System.Data.Common;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Collum.App.Tests.Storage;

/// <summary>Where a test keeps its charts; the same tests run in each place.</summary>
public abstract class Places : IAsyncDisposable
{
    readonly List<string> _folders = [];

    public abstract Task<string> NewAsync();

    /// <summary>A connection past the program, as somebody with the database's own tools has it.</summary>
    public abstract Task<DbConnection> RawAsync(string location);

    /// <summary>Takes away the triggers that refuse changes.</summary>
    public abstract Task UnguardAsync(DbConnection connection);

    public string Folder()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"collum-{Guid.NewGuid():n}");
        _folders.Add(folder);
        return folder;
    }

    public static async Task<Database> BeginAsync(string location, DatabaseOptions? options = null)
    {
        var database = Database.Open(location, options);
        await database.InitAsync();
        return database;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var folder in _folders.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

public sealed class SqlitePlaces : Places
{
    public override Task<string> NewAsync() => Task.FromResult(Folder());

    public override async Task<DbConnection> RawAsync(string location)
    {
        var connection = new SqliteConnection($"Data Source={location}/collum.db;Pooling=false;Foreign Keys=false");
        await connection.OpenAsync();
        return connection;
    }

    public override async Task UnguardAsync(DbConnection connection)
    {
        foreach (var trigger in await connection.QueryAsync<string>("select name from sqlite_master where type = 'trigger'"))
            await connection.ExecuteAsync($"drop trigger {trigger}");
    }
}

public sealed class PostgresPlaces(PostgresServer server) : Places
{
    public override Task<string> NewAsync() => server.NewDatabaseAsync();

    public override async Task<DbConnection> RawAsync(string location)
    {
        var connection = new NpgsqlConnection($"{location};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public override Task UnguardAsync(DbConnection connection) => connection.ExecuteAsync("set session_replication_role = replica");
}

static class Some
{
    public static NewEntry Person(string name, string? number = null, DateOnly? birth = null) =>
        NewEntry.Of(Identity.Kind, "Dr Lee", new Identity { Name = name, Number = number, BirthDate = birth });

    public static NewEntry Note(string text, string by = "Dr Lee", string? key = null) => NewEntry.Of("note", by, new { text }, key);

    public static IReadOnlyDictionary<string, byte[]> Knowledge { get; } = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "data"), "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "data"), f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);

    public static Medicine Medicine { get; } = new(Knowledge);
}

/// <summary>A projection as other rooms of the program write them: the lots that were used, and where.</summary>
sealed class LotTable(int version = 1, Func<string, string>? write = null) : IProjection
{
    public string Name => "lots-of-tests";

    public int Version => version;

    public IReadOnlyList<Table> Tables { get; } = [new("test_lot_use", "lot text not null, chart_id text not null, seq integer not null, units real", "lot, chart_id, seq", "chart_id")];

    public IReadOnlyCollection<string> Kinds { get; } = ["test-treatment"];

    public Task ApplyAsync(Entry entry, ProjectionWriter tables) => tables.ExecuteAsync(
        "insert into test_lot_use (clinic, lot, chart_id, seq, units) values (@clinic, @lot, @ChartId, @Seq, @units)",
        new { lot = (write ?? (l => l))(entry.Read<Given>().Lot), entry.ChartId, entry.Seq, units = entry.Read<Given>().Units });

    public static NewEntry Entry(string lot, double units) => NewEntry.Of("test-treatment", "Dr Lee", new Given { Lot = lot, Units = units });

    public sealed record Given
    {
        public required string Lot { get; init; }

        public double Units { get; init; }
    }
}

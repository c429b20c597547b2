using Collum.Clinic.Charts;
using Collum.Clinic.Storage;

namespace Collum.App.Tests.Storage;

/// <summary>Where a test keeps its charts; the same tests run in each place.</summary>
public abstract class Places : IAsyncDisposable
{
    readonly List<string> _folders = [];

    public abstract Task<string> NewAsync();

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
}

public sealed class PostgresPlaces(PostgresServer server) : Places
{
    public override Task<string> NewAsync() => server.NewDatabaseAsync();
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

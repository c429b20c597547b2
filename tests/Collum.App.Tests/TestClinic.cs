using Collum.Clinic;
using Collum.Clinic.Storage;

namespace Collum.App.Tests;

/// <summary>A clinic of its own in a temporary folder, with a clock that stands still until it is moved.</summary>
sealed class TestClinic : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("collum-test-").FullName;

    TestClinic(DateOnly today, string? location)
    {
        Clock = new StillClock(today);
        Database = Database.Open(location ?? _folder, new DatabaseOptions { Time = Clock, Projections = Practice.Projections(Knowledge) });
        Practice = new(Database, Knowledge, Clock);
    }

    /// <summary>The project's own knowledge, read once for all tests.</summary>
    public static Medicine Knowledge { get; } = new(KnowledgeFiles());

    public string Folder => _folder;

    public StillClock Clock { get; }

    public Database Database { get; }

    public Practice Practice { get; }

    /// <param name="location">Another place than a folder of its own.</param>
    public static async Task<TestClinic> OpenAsync(DateOnly? today = null, string? location = null)
    {
        var clinic = new TestClinic(today ?? new(2026, 11, 20), location);
        await clinic.Database.InitAsync();
        return clinic;
    }

    static Dictionary<string, byte[]> KnowledgeFiles()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "data");
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal sealed class StillClock(DateOnly today) : TimeProvider
    {
        public DateOnly Today { get; set; } = today;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(Today, new TimeOnly(9, 30), TimeSpan.Zero);
    }
}

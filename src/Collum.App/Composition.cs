using Collum.App.Cli;
using Collum.Clinic;
using Collum.Clinic.Storage;

namespace Collum.App;

/// <summary>The one place where things are wired; the server and the commands both start here.</summary>
sealed class Composition(Terminal terminal) : IAsyncDisposable
{
    // One process reads its knowledge once, however many commands it runs.
    static readonly Lazy<Medicine> Own = new(() => ReadMedicine(Path.Combine(AppContext.BaseDirectory, "data")));

    readonly List<Database> _open = [];

    public Terminal Terminal { get; } = terminal;

    /// <summary>What the medicine says; read and checked at first use.</summary>
    public Medicine Medicine => Own.Value;

    /// <summary>Reads and checks a folder of knowledge.</summary>
    public static Medicine ReadMedicine(string folder)
    {
        if (!Directory.Exists(folder))
            throw CallException.Broken($"{folder}: the folder with the knowledge is missing.");
        return new Medicine(FilesOf(folder));
    }

    static Dictionary<string, byte[]> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);

    /// <summary>What ranking a recording needs of the knowledge, without reading the rest of it.</summary>
    public EmgKnowledge Emg => Own.IsValueCreated
        ? new(Anatomy.MuscleNames.Of(Medicine.Muscles), Medicine.Emg, () => Medicine.Sources, Medicine.Version)
        : _emg ??= _coming is { } coming ? coming.GetAwaiter().GetResult() : ReadEmg(Path.Combine(AppContext.BaseDirectory, "data"));

    EmgKnowledge? _emg;
    Task<EmgKnowledge>? _coming;

    /// <summary>Begins to read what <see cref="Emg"/> gives, while the command line is taken apart: half of what passes before a recording is opened.</summary>
    public void BeginEmg()
    {
        if (!Own.IsValueCreated)
            _coming ??= Task.Run(() => ReadEmg(Path.Combine(AppContext.BaseDirectory, "data")));
    }

    static EmgKnowledge ReadEmg(string folder)
    {
        if (!Directory.Exists(folder))
            throw CallException.Broken($"{folder}: the folder with the knowledge is missing.");
        var files = FilesOf(folder);
        var (muscles, table) = Medicine.ReadEmg(files);
        return new(muscles, table, () => Medicine.ReadSources(files), Medicine.VersionOf(files));
    }

    /// <summary>Where the clinic's charts are: as asked, else <c>$COLLUM_DATA</c>, else <c>~/.local/share/collum</c>.</summary>
    public string Place(string? asked)
    {
        if (asked is { Length: 0 })
            throw CallException.Wrong("--data: found nothing; expected a folder or a PostgreSQL address.");
        if ((asked ?? Terminal.Variable("COLLUM_DATA")) is { Length: > 0 } place)
            return place;
        var share = Terminal.Variable("XDG_DATA_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        return Path.Combine(share, "collum");
    }

    /// <summary>A clinic that is there already; a command that reads never makes one.</summary>
    public async Task<Database> OpenAsync(string? asked, CancellationToken cancel)
    {
        var database = There(asked);
        await database.EnterAsync(cancel);
        return database;
    }

    static void RequireThere(string place)
    {
        if (!IsAddress(place) && !File.Exists(Path.Combine(place, "collum.db")))
            throw CallException.Wrong($"{place}: holds no clinic; `collum db init --data {place}` makes one, `collum demo` shows one.");
    }

    /// <summary>A clinic, made if it is not there.</summary>
    public async Task<Database> MakeAsync(string? asked, CancellationToken cancel)
    {
        var database = Unready(asked);
        await database.InitAsync(cancel);
        return database;
    }

    /// <summary>A clinic that is there and that nobody looked into yet: for checks and migrations.</summary>
    public Database There(string? asked)
    {
        RequireThere(Place(asked));
        return Unready(asked);
    }

    /// <summary>Nothing of it was touched yet.</summary>
    public Database Unready(string? asked)
    {
        var database = Database.Open(Place(asked), DatabaseOptions);
        _open.Add(database);
        return database;
    }

    public DatabaseOptions DatabaseOptions => field ??= new DatabaseOptions
    {
        Time = Terminal.Clock, ProgramVersion = Program.Version, Projections = Clinic.Practice.Projections(Medicine),
    };

    /// <summary>What every use case works with.</summary>
    public Practice Practice(Database database) => new(database, Medicine, Terminal.Clock);

    /// <summary>Where recordings lie: as asked, else <c>$COLLUM_RECORDINGS</c>, else beside the SQLite file; a PostgreSQL database has no place of its own for them.</summary>
    public RecordingFiles Recordings(string place, string? asked) => new(
        asked is { Length: > 0 } ? asked : Terminal.Variable("COLLUM_RECORDINGS") is { Length: > 0 } set ? set : IsAddress(place) ? null : Path.Combine(place, "recordings"));

    public static bool IsAddress(string place) =>
        place.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || place.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        || place.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _open)
            await database.DisposeAsync();
        _open.Clear();
    }
}

/// <summary>Muscles, method and version of the knowledge; sources only when somebody reads them.</summary>
sealed record EmgKnowledge(Anatomy.MuscleNames Muscles, Emg.EmgTable Table, Func<Knowledge.SourceFile> Sources, string Version);

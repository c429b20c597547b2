using Collum.App.Cli;

namespace Collum.App;

/// <summary>The one place where things are wired; the server and the commands both start here.</summary>
sealed class Composition(Terminal terminal) : IDisposable
{
    public Terminal Terminal { get; } = terminal;

    /// <summary>What the medicine says; read and checked at first use.</summary>
    public Medicine Medicine => Own.Value;

    public void Dispose()
    {
    }

    // One process reads its knowledge once, however many commands it runs.
    static readonly Lazy<Medicine> Own = new(() => ReadMedicine(Path.Combine(AppContext.BaseDirectory, "data")));

    /// <summary>Reads and checks a folder of knowledge.</summary>
    public static Medicine ReadMedicine(string folder)
    {
        if (!Directory.Exists(folder))
            throw CallException.Broken($"{folder}: the folder with the knowledge is missing.");
        return new Medicine(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal));
    }
}

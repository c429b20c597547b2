namespace Collum.Tests;

/// <summary>The project's own knowledge, read once for all tests.</summary>
static class Shared
{
    public static Medicine Medicine { get; } = new(Files());

    public static Dictionary<string, byte[]> Files()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "data");
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
    }
}

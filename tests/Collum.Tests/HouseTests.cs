using System.Text.RegularExpressions;

namespace Collum.Tests;

/// <summary>The house rules that the code itself can be asked about.</summary>
public sealed partial class HouseTests
{
    // A folder of src/Collum uses those before it, never after.
    static readonly string[] Floors =
    [
        "Knowledge", "Findings", "Anatomy", "Patients", "Toxins", "Scales", "Postures", "Emg",
        "Treatments", "Response", "Plans", "Safety", "Vials", "Trials",
    ];

    static readonly string[] Projects = ["Collum.Numerics", "Collum", "Collum.Clinic", "Collum.Fhir", "Collum.App"];

    [Fact]
    public void Every_folder_of_the_medicine_is_a_known_floor() =>
        Assert.Empty(Directory.GetDirectories(Path.Combine(Root, "src", "Collum")).Select(Path.GetFileName)
            .Where(f => f is not ("bin" or "obj")).Except(Floors));

    [Fact]
    public void A_floor_uses_only_the_floors_below_it()
    {
        var broken =
            from file in Sources("src/Collum")
            let floor = Array.IndexOf(Floors, Path.GetRelativePath(Path.Combine(Root, "src", "Collum"), file).Split('/', '\\')[0])
            where floor >= 0
            from Match use in UsesFloor().Matches(File.ReadAllText(file))
            let used = Array.IndexOf(Floors, use.Groups[1].Value)
            where used > floor
            select $"{Path.GetFileName(file)} ({Floors[floor]}) uses {Floors[used]}";

        Assert.Empty(broken);
    }

    [Fact]
    public void A_project_sees_only_those_to_its_left()
    {
        var broken =
            from i in Enumerable.Range(0, Projects.Length)
            let text = File.ReadAllText(Path.Combine(Root, "src", Projects[i], Projects[i] + ".csproj"))
            from j in Enumerable.Range(i, Projects.Length - i)
            where text.Contains($"/{Projects[j]}.csproj", StringComparison.Ordinal)
            select $"{Projects[i]} refers to {Projects[j]}";

        Assert.Empty(broken);
    }

    [Fact]
    public void The_medicine_knows_no_clock_file_network_or_database()
    {
        var broken =
            from file in Sources("src/Collum").Concat(Sources("src/Collum.Numerics"))
            from Match use in Outside().Matches(File.ReadAllText(file))
            select $"{Path.GetFileName(file)} uses {use.Value}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Numerics_has_no_medical_word()
    {
        var broken =
            from file in Sources("src/Collum.Numerics")
            from Match word in Medical().Matches(File.ReadAllText(file))
            select $"{Path.GetFileName(file)} says {word.Value}";

        Assert.Empty(broken);
    }

    static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    internal static string Root { get; } = FindRoot();

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Collum.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run from a checkout; Collum.slnx was not found above them.");
    }

    [GeneratedRegex(@"(?:using|\bCollum\.)\s*(?:Collum\.)?(Knowledge|Findings|Anatomy|Patients|Toxins|Scales|Postures|Emg|Treatments|Response|Plans|Safety|Vials|Trials)\b\s*[;.]")]
    private static partial Regex UsesFloor();

    [GeneratedRegex(@"DateTime(?:Offset)?\.(?:Utc)?Now|Stopwatch|System\.IO\.|\bFile\.(?:Read|Open|Write)|Directory\.|HttpClient|Dapper|Npgsql|Sqlite|Guid\.NewGuid|Random\.Shared")]
    private static partial Regex Outside();

    [GeneratedRegex(@"\b(?:muscle|toxin|patient|posture|treatment|clinic)\w*", RegexOptions.IgnoreCase)]
    private static partial Regex Medical();
}

using System.Diagnostics;
using System.Globalization;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;

namespace Collum.Bench;

/// <summary>Search among 100,000 charts, writing, size, import, verification and backup.</summary>
/// <remarks>SQLite in a temporary folder, or the PostgreSQL database that COLLUM_BENCH_POSTGRES names (it must be empty).</remarks>
static class ChartBench
{
    // Fewer for a quick look.
    static readonly int Charts = int.Parse(Environment.GetEnvironmentVariable("COLLUM_BENCH_CHARTS") ?? "100000", CultureInfo.InvariantCulture);
    const int Seed = 1;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("collum-bench-").FullName;
        var location = Environment.GetEnvironmentVariable("COLLUM_BENCH_POSTGRES") ?? folder;
        try
        {
            await using var database = Database.Open(location);
            await database.InitAsync();
            Console.WriteLine($"{(location == folder ? "SQLite" : "PostgreSQL")}, {Environment.ProcessorCount} cores, seed {Seed}");
            var random = new Random(Seed);
            await ImportAsync(database, random);
            if (location == folder)
                await SizeAsync(folder, "one identity each", Charts);
            await SearchAsync(database, random);
            await AppendAsync(database, random);
            if (location == folder)
                await SizeAsync(folder, "with the appended notes", (await Count(database)));
            await RoundTripAsync(database, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task ImportAsync(Database database, Random random)
    {
        var watch = Stopwatch.StartNew();
        for (var start = 0; start < Charts; start += 1000)
            await database.Charts.AppendManyAsync([.. Enumerable.Range(start, 1000).Select(i => new ChartAppend($"chart-{i}", [NewEntry.Of(Identity.Kind, "bench", Person(random, i))], 0))]);
        Say($"import, {Charts:N0} charts, 1,000 a transaction", $"{Charts / watch.Elapsed.TotalSeconds:N0} charts/s ({watch.Elapsed.TotalSeconds:F1} s)");
    }

    static Identity Person(Random random, int i) => new()
    {
        Name = $"{Word(random)} {Word(random)}{(random.Next(10) == 0 ? "-" + Word(random) : "")}",
        Number = string.Create(CultureInfo.InvariantCulture, $"K{i:D6}"),
        BirthDate = new DateOnly(1930, 1, 1).AddDays(random.Next(27_000)),
    };

    static string Word(Random random)
    {
        const string consonants = "bdfghklmnprstvwz", vowels = "aeiouöé";
        // A quarter carry one of a few common names, as in life.
        if (random.Next(4) == 0)
            return ((string[])["Anna", "Maria", "Müller", "Schmidt", "Peter", "Andersen"])[random.Next(6)];
        return string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(k =>
        {
            var c = consonants[random.Next(consonants.Length)];
            return $"{(k == 0 ? char.ToUpperInvariant(c) : c)}{vowels[random.Next(vowels.Length)]}";
        })) + consonants[random.Next(consonants.Length)];
    }

    static async Task SearchAsync(Database database, Random random)
    {
        Func<string>[] asked =
        [
            () => Word(random)[..1],
            () => Word(random)[..2],
            () => Word(random)[..3],
            () => Word(random),
            () => $"{Word(random)[..2]} {Word(random)[..2]}",
            () => "a m",
            () => "anna müller",
            () => $"K{random.Next(Charts):D6}",
            () => new DateOnly(1930, 1, 1).AddDays(random.Next(27_000)).ToString("d.M.yyyy", CultureInfo.InvariantCulture),
            () => "",
        ];
        string[] names = ["1 letter", "2 letters", "3 letters", "a whole name", "2 + 2 letters", "'a m'", "'anna müller'", "a number", "a birth date", "nothing: first by name"];
        foreach (var ask in asked)
            await database.Charts.SearchAsync(ask());
        foreach (var (name, ask) in names.Zip(asked))
        {
            List<double> times = [];
            for (var i = 0; i < 300; i++)
            {
                var text = ask();
                var watch = Stopwatch.StartNew();
                await database.Charts.SearchAsync(text);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            times.Sort();
            Say($"search, {name}", $"median {times[150]:F2} ms, p95 {times[284]:F2} ms, largest {times[^1]:F1} ms{(times[284] > 100 ? "  ABOVE 100 ms" : "")}");
        }
    }

    static async Task AppendAsync(Database database, Random random)
    {
        foreach (var writers in (int[])[1, 8, 64])
        {
            var (watch, each) = (Stopwatch.StartNew(), writers == 1 ? 2000 : 10_000 / writers);
            await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
            {
                for (var i = 0; i < each; i++)
                    await database.Charts.AppendAsync($"chart-{(w * 1009 + i * 31) % Charts}", [NewEntry.Of("note", "bench", new { text = new string('x', 800) })]);
            })));
            Say($"append, 0.8 kB, {writers} writers, flushed to disk", $"{writers * each / watch.Elapsed.TotalSeconds:N0} entries/s");
        }
    }

    static async Task<long> Count(Database database) =>
        (await database.Charts.QueryAsync<long>("select count(*) from entry where clinic = @clinic"))[0];

    static async Task SizeAsync(string folder, string what, long entries)
    {
        var copy = Path.Combine(folder, $"size-{Guid.NewGuid():n}");
        await using (var database = Database.Open(folder))
            await database.BackupAsync(copy);
        var bytes = new FileInfo(copy).Length;
        Say($"size, {what}", $"{bytes / 1e6:F1} MB, {bytes / entries:N0} bytes an entry, {bytes / Charts:N0} bytes a chart");
    }

    static async Task RoundTripAsync(Database database, string folder)
    {
        var entries = await Count(database);
        var watch = Stopwatch.StartNew();
        var found = await database.VerifyAsync();
        Say($"verify, {entries:N0} entries", $"{watch.Elapsed.TotalSeconds:F1} s, {(found.Sound ? "sound" : found.Faults[0].What)}");

        watch.Restart();
        await database.BackupAsync(Path.Combine(folder, "copy"));
        Say("backup, checked", $"{watch.Elapsed.TotalSeconds:F1} s");

        watch.Restart();
        var lines = Path.Combine(folder, "all.ndjson");
        await using (var output = File.Create(lines))
            await database.ExportAsync(output);
        Say("export", $"{watch.Elapsed.TotalSeconds:F1} s, {new FileInfo(lines).Length / 1e6:F1} MB");

        watch.Restart();
        await using var fresh = Database.Open(Path.Combine(folder, "fresh"));
        await fresh.InitAsync();
        await fresh.ImportAsync(lines);
        Say("import of the export into SQLite", $"{entries / watch.Elapsed.TotalSeconds:N0} entries/s ({watch.Elapsed.TotalSeconds:F1} s)");
    }

    static void Say(string what, string figure) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-50} {figure}"));
}

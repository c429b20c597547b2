using Collum.Bench;

// `dotnet run -c Release --project bench -- NAME`: one figure of merit each.
var benches = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
{
    ["charts"] = ChartBench.RunAsync,
    ["import"] = ImportBench.RunAsync,
};

if (args is not [var name] || !benches.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benches.Keys)}");
    return 2;
}

await run();
return 0;

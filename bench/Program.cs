using Collum.Bench;

// `dotnet run -c Release --project bench -- NAME`: one figure of merit each.
var benches = new Dictionary<string, Func<Task<int>>>(StringComparer.Ordinal)
{
    ["plan-check"] = () => Task.FromResult(PlanCheckBench.Run()),
    ["charts"] = () => Done(ChartBench.RunAsync()),
    ["import"] = () => Done(ImportBench.RunAsync()),
};

if (args is not [var name] || !benches.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benches.Keys)}");
    return 2;
}

return await run();

static async Task<int> Done(Task bench)
{
    await bench;
    return 0;
}

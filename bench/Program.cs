using Collum.Bench;
using Collum.Bench.Emg;

// `dotnet run -c Release --project bench -- NAME`: one bench each, its figures on standard output.
var benches = new Dictionary<string, Func<Task<int>>>(StringComparer.Ordinal)
{
    ["plan-check"] = () => Task.FromResult(PlanCheckBench.Run()),
    ["charts"] = ChartBench.RunAsync,
    ["import"] = ImportBench.RunAsync,
    ["emg"] = () => Task.FromResult(EmgBench.Run(args[1..])),
    ["response-speed"] = () => Task.FromResult(ResponseBench.Speed(args[1..])),
    ["response-forecast"] = () => Task.FromResult(ResponseBench.Forecast()),
    ["response-sessions"] = () => Task.FromResult(ResponseBench.Sessions()),
    ["response-history"] = () => Task.FromResult(ResponseBench.History()),
    ["response-trials"] = () => Task.FromResult(ResponseBench.Trials()),
    ["response-calibration"] = () => Task.FromResult(ResponseBench.Calibration()),
    ["response-arms"] = () => Task.FromResult(ResponseBench.Arms()),
    ["response-calibration-picture"] = () => Task.FromResult(ResponseBench.Picture()),
    ["pages"] = PageBench.RunAsync,
};

if (args is not [var name, ..] || !benches.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"dotnet run -c Release --project bench -- NAME, where NAME is one of: {string.Join(", ", benches.Keys)}");
    return 2;
}

return await run();

using Collum.Bench;

// One figure of merit each.
return args switch
{
    ["plan-check", ..] => PlanCheckBench.Run(),
    ["charts", ..] => await ChartBench.RunAsync(),
    ["import", ..] => await Done(ImportBench.RunAsync()),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project bench -- NAME, where NAME is one of: plan-check, charts, import");
    return 2;
}

static async Task<int> Done(Task bench)
{
    await bench;
    return 0;
}

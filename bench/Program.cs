using Collum.Bench;

return args switch
{
    ["plan-check", ..] => PlanCheckBench.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project bench -- NAME, where NAME is one of: plan-check");
    return 2;
}

using Collum.Bench;

return args switch
{
    ["charts", ..] => await ChartBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project bench -- NAME, where NAME is one of: charts");
    return 2;
}

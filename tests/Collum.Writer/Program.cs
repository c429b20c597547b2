using Collum.Clinic.Storage;
using Collum.Writing;

// Writes to a database until it is killed, and says what was acknowledged: `Collum.Writer LOCATION NAME`.
await using var database = Database.Open(args[0]);
await database.InitAsync();
foreach (var chart in Wish.AllCharts)
    await database.Charts.AppendAsync(chart, [Wish.First(chart)], expectedSeq: 0);
Console.WriteLine("ready");

await Task.WhenAll(Enumerable.Range(0, Wish.Lines).Select(async line =>
{
    for (var number = 0; ; number++)
    {
        var wish = new Wish(args[1], line, number);
        await database.Charts.AppendAsync(wish.ChartId, wish.Entries);
        // One call is one write to the pipe: said whole or not at all.
        Console.WriteLine($"{line} {number}");
    }
}));

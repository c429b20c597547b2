using System.Diagnostics;
using System.Globalization;
using System.Text;
using Collum.Clinic;
using Collum.Clinic.Registry;
using Collum.Clinic.Storage;

namespace Collum.Bench;

/// <summary>Rows a second of `collum chart import`: read alone, and read and stored.</summary>
static class ImportBench
{
    const int Patients = 10_000;

    public static async Task<int> RunAsync()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "data");
        var medicine = new Medicine(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal));
        var folder = Directory.CreateTempSubdirectory("collum-bench-").FullName;
        try
        {
            var bytes = Table(Patients);
            var rows = Patients * 6L;
            var watch = Stopwatch.StartNew();
            var patients = TrialCsv.Read(new MemoryStream(bytes), "table.csv", _ => { }).Count();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read    {rows / watch.Elapsed.TotalSeconds,12:N0} rows/s   {patients:N0} patients, {bytes.Length / 1e6:N1} MB"));

            await using var database = Database.Open(folder, new DatabaseOptions { Projections = Practice.Projections(medicine) });
            await database.InitAsync();
            var practice = new Practice(database, medicine, TimeProvider.System);
            var request = new ImportRequest { Product = medicine.Toxins.Products["rimabotulinumtoxinB"], Start = new(2000, 1, 3), Series = "bench", Label = "Bench patient" };
            watch.Restart();
            var report = await new ImportCharts(practice).RunAsync(() => new MemoryStream(bytes), "table.csv", request, "Bench");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"import  {rows / watch.Elapsed.TotalSeconds,12:N0} rows/s   {report.Entries / watch.Elapsed.TotalSeconds:N0} entries/s, one transaction, {report.NewCharts:N0} charts"));
            watch.Restart();
            await new ImportCharts(practice).RunAsync(() => new MemoryStream(bytes), "table.csv", request, "Bench");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"again   {rows / watch.Elapsed.TotalSeconds,12:N0} rows/s   nothing new"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory  {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,12:N0} MB at most"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static byte[] Table(int patients)
    {
        var text = new StringBuilder("patient,week,dose_u,treat,age,sex,twstrs\n");
        for (var p = 1; p <= patients; p++)
            foreach (var week in (int[])[0, 2, 4, 8, 12, 16])
                text.Append(CultureInfo.InvariantCulture, $"{p},{week},5000,5000U,{30 + p % 50},{(p % 3 == 0 ? "M" : "F")},{25 + (p * 7 + week) % 40}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

using System.Text.Json;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;

namespace Collum.Clinic.Visits;

/// <summary>The files that the recordings of all charts rest on.</summary>
public static class NamedRecordings
{
    /// <summary>Each file once, with the first entry that names it.</summary>
    public static async Task<IReadOnlyList<(string ChartId, long Seq, string Sha256)>> OfAsync(Database database, CancellationToken cancel = default) =>
        [.. (await database.Charts.QueryAsync<Row>($"select chart_id as ChartId, seq as Seq, body as Body from entry where clinic = @clinic and kind = '{Kinds.Recording}' order by position", cancel: cancel))
            .Select(r => (r.ChartId, r.Seq, Sha256: HashIn(r.Body))).Where(r => RecordingFiles.IsHash(r.Sha256)).DistinctBy(r => r.Sha256)];

    /// <summary>What <c>collum db verify</c> says about them: files that are gone or are not what was written.</summary>
    public static async Task<(int Checked, IReadOnlyList<Fault> Faults)> VerifyAsync(Database database, RecordingFiles files, CancellationToken cancel = default)
    {
        List<Fault> faults = [];
        var named = await OfAsync(database, cancel);
        foreach (var (chart, seq, hash) in named)
            if (!files.HasPlace)
                faults.Add(new(null, chart, seq, $"recording {hash[..12]}: no folder of recordings was named; name it with --recordings FOLDER"));
            else if (await files.FaultAsync(hash, cancel) is { } fault)
                faults.Add(new(null, chart, seq, $"recording {hash[..12]}: {fault}"));
        return (named.Count, faults);
    }

    static string HashIn(string body)
    {
        try
        {
            using var read = JsonDocument.Parse(body);
            return read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty("sha256", out var hash) && hash.ValueKind == JsonValueKind.String ? hash.GetString()! : "";
        }
        catch (JsonException)
        {
            return "";          // the chain says so
        }
    }

    sealed class Row
    {
        public string ChartId { get; set; } = "";

        public long Seq { get; set; }

        public string Body { get; set; } = "";
    }
}

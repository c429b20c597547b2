namespace Collum.Clinic.Charts;

public sealed partial class ChartStore
{
    const int Batch = 256;

    /// <summary>Adds to any number of charts, all or none, holding only a batch of them in memory: imports of any length.</summary>
    /// <param name="appends">Asked again when the write has to be tried again, so it must give the same each time.</param>
    /// <returns>How many entries there are for what was asked, now or from before.</returns>
    public Task<long> AppendStreamAsync(Func<IEnumerable<ChartAppend>> appends, CancellationToken cancel = default) =>
        _database.WriteAsync(
            async connection =>
            {
                var count = 0L;
                foreach (var batch in appends().Chunk(Batch))
                {
                    cancel.ThrowIfCancellationRequested();
                    List<ChartAppend> drafts = [.. batch.Select(a => a with { ChartId = ChartId.Require(a.ChartId), Entries = [.. a.Entries.Select(Checked)] })];
                    foreach (var outcome in await WriteAsync(connection, drafts))
                        count += outcome.Count;
                }

                return count;
            },
            cancel);
}

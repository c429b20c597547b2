namespace Collum.Clinic.Audit;

/// <summary>Where everything a clinic wrote stands. Kept elsewhere (on paper, with a backup), it proves later that nothing before it was taken away.</summary>
/// <param name="Clinic">The clinic.</param>
/// <param name="Position">Number of its last entry.</param>
/// <param name="Hash">64 hexadecimal digits that follow from all entries up to there.</param>
public sealed record LedgerHead(string Clinic, long Position, string Hash);

/// <summary>Something that is not as it was written.</summary>
/// <param name="Clinic">The clinic; null when it concerns the whole database.</param>
/// <param name="ChartId">The chart, where one is concerned.</param>
/// <param name="Seq">The entry, where one is concerned.</param>
/// <param name="What">One plain sentence.</param>
public sealed record Fault(string? Clinic, string? ChartId, long? Seq, string What);

/// <summary>What a check of the whole database found.</summary>
/// <param name="Charts">Charts looked at.</param>
/// <param name="Entries">Entries looked at.</param>
/// <param name="Heads">Where each clinic stands.</param>
/// <param name="Faults">The first thousand.</param>
/// <param name="FaultCount">All of them.</param>
public sealed record Verification(long Charts, long Entries, IReadOnlyList<LedgerHead> Heads, IReadOnlyList<Fault> Faults, long FaultCount)
{
    public bool Sound => FaultCount == 0;
}

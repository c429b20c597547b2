using System.Text;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Scales;

namespace Collum.Clinic.Visits;

/// <summary>Writes down one instrument of one day, with the totals that its items make.</summary>
public sealed class RecordScore(Practice practice)
{
    /// <param name="score">With its date.</param>
    /// <param name="corrects">An earlier entry of this kind that it takes the place of.</param>
    /// <exception cref="InputException">The score has no date, or one that lies ahead.</exception>
    public async Task<Outcome> RunAsync(string chartId, Score score, Writer writer, long? corrects = null, CancellationToken cancel = default)
    {
        if (score.Date is null)
            throw new InputException("date", $"nothing", $"the day of the score");
        if (score.Date > practice.Today)
            throw new InputException("date", $"{score.Date.Value:yyyy-MM-dd}", $"a day that is not ahead");
        var chart = await practice.OpenAsync(chartId, cancel);
        var entry = writer.Entry(Kinds.Score, Body(score), practice.Medicine.Version) with { Amends = corrects };
        return Outcome.Done(await practice.AddAsync(writer.Saw(chart), entry, cancel), [.. score.Findings()]);
    }

    internal static string Body(Score score) => new Derived(Kinds.Score, ScoreDocument.Write(score), Write(score)).Body;

    static string Write(Score score) => OutputJson.Write(new { score.Total, score.Subtotals, score.Left });

    internal static string Again(Medicine medicine, string input) =>
        Write(ScoreDocument.Read("score", Encoding.UTF8.GetBytes(input), medicine.Instruments));
}

using System.Globalization;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Scales;

namespace Collum.Clinic.Visits;

/// <summary>What came of several days written down in one sitting.</summary>
/// <param name="Written">One entry for each day that was new or read differently.</param>
/// <param name="Unchanged">Days on record with the same value: nothing was written for them.</param>
public sealed record DiaryOutcome(IReadOnlyList<Entry> Written, int Unchanged);

/// <summary>Writes down one instrument of several days in one sitting, such as the ratings of a diary: all of them or none.</summary>
/// <remarks>A day that is on record already takes the new value in place of the old; so a diary may be handed in again and again, and grow.</remarks>
public sealed class RecordDiary(Practice practice)
{
    /// <param name="scores">Of one instrument, one a day, each with its date.</param>
    /// <exception cref="InputException">A day that lies ahead, or whose items are on record: a total does not take their place. The place is <c>days[i]</c>.</exception>
    public async Task<DiaryOutcome> RunAsync(string chartId, IReadOnlyList<Score> scores, Writer writer, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        var key = writer.Key ?? NewEntry.NewKey();
        var entries = new List<NewEntry>();
        foreach (var (score, before) in New(chart, scores))
            entries.Add((writer with { Key = string.Create(CultureInfo.InvariantCulture, $"{key}-{score.Date:yyyyMMdd}") }).Entry(Kinds.Score, RecordScore.Body(score), practice.Medicine.Version) with { Amends = before?.Seq });
        return new(entries.Count == 0 ? [] : await practice.AddAsync(writer.Saw(chart), entries, cancel), scores.Count - entries.Count);
    }

    /// <summary>Refuses what <see cref="RunAsync"/> would refuse, and writes nothing: for what is written together with other things.</summary>
    /// <exception cref="InputException">As <see cref="RunAsync"/>.</exception>
    public void Check(ChartView chart, IReadOnlyList<Score> scores) => New(chart, scores);

    List<(Score Score, ScorePoint? Before)> New(ChartView chart, IReadOnlyList<Score> scores)
    {
        var fresh = new List<(Score, ScorePoint?)>();
        for (var i = 0; i < scores.Count; i++)
        {
            var (score, day) = (scores[i], scores[i].Date!.Value);
            if (day > practice.Today)
                throw new InputException($"days[{i}].date", $"{day:yyyy-MM-dd}", $"a day that is not ahead");
            var before = OnRecord(chart, score);
            if (before is { TotalOnly: false } && score.Instrument.Computation != Computation.Single)
                throw new InputException($"days[{i}].date", $"{day:yyyy-MM-dd}, whose items are on record", $"a day without them; items are corrected as items");
            if (before?.Value == (score.Total ?? score.RecordedPart?.Value))
                continue;
            fresh.Add((score, before));
        }

        return fresh;
    }

    static ScorePoint? OnRecord(ChartView chart, Score score)
    {
        var instrument = score.RecordedPart is { } part ? $"{score.Instrument.Id}-{part.Id}" : score.Instrument.Id;
        return chart.Scores.LastOrDefault(s => s.Date == score.Date && s.Instrument == instrument && s.Variant == score.Variant);
    }
}

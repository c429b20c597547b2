using System.Text.Json;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Emg;
using Collum.Findings;

namespace Collum.Clinic.Visits;

/// <summary>Writes down an EMG recording: takes the file, ranks its muscles, and ranks them again when somebody says more about it.</summary>
public sealed class RecordRecording(Practice practice, RecordingFiles files)
{
    // One recording is measured at a time: it uses all processors.
    static readonly SemaphoreSlim Turn = new(1);

    /// <summary>Takes a file. Phases come from its annotations, muscles from what was said of the recorder before, else from the labels.</summary>
    /// <exception cref="InputException">The day lies ahead, or the file cannot be read.</exception>
    public async Task<Outcome> TakeAsync(string chartId, DateOnly date, Stream body, string name, Writer writer, CancellationToken cancel = default)
    {
        practice.RequireNotAhead(date);
        _ = await practice.OpenAsync(chartId, cancel);
        name = Short(name);
        var (hash, bytes, recording) = await files.TakeAsync(body, name, cancel);
        var end = recording.Segments.Max(s => s.OnsetS + s.DurationS);
        var made = new RecordingBody
        {
            Date = date, Name = name, Sha256 = hash, Bytes = bytes, Format = recording.Format, Recorder = recording.Head.Recorder, Start = recording.Head.Start, DurationS = end,
            Channels = [.. recording.Channels.Select(c => new RecordedChannel(c.Label, c.Unit.Text, c.RateHz, c.Problem))], Electrodes = ElectrodePlace.Unknown, Montage = [], Phases = [],
            Ranking = new([], [], 0, []),
        };
        var known = await KnownRecorders.OfAsync(practice, made.RecorderKey, cancel);
        var montage = new Montage(Anatomy.MuscleNames.Of(practice.Medicine.Muscles));
        var leads = recording.Channels.Where(c => c.IsReadable && c.Unit.IsVoltage && !Montage.IsHeart(c)).DistinctBy(c => c.Label, StringComparer.Ordinal)
            .Select(c => known.TryGetValue(c.Label, out var said) ? said : montage.Read(c.Label) is ({ } muscle, { } side) ? new StatedLead(c.Label, muscle.Id, side) : null).OfType<StatedLead>();
        var setup = new RecordingSetup(ElectrodePlace.Unknown, [.. leads], [.. Phase.Of(recording.Annotations, end).Take(RecordingSetup.MostPhases)
            .Select(p => p with { Name = p.Name.Length > 80 ? p.Name[..80] : p.Name, FromS = Math.Round(p.FromS, 3), ToS = Math.Round(p.ToS, 3) }).Where(p => p.FromS < p.ToS)]);
        var ranked = await RankAsync(made, setup, cancel);
        // The chart may have grown while the file came in; a recording contradicts nothing.
        return await AddAsync(await practice.OpenAsync(chartId, cancel), ranked, writer, null, cancel);
    }

    /// <summary>Ranks a recording again with what a person says about it.</summary>
    /// <param name="corrects">The entry whose place it takes.</param>
    public async Task<Outcome> SetAsync(string chartId, long corrects, RecordingSetup setup, Writer writer, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        var now = chart.Recordings.FirstOrDefault(r => r.Seq == corrects) ?? throw new InputException("recording", $"entry {corrects}", $"a recording of this chart as it stands");
        var labels = now.Body.Channels.Select(c => c.Label).ToHashSet(StringComparer.Ordinal);
        if (setup.Montage.FirstOrDefault(m => !labels.Contains(m.Label)) is { } foreign)
            throw new InputException("montage", $"'{Short(foreign.Label):typed}'", $"the label of a channel of this recording");
        return await AddAsync(chart, await RankAsync(now.Body, setup, cancel), writer, corrects, cancel);
    }

    async Task<Outcome> AddAsync(ChartView chart, RecordingBody body, Writer writer, long? corrects, CancellationToken cancel)
    {
        var entry = writer.Entry(Kinds.Recording, OutputJson.Write(body), practice.Medicine.Version) with { Amends = corrects };
        return Outcome.Done(await practice.AddAsync(writer.Saw(chart), entry, cancel), body.Ranking.Findings);
    }

    async Task<RecordingBody> RankAsync(RecordingBody body, RecordingSetup setup, CancellationToken cancel)
    {
        await Turn.WaitAsync(cancel);
        try
        {
            var answer = await Task.Run(() => Rank(practice.Medicine, body.Sha256, body.Name, setup, cancel), cancel);
            return body with { Electrodes = setup.Electrodes, Montage = setup.Montage, Phases = setup.Phases, PairsCompared = answer.Coherence.Count, Ranking = Kept(answer) };
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>Ranks a recording of the record again, from its file.</summary>
    /// <param name="medicine">Of then.</param>
    /// <param name="input">The entry without its ranking.</param>
    /// <returns>The ranking, JSON.</returns>
    /// <exception cref="StorageException">The file is not there any more.</exception>
    public string Again(Medicine medicine, string input)
    {
        var said = JsonSerializer.Deserialize<Ranked>(input, OutputJson.Options)!;
        return OutputJson.Write(Kept(Rank(medicine, said.Sha256, said.Name, new(said.Electrodes, said.Montage, said.Phases), default)));
    }

    RankAnswer Rank(Medicine medicine, string sha256, string name, RecordingSetup setup, CancellationToken cancel)
    {
        var measurement = Measure(medicine, sha256, name, setup, keepCurves: false, cancel);
        return RankAnswer.Of(measurement, new ActivityRanking(medicine.Emg).Rank(measurement), medicine.Version);
    }

    /// <summary>Coherence of every pair of a recording's channels, measured from its file with what stands in the chart and with the knowledge of today.</summary>
    /// <exception cref="StorageException">The file is not there any more.</exception>
    public async Task<CoherencePicture> PictureAsync(RecordingBody body, CancellationToken cancel = default)
    {
        await Turn.WaitAsync(cancel);
        try
        {
            var setup = new RecordingSetup(body.Electrodes, body.Montage, body.Phases);
            return CoherencePicture.Of(await Task.Run(() => Measure(practice.Medicine, body.Sha256, body.Name, setup, keepCurves: true, cancel), cancel), practice.Medicine.Version);
        }
        finally
        {
            Turn.Release();
        }
    }

    Measurement Measure(Medicine medicine, string sha256, string name, RecordingSetup setup, bool keepCurves, CancellationToken cancel)
    {
        using var file = files.Open(sha256);
        var names = Anatomy.MuscleNames.Of(medicine.Muscles);
        return new Measuring(medicine.Emg, new Montage(names)).Run(FromStart, setup.Options(names) with { KeepCurves = keepCurves }, cancel);

        RecordingReader FromStart()
        {
            file.Position = 0;
            return Recordings.Open(file, name);
        }
    }

    static RankAnswer Kept(RankAnswer answer) => answer with { HeartBeatTimesS = [], Coherence = [.. answer.Coherence.Where(p => p.Significant)], Phases = [] };

    sealed record Ranked(string Sha256, string Name, ElectrodePlace Electrodes, IReadOnlyList<StatedLead> Montage, IReadOnlyList<Phase> Phases);

    static string Short(string name)
    {
        var bare = new string([.. name.Replace('\\', '/').Split('/')[^1].Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]).Trim();
        return bare.Length == 0 ? "recording" : bare.Length > 120 ? bare[..120] : bare;
    }
}

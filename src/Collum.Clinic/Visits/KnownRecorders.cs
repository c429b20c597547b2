using Collum.Anatomy;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Emg;

namespace Collum.Clinic.Visits;

/// <summary>Remembers, for each recorder, which muscle its channels were last said to hear.</summary>
public sealed class KnownRecorders : IProjection
{
    public string Name => "recorders";

    public int Version => 1;

    public IReadOnlyList<Table> Tables { get; } =
        [new("recorder_lead", "recorder text not null, label text not null, muscle_id text not null, side text not null", "recorder, label")];

    public IReadOnlyCollection<string> Kinds { get; } = [Charts.Kinds.Recording];

    public async Task ApplyAsync(Entry entry, ProjectionWriter tables)
    {
        var body = entry.Read<RecordingBody>();
        var recorder = body.RecorderKey;
        foreach (var lead in body.Montage.Where(m => m.MuscleId is not null && m.Side is not null))
        {
            await tables.ExecuteAsync("delete from recorder_lead where clinic = @clinic and recorder = @recorder and label = @Label", new { recorder, lead.Label });
            await tables.ExecuteAsync("insert into recorder_lead (clinic, recorder, label, muscle_id, side) values (@clinic, @recorder, @Label, @MuscleId, @side)",
                new { recorder, lead.Label, lead.MuscleId, side = lead.Side!.Value.Word() });
        }
    }

    /// <summary>By label; empty for a recorder that nobody used yet.</summary>
    public static async Task<IReadOnlyDictionary<string, StatedLead>> OfAsync(Practice practice, string recorder, CancellationToken cancel = default) =>
        (await practice.Charts.QueryAsync<Row>("select label as Label, muscle_id as MuscleId, side as Side from recorder_lead where clinic = @clinic and recorder = @recorder", new { recorder }, cancel))
        .Where(r => practice.Medicine.Muscles.TryFind(r.MuscleId, out _)).ToDictionary(r => r.Label, r => new StatedLead(r.Label, r.MuscleId, Sides.Words[r.Side]), StringComparer.Ordinal);

    sealed class Row
    {
        public string Label { get; set; } = "";

        public string MuscleId { get; set; } = "";

        public string Side { get; set; } = "";
    }
}

using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>Which muscle a channel hears, by its label.</summary>
/// <param name="Label">As the file writes it.</param>
/// <param name="MuscleId">Null where nobody said: then the label speaks.</param>
/// <param name="Side">The patient's own; there together with <paramref name="MuscleId"/> or not at all.</param>
public sealed record StatedLead(string Label, string? MuscleId, Side? Side);

/// <summary>What a person says about a recording before its muscles are ranked.</summary>
/// <param name="Electrodes">Of all channels; unknown leaves it to the file.</param>
/// <param name="Montage">Channels that somebody named a muscle for.</param>
/// <param name="Phases">In time.</param>
public sealed record RecordingSetup(ElectrodePlace Electrodes, IReadOnlyList<StatedLead> Montage, IReadOnlyList<Phase> Phases)
{
    public const int MostPhases = 200, MostLeads = 512;

    static readonly Dictionary<string, ElectrodePlace> Places = Enum.GetValues<ElectrodePlace>().ToDictionary(p => p.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    static readonly Dictionary<string, PhaseKind> PhaseWords = Enum.GetValues<PhaseKind>().ToDictionary(p => p.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Reads <c>{electrodes, montage: [{label, muscle_id, side}], phases: [{kind, name, from_s, to_s}]}</c>.</summary>
    /// <param name="utf8">JSON.</param>
    /// <param name="muscles">That a channel may hear.</param>
    /// <param name="endS">End of the recording, seconds.</param>
    /// <exception cref="InputException">Names the place, what was found and what is expected.</exception>
    public static RecordingSetup Read(ReadOnlyMemory<byte> utf8, Muscles muscles, double endS) => InputReader.Parse("recording", utf8, root =>
    {
        var electrodes = root.OneOfOrNull("electrodes", Places, out var place) ? place : ElectrodePlace.Unknown;
        var montage = root.List("montage", r => ReadLead(r, muscles), MostLeads).OfType<StatedLead>().ToList();
        var phases = root.List("phases", r => ReadPhase(r, endS), MostPhases);
        root.Done();
        if (montage.GroupBy(m => m.Label, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException("montage", $"'{twice.Key:typed}' twice", $"each channel once");
        return new RecordingSetup(electrodes, montage, [.. phases.OrderBy(p => p.FromS)]);
    });

    static StatedLead? ReadLead(InputReader r, Muscles muscles)
    {
        var label = r.Text("label");
        var id = r.TextOrNull("muscle_id");
        Side? side = r.OneOfOrNull("side", Sides.Words, out var which) ? which : null;
        r.Done();
        if (id is not null && (!muscles.TryFind(id, out var muscle) || !muscles.Single.Contains(muscle)))
            throw r.Wrong("muscle_id", $"the id of one muscle");
        return id is null && side is null ? null
            : id is null ? throw new InputException(r.Place + ".muscle_id", $"nothing", $"the muscle that belongs to the side")
            : side is null ? throw new InputException(r.Place + ".side", $"nothing", $"right or left, the patient's own")
            : new(label, id, side);
    }

    static Phase ReadPhase(InputReader r, double endS)
    {
        var kind = r.OneOf("kind", PhaseWords);
        var name = r.TextOrNull("name") ?? kind.ToString().ToLowerInvariant();
        var (from, to) = ((double)r.Number("from_s"), (double)r.Number("to_s"));
        r.Done();
        if (from < 0 || from >= endS)
            throw r.Wrong("from_s", $"seconds from 0 to {endS:0.##}, the length of the recording");
        if (to <= from)
            throw r.Wrong("to_s", $"seconds above {from:0.##}, where the phase begins");
        return new(kind, name.Length > 80 ? name[..80] : name, from, Math.Min(to, endS));
    }

    /// <summary>As the measures take it.</summary>
    public MeasureOptions Options(MuscleNames muscles) => new()
    {
        Phases = Phases, Electrodes = Electrodes == ElectrodePlace.Unknown ? null : Electrodes,
        Leads = Montage.Where(m => m.MuscleId is not null && m.Side is not null && muscles.Find(m.MuscleId) is not null)
            .ToDictionary(m => m.Label, m => (muscles.Find(m.MuscleId!)!, m.Side!.Value), StringComparer.Ordinal),
    };
}

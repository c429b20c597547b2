using Collum.Clinic.Storage;
using Collum.Findings;

namespace Collum.Clinic.Audit;

/// <summary>Follows both hash chains through an export; throws <see cref="InputException"/> at the first part that does not follow.</summary>
sealed class Chains
{
    readonly Dictionary<(string, string), (long Seq, string Hash)> _charts = [];
    readonly Dictionary<string, (long Position, byte[] Ledger)> _clinics = new(StringComparer.Ordinal);
    readonly HashSet<(string, string)> _versions = [];
    PortableHead? _head;

    public long Total => _head?.Clinics.Sum(c => c.Position) ?? 0;

    public byte[] Ledger(string clinic) => _clinics[clinic].Ledger;

    public void Follow(object part, string file)
    {
        switch (part)
        {
            case PortableHead head:
                _head = head;
                foreach (var clinic in head.Clinics)
                    _clinics[clinic.Clinic] = (0, EntryHash.LedgerStart(clinic.Clinic));
                break;
            case PortableKnowledge k:
                string? version = null;
                try
                {
                    version = Medicine.VersionOf(KnowledgeArchive.Unpack(k.Files));
                }
                catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or ArgumentException or FormatException)
                {
                    // said below
                }

                if (version != k.Version)
                    throw new InputException($"knowledge {k.Version}", $"other files", $"the files of that version", file);
                _versions.Add((k.Clinic, k.Version));
                break;
            case PortableEntry { Clinic: var clinic, Entry: var entry }:
                var place = $"chart {entry.ChartId}, entry {entry.Seq}";
                if (!_clinics.TryGetValue(clinic, out var at))
                    throw new InputException(place, $"clinic {clinic:code}", $"a clinic that the head names", file);
                var (seq, hash) = _charts.TryGetValue((clinic, entry.ChartId), out var before) ? before : (0, Convert.ToHexStringLower(EntryHash.ChartStart(clinic, entry.ChartId)));
                if (entry.Position != at.Position + 1 || entry.Seq != seq + 1 || entry.PreviousHash != hash)
                    throw new InputException(place, $"position {entry.Position}", $"the entry that follows: position {at.Position + 1}, entry {seq + 1}, and the hash of the entry before", file);
                var own = EntryHash.Of(clinic, entry);
                if (Convert.ToHexStringLower(own) != entry.Hash)
                    throw new InputException(place, $"an entry that was changed after it was written", $"one that fits its hash", file);
                if (entry.KnowledgeVersion is { } used && !_versions.Contains((clinic, used)))
                    throw new InputException(place, $"knowledge version {used:code}", $"one that stands in the file", file);
                _charts[(clinic, entry.ChartId)] = (entry.Seq, entry.Hash);
                _clinics[clinic] = (entry.Position, EntryHash.Ledger(at.Ledger, own));
                break;
        }
    }

    public void End(string file)
    {
        foreach (var clinic in _head?.Clinics ?? [])
            if (_clinics[clinic.Clinic] is var (position, ledger) && (position != clinic.Position || Convert.ToHexStringLower(ledger) != clinic.LedgerHash))
                throw new InputException($"clinic {clinic.Clinic}", $"{position} entries", $"{clinic.Position}, ending in the hash that the head names", file);
    }
}

using Collum.Findings;
using System.Collections.Concurrent;
using System.Numerics;
using Collum.Knowledge;
using Collum.Numerics;

namespace Collum.Safety;

/// <summary>How surely a typed name was read.</summary>
public enum ReadAs
{
    /// <summary>A name of the list, as typed.</summary>
    Exact,

    /// <summary>One name is close; the reader is told which.</summary>
    Close,

    /// <summary>Names of drugs that act differently are equally close; none is chosen.</summary>
    Ambiguous,

    /// <summary>Nothing is close.</summary>
    NotRecognised,
}

/// <summary>One drug found in what was typed.</summary>
/// <param name="Typed">The words it was found in.</param>
/// <param name="How">How surely.</param>
/// <param name="Medication">Which; null unless exact or close.</param>
/// <param name="Local">Drops, cream or the like.</param>
/// <param name="Intravenous">Said to go into a vein.</param>
/// <param name="Candidates">The drugs it could be, when ambiguous.</param>
public sealed record MedicationRead(
    string Typed, ReadAs How, Medication? Medication, bool Local, bool Intravenous, IReadOnlyList<Medication> Candidates) : ISayable
{
    /// <summary>The words as typed, or what they are called where they are too many.</summary>
    public Sentence SaidTyped => Typed == MedicationList.RestOfLine ? Phrase($"the rest of a line that is too long") : Sentence.Typed(Typed);

    /// <summary><c>gentamicin</c>, or <c>'gentamycn', read as gentamicin</c>.</summary>
    public Sentence Say() => How switch
    {
        ReadAs.Exact when Medication!.Name.Equals(Typed, StringComparison.OrdinalIgnoreCase) => Data(Medication.Name),
        ReadAs.Exact => $"{SaidTyped} ({Medication!.Name:data})",
        ReadAs.Close => $"'{SaidTyped}', read as {Medication!.Name:data}",
        ReadAs.Ambiguous => $"'{SaidTyped}', which may be {Candidates.Select(c => Data(c.Name)).Aggregate(static (a, b) => $"{a} or {b}")}",
        _ => $"'{SaidTyped}', not recognised",
    };

    public override string ToString() => Say();
}

/// <summary>Reads medication lists as people type them: brands, misspellings, doses in between, several drugs in a line.</summary>
/// <remarks>A close name is always said; a name close to drugs that act differently is never resolved; what is not recognised is said.</remarks>
public sealed class MedicationList
{
    internal const string RestOfLine = "the rest of a line that is too long";
    const int LongestName = 4;      // words
    const int MostWords = 400;      // of one typed line; more is said to be unread
    const int MostParts = 100;      // of one typed line, too

    readonly Dictionary<string, Medication> _byKey = new(StringComparer.Ordinal);
    readonly HashSet<string> _localKeys = new(StringComparer.Ordinal);
    readonly (string Key, uint Letters)[] _names;      // those long enough to be slips of
    readonly HashSet<string> _passedOver;
    readonly HashSet<string> _nothing;
    readonly MedicationReading _reading;
    readonly ConcurrentDictionary<string, IReadOnlyList<MedicationRead>> _read = new(StringComparer.Ordinal);

    public MedicationList(string file, MedicationFile content, Interactions interactions)
    {
        foreach (var medication in content.Medications)
        {
            foreach (var id in medication.Interactions)
                if (!interactions.ById.ContainsKey(id))
                    throw new KnowledgeException(file, $"{medication.Name}.interactions", $"'{id}' is no interaction");
            foreach (var name in medication.Also.Prepend(medication.Name))
                if (!_byKey.TryAdd(Key(name), medication) && _byKey[Key(name)] != medication)
                    throw new KnowledgeException(file, medication.Name, $"'{name}' also names {_byKey[Key(name)].Name}");
            foreach (var name in medication.LocalForms)
                _localKeys.Add(Key(name));
        }

        foreach (var item in interactions.All)
            foreach (var asks in new[] { item.Asks, item.AsksMore })
                if (asks?.WithKind is { } kind && content.Medications.All(m => m.Kind != kind))
                    throw new KnowledgeException("safety/interactions.json", $"{item.Id}.asks_more", $"'{kind}' is no kind of any medication");

        (All, Basis, _reading) = (content.Medications, content.Basis, content.Reading);
        _names = [.. _byKey.Keys.Where(k => k.Length >= 5).Select(k => (k, Letters(k)))];
        _passedOver = new HashSet<string>(_reading.PassedOver, StringComparer.Ordinal);
        _nothing = new HashSet<string>(_reading.NothingWords, StringComparer.Ordinal);
    }

    public IReadOnlyList<Medication> All { get; }

    /// <summary>What every entry rests on.</summary>
    public TextFact Basis { get; }

    /// <summary>Every drug of every line; a line that says that nothing is taken gives none.</summary>
    public IReadOnlyList<MedicationRead> Read(IReadOnlyList<string> typed) => typed.Count == 0 ? [] : [.. typed.SelectMany(Read)];

    /// <summary>The drugs of one line.</summary>
    public IReadOnlyList<MedicationRead> Read(string typed)
    {
        if (_read.TryGetValue(typed, out var known))
            return known;
        var parts = typed.Split([',', ';', '/', '+', '&', '|', '(', ')', '[', ']', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var reads = parts.Take(MostParts).SelectMany(Part).ToList();
        if (parts.Length > MostParts)
            reads.Add(new(RestOfLine, ReadAs.NotRecognised, null, false, false, []));
        // "blood pressure tablets" names no drug, and is no way to say that none is taken.
        if (reads.Count == 0 && typed.Any(char.IsLetter) && !parts.Any(p => _nothing.Contains(TypedText.Padded(p).Trim())))
            reads.Add(new(Short(typed.Trim()), ReadAs.NotRecognised, null, false, false, []));
        if (_read.Count >= 4096)        // the same few thousand lines come again and again; more is not worth keeping
            _read.Clear();
        return _read[typed] = reads;
    }

    List<MedicationRead> Part(string text)
    {
        var padded = TypedText.Padded(text);
        if (_nothing.Contains(padded.Trim()))
            return [];
        var local = _reading.LocalWords.Any(w => TypedText.Says(padded, w));
        var intravenous = _reading.IntravenousWords.Any(w => TypedText.Says(padded, w));

        var words = TypedText.Words(text);
        var reads = new List<MedicationRead>();
        var rest = new List<string>();
        for (var i = 0; i < words.Count;)
        {
            if (i >= MostWords)
            {
                rest.Add(RestOfLine);
                break;
            }

            if (LongestAt(words, i) is var (count, key))
            {
                Unread(rest, reads, local, intravenous);
                reads.Add(new(string.Join(' ', words.Skip(i).Take(count)), ReadAs.Exact, _byKey[key], local || _localKeys.Contains(key), intravenous, []));
                i += count;
                continue;
            }

            if (IsName(words[i]))
                rest.Add(words[i]);
            else
                Unread(rest, reads, local, intravenous);
            i++;
        }

        Unread(rest, reads, local, intravenous);
        // Which of several drugs the drops are, nobody said: none is taken for harmless by its neighbour's words.
        return local && (intravenous || reads.Count > 1)
            ? reads.ConvertAll(r => r with { Local = r.Medication is not null && _localKeys.Contains(Key(r.Typed)) }) : reads;
    }

    (int Count, string Key)? LongestAt(IReadOnlyList<string> words, int at)
    {
        for (var count = Math.Min(LongestName, words.Count - at); count >= 1; count--)
        {
            var key = string.Concat(words.Skip(at).Take(count));
            if (_byKey.ContainsKey(key) && (count > 1 || !_passedOver.Contains(key)))
                return (count, key);
        }

        return null;
    }

    // Doses (80mg, 2x) and words of route and time are no names; neither is a single letter.
    bool IsName(string word) =>
        word.Length >= 2 && !char.IsAsciiDigit(word[0]) && !_passedOver.Contains(word)
        && !_reading.LocalWords.Contains(word) && !_reading.IntravenousWords.Contains(word);

    void Unread(List<string> rest, List<MedicationRead> reads, bool local, bool intravenous)
    {
        if (rest.Count == 0)
            return;

        // Together first ("hydroxi chloroquin"), then word by word.
        var together = rest.Count is > 1 and <= LongestName ? Closest(string.Join(' ', rest), string.Concat(rest), local, intravenous) : null;
        if (together is { How: not ReadAs.NotRecognised })
        {
            reads.Add(together);
        }
        else
        {
            var words = rest.ConvertAll(w => Closest(w, w, local, intravenous));
            reads.AddRange(words.Where(w => w.How != ReadAs.NotRecognised));
            var unknown = words.Where(w => w.How == ReadAs.NotRecognised).Select(w => w.Typed).ToList();
            if (unknown.Count > 0)
                reads.Add(new(Short(string.Join(' ', unknown)), ReadAs.NotRecognised, null, local, intravenous, []));
        }

        rest.Clear();
    }

    // A slip of the pen: one letter in five to seven, two in eight to eleven, three in longer words; shorter words are read exactly or not at all.
    MedicationRead Closest(string typed, string key, bool local, bool intravenous)
    {
        var allowed = key.Length switch { < 5 => 0, < 8 => 1, < 12 => 2, _ => 3 };
        var near = allowed == 0 ? [] : Near(key, allowed + 1);
        if (near.Count == 0 || near[0].Distance > allowed)
            return new(typed, ReadAs.NotRecognised, null, local, intravenous, []);

        // Names that sound alike: whatever is within one more letter counts, unless it acts the same.
        var best = near[0];
        var rivals = near.Where(n => n.Distance <= best.Distance + 1 && !SameActs(n.Medication, best.Medication))
            .Select(n => n.Medication).Distinct().ToList();
        return rivals.Count > 0
            ? new(typed, ReadAs.Ambiguous, null, local, intravenous, [best.Medication, .. rivals])
            : new(typed, ReadAs.Close, best.Medication, local || _localKeys.Contains(best.Key), intravenous, []);
    }

    // Names within so many changes, nearest first. One change brings in at most one letter that was not there,
    // so a name without enough letters in common needs no measuring.
    List<(int Distance, Medication Medication, string Key)> Near(string key, int changes)
    {
        var letters = Letters(key);
        List<(int Distance, Medication Medication, string Key)> near = [];
        foreach (var (name, set) in _names)
        {
            if (Math.Abs(name.Length - key.Length) > changes || BitOperations.PopCount(letters & ~set) > changes || BitOperations.PopCount(set & ~letters) > changes)
                continue;
            if (EditDistance.Between(key, name) is var distance && distance <= changes)
                near.Add((distance, _byKey[name], name));
        }

        return [.. near.OrderBy(n => n.Distance).ThenBy(n => n.Medication.Name, StringComparer.Ordinal).ThenBy(n => n.Key, StringComparer.Ordinal)];
    }

    static uint Letters(string key) => key.Aggregate(0u, (set, c) => set | 1u << (c & 31));

    static bool SameActs(Medication a, Medication b) =>
        a == b || (a.Kind == b.Kind && a.Interactions.SequenceEqual(b.Interactions));

    static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";

    static string Key(string name) => string.Concat(TypedText.Words(name));
}

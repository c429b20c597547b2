using Collum.Findings;

namespace Collum.Emg;

/// <summary>Findings about a file as they come up, in words for whoever made the recording.</summary>
/// <remarks>
/// <c>EMG-001</c> unit not understood · <c>002</c> no unit · <c>003</c> amplitude not believable in this unit · <c>004</c> a channel cannot be read ·
/// <c>005</c> shorter than promised · <c>006</c> longer than promised · <c>007</c> start date or time · <c>008</c> a pause · <c>009</c> record times ·
/// <c>010</c> text that is not UTF-8 · <c>011</c> an annotation that cannot be read · <c>012</c> a field that departs from its standard ·
/// <c>013</c> two different rates · <c>014</c> values that are missing · <c>015</c> a channel that never changes · <c>016</c> a rate read from times ·
/// <c>017</c> annotations beyond what is kept · <c>018</c> something stated by a person in place of the file.
/// </remarks>
sealed class FindingList
{
    /// <summary>What is found in the file itself has no other source.</summary>
    const string Source = "recording";

    /// <summary>A broken file can repeat one fault a million times; the rest are counted.</summary>
    const int MostOfOne = 20;

    readonly List<Finding> _all = [];
    readonly Dictionary<string, (Severity Severity, int Count)> _counts = new(StringComparer.Ordinal);

    public void Note(string code, Sentence message, string? place = null) => Add(code, Severity.Note, message, place);

    public void Confirm(string code, Sentence message, string? place = null) => Add(code, Severity.Confirm, message, place);

    public void Stop(string code, Sentence message, string? place = null) => Add(code, Severity.Stop, message, place);

    void Add(string code, Severity severity, Sentence message, string? place)
    {
        var (gravest, count) = _counts.GetValueOrDefault(code, (severity, 0));
        _counts[code] = (severity > gravest ? severity : gravest, count + 1);
        if (count < MostOfOne)
            _all.Add(new(code, severity, message, Source, place));
    }

    /// <summary>True once something of this code was found.</summary>
    public bool Has(string code) => _counts.ContainsKey(code);

    public IReadOnlyList<Finding> All() =>
        [.. _all, .. _counts.Where(c => c.Value.Count > MostOfOne)
            .Select(c => new Finding(c.Key, c.Value.Severity, $"{c.Value.Count - MostOfOne} more of the kind {c.Key:code}.", Source))];
}

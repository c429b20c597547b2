namespace Collum.Emg;

/// <summary>What the patient was doing.</summary>
public enum PhaseKind
{
    /// <summary>The patient's own posture, head left free.</summary>
    Posture,

    /// <summary>Head supported in the neutral position.</summary>
    Neutral,

    /// <summary>Midline held by the patient's own effort.</summary>
    Midline,

    /// <summary>A maximal voluntary contraction.</summary>
    Mvc,

    /// <summary>A sensory trick (geste).</summary>
    Trick,
}

/// <summary>A stretch of the recording with one task.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Name">As annotated or asked for; of a contraction it may name the muscle.</param>
/// <param name="FromS">Seconds after the recording's start.</param>
/// <param name="ToS">Seconds after the recording's start, above <paramref name="FromS"/>.</param>
public sealed record Phase(PhaseKind Kind, string Name, double FromS, double ToS)
{
    public double DurationS => ToS - FromS;

    /// <summary>What a name stands for: mvc, neutral, midline, geste; anything else is the patient's posture.</summary>
    public static PhaseKind KindOf(string name)
    {
        var first = name.Trim().ToLowerInvariant();
        return Starts("mvc") || Starts("mvic") || Starts("maximal") ? PhaseKind.Mvc
            : Starts("neutral") ? PhaseKind.Neutral
            : Starts("midline") ? PhaseKind.Midline
            : Starts("geste") || Starts("sensory trick") || Starts("trick") ? PhaseKind.Trick
            : PhaseKind.Posture;

        bool Starts(string word) => first.StartsWith(word, StringComparison.Ordinal) && (first.Length == word.Length || !char.IsLetter(first[word.Length]));
    }

    /// <summary>Phases as a recording's annotations mark them.</summary>
    /// <remarks>
    /// An annotation with a duration is a phase. One without lasts until the next, when its word is that of a phase or when no annotation of the file has
    /// a duration; otherwise it marks a moment and is no phase.
    /// </remarks>
    public static IReadOnlyList<Phase> Of(IReadOnlyList<Annotation> annotations, double endS)
    {
        var timed = annotations.Any(a => a.DurationS > 0);
        var marks = annotations.Where(a => a.DurationS is > 0 || (a.DurationS is null or 0 && (!timed || Named(a.Text)))).OrderBy(a => a.OnsetS).ToList();
        var phases = new List<Phase>();
        for (var i = 0; i < marks.Count; i++)
        {
            var mark = marks[i];
            var to = mark.DurationS is > 0 and { } d ? mark.OnsetS + d : marks.Skip(i + 1).Select(m => m.OnsetS).FirstOrDefault(o => o > mark.OnsetS, endS);
            var (from, until) = (Math.Max(0, mark.OnsetS), Math.Min(to, endS));
            if (from < until)
                phases.Add(new(KindOf(mark.Text), mark.Text.Trim(), from, until));
        }

        return phases;
    }

    static bool Named(string text) => KindOf(text) != PhaseKind.Posture
        || text.Contains("posture", StringComparison.OrdinalIgnoreCase) || text.Contains("dystonic", StringComparison.OrdinalIgnoreCase);
}

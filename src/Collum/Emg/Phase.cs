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
        // From the last, so that the next later onset is always at hand, however many annotations share one.
        var (later, here) = (endS, double.PositiveInfinity);
        for (var i = marks.Count - 1; i >= 0; i--)
        {
            var mark = marks[i];
            if (mark.OnsetS < here)
                (later, here) = (i == marks.Count - 1 ? endS : here, mark.OnsetS);
            var to = mark.DurationS is > 0 and { } d ? mark.OnsetS + d : later;
            var (from, until) = (Math.Max(0, mark.OnsetS), Math.Min(to, endS));
            if (from < until)
                phases.Add(new(KindOf(mark.Text), mark.Text.Trim(), from, until));
        }

        phases.Reverse();
        return phases;
    }

    /// <summary>Phases of which no moment counts twice: a later one gives up what an earlier one of its kind holds, and is gone when nothing is left.</summary>
    /// <remarks>A moment counted twice would pass for two observations, and a chance coherence for a significant one. Contractions stay as they are: each may name a muscle of its own.</remarks>
    public static IReadOnlyList<Phase> Once(IReadOnlyList<Phase> phases)
    {
        var order = new int[phases.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => phases[a].FromS.CompareTo(phases[b].FromS) is var first and not 0 ? first : phases[b].ToS.CompareTo(phases[a].ToS) is var longer and not 0 ? longer : a - b);
        var held = new double[Enum.GetValues<PhaseKind>().Length];
        Array.Fill(held, double.NegativeInfinity);
        var once = new Phase?[phases.Count];
        foreach (var i in order)
        {
            var phase = phases[i];
            var from = phase.Kind == PhaseKind.Mvc ? phase.FromS : Math.Max(phase.FromS, held[(int)phase.Kind]);
            if (from >= phase.ToS)
                continue;
            once[i] = from > phase.FromS ? phase with { FromS = from } : phase;
            held[(int)phase.Kind] = phase.ToS;
        }

        return [.. once.OfType<Phase>()];
    }

    /// <summary>Whether its name says that it is the posture, and not just nothing else.</summary>
    internal bool IsNamed => Named(Name);

    static bool Named(string text) => KindOf(text) != PhaseKind.Posture
        || text.Contains("posture", StringComparison.OrdinalIgnoreCase) || text.Contains("dystonic", StringComparison.OrdinalIgnoreCase);
}

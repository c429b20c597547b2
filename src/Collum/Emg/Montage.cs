using System.Text.RegularExpressions;
using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>Where the electrode lies, as far as it is known.</summary>
public enum ElectrodePlace { Unknown, Surface, Intramuscular }

/// <summary>A channel and the muscle it listens to.</summary>
/// <param name="Channel">As the file describes it.</param>
/// <param name="Muscle">Null when neither a person nor the label says.</param>
/// <param name="Side">Null when neither a person nor the label says.</param>
public sealed record Lead(Channel Channel, MuscleName? Muscle, Side? Side)
{
    public ElectrodePlace Place { get; init; }

    /// <summary>Lies under other muscles, and nothing says that the electrode does too.</summary>
    public bool IsDoubtful => Muscle is { IsSuperficial: false } && Place != ElectrodePlace.Intramuscular;

    /// <summary>What people read: the label, and the muscle when the label does not name it.</summary>
    public Sentence Name => Muscle is null || Side is not { } side ? Typed(Channel.Label) : Phrase($"{side.Say()} {Muscle.Name:data}");
}

/// <summary>Which channel listens to which muscle: stated by a person, else read from the label.</summary>
public sealed partial class Montage(MuscleNames muscles)
{
    // What recorders' users write beside the abbreviations of the muscle table.
    static readonly Dictionary<string, string> Spellings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SPL"] = "splenius-capitis", ["SPLEN"] = "splenius-capitis", ["SC"] = "splenius-capitis", ["SPLENIUS"] = "splenius-capitis",
        ["SSC"] = "semispinalis-capitis", ["SEMI"] = "semispinalis-capitis", ["SEMISPINALIS"] = "semispinalis-capitis",
        ["TRP"] = "trapezius-descendens", ["TRA"] = "trapezius-descendens", ["UT"] = "trapezius-descendens", ["TRAPEZIUS"] = "trapezius-descendens",
        ["LS"] = "levator-scapulae", ["LEVATOR"] = "levator-scapulae", ["LSC"] = "levator-scapulae",
        ["SCM"] = "sternocleidomastoid", ["STERNO"] = "sternocleidomastoid", ["SCAL"] = "scalenus-medius", ["SCALENE"] = "scalenus-medius", ["SCALENUS"] = "scalenus-medius",
        ["LON"] = "longissimus-capitis", ["LONG"] = "longissimus-capitis", ["OCI"] = "obliquus-capitis-inferior",
    };

    /// <summary>Muscle and side that a label or the name of a phase speaks of; null for what it does not say.</summary>
    public (MuscleName? Muscle, Side? Side) Read(string label)
    {
        MuscleName? muscle = null;
        Side? side = null;
        var plain = label.ToLowerInvariant();
        // Whole names first: the longest that stands in the label.
        foreach (var known in muscles.All)
            if (known.Name.Length > (muscle?.Name.Length ?? 0) && (plain.Contains(known.Name, StringComparison.OrdinalIgnoreCase) || plain.Contains(known.Id, StringComparison.Ordinal)
                || plain.Contains(known.Latin, StringComparison.OrdinalIgnoreCase)))
                muscle = known;
        foreach (Match word in Words().Matches(label))
        {
            var text = word.Value;
            if (SideOf(text) is { } whole)
                side ??= whole;
            else if (Find(text) is { } found)
                muscle ??= found;
            // "RSCM", "SCMr": one letter before or after an abbreviation.
            else if (text.Length > 2 && SideOf(text[..1]) is { } before && Find(text[1..]) is { } after)
                (side, muscle) = (side ?? before, muscle ?? after);
            else if (text.Length > 2 && SideOf(text[^1..]) is { } last && Find(text[..^1]) is { } first)
                (side, muscle) = (side ?? last, muscle ?? first);
        }

        return (muscle, side);
    }

    /// <summary>A channel with what is stated for it, else with what its label says.</summary>
    /// <param name="channel">Of the file.</param>
    /// <param name="stated">By label.</param>
    public Lead Of(Channel channel, IReadOnlyDictionary<string, (MuscleName Muscle, Side Side)> stated)
    {
        var (muscle, side) = stated.TryGetValue(channel.Label, out var own) ? (own.Muscle, own.Side) : Read(channel.Label);
        return new(channel, muscle, side) { Place = PlaceOf(channel.Sensor + " " + channel.Label) };
    }

    /// <summary>Whether the channel is a lead of the heart by its label.</summary>
    public static bool IsHeart(Channel channel) => Heart().IsMatch(channel.Label);

    static ElectrodePlace PlaceOf(string text) =>
        Inside().IsMatch(text) ? ElectrodePlace.Intramuscular : OnSkin().IsMatch(text) ? ElectrodePlace.Surface : ElectrodePlace.Unknown;

    MuscleName? Find(string text)
    {
        foreach (var known in muscles.All)
            if (known.Abbreviation.Equals(text, StringComparison.OrdinalIgnoreCase))
                return known;
        return Spellings.TryGetValue(text, out var id) ? muscles.Find(id) : null;
    }

    static Side? SideOf(string text) => text.ToLowerInvariant() switch
    {
        "r" or "right" or "re" or "dx" => Side.Right,
        "l" or "left" or "li" or "sin" => Side.Left,
        _ => null,
    };

    [GeneratedRegex(@"[\p{L}]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\b(?:ECG|EKG)", RegexOptions.IgnoreCase)]
    private static partial Regex Heart();

    [GeneratedRegex(@"needle|wire|intramusc|concentric|fine.?wire", RegexOptions.IgnoreCase)]
    private static partial Regex Inside();

    [GeneratedRegex(@"surface|Ag.?/?AgCl|skin|adhesive|sEMG", RegexOptions.IgnoreCase)]
    private static partial Regex OnSkin();
}

using System.Text.Json.Nodes;
using Collum.Anatomy;
using Collum.Findings;

namespace Collum.Emg;

/// <summary>What a ranking says of muscles, as documents carry it: a request for a proposal, and the order kept with a signed plan.</summary>
/// <remarks>
/// <code>
/// { "recording_entry"?, "recording_sha256"?, "ranked_with"?, "muscles": [ { "rank", "muscle_id", "side", "band", "d_percent_mvc"?, "flags"? } ] }
/// </code>
/// The answer of <c>collum emg rank --json</c> is such a document too; what else it says is not read here. A muscle or side that nobody named is null and speaks for nothing.
/// </remarks>
public static class EmgDocument
{
    static readonly Dictionary<string, ActivityBand> Bands = new(StringComparer.Ordinal)
    {
        ["likely"] = ActivityBand.Likely, ["possible"] = ActivityBand.Possible, ["unlikely"] = ActivityBand.Unlikely, ["compensating"] = ActivityBand.Compensating, ["not-ranked"] = ActivityBand.NotRanked,
    };

    // Keys that a whole ranking has beside those that are read.
    static readonly string[] RankingKeys = ["coherence", "heart_beats", "findings", "heart_beat_times_s", "phases", "weights", "segments", "knowledge_version"];

    static readonly string[] MuscleKeys =
    [
        "label", "score", "turns_per_s", "rms_uv", "cdf10", "reasons", "midline_fall_percent_mvc", "posture_percent_mvc", "neutral_percent_mvc", "midline_percent_mvc", "reference_uv", "neutral_rms_uv", "arv_uv", "turn_uv",
        "willison_per_s", "median_hz", "alpha_peak_hz", "tremor_hz", "on_share", "bursts_per_s", "burst_ms", "burst_irregularity", "right_share", "invalid_share", "heart_beat_uv", "mains_share", "mains_hz",
    ];

    /// <summary>A ranking with muscles, bands, drives and flags, and nothing else.</summary>
    /// <exception cref="InputException">Names the place.</exception>
    public static RankAnswer Read(InputReader reader, Muscles muscles)
    {
        foreach (var key in (IEnumerable<string>)[.. RankingKeys, "recording_entry", "recording_sha256", "ranked_with"])
            reader.Has(key);
        if (!reader.Has("muscles"))
            throw reader.Wrong("muscles", $"the muscles of a ranking, as `collum emg rank --json` lists them");
        var ranked = reader.List("muscles", r => ReadMuscle(r, muscles), most: Measuring.MostChannels);
        reader.Done();
        return new(ranked, [], 0, []);
    }

    static RankedMuscle ReadMuscle(InputReader reader, Muscles muscles)
    {
        foreach (var key in MuscleKeys)
            reader.Has(key);
        var rank = reader.Whole("rank");
        if (rank is < 1 or > Measuring.MostChannels)
            throw reader.Wrong("rank", $"1 to {Measuring.MostChannels}");
        var muscle = reader.OneOfOrNull("muscle_id", muscles.ById, out var named) ? named.Id : null;
        return new(rank, "", muscle, reader.OneOfOrNull("side", Sides.Words, out var side) ? side : null, null, (double?)reader.NumberOrNull("d_percent_mvc"), null, null, null, reader.Texts("flags", most: 50), [])
        {
            Band = reader.OneOf("band", Bands),
        };
    }

    /// <summary>The same muscles again; <see cref="Read"/> reads what this writes.</summary>
    public static JsonObject Write(RankAnswer answer) => new()
    {
        ["muscles"] = new JsonArray([.. answer.Muscles.Select(m =>
        {
            var muscle = new JsonObject
            {
                ["rank"] = m.Rank, ["muscle_id"] = m.MuscleId, ["side"] = m.Side is { } side ? Sides.Word(side) : null, ["band"] = Bands.First(b => b.Value == m.Band).Key,
            };
            if (m.DPercentMvc is { } drive)
                muscle["d_percent_mvc"] = drive;
            if (m.Flags.Count > 0)
                muscle["flags"] = new JsonArray([.. m.Flags.Select(f => (JsonNode)f)]);
            return (JsonNode)muscle;
        })]),
    };
}

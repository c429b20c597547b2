using Collum.Findings;

namespace Collum.Treatments;

public enum AdjunctKind { Physiotherapy, OralDrug }

/// <summary>What a patient gets beside toxin: a physiotherapy programme, or an oral drug that somebody prescribed.</summary>
public sealed record Adjunct
{
    public required AdjunctKind Kind { get; init; }

    /// <summary>The day it was recorded or begun.</summary>
    public required DateOnly Date { get; init; }

    public DateOnly? EndDate { get; init; }

    /// <summary>As typed; for an oral drug.</summary>
    public string? Drug { get; init; }

    /// <summary>As prescribed elsewhere; null when not told.</summary>
    public decimal? DoseMgPerDay { get; init; }

    public IReadOnlyList<string> Goals { get; init; } = [];

    public IReadOnlyList<string> Exercises { get; init; } = [];

    public decimal? SessionsPerWeek { get; init; }

    public int? Weeks { get; init; }

    public string? By { get; init; }

    public string? Text { get; init; }
}

/// <summary>Reads and writes an adjunct: <c>{ "kind", "date", "end_date", "drug", "dose_mg_per_day", "goals", "exercises", "sessions_per_week", "weeks", "by", "text" }</c>.</summary>
public static class AdjunctDocument
{
    static readonly Dictionary<string, AdjunctKind> Kinds = new(StringComparer.Ordinal)
    {
        ["physiotherapy"] = AdjunctKind.Physiotherapy, ["oral-drug"] = AdjunctKind.OralDrug,
    };

    /// <summary>Throws <see cref="InputException"/> with the place of what is wrong.</summary>
    public static Adjunct Read(InputReader reader)
    {
        var adjunct = new Adjunct
        {
            Kind = reader.OneOf("kind", Kinds), Date = reader.Date("date"), EndDate = reader.DateOrNull("end_date"), Drug = reader.TextOrNull("drug"),
            DoseMgPerDay = reader.NumberOrNull("dose_mg_per_day"), Goals = reader.Texts("goals"), Exercises = reader.Texts("exercises"),
            SessionsPerWeek = reader.NumberOrNull("sessions_per_week"), Weeks = reader.WholeOrNull("weeks"), By = reader.TextOrNull("by"), Text = reader.TextOrNull("text"),
        };
        if (adjunct.Kind == AdjunctKind.OralDrug && string.IsNullOrWhiteSpace(adjunct.Drug))
            throw reader.Wrong("drug", $"the name of the drug");
        if (adjunct.Kind == AdjunctKind.Physiotherapy && (adjunct.Drug is not null || adjunct.DoseMgPerDay is not null))
            throw reader.Wrong(adjunct.Drug is null ? "dose_mg_per_day" : "drug", $"nothing: physiotherapy has no drug");
        if (adjunct.DoseMgPerDay <= 0)
            throw reader.Wrong("dose_mg_per_day", $"a dose above 0");
        if (adjunct.SessionsPerWeek <= 0)
            throw reader.Wrong("sessions_per_week", $"a number above 0");
        if (adjunct.Weeks <= 0)
            throw reader.Wrong("weeks", $"a whole number above 0");
        if (adjunct.EndDate < adjunct.Date)
            throw reader.Wrong("end_date", $"a day not before 'date'");
        reader.Done();
        return adjunct;
    }

    public static Adjunct Read(string document, ReadOnlyMemory<byte> utf8) => InputReader.Parse(document, utf8, Read);

    /// <summary>The document that reads back to the same value.</summary>
    public static string Write(Adjunct adjunct) => OutputJson.Write(new
    {
        adjunct.Kind, adjunct.Date, adjunct.EndDate, adjunct.Drug, adjunct.DoseMgPerDay,
        Goals = adjunct.Goals.Count == 0 ? null : adjunct.Goals, Exercises = adjunct.Exercises.Count == 0 ? null : adjunct.Exercises,
        adjunct.SessionsPerWeek, adjunct.Weeks, adjunct.By, adjunct.Text,
    });
}

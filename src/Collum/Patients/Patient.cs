namespace Collum.Patients;

public enum Sex { Unknown, Female, Male, Other }

/// <summary>The clinical facts of one person, without name or number.</summary>
public sealed record Patient
{
    public DateOnly? BirthDate { get; init; }

    public Sex Sex { get; init; }

    /// <summary>Body weight, kg.</summary>
    public decimal? WeightKg { get; init; }

    /// <summary>Answers by question id (<c>data/safety/contraindications.json</c>); an absent id is <see cref="Answer.Unknown"/>.</summary>
    public IReadOnlyDictionary<string, Answer> Answers { get; init; } = new Dictionary<string, Answer>();

    /// <summary>As typed by whoever asked: brand or substance, misspelt or not.</summary>
    public IReadOnlyList<string> Medications { get; init; } = [];

    /// <summary>As typed.</summary>
    public IReadOnlyList<string> Allergies { get; init; } = [];

    public Answer AnswerTo(string id) => Answers.TryGetValue(id, out var answer) ? answer : Answer.Unknown;

    /// <summary>Completed years on a day; null when the birth date is not known.</summary>
    public int? AgeOn(DateOnly day)
    {
        if (BirthDate is not { } birth)
            return null;
        var years = day.Year - birth.Year;
        return birth.AddYears(years) > day ? years - 1 : years;
    }
}

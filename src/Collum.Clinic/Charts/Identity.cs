using Collum.Findings;
using Collum.Patients;

namespace Collum.Clinic.Charts;

/// <summary>Who a chart is about: the body of an entry of kind <see cref="Kind"/>. The last one counts.</summary>
public sealed record Identity
{
    public const string Kind = "identity";

    /// <summary>As it is written and spoken; one to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The clinic's own number for the person.</summary>
    public string? Number { get; init; }

    public DateOnly? BirthDate { get; init; }

    public Sex Sex { get; init; }

    static readonly Dictionary<string, Sex> Sexes = new(StringComparer.Ordinal)
    {
        ["female"] = Sex.Female, ["male"] = Sex.Male, ["other"] = Sex.Other, ["unknown"] = Sex.Unknown,
    };

    /// <summary>From a document or a form: <c>{ "name", "number", "birth_date", "sex" }</c>; the caller ends with <see cref="InputReader.Done"/>.</summary>
    public static Identity Read(InputReader r) => new()
    {
        Name = r.Text("name").Trim() is { Length: > 0 and <= 200 } name ? name : throw r.Wrong("name", $"a name of 1 to 200 characters"),
        Number = r.TextOrNull("number"),
        BirthDate = r.DateOrNull("birth_date"),
        Sex = r.OneOfOrNull("sex", Sexes, out var sex) ? sex : Sex.Unknown,
    };
}

/// <summary>One line of a search among charts.</summary>
public sealed record ChartMatch(string ChartId, Identity Identity);

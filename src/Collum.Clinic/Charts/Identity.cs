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
}

/// <summary>One line of a search among charts.</summary>
public sealed record ChartMatch(string ChartId, Identity Identity);

using Collum.Findings;
using Collum.Response;

namespace Collum.Clinic.Registry;

/// <summary>A trial table as the response models take it. A row that cannot be taken refuses the file: a fit on part of a table would be a fit of something else.</summary>
public static class FollowUpTable
{
    /// <exception cref="InputException">No table, a row that cannot be taken, or too few people to fit.</exception>
    public static IReadOnlyList<FollowUp> Read(Stream stream, string document)
    {
        var people = new List<FollowUp>();
        foreach (var patient in TrialCsv.Read(stream, document, row => throw new InputException($"line {row.Line}", row.Reason, $"rows that can all be taken", document)))
            people.Add(new(patient.Key, [.. patient.Sessions.Select(s => new Injection((double)s.Week, (double)s.DoseU))],
                [.. patient.Scores.Select(s => new Measured((double)s.Week, (double)s.Twstrs))]));
        if (people.Count(p => p.Scores.Count >= 2) < 5)
            throw new InputException("the table", $"{people.Count(p => p.Scores.Count >= 2)} patients with two scores or more", $"at least 5", document);
        if (!people.Any(p => p.Sessions.Any(s => s.DoseU > 0)))
            throw new InputException("dose_u", $"no dose above 0", $"at least one treated patient", document);
        return people;
    }
}

using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;

namespace Collum.Safety;

/// <summary>A sign that the posture has a cause of its own, or is no dystonia.</summary>
public sealed record RedFlag : Fact
{
    public required string Id { get; init; }

    public required string Group { get; init; }

    /// <summary>One plain question; yes raises the flag.</summary>
    public required string Question { get; init; }

    public required string Suggests { get; init; }

    public required string Action { get; init; }

    public required Severity Severity { get; init; }
}

public sealed record RedFlagFile : KnowledgeFile
{
    public required TextFact Rule { get; init; }

    public required IReadOnlyList<RedFlag> Flags { get; init; }
}

/// <summary>The flags, and what the answers to them say.</summary>
public sealed class RedFlags
{
    public const string Code = "WHO-015";

    public RedFlags(string file, RedFlagFile content)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var flag in content.Flags)
            if (!ids.Add(flag.Id))
                throw new KnowledgeException(file, flag.Id, "the id stands twice");
        (Rule, All, Ids) = (content.Rule, content.Flags, ids);
    }

    public TextFact Rule { get; }

    public IReadOnlyList<RedFlag> All { get; }

    public IReadOnlySet<string> Ids { get; }

    /// <summary>A finding for each flag that is up, and one note that names the questions not answered.</summary>
    public IReadOnlyList<Finding> Assess(Patient patient)
    {
        List<Finding> findings = [.. Raised(patient)];
        var open = All.Where(f => patient.AnswerTo(f.Id) == Answer.Unknown).ToList();
        if (open.Count > 0)
            findings.Add(Finding.From(Rule, Code, Severity.Note,
                $"{open.Count} of {All.Count} red flag questions for a secondary cause are not answered: {string.Join("; ", open.Select(f => f.Id)):code}.",
                "patient.answers"));
        return findings;
    }

    /// <summary>The flags that are up.</summary>
    public IEnumerable<Finding> Raised(Patient patient) =>
        from flag in All
        where patient.AnswerTo(flag.Id) == Answer.Yes
        select Finding.From(flag, Code, flag.Severity,
            $"Red flag: {flag.Question.TrimEnd('?'):data}: yes. It may mean {flag.Suggests:data}. {flag.Action:data}", $"patient.answers.{flag.Id}");

    /// <summary>Whether any flag is up; no only when every one was answered no.</summary>
    public Answer Any(Patient patient) => All.Aggregate(Answer.No, (answer, flag) => answer.Or(patient.AnswerTo(flag.Id)));
}

using Collum.Findings;

namespace Collum.Treatments;

/// <summary>What patient and clinician decided together.</summary>
public sealed record Decision
{
    public required DateOnly Date { get; init; }

    /// <summary>Option ids that were talked over; at least one.</summary>
    public required IReadOnlyList<string> Discussed { get; init; }

    /// <summary>Option ids chosen, all of them among those discussed.</summary>
    public required IReadOnlyList<string> Chosen { get; init; }

    /// <summary>What matters to the patient, in the patient's words.</summary>
    public string? Matters { get; init; }

    /// <summary>Why, as the clinician puts it.</summary>
    public string? Reason { get; init; }

    /// <summary>Who decided with the patient.</summary>
    public string? By { get; init; }

    public DateOnly? ReviewOn { get; init; }
}

/// <summary>Reads and writes a decision: <c>{ "date", "discussed": [], "chosen": [], "matters", "reason", "by", "review_on" }</c>.</summary>
public static class DecisionDocument
{
    /// <summary>Throws <see cref="InputException"/> for an option nobody defined, and for a choice that was not talked over.</summary>
    public static Decision Read(InputReader reader, Options options)
    {
        var discussed = Known("discussed");
        if (discussed.Count == 0)
            throw reader.Wrong("discussed", $"at least one option");
        var chosen = Known("chosen");
        if (chosen.FirstOrDefault(c => !discussed.Contains(c)) is { } unsaid)
            throw new InputException("chosen", $"'{unsaid:code}', which was not discussed", $"options among those discussed");
        var decision = new Decision
        {
            Date = reader.Date("date"), Discussed = discussed, Chosen = chosen, Matters = reader.TextOrNull("matters"),
            Reason = reader.TextOrNull("reason"), By = reader.TextOrNull("by"), ReviewOn = reader.DateOrNull("review_on"),
        };
        if (decision.ReviewOn < decision.Date)
            throw reader.Wrong("review_on", $"a day not before 'date'");
        reader.Done();
        return decision;

        IReadOnlyList<string> Known(string key) => [.. reader.Texts(key).Select((id, i) => options.Ids.Contains(id) ? id
            : throw new InputException($"{key}[{i}]", $"'{id:typed}'",
                Numerics.EditDistance.Closest(id, options.Ids) is { } close ? Phrase($"'{close:code}'?") : Phrase($"one of {Listed(options.Ids.Select(Code))}")))];
    }

    public static Decision Read(string document, ReadOnlyMemory<byte> utf8, Options options) => InputReader.Parse(document, utf8, r => Read(r, options));

    /// <summary>The document that reads back to the same value.</summary>
    public static string Write(Decision decision) => OutputJson.Write(decision);
}

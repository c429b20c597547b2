using Collum.Numerics;

namespace Collum.Response;

/// <summary>One injection session of a follow-up.</summary>
/// <param name="Week">Weeks after the follow-up's own day 0.</param>
/// <param name="DoseU">Total of the session in the units of the one product that the follow-up is about; 0 is placebo.</param>
public readonly record struct Injection(double Week, double DoseU);

/// <summary>One score of a follow-up.</summary>
/// <param name="Week">Weeks after the follow-up's own day 0.</param>
/// <param name="Value">Points of the instrument.</param>
public readonly record struct Measured(double Week, double Value);

/// <summary>What was given to one person and what was measured, in weeks: all that a response model reads.</summary>
public sealed record FollowUp
{
    /// <param name="key">Names the person in messages.</param>
    /// <param name="sessions">In order of time, of one product.</param>
    /// <param name="scores">In order of time, of one instrument.</param>
    public FollowUp(string key, IReadOnlyList<Injection> sessions, IReadOnlyList<Measured> scores)
    {
        foreach (var session in sessions)
        {
            Require.Finite(session.Week);
            Require.NotNegative(session.DoseU);
        }

        foreach (var score in scores)
        {
            Require.Finite(score.Week);
            Require.Finite(score.Value);
        }

        (Key, Sessions, Scores) = (key, sessions, scores);
    }

    public string Key { get; }

    public IReadOnlyList<Injection> Sessions { get; }

    public IReadOnlyList<Measured> Scores { get; }

    /// <summary>The same person as known up to a week.</summary>
    public FollowUp Until(double week) => new(Key, Sessions, [.. Scores.Where(s => s.Week <= week)]);
}

namespace Collum.Response;

/// <summary>How an instrument hears the same severity as the total that the population was fitted on.</summary>
/// <param name="Id">As in documents: <c>twstrs</c>, <c>twstrs-pain</c>.</param>
/// <param name="Slope">Points of the instrument for one point of the total, above 0.</param>
/// <param name="OffsetSd">How far a person's own level on the instrument may lie from slope · total, lastingly; 0 for the total itself.</param>
/// <param name="Error">Error of measurement as a multiple of slope · σ of the total.</param>
public sealed record Loading(string Id, double Slope, double OffsetSd, double Error)
{
    /// <summary>The total that the population was fitted on.</summary>
    public static Loading Total { get; } = new("twstrs", 1, 0, 1);
}

/// <summary>One score of one instrument.</summary>
/// <param name="Week">Of the follow-up.</param>
/// <param name="Value">Points of the instrument.</param>
/// <param name="Loading">How the instrument hears severity.</param>
public sealed record Observation(double Week, double Value, Loading Loading);

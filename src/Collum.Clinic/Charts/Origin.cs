namespace Collum.Clinic.Charts;

/// <summary>Where a chart comes from. Anything but a patient of this clinic says so wherever the chart is shown.</summary>
public enum OriginKind
{
    /// <summary>A patient of the clinic.</summary>
    Clinic,

    /// <summary>A patient of a published trial: real, without name, date or place.</summary>
    PublicTrial,

    /// <summary>Nobody: made up to show the program.</summary>
    Synthetic,

    /// <summary>Brought in from a table.</summary>
    Import,
}

/// <summary>Body of an entry of kind <c>origin</c>; a chart without one is of the clinic.</summary>
public sealed record Origin
{
    public required OriginKind Kind { get; init; }

    /// <summary>Shown beside the name: <c>Public trial data, patient 12</c>, <c>Synthetic</c>.</summary>
    public required string Label { get; init; }

    /// <summary>What a reader must know: which dates are nominal, what was not recorded.</summary>
    public string? Note { get; init; }

    /// <summary>Citation or file.</summary>
    public string? Source { get; init; }

    /// <summary>Completed years on <see cref="EntryDate"/>, where no birth date is known.</summary>
    public int? AgeAtEntry { get; init; }

    /// <summary>The day the record begins; nominal where <see cref="Note"/> says so.</summary>
    public DateOnly? EntryDate { get; init; }

    /// <summary>The arm of a trial, in its own words.</summary>
    public string? Arm { get; init; }
}

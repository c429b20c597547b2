using Collum.Anatomy;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Patients;

namespace Collum.Clinic.Watch;

/// <summary>How a treatment went, as patient and clinician saw it. Whatever is null was not asked.</summary>
public sealed record Response
{
    public required DateOnly Date { get; init; }

    /// <summary>Entry of the treatment it speaks of.</summary>
    public required long Treatment { get; init; }

    /// <summary>The patient's own relief at the best time, percent of the trouble before; below 0 when worse.</summary>
    public decimal? ReliefPercent { get; init; }

    public decimal? PeakWeek { get; init; }

    /// <summary>Week after the treatment in which the effect was gone.</summary>
    public decimal? WearingOffWeek { get; init; }

    /// <summary>True when side effects were asked about: then the reports on file are all of them.</summary>
    public bool? SideEffectsAsked { get; init; }

    public IReadOnlyList<MusclePlace>? Weak { get; init; }

    public IReadOnlyList<MusclePlace>? StillActive { get; init; }

    public Answer? AntibodiesSuspected { get; init; }

    /// <summary>What the patient wants most, in the patient's words.</summary>
    public string? Goal { get; init; }

    /// <summary>From a document or a form; the caller ends with <see cref="InputReader.Done"/>.</summary>
    public static Response Read(InputReader r, Muscles muscles) => new()
    {
        Date = r.Date("date"), Treatment = r.Whole("treatment"), ReliefPercent = r.NumberOrNull("relief_percent"), PeakWeek = r.NumberOrNull("peak_week"),
        WearingOffWeek = r.NumberOrNull("wearing_off_week"), SideEffectsAsked = r.FlagOrNull("side_effects_asked"),
        Weak = Places(r, "weak", muscles), StillActive = Places(r, "still_active", muscles),
        AntibodiesSuspected = r.OneOfOrNull("antibodies_suspected", Answers.Words, out var suspected) ? suspected : null, Goal = r.TextOrNull("goal"),
    };

    static IReadOnlyList<MusclePlace>? Places(InputReader r, string key, Muscles muscles) => !r.Has(key) ? null
        : r.List(key, p => new MusclePlace(p.OneOf("muscle_id", muscles.ById).Id, p.OneOfOrNull("side", Sides.Words, out var side) ? side : null), 100);
}

/// <param name="Side">Null when both sides are meant.</param>
public sealed record MusclePlace(string MuscleId, Side? Side = null);

/// <summary>Writes down how a treatment went; the next proposal starts from it.</summary>
public sealed class RecordResponse(Practice practice)
{
    /// <exception cref="InputException">No such treatment, an unknown muscle, or a figure out of range.</exception>
    public async Task<Entry> RunAsync(string chartId, Response response, Writer writer, long? corrects = null, CancellationToken cancel = default)
    {
        var chart = await practice.OpenAsync(chartId, cancel);
        if (chart.Treatment(response.Treatment) is not { Current: { } given })
            throw new InputException("treatment", $"{response.Treatment}", $"the number of a signed treatment of this chart");
        if (response.Date < given.Date)
            throw new InputException("date", $"{response.Date:yyyy-MM-dd}", $"a day after the treatment");
        Within("relief_percent", response.ReliefPercent, -100, 100);
        Within("peak_week", response.PeakWeek, 0, 104);
        Within("wearing_off_week", response.WearingOffWeek, 0, 104);
        if (response.WearingOffWeek < response.PeakWeek)
            throw new InputException("wearing_off_week", $"week {response.WearingOffWeek:0.##}, before the best week {response.PeakWeek:0.##}", $"a week after the peak");
        foreach (var place in (response.Weak ?? []).Concat(response.StillActive ?? []))
            if (!practice.Medicine.Muscles.TryFind(place.MuscleId, out _))
                throw new InputException("muscle_id", $"'{place.MuscleId:code}'", $"the id of a muscle");
        var entry = writer.Entry(Kinds.Response, OutputJson.Write(response)) with { Amends = corrects };
        return await practice.AddAsync(writer.Saw(chart), entry, cancel);

        static void Within(string key, decimal? value, decimal low, decimal high)
        {
            if (value < low || value > high)
                throw new InputException(key, $"{value.Value}", $"{low} to {high}");
        }
    }
}

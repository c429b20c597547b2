using System.Globalization;
using System.Text;
using Collum.Clinic.Charts;
using Collum.Findings;
using Collum.Postures;

namespace Collum.Clinic.Visits;

/// <summary>Writes down posture and examination of one day, with the muscles they suggest.</summary>
public sealed class RecordPosture(Practice practice)
{
    /// <param name="corrects">An earlier entry of this kind that it takes the place of.</param>
    /// <exception cref="InputException">The day lies ahead.</exception>
    public async Task<Outcome> RunAsync(
        string chartId, DateOnly date, Posture posture, Writer writer, long? corrects = null, CancellationToken cancel = default)
    {
        if (date > practice.Today)
            throw new InputException("date", $"{date:yyyy-MM-dd}", $"a day that is not ahead");
        var chart = await practice.OpenAsync(chartId, cancel);
        var input = PostureDocument.Write(posture);
        var (output, findings) = Rank(practice.Medicine, input);
        var body = string.Create(CultureInfo.InvariantCulture, $$"""{"date":"{{date:yyyy-MM-dd}}","input":{{input}},"output":{{output}}}""");
        var entry = writer.Entry(Kinds.Posture, body, practice.Medicine.Version) with { Amends = corrects };
        return Outcome.Done(await practice.AddAsync(writer.Saw(chart), entry, cancel), findings);
    }

    static (string Output, IReadOnlyList<Finding> Findings) Rank(Medicine medicine, string input)
    {
        var list = medicine.Candidates.Rank(PostureDocument.Read("posture", Encoding.UTF8.GetBytes(input), medicine.Muscles));
        return (OutputJson.Write(CandidateAnswer.Of(list, medicine.Version)), list.Findings);
    }

    internal static string Again(Medicine medicine, string input) => Rank(medicine, input).Output;
}

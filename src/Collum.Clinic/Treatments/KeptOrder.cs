using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Collum.Clinic.Audit;
using Collum.Clinic.Charts;
using Collum.Emg;
using Collum.Findings;

namespace Collum.Clinic.Treatments;

/// <summary>The order of muscles from posture, examination and EMG as it stood when somebody signed: which recording, which likelihood ratios, which knowledge.</summary>
static class KeptOrder
{
    /// <summary>Kind of the derived document.</summary>
    public const string Kind = "muscle-order";

    /// <summary>The order of a visit; null where no EMG of the day joins a posture, because then the posture's own entry holds the order.</summary>
    public static Derived? Of(ChartView chart, DateOnly day, Medicine medicine)
    {
        if (chart.HeardOn(day) is not { } heard || chart.PostureOn(day) is not { } posture)
            return null;
        var document = new JsonObject
        {
            ["date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["posture"] = JsonNode.Parse(posture.Input), ["emg"] = Emg(heard),
        };
        var input = CanonicalJson.Of(document.ToJsonString(OutputJson.Options));
        return new(Kind, input, Again(medicine, input));
    }

    /// <summary>What a recording says, with where it says it.</summary>
    public static JsonObject Emg(RecordingState recording)
    {
        var emg = EmgDocument.Write(recording.Body.Ranking);
        emg["recording_entry"] = recording.Seq;
        emg["recording_sha256"] = recording.Body.Sha256;
        emg["ranked_with"] = recording.KnowledgeVersion;
        return emg;
    }

    public static string Again(Medicine medicine, string input) => JoinedOrder.Of("order", Encoding.UTF8.GetBytes(input), medicine).Write();
}

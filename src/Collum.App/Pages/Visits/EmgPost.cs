using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Clinic.Charts;
using Collum.Clinic.Visits;
using Collum.Emg;

namespace Collum.App.Pages.Visits;

/// <summary>What is said about one recording of a visit: electrodes, muscles of the channels, phases. Saving it ranks the muscles again.</summary>
static class EmgPost
{
    public static async Task<string?> RunAsync(PostCase post)
    {
        var (posted, document) = (post.Posted, post.Posted.Document);
        switch (posted.What)
        {
            case "add":
                Phases(document).Add(new JsonObject());
                return null;
            case "remove" when int.TryParse(posted.On, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < Phases(document).Count:
                Phases(document).RemoveAt(row);
                return null;
            case "save" or "check":
                break;
            default:
                return null;
        }

        var chart = await post.Practice.OpenAsync(post.ChartId, post.Cancel);
        if (Chosen(chart, post.Day, posted.Marks.GetValueOrDefault(".recording")) is not { } recording)
            return posted.What == "check" ? null : throw Refused.At("file", post.Words.FoundNothing, post.Words.Wanted("recording-first"));
        var setup = Read(document, post.Medicine, recording.Body, posted.What == "check");
        if (posted.What == "check")
            return null;
        var written = await new RecordRecording(post.Practice, post.Files).SetAsync(post.ChartId, recording.Seq, setup, posted.Writer, post.Cancel);
        return FormattableString.Invariant($"{post.VisitUrl("emg")}?recording={written.Entry!.Seq}");
    }

    /// <summary>The recording asked for by the number of its entry, else the last one of the visit.</summary>
    public static RecordingState? Chosen(ChartView chart, DateOnly day, string? asked)
    {
        var own = chart.Recordings.Where(r => r.Body.Date == day).ToList();
        return long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) && own.FirstOrDefault(r => r.Seq == seq) is { } named ? named : own.LastOrDefault();
    }

    /// <summary>The form as it is read; lines that nothing was entered in are left out.</summary>
    /// <param name="isTyping">Phases and channels that are half entered are left out instead of refused.</param>
    public static RecordingSetup Read(JsonObject document, Medicine medicine, RecordingBody recording, bool isTyping = false)
    {
        var one = (JsonObject)document.DeepClone();
        if (one["phases"] is JsonArray phases)
            for (var i = phases.Count - 1; i >= 0; i--)
                if (phases[i] is not JsonObject { Count: > 0 } phase || isTyping && !((string[])["kind", "from_s", "to_s"]).All(phase.ContainsKey))
                    phases.RemoveAt(i);
        if (one["montage"] is JsonArray montage)
            for (var i = montage.Count - 1; i >= 0; i--)
                if (montage[i] is not JsonObject { Count: > 1 } lead || isTyping && lead.Count < 3)
                    montage.RemoveAt(i);
        return RecordingSetup.Read(Encoding.UTF8.GetBytes(one.ToJsonString()), medicine.Muscles, recording.DurationS);
    }

    public static JsonArray Phases(JsonObject document)
    {
        if (document["phases"] is not JsonArray)
            document["phases"] = new JsonArray();
        return (JsonArray)document["phases"]!;
    }

    /// <summary>What is stored, as the form's fields name it.</summary>
    public static JsonObject Document(RecordingBody body) => new()
    {
        ["electrodes"] = body.Electrodes.ToString().ToLowerInvariant(),
        ["montage"] = new JsonArray([.. body.Montage.Select(m => (JsonNode)new JsonObject { ["label"] = m.Label, ["muscle_id"] = m.MuscleId, ["side"] = m.Side is { } side ? Anatomy.Sides.Word(side) : null })]),
        ["phases"] = new JsonArray([.. body.Phases.Select(p => (JsonNode)new JsonObject
        {
            ["kind"] = p.Kind.ToString().ToLowerInvariant(), ["name"] = p.Name, ["from_s"] = (decimal)Math.Round(p.FromS, 3), ["to_s"] = (decimal)Math.Round(p.ToS, 3),
        })]),
    };
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Clinic.Charts;
using Collum.Clinic.Visits;
using Collum.Clinic.Watch;
using Collum.Findings;
using Collum.Patients;
using Collum.Safety;
using Collum.Scales;

namespace Collum.App.Pages.Visits;

/// <summary>How the last treatment went, a report of something unwanted, and what was done about earlier reports: each is written where something was typed.</summary>
static class FollowPost
{
    public static async Task<string?> RunAsync(PostCase post)
    {
        var (posted, document) = (post.Posted, post.Posted.Document);
        var response = ReadResponse(document, post.Day, post.Medicine);
        SideEffect? report;
        try
        {
            report = ReadReport(document, post.Day, posted.By, post.Medicine);
        }
        catch (InputException e) when (e.Place == "report.term" && e.Found.Equals($"nothing"))
        {
            throw Refused.At(e.Place, post.Words.FoundNothing, post.Words.Wanted("term"));
        }
        var ratings = ReadRatings(document, post.Day, post.Medicine, post.Words);
        var goals = (document["goals"] as JsonArray)?.Select(g => g!.ToString()).ToList() ?? [];
        var answers = posted.Marks.Where(m => m.Key.StartsWith(".answer/", StringComparison.Ordinal) && m.Value.Length > 0).ToList();
        if (posted.What != "save")
            return null;
        var chart = await post.Practice.OpenAsync(post.ChartId, post.Cancel);
        var isNewGoal = goals.Count > 0 && !goals.SequenceEqual(chart.Goals, StringComparer.Ordinal);
        if (response is null && report is null && answers.Count == 0 && !isNewGoal && ratings.Count == 0)
            throw Refused.At("response.relief_percent", post.Words.FoundNothing, post.Words.Wanted("follow"));
        ScalesPost.CheckDays(post, chart, ratings, "rating.days");

        // The report first: it may be urgent.
        var seq = posted.Seq;
        if (report is not null)
            seq = (await new RecordSideEffect(post.Practice).RunAsync(post.ChartId, report, posted.WriterOf("report", seq), post.Cancel)).Entry.Seq;
        foreach (var (key, done) in answers)
            if (long.TryParse(key[".answer/".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var of))
                seq = (await new AnswerSideEffect(post.Practice).RunAsync(post.ChartId, of, new SideEffectAnswer { Date = post.Day, Done = done }, posted.WriterOf($"answer-{of}", seq), post.Cancel)).Seq;
        // A second save of the same day takes the place of the first; the same again writes nothing.
        var said = chart.Responses.LastOrDefault(r => r.Date == post.Day);
        if (response is not null && !MeasurePost.Same(said?.Input, OutputJson.Write(response)))
            seq = (await new RecordResponse(post.Practice).RunAsync(post.ChartId, response, posted.WriterOf("response", seq), said?.Seq, post.Cancel)).Seq;
        if (isNewGoal)
            seq = (await new RecordNote(post.Practice).RunAsync(post.ChartId, new Note { Date = post.Day, Goals = goals }, posted.WriterOf("goals", seq), post.Cancel)).Seq;
        await ScalesPost.WriteDaysAsync(post, ratings, "rating.days", seq);
        return report is null ? $"/charts/{post.ChartId}" : $"/charts/{post.ChartId}?show=side-effects#timeline";
    }

    /// <summary>The patient's own ratings: of the day of the visit, and of the days of a diary.</summary>
    public static IReadOnlyList<Score> ReadRatings(JsonObject document, DateOnly day, Medicine medicine, Words words)
    {
        if (document["rating"] is not JsonObject typed)
            return [];
        var days = DiaryLines.Read(typed["days"], "rating.days", new JsonObject { ["instrument"] = "patient-rating" }, medicine, words);
        if (typed["value"] is not { } value)
            return days;
        var now = Read("rating", new JsonObject { ["value"] = value.DeepClone() }, day, r =>
        {
            var (date, number) = (r.Date("date"), r.Number("value"));
            try
            {
                return Score.OfTotal(medicine.Instruments["patient-rating"], number, date: date);
            }
            catch (InputException e)
            {
                throw new InputException("value", e.Found, e.Expected);
            }
        });
        if (days.Any(d => d.Date == day))
            throw new InputException("rating.days", $"{day:yyyy-MM-dd}, which has a rating above", $"each day once");
        return [.. days, now];
    }

    /// <summary>Null when nothing was said of how it went.</summary>
    static Clinic.Watch.Response? ReadResponse(JsonObject document, DateOnly day, Medicine medicine)
    {
        if (document["response"] is not JsonObject typed)
            return null;
        var one = (JsonObject)typed.DeepClone();
        // Muscles that nobody ticked are there with their side only.
        foreach (var key in (string[])["weak", "still_active"])
            if (one[key] is JsonArray rows)
            {
                var ticked = rows.Where(r => r is JsonObject o && o.ContainsKey("muscle_id")).Select(r => r!.DeepClone()).ToArray();
                one.Remove(key);
                if (ticked.Length > 0)
                    one[key] = new JsonArray(ticked);
            }

        return one.Count > 1 ? Read("response", one, day, r => Clinic.Watch.Response.Read(r, medicine.Muscles)) : null;
    }

    /// <summary>Null when nothing was reported.</summary>
    public static SideEffect? ReadReport(JsonObject document, DateOnly day, string by, Medicine medicine)
    {
        if (document["report"] is not JsonObject { Count: > 0 } typed)
            return null;
        var one = (JsonObject)typed.DeepClone();
        if (by.Length > 0)
            one["by"] = by;
        return Read("report", one, day, r => SideEffectDocument.Read(r, medicine.Safety.AdverseEvents));
    }

    /// <summary>How urgent what was said so far is: an emergency does not wait until the rest of the report can be read. Null while nothing urgent can be told.</summary>
    /// <param name="document">As typed.</param>
    /// <param name="day">Of the visit.</param>
    /// <param name="patient">Whose.</param>
    /// <param name="treated">The treatment it may come from.</param>
    /// <param name="medicine">What is known.</param>
    public static Urgency? UrgencyOf(JsonObject document, DateOnly day, Patient patient, DateOnly? treated, Medicine medicine)
    {
        try
        {
            return ReadReport(document, day, "", medicine) is { } report ? medicine.Safety.Triage.Assess(report.Report(patient, treated)) : null;
        }
        catch (InputException)
        {
            var typed = document["report"] as JsonObject;
            var yes = medicine.Safety.AdverseEvents.Content.RedFlagQuestions.Where(q => (typed?["answers"] as JsonObject)?[q.Id]?.ToString() == "yes").ToDictionary(q => q.Id, _ => Answer.Yes, StringComparer.Ordinal);
            var terms = medicine.Safety.AdverseEvents.ById.Keys.Where(id => id == typed?["term"]?.ToString()).ToList();
            return yes.Count + terms.Count == 0 ? null : medicine.Safety.Triage.Assess(new TriageReport { Terms = terms, Words = typed?["words"]?.ToString(), Answers = yes, Patient = patient });
        }
    }

    static T Read<T>(string part, JsonObject typed, DateOnly day, Func<InputReader, T> read)
    {
        var one = (JsonObject)typed.DeepClone();
        one["date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        try
        {
            return InputReader.Parse(part, Encoding.UTF8.GetBytes(one.ToJsonString()), r =>
            {
                var value = read(r);
                r.Done();
                return value;
            });
        }
        catch (InputException e)
        {
            throw new InputException($"{part}.{e.Place}", e.Found, e.Expected);
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Clinic.Charts;
using Collum.Clinic.Treatments;
using Collum.Clinic.Visits;
using Collum.Findings;
using Collum.Patients;
using Collum.Safety;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.App.Pages.Visits;

/// <summary>Answers, drugs, allergies and weight of one day, and the decision where one was made.</summary>
static class SelectPost
{
    public static async Task<string?> RunAsync(PostCase post)
    {
        var (posted, document) = (post.Posted, post.Posted.Document);
        switch (posted.What)
        {
            case "same":
                var chart = await post.Practice.OpenAsync(post.ChartId, post.Cancel);
                foreach (var (key, value) in Of(chart))
                    document[key] = value?.DeepClone();
                return null;
            case "rest-no":
                await RestIsNoAsync(post);
                return null;
        }

        var read = Read(document, post.Day, post.Medicine);
        var decision = ReadDecision(document, post.Day, posted.By, post.Medicine);
        var elsewhere = ReadElsewhere(document, post.Medicine);
        if (posted.What != "save")
            return null;
        if (elsewhere?.Date > post.Practice.Today)
            throw Refused.At("elsewhere.date", post.Words.Day(elsewhere.Date), post.Words.Wanted("day-not-ahead"));
        var isAnswered = read is not { Product: null, Patient: { WeightKg: null, Medications.Count: 0, Allergies.Count: 0, Answers.Count: 0 } };
        if (!isAnswered && decision is null && elsewhere is null)
            throw Refused.At("answers", post.Words.FoundNothing, post.Words.Wanted("select"));
        var seq = posted.Seq;
        if (elsewhere is not null)
            seq = (await new RecordToxinElsewhere(post.Practice).RunAsync(post.ChartId, elsewhere, posted.WriterOf("elsewhere", seq), null, post.Cancel)).Seq;
        if (isAnswered)
            seq = (await new RecordAnswers(post.Practice).RunAsync(post.ChartId, read.Date, read.Patient, read.Product, read.Region, posted.WriterOf("answers", seq), post.Cancel)).Entry?.Seq;
        if (decision is not null)
            await new RecordDecision(post.Practice).RunAsync(post.ChartId, decision, posted.WriterOf("decision", seq), post.Cancel);
        return post.VisitUrl("measure");
    }

    /// <summary>The last answers of a chart as the form shows them.</summary>
    public static JsonObject Of(ChartView chart)
    {
        var document = new JsonObject();
        if (chart.Answers is [.., var last] && JsonNode.Parse(last.Input) is { } input && input["product"] is { } product && input["region"] is { } region)
            (document["product"], document["region"]) = (product.DeepClone(), region.DeepClone());
        if (chart.Patient.WeightKg is { } kg)
            document["weight_kg"] = kg;
        if (chart.Patient.Medications.Count > 0)
            document["medications"] = new JsonArray([.. chart.Patient.Medications.Select(m => (JsonNode)m)]);
        if (chart.Patient.Allergies.Count > 0)
            document["allergies"] = new JsonArray([.. chart.Patient.Allergies.Select(a => (JsonNode)a)]);
        if (chart.Patient.Answers.Count > 0)
            document["answers"] = new JsonObject([.. chart.Patient.Answers.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value.Word()))]);
        return document;
    }

    /// <summary>What a day begins with: what it holds already, otherwise the drugs and allergies on record, to be gone through. The whole set is written each time, so a list that was not shown would be lost. Questions are asked anew.</summary>
    public static JsonObject StartOf(ChartView chart, DateOnly day)
    {
        var document = Of(chart);
        if (chart.AnswersDate == day)
            return document;
        foreach (var key in document.Select(p => p.Key).Where(k => k is not ("medications" or "allergies")).ToList())
            document.Remove(key);
        return document;
    }

    public static (DateOnly Date, Product? Product, Region? Region, Patient Patient) Read(JsonObject document, DateOnly day, Medicine medicine)
    {
        var one = (JsonObject)document.DeepClone();
        one.Remove("decision");
        one.Remove("elsewhere");
        return Parse("answers", one, day, r => RecordAnswers.Read(r, medicine));
    }

    /// <summary>The person the rules are asked about; null until product and region are chosen.</summary>
    /// <param name="elsewhere">Toxin told of on this page and not written yet.</param>
    public static PersonCase? CaseOf((DateOnly Date, Product? Product, Region? Region, Patient Patient) read, ChartView chart, Medicine medicine, PastToxin? elsewhere = null) =>
        read is { Product: { } product, Region: { } region }
            ? new PersonCase(read.Patient with { BirthDate = chart.Identity.BirthDate, Sex = chart.Identity.Sex }, medicine.Toxins[product], region, read.Date, elsewhere is null ? chart.History : [.. chart.History, elsewhere]) : null;

    /// <summary>The items that the page asks about: what the birth date answers, and what is told on request, is not asked.</summary>
    public static IReadOnlyList<EligibilityItem> Asked(PersonCase person, Medicine medicine) =>
    [
        .. medicine.Safety.PersonRules.Eligibility.Assess(person).Items.Where(i => i.Grade > Grade.Information && i.Item.AnsweredBy is not (AnsweredBy.RedFlags or AnsweredBy.OnRequest)
            && !(i.Item.AnsweredBy == AnsweredBy.BirthDate && person.Patient.BirthDate is not null && i.Answer != Answer.Yes)),
    ];

    /// <summary>Null while nothing was talked over.</summary>
    static Decision? ReadDecision(JsonObject document, DateOnly day, string by, Medicine medicine)
    {
        if (document["decision"] is not JsonObject typed || !typed.ContainsKey("discussed") && !typed.ContainsKey("chosen"))
            return null;
        var one = (JsonObject)typed.DeepClone();
        if (by.Length > 0)
            one["by"] = by;
        try
        {
            return Parse("decision", one, day, r => DecisionDocument.Read(r, medicine.Options));
        }
        catch (InputException e)
        {
            throw new InputException($"decision.{e.Place}", e.Found, e.Expected);
        }
    }

    /// <summary>Toxin that somebody else gave; null while nothing was typed.</summary>
    public static PastToxin? ReadElsewhere(JsonObject document, Medicine medicine)
    {
        if (document["elsewhere"] is not JsonObject typed)
            return null;
        try
        {
            return InputReader.Parse("elsewhere", Encoding.UTF8.GetBytes(typed.ToJsonString()), r =>
            {
                var past = ToxinElsewhereBody.Read(r, medicine);
                r.Done();
                return past;
            });
        }
        catch (InputException e)
        {
            throw new InputException($"elsewhere.{e.Place}", e.Found, e.Expected);
        }
    }

    // What the clinician says to have asked; questions that something else answers keep that answer.
    static async Task RestIsNoAsync(PostCase post)
    {
        var chart = await post.Practice.OpenAsync(post.ChartId, post.Cancel);
        if (CaseOf(Read(post.Posted.Document, post.Day, post.Medicine), chart, post.Medicine) is not { } person)
            return;
        if (post.Posted.Document["answers"] is not JsonObject)
            post.Posted.Document["answers"] = new JsonObject();
        var answers = (JsonObject)post.Posted.Document["answers"]!;
        foreach (var id in Asked(person, post.Medicine).Where(i => i.Answer == Answer.Unknown).Select(i => i.Item.Id)
            .Concat(post.Medicine.Safety.RedFlags.All.Select(f => f.Id)).Where(id => !answers.ContainsKey(id)))
            answers[id] = Answer.No.Word();
    }

    static T Parse<T>(string name, JsonObject document, DateOnly day, Func<InputReader, T> read)
    {
        document["date"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return InputReader.Parse(name, Encoding.UTF8.GetBytes(document.ToJsonString()), r =>
        {
            var value = read(r);
            r.Done();
            return value;
        });
    }
}

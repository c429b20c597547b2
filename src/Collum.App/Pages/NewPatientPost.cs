using System.Text;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Clinic.Charts;
using Collum.Clinic.Visits;
using Collum.Findings;

namespace Collum.App.Pages;

/// <summary>Opens a chart. Somebody of the same name is shown first; a second press opens a new one all the same.</summary>
static class NewPatientPost
{
    public static async Task<string?> RunAsync(PostCase post)
    {
        if (post.Posted.What is not ("save" or "new"))
            return null;
        var identity = InputReader.Parse("person", Encoding.UTF8.GetBytes(((JsonObject)post.Posted.Document.DeepClone()).ToJsonString()), r =>
        {
            var read = Identity.Read(r);
            r.Done();
            return read;
        });
        var today = post.Practice.Today;
        if (identity.BirthDate > today || identity.BirthDate?.Year < 1880)
            throw Refused.At("birth_date", post.Words.Day(identity.BirthDate!.Value), post.Words.Wanted("birth-date"));
        var writer = post.Posted.Writer;
        if (post.Posted.What == "save" && (await SameAsync(post, identity)).Any(m => m.ChartId != IdOf(post.Posted.Key)))
            return null;
        // The id follows from the form's key: the same form sent twice opens one chart.
        var id = await new NewChart(post.Practice).RunAsync(identity, writer, null, IdOf(post.Posted.Key), post.Cancel);
        return PostCase.Url(id, today, "select");
    }

    static string IdOf(string key) => "c" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..25];

    /// <summary>Charts whose name and, where both have one, birth date are the same.</summary>
    public static async Task<IReadOnlyList<ChartMatch>> SameAsync(PostCase post, Identity identity) =>
        [.. (await post.Practice.Charts.SearchAsync(identity.Name, 20, post.Cancel)).Where(m => IsSame(m.Identity, identity))];

    public static bool IsSame(Identity a, Identity b) =>
        a.Name.Equals(b.Name, StringComparison.OrdinalIgnoreCase) && (a.BirthDate is null || b.BirthDate is null || a.BirthDate == b.BirthDate);
}

using System.Globalization;
using System.Text.Json.Nodes;
using Collum.App.Pages;
using Collum.Clinic;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Findings;

namespace Collum.App.Http;

/// <summary>What a person sent to a page, and why it was not simply done: the page shows both, nothing typed is lost.</summary>
public sealed class Posted
{
    const string Slot = "collum-posted";

    public required JsonObject Document { get; init; }

    internal Words Words { get; init; } = Words.English;

    /// <summary>Which button: <c>check</c>, <c>save</c>, <c>sign</c> …, with what follows a colon behind it.</summary>
    public required string Do { get; init; }

    public string What => Do.Split(':')[0];

    public string? On => Do.Contains(':', StringComparison.Ordinal) ? Do[(Do.IndexOf(':', StringComparison.Ordinal) + 1)..] : null;

    public required string By { get; init; }

    /// <summary>Where the writer saw the chart stand.</summary>
    public long? Seq { get; init; }

    /// <summary>Made once for one wish: the same form sent twice is written once.</summary>
    public required string Key { get; init; }

    /// <summary>Fields that speak to the page.</summary>
    public required IReadOnlyDictionary<string, string> Marks { get; init; }

    /// <summary>Sizes and their directions as typed, by path.</summary>
    public required IReadOnlyDictionary<string, (string Size, string Sign)> Sizes { get; init; }

    public InputException? Trouble { get; set; }

    public Outcome? Blocked { get; set; }

    public ChartConflictException? Conflict { get; set; }

    /// <summary>The database did not answer; the sentence says what to do.</summary>
    public string? Failure { get; set; }

    /// <summary>The key stands for another wish already: the next try needs one of its own.</summary>
    public bool IsReused { get; set; }

    /// <summary>Who writes; throws where nobody said.</summary>
    public Writer Writer => new(
        By.Length is > 0 and <= 200 ? By : throw Refused.At(".by", Words.FoundNothing, Words.Wanted("writer")), Seq, Key);

    /// <summary>A second entry of the same wish.</summary>
    public Writer WriterOf(string part, long? seq) => Writer with { Seq = seq, Key = $"{Key}-{part}" };

    public static Posted? Of(HttpContext? http) => http?.Items[Slot] as Posted;

    public void KeepIn(HttpContext http) => http.Items[Slot] = this;
}

/// <summary>One post to one page of a chart.</summary>
/// <param name="Practice">The clinic.</param>
/// <param name="Posted">What was sent.</param>
/// <param name="ChartId">Of the address; empty for pages outside a chart.</param>
/// <param name="Day">The visit.</param>
/// <param name="Cancel">The request.</param>
sealed record PostCase(Practice Practice, Posted Posted, string ChartId, DateOnly Day, CancellationToken Cancel)
{
    public Medicine Medicine => Practice.Medicine;

    public Words Words { get; init; } = Words.English;

    /// <summary>Where recordings lie.</summary>
    public RecordingFiles Files { get; init; } = new(null);

    public string VisitUrl(string step) => Url(ChartId, Day, step);

    public static string Url(string chart, DateOnly day, string step) => string.Create(CultureInfo.InvariantCulture, $"/charts/{chart}/visits/{day:yyyy-MM-dd}/{step}");
}

/// <summary>Takes what pages send. What cannot be done is shown on the same page with everything typed still in place; what was done leads on.</summary>
/// <remarks>
/// A handler returns where to go, or null to show the page again. There is no token to expire with the server: a browser says by itself where a form comes from
/// (Sec-Fetch-Site, Origin), and a form of another place is refused.
/// </remarks>
sealed class Posts(Practice practice, RecordingFiles files, Words words)
{
    const string NameCookie = "collum-by";

    /// <summary>The pages that take a form, by the last part of their address.</summary>
    public static Dictionary<string, Func<PostCase, Task<string?>>> Steps { get; } = new(StringComparer.Ordinal)
    {
        ["select"] = Pages.Visits.SelectPost.RunAsync,
        ["measure"] = Pages.Visits.MeasurePost.RunAsync,
        ["scales"] = Pages.Visits.ScalesPost.RunAsync,
        ["emg"] = Pages.Visits.EmgPost.RunAsync,
        ["plan"] = Pages.Visits.PlanPost.RunAsync,
        ["inject"] = Pages.Visits.InjectPost.RunAsync,
        ["amend"] = Pages.Visits.AmendPost.RunAsync,
        ["follow"] = Pages.Visits.FollowPost.RunAsync,
        ["adjuncts"] = Pages.Visits.AdjunctsPost.RunAsync,
    };

    /// <summary>The name under which this browser last wrote.</summary>
    public static string NameOf(HttpContext? http) => http?.Request.Cookies[NameCookie] is { Length: > 0 and <= 600 } kept ? Uri.UnescapeDataString(kept) : "";

    public async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.Value is { } path && path.EndsWith("/emg/file", StringComparison.Ordinal) && Match(path[..^5]) is var (upload, on, _) && !IsForeign(http.Request))
        {
            await UploadAsync(http, next, upload, on, path[..^5]);
            return;
        }

        if (Match(http.Request.Path) is not var (chart, day, handler))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return;
        }

        if (IsForeign(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(words.ForeignForm + "\n", http.RequestAborted);
            return;
        }

        if (!http.Request.HasFormContentType)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var fields = form.SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? ""))).ToList();
        var marks = fields.Where(f => f.Key.StartsWith('.')).GroupBy(f => f.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value.Trim(), StringComparer.Ordinal);
        // What cannot be read is named; the rest of the form is still shown as typed.
        var (document, wrong, sizes) = FormDocument.Read(fields, words);
        var posted = new Posted
        {
            Words = words, Document = document, Do = marks.GetValueOrDefault(".do", "check"), By = marks.GetValueOrDefault(".by", ""), Trouble = wrong, Marks = marks, Sizes = sizes,
            Seq = long.TryParse(marks.GetValueOrDefault(".seq"), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null,
            Key = marks.GetValueOrDefault(".key") is { Length: >= 8 and <= 100 } key ? key : NewEntry.NewKey(),
        };

        var status = StatusCodes.Status200OK;
        if (wrong is not null && posted.What != "check")
            status = StatusCodes.Status422UnprocessableEntity;
        else if (wrong is null)
            try
            {
                // A plan may lie ahead; what was asked, measured, given or told cannot.
                if (posted.What is "save" or "sign" && day > practice.Today && !http.Request.Path.Value!.EndsWith("/plan", StringComparison.Ordinal))
                    throw Refused.At("date", words.Day(day), words.Wanted("day-not-ahead"));
                if (await handler(new PostCase(practice, posted, chart, day, http.RequestAborted) { Files = files, Words = words }) is { } url)
                {
                    KeepName(http, posted.By);
                    http.Response.StatusCode = StatusCodes.Status303SeeOther;
                    http.Response.Headers.Location = url;
                    return;
                }

                if (posted.Blocked is not null)
                    status = StatusCodes.Status422UnprocessableEntity;
            }
            catch (InputException e)
            {
                posted.Trouble = e;
                if (posted.What != "check")
                    status = StatusCodes.Status422UnprocessableEntity;
            }
            catch (ChartConflictException e)
            {
                (posted.Conflict, status) = (e, StatusCodes.Status409Conflict);
            }
            catch (KeyReusedException)
            {
                // The form was changed after it was written once: it is a new wish.
                (posted.Failure, posted.IsReused) = (words.WrittenTwice, true);
                status = StatusCodes.Status409Conflict;
            }
            catch (ChartNotFoundException)
            {
                status = StatusCodes.Status404NotFound;
            }
            catch (StorageException e)
            {
                (posted.Failure, status) = (words.Of(e.Said), StatusCodes.Status503ServiceUnavailable);
            }

        posted.KeepIn(http);
        http.Request.Method = HttpMethods.Get;
        http.Response.StatusCode = status;
        await next(http);
    }

    async Task UploadAsync(HttpContext http, RequestDelegate next, string chart, DateOnly day, string page)
    {
        var (url, posted, status) = await new RecordingUpload(practice, files, words).RunAsync(http, chart, day);
        http.Response.StatusCode = status;
        if (url is not null)
        {
            KeepName(http, posted.By);
            http.Response.Headers.Location = url;
            return;
        }

        // The page as it was, with what went wrong: the same for a script and without one.
        posted.KeepIn(http);
        http.Request.Method = HttpMethods.Get;
        http.Request.Path = page;
        await next(http);
    }

    static void KeepName(HttpContext http, string by) => http.Response.Cookies.Append(NameCookie, Uri.EscapeDataString(by),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromDays(30), IsEssential = true });

    static (string Chart, DateOnly Day, Func<PostCase, Task<string?>> Handler)? Match(PathString path)
    {
        var parts = (path.Value ?? "").Split('/');
        if (parts is ["", "patients", "new"])
            return ("", default, Pages.NewPatientPost.RunAsync);
        return parts is ["", "charts", var chart, "visits", var date, var step] && ChartId.IsValid(chart)
            && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Steps.TryGetValue(step, out var handler)
            ? (chart, day, handler) : null;
    }

    static bool IsForeign(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is not ("same-origin" or "none");
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}

using Collum.App.Pages;
using Collum.Clinic;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Clinic.Visits;
using Collum.Findings;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Collum.App.Http;

/// <summary>Takes the file of a recording as it streams in; nothing of it is held in memory.</summary>
sealed class RecordingUpload(Practice practice, RecordingFiles files, Words words)
{
    /// <summary>Room for the fields beside the file.</summary>
    const long Beside = 64 * 1024;

    /// <summary>The page's own name for the button that sends a file.</summary>
    public const string Do = "upload";

    /// <returns>Where to go; null where the page is shown again with what went wrong.</returns>
    public async Task<(string? Url, Posted Posted, int Status)> RunAsync(HttpContext http, string chart, DateOnly day)
    {
        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        Posted Said(InputException? trouble = null, string? failure = null) => new()
        {
            Words = words, Document = [], Sizes = new Dictionary<string, (string Size, string Sign)>(), Do = Do, By = marks.GetValueOrDefault(".by", ""), Marks = marks, Key = marks.GetValueOrDefault(".key") is { Length: >= 8 and <= 100 } key ? key : NewEntry.NewKey(),
            Trouble = trouble, Failure = failure,
        };
        try
        {
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = RecordingFiles.Most + Beside;
            if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
                rate.MinDataRate = new(100, TimeSpan.FromSeconds(20));
            if (http.Request.ContentLength > RecordingFiles.Most + Beside)
                throw Refused.At("file", $"{http.Request.ContentLength / (1024 * 1024)} MB", words.AtMostMegabytes(RecordingFiles.Most / (1024 * 1024)));
            var reader = new MultipartReader(Boundary(http.Request), http.Request.Body);
            while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part))
                    throw NotAForm();
                if (!part.FileName.HasValue && !part.FileNameStar.HasValue)
                {
                    if (marks.Count >= 20)
                        throw NotAForm();
                    marks[HeaderUtilities.RemoveQuotes(part.Name).Value ?? ""] = (await TextAsync(section.Body, http.RequestAborted)).Trim();
                    continue;
                }

                var posted = Said();
                var name = (part.FileNameStar.HasValue ? part.FileNameStar : HeaderUtilities.RemoveQuotes(part.FileName)).Value ?? "";
                if (name.Length == 0)
                    throw Refused.At("file", words.FoundNothing, words.Wanted("recording"));
                var outcome = await new RecordRecording(practice, files).TakeAsync(chart, day, section.Body, name, posted.Writer, http.RequestAborted);
                return (FormattableString.Invariant($"{PostCase.Url(chart, day, "emg")}?recording={outcome.Entry!.Seq}"), posted, StatusCodes.Status303SeeOther);
            }

            throw Refused.At("file", words.FoundNothing, words.Wanted("recording"));
        }
        catch (InputException e)
        {
            return (null, Said(e), StatusCodes.Status422UnprocessableEntity);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or BodyBrokenException or IOException)
        {
            var large = e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } || e.InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge };
            return (null, Said(large ? Refused.At("file", $"> {RecordingFiles.Most / (1024 * 1024)} MB", words.AtMostMegabytes(RecordingFiles.Most / (1024 * 1024))) : NotAForm()),
                large ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);
        }
        catch (Exception e) when (e is KeyReusedException or ChartConflictException)
        {
            return (null, Said(failure: words.WrittenTwice), StatusCodes.Status409Conflict);
        }
        catch (ChartNotFoundException)
        {
            return (null, Said(), StatusCodes.Status404NotFound);
        }
        catch (StorageException e)
        {
            return (null, Said(failure: words.Of(e.Said)), StatusCodes.Status503ServiceUnavailable);
        }
    }

    InputException NotAForm() => Refused.At("file", words.FoundNoForm, words.Wanted("recording-by-button"));

    string Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 200 } boundary ? boundary : throw NotAForm();

    async Task<string> TextAsync(Stream body, CancellationToken cancel)
    {
        var bytes = new byte[1024];
        var count = 0;
        int got;
        while ((got = await body.ReadAsync(bytes.AsMemory(count), cancel)) > 0)
            if ((count += got) == bytes.Length)
                throw NotAForm();
        return System.Text.Encoding.UTF8.GetString(bytes, 0, count);
    }
}

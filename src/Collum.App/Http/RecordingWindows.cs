using System.Globalization;
using System.Runtime.InteropServices;
using Collum.Clinic;
using Collum.Clinic.Charts;
using Collum.Clinic.Storage;
using Collum.Emg;

namespace Collum.App.Http;

/// <summary>A window of a recording as numbers: least and most of every channel for every point of the screen that asks.</summary>
/// <remarks>Little-endian 32-bit floats, channel after channel, two a point; NaN where nothing was recorded.</remarks>
static class RecordingWindows
{
    /// <summary>Windows up to this long are drawn from the samples themselves where the pyramid is too coarse.</summary>
    const double FineS = 30;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/charts/{id}/recordings/{seq:long}/window", async (string id, long seq, string? from, string? to, string? points, HttpContext http, Practice practice, RecordingFiles files) =>
        {
            if (Number(from) is not { } start || Number(to) is not { } end || !(end > start) || !int.TryParse(points, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > Pyramid.MostPoints)
                return Results.Text($"Expected from and to in seconds, from below to, and 1 to {Pyramid.MostPoints} points.\n", statusCode: StatusCodes.Status400BadRequest);
            try
            {
                var chart = ChartId.IsValid(id) ? await practice.OpenAsync(id, http.RequestAborted) : throw new ChartNotFoundException(id);
                if (chart.Recordings.FirstOrDefault(r => r.Seq == seq) is not { } recording)
                    return Results.NotFound();
                await using var drawn = files.OpenPyramid(recording.Body.Sha256);
                var pyramid = new Pyramid(drawn);
                float[] window;
                if (end - start <= FineS && pyramid.IsCoarse(start, end, count))
                {
                    await using var file = files.Open(recording.Body.Sha256);
                    window = pyramid.Fine(Collum.Emg.Recordings.Open(file, recording.Body.Name), start, end, count, http.RequestAborted);
                }
                else
                    window = pyramid.Window(start, end, count);
                // The samples behind an entry never change.
                http.Response.Headers.CacheControl = "private, max-age=600";
                return Results.Bytes(MemoryMarshal.AsBytes(window.AsSpan()).ToArray(), "application/octet-stream");
            }
            catch (ChartNotFoundException)
            {
                return Results.NotFound();
            }
            catch (StorageException e)
            {
                return Results.Text(e.Message + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });

    static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e8 ? value : null;
}

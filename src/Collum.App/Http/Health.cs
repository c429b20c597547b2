using Collum.Clinic.Storage;

namespace Collum.App.Http;

/// <summary>What a supervisor asks: is the process alive, and can it do its work?</summary>
static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", async (Database database, CancellationToken cancel) =>
        {
            try
            {
                using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                soon.CancelAfter(TimeSpan.FromSeconds(2));
                _ = await database.Charts.HeadAsync("none", soon.Token);
                return Results.Text("ready");
            }
            catch (Exception e) when (e is StorageException or OperationCanceledException)
            {
                return Results.Text("the charts cannot be reached", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
    }
}

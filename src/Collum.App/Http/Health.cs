namespace Collum.App.Http;

/// <summary>What a supervisor asks: is the process alive, and can it do its work?</summary>
static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", () => Results.Text("ready"));
    }
}

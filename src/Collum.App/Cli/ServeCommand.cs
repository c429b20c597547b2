using System.CommandLine;
using Collum.App.Http;

namespace Collum.App.Cli;

static class ServeCommand
{
    static readonly Option<bool> WithDemo = new("--demo") { Description = "Fill an empty folder with the demo clinic." };

    static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where to listen; port 0 picks a free one. Reached from this machine only, unless you say otherwise.", HelpName = "URL",
        DefaultValueFactory = _ => "http://localhost:5080",
    };

    public static Verb Serve() => new("serve", "Serve the pages to a browser on this machine.",
        "collum serve --demo --data /tmp/clinic --urls http://localhost:0",
        async call =>
        {
            await Server.RunAsync(call.Composition, Address.Parse(call.Value(Urls)!), call.Cancel);
            return Exit.Done;
        }, WithDemo, Shared.Data, Urls);

    public static Verb Demo() => new("demo", "Serve the demo clinic from a folder that is thrown away at the end.",
        "collum demo --urls http://localhost:0",
        async call =>
        {
            await Server.RunAsync(call.Composition, Address.Parse(call.Value(Urls)!), call.Cancel);
            return Exit.Done;
        }, Urls);
}

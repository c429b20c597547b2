using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Collum.App.Cli;
using Collum.App.Pages;
using Collum.Clinic;
using Collum.Clinic.Schedule;
using Collum.Clinic.Storage;
using Collum.Clinic.Watch;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Collum.App.Http;

/// <summary>Where the server listens.</summary>
/// <param name="Host">As typed: <c>localhost</c>, an address, or a name.</param>
/// <param name="Port">0 picks a free one.</param>
sealed record Address(string Host, int Port)
{
    public static Address Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
            throw CallException.Wrong($"--urls: found '{(url.Length > 60 ? url[..60] + "…" : url)}'; expected an address such as http://localhost:5080 (encrypted connections end at a proxy before this program).");
        // Without a port of its own the address would mean 80, which needs rights that this program should not have.
        return new Address(uri.Host, uri.IsDefaultPort && !url.Contains(":80", StringComparison.Ordinal) ? 5080 : uri.Port);
    }

    public bool IsLoopback => Host is "localhost" || (IPAddress.TryParse(Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    public IReadOnlyList<IPAddress> Addresses() => Host switch
    {
        "localhost" => Socket.OSSupportsIPv6 && Free(IPAddress.IPv6Loopback, 0) ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback],
        _ => IPAddress.TryParse(Host.Trim('[', ']'), out var ip) ? [ip]
            : throw CallException.Wrong($"--urls: found host '{Host}'; expected localhost or an address of this machine such as 0.0.0.0."),
    };

    /// <summary>A port that is free on all of the addresses.</summary>
    public int FreePort(IReadOnlyList<IPAddress> addresses)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var first = new Socket(addresses[0].AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            first.Bind(new IPEndPoint(addresses[0], 0));
            var port = ((IPEndPoint)first.LocalEndPoint!).Port;
            if (addresses.Skip(1).All(a => Free(a, port)))
                return port;
        }

        throw CallException.Broken("No free port was found on this machine.");
    }

    static bool Free(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>The pages and health checks over HTTP.</summary>
static class Server
{
    /// <summary>How long open requests may take to finish when the server is asked to stop.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(3);

    static readonly HashSet<string> OwnNames = new(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "[::1]" };

    public static WebApplication Build(Composition composition, Database database, RecordingFiles files, Address address, int port, bool isDemo = false, Words? words = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.Sources.Clear();                   // what the server does is said on its command line, nowhere else
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // A page that fails is shown to its reader in words; the log gets one line without the chart's content.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            foreach (var ip in address.Addresses())
                kestrel.Listen(ip, port, listen => listen.Protocols = HttpProtocols.Http1);
        });

        var services = builder.Services;
        services.Configure<HostOptions>(o => o.ShutdownTimeout = Drain);
        // The built-in filter answers before any of our headers are set, so the names are ours to check, below.
        services.Configure<HostFilteringOptions>(o => o.AllowedHosts = ["*"]);
        services.AddResponseCompression();
        services.AddRazorComponents();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();      // nothing outlives the process that would need a kept key
        services.AddHttpContextAccessor();
        services.AddSingleton(composition.Medicine);
        services.AddSingleton(composition.Terminal.Clock);
        services.AddSingleton(database);
        services.AddSingleton(new Standing(isDemo, database.Place));
        services.AddSingleton(composition.Practice(database));
        services.AddSingleton(files);
        services.AddSingleton<Clinic.Visits.CoherencePictures>();
        services.AddSingleton<Today>();
        services.AddSingleton<ChartLines>();
        services.AddSingleton<ForecastCalibration>();
        services.AddSingleton<CalibrationRun>();
        words ??= Words.English;
        services.AddSingleton(words);

        var app = builder.Build();
        var posts = new Posts(app.Services.GetRequiredService<Practice>(), files, words);
        app.UseSecurityHeaders();
        app.Use((http, next) =>
        {
            // A foreign name that resolves to this machine is not us (DNS rebinding).
            if (!address.IsLoopback || OwnNames.Contains(http.Request.Host.Host))
                return next(http);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "text/plain; charset=utf-8";
            return http.Response.WriteAsync("This name is not one of Collum's. Open it as http://localhost.\n", http.RequestAborted);
        });
        app.Use((http, next) =>
        {
            // Pages answer GET, those with a form POST too; HEAD is the same without a body, which the server leaves out by itself.
            if (HttpMethods.IsHead(http.Request.Method))
                http.Request.Method = HttpMethods.Get;
            if (HttpMethods.IsGet(http.Request.Method))
                return next(http);
            if (HttpMethods.IsPost(http.Request.Method))
                return posts.RunAsync(http, next);
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        });
        app.UseRouting();
        app.UseResponseCompression();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", AllowStatusCode404Response = true, CreateScopeForErrors = true });
        app.Use(NamesFailuresAsync);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        Health.Map(app);
        PlanSheets.Map(app);
        RecordingWindows.Map(app);
        WebFiles.Map(app);
        app.MapRazorComponents<Shell>();
        return app;
    }

    /// <summary>One line in the log for a page that fails: what failed and where in the program, nothing of the chart.</summary>
    static async Task NamesFailuresAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            var frame = new StackTrace(e).GetFrames().Select(f => f.GetMethod()).FirstOrDefault(m => m?.DeclaringType?.Namespace?.StartsWith(nameof(Collum), StringComparison.Ordinal) == true);
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(Collum)).LogError("{Page} failed: {Kind} at {Type}.{Method}",
                (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, e.GetType().Name, frame?.DeclaringType?.Name, frame?.Name);
            throw;
        }
    }

    /// <summary>Listens until told to stop, then lets open requests finish.</summary>
    public static async Task RunAsync(Composition composition, Database database, RecordingFiles files, Address address, bool isDemo, Words words, CancellationToken cancel)
    {
        var terminal = composition.Terminal;
        var port = address.Port != 0 ? address.Port : address.FreePort(address.Addresses());
        await using var app = Build(composition, database, files, address, port, isDemo, words);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw CallException.Broken(string.Create(CultureInfo.InvariantCulture, $"Port {port} is taken by another program; choose another with --urls http://localhost:PORT, or port 0 for any free one."));
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw CallException.Broken($"Cannot listen on {address.Host}: {Documents.FirstLine(e)}.");
        }

        if (!address.IsLoopback)
            terminal.Error.WriteLine("Careful: this address is reached from other machines, and there are no accounts yet. Everybody who reaches it can read every chart.");
        await terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Listening on http://{(address.IsLoopback ? "localhost" : address.Host)}:{port}"));
        await terminal.Out.FlushAsync(CancellationToken.None);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, app.Lifetime.ApplicationStopping);
        try
        {
            await Task.Delay(Timeout.Infinite, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // That is how a server is asked to stop.
        }

        using var drain = new CancellationTokenSource(Drain);
        await app.StopAsync(drain.Token);
    }
}

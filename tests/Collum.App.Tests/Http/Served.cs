using System.Diagnostics;
using Collum.App.Tests.Cli;

namespace Collum.App.Tests.Http;

/// <summary>The program serving as a real process on a free port, stopped when the test is over.</summary>
sealed class Served : IAsyncDisposable
{
    readonly Process _process;
    readonly Task<string> _error;
    bool _disposed;

    Served(Process process, string url)
    {
        (_process, Url) = (process, url);
        _error = process.StandardError.ReadToEndAsync();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
    }

    public string Url { get; }

    public HttpClient Client { get; }

    public Process Process => _process;

    public static Task<Served> StartAsync(params string[] arguments) => StartAtAsync("http://localhost:0", arguments);

    /// <summary>Again at the address of an earlier one.</summary>
    public static async Task<Served> StartAtAsync(string url, params string[] arguments)
    {
        var process = Calls.Start([.. arguments, "--urls", url]);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
            if (line.StartsWith("Listening on ", StringComparison.Ordinal))
                return new Served(process, line["Listening on ".Length..]);
        throw new InvalidOperationException("The server did not start: " + await process.StandardError.ReadToEndAsync(late.Token));
    }

    /// <summary>SIGTERM; how long it took to end, and with what.</summary>
    public async Task<(TimeSpan Took, int Exit, string Error)> TerminateAsync()
    {
        var start = Stopwatch.GetTimestamp();
        using (var kill = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(late.Token);
        return (Stopwatch.GetElapsedTime(start), _process.ExitCode, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        Client.Dispose();
        if (!_process.HasExited)
            await TerminateAsync();
        _process.Dispose();
    }
}

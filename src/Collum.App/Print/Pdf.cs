using System.ComponentModel;
using System.Diagnostics;

namespace Collum.App.Print;

/// <summary>No PDF could be made: says what is missing or what the browser did, and what helps.</summary>
public sealed class PdfException(string message) : Exception(message);

/// <summary>Makes a PDF of a printed page with the Chromium that is installed; the page itself needs none.</summary>
public static class Pdf
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Where Chromium is: <c>COLLUM_CHROMIUM</c>, else the first of the usual names on the search path; null when there is none.</summary>
    public static string? FindBrowser(Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        if (environment("COLLUM_CHROMIUM") is { Length: > 0 } named)
            return File.Exists(named) ? named : null;
        var folders = (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    /// <summary>Writes the PDF of an HTML page that stands alone.</summary>
    /// <exception cref="PdfException">No browser, no page within the time, or a browser that failed.</exception>
    public static async Task WriteAsync(string html, string path, TimeSpan? within = null, CancellationToken cancel = default)
    {
        var browser = FindBrowser() ?? throw new PdfException(
            "No Chromium was found to make the PDF (looked for COLLUM_CHROMIUM and, on the search path, chromium and google-chrome). Install it, for example with apt-get install chromium, or print the HTML page from any browser.");
        await WriteAsync(html, path, browser, within ?? TimeSpan.FromSeconds(60), cancel);
    }

    internal static async Task WriteAsync(string html, string path, string browser, TimeSpan limit, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("collum-print-");
        try
        {
            var page = Path.Combine(folder.FullName, "page.html");
            var made = Path.Combine(folder.FullName, "page.pdf");
            await File.WriteAllTextAsync(page, html, cancel);
            await RunAsync(browser, folder.FullName, page, made, limit, cancel);
            if (!File.Exists(made) || new FileInfo(made).Length == 0)
                throw new PdfException($"{browser} ended without making a PDF. Print the HTML page from any browser instead.");
            File.Move(made, path, overwrite: true);
        }
        finally
        {
            Remove(folder);
        }
    }

    static async Task RunAsync(string browser, string folder, string page, string made, TimeSpan limit, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(browser)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = folder,
        };
        foreach (var argument in new[]
                 {
                     "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
                     "--disable-background-networking", "--no-pdf-header-footer", $"--user-data-dir={Path.Combine(folder, "profile")}",
                     $"--print-to-pdf={made}", new Uri(page).AbsoluteUri,
                 })
            start.ArgumentList.Add(argument);

        using var process = Start(start);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timer.CancelAfter(limit);
        try
        {
            process.StandardInput.Close();
            // Both pipes are emptied: a full one would stop the browser.
            var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(timer.Token), process.StandardError.ReadToEndAsync(timer.Token));
            await process.WaitForExitAsync(timer.Token);
            await said;
            if (process.ExitCode != 0)
                throw new PdfException($"{browser} failed with exit status {process.ExitCode} while making the PDF. Print the HTML page from any browser instead.");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            throw new PdfException(FormattableString.Invariant($"{browser} did not make the PDF within {limit.TotalSeconds:0} seconds. Print the HTML page from any browser instead."));
        }
    }

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new PdfException($"{start.FileName} did not start.");
        }
        catch (Win32Exception e)
        {
            throw new PdfException($"{start.FileName} did not start: {e.Message}");
        }
    }

    static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The browser may still be letting go of its profile; the system clears its temporary folder.
        }
    }
}

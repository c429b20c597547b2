using Collum.App.Tests.Http;
using Microsoft.Playwright;

namespace Collum.App.Tests.Pages;

/// <summary>The demo clinic served by the built program, and one browser for all page tests.</summary>
public sealed class Browsing : IAsyncLifetime
{
    const string Chromium = "/usr/bin/chromium";
    IPlaywright? _playwright;
    Served? _served;

    public IBrowser? Browser { get; private set; }

    public string Url => _served!.Url;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
            return;
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        _served = await Served.StartAsync("demo");
    }

    /// <summary>A fresh window; everything it complains about is collected.</summary>
    public async Task<Window> OpenAsync(int width = 1440, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        Assert.SkipUnless(Browser is not null, "The browser tests need Chromium: apt-get install chromium");
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = Url, ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, JavaScriptEnabled = script, HasTouch = width < 1000,
        });
        return new Window(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.CloseAsync();
        _playwright?.Dispose();
        if (_served is not null)
            await _served.DisposeAsync();
    }
}

/// <summary>One window and its complaints: errors of scripts, of pictures, and of the content policy.</summary>
public sealed class Window : IAsyncDisposable
{
    readonly IBrowserContext _context;

    public Window(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // A page that is not there is the point of one test, not a complaint.
            if (message.Type is "error" or "warning" && !message.Text.Contains("404 (Not Found)", StringComparison.Ordinal))
                Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.SetDefaultTimeout(30_000);
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}

/// <summary>What a person does with a page, in ways that do not hang on the moment.</summary>
static class Hands
{
    /// <summary>
    /// Waits until the browser says that it stands on a page whose address fits the pattern and that the page is loaded. Playwright's own WaitForURL looks at the
    /// address and listens for the next one in two steps; a page that arrives between them is waited for in vain.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="pattern">A regular expression.</param>
    /// <param name="from">The address to leave, where it fits the pattern too.</param>
    public static async Task ArriveAsync(this IPage page, string pattern, string from = "") =>
        await page.WaitForFunctionAsync("([pattern, from]) => document.readyState === 'complete' && location.href !== from && new RegExp(pattern).test(location.href)",
            (string[])[pattern, from], new() { Timeout = 15_000 });

    /// <summary>Clicks the word of a choice, as a person does: the circle itself is not drawn.</summary>
    public static async Task ChooseAsync(this IPage page, string input)
    {
        await page.Locator($"label:has({input})").ClickAsync();
        await Assertions.Expect(page.Locator(input)).ToBeCheckedAsync();
    }
}

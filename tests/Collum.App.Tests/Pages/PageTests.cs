using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Collum.App.Tests.Pages;

/// <summary>The pages in a real browser, over the demo clinic.</summary>
public sealed class PageTests(Browsing browsing) : IClassFixture<Browsing>
{
    const string Trial = "/charts/cdystonia-003";

    static readonly string[] Fixed = ["/", "/patients", Trial, "/knowledge", "/knowledge?q=swallowing&awaiting=1", "/about", "/response", "/nope"];

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(820, ColorScheme.Light)]
    [InlineData(820, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Every_page_is_accessible_fits_its_window_and_raises_no_complaint(int width, ColorScheme scheme)
    {
        await using var window = await browsing.OpenAsync(width, scheme);
        var page = window.Page;
        foreach (var path in Fixed.Append(await SyntheticAsync(page)))
        {
            await page.GotoAsync(path);

            var found = await page.RunAxe();
            Assert.True(found.Violations.Length == 0, $"{path} at {width} {scheme}: " + string.Join("; ",
                found.Violations.Select(v => $"{v.Id} {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth + 1"), $"{path} scrolls sideways at {width}");
        }

        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Typing_finds_patients_while_one_types()
    {
        await using var window = await browsing.OpenAsync();
        await window.Page.GotoAsync("/patients");

        await window.Page.Locator("input[name=q]").PressSequentiallyAsync("trial 107");

        await Assertions.Expect(window.Page.Locator("#found tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Page.Locator("#found .who")).ToHaveTextAsync("Public trial data, patient 107");
        Assert.EndsWith("q=trial+107", window.Page.Url.Replace("%20", "+"), StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_scripts_the_same_form_finds_the_same()
    {
        await using var window = await browsing.OpenAsync(script: false);
        await window.Page.GotoAsync("/patients");
        await window.Page.FillAsync("input[name=q]", "trial 107");
        await window.Page.ClickAsync("button[type=submit]");

        await Assertions.Expect(window.Page.Locator("#found tbody tr")).ToHaveCountAsync(1);
        await window.Page.ClickAsync("#found .who");
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("Public trial data, patient 107");
    }

    [Fact]
    public async Task A_trial_chart_shows_its_course_its_injection_and_where_it_comes_from()
    {
        await using var window = await browsing.OpenAsync();
        await window.Page.GotoAsync(Trial);

        Assert.Equal(6, await window.Page.Locator(".wide svg.course circle.c-pt").CountAsync());
        Assert.Equal(1, await window.Page.Locator(".wide svg.course .c-inj").CountAsync());
        Assert.Equal(1, await window.Page.Locator("ol.tl li.inj").CountAsync());
        await Assertions.Expect(window.Page.Locator("header.patient")).ToContainTextAsync("Public trial data");
        await Assertions.Expect(window.Page.Locator("aside")).ToContainTextAsync("Brashear");
        await window.Page.ClickAsync("details summary");
        await Assertions.Expect(window.Page.Locator("details table tbody tr")).ToHaveCountAsync(7);
    }

    [Fact]
    public async Task A_synthetic_chart_shows_sides_sessions_and_says_that_it_is_made_up()
    {
        await using var window = await browsing.OpenAsync();
        await window.Page.GotoAsync(await SyntheticAsync(window.Page));

        await Assertions.Expect(window.Page.Locator("header.patient")).ToContainTextAsync("Synthetic");
        Assert.True(await window.Page.Locator(".wide svg.course .c-inj").CountAsync() >= 2);
        Assert.True(await window.Page.Locator("ol.tl .sd.r").CountAsync() + await window.Page.Locator("ol.tl .sd.l").CountAsync() > 0);
    }

    [Fact]
    public async Task The_timeline_is_narrowed_by_its_address()
    {
        await using var window = await browsing.OpenAsync();
        await window.Page.GotoAsync(Trial);
        await window.Page.ClickAsync("nav.filters >> text=Injections");

        Assert.Contains("show=injections", window.Page.Url, StringComparison.Ordinal);
        Assert.Equal(1, await window.Page.Locator("ol.tl > li").CountAsync());
    }

    [Fact]
    public async Task The_keyboard_reaches_everything()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        await page.GotoAsync("/about");

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the work", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));

        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page).ToHaveURLAsync(browsing.Url + "/patients", new() { Timeout = 20_000 });
        await page.WaitForLoadStateAsync();
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("input[name=q]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("g");                      // a letter in a field is a letter
        Assert.Equal("g", await page.InputValueAsync("input[name=q]"));
    }

    [Fact]
    public async Task A_first_visit_loads_at_most_200_kB()
    {
        await using var window = await browsing.OpenAsync();
        var sizes = new List<Task<int>>();
        window.Page.RequestFinished += (_, request) => sizes.Add(SizeAsync(request));
        await window.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await window.Page.GotoAsync(Trial, new() { WaitUntil = WaitUntilState.NetworkIdle });

        var sum = (await Task.WhenAll(sizes)).Sum();
        Assert.InRange(sum, 10_000, 200_000);

        static async Task<int> SizeAsync(IRequest request) => (int)(await request.SizesAsync()).ResponseBodySize;
    }

    [Fact]
    public async Task On_paper_there_is_no_navigation()
    {
        await using var window = await browsing.OpenAsync();
        await window.Page.GotoAsync(Trial);
        await window.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.False(await window.Page.Locator("nav.rail").IsVisibleAsync());
        Assert.True(await window.Page.Locator("ol.tl").IsVisibleAsync());
    }

    static async Task<string> SyntheticAsync(IPage page)
    {
        await page.GotoAsync("/patients?q=synthetic");
        var link = page.Locator("#found .who").First;
        if (await page.Locator("#found .who").CountAsync() == 0)
        {
            await page.GotoAsync("/");
            link = page.Locator("a.who").First;
        }

        return (await link.GetAttributeAsync("href"))!.Split('#')[0];
    }
}

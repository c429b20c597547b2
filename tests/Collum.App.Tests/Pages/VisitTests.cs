using System.Globalization;
using Microsoft.Playwright;

namespace Collum.App.Tests.Pages;

/// <summary>A visit in a real browser: the pages that a clinic works in, over the demo clinic.</summary>
public sealed class VisitTests(Browsing browsing, ITestOutputHelper output) : IClassFixture<Browsing>
{
    static readonly DateOnly Now = DateOnly.FromDateTime(DateTime.Now);

    [Fact]
    public async Task A_new_patient_goes_through_the_whole_loop_over_two_sessions()
    {
        await using var window = await browsing.OpenAsync();
        var page = window.Page;
        var chart = await NewPatientAsync(page, "Loop Walker");
        var first = Now.AddDays(-95);

        await SelectAsync(page, chart, first);
        await MeasureAsync(page, "3");
        await Assertions.Expect(page.Locator(".joined tbody tr").First).ToBeVisibleAsync();
        await page.ClickAsync("[data-primary]");
        await PlanAsync(page, isFirst: true);
        await InjectAsync(page, chart, "LOOP-1");

        await page.GotoAsync(Visit(chart, Now, "follow"));
        await page.FillAsync("#relief", "40");
        await page.FillAsync("#peak", "4");
        await page.FillAsync("#off", "9");
        await page.CheckAsync("input[name='response/side_effects_asked#b'][value=yes]", new() { Force = true });
        await page.FillAsync("#goals", "Drive without holding the chin");
        await GoOnAsync(page, $"**/charts/{chart}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Drive without holding the chin");

        await page.GotoAsync(Visit(chart, Now, "select"));
        await page.ClickAsync("button[value=same]");
        await Assertions.Expect(page.Locator("#drugs")).ToHaveValueAsync("ibuprofen 400");
        await GoOnAsync(page, "**/measure");
        await Assertions.Expect(page.Locator(".item .was").First).ToHaveTextAsync("was 3");
        await MeasureAsync(page, "2");
        await page.ClickAsync("[data-primary]");
        await PlanAsync(page, isFirst: false);
        await InjectAsync(page, chart, "LOOP-2");

        await page.GotoAsync($"/charts/{chart}?show=injections");
        Assert.Equal(2, await page.Locator("ol.tl li.inj").CountAsync());
        await page.GotoAsync($"/charts/{chart}");
        await Assertions.Expect(page.Locator(".wide svg.course .c-pt")).ToHaveCountAsync(2);
        Assert.Empty(window.Complaints);
    }

    async Task<string> NewPatientAsync(IPage page, string name)
    {
        await page.GotoAsync("/patients");
        await page.ClickAsync("text=New patient");
        await page.FillAsync("#name", name);
        await page.FillAsync("#born", "1970-05-01");
        await page.CheckAsync("input[name=sex][value=female]", new() { Force = true });
        await page.FillAsync("#by", "Dr Loop");
        await GoOnAsync(page, "**/select");
        return page.Url.Split("/charts/")[1].Split('/')[0];
    }

    static string Visit(string chart, DateOnly day, string step) => string.Create(CultureInfo.InvariantCulture, $"/charts/{chart}/visits/{day:yyyy-MM-dd}/{step}");

    async Task SelectAsync(IPage page, string chart, DateOnly day)
    {
        await page.GotoAsync(Visit(chart, day, "select"));
        await page.SelectOptionAsync("#region", "US");
        await page.SelectOptionAsync("#product", "onabotulinumtoxinA");
        await Assertions.Expect(page.Locator(".askline").First).ToBeVisibleAsync();
        await page.FillAsync("#kg", "68");
        await page.FillAsync("#drugs", "ibuprofen 400");
        await Assertions.Expect(page.Locator("#read-as")).ToContainTextAsync("ibuprofen");
        await page.ClickAsync("button[value=rest-no]");
        await Assertions.Expect(page.Locator("#left")).ToHaveTextAsync("all answered");
        await GoOnAsync(page, "**/measure");
    }

    /// <summary>All items by the keyboard; returns how many keys it took.</summary>
    async Task<int> MeasureAsync(IPage page, string rotation)
    {
        var keys = 0;
        async Task Press(string key)
        {
            keys++;
            await page.Keyboard.PressAsync(key);
        }

        await page.Locator(".items .item input").First.FocusAsync();
        await Press(rotation);
        await Press("1");
        await Press("0");
        await Press("ArrowDown");       // retrocollis: the other of the pair was answered
        foreach (var key in (string[])["0", "0", "3", "1", "1", "2", "2"])
            await Press(key);
        foreach (var key in (string[])["2", "1", "3", "1", "0", "2"])
            await Press(key);
        foreach (var pain in (string[])["6", "2", "4"])
        {
            await Press(pain);
            await Press("Enter");
        }

        await Press("3");
        await Press("2");
        await Assertions.Expect(page.Locator("#totals .all b")).Not.ToHaveTextAsync("–");
        await page.FillAsync("[name='posture/caput_rotation_right_deg#a']", "25");
        await page.Keyboard.PressAsync("r");
        await page.FillAsync("[name='posture/caput_lateral_right_deg#a']", "8");
        await page.Keyboard.PressAsync("l");
        await page.FillAsync("[name='posture/caput_extension_deg#a']", "0");
        await page.SelectOptionAsync("[aria-label*='Splenius capitis, patient’s right: contracts']", "yes");
        await GoOnAsync(page, "**/muscles");
        return keys;
    }

    async Task PlanAsync(IPage page, bool isFirst)
    {
        await page.WaitForURLAsync("**/plan");
        await Assertions.Expect(page.Locator("#product")).ToHaveValueAsync("onabotulinumtoxinA");
        if (isFirst)
            await page.SelectOptionAsync("#first", "yes");
        await page.SelectOptionAsync("#vial", "100");
        await page.FillAsync("#diluent", "1");
        await page.ClickAsync("button[value=propose]");
        await Assertions.Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        if (!isFirst)
            await Assertions.Expect(page.Locator("#chg-0")).Not.ToBeEmptyAsync();
        await ReadyAsync(page);
        await GoOnAsync(page, "**/inject");
    }

    /// <summary>Fills what the findings ask for until nothing blocks.</summary>
    async Task ReadyAsync(IPage page)
    {
        for (var i = 0; i < 20 && await page.Locator(".finding textarea").CountAsync() > i; i++)
            await page.Locator(".finding textarea").Nth(i).FillAsync("Talked over with the patient.");
        await page.Locator("#by").FocusAsync();
        try
        {
            await Assertions.Expect(page.Locator("[data-primary]")).Not.ToHaveAttributeAsync("aria-disabled", "true", new() { Timeout = 5000 });
        }
        catch (PlaywrightException)
        {
            output.WriteLine(await page.Locator("#findings").InnerTextAsync());
            await page.ScreenshotAsync(new() { Path = "/tmp/not-ready.png", FullPage = true });
            throw;
        }
    }

    /// <summary>The page's main action; where it does not lead on, says what the page says.</summary>
    async Task GoOnAsync(IPage page, string url)
    {
        await page.ClickAsync("[data-primary]");
        try
        {
            await page.WaitForURLAsync(url, new() { Timeout = 10_000 });
        }
        catch (TimeoutException)
        {
            output.WriteLine($"{page.Url}: {await page.Locator("#said").InnerTextAsync()} {await page.Locator("#why").InnerTextAsync()}");
            if (await page.Locator("#findings").CountAsync() > 0)
                output.WriteLine(await page.Locator("#findings").InnerTextAsync());
            throw;
        }
    }

    async Task InjectAsync(IPage page, string chart, string lot)
    {
        foreach (var tick in await page.Locator(".bedside .tick input").AllAsync())
            await tick.CheckAsync();
        await page.FillAsync("#lot", lot);
        await page.FillAsync("#expiry", Now.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.CheckAsync("input[name='consent/form'][value=written]", new() { Force = true });
        await Assertions.Expect(page.Locator("#balance")).ToContainTextAsync("Balances");
        await ReadyAsync(page);
        await GoOnAsync(page, $"**/charts/{chart}");
    }
}
